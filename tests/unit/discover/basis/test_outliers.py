"""Lonely customers are set aside; small segments and ordinary tails are not."""

import numpy as np
import pytest

from satsuma.discover.basis.outliers import LARGEST_SHARE, find_outliers

RNG = np.random.default_rng(11)


@pytest.mark.parametrize("p", [1, 3, 10])
@pytest.mark.parametrize("n", [300, 5000, 30_000])
def test_a_bell_curve_has_next_to_no_outliers(n: int, p: int) -> None:
    assert find_outliers(RNG.normal(size=(n, p)), seed=1).found.mean() <= 0.001


def test_a_lonely_customer_is_found_with_the_field_that_sets_it_apart() -> None:
    numbers = RNG.normal(size=(1000, 4))
    numbers[17] = [0, 0, 25, 0]
    numbers[500] = [30, 0, 0, np.nan]
    outliers = find_outliers(numbers, seed=1)
    assert np.flatnonzero(outliers.found).tolist() == [17, 500]
    assert outliers.field[[17, 500]].tolist() == [2, 0]
    assert not outliers.is_capped


def test_a_small_segment_far_away_is_no_outlier() -> None:
    numbers = RNG.normal(size=(2000, 3))
    numbers[:100] = RNG.normal(size=(100, 3)) * 0.5 + 15
    assert not find_outliers(numbers, seed=1).found[:100].any()


def test_no_more_than_the_largest_share_is_set_aside() -> None:
    numbers = RNG.standard_t(1, size=(2000, 5))
    outliers = find_outliers(numbers, seed=1)
    assert outliers.found.sum() == np.ceil(LARGEST_SHARE * 2000)
    assert outliers.is_capped


def test_tied_and_tiny_data_do_not_fail() -> None:
    assert not find_outliers(np.zeros((500, 2)), seed=1).found.any()
    assert not find_outliers(np.empty((500, 0)), seed=1).found.any()
    assert not find_outliers(RNG.normal(size=(1, 2)), seed=1).found.any()
    assert not find_outliers(np.full((50, 2), np.nan), seed=1).found.any()


def test_the_same_seed_finds_the_same_in_large_data() -> None:
    numbers = RNG.standard_t(2, size=(30_000, 3))
    first, second = (find_outliers(numbers, seed=3).found for _ in range(2))
    np.testing.assert_array_equal(first, second)
