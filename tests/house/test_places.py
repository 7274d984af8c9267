"""Nothing of one machine stands in the files: no folders, no registry hosts."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT, list_project_files, shorten

HERE = {ROOT.parent, Path.home(), Path(sys.base_prefix).parent, Path(tempfile.gettempdir())} - {Path("/")}
HOMES = ["/home" + r"/\w+", "/Users" + r"/\w+", "/root"]
FOLDERS = [rf"(?<![\w.*])({'|'.join([*map(re.escape, sorted(map(str, HERE))), *HOMES])})/"]
# In pieces, so that this file does not find itself.
HOSTS = ["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.", r"://[^ \"')]*(registry|mirror|proxy)"]
BINARY = {".gz", ".zip", ".parquet", ".xlsx", ".png", ".jpg", ".woff2", ".npy"}


def find_lines(text: str, patterns: list[str]) -> list[str]:
    """The lines that match one of the patterns, with their numbers."""
    pattern = re.compile("|".join(patterns))
    return [f"{n} {line[:90]}" for n, line in enumerate(text.splitlines(), start=1) if pattern.search(line)]


@pytest.mark.parametrize("patterns", [FOLDERS, HOSTS], ids=["folders", "hosts"])
def test_no_file_names_a_place_of_one_machine(patterns: list[str]) -> None:
    seen = [
        f"{shorten(path)}:{line}"
        for path in list_project_files()
        if path.suffix not in BINARY
        for line in find_lines(path.read_text(encoding="utf-8", errors="replace"), patterns)
    ]
    assert seen == []


@pytest.mark.parametrize("text", [f"see {ROOT}/src", "in /ro" + "ot/.cache", "'/ho" + "me/ann/x'"])
def test_the_pattern_sees_folders(text: str) -> None:
    assert find_lines(text, FOLDERS)


@pytest.mark.parametrize("text", ["the framework/room", "../shared/data", "src/home/page"])
def test_the_pattern_leaves_other_paths_alone(text: str) -> None:
    assert not find_lines(text, FOLDERS)
