"""Texts that people wrote, a row a file: interviews, reviews, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.collect.encodings import detect_encoding, transcode
from satsuma.collect.parts import Input, QueryPart
from satsuma.collect.streams import read_chunks
from satsuma.model.errors import LimitError, Place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST_TEXT_BYTES = 10_000_000


def open_prose(connection: DuckDBPyConnection, source: Input, encoding: str | None, number: int) -> QueryPart:
    """One row with the columns file and text. Raises LimitError for a text over 10 MB."""
    encoding = encoding or detect_encoding(read_chunks(source.path, source.name))
    pieces: list[bytes] = []
    for piece in transcode(read_chunks(source.path, source.name), encoding):
        pieces.append(piece)
        if sum(map(len, pieces)) > LONGEST_TEXT_BYTES:
            raise LimitError(
                "The text is longer than 10 MB.",
                hint="Divide it into several files.",
                place=Place(file=source.name),
            )
    text = b"".join(pieces).decode("utf-8", errors="replace").replace("\r\n", "\n").strip()
    staged = f"staged_text_{number}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {staged} (file VARCHAR, text VARCHAR)")
    connection.execute(f"INSERT INTO {staged} VALUES (?, ?)", [source.name.rsplit("/", 1)[-1], text])
    return QueryPart(source, ("file", "text"), ("VARCHAR", "VARCHAR"), f"FROM {staged}", staged=staged)
