"""A source's files, one after the other, into one raw table."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.collect.archives import unpack_inputs
from satsuma.collect.hashing import hash_file
from satsuma.collect.naming import quote_name, shorten
from satsuma.collect.parts import Part, check_width, list_columns
from satsuma.collect.paths import expand
from satsuma.collect.readers import open_part
from satsuma.model.accounts import Reject
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, Finding, Place, StorageError
from satsuma.store.scratch import RawFile, RawTable, Scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from satsuma.collect import Progress


def load(
    scratch: Scratch, name: str, files: Sequence[str], format: Format, base: Path, progress: Progress | None
) -> RawTable:
    """Read the files into the table `raw_<name>`; see `satsuma.collect.read_source`."""
    named = expand(files, base)
    inputs = unpack_inputs(named, format, scratch.folder)
    parts: list[Part] = []
    findings: list[Finding] = []
    for source in inputs:
        try:
            parts.append(open_part(scratch, source, format, len(parts)))
        except FileError as error:
            findings.extend(error.findings)
    if findings:
        raise FileError(findings)
    columns, types, notes = unite(scratch.connection, parts)
    table = f"raw_{name}"
    declared = ", ".join(f"{quote_name(c)} {t}" for c, t in zip(columns, types, strict=True))
    scratch.connection.execute(f"CREATE OR REPLACE TABLE {quote_name(table)} ({declared})")
    read, rejects = fill_all(scratch.connection, table, parts, columns, progress)
    return RawTable(
        name=name,
        table=table,
        columns=columns,
        files=tuple(read),
        rejects=tuple(rejects),
        notes=tuple(dict.fromkeys([*(note for part in parts for note in part.notes), *notes])),
    )


def fill_all(
    connection: DuckDBPyConnection,
    table: str,
    parts: Sequence[Part],
    columns: Sequence[str],
    progress: Progress | None,
) -> tuple[list[RawFile], list[Reject]]:
    """Fill the parts in order; fingerprints are taken beside it, in a thread of their own."""
    sizes = [part.source.origin.stat().st_size for part in parts]
    spelling = {column.casefold(): column for column in columns}
    files: list[RawFile] = []
    rejects: list[Reject] = []
    first_row = 0
    with ThreadPoolExecutor(max_workers=1) as pool:
        hashes = {path: pool.submit(hash_file, path) for path in {part.source.origin: None for part in parts}}
        for number, part in enumerate(parts):
            if progress is not None:
                progress(part.source.name, sum(sizes[:number]), sum(sizes))
            rejects += fill(connection, table, part, [spelling[c.casefold()] for c in part.columns])
            total = count_rows(connection, table)
            origin = part.source.origin
            files.append(
                RawFile(
                    name=part.source.name,
                    path=origin,
                    sha256=hashes[origin].result(),
                    bytes=sizes[number],
                    first_row=first_row,
                    rows=total - first_row,
                    lines_before_data=part.lines_before_data,
                )
            )
            first_row = total
    if progress is not None:
        progress(parts[-1].source.name, sum(sizes), sum(sizes))
    return files, rejects


def fill(
    connection: DuckDBPyConnection, table: str, part: Part, targets: Sequence[str]
) -> tuple[Reject, ...]:
    """Fill one part. A full disk or memory is a StorageError, data that break off a FileError."""
    import duckdb

    place = Place(file=part.source.name)
    try:
        return part.fill(connection, table, targets)
    except duckdb.Error as error:
        if isinstance(error, duckdb.OutOfMemoryException) or "space left" in str(error).lower():
            raise StorageError(
                "There is not enough room on the disk, or memory, to read the file.",
                hint="Free some space and run again.",
                place=place,
            ) from error
        raise FileError(
            "The file cannot be read to its end.", hint="Export or transfer it again.", place=place
        ) from error


def count_rows(connection: DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {quote_name(table)}").fetchone()
    return int(row[0]) if row else 0


def unite(
    connection: DuckDBPyConnection, parts: Sequence[Part]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The columns of all parts by name, without regard to case, in order of first appearance; where types differ, the one
    that holds both. A part without a column leaves it absent (NULL), with a note."""
    found: dict[str, tuple[str, list[str]]] = {}
    for part in parts:
        for column, kind in zip(part.columns, part.types, strict=True):
            kinds = found.setdefault(column.casefold(), (column, []))[1]
            if kind not in kinds:
                kinds.append(kind)
    check_width(len(found), parts[0].source.name)
    notes = []
    for part in parts:
        own = {column.casefold() for column in part.columns}
        lacking = [name for key, (name, _) in found.items() if key not in own]
        if lacking:
            notes.append(f"{part.source.name} lacks columns that other files have: {shorten(lacking)}.")
    types = []
    for name, kinds in found.values():
        types.append(kinds[0] if len(kinds) == 1 else find_shared_type(connection, kinds))
        if len(kinds) > 1:
            notes.append(f"Column {name} has different types in different files: {shorten(kinds)}.")
    return tuple(name for name, _ in found.values()), tuple(types), tuple(notes)


def find_shared_type(connection: DuckDBPyConnection, kinds: Sequence[str]) -> str:
    """The type that DuckDB unites the types into; text where there is none."""
    import duckdb

    query = " UNION ALL ".join(f"SELECT NULL::{kind} AS value" for kind in kinds)
    try:
        return list_columns(connection, query)[1][0]
    except duckdb.Error:
        return "VARCHAR"
