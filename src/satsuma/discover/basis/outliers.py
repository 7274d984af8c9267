"""Customers far from everyone: set aside, so that no single one owns a segment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LARGEST_SHARE = 0.02
"""At most so many customers are set aside."""
FAR = 4.0
"""Scaled distance from the middle, in one field or by the robust Mahalanobis distance's tail of the same rarity, from which a
customer is looked at."""
ALONE = 2.0
"""Scaled distance to the neighbours under which nobody is alone."""
FEW_NEIGHBOURS = 5
NEIGHBOUR_SHARE = 0.002
"""A group with a smaller share of the customers is no company."""
REFERENCE = 10_000
MOST_CANDIDATES = 50_000
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Outliers:
    """`found` marks customers; `field` is the number field in which each customer is farthest out. `is_capped`: more were
    found than may be set aside."""

    found: NDArray[np.bool_]
    field: NDArray[np.int64]
    is_capped: bool


def find_outliers(numbers: Numbers, *, seed: int) -> Outliers:
    """Customers that are far from the middle and far from their neighbours, the loneliest first, at most 2 % of all.

    Far from the middle alone is no outlier: a small segment lies there too. `numbers` (n, p) are transformed and scaled; a
    missing one counts as the middle. The neighbour that decides is the fifth, or the one at 0.2 % of a sample of at most
    10,000 customers (Ramaswamy, Rastogi & Shim 2000, distance to the k-th nearest neighbour).
    """
    n, p = numbers.shape
    none = Outliers(np.zeros(n, np.bool_), np.zeros(n, np.int64), False)
    if p == 0 or n <= 2 * FEW_NEIGHBOURS:
        return none
    points = np.nan_to_num(numbers, nan=0.0)
    field = np.abs(points).argmax(axis=1)
    candidates = choose_candidates(points)
    if not len(candidates):
        return none
    rng = np.random.default_rng(seed)
    own = np.arange(n) if n <= REFERENCE else np.sort(rng.choice(n, REFERENCE, replace=False))
    neighbours = max(FEW_NEIGHBOURS, int(np.ceil(NEIGHBOUR_SHARE * len(own))))
    typical = measure_loneliness(
        points, rng.choice(own, min(len(own), CHUNK), replace=False), own, neighbours
    )
    low, high = np.quantile(typical, (0.25, 0.75))
    lonely = measure_loneliness(points, candidates, own, neighbours)
    alone = lonely > max(ALONE, high + 3 * (high - low))
    most = int(np.ceil(LARGEST_SHARE * n))
    order = np.argsort(-lonely, kind="stable")
    chosen = order[alone[order]]
    found = np.zeros(n, np.bool_)
    found[candidates[chosen[:most]]] = True
    return Outliers(found, field, len(chosen) > most)


def choose_candidates(points: Numbers) -> NDArray[np.int64]:
    """Customers worth a look: far out in one field, or in the combination of several; the farthest 50,000."""
    from scipy.special import chdtri, ndtr

    p = points.shape[1]
    clipped = np.clip(points, -3, 3)
    covariance = np.atleast_2d(np.cov(clipped, rowvar=False)) + 1e-3 * np.eye(p)
    apart = points - np.median(points, axis=0)
    distance = np.einsum("ij,ij->i", apart @ np.linalg.inv(covariance), apart)
    limit = float(chdtri(p, 2 * ndtr(-FAR)))
    far = np.flatnonzero((np.abs(points).max(axis=1) > FAR) | (distance > limit))
    if len(far) <= MOST_CANDIDATES:
        return far
    farthest = np.argsort(-distance[far], kind="stable")[:MOST_CANDIDATES]
    return np.sort(far[farthest])


def measure_loneliness(
    points: Numbers, asked: NDArray[np.int64], own: NDArray[np.int64], neighbours: int
) -> Numbers:
    """Distance of each asked customer to the nth nearest of `own`, not counting themselves."""
    there = points[own]
    square = (there * there).sum(axis=1)
    is_own = np.isin(asked, own)
    found = np.empty(len(asked))
    for start in range(0, len(asked), CHUNK):
        part = slice(start, start + CHUNK)
        here = points[asked[part]]
        distances = (here * here).sum(axis=1)[:, None] - 2 * here @ there.T + square
        nearest = np.partition(distances, (neighbours - 1, neighbours), axis=1)
        place = np.where(is_own[part], neighbours, neighbours - 1)
        found[part] = nearest[np.arange(len(here)), place]
    return np.sqrt(np.maximum(found, 0.0))
