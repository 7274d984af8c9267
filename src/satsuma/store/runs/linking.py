"""The data of a run used again by another: immutable files need no copy, only another name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from satsuma.store.disk import plain_disk_errors

RESULTS = ("memberships", "values", "results", "charts", "report.html")
"""What a run computes from its data; never shared."""


def link_data(source: Path, target: Path) -> Path:
    """Gives the data files of the run in `source` a second name in the new folder `target`, and returns it. Copies where
    the file system has no hard links. Raises StorageError."""
    with plain_disk_errors(target):
        for path in sorted(source.rglob("*")):
            inside = path.relative_to(source)
            if inside.parts[0] in RESULTS or not path.is_file():
                continue
            place = target / inside
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, place)
            except OSError:
                shutil.copyfile(path, place)
    return target
