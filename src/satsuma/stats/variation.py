"""How much of a value's variation lies between groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.association import order_values, rank_places
from satsuma.stats.intervals import Z95

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Variation:
    """Share of the variation between `groups` groups of `n` values, 0 to 1, with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int
    groups: int


def average_ranks(values: Numbers) -> Numbers:
    """Ranks from 1, ties sharing their average."""
    return rank_places(*order_values(values))


def variation_between(values: Numbers, codes: NDArray[np.integer]) -> Variation | None:
    """Epsilon squared (Kelley 1935, PNAS 21:554-559): the share of the variance between groups, less what chance gives.
    Over `average_ranks` it is the effect size of a Kruskal-Wallis test, whatever the values' shape.

    Values that are not finite and negative codes are left out, and so are groups of one. The interval is normal, with the
    variance of the sum of squares between groups as of a non-central chi-squared (Smithson 2003), each group with its own
    variance. None for fewer than two groups or values that do not vary.
    """
    known = np.isfinite(values) & (codes >= 0)
    x, g = values[known], codes[known].astype(np.int64)
    counts = np.bincount(g) if len(g) else np.zeros(0, np.int64)
    if len(g) and counts.min(initial=2) < 2:
        keep = counts[g] >= 2
        x, g = x[keep], g[keep]
        counts = np.bincount(g, minlength=len(counts)) if len(g) else counts[:0]
    used = counts > 0
    groups, n = int(used.sum()), len(x)
    if groups < 2 or n <= groups:
        return None
    centred = x - x.mean()
    total = float(centred @ centred)
    if total <= 1e-12 * max(1.0, float(np.abs(x).max())) ** 2:
        return None
    sizes = counts[used].astype(np.float64)
    means = np.bincount(g, centred, len(counts))[used] / sizes
    squares = np.bincount(g, centred * centred, len(counts))[used] - sizes * means**2
    between, within = float(sizes @ means**2), float(max(0.0, squares.sum()))
    noise = within / (n - groups)
    value = (between - (groups - 1) * noise) / total
    spreads = np.maximum(0.0, squares) / (sizes - 1)
    deviation = float(np.sqrt(2 * (groups - 1) * noise**2 + 4 * float(sizes @ (means**2 * spreads)))) / total
    reach = Z95 * deviation
    return Variation(clip(value), clip(value - reach), clip(value + reach), n, groups)


def clip(share: float) -> float:
    return float(min(1.0, max(0.0, share)))


def concentration(shares: Numbers, of_total: Numbers) -> float:
    """Hoover's index (1936): the share of the total that would have to move between groups for each to have what its size
    says. 0: spread evenly; near 1: all of it in a small group."""
    return float(np.abs(of_total - shares).sum() / 2)
