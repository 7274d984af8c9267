"""Parquet: types untouched, nested columns as JSON text, broken files refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from satsuma.collect import read_source
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, LimitError
from satsuma.store.scratch import RawTable, Scratch

Read = Callable[[str, Format], tuple[RawTable, list[tuple[object, ...]]]]
PARQUET = Format(type="parquet")


def test_types_stay(tmp_path: Path, read: Read, scratch: Scratch) -> None:
    day = datetime.datetime(2019, 1, 2, 3, 4, 5)
    table = pyarrow.table({
        "id": pyarrow.array([1, 2], pyarrow.int32()), "price": [Decimal("1.234"), None], "at": [day, None],
        "tags": [["a"], []], "address": [{"city": "Bonn"}, None], "": ["x", "y"],
    })  # fmt: skip
    pyarrow.parquet.write_table(table, tmp_path / "x.parquet")
    raw, rows = read("x.parquet", PARQUET)
    types = [row[1] for row in scratch.connection.execute(f"DESCRIBE {raw.table}").fetchall()]
    assert types == ["INTEGER", "DECIMAL(4,3)", "TIMESTAMP", "VARCHAR[]", "VARCHAR", "VARCHAR"]
    assert raw.columns[-1] == "column_6"
    assert rows[0] == (1, Decimal("1.234"), day, ["a"], '{"city":"Bonn"}', "x")
    assert raw.files[0].lines_before_data == 0


def test_types_that_differ_between_files_are_united(tmp_path: Path, scratch: Scratch) -> None:
    for number, values in enumerate([[1, 2], [1.5], ["x"]]):
        pyarrow.parquet.write_table(pyarrow.table({"v": values}), tmp_path / f"x{number}.parquet")
    raw = read_source(scratch, "x", ["x0.parquet", "x1.parquet"], PARQUET, tmp_path)
    assert scratch.connection.execute("SELECT v FROM raw_x").fetchall() == [(1.0,), (2.0,), (1.5,)]
    assert "different types" in raw.notes[0]
    raw = read_source(scratch, "x", ["x0.parquet", "x2.parquet"], PARQUET, tmp_path)
    assert scratch.connection.execute("SELECT v FROM raw_x").fetchall() == [("1",), ("2",), ("x",)]


def write_numbers(path: Path) -> bytes:
    table = pyarrow.table({"a": list(range(100_000)), "s": [str(n * 7) for n in range(100_000)]})
    pyarrow.parquet.write_table(table, path)
    return path.read_bytes()


@pytest.mark.parametrize("part", ["cut", "damaged in the middle", "no such type"])
def test_broken_files(tmp_path: Path, read: Read, part: str) -> None:
    content = write_numbers(tmp_path / "x.parquet")
    half = len(content) // 2
    broken = {
        "cut": content[:half],
        "damaged in the middle": content[:1000] + b"\xa5" * (half - 1000) + content[half:],
        "no such type": b"id,name\n1,2\n",
    }[part]
    (tmp_path / "x.parquet").write_bytes(broken)
    with pytest.raises(FileError, match=r"broken|read to its end"):
        read("x.parquet", PARQUET)


def test_too_many_columns(tmp_path: Path, read: Read) -> None:
    pyarrow.parquet.write_table(pyarrow.table({f"c{n}": [1] for n in range(10_001)}), tmp_path / "x.parquet")
    with pytest.raises(LimitError, match="10,001 columns"):
        read("x.parquet", PARQUET)
