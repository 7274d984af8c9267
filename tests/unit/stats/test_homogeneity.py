"""Tests of equal shares and means against SciPy's, and by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from satsuma.stats.homogeneity import compare_means, compare_shares, exceed_mean, exceed_share


def test_shares_as_pearson() -> None:
    hits, sizes = np.array([30, 45, 12]), np.array([100, 120, 90])
    expected = stats.chi2_contingency([hits, sizes - hits], correction=False).pvalue
    assert compare_shares(hits, sizes, seed=1) == pytest.approx(expected, rel=1e-9)


def test_few_cases_are_simulated() -> None:
    hits, sizes = np.array([1, 6]), np.array([10, 8])
    exact = stats.fisher_exact([[1, 9], [6, 2]]).pvalue
    assert compare_shares(hits, sizes, seed=1) == pytest.approx(exact, abs=0.01)


@pytest.mark.parametrize(
    ("hits", "sizes"), [([0, 0], [5, 6]), ([5, 6], [5, 6]), ([3], [9]), ([3, 0], [9, 0]), ([], [])]
)
def test_nothing_to_compare(hits: list[int], sizes: list[int]) -> None:
    assert math.isnan(compare_shares(hits, sizes, seed=1))


def test_two_means_as_welch() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.normal(0, 1, 30), rng.normal(0.7, 3, 50)
    means, deviations = [a.mean(), b.mean()], [a.std(ddof=1), b.std(ddof=1)]
    expected = stats.ttest_ind(a, b, equal_var=False).pvalue
    assert compare_means(means, deviations, [30, 50]) == pytest.approx(expected, rel=1e-9)
    one_sided = stats.ttest_ind(b, a, equal_var=False, alternative="greater").pvalue
    found = exceed_mean(means[1], deviations[1], 50, means[0], deviations[0], 30)
    assert found == pytest.approx(one_sided, rel=1e-9)


def test_several_means_hold_their_level() -> None:
    rng = np.random.default_rng(8)
    rejected = 0
    for _ in range(400):
        groups = [rng.normal(0, scale, size) for scale, size in ((1, 15), (3, 40), (2, 25))]
        found = compare_means(*zip(*[(g.mean(), g.std(ddof=1), len(g)) for g in groups], strict=True))
        rejected += found < 0.05
    assert 8 <= rejected <= 34


def test_means_without_variation() -> None:
    assert math.isnan(compare_means([1, 2], [0, 0], [5, 5]))
    assert exceed_mean(1, 0, 5, 0, 0, 5) == 0.0
    assert exceed_mean(1, 1, 1, 0, 1, 5) == 1.0


def test_a_share_above_another() -> None:
    assert exceed_share(30, 50, 10, 50) < 1e-4
    assert exceed_share(10, 50, 30, 50) > 0.999
    assert exceed_share(10, 50, 10, 50) == pytest.approx(0.5, abs=0.01)
    assert exceed_share(0, 5, 0, 9) == 0.5


@pytest.mark.parametrize(
    ("hits", "size", "other_hits", "other_size"), [(3, 20, 9, 200), (6, 8, 1, 10), (0, 9, 4, 11)]
)
def test_mid_p_of_few(hits: int, size: int, other_hits: int, other_size: int) -> None:
    law = stats.hypergeom(size + other_size, hits + other_hits, size)
    expected = law.sf(hits) + 0.5 * law.pmf(hits)
    assert exceed_share(hits, size, other_hits, other_size) == pytest.approx(expected, rel=1e-9)


def test_mid_p_and_normal_agree_where_they_meet() -> None:
    law = stats.hypergeom(800, 200, 130)
    expected = law.sf(43) + 0.5 * law.pmf(43)
    assert exceed_share(43, 130, 157, 670) == pytest.approx(expected, rel=0.2)
