"""Spellings of one category that differ by case or spaces only: the commonest one stands for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.clean.apply.fields import Field, known_value
from satsuma.clean.apply.quoting import is_one_text, texts
from satsuma.model.kinds import Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Variants:
    """`table` has the columns `spelling` and `standard`; `rows` is how many rows change."""

    table: str
    spellings: int
    rows: int


def find_variants(con: DuckDBPyConnection, origin: str, field: Field, table: str) -> Variants | None:
    """The spellings to replace, None where there are none. Where levels are declared, their spelling is the standard."""
    if field.kind not in (Kind.CATEGORY, Kind.ORDERED) or not field.definition.cleaning.merge_variants:
        return None
    levels = field.definition.levels or ()
    declared = f"CASE WHEN {is_one_text('v', levels)} THEN 1 ELSE 0 END" if levels else "0"
    also = f" UNION ALL SELECT unnest([{texts(levels)}])" if levels else ""
    folded = "lower(regexp_replace(v, '\\s+', ' ', 'g'))"
    found = (
        f"WITH counted AS (SELECT v, count(*) AS n FROM (SELECT {known_value(field)} AS v FROM {origin}{also}) "
        f"WHERE v IS NOT NULL GROUP BY v), "
        f"ranked AS (SELECT v, n, first_value(v) OVER (PARTITION BY {folded} ORDER BY {declared} DESC, n DESC, v) "
        f"AS standard FROM counted) "
        f"SELECT v AS spelling, standard, n FROM ranked WHERE v <> standard"
    )
    row = con.execute(f"SELECT count(*), coalesce(sum(n), 0) FROM ({found})").fetchone()
    if row is None or row[0] == 0:
        return None
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {found}")
    return Variants(table, int(row[0]), int(row[1]))
