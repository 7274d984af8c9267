"""What happened in a project: its runs, which one is current, and how a new one becomes it in one step."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select, update

from satsuma.model.accounts import RunRecord
from satsuma.model.errors import BugError, UnknownNameError
from satsuma.store.disk import plain_disk_errors, sync_folder, sync_names
from satsuma.store.state.database import CURRENT, RUNS, open_engine, reading, writing
from satsuma.store.state.locks import RunLock
from satsuma.store.state.places import (
    make_run_id,
    partial_path,
    run_path,
    runs_folder,
    work_folder,
)

STOPPED = "The run was stopped before it was done."


class State:
    """A project's state. Writing methods are for the process that holds the RunLock. All raise StorageError."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self._engine = engine

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> State:
        """Opens the state of the project, made or migrated if need be. `url` overrides the SQLite file."""
        return cls(folder, open_engine(folder, url))

    def close(self) -> None:
        """Lets go of the database's files."""
        self._engine.dispose()

    def recover(self, lock: RunLock) -> tuple[str, ...]:
        """Clears up after runs that died: their rows become failed, their folders and workbenches go. Returns their
        ids. Needs the lock, for then every run that still says 'running' is dead."""
        if not lock.is_held:
            raise BugError("Recovery without the run lock.")
        with writing(self._engine) as connection:
            dead = tuple(connection.scalars(select(RUNS.c.id).where(RUNS.c.status == "running")))
            connection.execute(
                update(RUNS).where(RUNS.c.status == "running").values(status="failed", message=STOPPED)
            )
            known = set(
                connection.scalars(select(RUNS.c.id).where(RUNS.c.status.in_(("published", "withdrawn"))))
            )
        for path in _list_folders(runs_folder(self.folder)):
            if path.name not in known:
                shutil.rmtree(path, ignore_errors=True)
        for path in _list_folders(work_folder(self.folder)):
            shutil.rmtree(path, ignore_errors=True)
        return dead

    def new_run_id(self, now: datetime, fingerprint: str) -> str:
        """An id that no run has yet: time, inputs and, for a second run of one second, a number."""
        stem = make_run_id(now, fingerprint)
        with reading(self._engine) as connection:
            taken = set(
                connection.scalars(select(RUNS.c.id).where(RUNS.c.id.startswith(stem, autoescape=True)))
            )
        if stem not in taken:
            return stem
        return next(name for number in range(2, 2 + len(taken)) if (name := f"{stem}-{number}") not in taken)

    def begin_run(self, record: RunRecord) -> Path:
        """Notes a run as running and returns the folder to write it to (made, empty)."""
        with writing(self._engine) as connection:
            connection.execute(insert(RUNS).values(record.model_dump()))
        path = partial_path(self.folder, record.id)
        with plain_disk_errors(path):
            path.mkdir(parents=True)
        return path

    def publish(self, run_id: str, *, finished: str, as_of: str, customers: int | None = None) -> Path:
        """Makes the run the current one and returns its folder. `as_of` may be known only now, from the data.

        First all its files are on the disk, then its folder gets its name, then one transaction moves the pointer: a
        crash between any two leaves the last good run in place.
        """
        before, after = partial_path(self.folder, run_id), run_path(self.folder, run_id)
        sync_folder(before)
        with plain_disk_errors(after):
            before.rename(after)
        sync_names(after.parent)
        with writing(self._engine) as connection:
            done = connection.execute(
                update(RUNS)
                .where(RUNS.c.id == run_id, RUNS.c.status == "running")
                .values(status="published", finished=finished, as_of=as_of, customers=customers)
            )
            if done.rowcount != 1:
                raise BugError(f"Run {run_id} is not running, so it cannot be published.")
            _point_to(connection, run_id)
        return after

    def fail(self, run_id: str, message: str, *, finished: str | None = None) -> None:
        """Notes that the run did not succeed and removes what it wrote."""
        with writing(self._engine) as connection:
            connection.execute(
                update(RUNS)
                .where(RUNS.c.id == run_id, RUNS.c.status == "running")
                .values(status="failed", message=message, finished=finished)
            )
        shutil.rmtree(partial_path(self.folder, run_id), ignore_errors=True)

    def withdraw(self) -> RunRecord:
        """Undoes the current run: the published run before it becomes current and is returned. Raises
        UnknownNameError where there is none before."""
        with writing(self._engine) as connection:
            newest = connection.execute(
                select(RUNS).where(RUNS.c.status == "published").order_by(RUNS.c.sequence.desc()).limit(2)
            ).all()
            if len(newest) < 2:
                raise UnknownNameError(
                    "There is no earlier run to go back to.",
                    hint="'satsuma runs' lists the runs that are kept.",
                )
            current, earlier = newest
            connection.execute(update(RUNS).where(RUNS.c.id == current.id).values(status="withdrawn"))
            _point_to(connection, earlier.id)
            return _read_record(connection, earlier.id)

    def current(self) -> RunRecord | None:
        """The run that readers read."""
        with reading(self._engine) as connection:
            run_id = connection.scalar(select(CURRENT.c.run_id).where(CURRENT.c.id == 1))
            return None if run_id is None else _read_record(connection, run_id)

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs remembered, the newest first."""
        with reading(self._engine) as connection:
            ids = list(connection.scalars(select(RUNS.c.id).order_by(RUNS.c.sequence.desc())))
            return tuple(_read_record(connection, run_id) for run_id in ids)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Forgets all but the newest `keep` runs of each fate (published, withdrawn, failed), never the current one.
        Returns the ids of those whose data went."""
        with writing(self._engine) as connection:
            current = connection.scalar(select(CURRENT.c.run_id).where(CURRENT.c.id == 1))
            gone: list[str] = []
            for fates in (("published", "withdrawn"), ("failed",)):
                found = select(RUNS.c.id).where(RUNS.c.status.in_(fates)).order_by(RUNS.c.sequence.desc())
                gone += [run_id for run_id in list(connection.scalars(found))[keep:] if run_id != current]
            connection.execute(delete(RUNS).where(RUNS.c.id.in_(gone)))
        # The rows first: a folder without a row is cleared up by the next run, a row without a folder would mislead.
        paths = [run_path(self.folder, run_id) for run_id in gone]
        removed = [path.name for path in paths if path.is_dir()]
        for path in paths:
            shutil.rmtree(path, ignore_errors=True)
        return tuple(removed)


def _list_folders(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def _point_to(connection: Connection, run_id: str) -> None:
    moved = connection.execute(update(CURRENT).where(CURRENT.c.id == 1).values(run_id=run_id))
    if moved.rowcount == 0:
        connection.execute(insert(CURRENT).values(id=1, run_id=run_id))


def _read_record(connection: Connection, run_id: str) -> RunRecord:
    row = connection.execute(select(RUNS).where(RUNS.c.id == run_id)).mappings().one()
    return RunRecord.model_validate({name: value for name, value in row.items() if name != "sequence"})
