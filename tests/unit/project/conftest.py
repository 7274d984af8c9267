"""The made-up company and a small club, run once for all tests that only look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsuma.model.results import DemoResult
from satsuma.project.showing import show_demo
from tests.unit.project.club import open_club, start_club

NOW = 1_790_000_000


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    return show_demo(tmp_path_factory.mktemp("demo") / "larkfield", 4_000, 7, NOW)


@pytest.fixture(scope="session")
def club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_club(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="session")
def adopted(club: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The club with its kinds adopted as a model and run."""
    outer = tmp_path_factory.mktemp("adopted") / "own"
    shutil.copytree(club.parent, outer)
    project = open_club(outer / club.name)
    project.discover("kinds")
    project.adopt("kinds")
    project.run()
    return project.folder
