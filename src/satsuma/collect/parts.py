"""What each reader makes of one file: columns, and a way to fill them into the raw table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from satsuma.collect.naming import quote_name
from satsuma.model.accounts import Reject
from satsuma.model.errors import LimitError, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

MOST_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: `name` is what people see, `path` where its bytes lie (a copy for an archive's member), `origin`
    the file the person named."""

    name: str
    path: Path
    origin: Path


class Part(Protocol):
    """One file, looked at and ready to be read."""

    @property
    def source(self) -> Input: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def types(self) -> tuple[str, ...]:
        """The columns' types in DuckDB's words."""
        ...

    @property
    def lines_before_data(self) -> int: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    def fill(self, connection: DuckDBPyConnection, table: str, targets: Sequence[str]) -> tuple[Reject, ...]:
        """Append the rows to `table`, this part's columns into `targets`, in the file's order."""
        ...


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A file that a query reads whole: Parquet, or a table made from a workbook, JSON or texts."""

    source: Input
    columns: tuple[str, ...]
    types: tuple[str, ...]
    query: str
    lines_before_data: int = 0
    notes: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = ()
    staged: str | None = None
    """A temporary table that holds the rows until they are filled in."""

    def fill(self, connection: DuckDBPyConnection, table: str, targets: Sequence[str]) -> tuple[Reject, ...]:
        names = ", ".join(map(quote_name, targets))
        connection.execute(f"INSERT INTO {quote_name(table)} ({names}) {self.query}")
        if self.staged is not None:
            connection.execute(f"DROP TABLE {self.staged}")
        return self.rejects


def check_width(width: int, name: str) -> None:
    """Refuse a table with more columns than can be handled."""
    if width > MOST_COLUMNS:
        raise LimitError(
            f"The table has {width:,} columns or more; at most {MOST_COLUMNS:,} are read.",
            hint="Export fewer columns, or turn columns into rows.",
            place=Place(file=name),
        )


def list_columns(connection: DuckDBPyConnection, query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and types of a query's columns."""
    rows = connection.execute(f"DESCRIBE {query}").fetchall()
    return tuple(str(row[0]) for row in rows), tuple(str(row[1]) for row in rows)
