"""The rule language: read, write, check, explain, interpret."""
