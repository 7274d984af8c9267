"""Delimited text: every record a row or a reject with its line, whatever the bytes are like."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.collect import read_source
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, LimitError, OptionError
from satsuma.store.scratch import RawTable, Scratch

CSV = Format(type="csv")
AB = b"a,b,c\n"


def read(scratch: Scratch, content: bytes, format: Format = CSV, name: str = "x.csv") -> RawTable:
    base = scratch.folder.parent.parent
    (base / name).write_bytes(content)
    return read_source(scratch, "x", [name], format, base)


def rows(scratch: Scratch, raw: RawTable) -> list[tuple[object, ...]]:
    return scratch.connection.execute(f'SELECT * FROM "{raw.table}" ORDER BY rowid').fetchall()


FIVE = [("1", "2", "3"), ("4", "5", "6")]

GOOD = {
    "plain": (b"a,b,c\n1,2,3\n4,5,6\n", CSV),
    "no end at the end": (b"a,b,c\n1,2,3\n4,5,6", CSV),
    "windows ends": (b"a,b,c\r\n1,2,3\r\n4,5,6\r\n", CSV),
    "old mac ends": (b"a,b,c\r1,2,3\r4,5,6\r", CSV),
    "mixed ends, lf first": (b"a,b,c\n1,2,3\r\n4,5,6\n", CSV),
    "mixed ends, crlf first": (b"a,b,c\r\n1,2,3\n4,5,6\r\n", CSV),
    "all three ends": (b"a,b,c\r\n1,2,3\r4,5,6\n", CSV),
    "utf-8 mark": (b"\xef\xbb\xbfa,b,c\n1,2,3\n4,5,6\n", CSV),
    "utf-8 mark and mixed ends": (b"\xef\xbb\xbfa,b,c\n1,2,3\r\n4,5,6\n", CSV),
    "utf-16": ("a,b,c\n1,2,3\n4,5,6\n".encode("utf-16"), CSV),
    "utf-16 big end": (b"\xfe\xff" + "a,b,c\n1,2,3\n4,5,6\n".encode("utf-16-be"), CSV),
    "utf-16 without mark": ("a,b,c\r\n1,2,3\r\n4,5,6\r\n".encode("utf-16-le"), CSV),
    "utf-32": ("a,b,c\n1,2,3\n4,5,6\n".encode("utf-32"), CSV),
    "semicolons": (b"a;b;c\n1;2;3\n4;5;6\n", CSV),
    "tabs": (b"a\tb\tc\n1\t2\t3\n4\t5\t6\n", CSV),
    "bars": (b"a|b|c\n1|2|3\n4|5|6\n", CSV),
    "excel's separator line": (b"sep=;\r\na;b;c\r\n1;2;3\r\n4;5;6\r\n", Format(type="csv", skip_lines=1)),
    "aligned by spaces": (b" a  b    c\n 1  2    3\n 4  5    6\n", Format(type="csv", delimiter=" ")),
    "quoted": (b'"a","b","c"\n"1","2","3"\n"4","5","6"\n', CSV),
    "single quotes": (b"'a','b','c'\n'1','2','3'\n'4','5','6'\n", CSV),
    "trailing delimiters": (b"a,b,c,\n1,2,3,\n4,5,6,\n", CSV),
    "empty lines": (b"a,b,c\n\n1,2,3\n\n\n4,5,6\n\n", CSV),
    "empty windows lines": (b"a,b,c\r\n\r\n1,2,3\r\n\r\n4,5,6\r\n\r\n", CSV),
    "junk before": (b"Report\n\nmade today\na,b,c\n1,2,3\n4,5,6\n", Format(type="csv", skip_lines=3)),
    "junk before, windows ends": (b"R\r\n\r\n\r\na,b,c\r\n1,2,3\r\n4,5,6\r\n", Format(type="csv", skip_lines=3)),
    "junk with a quote": (b'Our "report\na,b,c\n1,2,3\n4,5,6\n', Format(type="csv", skip_lines=1)),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_reads_all_rows(scratch: Scratch, case: str) -> None:
    content, format = GOOD[case]
    raw = read(scratch, content, format)
    assert raw.columns == ("a", "b", "c")
    assert raw.rejects == ()
    assert rows(scratch, raw) == FIVE
    assert raw.files[0].rows == 2


FIELDS = {
    "empty is not absent": (AB + b'1,,3\n,"",\n', [("1", "", "3"), ("", "", "")]),
    "line end within quotes": (AB + b'1,"x\ny",3\n4,5,6\n', [("1", "x\ny", "3"), ("4", "5", "6")]),
    "lf within quotes, crlf ends": (
        b'a,b,c\r\n1,"x\ny",3\r\n4,5,6\r\n',
        [("1", "x\ny", "3"), ("4", "5", "6")],
    ),
    "crlf within quotes": (b'a,b,c\r\n1,"x\r\ny",3\r\n4,5,6\r\n', [("1", "x\r\ny", "3"), ("4", "5", "6")]),
    "crlf within quotes, lf ends": (AB + b'1,"x\r\ny",3\n4,5,6\n', [("1", "x\r\ny", "3"), ("4", "5", "6")]),
    "doubled quotes": (AB + b'1,"say ""hi""",3\n', [("1", 'say "hi"', "3")]),
    "quote within": (AB + b'1,5" pipe,3\n4,6" pipe,6\n', [("1", '5" pipe', "3"), ("4", '6" pipe', "6")]),
    "one quote within": (AB + b'1,5" pipe,3\n4,5,6\n', [("1", '5" pipe', "3"), ("4", "5", "6")]),
    "text that means nothing elsewhere": (AB + b"NULL,N/A,nan\n", [("NULL", "N/A", "nan")]),
    "spaces stay": (AB + b" 1 ,  2, 3\n", [(" 1 ", "  2", " 3")]),
    "hash is no comment": (AB + b"#1,2,3\n", [("#1", "2", "3")]),
    "leading zeros": (AB + b"007,1e5,2.82E+18\n", [("007", "1e5", "2.82E+18")]),
    "emoji": (AB + "😀,Zoë,Łódź\n".encode(), [("😀", "Zoë", "Łódź")]),
    "nul": (AB + b"1,2\0x,3\n" + b"4,5,6\n" * 20, [("1", "2\0x", "3"), *[("4", "5", "6")] * 20]),
    "formulas": (AB + b"=1+1,@x,-2\n", [("=1+1", "@x", "-2")]),
    "cp1252": (AB + "Café,Zürich,€5 – “ok”\n".encode("cp1252"), [("Café", "Zürich", "€5 – “ok”")]),
    "one column": (b"a\n1\n\n3\n", [("1",), ("",), ("3",)]),
}


