"""Two people's changes of one segment brought together, so that nothing is lost."""

from __future__ import annotations

from typing import Any

from satsuma.language.merging import merge_rules
from satsuma.model.definitions import SegmentDefinition
from satsuma.model.edits import MergeConflict, MergedSegment
from satsuma.model.errors import RuleSyntaxError


def merge_segments(
    base: SegmentDefinition, theirs: SegmentDefinition, mine: SegmentDefinition
) -> MergedSegment:
    """Field by field: what only one side changed is taken from it. Rules merge condition by condition where the changes do not
    touch. What both changed in different ways is a conflict: `merged` holds mine until a person has chosen."""
    merged: dict[str, Any] = {}
    conflicts: list[MergeConflict] = []
    both: list[str] = []
    for field in SegmentDefinition.model_fields:
        old, other, own = (getattr(each, field) for each in (base, theirs, mine))
        together = _merge_rule_texts(old, other, own) if field == "rule" else None
        if own in (other, old):
            merged[field] = other
        elif other == old:
            merged[field] = own
        elif together is not None:
            merged[field] = together
            both.append(field)
        else:
            merged[field] = own
            conflicts.append(MergeConflict(field=field, base=show(old), theirs=show(other), mine=show(own)))
    made = SegmentDefinition.model_validate(merged)
    return MergedSegment(merged=made, conflicts=tuple(conflicts), both=tuple(both))


def _merge_rule_texts(base: str, theirs: str, mine: str) -> str | None:
    try:
        return merge_rules(base, theirs, mine)
    except RuleSyntaxError:
        return None


def show(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
