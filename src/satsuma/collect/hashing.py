"""Fingerprints of files, read in pieces."""

from __future__ import annotations

import hashlib
from pathlib import Path

from satsuma.model.errors import FileError, Place

CHUNK_BYTES = 1 << 20


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
    except OSError as error:
        raise FileError(
            f"{path.name} cannot be read: {error.strerror or 'the disk refused'}.",
            hint="Check that the file exists and that you may read it.",
            place=Place(file=str(path)),
        ) from error
    return digest.hexdigest()