@pytest.mark.parametrize("case", FIELDS)
def test_fields_come_out_as_they_are(scratch: Scratch, case: str) -> None:
    content, expected = FIELDS[case]
    raw = read(scratch, content)
    assert rows(scratch, raw) == expected
    assert raw.rejects == ()


REJECTED = {
    "too few": (AB + b"1,2,3\n4,5\n6,7,8\n", [3], "fewer fields"),
    "too many": (AB + b"1,2,3\n4,5,6,7\n6,7,8\n", [3], "more fields"),
    "too few after a field of two lines": (AB + b'1,"x\ny",3\n4,5\n6,7,8\n', [4], "fewer fields"),
    "too few, windows ends": (b"a,b,c\r\n1,2,3\r\n4,5\r\n6,7,8\r\n", [3], "fewer fields"),
    "too few, mixed ends": (b"a,b,c\r\n1,2,3\r\n4,5\n6,7,8\r\n", [3], "fewer fields"),
    "too few, after the mark": (b"\xef\xbb\xbfa,b,c\n1,2,3\n4,5\n6,7,8\n", [3], "fewer fields"),
    "spaces only": (AB + b"1,2,3\n   \n6,7,8\n", [3], "fewer fields"),
    "bytes that are no utf-8": (AB + "ü,é,ß\n".encode() * 5 + b"1,\xff\xfe,3\n" + AB, [7], "no characters"),
    "quote never closed": (AB + b'1,2,3\n4,"x,6\n6,7,8\n', [3], "never closed"),
    "quote never closed, later quotes": (AB + b'1,2,3\n4,"x,6\n"6",7,"8"\n', [3], "never closed"),
    "text after a quote": (AB + b'1,2,3\n4,"x"y,6\n6,7,8\n', [3], "does not end"),
    "several": (AB + b'1\n2,2,3\n4,"x,6\n6,7,8\n1,2,3,4,5\n"a"b,c,d\n', [2, 4, 6, 7], ""),
}


