"""The independent count and the careful second reading, on texts made to fool a reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.collect import census
from satsuma.collect.census import Census, count_records
from satsuma.collect.mending import mend

COUNTS = {
    "plain": (b"a,b\n1,2\n", 2),
    "no end": (b"a,b\n1,2", 2),
    "windows": (b"a,b\r\n1,2\r\n\r\n3,4", 3),
    "returns": (b"a,b\r1,2\r", 2),
    "empty lines": (b"\n\na\n\nb\n\n", 2),
    "quoted ends": (b'a,"b\n\nc"\n1,"2\n"\n', 2),
    "doubled quotes": (b'a,"b""\n""c"\n1,2\n', 2),
    "nothing": (b"", 0),
    "one return": (b"a\n\r", 1),
}


@pytest.mark.parametrize("case", COUNTS)
@pytest.mark.parametrize("piece", [1, 2, 3, 5, 1 << 20])
def test_records_are_counted_whatever_the_pieces(
    tmp_path: Path, case: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, expected = COUNTS[case]
    (tmp_path / "x.csv").write_bytes(content)
    monkeypatch.setattr(census, "PIECE_BYTES", piece)
    assert count_records(tmp_path / "x.csv", '"', ",").records == expected


@pytest.mark.parametrize(
    ("content", "is_orderly"),
    [
        (b'junk "\na,b\nlonger,line\n1,"x"\n', True),
        (b'junk "\na,b\nlonger,line\n1,"x\n', False),
        (b'junk "\na,b\nlonger,line\n5" x,6"\n', False),
        (b'junk "\n"a,""b",1\n"longer","l"\n', True),
    ],
)
@pytest.mark.parametrize("piece", [1, 3, 1 << 20])
def test_the_count_knows_quotes_in_disorder(
    tmp_path: Path, content: bytes, is_orderly: bool, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    monkeypatch.setattr(census, "PIECE_BYTES", piece)
    assert count_records(tmp_path / "x.csv", '"', ",", skip_lines=1).is_orderly is is_orderly


def test_the_count_knows_the_longest_record(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xef\xbb\xbf" + b'"a",b\nlonger,line\n1,x\n')
    assert count_records(tmp_path / "x.csv", '"', ",") == Census(records=3, longest=11, is_orderly=True)


MENDED = {
    "mixed ends": (b"h\r\n1\n2\r3\r\n", b"1\n2\n3\n", []),
    "a quote never closed": (b'h,i\n1,"2\n3,4\n5,6\n', b"3,4\n5,6\n", [2]),
    "one at the very end": (b'h,i\n1,2\n3,"4', b"1,2\n", [3]),
    "text behind a quote": (b'h,i\n"1"x,2\n3,4\n', b"3,4\n", [2]),
    "a good field over lines": (b'h,i\r\n1,"2\r\n\r\n3"\n4,5\n', b'1,"2\r\n\r\n3"\n4,5\n', []),
    "a bad one before a good one": (b'h,i\n1,"2\n3,"4\n5"\n', b'3,"4\n5"\n', [2]),
    "quotes within": (b'h,i\n1,2"\n3"4,5\n', b'1,2"\n3"4,5\n', []),
    "spaces around quotes": (b'h,i\n "1, 2" ,3\n', b' "1, 2" ,3\n', []),
    "empty lines": (b"h,i\n\n1,2\n\n", b"1,2\n", []),
}


@pytest.mark.parametrize("case", MENDED)
def test_mending(tmp_path: Path, case: str) -> None:
    content, expected, lines = MENDED[case]
    (tmp_path / "x.csv").write_bytes(content)
    mended = mend(
        tmp_path / "x.csv", tmp_path / "y.csv", "x.csv",
        delimiter=",", quote='"', skip_lines=0, has_header=True, keeps_empty=False,
    )  # fmt: skip
    assert (tmp_path / "y.csv").read_bytes() == expected
    assert [each.line for each in mended.rejects] == lines


def test_lines_of_the_copy_are_found_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b'junk\nh,i\n\n1,"2\n3,4\n"5\r\n",6\n\n7,8\n')
    mended = mend(
        tmp_path / "x.csv", tmp_path / "y.csv", "x.csv",
        delimiter=",", quote='"', skip_lines=1, has_header=True, keeps_empty=False,
    )  # fmt: skip
    assert (tmp_path / "y.csv").read_bytes() == b'3,4\n"5\r\n",6\n7,8\n'
    assert [mended.locate(line) for line in (1, 2, 4)] == [5, 6, 9]
    assert [each.line for each in mended.rejects] == [4]


def test_many_open_quotes_take_no_longer_than_their_lines(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"h,i\n" + b'1,"2\n' * 100_000)
    mended = mend(
        tmp_path / "x.csv", tmp_path / "y.csv", "x.csv",
        delimiter=",", quote='"', skip_lines=0, has_header=True, keeps_empty=False,
    )  # fmt: skip
    assert mended.records + len(mended.rejects) == 100_000
