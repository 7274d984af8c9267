"""Columns of a typed DuckDB table as NumPy columns in the table's row order.

DuckDB finds extremes, dictionaries and codes on all its threads; what crosses over is already as narrow as its values
allow. Results come in batches with the row's number, because a parallel scan promises no order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.kinds import WORDS, Kind, ValueType
from satsuma.store.runs.arrays import fit_width

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH_ROWS = 500_000


def quote(name: str) -> str:
    """An identifier for SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text literal for SQL."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Table:
    """A DuckDB table with `rows` rows whose `rowid` counts 0, 1, 2 … without gaps."""

    connection: DuckDBPyConnection
    name: str
    rows: int


def open_table(connection: DuckDBPyConnection, name: str) -> Table:
    """The table; a view, and a table that rows were deleted from, is copied first, for those have no row numbers."""
    kind = connection.execute(
        f"SELECT count(*) FROM duckdb_views() WHERE view_name = {quote_text(name)}"
    ).fetchall()[0][0]
    if kind:
        return _copy(connection, name, f"SELECT * FROM {quote(name)}")
    found = connection.execute(f"SELECT count(*), coalesce(max(rowid) + 1, 0) FROM {quote(name)}").fetchall()
    rows, beyond = found[0]
    if rows != beyond:
        return _copy(connection, name, f"SELECT * FROM {quote(name)} ORDER BY rowid")
    return Table(connection, name, rows)


def _copy(connection: DuckDBPyConnection, name: str, select: str) -> Table:
    copy = f"{name}_dense"
    rows = connection.execute(f"CREATE OR REPLACE TEMP TABLE {quote(copy)} AS {select}").fetchall()[0][0]
    return Table(connection, copy, int(rows))


def find_type(connection: DuckDBPyConnection, table: str, column: str) -> str:
    """DuckDB's name of a column's type."""
    sql = f"SELECT column_type FROM (DESCRIBE {quote(table)}) WHERE column_name = {quote_text(column)}"
    return str(connection.execute(sql).fetchall()[0][0])


def fetch(
    table: Table, expressions: Sequence[str], types: Sequence[DTypeLike], source: str = ""
) -> list[NDArray[Any]]:
    """The expressions for every row, in row order; they must not be NULL. `source` replaces the FROM clause; its first
    table must be the table under the name t, each row at most once."""
    arrays: list[NDArray[Any]] = [np.empty(table.rows, dtype) for dtype in types]
    clause = source or f"{quote(table.name)} t"
    sql = f"SELECT t.rowid::UINTEGER, {', '.join(expressions)} FROM {clause}"
    for batch in table.connection.sql(sql).to_arrow_reader(BATCH_ROWS):
        rows = batch.column(0).to_numpy()
        if not len(rows):
            continue
        first, last = int(rows[0]), int(rows[-1])
        is_run = last - first == len(rows) - 1 and bool((rows[1:] > rows[:-1]).all())
        where: Any = slice(first, last + 1) if is_run else rows
        for number, array in enumerate(arrays, start=1):
            array[where] = batch.column(number).to_numpy(zero_copy_only=False)
    return arrays


def fetch_ordinals(table: Table, key: str, ordinals: str, is_integer: bool) -> NDArray[np.int32]:
    """The customer ordinal of each row's `key`; -1 where the key is missing or unknown. `ordinals` is the table of the
    unit's keys."""
    described = (
        table.connection.execute(f"SELECT {quote(key)} FROM {quote(table.name)} LIMIT 0").description or []
    )
    column_is_text = str(described[0][1]) in ("VARCHAR", "STRING")
    left = f"t.{quote(key)}" if column_is_text or is_integer else f"t.{quote(key)}::VARCHAR"
    # As text, never as number: '007' is not 7.
    right = "o.key::VARCHAR" if column_is_text and is_integer else "o.key"
    source = f"{quote(table.name)} t LEFT JOIN {quote(ordinals)} o ON {left} = {right}"
    return fetch(table, ["coalesce(o.ordinal, -1)"], [np.int32], source)[0]


