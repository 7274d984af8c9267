"""Variation between groups: known values, chance, and what the interval promises."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from satsuma.stats.variation import average_ranks, concentration, variation_between


def test_ranks_share_ties() -> None:
    values = np.array([3.0, 1.0, 3.0, 2.0, 3.0])
    assert average_ranks(values).tolist() == stats.rankdata(values).tolist()


def test_epsilon_squared_from_the_analysis_of_variance() -> None:
    chance = np.random.default_rng(3)
    groups = [chance.normal(mean, 1, size) for mean, size in ((0, 40), (0.5, 60), (1.2, 30))]
    values, codes = np.concatenate(groups), np.repeat([0, 1, 2], [40, 60, 30])
    f = stats.f_oneway(*groups).statistic
    n, k = 130, 3
    # Epsilon squared = (F - 1) (k - 1) / (F (k - 1) + n - k), Kelley 1935.
    expected = (f - 1) * (k - 1) / (f * (k - 1) + n - k)
    found = variation_between(values, codes)
    assert found is not None
    assert found.value == pytest.approx(expected)
    assert found.low < found.value < found.high
    assert (found.n, found.groups) == (130, 3)


def test_groups_without_a_difference_are_told_by_an_interval_that_holds_zero() -> None:
    chance = np.random.default_rng(1)
    codes = np.repeat(np.arange(5), 200)
    held = 0
    for _ in range(200):
        found = variation_between(average_ranks(chance.exponential(size=1000)), codes)
        assert found is not None
        held += found.low <= 0
    assert held >= 190


def test_the_interval_covers_the_truth() -> None:
    """Groups of equal size with means -1, 0, 1 and unit variance: 2/3 of 5/3 lies between them."""
    chance = np.random.default_rng(2)
    codes, covered = np.repeat(np.arange(3), 100), 0
    for _ in range(300):
        found = variation_between(chance.normal(size=300) + codes - 1, codes)
        assert found is not None
        covered += found.low <= 0.4 <= found.high
    assert covered >= 270


def test_what_cannot_be_compared_is_none() -> None:
    assert variation_between(np.ones(10), np.repeat([0, 1], 5)) is None
    assert variation_between(np.arange(10.0), np.zeros(10, int)) is None
    assert variation_between(np.full(4, np.nan), np.array([0, 0, 1, 1])) is None
    assert variation_between(np.zeros(0), np.zeros(0, int)) is None
    assert variation_between(np.array([1.0, 2.0, 9.0]), np.array([0, 0, 1])) is None


def test_a_last_group_of_one_is_left_out_like_any_other() -> None:
    values = np.array([1.0, 2.0, 1.5, 7.0, 8.0, 7.5, 99.0])
    codes = np.array([0, 0, 0, 1, 1, 1, 2])
    assert variation_between(values, codes) == variation_between(values[:-1], codes[:-1])


def test_concentration_is_what_would_have_to_move() -> None:
    even = np.array([0.5, 0.5])
    assert concentration(even, even) == 0
    assert concentration(np.array([0.2, 0.8]), np.array([0.8, 0.2])) == pytest.approx(0.6)
