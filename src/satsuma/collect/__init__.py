"""Bytes into raw tables, one module per kind of file; infers no meaning."""
