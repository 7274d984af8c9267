"""Edges of histogram bars that people would choose: round numbers, calendar months and years."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from satsuma.discover.basis.shape import Shape

MOST_BARS = 14
CROWDED = 0.4
"""Share of the customers in the first of even bars from which edges grow with the numbers."""
WANTED_BARS = 10
TAIL = 0.01
"""Share of the customers at either end that the first and last bar take in."""
STEPS = (1.0, 2.0, 2.5, 5.0)
ROUND = (1.0, 2.0, 5.0)
FINER = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
FEWEST_EDGES = 6
DECADE = 10
"""Ratio of the highest to the lowest from which edges grow with the numbers."""
DECADES_WIDE = 5
"""Powers of ten from which only every power of ten is an edge."""


def choose_edges(shape: Shape, *, logged: bool) -> list[float]:
    """Ascending edges inside the numbers; the first bar lies under the first edge and the last from the last edge on.

    Even steps, or 1, 2, 5, 10, 20 and so on for skewed numbers and where even ones would crowd the customers into one bar.
    """
    low, high = shape.quantile(TAIL), shape.quantile(1 - TAIL)
    if low == high:
        low, high = float(shape.values[0]), float(shape.values[-1])
    above = next((float(value) for value in shape.values if value > 0), 1.0)
    positive = max(low, shape.quantile(0.05), above)
    edges = even_edges(low, high, whole=is_whole(shape))
    crowded = bool(edges) and int(np.searchsorted(shape.ordered, edges[0])) > CROWDED * shape.n
    if (logged or crowded) and low >= 0 and high >= DECADE * positive:
        edges = round_edges(positive, high, whole=is_whole(shape))
    first, last = float(shape.values[0]), float(shape.values[-1])
    return [edge for edge in edges if first < edge <= last]


def is_whole(shape: Shape) -> bool:
    """Whether all numbers are whole."""
    return bool((shape.values == shape.values.round()).all())


def even_edges(low: float, high: float, *, whole: bool) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten, about ten between low and high."""
    rough = (high - low) / WANTED_BARS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((factor * power for factor in STEPS if factor * power >= rough * 0.999), 10 * power)
    if whole:
        step = max(1.0, round(step))
    first, last = math.ceil(low / step), math.floor(high / step)
    return [tidy(place * step, step) for place in range(first, last + 1)]


def round_edges(low: float, high: float, *, whole: bool) -> list[float]:
    """1, 2, 5, 10, 20 … from low to high; finer where these are few, powers of ten alone where there are many."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    found = list_round(ROUND if last - first <= DECADES_WIDE else ROUND[:1], first, last, low, high)
    if len(found) < FEWEST_EDGES:
        found = list_round(FINER, first, last, low, high)
    if len(found) < 3:
        return even_edges(low, high, whole=whole)
    return [edge for edge in found[-MOST_BARS:] if not whole or edge == round(edge)]


def list_round(factors: tuple[float, ...], first: int, last: int, low: float, high: float) -> list[float]:
    """Multiples of powers of ten between two numbers."""
    found = [
        tidy(factor * 10.0**power, 10.0**power) for power in range(first, last + 1) for factor in factors
    ]
    return [edge for edge in found if low <= edge <= high]


def tidy(value: float, step: float) -> float:
    """The number without the dust of floating point."""
    return round(value, max(0, 2 - math.floor(math.log10(step))))


def label_edges(
    edges: list[float], lowest: float, highest: float, *, whole: bool, percent: bool
) -> list[str]:
    """One label more than edges: under the first, from one to the next, from the last on."""
    if not edges:
        return ["all"]
    is_one = whole and edges[0] - 1 == lowest
    first = say(lowest, percent) if is_one else f"under {say(edges[0], percent)}"
    between = [
        (say(low, percent) if high - low == 1 else f"{say(low, percent)} to {say(high - 1, percent)}")
        if whole and not percent
        else f"{say(low, percent)} to under {say(high, percent)}"
        for low, high in pairwise(edges)
    ]
    last = say(edges[-1], percent) + ("" if edges[-1] == highest else " and more")
    return [first, *between, last]


def say(value: float, percent: bool = False) -> str:
    """A number as people write it: whole ones and edges in full, shares in per cent."""
    return f"{100 * value:,.4g} %" if percent else f"{value:,.15g}"


def say_value(value: float, percent: bool) -> str:
    """One value: whole in full, else six digits."""
    return say(value, percent) if percent or value == round(value) else f"{value:,.6g}"


def calendar_edges(first: dt.date, last: dt.date, zone: ZoneInfo) -> tuple[list[int], list[str]]:
    """Seconds at which days, months, quarters, years or decades start after `first` up to `last`, and one label more."""
    days = (last - first).days
    if days <= MOST_BARS:
        starts = [first + dt.timedelta(days=place) for place in range(days + 1)]
        labels = [start.isoformat() for start in starts]
    elif days <= 31 * MOST_BARS:
        starts = list_months(first, last, 1)
        labels = [start.isoformat()[:7] for start in starts]
    elif days <= 92 * MOST_BARS:
        starts = list_months(first, last, 3)
        labels = [f"{start.year} Q{(start.month + 2) // 3}" for start in starts]
    else:
        years = next(
            size
            for size in (1, 2, 5, 10, 20, 50, 100, 1000)
            if days <= 366 * size * (MOST_BARS - 1) or size == 1000
        )
        begin = range(first.year // years * years, last.year + 1, years)
        starts = [dt.date(max(year, 1), 1, 1) for year in begin]
        labels = [str(year) if years == 1 else f"{year} to {year + years - 1}" for year in begin]
    seconds = [int(dt.datetime.combine(start, dt.time(), zone).timestamp()) for start in starts[1:]]
    return seconds, labels


def list_months(first: dt.date, last: dt.date, size: int) -> list[dt.date]:
    """Starts of the months (or quarters) that the span touches."""
    begin = (first.year * 12 + first.month - 1) // size * size
    end = last.year * 12 + last.month - 1
    return [dt.date(place // 12, place % 12 + 1, 1) for place in range(begin, end + 1, size)]
