"""Edges of days and windows, also where clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.language import tree
from satsuma.language.calendar import (
    EMPTY,
    FIRST,
    LAST,
    add_days,
    add_months,
    day_end,
    day_start,
    local_day,
    months_between,
    returns_in,
    window_edges,
    years_between,
)
from satsuma.language.read import read_condition

DAY = dt.date
ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "America/St_Johns", "America/Havana"]
zones = st.sampled_from(ZONES).map(ZoneInfo)


@given(st.integers(-2_500_000_000, 4_000_000_000), zones)
def test_each_moment_lies_in_its_day(seconds: int, zone: ZoneInfo) -> None:
    day = local_day(seconds, zone)
    assert day_start(day, zone) <= seconds <= day_end(day, zone)


@given(st.dates(DAY(1880, 1, 1), DAY(2100, 1, 1)), zones)
def test_days_follow_each_other_without_gap(day: dt.date, zone: ZoneInfo) -> None:
    assert day_end(day, zone) + 1 == day_start(day + dt.timedelta(days=1), zone)


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        # Midnight does not exist: the day begins with the jump to 01:00.
        ("America/Sao_Paulo", DAY(2018, 11, 4), "2018-11-04T03:00"),
        # Midnight comes twice: the first one.
        ("America/Havana", DAY(2019, 11, 3), "2019-11-03T04:00"),
        ("Europe/Berlin", DAY(2019, 3, 31), "2019-03-30T23:00"),
        ("Europe/Berlin", DAY(2019, 4, 1), "2019-03-31T22:00"),
        ("Pacific/Apia", DAY(2011, 12, 31), "2011-12-30T10:00"),
    ],
)
def test_days_begin_where_clocks_change(zone: str, day: dt.date, utc: str) -> None:
    expected = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC).timestamp()
    assert day_start(day, ZoneInfo(zone)) == expected


def window_of(text: str) -> tree.Window:
    condition = read_condition(f"signup {text}")
    assert isinstance(condition, tree.DateIs)
    return condition.window


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in last 1 day", DAY(2020, 3, 31), DAY(2020, 3, 31)),
        ("in last 30 days", DAY(2020, 3, 2), DAY(2020, 3, 31)),
        ("in last 2 weeks", DAY(2020, 3, 18), DAY(2020, 3, 31)),
        ("in last 1 month", DAY(2020, 3, 1), DAY(2020, 3, 31)),
        ("in last 2 months", DAY(2020, 2, 1), DAY(2020, 3, 31)),
        ("in last 1 year", DAY(2019, 4, 1), DAY(2020, 3, 31)),
        ("in next 14 days", DAY(2020, 3, 31), DAY(2020, 4, 13)),
        ("in next 1 month", DAY(2020, 3, 31), DAY(2020, 4, 29)),
        ("in 60 to 31 days ago", DAY(2020, 1, 31), DAY(2020, 2, 29)),
        ("in this month", DAY(2020, 3, 1), DAY(2020, 3, 31)),
        ("in last month", DAY(2020, 2, 1), DAY(2020, 2, 29)),
        ("in next quarter", DAY(2020, 4, 1), DAY(2020, 6, 30)),
        ("in this week", DAY(2020, 3, 30), DAY(2020, 4, 5)),
        ("in last year", DAY(2019, 1, 1), DAY(2019, 12, 31)),
        ("in yesterday", DAY(2020, 3, 30), DAY(2020, 3, 30)),
        ("between 2020-01-01 and 2020-01-31", DAY(2020, 1, 1), DAY(2020, 1, 31)),
    ],
)
def test_windows_hold_whole_days(text: str, first: dt.date, last: dt.date) -> None:
    zone = ZoneInfo("Europe/Berlin")
    noon = day_start(DAY(2020, 3, 31), zone) + 43_200
    assert window_edges(window_of(text), noon, zone) == (day_start(first, zone), day_end(last, zone))


def test_windows_with_one_end_and_exact_ones() -> None:
    zone = ZoneInfo("America/New_York")
    day = DAY(2020, 3, 31)
    start, end = day_start(day, zone), day_end(day, zone)
    assert window_edges(window_of("before 2020-03-31"), 0, zone) == (FIRST, start - 1)
    assert window_edges(window_of("after 2020-03-31"), 0, zone) == (end + 1, LAST)
    assert window_edges(window_of("since 2020-03-31"), 0, zone) == (start, LAST)
    assert window_edges(window_of("after 2020-03-31 14:00"), 0, zone) == (start + 14 * 3600 + 1, LAST)
    assert window_edges(window_of("in last 2 hours"), 10_000, zone) == (2_801, 10_000)
    assert window_edges(window_of("in ever"), 0, zone) == (FIRST, LAST)


def test_windows_of_variables_use_the_moment_and_may_be_empty() -> None:
    zone = ZoneInfo("UTC")
    moments = {"signup": 500, "late": 900}
    assert window_edges(window_of("before x"), 0, zone, {"x": 500}.get) == (FIRST, 499)
    assert window_edges(window_of("is between signup and late"), 0, zone, moments.get) == (500, 900)
    assert window_edges(window_of("is between late and signup"), 0, zone, moments.get) == EMPTY
    assert window_edges(window_of("since nothing"), 0, zone, moments.get) == EMPTY


def test_months_clamp() -> None:
    assert add_months(DAY(2019, 12, 31), 2) == DAY(2020, 2, 29)
    assert add_months(DAY(2020, 2, 29), -12) == DAY(2019, 2, 28)
    assert add_months(DAY(1, 1, 1), -1) == dt.date.min
    assert add_days(dt.date.max, 1) == dt.date.max
    assert months_between(DAY(2020, 1, 31), DAY(2020, 2, 28)) == 0
    assert months_between(DAY(2020, 1, 31), DAY(2020, 2, 29)) == 1
    assert months_between(DAY(2020, 2, 29), DAY(2020, 1, 31)) == -1
    assert years_between(DAY(2000, 2, 29), DAY(2019, 2, 27)) == 18
    assert years_between(DAY(2000, 2, 29), DAY(2019, 2, 28)) == 19
    assert years_between(DAY(2021, 1, 1), DAY(2020, 1, 2)) == 0


@given(st.dates(DAY(1900, 1, 1), DAY(2100, 1, 1)), st.integers(0, 2000))
def test_months_between_undoes_adding(day: dt.date, months: int) -> None:
    if add_months(day, months).year < 9999:
        assert months_between(day, add_months(day, months)) == months


def test_anniversaries_return_every_year_but_not_on_the_day_itself() -> None:
    zone = ZoneInfo("Europe/Berlin")

    def edges(first: dt.date, last: dt.date) -> tuple[int, int]:
        return day_start(first, zone), day_end(last, zone)

    born = DAY(2000, 2, 29)
    assert not returns_in(born, edges(born, born), zone)
    assert returns_in(born, edges(DAY(2001, 2, 28), DAY(2001, 2, 28)), zone)
    assert not returns_in(born, edges(DAY(2001, 3, 1), DAY(2002, 2, 27)), zone)
    assert returns_in(born, edges(DAY(2003, 12, 1), DAY(2004, 12, 1)), zone)
    assert not returns_in(born, edges(DAY(1990, 1, 1), DAY(1999, 12, 31)), zone)
