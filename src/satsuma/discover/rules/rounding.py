"""Thresholds that people say: the roundest number that still parts two values."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

MOST_DISTINCT = 200
"""Distinct values up to which every gap between two of them may become a threshold."""
GRID = 100
"""Thresholds tried where there are more values."""
SLACK = 0.4
"""How far, in steps of the grid, a threshold may move to become round."""
_FINEST = -9


def round_between(low: float, high: float) -> Decimal | None:
    """The roundest decimal t with low < t <= high; of several equally round ones the nearest to the middle.

    Round is a multiple of 10^e, then of 5·10^e, then of 2·10^e, for the largest e. None where it would need more than
    nine decimals.
    """
    if low < 0 <= high:
        return Decimal(0)
    first, last = Decimal(repr(low)), Decimal(repr(high))
    middle = (first + last) / 2
    start = math.floor(math.log10(high - low)) + 1 if high > low else _FINEST - 1
    for exponent in range(start, _FINEST - 1, -1):
        for factor in (1, 5, 2):
            step = Decimal(factor).scaleb(exponent - (factor != 1))
            found = round(middle / step) * step
            found = found if found > first else found + step
            found = found if found <= last else found - step
            if first < found <= last:
                return Decimal(format(found, "f"))
    return None


def list_cuts(numbers: NDArray[np.float64]) -> tuple[Decimal, ...]:
    """Round thresholds t that part the numbers as `x >= t` from `x < t`, ascending; NaN is passed over.

    With few distinct values one in every gap; with many one near each hundredth of the customers, beside values that
    many share on both sides.
    """
    values, counts = np.unique(numbers[~np.isnan(numbers)], return_counts=True)
    if len(values) < 2:
        return ()
    if len(values) <= MOST_DISTINCT:
        gaps = list(zip(values[:-1].tolist(), values[1:].tolist(), strict=True))
    else:
        gaps = _list_gaps(values, counts)
    found = {cut for low, high in gaps if (cut := round_between(low, high)) is not None}
    return tuple(sorted(found))


def _list_gaps(values: NDArray[np.float64], counts: NDArray[np.int64]) -> list[tuple[float, float]]:
    ranks = np.cumsum(counts)
    positions = np.arange(1, GRID) / GRID * ranks[-1]
    slack = SLACK / GRID * ranks[-1]
    lows = np.searchsorted(ranks, positions - slack)
    highs = np.minimum(np.searchsorted(ranks, positions + slack), len(values) - 1)
    found: list[tuple[float, float]] = []
    for low, high in dict.fromkeys(zip(lows.tolist(), highs.tolist(), strict=True)):
        if low < high:
            found.append((values[low], values[high]))
            continue
        if low > 0:
            found.append((values[low - 1], values[low]))
        if low + 1 < len(values):
            found.append((values[low], values[low + 1]))
    return [(float(low), float(high)) for low, high in found]
