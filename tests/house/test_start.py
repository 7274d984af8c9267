"""A command line that people use all day starts at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE

COMMAND = Path(sys.executable).with_name("satsuma")
HEAVY = {
    "alembic", "duckdb", "fastexcel", "numpy", "openpyxl", "pandas", "polars", "pyarrow", "scipy", "sklearn",
    "sqlalchemy", "vl_convert",
}  # fmt: skip
# What a cold reader of a published run may not load; it maps arrays, so NumPy is right there.
HEAVY_FOR_READING = HEAVY - {"numpy"}
HELP_SECONDS = 0.5


def list_loaded(code: str) -> set[str]:
    """The top names of all modules that a fresh Python has after running `code`."""
    shown = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_the_package_loads_nothing() -> None:
    names = list_loaded("import satsuma") - set(sys.stdlib_module_names) - list_loaded("")
    assert names == {"satsuma"}


def test_the_package_names_its_public_objects() -> None:
    import satsuma

    assert set(satsuma.__all__) <= set(dir(satsuma))
    with pytest.raises(AttributeError, match="no attribute 'Prject'"):
        _ = satsuma.Prject


class TestCommandLine:
    pytestmark = pytest.mark.skipif(
        not (PACKAGE / "cli" / "app.py").exists(), reason="this tree has no command line"
    )

    def test_loads_nothing_heavy(self) -> None:
        assert list_loaded("import satsuma.cli.app") & HEAVY == set()

    def test_answers_help_in_half_a_second(self) -> None:
        best = min(measure_seconds("--help") for _ in range(5))
        for _ in range(15):  # a busy machine slows single runs, not all of them
            if best < HELP_SECONDS:
                break
            best = min(best, measure_seconds("--help"))
        assert best < HELP_SECONDS

    def test_counts_without_loading_databases(self, tmp_path: Path) -> None:
        shop = str(tmp_path / "shop")
        run("demo", "--customers", "300", shop)
        done = run("-C", shop, "count", "count(order, last 365 days) >= 1", "--json", traced=True)
        loaded = {row.rsplit("|", 1)[1].strip() for row in done.stderr.splitlines() if row.count("|") == 2}
        assert "satsuma" in loaded
        assert {name.split(".")[0] for name in loaded} & HEAVY_FOR_READING == set()


def run(*arguments: str, traced: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the command, which must end well; `traced`: its imports stand in stderr."""
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"} if traced else None
    done = subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def measure_seconds(*arguments: str) -> float:
    started = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - started
