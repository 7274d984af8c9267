"""Whether segments differ where their rules do not say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from satsuma.validate.features import Feature
from satsuma.validate.weights import NAMEABLE

FEWEST_KNOWN = 5
"""Fewer customers with a value in a segment say nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts by number. `gap` is the largest standardised difference over all features, less its uncertainty;
    `feature` the one it is found on, None where nothing could be compared."""

    first: int
    second: int
    gap: float
    feature: str | None

    @property
    def is_apart(self) -> bool:
        return self.gap >= NAMEABLE


@dataclass(frozen=True, slots=True)
class Separation:
    """All pairs of the parts compared, the closest first, and how many variables were looked at."""

    pairs: tuple[Pair, ...]
    variables: tuple[str, ...]
    best: tuple[str, ...]
    """The variables that keep most pairs apart, at most three."""


def separate(features: Iterable[Feature], codes: NDArray[np.integer], parts: list[int]) -> Separation:
    """Standardised mean differences (Cohen's d; of a level, of its shares) between any two parts. A pair's `gap` is the
    largest lower bound of an interval corrected for all features and pairs (Bonferroni over their number), so that many
    variables find no difference by luck. `codes` are the customers' parts, aligned with the features' values.
    """
    pairs = list(combinations(range(len(parts)), 2))
    names, variables, moments = [], [], []
    for feature in features:
        names.append(feature.title)
        variables.append(feature.variable)
        moments.append(measure_parts(feature.values, codes, parts))
    if not pairs or not names:
        found = tuple(Pair(parts[i], parts[j], 0.0, None) for i, j in pairs)
        return Separation(found, (), ())
    sizes, means, spreads = (np.array(each) for each in zip(*moments, strict=True))
    z = NormalDist().inv_cdf(1 - 0.025 / (len(names) * len(pairs)))
    bounds = np.stack(
        [bound_below(sizes[:, [i, j]], means[:, [i, j]], spreads[:, [i, j]], z) for i, j in pairs]
    )
    best = bounds.argmax(axis=1)
    found = tuple(
        Pair(parts[i], parts[j], float(bounds[row, best[row]]), names[best[row]])
        for row, (i, j) in enumerate(pairs)
    )
    return Separation(
        tuple(sorted(found, key=lambda pair: (pair.gap, pair.first, pair.second))),
        tuple(dict.fromkeys(name for name in variables if name)),
        rank_features(names, bounds),
    )


def measure_parts(
    values: NDArray[np.float64], codes: NDArray[np.integer], parts: list[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Customers with a value, mean and variance, for each part asked about."""
    known = np.isfinite(values) & (codes >= 0)
    x, g = values[known], codes[known].astype(np.int64)
    most = max(parts, default=0) + 1
    n = np.bincount(g, minlength=most)[parts].astype(np.float64)
    safe = np.maximum(n, 1)
    means = np.bincount(g, x, minlength=most)[parts] / safe
    squares = np.bincount(g, x * x, minlength=most)[parts] / safe - means**2
    return n, means, np.maximum(0.0, squares)


def bound_below(
    n: NDArray[np.float64], means: NDArray[np.float64], variances: NDArray[np.float64], z: float
) -> NDArray[np.float64]:
    """|d| less z standard errors (Hedges & Olkin 1985, ch. 5) for each row of two parts; 0 where it cannot be said."""
    a, b = n[:, 0], n[:, 1]
    pooled = (a * variances[:, 0] + b * variances[:, 1]) / np.maximum(a + b - 2, 1)
    apart = np.abs(means[:, 0] - means[:, 1])
    can_tell = (np.minimum(a, b) >= FEWEST_KNOWN) & (pooled > 1e-12)
    d = np.divide(apart, np.sqrt(pooled), out=np.zeros_like(apart), where=can_tell)
    error = np.sqrt(1 / np.maximum(a, 1) + 1 / np.maximum(b, 1) + d**2 / (2 * np.maximum(a + b, 1)))
    # Parts in which everybody has the same value, and another one: as far apart as can be.
    certain = (np.minimum(a, b) >= FEWEST_KNOWN) & (pooled <= 1e-12) & (apart > 1e-9)
    lowest: NDArray[np.float64] = np.where(
        certain, 9.0, np.where(can_tell, np.maximum(0.0, d - z * error), 0.0)
    )
    return lowest


def rank_features(names: list[str], bounds: NDArray[np.float64]) -> tuple[str, ...]:
    """The titles that keep most pairs apart, at most three."""
    kept = (bounds >= NAMEABLE).sum(axis=0)
    order = sorted(range(len(names)), key=lambda i: (-kept[i], -bounds[:, i].sum(), i))
    return tuple(names[i] for i in order[:3] if kept[i])
