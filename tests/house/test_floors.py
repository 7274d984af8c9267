"""A room imports only rooms on floors below it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, ROOT


def lint_imports(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_keeps_the_floors() -> None:
    done = lint_imports(ROOT, PACKAGE.parent)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("model", "from satsuma.engine import x"),
        ("model", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from satsuma.language import x"),
        ("clean", "import satsuma.collect"),
        ("engine", "def read():\n    from satsuma import store"),
        ("cellar", ""),
    ],
    ids=["upwards", "upwards for types only", "same floor", "same floor inside a function", "unknown room"],
)
def test_the_contract_sees_a_wrong_import(tmp_path: Path, room: str, text: str) -> None:
    source = tmp_path / "src"
    for name in {"model", "language", "engine", "store", "collect", "clean", room}:
        (source / "satsuma" / name).mkdir(parents=True)
        (source / "satsuma" / name / "__init__.py").write_text("x = 0\n")
    (source / "satsuma" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    assert lint_imports(tmp_path, source).returncode == 0 or room == "cellar"
    (source / "satsuma" / room / "__init__.py").write_text(f"{text}\nx = 0\n")
    assert lint_imports(tmp_path, source).returncode != 0
