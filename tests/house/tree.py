"""The files of the project, as the house tests look at them."""

from __future__ import annotations

import ast
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "satsuma"
STATIC = PACKAGE / "server" / "static"
"""The built web app: made, not written."""


@cache
def list_modules() -> tuple[Path, ...]:
    """Every Python file of the package."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def list_sources() -> tuple[Path, ...]:
    """Every file that people write for the package and its web app."""
    web = [path for path in list_project_files() if path.is_relative_to(ROOT / "web")]
    package = [path for path in PACKAGE.rglob("*") if path.is_file() and not path.is_relative_to(STATIC)]
    return tuple(sorted([*package, *web]))


@cache
def list_project_files() -> tuple[Path, ...]:
    """Every file that git tracks or would track; without git, every file outside hidden folders."""
    if shutil.which("git") and (ROOT / ".git").exists():
        line = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        found = [ROOT / name for name in names if name]
    else:
        found = [path for path in ROOT.rglob("*") if not any(p.startswith(".") for p in path.parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shorten(path: Path) -> str:
    """The path as people write it, from the project's folder."""
    return path.relative_to(ROOT).as_posix()
