"""Writing to disk: whole or not at all, and plain words when the disk says no."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from satsuma.model.errors import StorageError

SMALL_FILE_BYTES = 65_536
_WORDS = {
    errno.ENOSPC: ("The disk is full", "Free some space, then run again; the last good run is untouched."),
    errno.EDQUOT: ("The disk quota is used up", "Free some space, then run again."),
    errno.EROFS: ("The folder is on a read-only disk", "Copy the project to a place where you may write."),
    errno.EACCES: ("The folder may not be written", "Check the permissions of the project's folder."),
    errno.EPERM: ("The folder may not be written", "Check the permissions of the project's folder."),
    errno.EFBIG: ("A file may not grow any further", "Raise the limit on the size of files (ulimit -f)."),
    errno.EMFILE: ("Too many files are open", "Close other programs or raise the limit (ulimit -n)."),
    errno.EIO: ("The disk cannot be read or written", "Check the disk; the last good run is untouched."),
}


def explain_disk(error: OSError, path: Path | None = None) -> StorageError:
    """An operating system's error as one in plain words."""
    message, hint = _WORDS.get(
        error.errno or 0, (f"The disk refused: {error.strerror or error}", "Check the project's folder.")
    )
    where = path or (Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None)
    return StorageError(f"{message}: {where}." if where else f"{message}.", hint=hint)


def is_full(folder: Path) -> bool:
    """Whether the disk that holds the folder has no room for another small file."""
    if not folder.is_dir() or not hasattr(os, "statvfs"):
        return False
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < SMALL_FILE_BYTES or (disk.f_files > 0 and disk.f_favail == 0)


@contextmanager
def plain_disk_errors(path: Path | None = None) -> Iterator[None]:
    """Turns what the disk refuses inside the block into StorageError: OSErrors and those that DuckDB reports."""
    try:
        yield
    except OSError as error:
        raise explain_disk(error, path) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("duckdb", "_duckdb", "pyarrow"):
            raise
        text = str(error).casefold()
        for number, words in (
            (errno.ENOSPC, ("no space left", "disk full")),
            (errno.EROFS, ("read-only file system",)),
            (errno.EACCES, ("permission denied",)),
        ):
            if any(word in text for word in words):
                raise explain_disk(OSError(number, os.strerror(number)), path) from error
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that a reader sees the old content or the new, never a part. Raises StorageError."""
    beside = path.with_name(f".{path.name}.writing")
    with plain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Brings a folder and everything in it onto the disk. Raises StorageError."""
    with plain_disk_errors(folder):
        for place, _, names in os.walk(folder):
            for name in names:
                _sync(Path(place) / name)
            _sync_names(Path(place))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_names(folder: Path) -> None:
    # Only POSIX systems open folders; elsewhere the file system orders renames by itself.
    if os.name == "posix":
        _sync(folder)


def sync_names(folder: Path) -> None:
    """Brings the names in a folder (after a rename) onto the disk. Raises StorageError."""
    with plain_disk_errors(folder):
        _sync_names(folder)
