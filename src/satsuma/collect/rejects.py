"""The records that DuckDB's reader set aside, with the line they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.accounts import Reject
from satsuma.model.errors import LimitError, Place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_REJECTS = 200_000
MOST_CONTENT = 20_000
REASONS = {
    "MISSING COLUMNS": "fewer fields than columns",
    "TOO MANY COLUMNS": "more fields than columns",
    "INVALID ENCODING": "bytes that are no characters in this encoding",
    "UNQUOTED VALUE": "a quote that does not end with its field",
    "LINE SIZE OVER MAXIMUM": "longer than 10 MB",
}
UNTRUSTED = frozenset({"UNQUOTED VALUE", "LINE SIZE OVER MAXIMUM"})
"""After these DuckDB's reader may have swallowed or dropped whole runs of records."""


def forget_rejects(connection: DuckDBPyConnection) -> None:
    """Empty DuckDB's list before another file is read."""
    connection.execute("DROP TABLE IF EXISTS reject_errors")
    connection.execute("DROP TABLE IF EXISTS reject_scans")


def count_rejects(connection: DuckDBPyConnection) -> tuple[int, bool]:
    """How many records were set aside, and whether the reader can be trusted about the others."""
    row = connection.execute(
        "SELECT count(DISTINCT line_byte_position), coalesce(bool_or(error_type::VARCHAR IN "
        f"({', '.join(repr(kind) for kind in sorted(UNTRUSTED))})), false) FROM reject_errors"
    ).fetchone()
    return (int(row[0]), not row[1]) if row else (0, True)


def list_rejects(connection: DuckDBPyConnection, plain: Path, name: str) -> list[Reject]:
    """The records set aside, once each and in order. Raises LimitError where they are so many that the format must be
    wrong."""
    rows = connection.execute(
        "SELECT line_byte_position, min(error_type::VARCHAR), any_value(csv_line) FROM reject_errors "
        f"GROUP BY ALL ORDER BY 1 LIMIT {MOST_REJECTS + 1}"
    ).fetchall()
    if len(rows) > MOST_REJECTS:
        raise LimitError(
            f"More than {MOST_REJECTS:,} rows do not fit the columns.",
            hint="Check delimiter, quote and encoding in the source's format.",
            place=Place(file=name),
        )
    lines = number_lines(plain, [max(int(row[0]) - 1, 0) for row in rows])
    return [
        Reject(
            file=name,
            line=line,
            reason=REASONS.get(str(row[1]), "not a record"),
            content=str(row[2] or "")[:MOST_CONTENT].strip("\r\n"),
        )
        for line, row in zip(lines, rows, strict=True)
    ]


def number_lines(path: Path, positions: Sequence[int]) -> list[int]:
    """The line, from 1, on which each of the sorted byte positions stands. A position on a line end means the next line:
    DuckDB's are off by one there."""
    numbers: list[int] = []
    if not positions:
        return numbers
    line, done, last = 1, 0, 0
    with path.open("rb") as stream:
        has_feeds = b"\n" in stream.read(1 << 20)
        stream.seek(0)
        end = b"\n" if has_feeds else b"\r"
        for position in positions:
            while done < position and (piece := stream.read(min(1 << 20, position - done))):
                line += piece.count(end)
                done += len(piece)
                last = piece[-1]
            ahead = stream.peek(2)[:2]
            is_within_end = ahead[:1] == b"\n" if last != 10 else False
            numbers.append(line + (1 if is_within_end or (ahead == b"\r\n" and last != 10) else 0))
    return numbers
