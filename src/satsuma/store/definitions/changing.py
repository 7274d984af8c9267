"""One definition put into its file, renamed or taken out; every other byte stays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from satsuma.model.definitions import ProjectDefinition
from satsuma.model.errors import BugError, DefinitionError, Finding
from satsuma.store.definitions.composing import compose, dump_whole, dump_written
from satsuma.store.definitions.patching import (
    Swap,
    Wish,
    find_comment,
    find_range,
    is_block,
    patch_mapping,
    swap_lines,
    take_out,
)
from satsuma.store.definitions.places import Entry
from satsuma.store.definitions.reading import PROJECT_FILE, SECTIONS, read_definitions, validate_entry
from satsuma.store.definitions.syntax import Node, UnreadableError, read_tree
from satsuma.store.definitions.writing import file_of, header_of
from satsuma.store.disk import plain_disk_errors, write_whole

PROJECT = "project"
BOM = "\ufeff"
SCHEMA_LINE = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one definition: `after` None removes it, `called` renames it. `lines` are the lines of one that was
    removed, put back as they stood."""

    section: str
    name: str
    before: BaseModel | None
    after: BaseModel | None
    called: str | None = None
    lines: str | None = None

    @property
    def final_name(self) -> str:
        return self.called or self.name


@dataclass(frozen=True, slots=True)
class Changed:
    """The file, and the lines that were there before with the comment above them."""

    path: Path
    lines: str | None


def update_definition(folder: Path, section: str, name: str, definition: BaseModel | None) -> Path:
    """Puts one definition in the place of the one called so, or at the end of the section's file if it is new; None
    removes it. Returns the file. Raises DefinitionError, StorageError."""
    loaded = read_definitions(folder)
    before = getattr(loaded.definitions, section).get(name)
    file = loaded.places.file_of(section, name)
    return change_file(folder, file, Change(section, name, before, definition)).path


def change_file(folder: Path, file: str | None, change: Change) -> Changed:
    """Makes the change in `file`, relative to the folder; None: where new ones of the section go. The file is written whole or
    not at all. Raises DefinitionError, StorageError."""
    path = folder / (file or file_of(change.section, change.name))
    content = read_content(path, change.section)
    mark = BOM if content.startswith(BOM) else ""
    made, lines = change_content(path.relative_to(folder).as_posix(), content.removeprefix(BOM), change)
    if change.section == "sources" and not says_anything(made):
        with plain_disk_errors(path):
            path.unlink(missing_ok=True)
    else:
        write_whole(path, (mark + made).encode())
    return Changed(path, lines)


def read_content(path: Path, section: str) -> str:
    """The file with its line ends as they are; of a new one the first line."""
    with plain_disk_errors(path):
        return path.read_bytes().decode("utf-8") if path.is_file() else header_of(section)


def says_anything(content: str) -> bool:
    lines = (line.strip() for line in content.splitlines())
    return any(line and not line.startswith(SCHEMA_LINE) for line in lines)


def change_content(file: str, content: str, change: Change) -> tuple[str, str | None]:
    """The file's text afterwards, and the lines of the definition before."""
    ending = "\r\n" if "\r\n" in content else "\n"
    lines = content.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += ending
    tree = read_whole(file, content)
    for made, old in offer(lines, tree, change):
        text = "".join(line if line.endswith("\r\n") else line.replace("\n", ending) for line in made)
        if is_right(text, tree, change):
            return text, old
    raise BugError(f"The change of {change.section} {change.name} could not be written into {file}.")


def offer(lines: list[str], tree: Node, change: Change) -> list[tuple[list[str], str | None]]:
    """Ways to make the change, the one that keeps most first."""
    if change.section == PROJECT:
        return [(swap_lines(lines, list(patch(lines, tree, change, len(lines), 1))), None)]
    if change.before is None:
        kept = (change.lines or "").splitlines(keepends=True)
        anew = [kept, write_anew(change)] if kept else [write_anew(change)]
        return [(append(lines, new), None) for new in anew]
    first, beyond = find_range(lines, tree, change.name, len(lines))
    above = find_comment(lines, first)
    old = "".join(lines[above:beyond])
    if change.after is None:
        return [(swap_lines(lines, [take_out(lines, first, beyond)]), old)]
    ways: list[tuple[list[str], str | None]] = []
    node = (tree.fields or {})[change.name]
    if is_block(node):
        swaps = [*rename(lines, tree, change), *patch(lines, node, change, beyond, 2)]
        ways.append((swap_lines(lines, swaps), old))
    return [*ways, (swap_lines(lines, [Swap(first, beyond, write_anew(change))]), old)]


def append(lines: list[str], new: list[str]) -> list[str]:
    return [*lines, "\n", *new] if lines and lines[-1].strip() else [*lines, *new]


def write_anew(change: Change) -> list[str]:
    assert change.after is not None
    return compose({change.final_name: change.after}).splitlines(keepends=True)


def rename(lines: list[str], tree: Node, change: Change) -> list[Swap]:
    if change.called is None or change.after is None:
        return []
    line, column = tree.keys[change.name]
    text = lines[line - 1]
    quotes = 2 if text[column - 1] in "\"'" else 0
    rest = text[column - 1 + len(change.name) + quotes :]
    name = compose({change.called: change.after}).split(":", 1)[0]
    return [Swap(line - 1, line, [text[: column - 1] + name + rest])]


def patch(lines: list[str], node: Node, change: Change, end: int, depth: int) -> list[Swap]:
    assert change.before is not None
    assert change.after is not None
    wish = Wish(dump_whole(change.before), dump_whole(change.after), dump_written(change.after))
    return list(patch_mapping(lines, node, wish, end, depth))


def read_whole(file: str, content: str) -> Node:
    try:
        tree = read_tree(content.encode())
    except UnreadableError as error:
        raise DefinitionError(error.in_file(file)) from None
    if tree is None or tree.fields is None:
        return Node(1, 1, fields={})
    if tree.flow:
        raise DefinitionError(
            f"{file} is written in braces, so one definition cannot be replaced.",
            hint="Write each definition on lines of its own.",
        )
    return tree


def is_right(text: str, before: Node, change: Change) -> bool:
    """Whether the text says what is wanted, and of everything else what it said before."""
    try:
        tree = read_tree(text.encode()) or Node(1, 1, fields={})
    except UnreadableError:
        return False
    if change.section == PROJECT:
        return read_as(tree, change, ProjectDefinition) == change.after
    now = dict(tree.fields or {})
    others = {name: node.value() for name, node in (before.fields or {}).items() if name != change.name}
    found = now.pop(change.final_name, None)
    if {name: node.value() for name, node in now.items()} != others:
        return False
    if change.after is None or found is None:
        return change.after is None and found is None
    return read_as(found, change, SECTIONS[change.section]) == change.after


def read_as(node: Node, change: Change, model: type[BaseModel]) -> BaseModel | None:
    findings: list[Finding] = []
    found = validate_entry(Entry(change.section, change.name, PROJECT_FILE, 1, 1, node), model, findings)
    return None if findings else found