@pytest.mark.parametrize("case", REJECTED)
def test_sets_aside_what_does_not_fit(scratch: Scratch, case: str) -> None:
    content, lines, reason = REJECTED[case]
    raw = read(scratch, content, Format(type="csv", encoding="utf-8"))
    assert [each.line for each in raw.rejects] == lines
    assert all(reason in each.reason and each.file == "x.csv" and each.content for each in raw.rejects)
    records = content.replace(b"\xef\xbb\xbf", b"").replace(b"x\ny", b"xy").splitlines()
    assert len(rows(scratch, raw)) + len(lines) == len(records) - 1


def test_a_quote_never_closed_costs_one_row_of_many(scratch: Scratch) -> None:
    lines = [b"%d,abc,def" % number for number in range(300_000)]
    lines[123_456] = b'1,"open,3'
    raw = read(scratch, AB + b"\n".join(lines) + b"\n")
    assert [each.line for each in raw.rejects] == [123_458]
    assert raw.files[0].rows == 299_999


@pytest.mark.parametrize("size", [11_000_000, 40_000_000])
def test_a_huge_field_costs_one_row(scratch: Scratch, size: int) -> None:
    lines = b"1,2,3\n" * 1000
    raw = read(scratch, AB + lines + b"4," + b"x" * size + b",5\n" + lines)
    assert [(each.line, each.reason) for each in raw.rejects] == [(1002, "longer than 10 MB")]
    assert raw.files[0].rows == 2000
    assert len(raw.rejects[0].content or "") <= 20_000


def test_a_large_field_is_kept(scratch: Scratch) -> None:
    raw = read(scratch, AB + b"4," + b"x" * 9_000_000 + b",5\n1,2,3\n")
    lengths = scratch.connection.execute('SELECT length(b) FROM "raw_x"').fetchall()
    assert (raw.rejects, lengths) == ((), [(9_000_000,), (1,)])


HEADERS = {
    "repeated": (b"x,x,X\n1,2,3\n", ("x", "x_2", "X_3"), "numbered"),
    "empty": (b"a,,c\n1,2,3\n", ("a", "column_2", "c"), "without a label"),
    "spaces around": (b" a , b,c \n1,2,3\n", ("a", "b", "c"), ""),
    "shorter than the rows": (b"a,b\n1,2,3\n1,2,3\n", ("a", "b", "column_3"), "without a label"),
    "longer than the rows": (b"a,b,c\n1,2\n1,2\n1,2\n1,2,3\n", ("a", "b", "c"), "shorter than its header"),
    "row numbers without a label": (b"a,b\n1,x,3\n2,y,3\n3,z,3\n", ("column_1", "a", "b"), "without a label"),
    "quoted line end": (b'a,"b\nc",d\n1,2,3\n', ("a", "b\nc", "d"), ""),
    "reserved words": (b"select,from,order by\n1,2,3\n", ("select", "from", "order by"), ""),
    "quotes in names": (b'"a""b",it\'s,c\n1,2,3\n', ('a"b', "it's", "c"), ""),
    "header only": (b"a,b,c\n", ("a", "b", "c"), "no rows"),
    "emoji": ("id,😀,naïve\n1,2,3\n".encode(), ("id", "😀", "naïve"), ""),
}


@pytest.mark.parametrize("case", HEADERS)
def test_columns_get_usable_names(scratch: Scratch, case: str) -> None:
    content, columns, note = HEADERS[case]
    raw = read(scratch, content)
    assert raw.columns == columns
    assert (note in " ".join(raw.notes)) if note else raw.notes == ()
    assert raw.rejects == ()


def test_fields_that_most_rows_leave_out_are_empty(scratch: Scratch) -> None:
    raw = read(scratch, b"a,b,c\n1,2\n1,\n1,2,3\n1,2,\n3,4\n3,4\n")
    assert rows(scratch, raw)[:4] == [("1", "2", ""), ("1", "", ""), ("1", "2", "3"), ("1", "2", "")]
    assert raw.rejects == ()


