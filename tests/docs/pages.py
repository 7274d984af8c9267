"""Reads a Markdown page into the blocks that the tests of the docs run.

- ```` ```console ````: `$ satsuma …` lines are run in the page's folder. Lines below a command are what it
  must print (`...` stands for anything); none: anything goes. A command ends with 0 unless the comment
  `<!-- exit: 2 -->` stands above the block.
- ```` ```python ````: run in the same folder; all blocks of a page share their names.
- `<!-- no-test: reason -->` above a block: shown, not run.
- `<!-- setup` … `-->` holding `$` lines: run, not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_BLOCK = re.compile(
    r"^<!--\s*setup\s*\n(?P<setup>.*?)-->"
    r"|^(?:<!--\s*(?P<mark>no-test|exit)(?P<said>.*?)-->\s*\n+)?"
    r"^(?P<fence>`{3,}|~{3,})(?P<kind>[^\n`]*)\n(?P<body>.*?)^(?P=fence)`*\s*$",
    re.MULTILINE | re.DOTALL,
)


class PageError(Exception):
    """A page is written in a way that the runner does not understand."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is run: its first line's number, kind, text and the exit code it shows."""

    line: int
    kind: Literal["python", "console"]
    text: str
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block and what the page says it prints."""

    line: int
    text: str
    shown: str


def read_blocks(page: str, name: str) -> list[Block]:
    """The blocks of a page that are to be run, in order. Raises PageError."""
    blocks = []
    for found in _BLOCK.finditer(page):
        if (setup := found["setup"]) is not None:
            blocks.append(Block(_line_of(page, found.start("setup")), "console", setup))
            continue
        kind = found["kind"].strip()
        line = _line_of(page, found.start("body"))
        said = (found["said"] or "").strip(" :\n")
        if found["mark"] == "no-test":
            if len(said) < 10:
                raise PageError(f"{name}:{line}: a block that is not run says why: <!-- no-test: … -->")
        elif kind == "python":
            blocks.append(Block(line, "python", found["body"]))
        elif kind == "console":
            blocks.append(Block(line, "console", found["body"], int(said or 0)))
    return blocks


def read_commands(block: Block, name: str) -> list[Command]:
    """The commands of a console block; a trailing backslash joins lines. Raises PageError."""
    commands: list[Command] = []
    lines = iter(enumerate(block.text.splitlines(), start=block.line))
    for number, line in lines:
        if line.startswith("$ "):
            text = line[2:]
            while text.endswith("\\"):
                text = text[:-1] + next(lines, (0, ""))[1].lstrip("> ")
            commands.append(Command(number, text, ""))
        elif commands:
            last = commands.pop()
            commands.append(Command(last.line, last.text, f"{last.shown}{line}\n"))
        elif line.strip():
            raise PageError(f"{name}:{number}: a console block begins with `$ `")
    for command in commands:
        if not command.text.startswith("satsuma "):
            raise PageError(f"{name}:{command.line}: only `satsuma` commands are run, not `{command.text}`")
    return commands


def find_links(page: str) -> list[str]:
    """The links of a page to other files of the project, without anchors."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page)
    return [t.split("#")[0] for t in targets if "://" not in t and not t.startswith(("#", "mailto:"))]


def list_pages(root: Path) -> list[Path]:
    """README, CONTRIBUTING, CHANGELOG and everything under docs."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def _line_of(page: str, offset: int) -> int:
    return page.count("\n", 0, offset) + 1
