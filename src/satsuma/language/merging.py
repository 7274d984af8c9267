"""Two changes of one rule brought together: conjunct by conjunct (or alternative by alternative) where they do not touch."""

from __future__ import annotations

from satsuma.language.assembly import join
from satsuma.language.normalise import fingerprint
from satsuma.language.read import read_condition
from satsuma.language.tree import And, Condition, Or
from satsuma.language.write import write_condition


def merge_rules(base: str, theirs: str, mine: str) -> str | None:
    """The rule with both changes; None where both changed the same condition in different ways. Raises RuleSyntaxError.

    A rule that neither side changed keeps its text as it was written.
    """
    old, other, own = (read_condition(text) for text in (base, theirs, mine))
    if fingerprint(other) == fingerprint(own) or fingerprint(own) == fingerprint(old):
        return theirs
    if fingerprint(other) == fingerprint(old):
        return mine
    for kind in (And, Or):
        if not all(isinstance(each, kind) for each in (old, other, own)) and kind is Or:
            continue
        merged = _merge_parts(_list_parts(old, kind), _list_parts(other, kind), _list_parts(own, kind))
        if merged:
            return write_condition(join(merged) if kind is And else _either(merged))
    return None


def _either(conditions: list[Condition]) -> Condition:
    return Or(conditions=tuple(conditions)) if len(conditions) > 1 else conditions[0]


def _list_parts(condition: Condition, kind: type[And] | type[Or]) -> dict[str, Condition]:
    """By fingerprint, in the order of the text."""
    parts = condition.conditions if isinstance(condition, kind) else (condition,)
    return {fingerprint(part): part for part in parts}


def _merge_parts(
    base: dict[str, Condition], theirs: dict[str, Condition], mine: dict[str, Condition]
) -> list[Condition] | None:
    """All that both kept, and all that either added; None where both took the same part away and put something else there."""
    gone_there, gone_here = base.keys() - theirs.keys(), base.keys() - mine.keys()
    new_there, new_here = theirs.keys() - base.keys(), mine.keys() - base.keys()
    if gone_there & gone_here and new_there != new_here:
        return None
    return [part for key, part in {**base, **theirs, **mine}.items() if key not in gone_there | gone_here]
