"""The reference pages say what the models say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
_spec = importlib.util.spec_from_file_location("build_reference", DOCS / "build_reference.py")
assert _spec is not None
assert _spec.loader is not None
build_reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build_reference)
PAGES: dict[str, str] = build_reference.build()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str) -> None:
    path = DOCS / "reference" / name
    assert path.read_text(encoding="utf-8") == PAGES[name], "run: python docs/build_reference.py"


def test_every_command_is_listed() -> None:
    from satsuma.cli.app import app

    names = {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    assert {name for name in names if f"| `{name}` |" not in PAGES["json.md"]} == set()
