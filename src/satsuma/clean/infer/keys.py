"""How well candidate keys identify: uniqueness and coverage, counted exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.clean.infer.privacy import SALESFORCE_SHAPE, is_shaped
from satsuma.clean.infer.sample import quote
from satsuma.clean.infer.table import Column, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNIQUE = 0.97
"""A key column with at least this share of distinct values names a row each; the rest are duplicates to report."""
LIKELY = 0.8
"""From this share on it is worth a look whether the rows that repeat a key are identical in every column: those are one."""
MOST_COLUMNS_COMPARED = 300
MOST_ROWS_EXACT = 5_000_000
MOST_VALUES = 200_000


def write_key(column: Column) -> str:
    """A key as text for comparing columns of different tables: whole numbers without their '.0', Salesforce ids by the
    15 characters that their 18-character form begins with."""
    text = f"trim(CAST({quote(column.raw)} AS VARCHAR))"
    if column.guess.sample.dtype in ("DOUBLE", "FLOAT") or column.guess.sample.dtype.startswith("DECIMAL"):
        text = f"regexp_replace({text}, '\\.0+$', '')"
    if is_shaped(column.guess.texts, SALESFORCE_SHAPE):
        text = f"left({text}, 15)"
    return f"NULLIF({text}, '')"


def measure_uniqueness(connection: DuckDBPyConnection, table: Table, name: str) -> float:
    """Distinct values by filled rows of a column, rows that are identical in every column taken once; 0 for an empty one.
    Exact up to MOST_ROWS_EXACT rows."""
    column = table.columns[name]
    if not column.filled:
        return 0.0
    if table.rows > MOST_ROWS_EXACT or column.distinct < 0.8 * column.filled:
        return column.distinct / column.filled
    key = write_key(column)
    share = _measure_share(connection, key, quote(table.raw.table))
    if LIKELY <= share < UNIQUE and len(table.columns) <= MOST_COLUMNS_COMPARED:
        return _measure_share(connection, key, f"(SELECT DISTINCT * FROM {quote(table.raw.table)})")
    return share


def _measure_share(connection: DuckDBPyConnection, key: str, rows: str) -> float:
    found = connection.execute(f"SELECT count(DISTINCT {key}), count({key}) FROM {rows}").fetchall()
    distinct, filled = found[0]
    return distinct / filled if filled else 0.0


def measure_coverage(
    connection: DuckDBPyConnection, table: Table, name: str, other: Table, key: str
) -> float:
    """The share of the distinct values of `table.name` that occur in `other.key`; big columns by a sample of values."""
    mine, theirs = write_key(table.columns[name]), write_key(other.columns[key])
    row = connection.execute(
        f"WITH mine AS (SELECT DISTINCT {mine} AS k FROM {quote(table.raw.table)} WHERE {mine} IS NOT NULL "
        f"LIMIT {MOST_VALUES}) SELECT count(*), count(*) FILTER (k IN (SELECT {theirs} FROM "
        f"{quote(other.raw.table)} WHERE {theirs} IS NOT NULL)) FROM mine"
    ).fetchall()[0]
    total, found = row
    return found / total if total else 0.0
