"""How compact and apart groups are: silhouette, Calinski-Harabasz, Davies-Bouldin.

None of them can say that there are no groups (they need two): see `gap` and `nulls`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Labels = NDArray[np.integer]
NAN = float("nan")


def silhouette(points: Doubles, labels: Labels) -> float:
    """Mean silhouette width in Euclidean distance, exactly, over all points of a group; noise (-1) is left out. 0 for a group
    of one. NaN with fewer than two groups. O(n²): pass a sample of large data (`thin`).

    Rousseeuw 1987, J. Comput. Appl. Math. 20:53-65.
    """
    return silhouettes(points, [labels])[0]


def silhouettes(points: Doubles, labellings: Sequence[Labels], chunk: int = 1_024) -> list[float]:
    """The silhouettes of several divisions of the same points, the distances measured once."""
    x = np.ascontiguousarray(points, dtype=np.float64)
    n = len(x)
    members = [_membership(labels) for labels in labellings]
    if not members or n == 0:
        return [NAN] * len(members)
    joined = np.concatenate(members, axis=1)
    edges = np.cumsum([0, *(one.shape[1] for one in members)])
    sums = np.empty((n, joined.shape[1]))
    norms = (x * x).sum(axis=1)
    for start in range(0, n, chunk):
        part = slice(start, min(start + chunk, n))
        distances = norms[part, None] + norms[None, :] - 2 * (x[part] @ x.T)
        np.maximum(distances, 0, out=distances)
        np.sqrt(distances, out=distances)
        distances[np.arange(distances.shape[0]), np.arange(part.start, part.stop)] = 0
        sums[part] = distances @ joined
    return [
        _mean_width(sums[:, edges[i] : edges[i + 1]], one.sum(axis=0), np.asarray(labels))
        for i, (one, labels) in enumerate(zip(members, labellings, strict=True))
    ]


def _membership(labels: Labels) -> Doubles:
    """(n, k) 1 where a point is in a group."""
    k = int(labels.max(initial=-1)) + 1
    one = np.zeros((len(labels), k))
    inside = np.flatnonzero(labels >= 0)
    one[inside, labels[inside]] = 1
    return one


def _mean_width(sums: Doubles, sizes: Doubles, labels: Labels) -> float:
    inside = np.flatnonzero(labels >= 0)
    if np.count_nonzero(sizes) < 2:
        return NAN
    own = labels[inside]
    sums = sums[inside]
    rows = np.arange(len(inside))
    with np.errstate(divide="ignore", invalid="ignore"):
        within = sums[rows, own] / (sizes[own] - 1)
        across = np.where(sizes > 0, sums / sizes, np.inf)
        across[rows, own] = np.inf
        nearest = across.min(axis=1)
        widths = (nearest - within) / np.maximum(nearest, within)
    widths[(sizes[own] == 1) | ~np.isfinite(widths)] = 0
    return float(widths.mean())


def within(points: Doubles, labels: Labels) -> float:
    """Sum of squared distances of points to their group's centre; noise is left out."""
    total = 0.0
    for group in np.unique(labels[labels >= 0]):
        part = points[labels == group]
        total += float(((part - part.mean(axis=0)) ** 2).sum())
    return total


def calinski_harabasz(points: Doubles, labels: Labels) -> float:
    """Variance between over variance within groups, each by its degrees of freedom (Calinski & Harabasz 1974, Commun. Stat.
    3:1-27). NaN with fewer than two groups."""
    inside = labels >= 0
    points, labels = points[inside], labels[inside]
    k, n = len(np.unique(labels)), len(labels)
    if k < 2 or n <= k:
        return NAN
    inner = within(points, labels)
    total = float(((points - points.mean(axis=0)) ** 2).sum())
    return (total - inner) / (k - 1) / (inner / (n - k)) if inner > 0 else float("inf")


def davies_bouldin(points: Doubles, labels: Labels) -> float:
    """Mean over groups of the largest (spread + spread) / distance of centres with another group; small is good (Davies &
    Bouldin 1979, IEEE PAMI 1:224-227). NaN with fewer than two groups."""
    groups = np.unique(labels[labels >= 0])
    if len(groups) < 2:
        return NAN
    parts = [points[labels == group] for group in groups]
    centres = np.array([part.mean(axis=0) for part in parts])
    spreads = np.array(
        [np.sqrt(((p - c) ** 2).sum(axis=1)).mean() for p, c in zip(parts, centres, strict=True)]
    )
    apart = np.sqrt(((centres[:, None] - centres[None]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    with np.errstate(divide="ignore"):
        ratios = (spreads[:, None] + spreads[None]) / apart
    return float(ratios.max(axis=1).mean())


def thin(n: int, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Positions of at most `most` of n points: all of them, or a random sample in rising order."""
    return np.arange(n) if n <= most else np.sort(rng.choice(n, most, replace=False))
