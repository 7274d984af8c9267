"""The peer: the same crowd in a DuckDB file, one query per segment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.crowd import EVENTS, array_of
from benchmarks.mix import Segment
from satsuma.columns import Codes, Column, Flags, Population

THREADS = 2


def write_database(population: Population, path: Path, order: str) -> None:
    """Tables `customers` and `events` (all types in one table), words as ENUM, events sorted by `order`."""
    import duckdb

    path.unlink(missing_ok=True)
    unit = population.units["customer"]
    n = len(unit.keys.values)
    with duckdb.connect(str(path), config={"threads": THREADS}) as connection:
        columns = {
            "id": np.arange(n, dtype=np.int32),
            **{name: to_arrow(c) for name, c in unit.columns.items()},
        }
        _create(connection, "customers", columns, _enums(connection, unit.columns))
        _create_events(connection, population, order)
        connection.execute("CHECKPOINT")


def _create_events(connection: Any, population: Population, order: str) -> None:
    unit = population.units["customer"]
    n = len(unit.keys.values)
    properties = {name: c for table in unit.events.values() for name, c in table.properties.items()}
    enums = _enums(connection, properties)
    names = ", ".join(f"'{event}'" for event in EVENTS)
    connection.execute(f"CREATE TYPE event_type AS ENUM ({names})")
    parts = []
    for event, table in unit.events.items():
        rows = {
            "customer": np.repeat(np.arange(n, dtype=np.int32), np.diff(table.offsets)),
            "time": table.time,
        }
        rows |= {name: to_arrow(column) for name, column in table.properties.items()}
        connection.register(f"raw_{event}", _table(rows))
        typed = [
            f"{name}::{enums[name]} AS {name}" if name in enums and name in table.properties
            else name if name in table.properties
            else f"NULL::{enums.get(name, 'INTEGER')} AS {name}"
            for name in sorted(properties)
        ]  # fmt: skip
        parts.append(
            f"SELECT customer, time, '{event}'::event_type AS type, {', '.join(typed)} FROM raw_{event}"
        )
    connection.execute(f"CREATE TABLE events AS SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY {order}")


def _enums(connection: Any, columns: dict[str, Column] | Any) -> dict[str, str]:
    """An ENUM type for each column of words."""
    made = {}
    for name, column in columns.items():
        if isinstance(column, Codes):
            words = ", ".join(f"'{word}'" for word in column.dictionary)
            connection.execute(f"CREATE TYPE enum_{name} AS ENUM ({words})")
            made[name] = f"enum_{name}"
    return made


def _create(connection: Any, name: str, columns: dict[str, Any], enums: dict[str, str]) -> None:
    connection.register("raw", _table(columns))
    typed = [f"{key}::{enums[key]} AS {key}" if key in enums else key for key in columns]
    connection.execute(f"CREATE TABLE {name} AS SELECT {', '.join(typed)} FROM raw")
    connection.unregister("raw")


def _table(columns: dict[str, Any]) -> Any:
    import pyarrow as pa

    return pa.table(
        {
            name: column if isinstance(column, pa.Array) else pa.array(column)
            for name, column in columns.items()
        }
    )


def to_arrow(column: Column) -> Any:
    """A column as Arrow, missing as null."""
    import pyarrow as pa

    array = array_of(column)
    if isinstance(column, Codes):
        return pa.DictionaryArray.from_arrays(pa.array(array.astype(np.int32)), list(column.dictionary))
    missing = -1 if isinstance(column, Flags) else np.iinfo(array.dtype).min
    found = pa.array(array, mask=np.asarray(array == missing))
    return found.cast(pa.bool_()) if isinstance(column, Flags) else found


def ask(path: Path, segments: Sequence[Segment]) -> list[NDArray[np.int32]]:
    """The members of each segment, by one query each, in a process that has just opened the file."""
    import duckdb

    with duckdb.connect(str(path), read_only=True, config={"threads": THREADS}) as connection:
        return [connection.execute(segment.query).fetchnumpy()["id"] for segment in segments]
