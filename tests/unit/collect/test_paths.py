"""Patterns of a source: what they may name and what not."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest

from satsuma.collect import hash_files
from satsuma.collect.archives import list_members
from satsuma.collect.paths import expand
from satsuma.model.errors import FileError, LimitError


def test_patterns_keep_their_order_and_name_each_file_once(tmp_path: Path) -> None:
    for name in ("b10.csv", "b9.csv", "a.csv"):
        (tmp_path / name).write_text("x")
    assert [each.name for each in expand(["b*.csv", "a.csv", "./b9.csv", "*.csv"], tmp_path)] == [
        "b9.csv", "b10.csv", "a.csv",
    ]  # fmt: skip


def test_a_pattern_may_lead_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "shop").mkdir()
    (tmp_path / "data" / "x.csv").write_text("x")
    assert [each.name for each in expand(["../data/*.csv"], tmp_path / "shop")] == ["../data/x.csv"]


def test_a_file_named_like_a_glob_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x[1].csv").write_text("x")
    assert [each.name for each in expand(["x[1].csv"], tmp_path)] == ["x[1].csv"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("https://example.com/x.csv", "address on a network"),
        ("s3://bucket/x.csv", "address on a network"),
        ("~root/x.csv", "starts with ~"),
        ("a\0b.csv", "NUL"),
        ("", "empty path"),
        ("gone.csv", "no such file"),
        ("gone*.csv", "No file matches"),
        ("x" * 5000, "no such file"),
        (os.devnull, "device"),
    ],
)
def test_what_is_no_file(tmp_path: Path, pattern: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        expand([pattern], tmp_path)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.csv")
    with pytest.raises(FileError, match="pipe"):
        expand(["x.csv"], tmp_path)


def test_a_link_in_circles_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.csv").symlink_to(tmp_path / "x.csv")
    with pytest.raises(FileError):
        expand(["x.csv"], tmp_path)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        expand(["gone.csv", "http://x/y", "~/z"], tmp_path)
    assert len(caught.value.findings) == 3


def test_no_patterns(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="names no files"):
        expand([], tmp_path)


def test_hashes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 3_000_000)
    assert hash_files(["*.csv"], tmp_path) == {"a.csv": hashlib.sha256(b"x" * 3_000_000).hexdigest()}


class TestArchives:
    @pytest.mark.parametrize("member", ["../x.csv", "/x.csv", "a/../../x.csv", "C:/x.csv", "..\\x.csv"])
    def test_members_that_lead_out(self, tmp_path: Path, member: str) -> None:
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr(member, "a,b\n1,2\n")
        with pytest.raises(FileError, match="out of the archive"):
            list_members(tmp_path / "x.zip", "x.zip")

    def test_links(self, tmp_path: Path) -> None:
        info = zipfile.ZipInfo("x.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr(info, "/etc/passwd")
        with pytest.raises(FileError, match="link"):
            list_members(tmp_path / "x.zip", "x.zip")

    def test_archives_within(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr("inner.zip", b"PK\x05\x06" + b"\0" * 18)
        with pytest.raises(FileError, match="within the archive"):
            list_members(tmp_path / "x.zip", "x.zip")

    def test_bombs(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x.csv", b"0" * (120 * 2**20))
        with pytest.raises(LimitError, match="200 times"):
            list_members(tmp_path / "x.zip", "x.zip")

    def test_too_many_members(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            for number in range(10_001):
                archive.writestr(f"{number}.csv", "")
        with pytest.raises(LimitError, match="10,001 files"):
            list_members(tmp_path / "x.zip", "x.zip")
