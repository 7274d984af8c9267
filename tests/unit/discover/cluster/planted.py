"""Customers of known groups, with mixed kinds of fields."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Planted:
    matrix: Matrix
    groups: NDArray[np.intp]


def plant(
    n: int, seed: int, *, numbers: int = 3, choices: int = 3, apart: float = 3.0, missing: float = 0.0
) -> Planted:
    """Four groups of 40, 30, 20 and 10 %."""
    chances = np.random.default_rng(seed)
    groups = chances.choice(4, n, p=[0.4, 0.3, 0.2, 0.1])
    means = apart * chances.normal(size=(4, numbers))
    rows = means[groups] + chances.normal(size=(n, numbers))
    levels = 3
    odds = chances.dirichlet(np.full(levels, 0.4), size=(4, choices))
    sums = odds.cumsum(axis=2)[groups]
    codes = (chances.uniform(size=(n, choices, 1)) > sums).sum(axis=2).clip(0, levels - 1).astype(np.int16)
    rows[chances.uniform(size=rows.shape) < missing] = np.nan
    codes[chances.uniform(size=codes.shape) < missing] = -1
    return Planted(Matrix(rows, codes, (levels,) * choices, (False,) * choices), groups)
