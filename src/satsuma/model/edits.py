"""The history of definitions: who changed which one, when, and what it was before."""

from __future__ import annotations

from typing import Literal

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


class DefinitionState(Result):
    """One definition as it stands in the project's files. `etag` is its fingerprint."""

    section: str
    name: str
    etag: str
    file: str | None = None
    line: int | None = None
