"""Files that are made to be handed out: kept nowhere on the server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlette.background import BackgroundTask

Made = TypeVar("Made")


def make_briefly(name: str, write: Callable[[Path], Made]) -> tuple[Path, Made, BackgroundTask]:
    """A file that `write` has written in a folder of its own, what it said of it, and what removes both once they are sent.
    Nothing is left where `write` fails."""
    place = Path(tempfile.mkdtemp(prefix="satsuma-file-"))
    try:
        made = write(place / name)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place / name, made, BackgroundTask(shutil.rmtree, place, ignore_errors=True)
