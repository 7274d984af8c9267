"""The line under the name, the verdict, and how the segment's size moves."""

from __future__ import annotations

import datetime as dt

from satsuma.describe.personas.material import Material
from satsuma.describe.personas.traits import list_marks
from satsuma.describe.sentences import show_share
from satsuma.model.measures import Day
from satsuma.model.personas import PersonaTrend
from satsuma.model.results import ProfileLine

MOST_TOLD = 3
NO_TREND = "No trend: the data or the rule cannot be looked back far enough."
FLAT = 0.02
"""A change of size within that is none."""


def tell_story(of: Material) -> str:
    """What the segment's author says of it; else its strongest markers with their numbers."""
    if of.description:
        return of.description.strip()
    if of.is_suppressed:
        return "Too few customers to tell of."
    marks = list_marks(of.lines)
    told = [tell_mark(mark.line) for mark in marks[:MOST_TOLD]]
    if not told:
        return "Nothing sets them apart from everyone beyond chance."
    return (
        f"Apart from everyone by {', '.join(told[:-1])} and {told[-1]}."
        if len(told) > 1
        else f"Apart by {told[0]}."
    )


def tell_mark(line: ProfileLine) -> str:
    """A marker in a few words."""
    name = line.title.split(":")[0].split(" (")[0]
    name = name[0].lower() + name[1:] if name[1:2].islower() else name
    if line.level is not None:
        return f"{name} {line.level} ({show_share(line.value or 0)} against {show_share(line.everyone or 0)})"
    more = "more" if (line.value or 0) > (line.everyone or 0) else "less"
    return f"{more} {name}"


def judge_segment(of: Material) -> str:
    """What a study or scorecard said of the segmentation; then whether the segment is distinct by itself."""
    if of.is_suppressed:
        return f"Fewer than {of.smallest_group} customers: not shown."
    own = [mark for mark in list_marks(of.lines) if not mark.line.in_rule]
    if own:
        count = len({mark.line.variable for mark in own})
        things = "thing sets" if count == 1 else "things set"
        distinct = f"Distinct: {count} {things} them apart beyond the rule that makes them."
    else:
        distinct = "Not distinct: nothing sets them apart beyond the rule that makes them."
    return f"{of.verdict} {distinct}" if of.verdict else distinct


def tell_trend(days: tuple[Day, ...]) -> PersonaTrend:
    """Against a quarter ago, where that day could be looked back to."""
    if len(days) < 2 or not days[-2].customers:
        return PersonaTrend(days=days, change=None, sentence=NO_TREND)
    now, before = days[-1], days[-2]
    change = now.customers / before.customers - 1
    since = (dt.date.fromisoformat(now.as_of) - dt.date.fromisoformat(before.as_of)).days
    if abs(change) < FLAT:
        told = f"As many as {since} days ago ({before.customers:,})."
    else:
        way = "more" if change > 0 else "fewer"
        told = f"{abs(change) * 100:.0f} % {way} than {since} days ago ({before.customers:,})."
    return PersonaTrend(days=days, change=change, sentence=told)
