"""What a demo wrote, so that the next one does not take away what a person has changed since."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from satsuma.store.disk import write_whole

MARK = ".satsuma/demo.json"
MADE_ANEW = (".satsuma", "report.html", ".gitignore")
"""What every run writes again: nobody's work is lost with it."""


def list_files(folder: Path) -> dict[str, str]:
    """SHA-256 by path of everything that a person may have written or changed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not any(part in MADE_ANEW for part in inner.parts):
            found[inner.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def mark_files(folder: Path) -> None:
    """Remembers the demo's files as they are now. Raises StorageError."""
    write_whole(folder / MARK, json.dumps(list_files(folder), sort_keys=True).encode())


def list_changed_files(folder: Path) -> list[str] | None:
    """Paths that were changed, added or removed since they were marked; None where no mark can be read."""
    try:
        before = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return None
    now = list_files(folder)
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
