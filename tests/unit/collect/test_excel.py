"""Workbooks: sheets as tables, numbers typed, locked and broken ones refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from satsuma.collect import find_sources
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, UnknownNameError
from satsuma.store.scratch import RawTable

Read = Callable[[str, Format], tuple[RawTable, list[tuple[object, ...]]]]
People = list[list[object]]
PEOPLE: People = [
    ["id", "name", "joined", "mixed", "spend", "is in", "big id", "nothing"],
    [1001, "Ann", datetime.date(2019, 3, 4), "x1", 12.5, True, 2.82e18, None],
    [1002, "Zoë", datetime.date(2019, 3, 5), 17, 13, False, 1.5e18, None],
    [1003, None, None, 17.5, -1, None, 3, None],
]


def write(path: Path, **sheets: People) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_types_are_kept(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", People=PEOPLE)
    raw, rows = read("x.xlsx", Format(type="excel", sheet="People"))
    assert raw.columns == ("id", "name", "joined", "mixed", "spend", "is in", "big id", "nothing")
    day = datetime.datetime(2019, 3, 4)
    assert rows[0] == (1001, "Ann", day, "x1", 12.5, True, 2.82e18, None)
    assert rows[1][3:5] == ("17", 13.0)
    assert isinstance(rows[0][0], int)
    assert isinstance(rows[2][6], float)
    assert raw.files[0].name == "x.xlsx#People"


def test_every_sheet_with_content_is_a_source(tmp_path: Path) -> None:
    write(tmp_path / "shop.xlsx", People=PEOPLE, Empty=[], Orders=[["order", "amount"], [1, 2.5], [2, 3.5]])
    found = find_sources([tmp_path / "shop.xlsx"], tmp_path)
    assert [(source.name, source.format.sheet) for source in found] == [
        ("shop_people", "People"), ("shop_orders", "Orders"),
    ]  # fmt: skip


def test_a_title_above_the_table_is_skipped(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", People=[["Customers of 2019"], [], *PEOPLE])
    (source,) = find_sources([tmp_path / "x.xlsx"], tmp_path)
    assert (source.name, source.format.skip_lines) == ("x", 2)
    raw, rows = read("x.xlsx", source.format)
    assert (raw.columns[0], len(rows), rows[0][0]) == ("id", 3, 1001)


def test_a_sheet_without_header_is_numbered(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", S=[[number, number / 2] for number in range(10, 30)])
    (source,) = find_sources([tmp_path / "x.xlsx"], tmp_path)
    assert source.format.header is False
    raw, rows = read("x.xlsx", source.format)
    assert (raw.columns, len(rows)) == (("column_1", "column_2"), 20)


def test_repeated_and_empty_labels(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", S=[["a", "A", None], [1, 2, 3]])
    raw, rows = read("x.xlsx", Format(type="excel"))
    assert (raw.columns, rows) == (("a", "A_2", "column_3"), [(1, 2, 3)])
    assert len(raw.notes) == 2


def test_a_header_alone_gives_no_rows(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", S=[["a", "b"]])
    raw, rows = read("x.xlsx", Format(type="excel"))
    assert (raw.columns, rows) == (("a", "b"), [])
    assert "no rows" in raw.notes[0]


def test_empty_rows_are_none(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", S=[["a", "b"], [1, "x"], [None, None], [2, "y"]])
    assert read("x.xlsx", Format(type="excel"))[1] == [(1, "x"), (2, "y")]


LOCKED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 2000, "broken"),
        (b"hello", "broken"),
        (LOCKED, "locked by a password"),
    ],
)
def test_broken_and_locked_workbooks(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(FileError, match=words) as caught:
        find_sources([tmp_path / "x.xlsx"], tmp_path)
    assert len(caught.value.findings) == 1


def test_an_empty_workbook(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", S=[])
    with pytest.raises(FileError, match="empty"):
        find_sources([tmp_path / "x.xlsx"], tmp_path)


def test_a_sheet_that_is_not_there(tmp_path: Path, read: Read) -> None:
    write(tmp_path / "x.xlsx", People=PEOPLE)
    with pytest.raises(UnknownNameError, match="no sheet Poeple") as caught:
        read("x.xlsx", Format(type="excel", sheet="Poeple"))
    assert "People" in (caught.value.findings[0].hint or "")
