"""The workbench of one run: a DuckDB database in a temporary file, and the tables that rooms pass on through
it.

collect fills raw tables, clean turns them into typed tables, the store builds columns from those. A row's
origin is its `rowid` in the raw table: files were loaded one after the other, so `RawFile.first_row` tells
file and row.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from satsuma.model.accounts import Quality, Reject, SourceAccount
from satsuma.model.definitions import Format
from satsuma.model.kinds import ValueType

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file (or sheet, or archive member) of a raw table. `name` is what people see: the path as given, a
    member after `!`, a sheet after `#`. Its rows are the raw table's rowids first_row <= rowid < first_row +
    rows; row r stands about line `r - first_row + 1 + lines_before_data` in the file."""

    name: str
    path: Path
    sha256: str
    bytes: int
    first_row: int
    rows: int
    lines_before_data: int = 1


@dataclass(frozen=True, slots=True)
class FoundSource:
    """Files of one shape that make one source: `files` are patterns relative to the project's folder, as its
    YAML will hold them; `name` is a proposal."""

    name: str
    files: tuple[str, ...]
    format: Format


@dataclass(frozen=True, slots=True)
class RawTable:
    """A source's files as one DuckDB table, types untouched: text formats are all VARCHAR, NULL only where
    the field is absent (an empty field of a CSV is ''); Parquet and Arrow types stay. Column names are the
    header's, made unique."""

    name: str
    table: str
    columns: tuple[str, ...]
    files: tuple[RawFile, ...]
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...] = ()
    """What the reader decided or repaired, in sentences: delimiter, encoding, renamed duplicate columns."""


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A source after cleaning, as one DuckDB table holding the rows kept, in raw order:

    `_row` BIGINT (rowid in the raw table); `_key` VARCHAR or BIGINT (not for lookups; NULL never); `_time`
    BIGINT seconds UTC (sources with a time; NULL never); `_event` VARCHAR where the source has an event
    column; then the definition's columns and the joined ones by name: number, money and share with a scale as
    BIGINT, without as DOUBLE; flag BOOLEAN; date BIGINT seconds UTC; set VARCHAR[]; the others VARCHAR; and
    `amount` where the source defines one. NULL is missing.
    """

    source: str
    table: str
    types: Mapping[str, ValueType]
    key_is_integer: bool
    rows: int
    account: SourceAccount


@dataclass(frozen=True, slots=True)
class CleanTables:
    """What cleaning hands to the store. `keys[unit]` is a DuckDB table with the columns `key` (BIGINT or
    VARCHAR, unique, in order of first appearance) and `profiled` BOOLEAN (a profile or survey row exists, not
    only events); `quarantine` is a table with source, reason, file, line BIGINT and content (the raw row as
    JSON text)."""

    typed: Mapping[str, TypedTable]
    keys: Mapping[str, str]
    quarantine: str
    quality: Quality


class Scratch:
    """Opens the workbench inside `folder` (created if need be) and removes it on exit. `connection` is
    configured: no downloads, a memory limit in bytes, insertion order kept, UTC."""

    def __init__(self, folder: Path, *, threads: int = 2, memory_bytes: int = 3 * 2**30) -> None:
        self._parent = folder
        self._threads = threads
        self._memory_bytes = memory_bytes
        self.folder = folder
        self.connection: DuckDBPyConnection

    def __enter__(self) -> Scratch:
        import duckdb

        self._parent.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=self._parent))
        self.connection = duckdb.connect(
            str(self.folder / "scratch.duckdb"),
            config={
                "threads": self._threads,
                "memory_limit": f"{self._memory_bytes}B",
                "temp_directory": str(self.folder / "spill"),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "preserve_insertion_order": True,
            },
        )
        self.connection.execute("SET TimeZone = 'UTC'")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)
