"""Whether a stored run is still as it was written: every file there, none cut off."""

from __future__ import annotations

from pathlib import Path

from satsuma.model.errors import SatsumaError
from satsuma.store.runs.opening import MANIFEST, QUALITY
from satsuma.store.runs.results import load_json, save_json

SIZES = "files"


def seal_run(path: Path) -> None:
    """Notes the size of every file of the run, when all are written. Raises StorageError."""
    save_json(path, SIZES, list_sizes(path))


def is_whole(path: Path) -> bool:
    """Whether the run was sealed and all its files still have their sizes. Looks at names and sizes, reads no data."""
    try:
        sizes = load_json(path, SIZES)
    except SatsumaError:
        return False
    if not isinstance(sizes, dict) or not {MANIFEST, QUALITY} <= sizes.keys():
        return False
    return sizes.items() <= list_sizes(path).items()


def list_sizes(path: Path) -> dict[str, int]:
    """The size in bytes of each file, by its path in the run; what seals the run is no part of it."""
    return {
        file.relative_to(path).as_posix(): file.stat().st_size
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.stem != SIZES
    }
