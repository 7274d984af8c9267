"""A made-up company as a project that has run, for tests of the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from satsuma.project import Project
from tests.journeys.api import serving
from tests.journeys.company import write_company


def begin(folder: Path) -> Path:
    """The company's project, run once."""
    files = folder / "files"
    files.mkdir()
    write_company(files)
    home = folder / "company"
    Project.init(home, [files], clock=lambda: 1_719_600_000.0)
    Project.open(home).run("2024-06-24")
    return home


@pytest.fixture(scope="session")
def begun_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, for looking only."""
    return begin(tmp_path_factory.mktemp("begun"))


@pytest.fixture
def company_copy(begun_company: Path, tmp_path: Path) -> Path:
    """A copy of the project with its files, to change."""
    shutil.copytree(begun_company.parent, tmp_path / "here")
    return tmp_path / "here" / "company"


@pytest.fixture
def client(company_copy: Path) -> Iterator[TestClient]:
    """A client of a server of the copy."""
    with serving(company_copy) as opened:
        yield opened


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a server of an empty folder."""
    (tmp_path / "new").mkdir()
    with serving(tmp_path / "new") as opened:
        yield opened
