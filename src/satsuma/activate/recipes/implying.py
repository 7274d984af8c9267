"""What facts say of each other: filters that others make needless are left out."""

from __future__ import annotations

from satsuma.activate.recipes.arranging import tidy
from satsuma.activate.recipes.facts import (
    All,
    Any,
    DateFact,
    Days,
    EventFact,
    Fact,
    FieldFact,
    Formula,
    Truth,
    When,
    known,
)

_NEEDS_A_VALUE = frozenset({"=", "<", "<=", ">", ">=", "in", "yes", "no", "has any", "has all"})


def settle(formula: Formula) -> Formula:
    """The same meaning with fewer facts: within an `all`, alternatives that the single facts rule out go, and parts that
    they already say."""
    while True:
        found = tidy(_settle(formula))
        if found == formula:
            return found
        formula = found


def _settle(formula: Formula) -> Formula:
    if isinstance(formula, Any):
        return Any(tuple(_settle(part) for part in formula.parts))
    if not isinstance(formula, All):
        return formula
    singles = [part for part in formula.parts if not isinstance(part, All | Any)]
    kept = [
        one
        for place, one in enumerate(singles)
        if not any(
            implies(other, one) and (before < place or not implies(one, other))
            for before, other in enumerate(singles)
            if before != place
        )
    ]
    rest = [_given(part, kept) for part in map(_settle, formula.parts) if isinstance(part, All | Any)]
    return All((*kept, *rest))


def _given(formula: Formula, singles: list[Fact]) -> Formula:
    """A part beside facts that hold anyway."""
    if isinstance(formula, All | Any):
        return tidy(type(formula)(tuple(_given(part, singles) for part in formula.parts)))
    if any(implies(single, formula) for single in singles):
        return Truth(True)
    return Truth(False) if any(excludes(single, formula) for single in singles) else formula


def implies(first: Fact, second: Fact) -> bool:
    """Whether whoever satisfies the first satisfies the second; False also where that cannot be told."""
    if first == second:
        return True
    if isinstance(first, EventFact) and isinstance(second, EventFact) and _same_events(first, second):
        if second.most is None and first.least >= second.least and holds_window(second.when, first.when):
            return True
        if second.least == 0 and _is_at_most(first, second) and holds_window(first.when, second.when):
            return True
        return first.when == second.when and first.least >= second.least and _is_at_most(first, second)
    if isinstance(first, FieldFact):
        return first.operator in _NEEDS_A_VALUE and second == known(first)
    return isinstance(first, DateFact) and second == known(first)


def excludes(first: Fact, second: Fact) -> bool:
    """Whether nobody satisfies both; False also where that cannot be told."""
    if isinstance(first, EventFact) and isinstance(second, EventFact) and _same_events(first, second):
        return _is_more(first, second) or _is_more(second, first)
    if isinstance(first, FieldFact) and isinstance(second, FieldFact):
        unknown = [fact for fact in (first, second) if fact.operator == "unknown"]
        other = second if first in unknown else first
        return len(unknown) == 1 and (other == known(unknown[0]) or implies(other, known(unknown[0])))
    return False


def _same_events(first: EventFact, second: EventFact) -> bool:
    return (first.unit, first.event, first.filters) == (second.unit, second.event, second.filters)


def _is_at_most(first: EventFact, second: EventFact) -> bool:
    return second.most is None or (first.most is not None and first.most <= second.most)


def _is_more(first: EventFact, second: EventFact) -> bool:
    """The first asks for more events in a window than the second allows in a window around it."""
    return second.most is not None and first.least > second.most and holds_window(second.when, first.when)


def holds_window(wide: When, narrow: When) -> bool:
    """Whether every moment of the narrow window lies in the wide one."""
    if wide == narrow or wide == Days(None, None):
        return True
    if not isinstance(wide, Days) or not isinstance(narrow, Days):
        return False
    reaches_back = wide.oldest is None or (narrow.oldest is not None and narrow.oldest <= wide.oldest)
    reaches_on = wide.newest is None or (narrow.newest is not None and narrow.newest >= wide.newest)
    # Events never lie ahead, so that today and no end are one.
    reaches_on = reaches_on or (wide.newest == 0 and narrow.newest is None)
    return reaches_back and reaches_on
