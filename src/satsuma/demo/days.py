"""The 24 months the company lived through, as day numbers 0 … count - 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

LOOK_BACK_DAYS = 90
EMAIL_EXTRA_DAYS = 41


@dataclass(frozen=True, slots=True)
class Days:
    """A day is its distance in days from `first`; days before the window are negative."""

    first: date
    last: date
    count: int
    middle: int  # first day of the last twelve months
    month: np.ndarray  # int8, 1-12, shape (count,)

    @property
    def look_back(self) -> int:
        """The day a report looks back from: `LOOK_BACK_DAYS` before the last one."""
        return self.count - 1 - LOOK_BACK_DAYS

    def dates(self, days: np.ndarray) -> np.ndarray:
        """Day numbers as datetime64[D]."""
        return np.datetime64(self.first, "D") + np.asarray(days).astype(np.int64)

    def texts(self, days: np.ndarray, pattern: str = "%Y-%m-%d") -> list[str]:
        """Day numbers as text, each distinct day formatted once."""
        if len(days) == 0:
            return []
        low, high = int(np.min(days)), int(np.max(days))
        table = [(self.first + timedelta(days=day)).strftime(pattern) for day in range(low, high + 1)]
        return [table[day - low] for day in days.tolist()]


def days_until(ends_on: date) -> Days:
    """The 24 months that end on `ends_on`, that day included."""
    first = _years_before(ends_on, 2) + timedelta(days=1)
    count = (ends_on - first).days + 1
    middle = (_years_before(ends_on, 1) - first).days + 1
    dates = np.datetime64(first, "D") + np.arange(count)
    month = (dates.astype("datetime64[M]").astype(np.int64) % 12 + 1).astype(np.int8)
    return Days(first, ends_on, count, middle, month)


def utc_offset_hours(day: date) -> int:
    """The European summer-time rule by day, without a time zone database (fresh machines lack one)."""
    starts, ends = _last_sunday(day.year, 3), _last_sunday(day.year, 10)
    return 2 if starts <= day < ends else 1


def _last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def _years_before(day: date, years: int) -> date:
    if day.month == 2 and day.day == 29:
        return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)
