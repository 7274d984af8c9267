"""A time zone as a table: from which second on which offset gives the local day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_NUMBER
from satsuma.language.calendar import day_start, local_day

DAY = 86_400
_FIRST, _LAST = dt.datetime(1850, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
_START = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_STEP = 6 * DAY
_EPOCH = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def _offset(seconds: int, zone: ZoneInfo) -> int:
    offset = (_START + dt.timedelta(seconds=seconds)).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _find_changes(zone: ZoneInfo) -> list[int]:
    """The first seconds of new offsets. Offsets that last less than six days are not seen; none is known since 1850."""
    found = []
    moment, last = int(_FIRST.timestamp()), int(_LAST.timestamp())
    before = _offset(moment, zone)
    while moment < last:
        low, high = moment, moment + _STEP
        after = _offset(high, zone)
        if after != before:
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
            found.append(high)
        moment, before = moment + _STEP, after
    return found


@lru_cache(maxsize=64)
def zone_table(zone: ZoneInfo) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`moments` and `offsets`: from moments[k] on, (second + offsets[k]) // 86400 is the local day as `local_day` gives
    it. A day with a change gets its own entries, so that a longer one ends late and one with two midnights starts once."""
    offsets = {NO_NUMBER: _offset(int(_FIRST.timestamp()), zone)}
    for change in _find_changes(zone):
        day = local_day(change, zone)
        number = day_number(day)
        start, end = day_start(day, zone), day_start(day + dt.timedelta(days=1), zone)
        offsets[start] = number * DAY - start
        if end - start > DAY:
            offsets[start + DAY] = number * DAY - start - (end - start - DAY)
        offsets[end] = (number + 1) * DAY - end
    moments = sorted(offsets)
    return np.array(moments, np.int64), np.array([offsets[moment] for moment in moments], np.int64)


@lru_cache(maxsize=64)
def clock_table(zone: ZoneInfo) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`moments` and `offsets`: from moments[k] on, second + offsets[k] is what the clocks show, to the second on days with a
    change too."""
    changes = _find_changes(zone)
    offsets = [_offset(int(_FIRST.timestamp()), zone), *(_offset(change, zone) for change in changes)]
    return np.array([NO_NUMBER, *changes], np.int64), np.array(offsets, np.int64)
