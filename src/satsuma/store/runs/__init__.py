"""Runs: immutable folders of tables, histories and results. Building one needs DuckDB, reading one does not."""

from satsuma.store.runs.opening import StoredRun, find_customer, open_run
from satsuma.store.runs.results import (
    load_json,
    load_memberships,
    load_values,
    save_json,
    save_memberships,
    save_values,
)

__all__ = [
    "StoredRun",
    "find_customer",
    "load_json",
    "load_memberships",
    "load_values",
    "open_run",
    "save_json",
    "save_memberships",
    "save_values",
]
