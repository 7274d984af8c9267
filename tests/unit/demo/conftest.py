"""One made-up company at its default size, shared by all tests of the demo room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from satsuma.demo.company import DemoFiles, write_company
from tests.unit.demo.ledger import Ledger


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoFiles]:
    """The folder and files of the default company."""
    folder = tmp_path_factory.mktemp("larkfield")
    return folder, write_company(folder)


@pytest.fixture(scope="session")
def ledger(company: tuple[Path, DemoFiles]) -> Ledger:
    """The default company's customer files, read back."""
    return Ledger(company[0], date(2026, 6, 30))
