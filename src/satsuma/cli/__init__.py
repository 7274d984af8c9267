"""The command line: parse, call the project, show. No decisions."""
