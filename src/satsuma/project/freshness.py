"""What has changed in a project's folder since its last run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.overview import FileChange, Pending
from satsuma.project.outdated import list_changed
from satsuma.store.findings import FOLDER
from satsuma.store.runs import load_json

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened

Hashes = Mapping[str, Mapping[str, str]]
"""SHA-256 by source and path."""
MOST_REMEMBERED = 500


def find_pending(opened: Opened) -> Pending:
    """Definitions and files that are not those of the last run."""
    return Pending(
        definitions=tuple(list_changed(load_json(opened.run.path, "definitions"), opened.definitions)),
        files=tuple(find_changed_files(opened.folder, opened.definitions, opened.run.path)),
    )


def find_changed_files(folder: Path, definitions: Definitions, run: Path) -> Iterator[FileChange]:
    """Files that were added, changed or have gone since a run. Only those written after it are read."""
    then: Hashes = load_json(run, "inputs").get("files", {})
    begun = (run / "results").stat().st_mtime_ns
    for source, definition in definitions.sources.items():
        if source not in then:
            continue
        paths = find_files(folder, definition.files)
        for path in paths:
            known = then[source].get(path)
            if known is None:
                yield FileChange(path=path, source=source, change="new")
            elif is_changed(folder / path, known, begun):
                yield FileChange(path=path, source=source, change="changed")
        for path in then[source].keys() - set(paths):
            yield FileChange(path=path, source=source, change="gone")


def compare_files(before: Hashes, after: Hashes) -> Iterator[FileChange]:
    """What became of the files between two runs."""
    for source in {**before, **after}:
        old, new = before.get(source, {}), after.get(source, {})
        for path in sorted({*old, *new}):
            if old.get(path) != new.get(path):
                change = "gone" if path not in new else "changed" if path in old else "new"
                yield FileChange(path=path, source=source, change=change)  # type: ignore[arg-type]


def find_files(folder: Path, patterns: tuple[str, ...]) -> list[str]:
    """The paths of a source's files as runs call them, of those that are there."""
    from satsuma.collect.paths import match, reject_pattern

    fine = [pattern for pattern in patterns if reject_pattern(pattern) is None]
    found = dict.fromkeys(name for pattern in fine for name in match(pattern, folder))
    return [name for name in found if (folder / name).is_file()]


def is_changed(path: Path, known: str, begun: int) -> bool:
    """Whether a file no longer has the hash it had; one that was not written since the run (`begun`, ns) has."""
    found = path.stat()
    if found.st_mtime_ns < begun:
        return False
    return hash_once(str(path), found.st_mtime_ns, found.st_size) != known


@lru_cache(maxsize=MOST_REMEMBERED)
def hash_once(path: str, changed: int, size: int) -> str:
    """A file's hash, computed once for each of its states."""
    from satsuma.collect.hashing import hash_file

    return hash_file(Path(path))


def is_older_than_run(opened: Opened, kind: str, name: str) -> bool:
    """Whether what was found and kept is older than the last run."""
    path = opened.folder / FOLDER / kind / f"{name}.json"
    return path.stat().st_mtime_ns < (opened.run.path / "results").stat().st_mtime_ns
