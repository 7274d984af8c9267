"""Weekdays, hours and gaps in the project's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np

from satsuma.columns import EventTable
from satsuma.value.timing import HOURS, WEEKDAYS, measure_gaps, tally_hours, tally_weekdays

BERLIN = ZoneInfo("Europe/Berlin")


def events(*texts: str) -> EventTable:
    times = np.array(sorted(int(dt.datetime.fromisoformat(text).timestamp()) for text in texts), np.int64)
    return EventTable(np.array([0, len(times)]), times, {})


def test_days_and_hours_are_those_on_local_clocks() -> None:
    """Summer and winter time, and a Sunday in UTC that is Monday in Berlin."""
    table = events("2024-07-07T22:30:00+00:00", "2024-01-04T19:15:00+00:00", "2024-10-27T01:30:00+00:00")
    days = tally_weekdays(table, 2**40, BERLIN)
    assert sorted(WEEKDAYS[i] for i in days.code) == ["Monday", "Sunday", "Thursday"]
    hours = tally_hours(table, 2**40, BERLIN)
    assert hours is not None
    assert sorted(HOURS[i] for i in hours.code) == ["00:00", "02:00", "20:00"]
    local = [dt.datetime.fromtimestamp(second, BERLIN) for second in table.time.tolist()]
    assert sorted(WEEKDAYS[i] for i in days.code) == sorted(f"{each:%A}" for each in local)


def test_days_without_times_have_no_hours() -> None:
    table = events("2024-07-07T00:00:00+02:00", "2024-07-08T00:00:00+02:00", "2024-07-08T09:00:00+02:00")
    assert tally_hours(table, 2**40, BERLIN) is None


def test_gaps_are_between_the_first_and_the_last_until_then() -> None:
    day = 86_400
    table = EventTable(np.array([0, 3, 4, 4]), np.array([0, 10, 40, 5], np.int64) * day, {})
    assert np.array_equal(measure_gaps(table, 100 * day), [20.0, np.nan, np.nan], equal_nan=True)
    assert np.array_equal(measure_gaps(table, 20 * day), [10.0, np.nan, np.nan], equal_nan=True)
