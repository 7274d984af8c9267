"""An effect as seen, and with a confounder held constant.

The confounder comes as strata: its levels, or bands of its values. What stays of the effect inside the strata is the
adjusted one. Whether it is the true one depends on confounders that nobody measured: it is an association all the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.association import Codes, Numbers, correlate
from satsuma.stats.intervals import Z95
from satsuma.stats.logistic import fit_logistic

EVIDENCE = 3.29
"""Standard errors (p = 0.001) that the crude effect, and its change, must reach: many confounders are looked at."""
REVERSED_EVIDENCE = 2.58
"""Standard errors (p = 0.01) of the adjusted effect on the other side."""
HALF = 0.5

Scale = Literal["rank correlation", "odds ratio", "odds ratio a standard deviation"]


@dataclass(frozen=True, slots=True)
class Effect:
    """`value` with its 95 % interval; `size` and `error` are the same on a scale where 0 is no effect (log-odds, Fisher's
    z)."""

    value: float
    low: float
    high: float
    size: float
    error: float


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Crude and adjusted on the same n customers, those in strata where the cause varies."""

    scale: Scale
    crude: Effect
    adjusted: Effect
    n: int

    @property
    def is_changed(self) -> bool:
        """The crude effect is there, and differs from the adjusted one by more than chance."""
        change = abs(self.crude.size - self.adjusted.size)
        error = math.hypot(self.crude.error, self.adjusted.error)
        return abs(self.crude.size) > EVIDENCE * self.crude.error and change > EVIDENCE * error

    @property
    def is_reversed(self) -> bool:
        """Inside the strata it points the other way (Simpson's paradox)."""
        is_opposite = self.crude.size * self.adjusted.size < 0
        return (
            is_opposite
            and self.is_changed
            and abs(self.adjusted.size) > (REVERSED_EVIDENCE * self.adjusted.error)
        )

    @property
    def is_halved(self) -> bool:
        """Inside the strata less than half of it is left, or it points the other way."""
        is_opposite = self.crude.size * self.adjusted.size < 0
        is_small = abs(self.adjusted.size) < HALF * abs(self.crude.size)
        return self.is_changed and (is_small or is_opposite)


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """A common odds ratio over strata and its test: `statistic` is chi-square on one degree of freedom."""

    effect: Effect
    statistic: float
    p: float


def mantel_haenszel(tables: NDArray[np.integer] | Numbers) -> CommonOdds:
    """The common odds ratio of (strata, 2, 2) counts: cause yes, no × outcome yes, no (Mantel & Haenszel 1959, JNCI
    22:719-748), its interval by Robins, Breslow & Greenland (1986, Biometrics 42:311-323), its test with continuity
    correction. Strata with one customer or none say nothing. NaN where no stratum varies."""
    from scipy.special import chdtrc

    cells = np.asarray(tables, dtype=np.float64)
    n = cells.sum(axis=(1, 2))
    cells, n = cells[n > 1], n[n > 1]
    a, b, c, d = cells[:, 0, 0], cells[:, 0, 1], cells[:, 1, 0], cells[:, 1, 1]
    with_, against = a * d / n, b * c / n
    top, below = float(with_.sum()), float(against.sum())
    if top <= 0 or below <= 0:
        nothing = Effect(math.nan, 0.0, math.inf, math.nan, math.inf)
        return CommonOdds(nothing, math.nan, math.nan)
    agree, differ = (a + d) / n, (b + c) / n
    variance = (
        float((agree * with_).sum()) / (2 * top**2)
        + float((agree * against + differ * with_).sum()) / (2 * top * below)
        + float((differ * against).sum()) / (2 * below**2)
    )
    rows, columns = a + b, a + c
    spread = float((rows * (n - rows) * columns * (n - columns) / (n**2 * (n - 1))).sum())
    distance = abs(float((a - rows * columns / n).sum()))
    statistic = max(0.0, distance - 0.5) ** 2 / spread if spread > 0 else 0.0
    return CommonOdds(
        _odds(math.log(top / below), math.sqrt(variance)), statistic, float(chdtrc(1, statistic))
    )


def _odds(size: float, error: float) -> Effect:
    low, high = (math.exp(min(700.0, size + side * Z95 * error)) for side in (-1, 1))
    return Effect(math.exp(min(700.0, size)), low, high, size, error)


def compare_yes_no(cause: Codes, outcome: Codes, strata: Codes, count: int) -> Adjusted:
    """Of two yes-no variables (1, 0): the odds ratio over everyone and the common one inside strata 0 … count - 1."""
    cells = (strata.astype(np.int64) * 2 + (1 - cause)) * 2 + (1 - outcome)
    tables = np.bincount(cells, minlength=4 * count).reshape(count, 2, 2)
    crude = mantel_haenszel(tables.sum(axis=0, keepdims=True)).effect
    return Adjusted("odds ratio", crude, mantel_haenszel(tables).effect, len(cause))


def compare_odds(cause: Numbers, outcome: Codes, strata: Codes, count: int) -> Adjusted:
    """Of a number and a yes-no outcome: by how much the odds change a standard deviation of the cause, by logistic
    regression with and without a term for each stratum."""
    steps = (cause - cause.mean()) / (cause.std() or 1.0)
    yes = outcome.astype(np.float64)
    inside = np.zeros((len(cause), count))
    inside[np.arange(len(cause)), strata] = 1.0
    crude = _slope(np.column_stack([steps, np.ones(len(cause))]), yes)
    adjusted = _slope(np.column_stack([steps, inside[:, inside.any(axis=0)]]), yes)
    return Adjusted("odds ratio a standard deviation", crude, adjusted, len(cause))


def _slope(design: Numbers, yes: Numbers) -> Effect:
    fit = fit_logistic(design, yes)
    return _odds(float(fit.coefficients[0]), math.sqrt(max(float(fit.covariance[0, 0]), 1e-300)))


def compare_ranks(cause: Numbers, outcome: Numbers, strata: Codes, count: int) -> Adjusted:
    """Of two arrays of ranks: their correlation over everyone, and that of what is left when each stratum's means are taken
    away (a partial correlation given the strata, pooled)."""
    sizes = np.maximum(np.bincount(strata, minlength=count), 1)
    left = [
        ranks - (np.bincount(strata, weights=ranks, minlength=count) / sizes)[strata]
        for ranks in (cause, outcome)
    ]
    n = len(cause)
    crude = _correlation(correlate(cause, outcome), n - 3)
    adjusted = _correlation(correlate(left[0], left[1]), n - 2 - int(np.unique(strata).size))
    return Adjusted("rank correlation", crude, adjusted, n)


def _correlation(value: float, freedom: int) -> Effect:
    if math.isnan(value) or freedom < 1:
        return Effect(math.nan, -1.0, 1.0, math.nan, math.inf)
    size = math.atanh(max(-1 + 1e-12, min(1 - 1e-12, value)))
    error = math.sqrt((1 + value * value / 2) / freedom)
    return Effect(value, math.tanh(size - Z95 * error), math.tanh(size + Z95 * error), size, error)
