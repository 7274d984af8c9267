"""What happened next: the members of a segment at a past day, and what a KPI came to since, week by week or month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.language.tree import Aggregate, Between, Date, Events, Variable
from satsuma.model.comparisons import AfterPoint, AfterResult, Figure
from satsuma.model.errors import DataError, OptionError
from satsuma.model.kinds import NUMERIC, Kind
from satsuma.project.afterwards import inline, look_after, narrow_value
from satsuma.project.customers_at import measure_values
from satsuma.project.following import expect_alike, step_orders
from satsuma.project.listing import inform_variables
from satsuma.project.moments import AsOf, end_of_day, local_day
from satsuma.project.remembered import find_existing, find_numbers, find_truths
from satsuma.project.sizing import find_labels, name_kpi
from satsuma.stats.intervals import mean_interval

if TYPE_CHECKING:
    from satsuma.language.tree import Value
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened

Bools = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Step = Literal["week", "month", "year"]
MOST_WEEKS, MOST_MONTHS = 17, 36
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Crowd:
    """Whom to compare, as truths over all ordinals: the members and everyone of the day, and how often each had ordered by
    then (None where the project has no main event)."""

    members: Bools
    everyone: Bools
    often: NDArray[np.int64] | None
    smallest: int


def look_next(opened: Opened, segment: str, since: str, until: str | None, kpi: str | None) -> AfterResult:
    """UnknownNameError for an unknown segment; OptionError for days that are not in order or a KPI that is no number; DataError
    where what it came to since cannot be known."""
    unit, name = opened.find_segment(segment)
    then, now = opened.choose_as_of(since), opened.choose_as_of(until)
    if then.day >= now.day:
        raise OptionError(
            f"{then.day.isoformat()} is not before {now.day.isoformat()}: nothing has happened since.",
            hint="Choose an earlier day for 'since', or a later one for 'until'.",
        )
    info = choose_kpi(opened, unit, kpi)
    found = look_after(info.name, info.title, unit, opened.vocabulary, then.day)
    if found.value is None:
        raise DataError(found.reason, hint="Choose a KPI that is counted or summed from events.")
    crowd = gather(opened, unit, name, then)
    members = int(crowd.members.sum())
    step, stretches = divide_time(then.day, now.day)
    warnings = warn_about(opened, name, unit, then)
    points: list[AfterPoint] = []
    if members >= crowd.smallest:
        whole = inline(Variable(name=info.name), unit, opened.vocabulary)
        values = measure_stretches(opened, whole, unit, stretches, now, is_since=found.is_since)
        points = [make_point(each, numbers, crowd) for each, numbers in values]
        warnings += warn_short(points[:-1], step, is_since=found.is_since)
    else:
        warnings.append(f"Fewer than {crowd.smallest} members on {then.day.isoformat()}: nothing is shown.")
    alike = count_alike(crowd)
    title = str(find_labels(name, opened.definitions)["title"])
    return AfterResult(
        segment=name,
        title=title,
        unit=unit,
        kpi=info.name,
        kpi_title=info.title,
        kind=info.kind,
        currency=info.currency,
        since=then.day.isoformat(),
        until=now.day.isoformat(),
        step=step,
        is_since=found.is_since,
        members=members,
        population=int(crowd.everyone.sum()),
        similar=alike,
        whole=points[-1] if points else None,
        points=tuple(points[:-1]),
        sentence=write_sentence(
            title, info, points[-1] if points else None, then.day, unit, is_since=found.is_since
        ),
        warnings=tuple(warnings),
    )


def choose_kpi(opened: Opened, unit: str, kpi: str | None) -> VariableInfo:
    """The variable asked for, else the project's KPI."""
    infos = {
        info.name: info
        for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
        if info.allowed and info.kind in NUMERIC | {Kind.FLAG}
    }
    name = kpi or name_kpi(opened.definitions, unit)
    if name is None or name not in infos:
        said = f"'{name}' is no variable of the {unit} that is a number." if name else "There is no KPI."
        raise OptionError(said, hint=f"Choose one of {', '.join(infos) or 'none yet'}.")
    return infos[name]


def gather(opened: Opened, unit: str, name: str, then: AsOf) -> Crowd:
    """Members and everyone as of the day."""
    condition = opened.vocabulary.segments[unit][name]
    n = len(opened.population.units[unit].keys.values)
    members = find_truths(opened, [condition], unit, then)(condition).words
    event = opened.definitions.project.main_event
    often = None
    if event is not None and event in opened.run.shape.units[unit].events:
        counted = Aggregate(function="count", events=Events(event=event))
        often = step_orders(measure_values(opened, {"n": counted}, unit, then)["n"])
    everyone = bitmaps.unpack(find_existing(opened, unit, then), n)
    return Crowd(bitmaps.unpack(members, n), everyone, often, opened.definitions.project.smallest_group)


