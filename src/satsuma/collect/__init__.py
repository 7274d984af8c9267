"""Bytes into raw tables, one module per kind of file; infers no meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from satsuma.model.definitions import Format
    from satsuma.store.scratch import FoundSource, RawTable, Scratch

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes done and the bytes in all."""

__all__ = ["Progress", "find_sources", "hash_files", "list_paths", "read_source"]


def find_sources(paths: Sequence[Path], base: Path) -> list[FoundSource]:
    """Group files into sources by shape and propose a name and a fully decided format for each.

    `paths` are files, folders (searched in depth), globs, zip archives or workbooks, absolute or relative to the working
    folder; the `files` of the result are relative to `base`. Raises FileError with everything that cannot be used.
    """
    from satsuma.collect.finding import find

    return find(paths, base)


def read_source(
    scratch: Scratch,
    name: str,
    files: Sequence[str],
    format: Format,
    base: Path,
    progress: Progress | None = None,
) -> RawTable:
    """Load a source's files, one after the other, into the DuckDB table `raw_<name>` of `scratch`.

    `files` are paths or globs relative to `base`. Rows of the table + rejects = records of the files. Raises FileError
    (missing, broken, locked, empty) and LimitError.
    """
    from satsuma.collect.loading import load

    return load(scratch, name, files, format, base, progress)


def hash_files(files: Sequence[str], base: Path) -> dict[str, str]:
    """SHA-256 of each file that the patterns name, by the file's name as people see it."""
    from satsuma.collect.hashing import hash_file
    from satsuma.collect.paths import expand

    return {found.name: hash_file(found.path) for found in expand(files, base)}


def list_paths(files: Sequence[str], base: Path) -> tuple[Path, ...]:
    """The files that the patterns name, of those that are there."""
    from satsuma.collect.paths import match

    return tuple(base / name for pattern in files for name in match(pattern, base))
