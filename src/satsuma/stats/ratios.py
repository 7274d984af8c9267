"""Shares of events, where one customer has many: intervals and tests that count customers, not events.

A share is a ratio of sums over customers, hits over totals; its variance is that of the linearised ratio (Cochran 1977,
Sampling Techniques, §6.4 and §9A.3: clusters of unequal size). Ten orders of one customer are not ten customers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.intervals import wilson

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sums:
    """What a ratio needs of some customers. `hits`, `squares` (of hits), `cross` (hits × totals) and `hit_customers` are by
    level; `total` and `total_squares` are over all customers with a total, of whom there are `customers`."""

    hits: Numbers
    squares: Numbers
    cross: Numbers
    hit_customers: Numbers
    total: float
    total_squares: float
    customers: int

    def without(self, part: Sums) -> Sums:
        """The other customers."""
        return Sums(
            self.hits - part.hits,
            self.squares - part.squares,
            self.cross - part.cross,
            self.hit_customers - part.hit_customers,
            self.total - part.total,
            self.total_squares - part.total_squares,
            self.customers - part.customers,
        )


@dataclass(frozen=True, slots=True)
class Ratio:
    """One level's share with its 95 % interval; `n` counts events, `customers` those who have any, `hit_customers` those
    with this level."""

    value: float
    low: float
    high: float
    n: int
    customers: int
    hit_customers: int


def add_up(hits: Numbers, totals: Numbers) -> Sums:
    """Of one level, from values per customer; customers without a total are left out."""
    inside = totals > 0
    h, n = hits[inside].astype(np.float64), totals[inside].astype(np.float64)
    return Sums(
        np.array([h.sum()]),
        np.array([(h * h).sum()]),
        np.array([(h * n).sum()]),
        np.array([float((h > 0).sum())]),
        float(n.sum()),
        float((n * n).sum()),
        len(n),
    )


def take_ratio(sums: Sums, level: int = 0) -> Ratio:
    """The share of a level. Its interval is Wilson's with the effective number of events (Korn & Graubard 1998, Survey
    Methodology 24:193-201), never more than there are."""
    value = float(sums.hits[level]) / sums.total if sums.total else 0.0
    n = min(sums.total, _effective_number(value, _variance(sums, level, value), sums))
    low, high = wilson(value * n, n)
    low, high = min(low, value), max(high, value)
    return Ratio(value, low, high, int(sums.total), sums.customers, int(sums.hit_customers[level]))


def _effective_number(value: float, variance: float, sums: Sums) -> float:
    if variance <= 0 or not 0 < value < 1:
        return float(sums.customers)
    return max(1.0, value * (1 - value) / variance)


def _variance(sums: Sums, level: int, around: float) -> float:
    if sums.customers < 2 or not sums.total:
        return 0.0
    spread = sums.squares[level] - 2 * around * sums.cross[level] + around**2 * sums.total_squares
    return max(0.0, float(spread)) / sums.total**2 * sums.customers / (sums.customers - 1)


def differ(here: Sums, others: Sums, level: int = 0) -> float:
    """Two-sided p that a level's share is the same in two groups: a score test around the share of both, no surer than if every
    event were a customer of its own. NaN where nothing varies or a group has fewer than two customers."""
    total = here.total + others.total
    share = float(here.hits[level] + others.hits[level]) / total if total else 0.0
    if min(here.customers, others.customers) < 2 or not 0 < share < 1:
        return math.nan
    variance = sum(
        max(_variance(group, level, share), share * (1 - share) / group.total) for group in (here, others)
    )
    distance = float(here.hits[level]) / here.total - float(others.hits[level]) / others.total
    return math.erfc(abs(distance) / math.sqrt(2 * variance))
