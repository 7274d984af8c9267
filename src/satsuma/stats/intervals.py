"""Intervals of shares and means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Z95 = 1.959963984540054


def wilson(successes: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927, JASA 22:209-212; Brown, Cai & DasGupta 2001, Stat. Sci. 16:101-133 recommend
    it over the plain one). (0, 1) for n = 0. Effective numbers need not be whole."""
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else (middle - half) / scale
    high = 1.0 if successes == n else (middle + half) / scale
    return max(0.0, low), min(1.0, high)


def mean_interval(mean: float, deviation: float, n: int) -> tuple[float, float] | None:
    """Student's t interval of a mean from the sample standard deviation (n - 1 in the denominator); None below n = 2.

    The t quantile by the Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5), within 0.2 % from n = 6 on; exact values
    below.
    """
    if n < 2:
        return None
    half = t_quantile(n - 1) * deviation / math.sqrt(n)
    return mean - half, mean + half


SMALL_T = {1: 12.706205, 2: 4.302653, 3: 3.182446, 4: 2.776445, 5: 2.570582}


def t_quantile(df: int) -> float:
    """The 0.975 quantile of Student's t."""
    if df in SMALL_T:
        return SMALL_T[df]
    z = Z95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / float(df) ** power for power, term in enumerate(terms, start=1))


def median_interval(ordered: NDArray[np.float64]) -> tuple[float, float] | None:
    """Distribution-free 95 % interval of a median, from values in ascending order: the order statistics 1.96 √n / 2 places from
    the middle (Conover 1999, §3.2). None below n = 6, where no such interval exists."""
    n = len(ordered)
    if n < 6:
        return None
    half = Z95 * math.sqrt(n) / 2
    low, high = math.floor(n / 2 - half), math.ceil(n / 2 + half)
    return float(ordered[max(low, 0)]), float(ordered[min(high, n - 1)])
