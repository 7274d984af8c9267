"""Agreement of divisions: published values, scikit-learn's index, and what is trivial."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.stats.agreement import adjusted_rand, adjusted_rand_of, cross_table, jaccard_of, match

HUNGARIAN = np.array([[50, 5, 2], [3, 4, 60], [6, 70, 1]])


def test_the_hungarian_example() -> None:
    matched = match(HUNGARIAN)
    assert matched.tolist() == [0, 2, 1]
    rows = np.arange(3)
    assert HUNGARIAN[rows, matched].sum() / HUNGARIAN.sum() == pytest.approx(0.8955, abs=5e-5)
    assert jaccard_of(HUNGARIAN)[rows, matched] == pytest.approx([0.7576, 0.8571, 0.8140], abs=5e-5)


def test_a_row_without_a_column_is_unmatched() -> None:
    assert match(np.array([[1, 0], [9, 3], [0, 8]])).tolist() == [-1, 0, 1]
    assert match(np.array([[1, 7, 0]])).tolist() == [1]


def test_the_index_equals_scikit_learns() -> None:
    from sklearn.metrics import adjusted_rand_score

    random = np.random.default_rng(3)
    for _ in range(20):
        a = random.integers(-1, 4, 200)
        b = np.where(random.random(200) < 0.6, a * 3, random.integers(0, 5, 200))
        assert adjusted_rand(a, b) == pytest.approx(adjusted_rand_score(a, b), abs=1e-12)


def test_counts_are_repeated_customers() -> None:
    random = np.random.default_rng(4)
    a, b, counts = random.integers(0, 3, 50), random.integers(0, 4, 50), random.integers(0, 5, 50)
    repeated = np.repeat(a, counts), np.repeat(b, counts)
    assert np.array_equal(cross_table(a, b, 3, 4, counts), cross_table(*repeated, 3, 4))
    assert adjusted_rand(a, b, counts) == pytest.approx(adjusted_rand(*repeated), abs=1e-12)


def test_trivial_divisions_agree_with_themselves() -> None:
    one, alone = np.zeros(4, int), np.arange(4)
    assert adjusted_rand(one, one) == 1.0
    assert adjusted_rand(alone, alone) == 1.0
    assert adjusted_rand(one, alone) == 0.0
    assert adjusted_rand(one[:0], one[:0]) == 1.0
    assert adjusted_rand(one[:1], one[:1]) == 1.0


def test_noise_is_in_no_cell() -> None:
    table = cross_table(np.array([0, -1, 1, 1]), np.array([1, 0, -1, 1]), 2, 2)
    assert table.tolist() == [[0, 1], [0, 1]]


def test_empty_groups_are_not_alike() -> None:
    assert jaccard_of(np.array([[3, 0], [0, 0]])).tolist() == [[1.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize(("a", "b"), [([0, 1], [0]), ([0, 2], [0, 1])])
def test_labels_that_do_not_fit(a: list[int], b: list[int]) -> None:
    with pytest.raises(ValueError, match="label"):
        cross_table(np.array(a), np.array(b), 2, 2)


def test_ten_million_customers_do_not_overflow() -> None:
    assert adjusted_rand_of(np.array([[4_000_000, 0], [0, 6_000_000]])) == 1.0
