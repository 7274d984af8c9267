"""Keys to dense ordinals: earlier runs' keys keep theirs, new keys are appended in order of first appearance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from satsuma.store.runs.arrays import save_array
from satsuma.store.runs.fetching import find_type, quote
from satsuma.store.runs.manifest import StoredKeys
from satsuma.store.runs.stored import save_words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WIDEST_TEXT = 64
MOST_BYTES_AS_TEXT = 2**30


@dataclass(frozen=True, slots=True)
class Ordinals:
    """A unit's dictionary as the DuckDB table `table` (key, ordinal INTEGER, known, profiled), in ordinal order."""

    unit: str
    table: str
    size: int
    is_integer: bool


def extend_ordinals(
    connection: DuckDBPyConnection,
    unit: str,
    keys: str,
    previous: Path | None,
    previous_is_integer: bool = True,
) -> Ordinals:
    """The dictionary of this run. `previous` is the last run's keys as Parquet, in ordinal order; `keys` the table of
    this run's keys. Where one has whole numbers and the other texts, the numbers become their text."""
    table = f"ordinals_{unit}"
    run = connection.execute
    is_integer = find_type(connection, keys, "key") != "VARCHAR"
    if previous is not None:
        # A table without keys says nothing about their type.
        is_integer = previous_is_integer and (is_integer or _count(connection, keys) == 0)
    key = "key::BIGINT" if is_integer else "key::VARCHAR"
    run(
        f"CREATE OR REPLACE TEMP TABLE store_now AS SELECT {key} AS key, profiled FROM {quote(keys)} ORDER BY rowid"
    )
    if previous is None:
        # A table made at one go counts its rows without gaps.
        numbered = "SELECT key, rowid::INTEGER AS ordinal, true AS known, profiled FROM store_now"
        run(f"CREATE OR REPLACE TEMP TABLE {quote(table)} AS {numbered}")
        return Ordinals(unit, table, _count(connection, table), is_integer)
    file = f"read_parquet('{_escape(previous)}', file_row_number = true)"
    run(
        f"""CREATE OR REPLACE TEMP TABLE store_before AS
        SELECT {key} AS key, file_row_number::INTEGER AS ordinal FROM {file} ORDER BY ordinal"""
    )
    known = _count(connection, "store_before")
    run(
        f"""CREATE OR REPLACE TEMP TABLE {quote(table)} AS
        SELECT key, ordinal, profiled IS NOT NULL AS known, coalesce(profiled, false) AS profiled FROM (
            SELECT b.key, b.ordinal, n.profiled FROM store_before b LEFT JOIN store_now n ON b.key = n.key
            UNION ALL
            SELECT key, ({known} - 1 + row_number() OVER (ORDER BY place))::INTEGER, profiled
            FROM (SELECT key, profiled, rowid AS place FROM store_now) n ANTI JOIN store_before b ON b.key = n.key)
        ORDER BY ordinal"""
    )
    return Ordinals(unit, table, _count(connection, table), is_integer)


def _escape(path: Path) -> str:
    return str(path).replace("'", "''")


def _count(connection: DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {quote(table)}").fetchall()[0][0])


def save_ordinals(
    connection: DuckDBPyConnection, ordinals: Ordinals, folder: Path
) -> tuple[StoredKeys, str, str]:
    """Writes the dictionary: as Parquet for the next run, as mapped arrays for readers; returns the keys and the names
    of the files with `known` and `profiled`."""
    folder.mkdir(parents=True, exist_ok=True)
    table, run = quote(ordinals.table), connection.execute
    run(
        f"COPY (SELECT key FROM {table} ORDER BY ordinal) TO '{_escape(folder / 'keys.parquet')}' (COMPRESSION zstd)"
    )
    columns = run(f"SELECT known, profiled FROM {table} ORDER BY ordinal").fetchnumpy()
    order = run(f"SELECT ordinal FROM {table} ORDER BY key").fetchnumpy()["ordinal"]
    known = save_array(folder, "known", np.asarray(columns["known"]).astype(np.bool_))
    profiled = save_array(folder, "profiled", np.asarray(columns["profiled"]).astype(np.bool_))
    stored_order = save_array(folder, "keys-order", np.asarray(order).astype(np.int32))
    keys: Any = connection.sql(f"SELECT key FROM {table} ORDER BY ordinal").to_arrow_table()
    keys = keys.column("key")
    if ordinals.is_integer:
        values = save_array(folder, "keys", keys.to_numpy().astype(np.int64))
        return StoredKeys(values=values, order=stored_order, is_integer=True), known, profiled
    texts: list[str] = keys.to_pylist()
    widest = max(map(len, texts), default=1)
    is_plain = not any(text.endswith("\0") for text in texts)
    if is_plain and widest <= WIDEST_TEXT and 4 * widest * len(texts) <= MOST_BYTES_AS_TEXT:
        # Fixed width maps without decoding; a cold reader pays only for the keys it looks at.
        values = save_array(folder, "keys", np.array(texts, dtype=f"<U{max(widest, 1)}"))
        return StoredKeys(values=values, order=stored_order, is_integer=False), known, profiled
    words = save_words(folder, "keys", tuple(texts))
    return StoredKeys(values=None, words=words, order=stored_order, is_integer=False), known, profiled


def find_key(keys: NDArray[Any], order: NDArray[Any], text: str, is_integer: bool) -> int | None:
    """The ordinal of the key written so; keys are typed, so '007' is not 7."""
    if is_integer and not (text.isascii() and text.lstrip("-").isdecimal() and str(int(text)) == text):
        return None
    wanted: Any = int(text) if is_integer else text
    read: Any = int if is_integer else str
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if read(keys[order[middle]]) < wanted:
            low = middle + 1
        else:
            high = middle
    is_found = low < len(order) and read(keys[order[low]]) == wanted
    return int(order[low]) if is_found else None
