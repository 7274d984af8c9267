"""What a case of bad input says: what is made, what is asked, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Spoil = Callable[[Path], None]
"""Writes or changes files in a folder."""


@dataclass(frozen=True, slots=True)
class FileCase:
    """Files that `init` reads, and `run` after it where `init` is expected to succeed.

    `says` must be found in what `init` or `run` print or in the report; `rows` and `set_aside` are exact by source;
    `edit` changes the project between the two commands.
    """

    name: str
    write: Spoil
    named: tuple[str, ...] = ("customers.csv", "orders.csv")
    init: int = 0
    run: int = 0
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    set_aside: Mapping[str, int] = field(default_factory=dict)
    edit: Spoil | None = None


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """A good project with one good run, spoiled; then one command. `folder` is the project's folder."""

    name: str
    words: tuple[str, ...]
    code: int
    says: tuple[str, ...]
    spoil: Spoil | None = None
    never_says: tuple[str, ...] = ()
    breaks_store: bool = False


def write(name: str, content: str | bytes) -> Spoil:
    """A file with this content."""

    def spoil(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoil


def replace(name: str, before: str, after: str) -> Spoil:
    """A text within a file becomes another; the file must hold it."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text, f"{name} holds no {before!r}:\n{text}"
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(folder: Path) -> None:
        for each in spoils:
            each(folder)

    return spoil
