"""Tables, histories and memberships on disk; the state of a project."""
