"""Windows of the language as days before today, calendar periods or fixed days."""

from __future__ import annotations

import datetime as dt
import math

from satsuma.activate.recipes.facts import EVER, Dates, Days, Period, When
from satsuma.language import tree

YEAR_DAYS = 365.2425
MONTH_DAYS = YEAR_DAYS / 12
SPAN_DAYS = {"days": 1.0, "weeks": 7.0, "months": MONTH_DAYS, "years": YEAR_DAYS}


def read_window(window: tree.Window) -> When | str:
    """Why not, in words, for windows that begin or end with a customer's own date."""
    if isinstance(window, tree.Ever):
        return EVER
    if isinstance(window, tree.Last):
        return _last(window)
    if isinstance(window, tree.Next):
        count, note = count_days(window.count, window.span)
        return Days(0, -(count - 1), note)
    if isinstance(window, tree.Ago):
        return Days(window.furthest, window.nearest)
    if isinstance(window, tree.Calendar):
        if window.period == "day":
            day = {"last": 1, "this": 0, "next": -1}[window.which]
            return Days(day, day)
        return Period(window.which, window.period)
    bounds = (window.start, window.end) if isinstance(window, tree.Between) else (window.bound,)
    dates = [bound for bound in bounds if isinstance(bound, tree.Date)]
    if len(dates) < len(bounds):
        return "a window that begins or ends with a date of the customer's own"
    if isinstance(window, tree.Between):
        return Dates(say_date(dates[0]), say_date(dates[1]))
    return bounded(window.op, dates[0])


def bounded(how: str, date: tree.Date) -> Dates:
    """`before`, `after` and `since` a day."""
    day = dt.timedelta(days=1)
    if how == "before":
        return Dates(None, _before(date))
    if how == "after" and date.time is None:
        return Dates((date.day + day).isoformat(), None)
    return Dates(say_date(date), None)


def _before(date: tree.Date) -> str:
    if date.time is None:
        return (date.day - dt.timedelta(days=1)).isoformat()
    return say_date(date)


def _last(window: tree.Last) -> Days:
    if window.span == "hours":
        days = math.ceil(window.count / 24)
        return Days(days, 0, f"{window.count} hours are counted as {days} days")
    count, note = count_days(window.count, window.span)
    return Days(count - 1, 0, note)


def count_days(count: int, span: str) -> tuple[int, str | None]:
    """So many weeks, months or years in days, and a note where that is about right only."""
    days = round(count * SPAN_DAYS[span])
    is_exact = span in ("days", "weeks")
    return days, None if is_exact else f"{count} {span} are counted as {days:,} days"


def say_date(date: tree.Date) -> str:
    return date.day.isoformat() + (f" {date.time:%H:%M}" if date.time is not None else "")
