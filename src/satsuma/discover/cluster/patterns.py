"""Customers that are alike in every field, counted once: what fitting costs then depends on the distinct ones only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Counts
from satsuma.discover.cluster.matrix import Matrix

WORTHWHILE = 0.5
"""Above this share of distinct customers, nothing is gained by counting."""
CODES = 2**62


@dataclass(frozen=True, slots=True)
class Patterns:
    """The distinct rows of a matrix, how many customers each stands for, and each customer's row."""

    matrix: Matrix
    counts: Counts
    rows: NDArray[np.int64]
    """(n,) `matrix.take(rows)` is the matrix they were found in."""

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.rows)


def find_patterns(matrix: Matrix, *, worthwhile: float = WORTHWHILE) -> Patterns:
    """The distinct rows, in an order that depends on their values only; every row as it stands where more than the share
    `worthwhile` would be distinct. Missing is a value like the others."""
    n = matrix.n
    codes = np.zeros(n, dtype=np.int64)
    distinct = 1
    for column in [*matrix.numbers.T, *matrix.choices.T]:
        _, own = np.unique(column, return_inverse=True)
        levels = int(own.max(initial=0)) + 1
        if distinct > CODES // levels:
            distinct, codes = _renumber(codes)
        codes = codes * levels + own
        distinct *= levels
        if distinct > worthwhile * n:
            distinct, codes = _renumber(codes)
            if distinct > worthwhile * n:
                return Patterns(matrix, np.ones(n, dtype=np.int32), np.arange(n))
    _, first, rows, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    return Patterns(matrix.take(first), counts.astype(np.int32), rows)


def count_distinct(matrix: Matrix) -> int:
    """How many distinct rows there are."""
    return find_patterns(matrix, worthwhile=1.0).matrix.n


def _renumber(codes: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    found, renumbered = np.unique(codes, return_inverse=True)
    return len(found), renumbered