def fetch_column(table: Table, name: str, type_: ValueType) -> Column:
    """One column. A type that the table cannot hold is the caller's bug."""
    if type_.kind is Kind.SET:
        return _fetch_sets(table, name)
    if type_.kind in WORDS:
        return _fetch_codes(table, name, type_)
    column = f"t.{quote(name)}"
    if type_.kind is Kind.FLAG:
        return Flags(fetch(table, [f"coalesce({column}::TINYINT, -1::TINYINT)"], [np.int8])[0])
    if type_.kind is not Kind.DATE and type_.scale is None:
        return Doubles(fetch(table, [f"coalesce({column}, 'NaN'::DOUBLE)"], [np.float64])[0])
    low, high = _find_extremes(table, name)
    width = fit_width(low, high)
    missing = int(np.iinfo(width).min)
    values = fetch(table, [f"coalesce({column}, {_integer(missing)})"], [width])[0]
    return Moments(values) if type_.kind is Kind.DATE else Scaled(values, type_.scale or 0)


def _integer(value: int) -> str:
    # The smallest int64 has no literal of its own: its digits alone overflow.
    return f"'{value}'::BIGINT"


def _find_extremes(table: Table, name: str) -> tuple[int, int]:
    sql = f"SELECT min({quote(name)}), max({quote(name)}) FROM {quote(table.name)}"
    low, high = table.connection.execute(sql).fetchall()[0]
    return (0, 0) if low is None else (int(low), int(high))


def estimate_distinct(table: Table, names: Sequence[str]) -> dict[str, int]:
    """About how many different values each column has."""
    if not names:
        return {}
    sql = f"SELECT {', '.join(f'approx_count_distinct({quote(name)})' for name in names)} FROM {quote(table.name)}"
    return dict(zip(names, table.connection.execute(sql).fetchall()[0], strict=True))


def _fetch_codes(table: Table, name: str, type_: ValueType) -> Codes:
    column = quote(name)
    select = f"SELECT DISTINCT {column} AS word FROM {quote(table.name)} WHERE {column} IS NOT NULL"
    words = _make_dictionary(table, select, type_.levels)
    width = fit_width(-1, len(words))
    if not words:
        return Codes(np.full(table.rows, -1, width), ())
    codes = fetch(table, [f"coalesce(enum_code(t.{column}::store_words)::INTEGER, -1)"], [width])[0]
    return Codes(codes, words)


def _make_dictionary(table: Table, select: str, levels: tuple[str, ...] | None) -> tuple[str, ...]:
    """The words of a dictionary, levels first in their order; leaves them as the DuckDB type `store_words`."""
    run = table.connection.execute
    run("DROP TYPE IF EXISTS store_words")
    order = "word"
    if levels:
        texts = f"[{', '.join(map(quote_text, levels))}]"
        run(f"CREATE OR REPLACE TEMP TABLE store_levels AS SELECT unnest({texts}) AS word")
        # All levels are in the dictionary, seen or not: what is higher is known without looking at the data.
        select = f"SELECT DISTINCT word FROM ({select} UNION ALL SELECT word FROM store_levels)"
        order = f"coalesce(list_position({texts}, word), {len(levels) + 1}), word"
    run(f"CREATE OR REPLACE TEMP TABLE store_dictionary AS SELECT word FROM ({select}) ORDER BY {order}")
    listed: Any = table.connection.sql("SELECT word FROM store_dictionary ORDER BY rowid").to_arrow_table()
    words: list[str] = listed.column(0).to_pylist()
    if words:
        run("CREATE TYPE store_words AS ENUM (SELECT word FROM store_dictionary ORDER BY rowid)")
    return tuple(words)


def _fetch_sets(table: Table, name: str) -> Sets:
    column, run = quote(name), table.connection.execute
    select = f"SELECT DISTINCT unnest({column}) AS word FROM {quote(table.name)}"
    words = _make_dictionary(table, f"SELECT word FROM ({select}) WHERE word IS NOT NULL", None)
    offsets = np.zeros(table.rows + 1, np.int64)
    if not words:
        return Sets(offsets, np.empty(0, np.int8), ())
    run(
        f"""CREATE OR REPLACE TEMP TABLE store_sets AS
        SELECT DISTINCT row, enum_code(word::store_words)::INTEGER AS code
        FROM (SELECT rowid AS row, unnest({column}) AS word FROM {quote(table.name)})
        WHERE word IS NOT NULL ORDER BY ALL"""
    )
    pairs = run("SELECT row, code FROM store_sets ORDER BY rowid").fetchnumpy()
    rows = np.asarray(pairs["row"])
    np.cumsum(np.bincount(rows, minlength=table.rows), out=offsets[1:])
    return Sets(offsets, np.asarray(pairs["code"]).astype(fit_width(-1, len(words))), words)