def divide_time(since: dt.date, until: dt.date) -> tuple[Step, list[Stretch]]:
    """The days after `since` until `until` as weeks of seven days, calendar months or years, whatever gives few; the entire
    time last."""
    first, days = since + dt.timedelta(days=1), (until - since).days
    whole = Stretch(first, until, True)
    if days <= MOST_WEEKS * 7:
        starts = [first + dt.timedelta(days=7 * i) for i in range(-(-days // 7))]
        ends = [start + dt.timedelta(days=6) for start in starts]
        return "week", [*(_cut(first, until, *each) for each in zip(starts, ends, strict=True)), whole]
    months = (until.year - first.year) * 12 + until.month - first.month + 1
    step: Step = "month" if months <= MOST_MONTHS else "year"
    size = 1 if step == "month" else 12
    begin = first.replace(day=1) if step == "month" else first.replace(month=1, day=1)
    found = []
    while begin <= until:
        following = _add_months(begin, size)
        found.append(_cut(first, until, begin, following - dt.timedelta(days=1)))
        begin = following
    return step, [*found, whole]


def _cut(first: dt.date, last: dt.date, start: dt.date, end: dt.date) -> Stretch:
    return Stretch(max(first, start), min(last, end), first <= start and end <= last)


def _add_months(day: dt.date, months: int) -> dt.date:
    place = day.year * 12 + day.month - 1 + months
    return dt.date(place // 12, place % 12 + 1, 1)


def measure_stretches(
    opened: Opened, whole: Value, unit: str, stretches: list[Stretch], now: AsOf, *, is_since: bool
) -> list[tuple[Stretch, Numbers]]:
    """The KPI of everyone in each stretch of time; what is last known of something, at its end."""
    if not is_since:
        found = []
        for each in stretches:
            moment = AsOf(each.end, end_of_day(each.end, opened.zone), "a stretch's end")
            found.append((each, find_numbers(opened, {"value": whole}, unit, moment)["value"]))
        return found
    asked: Mapping[str, Value] = {
        str(i): narrow_value(whole, Between(start=Date(day=each.start), end=Date(day=each.end)))
        for i, each in enumerate(stretches)
    }
    numbers = find_numbers(opened, asked, unit, now)
    return [(each, numbers[str(i)]) for i, each in enumerate(stretches)]


def make_point(stretch: Stretch, numbers: Numbers, crowd: Crowd) -> AfterPoint:
    similar = None
    if crowd.often is not None:
        inside = np.where(crowd.everyone, numbers, np.nan)
        found = expect_alike(crowd.members, crowd.often, inside, crowd.smallest)
        similar = found[1] if found else None
    return AfterPoint(
        start=stretch.start.isoformat(),
        end=stretch.end.isoformat(),
        is_whole=stretch.is_whole,
        members=figure_of(numbers[crowd.members], crowd.smallest),
        everyone=figure_of(numbers[crowd.everyone], crowd.smallest),
        similar=similar,
    )


def figure_of(numbers: Numbers, smallest: int) -> Figure:
    """Mean with its t interval, total, and the share above nothing; suppressed under the smallest group."""
    known = numbers[np.isfinite(numbers)]
    n = len(known)
    if n < smallest:
        return Figure(suppressed=n > 0)
    mean = float(known.mean())
    interval = mean_interval(mean, float(known.std(ddof=1)) if n > 1 else 0.0, n)
    low, high = interval or (None, None)
    active = float((known > 0).mean())
    return Figure(n=n, mean=mean, low=low, high=high, total=float(known.sum()), active=active)


def count_alike(crowd: Crowd) -> int:
    """Others of the day who had ordered as often as the members."""
    if crowd.often is None:
        return 0
    nothing = np.where(crowd.everyone, 0.0, np.nan)
    found = expect_alike(crowd.members, crowd.often, nothing, crowd.smallest)
    return found[0] if found else 0


def warn_about(opened: Opened, name: str, unit: str, then: AsOf) -> list[str]:
    """Columns that hold what was known later, and a day before the first event."""
    warnings = opened.warn_stale(opened.vocabulary.segments[unit][name], unit, then)
    tables = opened.population.units[unit].events.values()
    firsts = [int(table.time.min()) for table in tables if len(table.time)]
    if firsts and local_day(min(firsts), opened.zone) > then.day:
        first = local_day(min(firsts), opened.zone).isoformat()
        warnings.append(f"The events begin on {first}, after {then.day.isoformat()}.")
    return warnings


def warn_short(points: Sequence[AfterPoint], step: Step, *, is_since: bool) -> list[str]:
    """Which points are not in the chart, because their time was cut short."""
    from satsuma.describe.compared import list_drawn

    drawn = {point.start for point in list_drawn(points, is_since=is_since)}
    short = [f"the {step} {name_days(point)}" for point in points if point.start not in drawn]
    if not short:
        return []
    said = " and ".join(short)
    end = (
        ("it is not a whole one", "leaves it out")
        if len(short) == 1
        else ("they are not whole", "leaves them out")
    )
    return [f"{said[:1].upper()}{said[1:]}: {end[0]}, so the chart {end[1]}."]


def name_days(point: AfterPoint) -> str:
    days = (dt.date.fromisoformat(point.end) - dt.date.fromisoformat(point.start)).days + 1
    if days == 1:
        return f"of {point.start} has 1 day"
    return f"from {point.start} to {point.end} has {days} days"


def write_sentence(
    title: str,
    info: VariableInfo,
    whole: AfterPoint | None,
    since: dt.date,
    unit: str,
    *,
    is_since: bool,
) -> str:
    """The entire time in one sentence."""
    from satsuma.describe.sentences import show_number

    if whole is None or whole.members.mean is None or whole.everyone.mean is None:
        return f"{title} of {since.isoformat()}: too few to show."
    here, all_ = (
        show_number(value, info.kind, info.currency) for value in (whole.members.mean, whole.everyone.mean)
    )
    what = f"{info.title}, counted from then on" if is_since else info.title
    said = (
        f"{title} of {since.isoformat()} came to {here} a {unit} by {whole.end} ({what}); everyone to {all_}"
    )
    if whole.similar is not None:
        said += f", others who had ordered as often to {show_number(whole.similar, info.kind, info.currency)}"
    return f"{said} (n = {whole.members.n:,})."
