"""Patterns and groups in customers' variables: what is there, and what is not."""
