"""Named streams and days: independent draws, 24 months, the European summer-time rule."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from satsuma.demo.days import days_until, utc_offset_hours
from satsuma.demo.streams import pick, stream

DATES = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def test_a_stream_depends_on_seed_and_name_only() -> None:
    assert np.array_equal(stream(7, "a").random(5), stream(7, "a").random(5))
    assert not np.array_equal(stream(7, "a").random(5), stream(7, "b").random(5))
    assert not np.array_equal(stream(7, "a").random(5), stream(8, "a").random(5))


def test_pick_follows_the_weights_of_each_row() -> None:
    rows = np.repeat(np.array([0, 1]), 20_000)
    codes = pick(stream(1, "pick"), np.array([[1.0, 0.0, 1.0], [0.0, 3.0, 1.0]]), 40_000, rows=rows)
    first, second = codes[:20_000], codes[20_000:]
    assert set(first.tolist()) == {0, 2}
    assert abs((second == 1).mean() - 0.75) < 0.02


@given(DATES)
def test_days_cover_24_months(ends_on: date) -> None:
    days = days_until(ends_on)
    assert days.count in (730, 731, 732)
    assert days.dates(np.array([days.count - 1]))[0] == np.datetime64(ends_on)
    assert days.count - days.middle in (365, 366)
    assert days.month[-1] == ends_on.month
    assert days.texts(np.array([0, days.count - 1])) == [days.first.isoformat(), ends_on.isoformat()]


@given(DATES)
def test_summer_time_is_berlin_s(day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    offset = noon.utcoffset()
    assert offset is not None
    assert utc_offset_hours(day) == offset.total_seconds() / 3600
