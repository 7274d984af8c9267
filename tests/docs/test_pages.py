"""The docs run: every command and every line of Python that a page shows."""

from __future__ import annotations

import doctest
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import Block, Command, find_links, list_pages, read_blocks, read_commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in list_pages(ROOT)}
MATCH = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.skipif(
    not (ROOT / "src/satsuma/cli/app.py").exists(),
    reason="this tree has no command line to run the pages with",
)
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if read_blocks(page, name)])
def test_a_page_does_what_it_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_page(PAGES[name], name, tmp_path)


@pytest.mark.parametrize("name", PAGES)
def test_the_links_of_a_page_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    assert [link for link in find_links(PAGES[name]) if not (folder / link).exists()] == []


def test_every_decision_is_listed() -> None:
    index = "docs/decisions/README.md"
    decisions = {Path(name).name for name in PAGES if name.startswith("docs/decisions/")} - {"README.md"}
    assert decisions - set(find_links(PAGES[index])) == set()


def run_page(page: str, name: str, folder: Path) -> None:
    """Run all blocks of a page in `folder`. Raises AssertionError where it does not do what it shows."""
    names: dict[str, Any] = {"__name__": "__page__"}
    for block in read_blocks(page, name):
        if block.kind == "python":
            run_python(block, name, names)
        else:
            for command in read_commands(block, name):
                run_command(command, name, folder, block.exit_code)


def run_python(block: Block, name: str, names: dict[str, Any]) -> None:
    """Run a block so that a traceback shows the page's own line numbers."""
    code = compile("\n" * (block.line - 1) + block.text, name, "exec")
    exec(code, names)


def run_command(command: Command, name: str, folder: Path, exit_code: int) -> None:
    """Run one command as a person would at a terminal of 80 columns."""
    line = shlex.split(command.text)
    program = Path(sys.executable).with_name(line[0])
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        [program, *line[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    printed = done.stdout + done.stderr
    place = f"{name}:{command.line}: `{command.text}`"
    if done.returncode != exit_code:
        raise AssertionError(f"{place} ended with {done.returncode}\n{printed}")
    shown = command.shown.strip()
    checker = doctest.OutputChecker()
    if shown and not checker.check_output(f"{shown}\n", f"{printed.strip()}\n", MATCH):
        raise AssertionError(f"{place} should print\n{shown}\nbut prints\n{printed}")
