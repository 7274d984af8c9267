"""A variable over time as of past days, for segments and for everyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes
from satsuma.engine import bitmaps
from satsuma.language.tree import Variable
from satsuma.model.comparisons import TracePoint, TraceResult, TraceSeries
from satsuma.model.errors import OptionError
from satsuma.model.kinds import NUMERIC, Kind
from satsuma.project.customers_at import measure_values
from satsuma.project.happening import figure_of
from satsuma.project.listing import inform_variables
from satsuma.project.moments import AsOf, end_of_day, local_day
from satsuma.project.remembered import find_existing, find_numbers, find_truths
from satsuma.project.side_by_side import MOST
from satsuma.project.sizing import find_labels
from satsuma.stats.intervals import wilson

if TYPE_CHECKING:
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened

DAYS = 365
MOST_STEPS = 60
Membership = Literal["now", "then"]


@dataclass(frozen=True, slots=True)
class TraceWish:
    """What is asked of a trace; None: a year back from the last run's day."""

    variable: str
    names: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    steps: int = 12
    membership: Membership = "then"
    level: str | None = None
    unit: str | None = None


def trace_variable(opened: Opened, wish: TraceWish) -> TraceResult:
    """UnknownNameError for an unknown segment, OptionError for what cannot be drawn."""
    unit, names = choose_series(opened, wish)
    info = choose_variable(opened, unit, wish)
    days = choose_days(opened, wish)
    rules = {name: opened.vocabulary.segments[unit][name] for name in names}
    points: dict[str | None, list[TracePoint]] = {None: [], **{name: [] for name in names}}
    smallest = opened.definitions.project.smallest_group
    for moment in days:
        numbers = read_at(opened, unit, info, wish.level, moment)
        existing = find_existing(opened, unit, moment)
        asked = days[-1] if wish.membership == "now" else moment
        truths = find_truths(opened, list(rules.values()), unit, asked)
        for name in points:
            words = existing if name is None else truths(rules[name]).words & existing
            points[name].append(
                make_point(numbers, words, moment.day, smallest, is_share=wish.level is not None)
            )
    return TraceResult(
        unit=unit,
        variable=info.name,
        title=info.title,
        kind=info.kind,
        currency=info.currency,
        level=wish.level,
        membership=wish.membership,
        since=days[0].day.isoformat(),
        until=days[-1].day.isoformat(),
        series=tuple(
            TraceSeries(
                name=name,
                title=str(find_labels(name, opened.definitions)["title"]) if name else "Everyone",
                points=tuple(found),
            )
            for name, found in points.items()
        ),
        warnings=tuple(list_warnings(opened, unit, info, rules, days[0])),
    )


def choose_series(opened: Opened, wish: TraceWish) -> tuple[str, list[str]]:
    """The unit and the segments' full names; up to five, of one unit."""
    found = [opened.find_segment(name) for name in dict.fromkeys(wish.names)]
    units = list(dict.fromkeys(unit for unit, _ in found))
    if len(found) > MOST:
        raise OptionError(f"{len(found)} segments are too many for one picture.", hint=f"Name up to {MOST}.")
    if len(units) > 1:
        raise OptionError(
            f"These are segments of {' and '.join(units)}s.", hint="Trace segments of one unit."
        )
    return (units[0] if units else opened.choose_unit(wish.unit)), [name for _, name in found]


def choose_variable(opened: Opened, unit: str, wish: TraceWish) -> VariableInfo:
    """A number, an amount, a share or a yes/no; a category with one of its levels."""
    infos = {
        info.name: info
        for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
        if info.allowed and info.sensitivity != "personal"
    }
    info = infos.get(wish.variable)
    if info is None:
        raise OptionError(f"There is no variable '{wish.variable}'.", hint=f"Variables: {', '.join(infos)}.")
    is_word = info.kind in (Kind.CATEGORY, Kind.ORDERED)
    if is_word and wish.level is None:
        raise OptionError(f"'{info.name}' is a {info.kind}.", hint="Say which of its values to follow.")
    if wish.level is not None and not is_word:
        raise OptionError(f"'{info.name}' is a {info.kind}: it has no values to choose from.")
    if not is_word and info.kind not in NUMERIC | {Kind.FLAG}:
        raise OptionError(
            f"'{info.name}' is a {info.kind}: it has no mean.", hint="Choose a number or a yes/no."
        )
    return info


def choose_days(opened: Opened, wish: TraceWish) -> list[AsOf]:
    """Evenly spaced, the first and the last as asked."""
    last = opened.choose_as_of(wish.until)
    first = opened.choose_as_of(wish.since).day if wish.since else last.day - dt.timedelta(days=DAYS)
    if not 2 <= wish.steps <= MOST_STEPS:
        raise OptionError(f"A trace has 2 to {MOST_STEPS} steps.", hint="Choose fewer, or a shorter time.")
    span = (last.day - first).days
    if span < 1:
        raise OptionError(
            f"{first.isoformat()} is not before {last.day.isoformat()}.",
            hint="Choose an earlier day for 'since'.",
        )
    steps = min(wish.steps, span + 1)
    days = [first + dt.timedelta(days=round(span * i / (steps - 1))) for i in range(steps)]
    return [AsOf(day, end_of_day(day, opened.zone), "a step") for day in days]


def read_at(
    opened: Opened, unit: str, info: VariableInfo, level: str | None, moment: AsOf
) -> NDArray[np.float64]:
    """Everyone's values as of a day; of a level 1 for those who have it. NaN where nothing is known."""
    value = Variable(name=info.name)
    if level is None:
        return find_numbers(opened, {info.name: value}, unit, moment)[info.name]
    column = measure_values(opened, {info.name: value}, unit, moment)[info.name]
    if not isinstance(column, Codes) or level not in column.dictionary:
        known = ", ".join(getattr(column, "dictionary", ())[:8])
        raise OptionError(f"'{info.name}' is never '{level}'.", hint=f"Its values: {known}.")
    code = column.dictionary.index(level)
    return np.where(column.codes < 0, np.nan, (column.codes == code).astype(np.float64))


def make_point(
    numbers: NDArray[np.float64], words: NDArray[np.uint64], day: dt.date, smallest: int, *, is_share: bool
) -> TracePoint:
    """The mean with its t interval, a share with Wilson's; suppressed under the smallest group."""
    members = bitmaps.members(words)
    figure = figure_of(numbers[members], smallest)
    if is_share and figure.mean is not None:
        low, high = wilson(figure.mean * figure.n, figure.n)
        if 0 < figure.mean * figure.n < smallest:
            return TracePoint(day=day.isoformat(), members=len(members), suppressed=True)
        figure = figure.model_copy(update={"low": low, "high": high})
    return TracePoint(
        day=day.isoformat(),
        members=len(members),
        n=figure.n,
        value=figure.mean,
        low=figure.low,
        high=figure.high,
        suppressed=figure.suppressed,
    )


def list_warnings(
    opened: Opened, unit: str, info: VariableInfo, rules: Iterable[str], first: AsOf
) -> Sequence[str]:
    """What the data cannot say of the first day."""
    found = opened.warn_stale(Variable(name=info.name), unit, first)
    for name in rules:
        found += opened.warn_stale(opened.vocabulary.segments[unit][name], unit, first)
    tables = opened.population.units[unit].events.values()
    firsts = [int(table.time.min()) for table in tables if len(table.time)]
    if firsts and local_day(min(firsts), opened.zone) > first.day:
        found.append(f"The events begin on {local_day(min(firsts), opened.zone).isoformat()}.")
    return list(dict.fromkeys(found))
