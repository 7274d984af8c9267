"""What an algorithm is: it fits k groups to a matrix, and places anyone by what it learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.matrix import Matrix

Labels = NDArray[np.int16]
"""A group from 0 per customer; -1 for noise."""
Counts = NDArray[np.int32]
"""How often each customer counts: 1 for everyone, a bootstrap sample's draws otherwise."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted division. Groups are ordered by size, the largest first. Exactly one of `ssw` and `log_likelihood` is set
    (neither for density). `at_optimum` is the share of starts within one millionth of the best."""

    algorithm: str
    k: int
    parameters: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    ssw: float | None = None
    log_likelihood: float | None = None
    free_parameters: int | None = None
    starts: int = 1
    at_optimum: float = 1.0


class Algorithm(Protocol):
    """Batch in, batch out; a fit holds parameters only."""

    name: str

    def refuse(self, matrix: Matrix) -> str | None:
        """Why this algorithm does not suit the matrix, in a sentence; None where it does."""

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        """The best of `starts` random starts. Same input, same output to the byte, whatever the threads."""

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        """The group of every row of a matrix with the same fields."""

    def place(self, fit: Fit, matrix: Matrix) -> NDArray[np.float64]:
        """(n, k) probabilities of the groups; rows add to 1."""


@runtime_checkable
class Alike(Protocol):
    """What an algorithm may offer besides: fits in the form of an earlier one, where many are compared and none is kept."""

    def fit_alike(self, fit: Fit, matrix: Matrix, *, starts: int, seed: int) -> Fit:
        """As many groups as `fit` has and of the same form, on other customers, less exactly."""


def fit_alike(algorithm: Algorithm, fit: Fit, matrix: Matrix, *, starts: int, seed: int) -> Fit:
    """The algorithm's quicker way, else an ordinary fit."""
    if isinstance(algorithm, Alike):
        return algorithm.fit_alike(fit, matrix, starts=starts, seed=seed)
    return algorithm.fit(matrix, fit.k, starts=starts, seed=seed)
