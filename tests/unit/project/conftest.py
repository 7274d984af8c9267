"""The made-up company, run once for all tests that only look."""

from __future__ import annotations

import pytest

from satsuma.model.results import DemoResult
from satsuma.project.showing import show_demo

NOW = 1_790_000_000


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    return show_demo(tmp_path_factory.mktemp("demo") / "larkfield", 4_000, 7, NOW)
