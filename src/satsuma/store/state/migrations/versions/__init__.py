"""Migrations of the state, run by Alembic."""
