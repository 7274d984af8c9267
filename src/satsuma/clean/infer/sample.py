"""A sample of a raw table: the first rows and rows spread over the rest, each column as its distinct texts with counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from satsuma.store.scratch import RawTable

SAMPLE_ROWS = 50_000
SAMPLE_CELLS = 1_500_000
"""Wide tables get fewer rows, so that looking costs the same."""
FEWEST_ROWS = 300
MOST_TEXTS = 2_000
"""Distinct texts looked at per column; `distinct` counts all."""
LONGEST_TEXT = 400
"""Longer texts are cut for looking at them: a field of 10 MB is text anyway."""


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """What the sample holds of one column. `texts` are trimmed, non-empty, commonest first, with their counts; `rows`
    counts the sample's rows, `filled` those with a text, `distinct` the different texts."""

    raw: str
    dtype: str
    rows: int
    filled: int
    distinct: int
    texts: tuple[tuple[str, int], ...]


def quote(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def count_rows(connection: DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {quote(table)}").fetchall()[0]
    return int(row[0])


def read_types(connection: DuckDBPyConnection, table: str) -> dict[str, str]:
    """The DuckDB type of each column, by name."""
    rows = connection.execute(f"DESCRIBE {quote(table)}").fetchall()
    return {row[0]: str(row[1]) for row in rows}


def read_sample(connection: DuckDBPyConnection, raw: RawTable, rows: int) -> tuple[ColumnSample, ...]:
    """One sample per column, in the raw table's order. Never fails on content: every value is looked at as text."""
    types = read_types(connection, raw.table)
    wanted = max(FEWEST_ROWS, min(SAMPLE_ROWS, SAMPLE_CELLS // max(1, len(raw.columns))))
    selected = ", ".join(
        f"left(trim(CAST({quote(name)} AS VARCHAR)), {LONGEST_TEXT}) AS c{number}"
        for number, name in enumerate(raw.columns)
    )
    query = f"SELECT {selected} FROM {quote(raw.table)}"
    if rows > wanted:
        first, step = wanted // 2, max(1, rows // (wanted - wanted // 2))
        row = "row_number() OVER () - 1" if "rowid" in map(str.casefold, raw.columns) else "rowid"
        kept = f"({row}) < {first} OR ({row}) % {step} = 0"
        query += f" QUALIFY {kept}" if row != "rowid" else f" WHERE {kept}"
    table = connection.sql(query).to_arrow_table()
    return tuple(
        _summarise(name, types[name], table.column(number).combine_chunks())
        for number, name in enumerate(raw.columns)
    )


def _summarise(raw: str, dtype: str, values: object) -> ColumnSample:
    import pyarrow.compute as pc

    counted = pc.value_counts(values)
    texts = counted.field("values").to_pylist()
    counts = counted.field("counts").to_pylist()
    pairs = [(text, count) for text, count in zip(texts, counts, strict=True) if text]
    pairs.sort(key=lambda pair: -pair[1])
    return ColumnSample(
        raw=raw,
        dtype=dtype,
        rows=sum(counts),
        filled=sum(count for _, count in pairs),
        distinct=len(pairs),
        texts=tuple(pairs[:MOST_TEXTS]),
    )
