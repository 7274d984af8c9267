"""Fitting on a sample of many customers, and whether the sample was large enough: two samples must place people alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm, Fit
from satsuma.discover.cluster.matrix import Matrix
from satsuma.model.errors import OptionError
from satsuma.stats.agreement import adjusted_rand

CHECKED = 100_000
"""Customers that the two samples' fits place, at most."""


@dataclass(frozen=True, slots=True)
class SampledFit:
    """A fit on `size` customers. `agreement` is the adjusted Rand index between where it places `checked` customers and where
    a fit on as many others places them; None where everyone was fitted."""

    fit: Fit
    size: int
    agreement: float | None
    checked: int


def choose_sample(n: int, size: int, seed: int) -> NDArray[np.int64]:
    """Rows of a random sample without replacement, in rising order; all where `size` is not below n. Raises OptionError for
    a size below 1."""
    if size < 1:
        raise OptionError("A sample needs at least one customer.")
    if size >= n:
        return np.arange(n)
    return np.sort(np.random.default_rng([seed, 2]).choice(n, size, replace=False)).astype(np.int64)


def fit_sample(
    algorithm: Algorithm, matrix: Matrix, k: int, *, size: int, starts: int, seed: int, checked: int = CHECKED
) -> SampledFit:
    """Fit k groups on a sample of `size` customers, and again on as many others (fewer where fewer are left), to see how far
    the groups depend on the sample. Raises what the algorithm raises."""
    first = choose_sample(matrix.n, size, seed)
    fit = algorithm.fit(matrix.take(first), k, starts=starts, seed=seed)
    is_other = np.ones(matrix.n, dtype=np.bool_)
    is_other[first] = False
    others = np.flatnonzero(is_other)
    if len(others) < max(2, k):
        return SampledFit(fit, len(first), None, 0)
    second = others[choose_sample(len(others), size, seed)]
    again = algorithm.fit(matrix.take(second), k, starts=starts, seed=seed)
    seen = matrix.take(choose_sample(matrix.n, checked, seed + 1))
    agreement = adjusted_rand(algorithm.label(fit, seen), algorithm.label(again, seen))
    return SampledFit(fit, len(first), agreement, seen.n)
