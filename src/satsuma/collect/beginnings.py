"""The first rows of large files, as files of their own, so that a look at them costs the same however large they are."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from satsuma.collect.paths import expand
from satsuma.model.definitions import Format

HEAD_BYTES = 400_000
FEW_BYTES = 4_000_000
"""Smaller files are read as they are."""


def copy_beginnings(files: Sequence[str], format: Format, base: Path, target: Path) -> tuple[str, ...]:
    """The paths of files to look at in place of the first file that the patterns name: itself where it is small or of a kind
    that has no beginning (a workbook, JSON, an archive), else a copy of its first rows in `target`. Raises FileError."""
    first = expand(files, base)[0]
    path, name = first.path, first.path.name
    if path.stat().st_size <= FEW_BYTES or format.member is not None:
        return (str(path),)
    if format.type == "parquet":
        return (str(copy_parquet(path, target / name)),)
    if format.type == "csv" and path.suffix in (".gz", ".csv", ".tsv", ".txt"):
        head = read_beginning(path)
        copy = target / name.removesuffix(".gz")
        copy.write_bytes(head[: head.rfind(b"\n") + 1] or head)
        return (str(copy),)
    return (str(path),)


def read_beginning(path: Path) -> bytes:
    """The first bytes of a text, unpacked where it is packed."""
    if path.suffix == ".gz":
        with gzip.open(path, "rb") as packed:
            return packed.read(HEAD_BYTES)
    with path.open("rb") as plain:
        return plain.read(HEAD_BYTES)


def copy_parquet(path: Path, copy: Path, rows: int = 2_000) -> Path:
    """The first rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    batches = pq.ParquetFile(path).iter_batches(batch_size=rows)
    pq.write_table(pa.Table.from_batches([next(batches)]), copy)
    return copy
