"""Runs migrations on the connection and in the transaction that the state hands over."""

from __future__ import annotations

from alembic import context

from satsuma.store.state.database import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
