"""Where the things of a project's `.satsuma` folder are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

HIDDEN = ".satsuma"
PARTIAL = ".partial"


def hidden_folder(folder: Path) -> Path:
    """Everything that Satsuma makes for a project, definitions and exports aside."""
    return folder / HIDDEN


def database_path(folder: Path) -> Path:
    """The state."""
    return folder / HIDDEN / "state.db"


def lock_path(folder: Path) -> Path:
    """The file whose lock a run holds."""
    return folder / HIDDEN / "run.lock"


def editing_path(folder: Path) -> Path:
    """The file whose lock an edit of definitions holds."""
    return folder / HIDDEN / "definitions.lock"


def runs_folder(folder: Path) -> Path:
    """One folder a run."""
    return folder / HIDDEN / "runs"


def run_path(folder: Path, run_id: str) -> Path:
    """A published run."""
    return runs_folder(folder) / run_id


def partial_path(folder: Path, run_id: str) -> Path:
    """A run that is being written."""
    return runs_folder(folder) / f"{run_id}{PARTIAL}"


def work_folder(folder: Path) -> Path:
    """Where workbenches (`Scratch`) live; emptied by the next run after a crash."""
    return folder / HIDDEN / "scratch"


def make_run_id(now: datetime, fingerprint: str) -> str:
    """An id in order of time: 20260630T120000-1a2b3c4d. `now` has a zone; `fingerprint` is hexadecimal."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{fingerprint[:8]}"
