"""A workbench for each test, and a short way to find and read files of one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from satsuma.collect import find_sources, read_source
from satsuma.model.definitions import Format
from satsuma.store.scratch import RawTable, Scratch

Read = Callable[[str, Format], tuple[RawTable, list[tuple[object, ...]]]]


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path / "work") as opened:
        yield opened


@pytest.fixture
def read(scratch: Scratch, tmp_path: Path) -> Read:
    """Read one file of the test's folder: the raw table and its rows."""

    def read_one(name: str, format: Format) -> tuple[RawTable, list[tuple[object, ...]]]:
        raw = read_source(scratch, "x", [name], format, tmp_path)
        return raw, scratch.connection.execute(f'SELECT * FROM "{raw.table}" ORDER BY rowid').fetchall()

    return read_one


@pytest.fixture
def read_all(scratch: Scratch, tmp_path: Path) -> Callable[[], dict[str, tuple[RawTable, int]]]:
    """Find everything in the test's folder `data` and read it: raw table and number of rows by name."""

    def read_found() -> dict[str, tuple[RawTable, int]]:
        found = {}
        for source in find_sources([tmp_path / "data"], tmp_path):
            raw = read_source(scratch, source.name, source.files, source.format, tmp_path)
            row = scratch.connection.execute(f'SELECT count(*) FROM "{raw.table}"').fetchone()
            found[source.name] = (raw, int(row[0]) if row else 0)
        return found

    return read_found
