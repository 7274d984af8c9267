"""Who may ask what: known hosts, tokens and sessions, requests from other sites, and a log that names nobody."""
