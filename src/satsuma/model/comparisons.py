"""Segments against one another and over time: what happened next, side by side, traces, combinations."""

from __future__ import annotations

from typing import Any, Literal

from satsuma.model.kinds import Family, Kind
from satsuma.model.results import Result, SegmentSize

VegaSpec = dict[str, Any]
"""A Vega-Lite specification with its data inside."""


class Figure(Result):
    """What a group of customers comes to. `n` have a value; `low` and `high` are the mean's 95 % interval; `active` is the
    share of them with more than nothing. A group that is too small to show has no numbers."""

    n: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    total: float | None = None
    active: float | None = None
    suppressed: bool = False


class AfterPoint(Result):
    """One week, month or year after the day. `is_whole` is False where it is shorter than its name says."""

    start: str
    end: str
    is_whole: bool
    members: Figure
    everyone: Figure
    similar: float | None = None
    """The mean of others who had ordered as often by the day, spread over them as the members are."""


class AfterResult(Result):
    """What the members of a segment at a past day did since, against everyone of that day. `is_since`: each point holds only
    what happened in it; else what was last known at its end. `whole` is the entire time."""

    segment: str
    title: str
    unit: str
    kpi: str
    kpi_title: str
    kind: Kind
    currency: str | None = None
    since: str
    until: str
    step: Literal["week", "month", "year"]
    is_since: bool
    members: int
    population: int
    similar: int = 0
    """How many others had ordered as often; 0 where too few are like the members."""
    whole: AfterPoint | None = None
    points: tuple[AfterPoint, ...] = ()
    sentence: str
    warnings: tuple[str, ...] = ()


class AfterPage(Result):
    """With pictures: `after`."""

    result: AfterResult
    charts: dict[str, VegaSpec] = {}


class ComparedCell(Result):
    """One segment on one line."""

    n: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    text: str | None = None
    suppressed: bool = False


class ComparedLine(Result):
    """A variable, or one level of it, in every segment. `spread` is how far the segments are apart: the largest difference of
    two means in standard deviations of everyone, of two shares as Cohen's h; None where it cannot be said. `in_rule` names
    the segments whose rule is made of the same data."""

    variable: str
    title: str
    family: Family | None
    kind: Kind
    currency: str | None = None
    level: str | None = None
    everyone: float | None = None
    cells: tuple[ComparedCell, ...]
    spread: float | None = None
    highest: str | None = None
    lowest: str | None = None
    in_rule: tuple[str, ...] = ()
    sentence: str = ""


class CompareResult(Result):
    """Two to five segments side by side, what tells them apart most first. `shared[i][j]` customers are in both; None: some,
    but fewer than the project's smallest group."""

    unit: str
    as_of: str
    population: int
    segments: tuple[SegmentSize, ...]
    shared: tuple[tuple[int | None, ...], ...]
    lines: tuple[ComparedLine, ...]
    warnings: tuple[str, ...] = ()


class ComparePage(Result):
    """With pictures: `differences`."""

    result: CompareResult
    charts: dict[str, VegaSpec] = {}


class TracePoint(Result):
    """A segment, or everyone, as of one past day."""

    day: str
    members: int
    n: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    suppressed: bool = False


class TraceSeries(Result):
    """One line of a trace; `name` None is everyone."""

    name: str | None
    title: str
    points: tuple[TracePoint, ...]


class TraceResult(Result):
    """A variable over time as of past days. `membership` says whether the members are those of the last day throughout (now)
    or of each day (then)."""

    unit: str
    variable: str
    title: str
    kind: Kind
    currency: str | None = None
    level: str | None = None
    membership: Literal["now", "then"]
    since: str
    until: str
    series: tuple[TraceSeries, ...]
    warnings: tuple[str, ...] = ()


class TracePage(Result):
    """With pictures: `trace`."""

    result: TraceResult
    charts: dict[str, VegaSpec] = {}


class Combination(Result):
    """Customers who are in exactly these segments. `customers` None: too few to show."""

    names: tuple[str, ...]
    customers: int | None


class CombinationResult(Result):
    """All combinations of segments that occur, the commonest first (an UpSet plot's data). `hidden` combinations are too
    small to show, `more` are beyond the list. `outside` are in none of the segments."""

    unit: str
    as_of: str
    names: tuple[str, ...]
    titles: tuple[str, ...]
    sizes: tuple[int, ...]
    population: int
    outside: int
    combinations: tuple[Combination, ...]
    hidden: int = 0
    more: int = 0
    advice: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class CombinationPage(Result):
    """With pictures: `combinations`."""

    result: CombinationResult
    charts: dict[str, VegaSpec] = {}
