"""Parquet files: types untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.collect.naming import name_columns, quote_name, quote_text
from satsuma.collect.parts import Input, QueryPart, check_width, list_columns
from satsuma.collect.streams import read_head
from satsuma.model.errors import FileError, Place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def open_parquet(connection: DuckDBPyConnection, source: Input) -> QueryPart:
    """Look at a Parquet file's columns; nested ones become JSON text. Raises FileError where it is broken."""
    import duckdb

    if read_head(source.path, 4) != b"PAR1":
        raise refuse(source)
    scan = f"FROM read_parquet({quote_text(str(source.path))})"
    try:
        given, types = list_columns(connection, f"SELECT * {scan}")
    except duckdb.Error as error:
        raise refuse(source) from error
    check_width(len(given), source.name)
    labels = read_labels(source)
    columns, notes = name_columns(labels if len(labels) == len(given) else given, len(given))
    nested = [is_nested(kind) for kind in types]
    picked = ", ".join(
        f"CAST(to_json({quote_name(name)}) AS VARCHAR)" if deep else quote_name(name)
        for name, deep in zip(given, nested, strict=True)
    )
    shown = tuple("VARCHAR" if deep else kind for kind, deep in zip(types, nested, strict=True))
    return QueryPart(source, columns, shown, f"SELECT {picked} {scan}", notes=notes)


def inspect_parquet(source: Input) -> tuple[str, ...]:
    """A Parquet file's columns by its footer."""
    labels = read_labels(source)
    check_width(len(labels), source.name)
    return name_columns(labels, len(labels))[0]


def read_labels(source: Input) -> list[str]:
    """The columns' names as the file has them; DuckDB replaces empty ones."""
    import pyarrow
    import pyarrow.parquet

    try:
        return list(pyarrow.parquet.read_schema(source.path).names)
    except (pyarrow.ArrowException, OSError) as error:
        raise refuse(source) from error


def is_nested(kind: str) -> bool:
    """Structures and maps; a plain list of values stays a list."""
    return (
        kind.startswith(("STRUCT", "MAP", "UNION")) or kind.count("[]") > 1 or (")[]" in kind and "(" in kind)
    )


def refuse(source: Input) -> FileError:
    return FileError(
        "The Parquet file is broken or not Parquet at all.",
        hint="Export or transfer it again.",
        place=Place(file=source.name),
    )
