"""A project's YAML files into definitions: everything that is wrong in any of them is said at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from satsuma.model.aims import ObjectiveDefinition, TargetDefinition
from satsuma.model.definition import NAME, SEGMENT_NAME
from satsuma.model.definitions import (
    Definitions,
    ProjectDefinition,
    SegmentationDefinition,
    SegmentDefinition,
    SourceDefinition,
    VariableDefinition,
)
from satsuma.model.errors import DefinitionError, Finding, Place, ProjectNotFoundError, StorageError
from satsuma.model.persona_definitions import PERSONA_NAME, PersonaDefinition
from satsuma.model.studies import DiscoveryDefinition
from satsuma.store.definitions.places import Entry, LoadedDefinitions, list_places
from satsuma.store.definitions.sentences import NAME_RULE, list_findings, suggest
from satsuma.store.definitions.syntax import Node, UnreadableError, read_tree

PROJECT_FILE = "satsuma.yaml"
SECTIONS: dict[str, type[BaseModel]] = {
    "sources": SourceDefinition,
    "variables": VariableDefinition,
    "segments": SegmentDefinition,
    "segmentations": SegmentationDefinition,
    "targets": TargetDefinition,
    "objectives": ObjectiveDefinition,
    "discoveries": DiscoveryDefinition,
    "personas": PersonaDefinition,
}
HYPHENS = frozenset({"segments", "segmentations", "objectives", "discoveries"})
"""Sections whose names may hold hyphens."""
PATTERNS = {
    section: PERSONA_NAME if section == "personas" else SEGMENT_NAME if section in HYPHENS else NAME
    for section in SECTIONS
}
"""What may be a name, by section; a persona is called by its segment's full name."""
LONGEST_NAMES = {section: 161 if section == "personas" else 80 for section in SECTIONS}
MOST_RETRIES = 3


