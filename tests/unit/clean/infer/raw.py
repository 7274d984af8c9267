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
    import pyarrow as pa

    texts = [[None if cell is None else str(cell) for cell in column] for column in zip(*rows, strict=True)]
    made = pa.table(
        {
            column: pa.array(cells, pa.string())
            for column, cells in zip(header, texts or [[]] * len(header), strict=True)
        }
    )
    scratch.connection.register("rows_to_load", made)
    scratch.connection.execute(f"CREATE TABLE {quote(name)} AS SELECT * FROM rows_to_load")
    scratch.connection.unregister("rows_to_load")
    return _finish(scratch, name, path or f"{name}.csv", "csv")


def _finish(scratch: Scratch, name: str, path: str, kind: str) -> tuple[FoundSource, RawTable]:
    described = scratch.connection.execute(f"DESCRIBE {quote(name)}").fetchall()
    columns = tuple(row[0] for row in described)
    count = scratch.connection.execute(f"SELECT count(*) FROM {quote(name)}").fetchall()[0]
    file = RawFile(Path(path).name, Path(path), "0" * 64, 0, 0, count[0])
    found = FoundSource(name, (path,), Format(type="parquet" if kind == "parquet" else "csv"))
    return found, RawTable(name, name, columns, (file,), ())
