"""Corrections of a family of tests, so that a hundred questions do not find five answers by chance.

Missing p-values (NaN) stay missing and do not count as tests.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Adjusted p-values that control the chance of any false finding (Holm 1979, Scand. J. Stat. 6:65-70); for
    confirmatory families. Any shape in, the same shape out."""
    raw, known = _read(p)
    tests = raw[known]
    order = np.argsort(tests, kind="stable")
    m = len(tests)
    stepped = np.maximum.accumulate(tests[order] * (m - np.arange(m)))
    return _put(raw, known, order, stepped)


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """Adjusted p-values that control the expected share of false findings among the findings (Benjamini & Hochberg 1995,
    JRSS B 57:289-300); for exploratory families. Any shape in, the same shape out."""
    raw, known = _read(p)
    tests = raw[known]
    order = np.argsort(tests, kind="stable")
    m = len(tests)
    steps = tests[order] * m / np.arange(1, m + 1)
    stepped = np.minimum.accumulate(steps[::-1])[::-1]
    return _put(raw, known, order, stepped)


def _read(p: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    raw = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(raw)
    if ((raw[known] < 0) | (raw[known] > 1)).any():
        raise ValueError("p-values lie between 0 and 1")
    return raw, known


def _put(
    raw: NDArray[np.float64],
    known: NDArray[np.bool_],
    order: NDArray[np.intp],
    stepped: NDArray[np.float64],
) -> NDArray[np.float64]:
    tests = np.empty(len(order))
    tests[order] = np.minimum(stepped, 1.0)
    adjusted = np.full(raw.shape, np.nan)
    adjusted[known] = tests
    return adjusted
