"""What a project's results are made from, as one short text: equal, and every question has the same answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from satsuma.project.fingerprints import digest
from satsuma.project.holding import stamp_definitions
from satsuma.project.version import read_version
from satsuma.store.findings import FOLDER as FINDINGS
from satsuma.store.state import current_run_id


def fingerprint_now(folder: Path, day: str) -> str:
    """Of run, definitions, models, kept findings, version and the calendar day (deadlines come nearer). Reads no file but
    the state's pointer."""
    return digest(
        {
            "run": current_run_id(folder),
            "definitions": stamp_definitions(folder),
            "findings": sorted(stamp_tree(folder / FINDINGS)),
            "version": read_version(),
            "day": day,
        }
    )


def stamp_tree(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Path, number, time of change and size of every file under a folder."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from stamp_tree(Path(entry.path))
        else:
            try:
                found = entry.stat()
            except FileNotFoundError:
                continue
            yield entry.path, found.st_ino, found.st_mtime_ns, found.st_size
