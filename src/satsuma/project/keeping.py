"""The runs so far, and taking the last one back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from satsuma.model.accounts import RunRecord
from satsuma.model.errors import ProjectNotFoundError
from satsuma.model.results import UndoResult
from satsuma.project.shown import ShownRun
from satsuma.project.tables import Table
from satsuma.store.runs import load_json
from satsuma.store.state import RunLock, current_run_path
from satsuma.store.state.ledger import State


@contextmanager
def opened_state(folder: Path) -> Iterator[State]:
    """The project's state, closed afterwards."""
    state = State.open(folder)
    try:
        yield state
    finally:
        state.close()


def list_runs(folder: Path) -> Table[RunRecord]:
    """Newest first."""
    with opened_state(folder) as state:
        rows = state.runs()
    columns = ("id", "status", "as_of", "customers", "finished", "message")
    return Table(rows, columns, "Runs, newest first")


def undo_run(folder: Path) -> UndoResult:
    """ProjectNotFoundError where nothing has been published, UnknownNameError without an earlier run."""
    with RunLock(folder), opened_state(folder) as state:
        before = state.current()
        if before is None:
            raise ProjectNotFoundError("There is no run to take back.", hint="Make one with 'satsuma run'.")
        current = state.withdraw()
    message = (
        f"Run {before.id} is taken back. Run {current.id}, looking back from {current.as_of}, counts again."
    )
    return UndoResult(withdrawn=before.id, current=current.id, message=message)


def show_last_run(folder: Path) -> ShownRun:
    """ProjectNotFoundError where nothing has been published."""
    shown = ShownRun.model_validate(load_json(current_run_path(folder), "summary"))
    return shown.model_copy(update={"report": "report.html"})
