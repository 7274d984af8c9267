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
    sort = WORDS.get(edit.section, edit.section)
    what = f"{sort} {name_thing(edit.name, before, after)}" if edit.name else f"the {sort}’s settings"
    who = "Somebody outside of Satsuma" if edit.outside else edit.who
    if edit.undoes is not None:
        sentence = f"{who} took back a change of {what}."
    elif change == "renamed":
        sentence = f"{who} renamed {sort} {edit.was} to {edit.name}."
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


def name_thing(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The title that people know it by, in quotes, else its name."""
    title = after.get("title") or before.get("title")
    return f"“{title}”" if isinstance(title, str) else name


def name_fields(fields: tuple[str, ...]) -> str:
    fields = tuple(field.replace("_", " ") for field in fields)
    if len(fields) > MOST_NAMED:
        return f"{', '.join(fields[:MOST_NAMED])} and {len(fields) - MOST_NAMED} more fields"
    return " and ".join([", ".join(fields[:-1]), fields[-1]]) if len(fields) > 1 else "".join(fields)