def test_without_a_header_columns_are_numbered(scratch: Scratch) -> None:
    raw = read(scratch, b"1,2\n3,4\n", Format(type="csv", header=False))
    assert raw.columns == ("column_1", "column_2")
    assert rows(scratch, raw) == [("1", "2"), ("3", "4")]
    assert "no header" in raw.notes[0]


def test_many_columns_are_read(scratch: Scratch) -> None:
    header = ",".join(f"c{number}" for number in range(5_000)).encode()
    line = b",".join([b"1"] * 5_000)
    raw = read(scratch, header + b"\n" + line + b"\n" + line + b"\n")
    assert len(raw.columns) == 5_000
    assert raw.files[0].rows == 2


REFUSED = {
    "empty": (b"", FileError, "empty"),
    "mark only": (b"\xef\xbb\xbf", FileError, "empty"),
    "white space only": (b" \n\n \r\n", FileError, "empty"),
    "zip": (b"PK\x03\x04" + b"\0" * 100, FileError, "zip archive"),
    "pdf": (b"%PDF-1.7 ...", FileError, "PDF"),
    "image": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, FileError, "image"),
    "noise": (bytes(range(256)) * 40, FileError, "binary"),
    "a million columns": (b"a," * 1_000_000 + b"\n", LimitError, "columns"),
    "a million empty columns": (b"," * 1_000_000 + b"\n" + b"," * 1_000_000, LimitError, "columns"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_in_one_sentence(scratch: Scratch, case: str) -> None:
    content, error, words = REFUSED[case]
    with pytest.raises(error, match=words) as caught:
        read(scratch, content)
    place = caught.value.findings[0].place
    assert place is not None
    assert place.file == "x.csv"


def test_refuses_an_unknown_encoding(scratch: Scratch) -> None:
    with pytest.raises(OptionError, match="no encoding called klingon"):
        read(scratch, b"a\n1\n", Format(type="csv", encoding="klingon"))


def test_content_of_rejects_is_not_in_errors(scratch: Scratch) -> None:
    with pytest.raises(LimitError) as caught:
        read(scratch, AB + b"1,2,3\n" * 1000 + b"secret,2\n" * 200_002)
    assert "secret" not in str(caught.value)


def test_rows_of_several_files_follow_each_other(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "a1.csv").write_bytes(b"id,x\n1,a\n2,b\n")
    (tmp_path / "a2.csv").write_bytes(b"X;Y;ID\r\nc;new;3\r\n")
    (tmp_path / "a10.csv").write_bytes(b"id,x\n4,d\n5\n6,f\n")
    raw = read_source(scratch, "x", ["a*.csv"], CSV, tmp_path)
    assert [(file.name, file.first_row, file.rows) for file in raw.files] == [
        ("a1.csv", 0, 2), ("a2.csv", 2, 1), ("a10.csv", 3, 2),
    ]  # fmt: skip
    assert raw.columns == ("id", "x", "Y")
    assert rows(scratch, raw) == [
        ("1", "a", None), ("2", "b", None), ("3", "c", "new"), ("4", "d", None), ("6", "f", None),
    ]  # fmt: skip
    rowids = scratch.connection.execute("SELECT rowid FROM raw_x ORDER BY rowid").fetchall()
    assert rowids == [(0,), (1,), (2,), (3,), (4,)]
    assert [(each.file, each.line) for each in raw.rejects] == [("a10.csv", 3)]
    assert any("lacks columns" in note for note in raw.notes)


def test_rowids_stay_dense_where_a_file_was_read_twice(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "a1.csv").write_bytes(b"id,x\n1,a\n2,b\n")
    (tmp_path / "a2.csv").write_bytes(b"id,x\r\n3,c\n4,d\r\n")
    (tmp_path / "a3.csv").write_bytes(b'id,x\n5,"c\n6,d\n')
    (tmp_path / "a4.csv").write_bytes(b"id,x\n7,d\n")
    raw = read_source(scratch, "x", ["a*.csv"], CSV, tmp_path)
    found = scratch.connection.execute("SELECT rowid, id FROM raw_x ORDER BY rowid").fetchall()
    assert found == [(0, "1"), (1, "2"), (2, "3"), (3, "4"), (4, "6"), (5, "7")]
    assert [file.first_row for file in raw.files] == [0, 2, 4, 5]
