"""An outcome within a window: what a rule says about all time, said about the last n days alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.language.tree import (
    Ago,
    Ever,
    InSegment,
    Last,
    Node,
    PercentileRange,
    Rank,
    Variable,
)
from satsuma.language.walk import field_names
from satsuma.language.write import write_window

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary

DAYS = {"days": 1, "weeks": 7, "hours": 1}
"""How many days at most one of a window's units reaches back; months and years have no fixed number."""


def narrow(node: Node, days: int, unit: str, vocabulary: Vocabulary, problems: list[str]) -> Node:
    """The rule with every window that is open to the past cut to the last `days` days, variables replaced by what they
    are made of. What looks further back, or cannot be cut, is added to `problems`, a sentence each."""
    if isinstance(node, Variable):
        expression = vocabulary.variables.get(unit, {}).get(node.name)
        if expression is None:
            return node
        return narrow(expression, days, unit, vocabulary, problems)
    if isinstance(node, Ever):
        return Last(count=days, span="days")
    if isinstance(node, Last | Ago):
        _refuse_further(node, days, problems)
        return node
    if isinstance(node, InSegment | Rank | PercentileRange):
        what = "a segment" if isinstance(node, InSegment) else "a rank"
        problems.append(f"The outcome uses {what}, which does not tell what happened within the window.")
        return node
    return _narrow_inside(node, days, unit, vocabulary, problems)


def _narrow_inside(node: Node, days: int, unit: str, vocabulary: Vocabulary, problems: list[str]) -> Node:
    changed: dict[str, object] = {}
    for name in field_names(type(node)):
        inside = getattr(node, name)
        if name == "where":  # what is inside a filter is about the event, not about time
            continue
        if name == "window" and not isinstance(inside, Ever | Last | Ago):
            problems.append(
                f"The outcome looks at '{write_window(inside)}', which is not counted back from the day asked about."
            )
        elif isinstance(inside, Node):
            changed[name] = narrow(inside, days, unit, vocabulary, problems)
        elif isinstance(inside, tuple) and inside and isinstance(inside[0], Node):
            changed[name] = tuple(
                narrow(each, days, unit, vocabulary, problems) if isinstance(each, Node) else each
                for each in inside
            )
    return node.model_copy(update=changed) if changed else node


def _refuse_further(window: Last | Ago, days: int, problems: list[str]) -> None:
    if isinstance(window, Ago):
        reach: int | None = window.furthest + 1
    else:
        length = DAYS.get(window.span)
        reach = None if length is None else window.count * length
    if reach is None or reach > days:
        problems.append(
            f"The outcome looks at '{write_window(window)}', which is not within the last {days} days."
        )
