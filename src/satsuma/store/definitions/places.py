"""Where each definition and each of its fields stands in the project's files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from satsuma.model.definitions import Definitions
from satsuma.model.errors import Finding, Place
from satsuma.store.definitions.syntax import Node

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One definition of a section as its file has it. `line` and `column` are those of its name."""

    section: str
    name: str
    file: str
    line: int
    column: int
    node: Node


@dataclass(frozen=True, slots=True)
class Places:
    """Look-up from section, name and field path to the place; `lines[(section, name)]` is the file, and the
    line and column by field path, () being the name itself."""

    lines: dict[tuple[str, str], tuple[str, dict[Path, tuple[int, int]]]]

    def find(self, section: str, name: str = "", *path: str | int) -> Place:
        """The place of a definition's field, or of the nearest thing above it. The project itself is
        ("project", "", …). A definition that no file holds has its name as place."""
        if (section, name) not in self.lines:
            return Place(what=f"{section} {name}".strip())
        file, lines = self.lines[section, name]
        while path and path not in lines:
            path = path[:-1]
        line, column = lines.get(path, (1, 1))
        return Place(file=file, line=line, column=column)

    def file_of(self, section: str, name: str = "") -> str | None:
        """The file that holds a definition, relative to the project's folder."""
        found = self.lines.get((section, name))
        return found[0] if found else None


def list_places(entries: list[Entry]) -> Places:
    """The places of all entries' fields."""
    lines: dict[tuple[str, str], tuple[str, dict[Path, tuple[int, int]]]] = {}
    for entry in entries:
        fields = {(): (entry.line, entry.column), **dict(_walk(entry.node, ()))}
        lines[entry.section, entry.name] = (entry.file, fields)
    return Places(lines)


def _walk(node: Node, path: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    for name, child in (node.fields or {}).items():
        # The value's place, not the name's: a rule's error is counted from where its text begins.
        yield (*path, name), (child.line, child.column)
        yield from _walk(child, (*path, name))
    for number, child in enumerate(node.items or ()):
        yield (*path, number), (child.line, child.column)
        yield from _walk(child, (*path, number))


@dataclass(frozen=True, slots=True)
class LoadedDefinitions:
    """A project's definitions, where each stands, and what was noticed while reading."""

    definitions: Definitions
    places: Places
    warnings: tuple[Finding, ...] = ()
