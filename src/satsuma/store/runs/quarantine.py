"""The rows that a run set aside, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from satsuma.store.runs.arrays import damaged


@dataclass(frozen=True, slots=True)
class AsideRow:
    """One row; `content` is the raw row as JSON text, or the line that could not be read."""

    source: str
    reason: str
    file: str | None
    line: int | None
    content: str | None


def read_quarantine(
    path: Path, source: str | None, reason: str | None, limit: int, offset: int
) -> tuple[list[AsideRow], int]:
    """Some rows in the order of the files, and how many there are. Raises StorageError for a damaged file."""
    import duckdb

    wanted = [
        (column, value) for column, value in (("source", source), ("reason", reason)) if value is not None
    ]
    where = f"WHERE {' AND '.join(f'{column} = ?' for column, _ in wanted)}" if wanted else ""
    values = [value for _, value in wanted]
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            table = f"read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
            total = connection.execute(f"SELECT count(*) FROM {table} {where}", values).fetchall()[0][0]
            rows = connection.execute(
                f"SELECT source, reason, file, line, content FROM {table} {where} LIMIT ? OFFSET ?",
                [*values, limit, offset],
            ).fetchall()
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise damaged(path, "cannot be read") from error
    return [AsideRow(*row) for row in rows], int(total)
