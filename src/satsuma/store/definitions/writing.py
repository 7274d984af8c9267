"""Definitions into YAML files that people like to read: defaults left out, one order, comments kept.

Whole files are written by `write_definitions`; `update_definition` replaces the lines of one definition and leaves
every other byte of the file as it is.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from satsuma.model.definitions import Definitions
from satsuma.model.errors import DefinitionError, Finding, Place
from satsuma.store.definitions.reading import PROJECT_FILE, SECTIONS, read_definitions
from satsuma.store.definitions.schemas import SCHEMAS
from satsuma.store.definitions.syntax import UnreadableError, read_tree
from satsuma.store.disk import write_whole

WRITTEN = ".satsuma/written.json"
LINE_WIDTH = 100
Comments = Mapping[tuple[str, str], str]


def write_definitions(
    folder: Path, definitions: Definitions, comments: Comments | None = None, *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Writes all definitions: one file for the project and a source each, one for each other section. Returns the
    files written.

    `comments` holds sentences by (section, name), ("project", "") for the project, put above the definition. A file
    that a person made or changed is not overwritten unless told: DefinitionError names every such file and nothing is
    written. Raises StorageError.
    """
    texts = _compose_files(definitions, comments or {})
    written = _read_written(folder)
    changed = [
        name
        for name, text in texts.items()
        if (folder / name).is_file()
        and (found := (folder / name).read_bytes()) != text.encode()
        and _hash(found) != written.get(name)
    ]
    if changed and not overwrite:
        raise DefinitionError(
            Finding(
                code="definition",
                message=f"{name} was changed by hand and would be overwritten.",
                hint="Move it away, or say that it may be overwritten.",
                place=Place(file=name),
            )
            for name in changed
        )
    # The project's own file comes last: a folder that has it is a whole project.
    for name, text in sorted(texts.items(), key=lambda item: item[0] == PROJECT_FILE):
        write_whole(folder / name, text.encode())
        written[name] = _hash(text.encode())
    write_whole(folder / WRITTEN, json.dumps(written, indent=1, sort_keys=True).encode())
    return tuple(folder / name for name in texts)


def update_definition(folder: Path, section: str, name: str, definition: BaseModel | None) -> Path:
    """Puts one definition in the place of the one called so, or at the end of the section's file if it is new; None
    removes it. Comments and lines of all others stay as they are. Returns the file.
    Raises DefinitionError, StorageError."""
    file = read_definitions(folder).places.file_of(section, name)
    path = folder / (file or _file_of(section, name))
    content = path.read_text(encoding="utf-8-sig") if path.is_file() else _header(section)
    lines = content.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    first, beyond = _find_lines(path.relative_to(folder).as_posix(), content, name)
    new = [] if definition is None else compose({name: definition}).splitlines(keepends=True)
    if file is None:
        first = beyond = len(lines)
        new = ["\n", *new] if lines and lines[-1].strip() else new
    text = "".join([*lines[:first], *new, *lines[beyond:]])
    write_whole(path, text.encode())
    return path


def _find_lines(file: str, content: str, name: str) -> tuple[int, int]:
    """The lines [first, beyond) of a definition, without the comments and blank lines that follow it."""
    try:
        top = read_tree(content.encode())
    except UnreadableError as error:
        raise DefinitionError(error.in_file(file)) from None
    if top is None or not top.keys or name not in top.keys:
        return 0, 0
    if top.flow:
        raise DefinitionError(
            f"{file} is written in braces, so one definition cannot be replaced.",
            hint="Write each definition on lines of its own.",
        )
    lines = content.splitlines()
    starts = sorted(line for line, _ in top.keys.values())
    first = top.keys[name][0]
    following = [line for line in starts if line > first]
    beyond = following[0] - 1 if following else len(lines)
    while beyond > first and (not lines[beyond - 1].strip() or lines[beyond - 1].startswith("#")):
        beyond -= 1
    return first - 1, beyond


def _file_of(section: str, name: str) -> str:
    return f"sources/{name}.yaml" if section == "sources" else f"{section}/{section}.yaml"


def _compose_files(definitions: Definitions, comments: Comments) -> dict[str, str]:
    files = {
        PROJECT_FILE: _header("project")
        + _comment(comments.get(("project", "")))
        + compose(definitions.project)
    }
    for section in SECTIONS:
        for name, definition in getattr(definitions, section).items():
            file = _file_of(section, name)
            files.setdefault(file, _header(section))
            files[file] += f"\n{_comment(comments.get((section, name)))}{compose({name: definition})}"
    return files


def _header(section: str) -> str:
    up = "" if section == "project" else "../"
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{section}.json\n"


def _comment(text: str | None) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in (text or "").splitlines())


def compose(value: BaseModel | Mapping[str, BaseModel]) -> str:
    """YAML of a definition, or of definitions by name: what differs from the defaults, in the models' order."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = LINE_WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    plain = (
        _dump(value)
        if isinstance(value, BaseModel)
        else {name: _dump(model) for name, model in value.items()}
    )
    stream = io.StringIO()
    yaml.dump(_shape(plain), stream)
    return stream.getvalue()


def _dump(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _shape(value: Any, depth: int = 0) -> Any:
    """Short lists, and small mappings deep inside, on one line; the rest one below the other."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, dict):
        mapping = CommentedMap((name, _shape(inner, depth + 1)) for name, inner in value.items())
        if depth >= 2 and value and _is_short(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        items = CommentedSeq(_shape(inner, depth + 1) for inner in value)
        if _is_short(value):
            items.fa.set_flow_style()
        return items
    return value


def _is_short(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    is_flat = all(
        not isinstance(item, dict | list) or (isinstance(item, list) and _is_short(item)) for item in inner
    )
    return is_flat and len(json.dumps(value, ensure_ascii=False)) <= LINE_WIDTH - 30


def _read_written(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / WRITTEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(hash_) for name, hash_ in found.items()} if isinstance(found, dict) else {}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
