"""What recognised exports need before their values are read: Shopify's order lines, Mailchimp's file names, Salesforce ids.

A raw table is read through its origin view: `_row`, then every raw column as `c0`, `c1`, …, then made-up ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.clean.apply.quoting import ident, text
from satsuma.model.definitions import SourceDefinition
from satsuma.store.scratch import RawTable

FILE_STATUS = "(file status)"
"""A made-up raw column of Mailchimp exports: subscribed, unsubscribed, cleaned or nonsubscribed, from the file's name."""

STATUSES = ("unsubscribed", "nonsubscribed", "cleaned", "subscribed")

SHOPIFY_ORDER = "Name"
SHOPIFY_ONCE = (
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Amount",
    "Refunded Amount",
    "Outstanding Balance",
)
SHOPIFY_ONCE_PREFIXES = ("Lineitem", "Tax ", "Duties", "Next Payment")


@dataclass(frozen=True, slots=True)
class Origin:
    """`columns` are the raw names with their DuckDB types, in the order of c0, c1, …; `values` is the SQL of each over the raw
    table."""

    sql: str
    columns: dict[str, str]
    values: tuple[str, ...]


def origin_columns(definition: SourceDefinition, raw: RawTable, raw_types: dict[str, str]) -> Origin:
    export = (definition.recognised_as or "").lower()
    columns = dict(raw_types)
    select = [ident(column) for column in raw_types]
    row = "rowid"
    if "rowid" in {column.lower() for column in raw_types}:
        row = "row_number() OVER () - 1"
    if export.startswith("shopify order") and SHOPIFY_ORDER in raw_types:
        select = [_from_first_line(column, row) for column in raw_types]
    if export.startswith("mailchimp"):
        columns[FILE_STATUS] = "VARCHAR"
        select.append(_file_status(raw, row))
    named = ", ".join(f"{sql} AS c{position}" for position, sql in enumerate(select))
    sql = f"SELECT CAST({row} AS BIGINT) AS _row, {named} FROM {ident(raw.table)}"
    return Origin(sql, columns, tuple(select))


def _from_first_line(column: str, row: str) -> str:
    """An order's fields stand on its first line only; the lines after it take them over. Order totals are not repeated:
    they would be counted once per line."""
    if column == SHOPIFY_ORDER or column in SHOPIFY_ONCE or column.startswith(SHOPIFY_ONCE_PREFIXES):
        return ident(column)
    known = f"nullif({ident(column)}, '')"
    order = f"PARTITION BY {ident(SHOPIFY_ORDER)} ORDER BY {row} ROWS UNBOUNDED PRECEDING"
    return f"coalesce({known}, last_value({known} IGNORE NULLS) OVER ({order}))"


def _file_status(raw: RawTable, row: str) -> str:
    cases = []
    for file in raw.files:
        name = file.name.lower()
        status = next((status for status in STATUSES if status in name), None)
        if status and file.rows:
            last = file.first_row + file.rows - 1
            cases.append(f"WHEN {row} BETWEEN {file.first_row} AND {last} THEN {text(status)}")
    return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS VARCHAR)"


def salesforce_id(value: str) -> str:
    """SQL: a 15-character id as its 18-character form (three letters that spell the capitals), others unchanged."""
    letters = text("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345")
    suffix = []
    for start in (1, 6, 11):
        bits = " + ".join(
            f"CASE WHEN regexp_matches(substr({value}, {start + place}, 1), '[A-Z]') THEN {2**place} ELSE 0 END"
            for place in range(5)
        )
        suffix.append(f"substr({letters}, 1 + {bits}, 1)")
    return f"CASE WHEN length({value}) = 15 THEN {value} || {' || '.join(suffix)} ELSE {value} END"
