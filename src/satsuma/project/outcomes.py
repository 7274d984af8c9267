"""When a KPI is looked at: its values after a cut, so that what was known at the cut may explain them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.language.calendar import has_variable_bound, local_day, window_edges
from satsuma.language.references import references_of
from satsuma.language.tree import After, Date, Events, Ever, Node, Value, Variable, Window
from satsuma.language.walk import children, find
from satsuma.model.errors import DataError
from satsuma.project.afterwards import inline
from satsuma.project.moments import AsOf, end_of_day

if TYPE_CHECKING:
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened

DAYS_AFTER = 90
"""How long an outcome is looked at where the KPI itself names no window that the data allow."""
FEWEST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Outlook:
    """`value` is asked as of the end; at `cut` everything that explains it is known. `notes` say what was changed."""

    value: Value
    title: str
    cut: AsOf
    is_same_moment: bool = False
    notes: tuple[str, ...] = ()


def look_ahead(opened: Opened, kpi: VariableInfo, unit: str, end: AsOf) -> Outlook:
    """How to ask for a KPI so that only events after the cut count.

    A KPI over windows that end at `end` (revenue in the last 12 months) is asked as it is, and the cut lies just before its
    windows begin, if the data go back at least as long (or 90 days) before that. Otherwise, and for a KPI over all time, its
    events count from a cut 90 days before `end` on, or half of the days that the data cover. A KPI made of columns has one
    value, as known when loaded: then cut and end are the same moment. DataError where the data are too short.
    """
    whole = inline(Variable(name=kpi.name), unit, opened.vocabulary)
    if not _is_of_events(whole, unit, opened):
        return Outlook(whole, kpi.title, end, is_same_moment=True)
    first = _find_first_day(opened, unit, whole)
    if first is None or first >= end.day:
        raise DataError(
            f"{kpi.title} has no events before {end.day.isoformat()} that could show what customers did.",
            hint="Choose a later day with --as-of, or another KPI with --kpi.",
        )
    begin = _find_begin(whole, opened, end)
    if begin is not None:
        before, after = (begin - first).days, (end.day - begin).days + 1
        if before >= FEWEST_DAYS and before >= min(after, DAYS_AFTER):
            return Outlook(whole, kpi.title, _day_before(begin, opened))
    days = min(DAYS_AFTER, (end.day - first).days // 2)
    if days < FEWEST_DAYS:
        raise DataError(
            f"The events of {kpi.title} cover {(end.day - first).days + 1} days until {end.day.isoformat()}; "
            f"an outcome window of {FEWEST_DAYS} days after what may explain it reaches beyond the data.",
            hint="Load more history, or choose a later day with --as-of.",
        )
    cut = _day_before(end.day - dt.timedelta(days=days - 1), opened)
    notes = () if begin is None else (_say_shortened(kpi, first, begin, days),)
    title = f"{kpi.title} (only the {days} days after {cut.day.isoformat()})"
    return Outlook(_cut(whole, cut.day), title, cut, notes=notes)


def find_earliest_day(opened: Opened, value: Variable, unit: str, end: AsOf) -> dt.date | None:
    """The first day as of which a variable can be asked with all the events that its windows look at; of one over all time, the
    day of its first event. None for variables of columns, which are known as of their loading only, and without events."""
    whole = inline(value, unit, opened.vocabulary)
    if not _is_of_events(whole, unit, opened):
        return None
    first = _find_first_day(opened, unit, whole)
    begin = _find_begin(whole, opened, end)
    if first is None or begin is None:
        return first
    return first + (end.day - begin)


def _say_shortened(kpi: VariableInfo, first: dt.date, begin: dt.date, days: int) -> str:
    return (
        f"{kpi.title} looks back to {begin.isoformat()}, and the data begin on {first.isoformat()}: too late to know "
        f"customers before. Its last {days} days are explained instead."
    )


def _is_of_events(whole: Value, unit: str, opened: Opened) -> bool:
    """Made of the unit's own events, and of no column that holds only its last value."""
    references = set(references_of(whole, opened.vocabulary, unit))
    return bool(references) and all(kind == "event" and of == unit for kind, of, _ in references)


def _list_windows(node: Node) -> Iterator[Window]:
    yield from (events.window for events in find(node, Events))


def _find_begin(whole: Value, opened: Opened, end: AsOf) -> dt.date | None:
    """The first day that the KPI looks at; None where it looks at all time or its windows differ between customers."""
    edges = []
    for window in _list_windows(whole):
        if isinstance(window, Ever) or has_variable_bound(window):
            return None
        edges.append(window_edges(window, end.seconds, opened.zone))
    first = min(low for low, _ in edges)
    try:
        return local_day(first, opened.zone)
    except (OverflowError, ValueError, OSError):
        return None


def _find_first_day(opened: Opened, unit: str, whole: Value) -> dt.date | None:
    tables = opened.population.units[unit].events
    names = {events.event for events in find(whole, Events)}
    first = [
        int(tables[name].time.min()) for name in sorted(names) if name in tables and len(tables[name].time)
    ]
    return local_day(min(first), opened.zone) if first else None


def _day_before(day: dt.date, opened: Opened) -> AsOf:
    cut = day - dt.timedelta(days=1)
    return AsOf(cut, end_of_day(cut, opened.zone), "the day before the outcome begins")


def _cut(node: Value, cut: dt.date) -> Value:
    """The same with all events counted from the cut on, whatever window they had."""
    found = _cut_node(node, cut)
    return found  # type: ignore[return-value]


def _cut_node(node: Node, cut: dt.date) -> Node:
    if isinstance(node, Events):
        return node.model_copy(update={"window": After(bound=Date(day=cut))})
    inside = {id(child): _cut_node(child, cut) for child in children(node)}
    changed = {
        name: inside[id(value)]
        for name in type(node).model_fields
        if isinstance(value := getattr(node, name), Node)
    }
    return node.model_copy(update=changed)
