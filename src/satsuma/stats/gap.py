"""The gap statistic: is a division tighter than the same division of data without groups?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gap:
    """Per number of groups: the gap and its standard error (simulation's included)."""

    gap: Doubles
    error: Doubles


def gap_statistic(costs: Doubles, references: Doubles) -> Gap:
    """Gap(k) = mean of log reference costs − log cost; s(k) = sd·√(1 + 1/B) (Tibshirani, Walther & Hastie 2001, JRSS B
    63:411-423, section 3).

    `costs` (K,) within-group cost for each k, k = 1 first; `references` (B, K) the same of B reference data sets.
    A cost of 0 is taken for the smallest positive double.
    """
    tiny = np.finfo(np.float64).tiny
    logs = np.log(np.maximum(references, tiny))
    gap = logs.mean(axis=0) - np.log(np.maximum(costs, tiny))
    return Gap(gap, logs.std(axis=0) * np.sqrt(1 + 1 / len(references)))


def first_within_error(gap: Gap) -> int:
    """Position of the smallest k with Gap(k) ≥ Gap(k+1) − s(k+1): Tibshirani's rule. The last where none is."""
    for at in range(len(gap.gap) - 1):
        if gap.gap[at] >= gap.gap[at + 1] - gap.error[at + 1]:
            return at
    return len(gap.gap) - 1


def draw_box(points: Doubles, rng: np.random.Generator) -> Doubles:
    """Uniform points in the box around the data, aligned with their principal components (the paper's reference b)."""
    centre = points.mean(axis=0)
    _, _, axes = np.linalg.svd(points - centre, full_matrices=False)
    turned = (points - centre) @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    return np.asarray(rng.uniform(low, high, size=turned.shape) @ axes + centre)


def sum_of_spreads(points: Doubles, labels: NDArray[np.integer]) -> float:
    """W of the paper in plain distance: the sum over groups of all pairwise distances within over the group's size. R's
    `clusGap` with its default power. O(n²)."""
    total = 0.0
    for group in np.unique(labels[labels >= 0]):
        part = points[labels == group]
        norms = (part * part).sum(axis=1)
        squared = np.maximum(norms[:, None] + norms[None] - 2 * part @ part.T, 0)
        np.fill_diagonal(squared, 0)
        total += float(np.sqrt(squared).sum()) / (2 * len(part))
    return total
