"""Which run readers read: the state's pointer through the standard library's sqlite3, so that a cold command starts at
once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from satsuma.model.errors import ProjectNotFoundError, StorageError
from satsuma.store.state.places import database_path, run_path

_CURRENT = "SELECT run_id FROM current_run WHERE id = 1"
_PUBLISHED = "SELECT id FROM runs WHERE status = 'published' ORDER BY sequence"


def current_run_id(folder: Path) -> str | None:
    """The published run's id, None where there is none yet. Raises StorageError."""
    found = _ask(folder, _CURRENT)
    return found[0] if found else None


def published_run_ids(folder: Path) -> tuple[str, ...]:
    """The published runs that are kept, the oldest first. Raises StorageError."""
    return _ask(folder, _PUBLISHED)


def _ask(folder: Path, sql: str) -> tuple[str, ...]:
    database = database_path(folder)
    if not database.is_file():
        return ()
    try:
        return _read(database, "mode=ro", sql)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return ()
        # A read-only folder or a full disk has no room for the files that sharing needs; nobody can be writing there either.
        beside = database.with_name(database.name + "-wal")
        is_cramped = any(words in str(error) for words in ("unable to open", "disk I/O error"))
        if is_cramped and not (beside.exists() and beside.stat().st_size):
            return _read(database, "mode=ro&immutable=1", sql)
        raise StorageError(
            f"The project's state cannot be read: {error}.",
            hint="Check the permissions of .satsuma/state.db.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StorageError(
            "The project's state (.satsuma/state.db) is damaged.",
            hint="Move the .satsuma folder away and run again.",
        ) from error


def _read(database: Path, options: str, sql: str) -> tuple[str, ...]:
    address = f"{database.resolve().as_uri()}?{options}"
    with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
        return tuple(str(row[0]) for row in connection.execute(sql) if row[0] is not None)


def current_run_path(folder: Path) -> Path:
    """The folder of the published run. Raises ProjectNotFoundError without one, StorageError where it has gone."""
    run_id = current_run_id(folder)
    if run_id is None:
        raise ProjectNotFoundError(
            "This project has no finished run yet.", hint=f"Make one with 'satsuma -C {folder} run'."
        )
    path = run_path(folder, run_id)
    if not path.is_dir():
        raise StorageError(
            f"The stored run {run_id} has gone from .satsuma/runs.",
            hint="Go back to the run before with 'satsuma undo', or run again.",
        )
    return path
