"""The web server: the REST API and the web app, on one process and port. It parses, calls the project and shows."""
