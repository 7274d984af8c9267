"""A whole project's definitions into YAML files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from satsuma.model.definitions import Definitions
from satsuma.model.errors import DefinitionError, Finding, Place
from satsuma.store.definitions.composing import compose
from satsuma.store.definitions.reading import PROJECT_FILE, SECTIONS
from satsuma.store.definitions.schemas import SCHEMAS
from satsuma.store.disk import write_whole

WRITTEN = ".satsuma/written.json"
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


def file_of(section: str, name: str) -> str:
    """Where a new definition is written."""
    return f"sources/{name}.yaml" if section == "sources" else f"{section}/{section}.yaml"


def _compose_files(definitions: Definitions, comments: Comments) -> dict[str, str]:
    files = {
        PROJECT_FILE: header_of("project")
        + _comment(comments.get(("project", "")))
        + compose(definitions.project)
    }
    for section in SECTIONS:
        for name, definition in getattr(definitions, section).items():
            file = file_of(section, name)
            files.setdefault(file, header_of(section))
            files[file] += f"\n{_comment(comments.get((section, name)))}{compose({name: definition})}"
    return files


def header_of(section: str) -> str:
    """The first line of a section's files: where editors find its schema."""
    up = "" if section == "project" else "../"
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{section}.json\n"


def _comment(text: str | None) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in (text or "").splitlines())


def _read_written(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / WRITTEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(hash_) for name, hash_ in found.items()} if isinstance(found, dict) else {}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
