"""What pydantic says about a definition, as findings in plain sentences with a near-name suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from satsuma.model.errors import Finding, Place
from satsuma.store.definitions.places import Entry
from satsuma.store.definitions.syntax import Node

NAME_RULE = "A name begins with a letter and goes on with letters, digits and '_' (segments: '-' too)."
_TYPES = {
    "string_type": "a text", "bool_type": "true or false", "bool_parsing": "true or false",
    "int_type": "a whole number", "int_parsing": "a whole number", "int_from_float": "a whole number",
    "float_type": "a number", "float_parsing": "a number", "tuple_type": "a list", "list_type": "a list",
    "dict_type": "a mapping of names", "model_type": "a mapping of fields",
    "model_attributes_type": "a mapping of fields",
}  # fmt: skip


def suggest(word: str, known: Iterable[str]) -> str | None:
    """'Did you mean …?' with the nearest of the known words, or the list of them where none is near."""
    words = sorted(known)
    lowered = {name.casefold(): name for name in words}
    near = get_close_matches(word.casefold(), list(lowered), n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{lowered[near[0]]}'?"
    return f"Possible here: {', '.join(words)}." if 0 < len(words) <= 40 else None


def list_findings(entry: Entry, model: type[BaseModel], error: ValidationError) -> list[Finding]:
    """One finding per thing that is wrong in the entry."""
    found: dict[tuple[object, ...], Finding] = {}
    for details in error.errors(include_url=False):
        place, path, node, is_real = _locate(entry, details["loc"])
        if not is_real:
            continue
        message, hint = _say(details, path, node, model)
        finding = Finding(code="definition", message=message, hint=hint, place=place)
        found.setdefault((place.line, place.column, message), finding)
    return list(found.values())


def _locate(entry: Entry, location: tuple[int | str, ...]) -> tuple[Place, list[str | int], Node, bool]:
    """The place of an error. pydantic puts names of union branches into the location; a branch that does not
    fit the shape of what was written (a text where a mapping stands) is no finding of the person's."""
    node = entry.node
    line, column = entry.line, entry.column
    path: list[str | int] = []
    is_real = True
    for part in location:
        if part == "[key]":
            break
        if (child := node.child(part)) is not None:
            if node.fields is not None:
                line, column = node.keys[str(part)]
            else:
                line, column = child.line, child.column
            node = child
            path.append(part)
        elif part == location[-1] and node.fields is not None and not _is_branch(str(part)):
            path.append(part)
        else:
            is_real = (node.fields is not None) == (str(part)[:1].isupper())
    return Place(file=entry.file, line=line, column=column, what=_name(entry)), path, node, is_real


def _is_branch(part: str) -> bool:
    return (
        part[:1].isupper()
        or "constrained-str" in part
        or part in ("str", "function-after[]")
        or "literal[" in part
    )


def _name(entry: Entry) -> str:
    return f"{entry.section} {entry.name}".strip()


def _say(details: Any, path: list[str | int], node: Node, model: type[BaseModel]) -> tuple[str, str | None]:
    kind, context = details["type"], details.get("ctx") or {}
    field = ".".join(str(part) for part in path)
    if kind == "extra_forbidden":
        known = {name for found in _models_at(model, path[:-1]) for name in _list_fields(found)}
        return f"There is no field '{path[-1]}' here.", suggest(str(path[-1]), known)
    if kind == "missing":
        return f"The field '{field}' is missing.", f"Add '{path[-1]}: …'."
    if kind in ("enum", "literal_error"):
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return f"'{field}' cannot be '{node.text}'.", suggest(node.text or "", words)
    if kind in {"string_pattern_mismatch", "string_too_long"}:
        return f"'{field}' is not a name.", NAME_RULE
    if kind in _TYPES:
        return f"'{field}' must be {_TYPES[kind]}.", None
    if kind == "value_error":
        text = str(context.get("error", details["msg"]))
        return f"{text[:1].upper()}{text[1:]}.", None
    return f"'{field}': {details['msg'][:1].lower()}{details['msg'][1:]}.", None


def _list_fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _models_at(model: type[BaseModel], path: list[str | int]) -> list[type[BaseModel]]:
    """The models that may stand at a field path."""
    here = [model]
    for part in path:
        following: list[type[BaseModel]] = []
        for found in here:
            for name, field in found.model_fields.items():
                if part in (field.alias or name, name):
                    following += _find_models(field.annotation)
        # A part that is no field is a list's number or a mapping's name: the models stay.
        here = following or here
    return here


def _find_models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _find_models(part)]
