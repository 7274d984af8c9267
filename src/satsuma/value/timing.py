"""When customers do something, in the project's zone, and how long they wait before they do it again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import EventTable
from satsuma.engine.zones import clock_table
from satsuma.value.tallies import Tally, own, tally

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = tuple(f"{hour:02d}:00" for hour in range(24))
DAY = 86_400
THURSDAY = 3
"""1970-01-01, with Monday as 0."""
MOST_MIDNIGHTS = 0.5
"""A larger share of events at 00:00:00 means that the data hold days, no times."""


def local_seconds(time: NDArray[np.integer], zone: ZoneInfo) -> NDArray[np.int64]:
    """Seconds since 1970-01-01 00:00 on the clocks of the zone."""
    moments, offsets = clock_table(zone)
    wide = time.astype(np.int64)
    return wide + offsets[np.searchsorted(moments, wide, side="right") - 1]


def tally_weekdays(events: EventTable, as_of: int, zone: ZoneInfo) -> Tally:
    """Events until `as_of` by weekday."""
    seen = events.time <= as_of
    days = local_seconds(events.time[seen], zone) // DAY
    codes = ((days + THURSDAY) % 7).astype(np.int8)
    return tally(own(events.offsets)[seen], codes, WEEKDAYS, len(events.offsets) - 1)


def tally_hours(events: EventTable, as_of: int, zone: ZoneInfo) -> Tally | None:
    """Events until `as_of` by hour of day. Those at 00:00:00 are left out, as days without a time are stored so; None where
    they are the rule."""
    seen = events.time <= as_of
    of_day = local_seconds(events.time[seen], zone) % DAY
    timed = of_day > 0
    if not len(timed) or 1 - timed.mean() > MOST_MIDNIGHTS:
        return None
    codes = np.where(timed, of_day // 3600, -1).astype(np.int8)
    return tally(own(events.offsets)[seen], codes, HOURS, len(events.offsets) - 1)


def measure_gaps(events: EventTable, as_of: int) -> NDArray[np.float64]:
    """Mean days between a customer's events until `as_of`; NaN for those with fewer than two."""
    customers = len(events.offsets) - 1
    owner = own(events.offsets)[events.time <= as_of]
    counts = np.bincount(owner, minlength=customers)
    first = events.offsets[:-1]
    last = first + counts - 1
    found = np.full(customers, np.nan)
    again = counts >= 2
    time = events.time.astype(np.int64)
    found[again] = (time[last[again]] - time[first[again]]) / DAY / (counts[again] - 1)
    return found
