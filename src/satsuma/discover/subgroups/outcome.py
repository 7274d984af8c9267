"""What groups are compared on: yes or no, a number, or either as a rate over an exposure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.homogeneity import exceed_mean, exceed_share
from satsuma.stats.intervals import Z95, mean_interval, wilson

Numbers = NDArray[np.float64]
Bools = NDArray[np.bool_]
TAIL = 0.005
"""Share at each end of a number that counts as the value there while searching, so that one customer makes no group;
what is said of a group is computed from the values as they are."""
STEPS = 255


@dataclass(frozen=True, slots=True)
class Estimate:
    """The outcome of a group: its rate, standard error and 95 % interval, over `n` customers."""

    n: int
    rate: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Values over the customers studied, all known and finite. `exposure` is positive; with it a group's rate is the sum of
    values ÷ the sum of exposures."""

    values: Numbers
    is_share: bool
    exposure: Numbers | None = None

    @property
    def n(self) -> int:
        return len(self.values)

    def estimate(self, inside: Bools) -> Estimate:
        """A group's rate with its interval: Wilson's for shares, Student's for means, the linearised ratio's (Cochran 1977,
        Sampling Techniques, ch. 6) over an exposure. NaN for nobody."""
        values = self.values[inside]
        n = len(values)
        if n == 0:
            return Estimate(0, math.nan, math.nan, math.nan, math.nan)
        if self.exposure is not None:
            return _estimate_ratio(values, self.exposure[inside])
        mean = float(values.mean())
        if self.is_share:
            hits = round(float(values.sum()))
            smooth = (hits + 0.5) / (n + 1)
            return Estimate(n, mean, math.sqrt(smooth * (1 - smooth) / n), *wilson(hits, n))
        deviation = float(values.std(ddof=1)) if n > 1 else 0.0
        low, high = mean_interval(mean, deviation, n) or (mean, mean)
        return Estimate(n, mean, deviation / math.sqrt(n), low, high)

    def exceed(self, inside: Bools, others: Bools) -> float:
        """One-sided p that the first group's rate is above the second's."""
        if not inside.any() or not others.any():
            return 1.0
        if self.is_share and self.exposure is None:
            return exceed_share(*self._count(inside), *self._count(others))
        first, second = self.estimate(inside), self.estimate(others)
        roots = math.sqrt(first.n), math.sqrt(second.n)
        return exceed_mean(
            first.rate, first.error * roots[0], first.n, second.rate, second.error * roots[1], second.n
        )

    def _count(self, inside: Bools) -> tuple[int, int]:
        return round(float(self.values[inside].sum())), int(inside.sum())

    def score(self, direction: Literal["highest", "lowest"]) -> NDArray[np.int64]:
        """The outcome as whole numbers from 0, higher is what is looked for: 0 and 1, or up to 255 steps between the tails.
        Over an exposure: what a customer lies above the rate of everyone with the same exposure."""
        values = self.values
        if self.exposure is not None:
            values = values - values.sum() / self.exposure.sum() * self.exposure
        if direction == "lowest":
            values = -values
        if self.is_share and self.exposure is None:
            return np.asarray((values - values.min()).round(), np.int64)
        low, high = (float(each) for each in np.quantile(values, [TAIL, 1 - TAIL]))
        if high <= low:
            low, high = float(values.min()), float(values.max())
        clipped = np.clip(values, low, high)
        return np.asarray(np.round((clipped - low) / (high - low) * STEPS), np.int64)


def _estimate_ratio(values: Numbers, exposure: Numbers) -> Estimate:
    n, total = len(values), float(exposure.sum())
    rate = float(values.sum()) / total
    if n < 2:
        return Estimate(n, rate, 0.0, rate, rate)
    rests = values - rate * exposure
    error = math.sqrt(n / (n - 1) * float((rests**2).sum())) / total
    low = rate - Z95 * error
    return Estimate(n, rate, error, max(low, 0.0) if values.min() >= 0 else low, rate + Z95 * error)
