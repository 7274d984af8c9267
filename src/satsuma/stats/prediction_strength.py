"""Prediction strength: do groups found in one half of the data hold in the other?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer]


def prediction_strength(own: Labels, predicted: Labels) -> float:
    """The worst group's share of pairs that stay together (Tibshirani & Walther 2005, JCGS 14:511-528, formula 2.1).

    `own` are the groups of one half found in itself, `predicted` the groups of the same customers by the other half's
    division. Groups of fewer than two say nothing; 1 where all are such. Noise (-1) is left out of `own` and stays with nobody
    in `predicted`.
    """
    worst = 1.0
    for group in np.unique(own[own >= 0]):
        placed = predicted[own == group]
        n = len(placed)
        if n < 2:
            continue
        counts = np.bincount(placed[placed >= 0]).astype(np.float64)
        worst = min(worst, float((counts * (counts - 1)).sum()) / (n * (n - 1)))
    return worst


def halves(n: int, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Two random halves of n positions."""
    order = rng.permutation(n)
    return np.sort(order[: n // 2]), np.sort(order[n // 2 :])
