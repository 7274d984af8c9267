"""Data files put into a project's folder: named safely, written whole, never over another one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import unicodedata
from pathlib import Path
from typing import BinaryIO

from satsuma.model.errors import FileError, StorageError
from satsuma.model.uploads import DataFile
from satsuma.store.disk import plain_disk_errors, sync_names

PLACE = "data"
WRITING = ".uploading"
CHUNK_BYTES = 2**20
SPARE_BYTES = 64 * 2**20
"""What an upload leaves free on the disk."""
LONGEST_NAME = 120
KEPT_OUT = re.compile(r"[^\w.()+ ,&@=\-]|^[.\s]+", re.UNICODE)
OWN_FOLDERS = frozenset({".satsuma", "models"})


def clean_name(name: str) -> str:
    """A file's name as it may be on any disk: no folders, no controls, no wildcards. FileError for one that ends in
    nothing that can be read."""
    from satsuma.collect.naming import ENDINGS

    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = re.sub(r"\s+", " ", KEPT_OUT.sub("_", last)).strip(" .")
    stem, ending = os.path.splitext(clean)
    if not ending or not clean.lower().endswith(ENDINGS):
        raise FileError(
            f"'{clean[:80]}' is no kind of file that can be read.",
            hint=f"Add files that end in {', '.join(sorted(ENDINGS))}.",
        )
    return stem[: LONGEST_NAME - len(ending)] + ending


def list_uploads(folder: Path) -> tuple[DataFile, ...]:
    """The data files in the folder and in its folders, in order of their paths; what Satsuma keeps for itself aside."""
    from satsuma.collect.finding import walk
    from satsuma.store.definitions import SECTIONS

    own = OWN_FOLDERS | set(SECTIONS)
    found = []
    for path in sorted(walk(folder)) if folder.is_dir() else []:
        inner = path.relative_to(folder)
        if inner.parts[0] not in own:
            found.append(DataFile(path=inner.as_posix(), name=path.name, bytes=path.stat().st_size))
    return tuple(found)


def save_upload(folder: Path, name: str, content: BinaryIO, bytes_: int | None = None) -> DataFile:
    """Writes a file into `data/`, whole or not at all; beside one of the same name under a new one, once for the same
    content. StorageError where the disk has no room for `bytes_`."""
    clean = clean_name(name)
    place = folder / PLACE
    with plain_disk_errors(place):
        place.mkdir(parents=True, exist_ok=True)
        check_room(place, bytes_ or 0)
        beside = choose_beside(place, clean)
        try:
            digest, size = write_stream(beside, content)
            path, was_there = settle(beside, place, clean, digest)
            sync_names(place)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
    inner = path.relative_to(folder).as_posix()
    return DataFile(path=inner, name=path.name, bytes=size, sha256=digest, was_there=was_there)


def clear_uploads(folder: Path) -> None:
    """Removes what a server that was killed had not written whole."""
    for path in (folder / PLACE).glob(f".*{WRITING}"):
        path.unlink(missing_ok=True)


def check_room(place: Path, bytes_: int) -> None:
    """StorageError where the disk would be full."""
    if shutil.disk_usage(place).free < bytes_ + SPARE_BYTES:
        raise StorageError("The disk has no room for this file.", hint="Free some space, then add it again.")


def choose_beside(place: Path, clean: str) -> Path:
    """An empty file of this upload's own, hidden while it is written."""
    for number in range(1000):
        beside = place / f".{number}-{clean}{WRITING}"
        with contextlib.suppress(FileExistsError):
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
            return beside
    raise StorageError("Too many files are being written here.", hint="Wait a moment, then add it again.")


def write_stream(path: Path, content: BinaryIO) -> tuple[str, int]:
    """Its SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def settle(beside: Path, place: Path, clean: str, digest: str) -> tuple[Path, bool]:
    """Gives the written file its name, or the first free one; the one that is there where it holds the same."""
    stem, ending = split_name(clean)
    for number in range(1, 1000):
        path = place / (clean if number == 1 else f"{stem}-{number}{ending}")
        try:
            os.link(beside, path)
        except FileExistsError:
            if hash_file(path) == digest:
                return path, True
            continue
        except OSError:  # a disk without hard links
            if path.exists():
                continue
            beside.replace(path)
        return path, False
    raise StorageError(f"Too many files are called '{clean}'.", hint="Give it another name.")


def split_name(name: str) -> tuple[str, str]:
    """`orders`, `.csv.gz`."""
    stem, ending = os.path.splitext(name)
    if ending.lower() in (".gz", ".zst"):
        stem, inner = os.path.splitext(stem)
        return stem, inner + ending
    return stem, ending


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
