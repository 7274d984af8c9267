"""Workbooks: each sheet that is not empty is a table; numbers and dates stay typed, mixed columns become text."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from satsuma.collect.headers import has_header
from satsuma.collect.naming import name_columns, quote_name
from satsuma.collect.parts import Input, QueryPart, check_width, list_columns
from satsuma.collect.streams import check_unpacked
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, Place, UnknownNameError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE_ROWS = 200
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_EXACT = 2**53

Row = tuple[str, ...]


def open_workbook(source: Input) -> Any:
    """The workbook, or a FileError that says why not."""
    import fastexcel

    logging.getLogger("fastexcel").setLevel(logging.ERROR)
    check_unpacked(source.path, source.name)
    place = Place(file=source.name)
    try:
        return fastexcel.read_excel(source.path)
    except (fastexcel.FastExcelError, OSError, ValueError) as error:
        if "assword" in str(error) or is_encrypted(source):
            raise FileError(
                "The workbook is locked by a password.",
                hint="Open it in Excel, save it without a password, and use that file.",
                place=place,
            ) from error
        raise FileError(
            "The workbook is broken or no Excel file at all.",
            hint="Open it in Excel and save it again, or export CSV.",
            place=place,
        ) from error


def is_encrypted(source: Input) -> bool:
    """An encrypted workbook is an old-style container with a stream of that name."""
    with source.path.open("rb") as stream:
        return ENCRYPTED in stream.read(1 << 24)


def sample_sheet(book: Any, sheet: str) -> list[Row]:
    """The sheet's first rows as texts."""
    import pyarrow

    loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string", n_rows=SAMPLE_ROWS)
    if not loaded.width:
        return []
    table = pyarrow.table(loaded.to_arrow())
    columns = [column.to_pylist() for column in table.columns]
    return [tuple("" if cell is None else str(cell) for cell in row) for row in zip(*columns, strict=True)]


def count_junk(rows: Sequence[Row]) -> int:
    """How many rows stand before the table: titles and empty rows, filled far less than the others."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    if not filled:
        return 0
    counts = Counter(count for count in filled if count)
    usual = max(counts, key=lambda count: (counts[count], count)) if counts else 0
    least = max(1, (usual + 1) // 2) if usual < 3 else usual // 2 + 1
    return next((number for number, count in enumerate(filled) if count >= least), 0)


def inspect_workbook(source: Input) -> list[tuple[str, Format, tuple[str, ...]]]:
    """Each sheet with content: its name, its format and its columns."""
    book = open_workbook(source)
    found = []
    for sheet in book.sheet_names:
        rows = sample_sheet(book, sheet)
        junk = count_junk(rows)
        table = rows[junk:]
        if not any(any(row) for row in table):
            continue
        check_width(len(table[0]), source.name)
        header = has_header(table)
        format = Format(type="excel", header=header, skip_lines=junk, sheet=sheet)
        found.append((sheet, format, name_columns(table[0] if header else (), len(table[0]))[0]))
    if not found:
        raise FileError("The workbook is empty.", hint="Export it again.", place=Place(file=source.name))
    return found


def open_sheet(connection: DuckDBPyConnection, source: Input, format: Format, number: int) -> QueryPart:
    """One sheet as a table; without a named sheet the first that holds anything."""
    import pyarrow

    book = open_workbook(source)
    sheet = choose_sheet(book, source, format)
    rows = sample_sheet(book, sheet)
    if len(rows) <= format.skip_lines:
        raise FileError("The sheet is empty.", place=Place(file=f"{source.name}#{sheet}"))
    before = format.skip_lines + (1 if format.header else 0)
    first = rows[format.skip_lines]
    check_width(len(first), source.name)
    columns, notes = name_columns(first if format.header else (), len(first))
    staged = f"staged_sheet_{number}"
    loaded = book.load_sheet(sheet, header_row=None, skip_rows=before, schema_sample_rows=None)
    if loaded.height:
        table = pyarrow.table(loaded.to_arrow()).rename_columns(list(columns[: loaded.width]))
    else:
        table = pyarrow.table({column: pyarrow.array([], pyarrow.string()) for column in columns})
        notes = (*notes, f"{source.name}#{sheet} has a header but no rows.")
    connection.execute("SELECT 1").fetchall()  # registering needs a connection without an unread result
    connection.register("arriving_sheet", table)
    filled = " OR ".join(f"{quote_name(column)} IS NOT NULL" for column in table.column_names)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {staged} AS FROM arriving_sheet WHERE {filled}")
    connection.unregister("arriving_sheet")
    picked, types = pick_types(connection, staged)
    return QueryPart(
        source=Input(f"{source.name}#{sheet}", source.path, source.origin),
        columns=tuple(table.column_names),
        types=types,
        query=f"SELECT {picked} FROM {staged}",
        lines_before_data=before,
        notes=notes,
        staged=staged,
    )


def choose_sheet(book: Any, source: Input, format: Format) -> str:
    """The sheet that the format names, else the first with content."""
    if format.sheet is not None:
        if format.sheet in book.sheet_names:
            return format.sheet
        names = ", ".join(book.sheet_names[:10])
        raise UnknownNameError(
            f"The workbook has no sheet {format.sheet}.",
            hint=f"It has: {names}.",
            place=Place(file=source.name),
        )
    for sheet in book.sheet_names:
        if any(any(row) for row in sample_sheet(book, sheet)):
            return str(sheet)
    raise FileError("The workbook is empty.", place=Place(file=source.name))


def pick_types(connection: DuckDBPyConnection, table: str) -> tuple[str, tuple[str, ...]]:
    """A select list and its types: a workbook knows no integers, so columns of whole numbers become such; those beyond
    what a workbook keeps exactly stay as they are, so that destroyed identifiers are seen."""
    names, kinds = list_columns(connection, f"FROM {table}")
    doubles = [name for name, kind in zip(names, kinds, strict=True) if kind == "DOUBLE"]
    whole: set[str] = set()
    if doubles:
        tests = ", ".join(
            f"bool_and({quote_name(n)} = trunc({quote_name(n)}) AND abs({quote_name(n)}) < {MOST_EXACT})"
            for n in doubles
        )
        row = connection.execute(f"SELECT {tests} FROM {table}").fetchone()
        whole = {name for name, is_whole in zip(doubles, row or (), strict=True) if is_whole}
    picked, types = [], []
    for name, kind in zip(names, kinds, strict=True):
        target = "BIGINT" if name in whole else "VARCHAR" if "NULL" in kind else kind
        picked.append(f"CAST({quote_name(name)} AS {target})" if target != kind else quote_name(name))
        types.append(target)
    return ", ".join(picked), tuple(types)
