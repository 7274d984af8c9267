"""Gower's distance between customers described by mixed kinds of fields.

Gower (1971, Biometrics 27:857) as in R's `cluster::daisy`: a number and an ordered field by the difference over the range, a
nominal or yes-no field by 0 for the same and 1 for another level, and the mean over the fields that both customers have. A
yes-no field may be asymmetric: then two that both say no have nothing to compare in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Choices = NDArray[np.integer]


def find_ranges(numbers: Floats, choices: Choices, ordered: Sequence[bool]) -> Floats:
    """(p + q) what differences are divided by: the range of every number and of every ordered choice's codes, 1 where
    it does not vary or the choice is nominal."""
    ranges = np.ones(numbers.shape[1] + choices.shape[1])
    for j, column in enumerate(numbers.T):
        known = column[~np.isnan(column)]
        ranges[j] = _find_range(known)
    for j, column in enumerate(choices.T):
        if ordered[j]:
            ranges[numbers.shape[1] + j] = _find_range(column[column >= 0])
    return ranges


def gower(
    numbers: Floats,
    choices: Choices,
    other_numbers: Floats,
    other_choices: Choices,
    ranges: Floats,
    ordered: Sequence[bool],
    asymmetric: Sequence[bool] | None = None,
) -> Floats:
    """(n, m) distances of n customers to m others. `numbers` (n, p) are NaN where missing, `choices` (n, q) codes from 0,
    negative where missing; `ordered` and `asymmetric` say which choices are. NaN where two have no field in common."""
    n, m = len(numbers), len(other_numbers)
    p = numbers.shape[1]
    total, fields = np.zeros((n, m)), np.zeros((n, m))
    for j in range(p):
        a, b = numbers[:, j] / ranges[j], other_numbers[:, j] / ranges[j]
        _add(total, fields, np.abs(a[:, None] - b), ~np.isnan(a), ~np.isnan(b))
    for j in range(choices.shape[1]):
        one, other = choices[:, j], other_choices[:, j]
        if ordered[j]:
            a, b = one / ranges[p + j], other / ranges[p + j]
            gaps = np.abs(a[:, None] - b)
        else:
            gaps = (one[:, None] != other).astype(np.float64)
        known = (one >= 0)[:, None] & (other >= 0)
        if asymmetric is not None and asymmetric[j]:
            known &= (one > 0)[:, None] | (other > 0)
            total += np.where(known, gaps, 0)
            fields += known
        else:
            _add(total, fields, gaps, one >= 0, other >= 0)
    with np.errstate(invalid="ignore"):
        return np.asarray(total / np.where(fields > 0, fields, np.nan))


def _add(
    total: Floats, fields: Floats, gaps: Floats, known: NDArray[np.bool_], other: NDArray[np.bool_]
) -> None:
    """One field's gaps where both customers have it."""
    if known.all() and other.all():
        total += gaps
        fields += 1
        return
    both = known[:, None] & other
    total += np.where(both, gaps, 0)
    fields += both


def _find_range(known: NDArray[np.generic]) -> float:
    if len(known) == 0:
        return 1.0
    return float(known.max() - known.min()) or 1.0
