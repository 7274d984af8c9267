"""What fits begin from: different customers with counts, a sample of them, and customers far from each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Counts
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.patterns import find_patterns

SAMPLE = 10_000
"""Different rows above which starts run on a sample of that many; only the best are finished on everyone."""
STEPS_ON_EVERYONE = 30
"""At most, from an optimum of the sample."""
SEEDED = 1000
"""Customers among whom the beginnings of a start are drawn."""

Floats = NDArray[np.float64]


def collapse(matrix: Matrix, counts: Counts | None) -> tuple[Matrix, Floats]:
    """The different rows that count and how often, in an order that depends on their values only; the rows as they stand
    where there are many and nearly all differ."""
    if counts is not None and not counts.all():
        kept = np.flatnonzero(counts)
        matrix, counts = matrix.take(kept), counts[kept]
    patterns = find_patterns(matrix, worthwhile=1.0 if matrix.n <= SAMPLE else 0.5)
    if counts is None:
        return patterns.matrix, patterns.counts.astype(np.float64)
    weights = np.bincount(patterns.rows, weights=counts, minlength=patterns.matrix.n)
    return patterns.matrix, weights.astype(np.float64)


def draw_sample(weights: Floats, chances: np.random.Generator) -> NDArray[np.intp]:
    """`SAMPLE` rows by their weights, none twice, in order."""
    return np.sort(chances.choice(len(weights), SAMPLE, replace=False, p=weights / weights.sum()))


def draw_apart(
    numbers: Floats, codes: NDArray[np.integer], weights: Floats, k: int, chances: np.random.Generator
) -> NDArray[np.intp]:
    """k rows, each drawn by its squared distance to those drawn before (k-means++, Arthur and Vassilvitskii 2007) out of at
    most a thousand drawn by their weights. A difference of codes (n, q) counts 1, a missing number nothing."""
    drawn = chances.choice(len(weights), min(SEEDED, len(weights)), p=weights / weights.sum())
    numbers, codes = numbers[drawn], codes[drawn]
    nearest, seeds = np.full(len(drawn), np.inf), [0]
    for _ in range(k - 1):
        gaps = np.nan_to_num(numbers - numbers[seeds[-1]])
        far = (gaps * gaps).sum(axis=1) + (codes != codes[seeds[-1]]).sum(axis=1)
        nearest = np.minimum(nearest, far)
        total = nearest.sum()
        seeds.append(int(chances.choice(len(drawn), p=nearest / total if total > 0 else None)))
    return np.asarray(drawn[seeds], np.intp)
