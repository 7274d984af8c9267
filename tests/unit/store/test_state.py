"""Runs begin, are published in one step, are undone and forgotten; readers find the current one."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from satsuma.model.accounts import RunRecord
from satsuma.model.errors import BusyError, ProjectNotFoundError, StorageError, UnknownNameError
from satsuma.store.state import RunLock, current_run_path, database_path, partial_path, run_path, work_folder
from satsuma.store.state.database import HEAD, METADATA
from satsuma.store.state.ledger import State

NOW = datetime(2026, 6, 30, 14, 0, tzinfo=UTC)


def record(run_id: str) -> RunRecord:
    return RunRecord(
        id=run_id,
        status="running",
        as_of="2026-06-30",
        started="2026-06-30T14:00:00Z",
        inputs="ab",
        version="0",
    )


def publish(state: State, run_id: str) -> Path:
    (state.begin_run(record(run_id)) / "data").write_text(run_id)
    return state.publish(run_id, finished="2026-06-30T14:01:00Z", as_of="2026-06-29", customers=3)


def test_a_published_run_is_the_current_one(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    with pytest.raises(ProjectNotFoundError, match="no finished run"):
        current_run_path(tmp_path)
    path = publish(state, "one")
    assert current_run_path(tmp_path) == path == run_path(tmp_path, "one")
    assert (path / "data").read_text() == "one"
    assert not partial_path(tmp_path, "one").exists()
    found = state.current()
    assert found is not None
    assert (found.id, found.status, found.as_of, found.customers) == ("one", "published", "2026-06-29", 3)


def test_a_run_that_is_not_published_is_invisible(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    publish(state, "one")
    state.begin_run(record("two"))
    assert current_run_path(tmp_path).name == "one"
    state.fail("two", "Out of luck.")
    assert not partial_path(tmp_path, "two").exists()
    assert [(run.id, run.status, run.message) for run in state.runs()] == [
        ("two", "failed", "Out of luck."),
        ("one", "published", None),
    ]


def test_undo_goes_back_one_run_and_no_further_than_the_first(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    for name in ("one", "two", "three"):
        publish(state, name)
    assert state.withdraw().id == "two"
    assert state.withdraw().id == "one"
    assert current_run_path(tmp_path).name == "one"
    with pytest.raises(UnknownNameError, match="no earlier run"):
        state.withdraw()
    assert [run.status for run in state.runs()] == ["withdrawn", "withdrawn", "published"]


def test_pruning_keeps_the_newest_and_the_current(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    for name in ("a", "b", "c", "d"):
        publish(state, name)
    for _ in range(3):
        state.withdraw()
    assert set(state.prune(2)) == {"b"}
    assert {run.id for run in state.runs()} == {"a", "c", "d"}
    assert current_run_path(tmp_path).name == "a"
    assert not run_path(tmp_path, "b").exists()


def test_recovery_clears_up_after_dead_runs(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    publish(state, "one")
    state.begin_run(record("dead"))
    (run_path(tmp_path, "renamed but never committed")).mkdir()
    (work_folder(tmp_path) / "scratch-x").mkdir(parents=True)
    with RunLock(tmp_path) as lock:
        assert state.recover(lock) == ("dead",)
    assert {path.name for path in (tmp_path / ".satsuma/runs").iterdir()} == {"one"}
    assert not list(work_folder(tmp_path).iterdir())
    assert state.runs()[0].status == "failed"


def test_two_runs_at_once_are_refused_within_and_between_processes(tmp_path: Path) -> None:
    with RunLock(tmp_path):
        with pytest.raises(BusyError, match=r"Another run \(process \d+\)"), RunLock(tmp_path):
            pass
        code = (
            "import sys, pathlib\nfrom satsuma.store.state import RunLock\n"
            "from satsuma.model.errors import BusyError\n"
            "try:\n    RunLock(pathlib.Path(sys.argv[1])).__enter__()\n"
            "except BusyError: sys.exit(7)\n"
        )
        assert subprocess.run([sys.executable, "-c", code, tmp_path], check=False).returncode == 7
    with RunLock(tmp_path):
        pass


def test_ids_follow_time_and_never_repeat(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    first = state.new_run_id(NOW, "0123456789abcdef")
    assert first == "20260630T140000-01234567"
    publish(state, first)
    second = state.new_run_id(NOW, "0123456789abcdef")
    assert second == f"{first}-2"
    publish(state, second)
    assert state.new_run_id(NOW, "0123456789abcdef") == f"{first}-3"


def test_migrations_make_the_tables_that_the_code_describes(tmp_path: Path) -> None:
    from sqlalchemy import create_engine, inspect

    State.open(tmp_path).close()
    found = inspect(create_engine(f"sqlite:///{database_path(tmp_path)}"))
    assert {column["name"] for column in found.get_columns("runs")} == set(
        METADATA.tables["runs"].columns.keys()
    )
    assert set(found.get_table_names()) == {*METADATA.tables, "alembic_version"}
    with sqlite3.connect(database_path(tmp_path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer version"):
        State.open(tmp_path)


def test_opening_an_up_to_date_state_does_not_load_alembic(tmp_path: Path) -> None:
    State.open(tmp_path).close()
    code = (
        "import sys, pathlib\nfrom satsuma.store.state.ledger import State\n"
        "State.open(pathlib.Path(sys.argv[1]))\nassert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True)


def test_a_broken_state_says_so(tmp_path: Path) -> None:
    database_path(tmp_path).parent.mkdir()
    database_path(tmp_path).write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(StorageError, match="damaged"):
        current_run_path(tmp_path)
    with pytest.raises(StorageError, match="damaged"):
        State.open(tmp_path)


def test_a_run_that_has_gone_says_so(tmp_path: Path) -> None:
    path = publish(State.open(tmp_path), "one")
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="has gone"):
        current_run_path(tmp_path)
