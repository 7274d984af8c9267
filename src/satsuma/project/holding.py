"""A project held open: read once, and again only when its definitions, its models or its current run have changed."""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from satsuma.model.errors import SatsumaError
from satsuma.project.memory import Memory
from satsuma.project.opening import Opened
from satsuma.store.definitions import PROJECT_FILE, SECTIONS, read_definitions
from satsuma.store.runs import StoredRun, open_run
from satsuma.store.state import current_run_path
from satsuma.store.state.places import database_path

ROOM_BYTES = 768 * 2**20
"""For bitmaps of conditions, snapshots of past days and the like."""
MODELS = "models"

Stamp = tuple[tuple[str, int, int, int], ...]
"""By file: its path, number, time of change in ns and size."""


@dataclass(slots=True)
class Holder:
    """One folder, held for all threads of a process."""

    folder: Path
    memory: Memory = field(default_factory=lambda: Memory(ROOM_BYTES))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _opened: Opened | None = None
    _definitions: Stamp = ()
    _state: Stamp = ()

    def open(self, now: int) -> Opened:
        """The project as it stands; raises as `open_folder` does."""
        with self._lock:
            definitions, state = stamp_definitions(self.folder), stamp_state(self.folder)
            opened = self._opened
            if opened is None or definitions != self._definitions:
                opened = self._read(self._find_run(state), now)
            elif state != self._state:
                run = self._find_run(state)
                if run is not opened.run:
                    opened = self._read(run, now)
            self._opened, self._definitions, self._state = opened, definitions, state
        return renew(opened, now)

    def _find_run(self, state: Stamp) -> StoredRun:
        """The current run, opened anew only where it is another one than before."""
        held = self._opened.run if self._opened is not None else None
        if held is not None and state == self._state and held.path.is_dir():
            return held
        path = current_run_path(self.folder)
        if held is not None and held.path == path:
            return held
        self.memory.clear()
        return open_run(path)

    def _read(self, run: StoredRun, now: int) -> Opened:
        definitions = read_definitions(self.folder).definitions
        opened = Opened(self.folder, definitions, run, now, memory=self.memory)
        warm(opened)
        return opened


def warm(opened: Opened) -> None:
    """Prepares what nearly every question needs, so that copies share it; what is wrong is said by who asks for it."""
    try:
        _ = opened.population, opened.zone, opened.models, opened.vocabulary, opened.outdated
        _ = opened.definitions_key, opened.last_as_of
    except SatsumaError:
        return


def renew(opened: Opened, now: int) -> Opened:
    """The same project asked at another moment, with everything that was prepared."""
    found = copy.copy(opened)
    object.__setattr__(found, "now", now)
    return found


@cache
def holder_of(folder: Path) -> Holder:
    """The process's holder of a folder (resolved)."""
    return Holder(folder)


def hold_folder(folder: Path, now: int) -> Opened:
    """As `open_folder`, from memory where nothing has changed."""
    return holder_of(folder).open(now)


def stamp_definitions(folder: Path) -> Stamp:
    """What tells whether any definition or model has changed, without reading one."""
    found = [_stamp(folder / PROJECT_FILE)]
    for section in (*SECTIONS, MODELS):
        found += _stamp_files(folder / section)
    return tuple(sorted(found))


def stamp_state(folder: Path) -> Stamp:
    """What tells whether anything was written into the state."""
    database = database_path(folder)
    return tuple(_stamp(path) for path in (database, database.with_name(database.name + "-wal")))


def _stamp_files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".yaml", ".json", ".npz", ".npy")):
                    found = entry.stat()
                    yield entry.path, found.st_ino, found.st_mtime_ns, found.st_size
    except OSError:
        return


def _stamp(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0, 0
    return str(path), found.st_ino, found.st_mtime_ns, found.st_size
