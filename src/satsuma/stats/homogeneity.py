"""Do groups differ at all? One test for shares, one for means, and pairs of either."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
SMALLEST_EXPECTED = 5.0
"""Expected counts below which the chi-squared distribution is not trusted (Cochran 1954)."""
DRAWS = 9999


def compare_shares(successes: ArrayLike, totals: ArrayLike, *, seed: int) -> float:
    """p of equal shares in k groups: Pearson's chi-squared test; where an expected count is under 5, the same statistic
    against random tables with the same margins. NaN where nothing varies or fewer than two groups have members."""
    hits, sizes = np.asarray(successes, np.int64), np.asarray(totals, np.int64)
    hits, sizes = hits[sizes > 0], sizes[sizes > 0]
    share = hits.sum() / sizes.sum() if len(sizes) else 0.0
    if len(sizes) < 2 or not 0 < share < 1:
        return math.nan
    expected = sizes * share
    found = _chi_squared(hits[None, :], sizes, expected)[0]
    if min(expected.min(), (sizes - expected).min()) >= SMALLEST_EXPECTED:
        from scipy.special import chdtrc

        return float(chdtrc(len(sizes) - 1, found))
    rng = np.random.default_rng(seed)
    drawn = rng.multivariate_hypergeometric(sizes, int(hits.sum()), size=DRAWS, method="marginals")
    beyond = int((_chi_squared(drawn, sizes, expected) >= found * (1 - 1e-12)).sum())
    return (1 + beyond) / (1 + DRAWS)


def _chi_squared(hits: NDArray[np.int64], sizes: NDArray[np.int64], expected: Numbers) -> Numbers:
    """Both columns of the table at once: (hits − expected)² (1/expected + 1/(size − expected))."""
    weight = 1 / expected + 1 / (sizes - expected)
    found: Numbers = ((hits - expected) ** 2 * weight).sum(axis=1)
    return found


def compare_means(means: ArrayLike, deviations: ArrayLike, sizes: ArrayLike) -> float:
    """p of equal means in k groups that may vary differently (Welch 1951, Biometrika 38:330-336; for two groups Welch's t
    test). Groups with fewer than two members or without variation among others that vary are left out; NaN where fewer
    than two are left."""
    m, s, n = (np.asarray(each, np.float64) for each in (means, deviations, sizes))
    usable = (n >= 2) & (s > 0)
    m, s, n = m[usable], s[usable], n[usable]
    k = len(m)
    if k < 2:
        return math.nan
    from scipy.special import fdtrc

    weights = n / s**2
    centre = (weights * m).sum() / weights.sum()
    between = (weights * (m - centre) ** 2).sum() / (k - 1)
    spread = ((1 - weights / weights.sum()) ** 2 / (n - 1)).sum()
    statistic = between / (1 + 2 * (k - 2) / (k * k - 1) * spread)
    return float(fdtrc(k - 1, (k * k - 1) / (3 * spread), statistic))


def exceed_share(hits: int, size: int, other_hits: int, other_size: int) -> float:
    """One-sided p that the first group's share is above the other's. Fisher's exact test with mid-p (Lancaster 1961, JASA
    56:223-234), which does not favour equality in small groups as the plain test does; from thirty expected of each kind on
    the normal approximation without continuity correction, which is nearly the same there."""
    total, both = hits + other_hits, size + other_size
    share = total / both
    if min(size, other_size) * min(share, 1 - share) >= 30:
        error = math.sqrt(share * (1 - share) * (1 / size + 1 / other_size))
        return 0.5 * math.erfc((hits / size - other_hits / other_size) / error / math.sqrt(2))
    from scipy.special import gammaln

    counts = np.arange(max(0, total - other_size), min(size, total) + 1)
    ways = _log_choose(gammaln, size, counts) + _log_choose(gammaln, other_size, total - counts)
    chances = np.exp(ways - ways.max())
    chances /= chances.sum()
    return float(chances[counts > hits].sum() + 0.5 * chances[counts == hits].sum())


def _log_choose(gammaln: Callable[[ArrayLike], Numbers], n: int, k: NDArray[np.int64]) -> Numbers:
    found: Numbers = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return found


def exceed_mean(
    mean: float, deviation: float, size: int, other_mean: float, other_deviation: float, other_size: int
) -> float:
    """One-sided p that the first group's mean is above the other's: Welch's t test. 1 where neither varies or a group has
    fewer than two members."""
    from scipy.special import stdtr

    if size < 2 or other_size < 2:
        return 1.0
    first, second = deviation**2 / size, other_deviation**2 / other_size
    if first + second <= 0:
        return 0.0 if mean > other_mean else 1.0
    degrees = (first + second) ** 2 / (first**2 / (size - 1) + second**2 / (other_size - 1))
    return float(stdtr(degrees, -(mean - other_mean) / math.sqrt(first + second)))
