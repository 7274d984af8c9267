"""An edit in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from satsuma.model.edits import Edit

WORDS = {
    "project": "project",
    "sources": "source",
    "variables": "variable",
    "segments": "segment",
    "segmentations": "segmentation",
    "targets": "target",
    "objectives": "objective",
    "discoveries": "discovery",
    "personas": "persona",
}
"""One of a section."""
MOST_NAMED = 3


def describe_edit(edit: Edit, before: Mapping[str, Any], after: Mapping[str, Any]) -> Edit:
    """The edit with its kind, the fields that differ, and a sentence."""
    change = tell_change(edit)
    names = {**before, **after} if change in ("changed", "renamed") else {}
    fields = tuple(name for name in names if before.get(name) != after.get(name))
    what = f"{WORDS.get(edit.section, edit.section)} {edit.name}".strip()
    who = "Somebody outside of Satsuma" if edit.outside else edit.who
    if edit.undoes is not None:
        sentence = f"{who} took edit {edit.undoes} of {what} back."
    elif change == "renamed":
        sentence = f"{who} renamed {WORDS.get(edit.section, edit.section)} {edit.was} to {edit.name}."
    elif change == "changed":
        sentence = f"{who} changed {name_fields(fields)} of {what}."
    else:
        sentence = f"{who} {change} {what}."
    return edit.model_copy(update={"change": change, "fields": fields, "sentence": sentence})


def tell_change(edit: Edit) -> Literal["created", "changed", "removed", "renamed"]:
    if edit.after is None:
        return "removed"
    if edit.before is None:
        return "created"
    return "renamed" if edit.was is not None else "changed"


def name_fields(fields: tuple[str, ...]) -> str:
    if len(fields) > MOST_NAMED:
        return f"{', '.join(fields[:MOST_NAMED])} and {len(fields) - MOST_NAMED} more fields"
    return " and ".join([", ".join(fields[:-1]), fields[-1]]) if len(fields) > 1 else "".join(fields)
