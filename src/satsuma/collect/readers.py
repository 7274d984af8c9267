"""Which reader opens which format."""

from __future__ import annotations

from satsuma.collect.delimited import open_delimited
from satsuma.collect.parquet import open_parquet
from satsuma.collect.parts import Input, Part
from satsuma.model.definitions import Format
from satsuma.store.scratch import Scratch


def open_parts(scratch: Scratch, source: Input, format: Format) -> list[Part]:
    """The file's parts: one, but a workbook without a named sheet may have several."""
    if format.type == "parquet":
        return [open_parquet(scratch.connection, source)]
    return [open_delimited(scratch.folder, source, format)]