def read_definitions(folder: Path) -> LoadedDefinitions:
    """All definitions of the project in `folder`.

    Raises ProjectNotFoundError without a satsuma.yaml, DefinitionError with every finding of all files.
    """
    found = read_what_can_be(folder)
    if found.findings or found.loaded is None:
        raise DefinitionError(found.findings)
    return found.loaded


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a project: `loaded` leaves out fields and definitions that are wrong (None: not even
    the files' own form is right), `lost` names the definitions that are left out whole."""

    findings: tuple[Finding, ...]
    loaded: LoadedDefinitions | None
    lost: frozenset[str]


def read_what_can_be(folder: Path) -> Reading:
    """All findings, and the definitions as far as they can be read, so that the rest can be checked too.

    Raises ProjectNotFoundError without a satsuma.yaml.
    """
    if not (folder / PROJECT_FILE).is_file():
        raise ProjectNotFoundError(
            f"{folder} is not a Satsuma project: it has no {PROJECT_FILE}.",
            hint="Make one with 'satsuma init FOLDER FILES…', or name the project's folder with -C.",
        )
    findings: list[Finding] = []
    warnings: list[Finding] = []
    project = _read_project(folder, findings)
    entries: list[Entry] = []
    for section in SECTIONS:
        for path in _list_files(folder, section, findings, warnings):
            entries += _read_entries(folder, section, path, findings)
    is_torn = bool(findings)  # whole files or entries without a readable name: whom they define is not known
    known = _drop_doubles(entries, findings)
    models: dict[str, dict[str, BaseModel]] = {section: {} for section in SECTIONS}
    lost = {entry.name for entry in entries}
    for entry in entries:
        found = validate_entry(entry, SECTIONS[entry.section], findings)
        if found is not None:
            models[entry.section][entry.name] = found
            lost.discard(entry.name)
    described = validate_entry(project, ProjectDefinition, findings) if project else None
    loaded = None
    if described is not None and project is not None and not is_torn:
        definitions = Definitions.model_validate({"project": described, **models})
        loaded = LoadedDefinitions(definitions, list_places([project, *known]), tuple(warnings))
    return Reading(tuple(sorted(findings, key=_order)), loaded, frozenset(lost))


def _order(finding: Finding) -> tuple[str, int]:
    place = finding.place or Place()
    return place.file or "", place.line or 0


def _read_project(folder: Path, findings: list[Finding]) -> Entry | None:
    node = _read_file(folder, folder / PROJECT_FILE, findings)
    return None if node is None else Entry("project", "", PROJECT_FILE, 1, 1, node)


def _list_files(folder: Path, section: str, findings: list[Finding], warnings: list[Finding]) -> list[Path]:
    place = folder / section
    if not place.is_dir():
        return []
    files = []
    for path in sorted(place.iterdir()):
        name = f"{section}/{path.name}"
        if path.suffix == ".yml":
            warnings.append(
                Finding(
                    code="definition",
                    message=f"{name} is not read: definition files end in .yaml.",
                    hint=f"Rename it to {path.stem}.yaml.",
                    place=Place(file=name),
                    severity="warning",
                )
            )
        elif path.suffix == ".yaml" and not path.name.startswith("."):
            if not path.resolve().is_relative_to(folder.resolve()):
                findings.append(
                    Finding(
                        code="definition",
                        message=f"{name} is a link to a file outside the project.",
                        hint="Copy the file into the folder.",
                        place=Place(file=name),
                    )
                )
            else:
                files.append(path)
    return files


def _read_file(folder: Path, path: Path, findings: list[Finding]) -> Node | None:
    """The mapping in a file; what is wrong goes to `findings`."""
    name = path.relative_to(folder).as_posix()
    try:
        node = read_tree(path.read_bytes())
    except UnreadableError as error:
        findings.append(error.in_file(name))
        return None
    except OSError as error:
        raise StorageError(
            f"{name} cannot be read: {error.strerror}.", hint="Check its permissions."
        ) from None
    if node is None or (node.fields is None and node.plain and not node.text):
        return Node(1, 1, fields={})
    if node.fields is None:
        what = "a list" if node.items is not None else "a single value"
        findings.append(
            Finding(
                code="definition",
                message=f"The file holds {what} instead of 'name: …' entries.",
                hint="Begin with a name and a colon.",
                place=Place(file=name, line=node.line, column=node.column),
            )
        )
        return None
    return node


def _read_entries(folder: Path, section: str, path: Path, findings: list[Finding]) -> list[Entry]:
    top = _read_file(folder, path, findings)
    file = path.relative_to(folder).as_posix()
    pattern = re.compile(PATTERNS[section])
    entries = []
    for name, node in ((top.fields if top else None) or {}).items():
        assert top is not None
        line, column = top.keys[name]
        place = Place(file=file, line=line, column=column, what=f"{section} {name}"[:120])
        if not pattern.match(name) or len(name) > LONGEST_NAMES[section]:
            message = f"'{name[:80]}' cannot be a name."
            findings.append(Finding(code="definition", message=message, hint=NAME_RULE, place=place))
        elif node.fields is None:
            message = f"'{name}' must be followed by its fields, each on a line of its own, indented."
            near = suggest(name, list(SECTIONS[section].model_fields))
            is_field = near is not None and near.startswith("Did")
            hint = "Every definition needs a name above its fields." if is_field else None
            findings.append(Finding(code="definition", message=message, hint=hint, place=place))
        else:
            entries.append(Entry(section, name, file, line, column, node))
    return entries


def _drop_doubles(entries: list[Entry], findings: list[Finding]) -> list[Entry]:
    """Segments and segmentations share one space of names; each other section has its own."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        space = "segments" if entry.section == "segmentations" else entry.section
        before = first.setdefault((space, entry.name), entry)
        if before is not entry:
            findings.append(
                Finding(
                    code="definition",
                    message=f"The name '{entry.name}' is defined twice: also in {before.file}:{before.line}.",
                    hint="Rename or remove one of them.",
                    place=Place(file=entry.file, line=entry.line, column=entry.column),
                )
            )
    return list(first.values())


def validate_entry(entry: Entry, model: type[BaseModel], findings: list[Finding]) -> BaseModel | None:
    """The definition; None with findings where it does not fit its model."""
    value = entry.node.value()
    for _ in range(MOST_RETRIES):
        try:
            return model.model_validate(value)
        except ValidationError as error:
            # `missing: [-999, no]`: where a text is wanted, an unquoted number is the text as written.
            if not _write_as_text(entry.node, value, error):
                findings += list_findings(entry, model, error)
                return _validate_without(value, model, error)
    return None


def _validate_without(value: object, model: type[BaseModel], error: ValidationError) -> BaseModel | None:
    """The definition without the fields that nobody knows, which are findings already; None where more is wrong."""
    unknown = [
        details["loc"] for details in error.errors(include_url=False) if details["type"] == "extra_forbidden"
    ]
    for *path, last in unknown:
        holder: Any = value
        for part in path:
            known = isinstance(holder, dict) or (isinstance(holder, list) and isinstance(part, int))
            holder = holder[part] if known else None
        if not isinstance(holder, dict):
            return None
        holder.pop(last, None)
    try:
        return model.model_validate(value)
    except ValidationError:
        return None


def _write_as_text(node: Node, value: object, error: ValidationError) -> bool:
    """Replaces scalars that should be texts by what stands in the file; says whether any was."""
    changed = False
    for details in error.errors(include_url=False):
        if details["type"] != "string_type":
            continue
        here, holder, last = node, value, None
        for part in details["loc"]:
            child = here.child(part)
            if child is None:
                continue
            if last is not None:
                holder = holder[last]  # type: ignore[index]
            here, last = child, part
        if here.text and here.plain and last is not None and here.value() is not None:
            holder[last] = here.text  # type: ignore[index]
            changed = True
    return changed
