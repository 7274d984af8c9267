"""Customers as points, the same for every algorithm, so that silhouettes of different algorithms compare."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.matrix import Matrix
from satsuma.stats.nulls import CopulaNull, draw_uniform, fit_copula

Doubles = NDArray[np.float64]
HALF = np.sqrt(0.5)


def find_coordinates(matrix: Matrix) -> Doubles:
    """(n, d) numbers as they are scaled; yes-no items 0 and 1; ordered choices spread evenly from 0 to 1; other choices one
    column a level, so that two different levels are 1 apart. Missing values are taken for the column's mean."""
    parts = [matrix.numbers]
    for codes, levels, is_ordered in zip(matrix.choices.T, matrix.levels, matrix.ordered, strict=True):
        known = codes >= 0
        if is_ordered or levels <= 2:
            column = np.where(known, codes / max(1, levels - 1), np.nan)[:, None]
        else:
            column = np.where(known[:, None], (codes[:, None] == np.arange(levels)) * HALF, np.nan)
        parts.append(column)
    points = np.concatenate(parts, axis=1)
    unknown = np.isnan(points)
    if unknown.any():
        counts = np.maximum(1, (~unknown).sum(axis=0))
        means = np.where(unknown, 0.0, points).sum(axis=0) / counts
        points = np.where(unknown, means, points)
    return np.ascontiguousarray(points, dtype=np.float64)


def fit_null(matrix: Matrix) -> CopulaNull:
    """The Gaussian copula with the matrix's margins and correlations."""
    return fit_copula(matrix.numbers, matrix.choices, matrix.ordered)


def draw_null(null: CopulaNull, matrix: Matrix, rng: np.random.Generator) -> Matrix:
    """Customers without groups who look like the matrix's."""
    return Matrix(*null.draw(rng), matrix.levels, matrix.ordered)


def draw_reference(matrix: Matrix, rng: np.random.Generator) -> Matrix:
    """Customers without any shape in the same ranges."""
    return Matrix(*draw_uniform(matrix.numbers, matrix.choices, rng), matrix.levels, matrix.ordered)
