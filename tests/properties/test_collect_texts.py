"""Whatever stands in a table comes back from its file; whatever bytes come, records are rows or rejects."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from satsuma.collect import find_sources, read_source
from satsuma.collect.mending import mend
from satsuma.model.definitions import Format
from satsuma.model.errors import SatsumaError
from satsuma.store.scratch import Scratch

# Texts without lone surrogates; the marks that confuse readers are frequent.
CELL = st.text(
    st.one_of(st.sampled_from("ab,;\"'\n\r\t |#\\1é😀"), st.characters(exclude_categories=("Cs", "Cc"))),
    max_size=8,
)  # fmt: skip
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)


@pytest.fixture(scope="module")
def scratch() -> Iterator[Scratch]:
    with tempfile.TemporaryDirectory() as folder, Scratch(Path(folder)) as opened:
        yield opened


@given(TABLES, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_table_comes_back(
    scratch: Scratch, table: list[list[str]], delimiter: str, end: str, is_all_quoted: bool
) -> None:
    # Python's writer leaves a lone return without quotes, where it means a line's end.
    assume(is_all_quoted or end == "\r\n" or not any("\r" in cell for row in table for cell in row))
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if is_all_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow([f"column {number}" for number in range(len(table[0]))])
    writer.writerows(table)
    path = scratch.folder / "x.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    format = Format(type="csv", delimiter=delimiter, quote='"', encoding="utf-8")
    raw = read_source(scratch, "x", ["x.csv"], format, scratch.folder)
    rows = scratch.connection.execute("SELECT * FROM raw_x ORDER BY rowid").fetchall()
    assert raw.rejects == ()
    assert rows == [tuple(row) for row in table]


@given(st.lists(st.sampled_from(["1,2", "3,4", '"5","6"', '"7,8', '9"', '"a"b,c', "d", "e,f,g", "", "é,ü"]), max_size=12),
       st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())  # fmt: skip
def test_records_are_rows_or_rejects(scratch: Scratch, lines: list[str], end: str, is_mixed: bool) -> None:
    text = end.join(["a,b", *lines]) + ("\n" if is_mixed else end)
    path = scratch.folder / "y.csv"
    path.write_bytes(text.encode())
    format = Format(type="csv", delimiter=",", quote='"', encoding="utf-8")
    raw = read_source(scratch, "y", ["y.csv"], format, scratch.folder)
    (count,) = scratch.connection.execute("SELECT count(*) FROM raw_y").fetchone() or (0,)
    mended = mend(
        path, scratch.folder / "z.csv", "y.csv",
        delimiter=",", quote='"', skip_lines=0, has_header=True, keeps_empty=False,
    )  # fmt: skip
    assert count + len(raw.rejects) == mended.records + len(mended.rejects)
    assert [each.line for each in raw.rejects] == sorted({each.line for each in raw.rejects if each.line})


@given(
    st.binary(max_size=200),
    st.sampled_from(["x.csv", "x.txt", "x.json", "x.parquet", "x.xlsx", "x.csv.gz", "x.zip"]),
)
def test_any_bytes_are_read_or_refused(scratch: Scratch, content: bytes, name: str) -> None:
    folder = scratch.folder / "any"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    code = 2
    try:
        for source in find_sources([folder / name], folder):
            read_source(scratch, source.name, source.files, source.format, folder)
    except SatsumaError as error:
        code = error.exit_code
    finally:
        (folder / name).unlink()
    assert code == 2
