"""Jobs that a server does for a project: what is remembered of them, and what makes two of them the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from satsuma.model.errors import BusyError, SatsumaError
from satsuma.model.jobs import Job
from satsuma.project.fingerprints import digest
from satsuma.project.keeping import opened_state
from satsuma.project.version import read_version
from satsuma.store.definitions import PROJECT_FILE, read_definitions
from satsuma.store.findings import FOLDER as FINDINGS
from satsuma.store.state import RunLock, current_run_id, database_path
from satsuma.store.state.database import open_engine
from satsuma.store.state.jobs import forget_jobs, load_jobs, save_job


@contextmanager
def opened_engine(folder: Path) -> Iterator[Engine]:
    """The state's database, closed afterwards."""
    engine = open_engine(folder)
    try:
        yield engine
    finally:
        engine.dispose()


def remember_job(folder: Path, job: Job, mark: str | None = None) -> None:
    """Notes a job in the project's state, made if need be."""
    with opened_engine(folder) as engine:
        save_job(engine, job, mark)


def recall_jobs(folder: Path) -> dict[str, tuple[Job, str | None]]:
    """The jobs that are remembered with their marks, the oldest first; nothing is made in a folder without a state."""
    if not database_path(folder).is_file():
        return {}
    with opened_engine(folder) as engine:
        return load_jobs(engine)


def forget_old_jobs(folder: Path, ids: Iterable[str]) -> None:
    """Forgets jobs with the results that were kept for them alone."""
    gone = list(ids)
    with opened_engine(folder) as engine:
        forget_jobs(engine, gone)
    for job in gone:
        (folder / FINDINGS / "jobs" / f"{job}.json").unlink(missing_ok=True)


def entitle(folder: Path, section: str, name: str) -> str:
    """What people call a definition: its title or question; its name where it has none or nothing can be read."""
    try:
        thing = getattr(read_definitions(folder).definitions, section).get(name)
    except SatsumaError:
        return name
    return getattr(thing, "title", None) or getattr(thing, "question", None) or name


def clear_up(folder: Path) -> None:
    """Notes a run that was killed as failed and removes what it wrote; the last good run stands. Nothing where another run
    is at work, or where nothing ever ran."""
    if not database_path(folder).is_file():
        return
    try:
        with RunLock(folder) as lock, opened_state(folder) as state:
            state.recover(lock)
    except BusyError:
        return


@dataclass(frozen=True, slots=True)
class Errand:
    """What a job does. `day` counts where the result tells how far a deadline is; `written` is the section in which the
    command writes its own definition; `results` are the findings it leaves, as paths."""

    command: str
    arguments: Mapping[str, Any]
    day: str | None = None
    written: str | None = None
    results: tuple[str, ...] = ()


def mark_inputs(folder: Path, errand: Errand) -> str | None:
    """A fingerprint of all that the result is made from but the command's own definition: run, definitions, models,
    arguments, version. None for a folder without a project."""
    if not (folder / PROJECT_FILE).is_file():
        return None
    definitions = read_definitions(folder).definitions.model_dump(mode="json")
    if errand.written is not None:
        definitions[errand.written].pop(str(errand.arguments.get("name")), None)
    return mark_by(folder, errand, definitions, ())


def mark_result(folder: Path, errand: Errand) -> str | None:
    """A fingerprint of all that the result is made from and of the result as it lies there: equal marks, nothing to do."""
    if not (folder / PROJECT_FILE).is_file():
        return None
    definitions = read_definitions(folder).definitions.model_dump(mode="json")
    return mark_by(folder, errand, definitions, errand.results)


def mark_by(folder: Path, errand: Errand, definitions: Mapping[str, Any], results: tuple[str, ...]) -> str:
    return digest(
        {
            "command": errand.command,
            "arguments": dict(errand.arguments),
            "day": errand.day,
            "run": current_run_id(folder),
            "definitions": definitions,
            "models": list_stats(folder / "models"),
            "results": [list_stats(folder / FINDINGS / path) for path in results],
            "version": read_version(),
        }
    )


def list_stats(folder: Path) -> list[list[object]]:
    """Path, size and time of change of a file, or of every file under a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
    stats = [(path, path.stat()) for path in paths if path.is_file()]
    return [[path.name, stat.st_size, stat.st_mtime_ns] for path, stat in stats]
