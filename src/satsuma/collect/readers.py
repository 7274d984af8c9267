"""Which reader opens which format."""

from __future__ import annotations

from satsuma.collect.delimited import open_delimited
from satsuma.collect.documents import open_documents
from satsuma.collect.excel import open_sheet
from satsuma.collect.parquet import open_parquet
from satsuma.collect.parts import Input, Part
from satsuma.collect.prose import open_prose
from satsuma.model.definitions import Format
from satsuma.store.scratch import Scratch


def open_part(scratch: Scratch, source: Input, format: Format, number: int) -> Part:
    """The file as the format's reader sees it; `number` keeps what it stages apart from other files'."""
    connection, folder = scratch.connection, scratch.folder
    if format.type == "parquet":
        return open_parquet(connection, source)
    if format.type == "excel":
        return open_sheet(connection, source, format, number)
    if format.type == "json":
        return open_documents(connection, folder, source, format.encoding, number)
    if format.type == "text":
        return open_prose(connection, source, format.encoding, number)
    return open_delimited(folder, source, format)
