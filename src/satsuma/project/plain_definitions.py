"""One definition as plain text: what the log of edits keeps, and the fingerprint against lost edits."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from satsuma.model.definitions import ProjectDefinition
from satsuma.model.errors import MistakeError
from satsuma.project.fingerprints import digest
from satsuma.store.definitions import SECTIONS
from satsuma.store.definitions.composing import dump_written

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions

PROJECT = "project"
"""The section of the project's own settings, which have no name."""


def find_unwritable(value: object, path: str) -> Iterator[tuple[str, str, str]]:
    """Path, message and hint of what no file can hold."""
    if isinstance(value, str) and not is_whole_text(value):
        yield path, "A text holds half of a character.", "Type it anew."
    elif isinstance(value, float) and not math.isfinite(value):
        yield path, "A number is not finite.", "Write digits."
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from find_unwritable(inner, f"{path} {name}".strip())
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from find_unwritable(inner, f"{path} {number}".strip())


def is_whole_text(text: str) -> bool:
    """Whether UTF-8 can hold it: a lone surrogate, as JSON may bring it, is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_same(text: str | None, present: BaseModel | None) -> bool:
    """Whether a logged definition says what one says now."""
    if text is None or present is None:
        return text is None and present is None
    return digest(json.loads(text)) == make_etag(present)


def find_definition(definitions: Definitions, section: str, name: str) -> BaseModel | None:
    """None where there is no such definition."""
    if section == PROJECT:
        return definitions.project
    found: Mapping[str, BaseModel] = getattr(definitions, section)
    return found.get(name)


def make_etag(definition: BaseModel | None) -> str | None:
    """SHA-256 of what is written of a definition, as canonical JSON."""
    return None if definition is None else digest(dump_written(definition))


def write_plain(definition: BaseModel | None) -> str | None:
    return None if definition is None else json.dumps(dump_written(definition), ensure_ascii=False)


def read_plain(section: str, text: str) -> BaseModel:
    """A logged definition; MistakeError where this version does not know its form any more."""
    model = ProjectDefinition if section == PROJECT else SECTIONS[section]
    try:
        return model.model_validate_json(text)
    except ValidationError:
        raise MistakeError(
            "What stood there before was written by another version of Satsuma.", hint="Write it anew."
        ) from None
