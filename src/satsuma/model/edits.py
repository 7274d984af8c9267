"""The history of definitions: who changed which one, when, and what it was before."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from satsuma.model.definitions import Definitions, SegmentDefinition
from satsuma.model.errors import Finding
from satsuma.model.results import Result

Change = Literal["created", "changed", "removed", "renamed"]


class Edit(Result):
    """One change of one definition. `sequence` is None where the change was made outside of Satsuma (in an editor, by git)
    and is not written down yet."""

    sequence: int | None
    time: str
    who: str
    """The person; for changes from outside `outside`."""
    section: str
    name: str
    was: str | None = None
    """The name before, where it changed."""
    before: str | None = None
    """The definition before as canonical JSON; None where there was none."""
    after: str | None = None
    undoes: int | None = None
    """The edit that this one takes back."""
    outside: bool = False
    change: Change
    fields: tuple[str, ...] = ()
    """What differs between before and after."""
    undoable: bool = False
    """Whether the definition is still what this edit made of it."""
    sentence: str


class Edits(Result):
    """The newest first."""

    edits: tuple[Edit, ...]
    total: int


class EditResult(Result):
    """What an edit did. `edit` is None where nothing changed; `etag` is the definition's fingerprint now, None where it was
    removed."""

    section: str
    name: str
    etag: str | None
    edit: Edit | None
    file: str | None = None
    warnings: tuple[Finding, ...] = ()
    message: str


class StoredDefinitions(Result):
    """All definitions as they stand in the project's files, with the fingerprint of each by section and name; the project's own
    is called by an empty name in the section `project`."""

    definitions: Definitions
    etags: dict[str, dict[str, str]]
    files: dict[str, dict[str, str]]
    """Where each stands: `segments/segments.yaml:12`."""
    warnings: tuple[Finding, ...] = ()


class MergeConflict(Result):
    """A field that two people changed in different ways."""

    field: str
    base: str | None
    theirs: str | None
    mine: str | None


class MergedSegment(Result):
    """Two changes of one segment in one. Fields in `conflicts` hold mine until a person has chosen; `both` names the fields
    that hold something of both."""

    merged: SegmentDefinition
    conflicts: tuple[MergeConflict, ...]
    both: tuple[str, ...] = ()


class SegmentMerge(Result):
    """A segment as both people found it, as the other one left it, and as this one wants it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "base": {"title": "VIPs", "rule": "orders_ever >= 3"},
                    "theirs": {"title": "Best customers", "rule": "orders_ever >= 3"},
                    "mine": {"title": "VIPs", "rule": "orders_ever >= 5"},
                }
            ]
        }
    )

    base: SegmentDefinition
    theirs: SegmentDefinition
    mine: SegmentDefinition
