"""Days, months and windows as seconds UTC: what every reader of a rule computes its edges with.

A local day runs from its first midnight to the last second before the next day's first midnight. Where clocks jump over
midnight the day starts with the jump; where midnight comes twice it starts with the first one (`fold=0`).
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from satsuma.language import tree
from satsuma.language.tree import Bound, Window

FIRST = -(2**62)
"""Before all times."""
LAST = 2**62
"""After all times."""
EMPTY = (1, 0)
"""Edges of a window that holds no time."""
SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}

_EPOCH = dt.datetime(1970, 1, 1)
_ONE_DAY = dt.timedelta(days=1)

MomentOf = Callable[[str], int | None]
"""The moment that a date variable has for the customer at hand; None: missing."""


def instant(day: dt.date, time: dt.time, zone: ZoneInfo) -> int:
    """Seconds UTC of a local time; of two the first one, and in a gap as if the clock had not jumped yet."""
    local = dt.datetime.combine(day, time)
    offset = local.replace(tzinfo=zone).utcoffset() or dt.timedelta(0)
    return (local - _EPOCH - offset) // dt.timedelta(seconds=1)


@lru_cache(maxsize=65_536)
def day_start(day: dt.date, zone: ZoneInfo) -> int:
    """The day's first second, in seconds UTC."""
    return instant(day, dt.time(0), zone)


def day_end(day: dt.date, zone: ZoneInfo) -> int:
    """The day's last second."""
    return day_start(day + _ONE_DAY, zone) - 1 if day < dt.date.max else LAST


def local_day(seconds: int, zone: ZoneInfo) -> dt.date:
    """The day whose first and last second enclose the moment; beyond years 1 to 9999 the outermost day."""
    try:
        day = (_EPOCH + dt.timedelta(seconds=seconds)).replace(tzinfo=dt.UTC).astimezone(zone).date()
    except OverflowError:
        return dt.date.min if seconds < 0 else dt.date.max
    while day < dt.date.max and seconds >= day_start(day + _ONE_DAY, zone):
        day += _ONE_DAY
    while day > dt.date.min and seconds < day_start(day, zone):
        day -= _ONE_DAY
    return day


def add_days(day: dt.date, days: int) -> dt.date:
    """That many days later (earlier when negative), at most the ends of the calendar."""
    number = min(max(day.toordinal() + days, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(number)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if year < dt.MINYEAR else dt.date.max
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: dt.date, end: dt.date) -> int:
    """Whole months from one day to the other, negative when `end` comes first; 31 January to 28 February is one."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


def years_between(start: dt.date, end: dt.date) -> int:
    """Whole years from one day to the other, negative when `end` comes first."""
    months = months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def elapsed(span: Literal["days", "months", "years"], day: dt.date, today: dt.date) -> int:
    """Whole days, months or years from a day to the as_of day; negative when it lies ahead."""
    if span == "days":
        return (today - day).days
    return months_between(day, today) if span == "months" else years_between(day, today)


def returns_in(day: dt.date, edges: tuple[int, int], zone: ZoneInfo) -> bool:
    """Whether a later anniversary of the day has its first second within the edges."""
    low, high = edges
    year = max(day.year + 1, local_day(low, zone).year) if low > FIRST else day.year + 1
    while year <= dt.MAXYEAR:
        start = day_start(add_months(day, 12 * (year - day.year)), zone)
        if start >= low:
            return start <= high
        year += 1
    return False


def bound_edges(bound: Bound, zone: ZoneInfo, moment_of: MomentOf | None = None) -> tuple[int, int] | None:
    """First and last second of a bound: a day's, or twice the same moment; None where a variable is missing."""
    if isinstance(bound, tree.Date):
        return date_edges(bound, zone)
    moment = moment_of(bound.name) if moment_of is not None else None
    return None if moment is None else (moment, moment)


def date_edges(date: tree.Date, zone: ZoneInfo) -> tuple[int, int]:
    """First and last second of a day literal; twice the same moment for one with a time."""
    if date.time is None:
        return day_start(date.day, zone), day_end(date.day, zone)
    moment = instant(date.day, date.time, zone)
    return moment, moment


def has_variable_bound(window: Window) -> bool:
    """Whether the window's edges differ from customer to customer."""
    if isinstance(window, tree.Between):
        return any(isinstance(bound, tree.VariableBound) for bound in (window.start, window.end))
    return isinstance(window, tree.Before | tree.After | tree.Since) and isinstance(
        window.bound, tree.VariableBound
    )


def window_edges(
    window: Window, as_of: int, zone: ZoneInfo, moment_of: MomentOf | None = None
) -> tuple[int, int]:
    """The window's first and last second, both included; `EMPTY` where a bound is missing or the ends are crossed.

    For events the last second is also bounded by `as_of`, which is the caller's part. `moment_of` looks up date variables;
    without it they count as missing.
    """
    if isinstance(window, tree.Between | tree.Before | tree.After | tree.Since):
        low, high = _fixed_edges(window, zone, moment_of)
    elif isinstance(window, tree.Last) and window.span == "hours":
        low, high = as_of - window.count * 3600 + 1, as_of
    elif isinstance(window, tree.Ever):
        low, high = FIRST, LAST
    else:
        low, high = _moving_edges(window, as_of, zone)
    return (low, high) if low <= high else EMPTY


@lru_cache(maxsize=1024)
def _moving_edges(
    window: tree.Last | tree.Next | tree.Ago | tree.Calendar, as_of: int, zone: ZoneInfo
) -> tuple[int, int]:
    first, last = window_days(window, local_day(as_of, zone))
    return day_start(first, zone), day_end(last, zone)


def _fixed_edges(
    window: tree.Between | tree.Before | tree.After | tree.Since, zone: ZoneInfo, moment_of: MomentOf | None
) -> tuple[int, int]:
    if isinstance(window, tree.Between):
        start, end = bound_edges(window.start, zone, moment_of), bound_edges(window.end, zone, moment_of)
        return EMPTY if start is None or end is None else (start[0], end[1])
    edges = bound_edges(window.bound, zone, moment_of)
    if edges is None:
        return EMPTY
    if isinstance(window, tree.Before):
        return FIRST, edges[0] - 1
    return (edges[1] + 1, LAST) if isinstance(window, tree.After) else (edges[0], LAST)


def window_days(
    window: tree.Last | tree.Next | tree.Ago | tree.Calendar, today: dt.date
) -> tuple[dt.date, dt.date]:
    """First and last local day of a window that is counted from the as_of day `today`."""
    if isinstance(window, tree.Calendar):
        return _period_days(window, today)
    if isinstance(window, tree.Ago):
        return add_days(today, -window.furthest), add_days(today, -window.nearest)
    days = {"days": 1, "weeks": 7}.get(window.span)
    months = 1 if window.span == "months" else 12
    if isinstance(window, tree.Next):
        end = add_days(today, window.count * days) if days else add_months(today, window.count * months)
        return today, add_days(end, -1)
    start = add_days(today, -window.count * days) if days else add_months(today, -window.count * months)
    return add_days(start, 1), today


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _period_days(window: tree.Calendar, today: dt.date) -> tuple[dt.date, dt.date]:
    shift = {"last": -1, "this": 0, "next": 1}[window.which]
    if window.period in ("day", "week"):
        length = 1 if window.period == "day" else 7
        start = add_days(today, shift * length - (today.weekday() if length == 7 else 0))
        return start, add_days(start, length - 1)
    length = _MONTHS[window.period]
    start = add_months(dt.date(today.year, (today.month - 1) // length * length + 1, 1), shift * length)
    return start, add_days(add_months(start, length), -1)
