"""Raw tables for tests, made from rows or files, as the reader of files makes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from satsuma.model.definitions import Format
from satsuma.store.scratch import FoundSource, RawFile, RawTable, Scratch


def quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def load_file(scratch: Scratch, name: str, path: str, **options: str) -> tuple[FoundSource, RawTable]:
    """A CSV file (glob) or Parquet file as a raw table: CSV as texts, an empty field as ''."""
    is_parquet = path.endswith(".parquet")
    extra = "".join(f", {key}={value}" for key, value in options.items())
    reader = (
        f"read_parquet('{path}')"
        if is_parquet
        else f"read_csv('{path}', all_varchar=true, header=true, nullstr='\\x01', max_line_size=20000000{extra})"
    )
    scratch.connection.execute(f"CREATE TABLE {quote(name)} AS SELECT * FROM {reader}")
    return _finish(scratch, name, path, "parquet" if is_parquet else "csv")


def load_rows(
    scratch: Scratch,
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    path: str | None = None,
) -> tuple[FoundSource, RawTable]:
    """Rows of texts as a raw table."""
    columns = ", ".join(f"{quote(column)} VARCHAR" for column in header)
    scratch.connection.execute(f"CREATE TABLE {quote(name)} ({columns})")
    marks = ", ".join("?" for _ in header)
    if rows:
        scratch.connection.executemany(
            f"INSERT INTO {quote(name)} VALUES ({marks})",
            [[None if cell is None else str(cell) for cell in row] for row in rows],
        )
    return _finish(scratch, name, path or f"{name}.csv", "csv")


def _finish(scratch: Scratch, name: str, path: str, kind: str) -> tuple[FoundSource, RawTable]:
    cursor = scratch.connection.execute(f"SELECT * FROM {quote(name)} LIMIT 0")
    columns = tuple(entry[0] for entry in cursor.description or ())
    count = scratch.connection.execute(f"SELECT count(*) FROM {quote(name)}").fetchone()
    file = RawFile(Path(path).name, Path(path), "0" * 64, 0, 0, count[0] if count else 0)
    found = FoundSource(name, (path,), Format(type="parquet" if kind == "parquet" else "csv"))
    return found, RawTable(name, name, columns, (file,), ())
