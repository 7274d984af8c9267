"""A file's bytes in pieces, gzip and zstd taken off, bombs and broken archives refused."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from satsuma.model.errors import FileError, LimitError, Place

CHUNK_BYTES = 1 << 20
MOST_UNPACKED_BYTES = 8 * 2**30
MOST_RATIO = 200
RATIO_FROM_BYTES = 100 * 2**20
"""Below this size a high ratio is ordinary: repetitive small files pack well."""

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"


def find_packing(path: Path) -> str | None:
    """`gzip`, `zstd` or None, by the file's first bytes and not by its name."""
    head = read_head(path, 4)
    return "gzip" if head.startswith(GZIP) else "zstd" if head == ZSTD else None


def read_head(path: Path, size: int) -> bytes:
    """The file's first bytes as they lie on disk."""
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise FileError(
            f"The file cannot be read: {error.strerror or 'the disk refused'}.",
            hint="Check that you may read it.",
            place=Place(file=str(path)),
        ) from error


def read_chunks(path: Path, name: str) -> Iterator[bytes]:
    """The content in pieces of about a megabyte, unpacked. Raises FileError where it is broken, saying how far it could
    be read, and LimitError where it unpacks beyond reason."""
    packing = find_packing(path)
    chunks = {"gzip": read_gzip, "zstd": read_zstd, None: read_plain}[packing](path)
    packed, done = path.stat().st_size, 0
    try:
        for chunk in chunks:
            done += len(chunk)
            if packing is not None:
                check_size(name, packed, done)
            yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile, OSError, ValueError) as error:
        if packing is None:
            reason = getattr(error, "strerror", None) or "the disk refused"
            raise FileError(f"The file cannot be read: {reason}.", place=Place(file=name)) from error
        raise FileError(
            f"The {packing} file is broken: it could be unpacked up to byte {done:,} only.",
            hint="Transfer or export the file again.",
            place=Place(file=name),
        ) from error


def check_size(name: str, packed: int, unpacked: int) -> None:
    """Refuse what unpacks to more than the limit or looks like a bomb."""
    is_bomb = unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * max(packed, 1)
    if unpacked > MOST_UNPACKED_BYTES or is_bomb:
        raise LimitError(
            f"The file unpacks to more than {MOST_UNPACKED_BYTES // 2**30} GiB or to over {MOST_RATIO} times its size.",
            hint="Unpack it yourself if you trust it, and name the unpacked file.",
            place=Place(file=name),
        )


def check_unpacked(path: Path, name: str) -> None:
    """Refuse a workbook (a zip archive inside) that unpacks beyond reason."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            check_size(name, path.stat().st_size, sum(info.file_size for info in archive.infolist()))
    except (zipfile.BadZipFile, OSError, ValueError):
        return


def read_plain(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk


def read_gzip(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as stream:
        while chunk := stream.read1(CHUNK_BYTES):
            yield chunk


def read_zstd(path: Path) -> Iterator[bytes]:
    import pyarrow

    with pyarrow.CompressedInputStream(pyarrow.OSFile(str(path)), "zstd") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield bytes(chunk)


def read_beginning(path: Path, name: str, size: int) -> tuple[bytes, bool]:
    """The first `size` bytes of the content, and whether that is all of it."""
    pieces: list[bytes] = []
    total = 0
    chunks = read_chunks(path, name)
    for chunk in chunks:
        pieces.append(chunk)
        total += len(chunk)
        if total > size:
            break
    content = b"".join(pieces)
    return content[:size], len(content) <= size
