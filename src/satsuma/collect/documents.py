"""JSON: arrays of objects, one object a line, or a list within an object; every value as text, one level flattened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from satsuma.collect.census import count_records
from satsuma.collect.delimited import LINE_BYTES
from satsuma.collect.encodings import detect_encoding
from satsuma.collect.mending import KEPT_BYTES, read_lines
from satsuma.collect.naming import name_columns, quote_text
from satsuma.collect.parts import Input, QueryPart, check_width
from satsuma.collect.plain import make_plain
from satsuma.collect.streams import read_beginning, read_chunks
from satsuma.model.accounts import Reject
from satsuma.model.errors import FileError, LimitError, Place

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

MOST_WRAPPED_BYTES = 256 * 2**20
"""A list within an object is read as a whole; longer ones have to come as arrays or lines."""


def open_documents(
    connection: DuckDBPyConnection, folder: Path, source: Input, encoding: str | None, number: int
) -> QueryPart:
    """Stage the objects and find their columns. Raises FileError where the file is no JSON; broken lines of a file with
    one object a line are rejects."""
    import duckdb

    encoding = encoding or detect_encoding(read_chunks(source.path, source.name))
    plain = make_plain(folder, source, encoding, drop_mark=True)
    staged = f"staged_json_{number}"
    rejects: tuple[Reject, ...] = ()
    try:
        form = find_form(plain, source)
        if form == "array":
            stage_array(connection, plain, staged)
        else:
            if form == "wrapped":
                plain = unwrap(plain, source, folder / f"unwrapped-{number}.json")
            lines = even_ends(plain, folder / f"lines-{number}.json")
            stage_lines(connection, lines, staged, source)
            rejects = take_broken(connection, staged, source)
        row = connection.execute(f"SELECT json_group_structure(document::JSON) FROM {staged}").fetchone()
    except duckdb.Error as error:
        raise refuse(source) from error
    structure = json.loads(row[0]) if row and row[0] else {}
    return describe(source, staged, structure if isinstance(structure, dict) else {}, rejects)


def find_form(plain: Path, source: Input) -> str:
    """`array`, `lines` or `wrapped`, by the file's beginning."""
    content, is_all = read_beginning(plain, source.name, 1 << 20)
    start = content.lstrip()
    if not start:
        raise FileError("The file is empty.", hint="Export it again.", place=Place(file=source.name))
    if start[:1] == b"[":
        return "array"
    if start[:1] != b"{":
        raise refuse(source)
    first, _, rest = start.partition(b"\n")
    if not rest.strip():
        return "wrapped" if is_all or b"\n" not in start else "lines"
    return "lines" if is_json(first) or not is_all else "wrapped" if is_json(start) else "lines"


def is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def stage_array(connection: DuckDBPyConnection, plain: Path, staged: str) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {staged} AS SELECT CAST(json AS VARCHAR) AS document FROM read_json_objects("
        f"{quote_text(str(plain))}, format = 'array', compression = 'uncompressed', maximum_object_size = {LINE_BYTES})"
    )


def stage_lines(connection: DuckDBPyConnection, lines: Path, staged: str, source: Input) -> None:
    """Each line as a row. Raises LimitError where a line is too long for that."""
    import duckdb

    expected = count_records(lines, "", ",", counts_empty=True).records
    try:
        row = connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {staged} AS SELECT document FROM read_csv({quote_text(str(lines))}, "
            "auto_detect = false, compression = 'none', header = false, delim = '\x01', quote = '', escape = '', comment = '', "
            f"columns = {{document: 'VARCHAR'}}, max_line_size = {LINE_BYTES}, force_not_null = ['document'])"
        ).fetchone()
        is_complete = row is not None and row[0] == expected
    except duckdb.InvalidInputException:
        is_complete = False
    if not is_complete:
        raise LimitError(
            "A line is longer than 10 MB or holds bytes that are no text.",
            hint="Export smaller objects, one a line, in UTF-8.",
            place=Place(file=source.name),
        )


def even_ends(plain: Path, target: Path) -> Path:
    """The file itself, or a copy whose lines all end in a line feed alone."""
    with plain.open("rb") as stream:
        has_returns = any(b"\r" in piece for piece in iter(lambda: stream.read(1 << 20), b""))
    if not has_returns:
        return plain
    with target.open("wb") as out:
        for line in read_lines(plain):
            out.write(line.content + b"\n")
    return target


def take_broken(connection: DuckDBPyConnection, staged: str, source: Input) -> tuple[Reject, ...]:
    """Lines that are no JSON object leave the staged table and come back as rejects; empty lines just leave."""
    is_broken = "NOT json_valid(document) OR json_type(document) <> 'OBJECT'"
    rows = connection.execute(
        f"SELECT rowid + 1, left(document, {KEPT_BYTES}) FROM {staged} "
        f"WHERE trim(document) <> '' AND ({is_broken}) ORDER BY 1"
    ).fetchall()
    connection.execute(f"DELETE FROM {staged} WHERE {is_broken}")
    kept = connection.execute(f"SELECT count(*) FROM {staged}").fetchone()
    if rows and not (kept and kept[0]):
        raise refuse(source)
    return tuple(
        Reject(file=source.name, line=int(line), reason="no JSON object", content=content)
        for line, content in rows
    )


def unwrap(plain: Path, source: Input, target: Path) -> Path:
    """The list of objects within an object as one object a line; an object without such a list is one line itself."""
    if plain.stat().st_size > MOST_WRAPPED_BYTES:
        raise LimitError(
            "The JSON file is one object of more than 256 MB.",
            hint="Export an array, or one object a line.",
            place=Place(file=source.name),
        )
    try:
        whole = json.loads(plain.read_bytes(), parse_float=Exact, parse_int=Exact)
    except (ValueError, RecursionError) as error:
        raise refuse(source) from error
    lists = [
        value
        for value in whole.values()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]
    records: list[Any] = max(lists, key=len) if lists else [whole]
    with target.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return target


class Exact(str):
    """A number as it was written."""

    __slots__ = ()


def describe(source: Input, staged: str, structure: dict[str, Any], rejects: tuple[Reject, ...]) -> QueryPart:
    """Columns from the objects' keys: an inner object's keys become `key_inner`, anything deeper stays JSON text."""
    labels: list[str] = []
    paths: list[str] = []
    for key, inner in structure.items():
        if isinstance(inner, dict) and inner:
            labels += [f"{key}_{name}" for name in inner]
            paths += [f"/{quote_key(key)}/{quote_key(name)}" for name in inner]
        else:
            labels.append(key)
            paths.append(f"/{quote_key(key)}")
    check_width(len(labels), source.name)
    if not labels:
        raise FileError("The file holds no objects with fields.", place=Place(file=source.name))
    columns, notes = name_columns(labels, len(labels))
    picked = ", ".join(f"document ->> {quote_text(path)}" for path in paths)
    return QueryPart(
        source=source,
        columns=columns,
        types=("VARCHAR",) * len(columns),
        query=f"SELECT {picked} FROM {staged}",
        notes=notes,
        rejects=rejects,
        staged=staged,
    )


def quote_key(key: str) -> str:
    """A key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def refuse(source: Input) -> FileError:
    return FileError(
        "The file is broken or no JSON at all.",
        hint="Export it again: an array of objects, or one object a line.",
        place=Place(file=source.name),
    )
