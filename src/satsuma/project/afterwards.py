"""What a KPI came to since a day: the variable's expression, with every event before that day left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.language.tree import (
    After,
    Aggregate,
    Arithmetic,
    Date,
    Elapsed,
    Ever,
    Last,
    Value,
    Variable,
    Window,
)
from satsuma.language.walk import find

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary

SUMMED = frozenset({"count", "sum", "average", "minimum", "maximum", "distinct"})
"""Aggregates that mean something over a shorter time; the first and the last of something do not."""


@dataclass(frozen=True, slots=True)
class Since:
    """`value` is asked as of the end; `is_since`: only events after the cut count. `reason` says why there is no value."""

    value: Value | None
    is_since: bool = False
    reason: str = ""


def look_after(name: str, title: str, unit: str, vocabulary: Vocabulary, cut: dt.date) -> Since:
    """How to ask for a variable of what happened after the cut's last second.

    Aggregates over all time or over one window up to now count from the cut on. What was last known of something (days
    since the last order) is taken as it is at the end. Columns hold what was known when loaded, and windows that lie in
    the past mix both sides of the cut: no value.
    """
    whole = inline(Variable(name=name), unit, vocabulary)
    aggregates = list(find(whole, Aggregate))
    if not aggregates:
        return Since(
            None, reason=f"{title} is no count or sum of events: what it came to since then is not known."
        )
    if any(each.name in vocabulary.shape.units[unit].columns for each in find(whole, Variable)):
        return Since(None, reason=f"{title} mixes events with columns that hold what was known when loaded.")
    windows = {each.events.window for each in aggregates} - {Ever()}
    if len(windows) > 1 or not all(isinstance(window, Last) for window in windows):
        return Since(None, reason=f"{title} compares windows of time, which cannot be cut at a day.")
    if not any(each.function in SUMMED for each in aggregates):
        return Since(whole)
    return Since(narrow_value(whole, After(bound=Date(day=cut))), is_since=True)


def inline(value: Value, unit: str, vocabulary: Vocabulary, depth: int = 0) -> Value:
    """The value with declared variables replaced by their expressions."""
    match value:
        case Variable():
            expression = vocabulary.variables.get(unit, {}).get(value.name)
            # A definition in terms of itself is found by `check`; here it only must not go on for ever.
            return (
                value if expression is None or depth > 50 else inline(expression, unit, vocabulary, depth + 1)
            )
        case Arithmetic():
            left, right = (inline(each, unit, vocabulary, depth + 1) for each in (value.left, value.right))
            return value.model_copy(update={"left": left, "right": right})
        case Elapsed():
            return value.model_copy(update={"value": inline(value.value, unit, vocabulary, depth + 1)})
        case _:
            return value


def narrow_value(value: Value, window: Window) -> Value:
    """The same with every summed aggregate over what lies in the window."""
    match value:
        case Aggregate() if value.function in SUMMED:
            events = value.events.model_copy(update={"window": window})
            return value.model_copy(update={"events": events})
        case Arithmetic():
            return value.model_copy(
                update={"left": narrow_value(value.left, window), "right": narrow_value(value.right, window)}
            )
        case Elapsed():
            return value.model_copy(update={"value": narrow_value(value.value, window)})
        case _:
            return value
