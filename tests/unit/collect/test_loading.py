"""Files into one table: progress is told, a full disk is told apart from broken data."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from satsuma.collect import read_source
from satsuma.collect.delimited import DelimitedPart
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, StorageError
from satsuma.store.scratch import Scratch

CSV = Format(type="csv")


def test_progress_is_told_in_bytes(tmp_path: Path, scratch: Scratch) -> None:
    for number in range(3):
        (tmp_path / f"x{number}.csv").write_text("a,b\n1,2\n")
    told: list[tuple[str, int, int]] = []
    read_source(scratch, "x", ["x*.csv"], CSV, tmp_path, lambda *done: told.append(done))
    assert told == [("x0.csv", 0, 24), ("x1.csv", 8, 24), ("x2.csv", 16, 24), ("x2.csv", 24, 24)]


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (duckdb.OutOfMemoryException("no memory"), StorageError),
        (duckdb.IOException("Could not write: No space left on device"), StorageError),
        (duckdb.IOException("Snappy decompression failure"), FileError),
    ],
)
def test_a_full_disk_is_no_broken_file(
    tmp_path: Path, scratch: Scratch, monkeypatch: pytest.MonkeyPatch, failure: duckdb.Error, expected: type
) -> None:
    def fail(*_: object) -> int:
        raise failure

    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    monkeypatch.setattr(DelimitedPart, "insert", fail)
    with pytest.raises(expected) as caught:
        read_source(scratch, "x", ["x.csv"], CSV, tmp_path)
    assert caught.value.findings[0].place.file == "x.csv"


def test_broken_files_are_told_at_once(tmp_path: Path, scratch: Scratch) -> None:
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "b.csv").write_bytes(b"%PDF")
    with pytest.raises(FileError) as caught:
        read_source(scratch, "x", ["a.csv", "b.csv"], CSV, tmp_path)
    assert [finding.place.file for finding in caught.value.findings if finding.place] == ["a.csv", "b.csv"]


def test_reading_again_replaces_the_table(tmp_path: Path, scratch: Scratch) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    for _ in range(2):
        raw = read_source(scratch, "x", ["x.csv"], CSV, tmp_path)
        assert raw.files[0].rows == 1


def test_nothing_stays_beside_the_table(tmp_path: Path, scratch: Scratch) -> None:
    (tmp_path / "x.csv").write_bytes('a;b\n1;é\n"2;3\n'.encode("cp1252"))
    read_source(scratch, "x", ["x.csv"], CSV, tmp_path)
    left = [path.name for path in scratch.folder.iterdir() if not path.name.startswith(("scratch", "spill"))]
    assert left == []
