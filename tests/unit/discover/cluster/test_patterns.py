"""Distinct customers counted once: nobody lost, nothing changed, no gain sought where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.discover.cluster.patterns import count_distinct, find_patterns


@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(0, 2), st.integers(0, 3))
def test_rows_lead_back_to_the_customers(seed: int, n: int, p: int, q: int) -> None:
    random = np.random.default_rng(seed)
    numbers = random.integers(0, 3, (n, p)).astype(float)
    numbers[random.random((n, p)) < 0.2] = np.nan
    matrix = Matrix(numbers, random.integers(-1, 2, (n, q)).astype(np.int16), (2,) * q, (False,) * q)
    for worthwhile in (0.5, 1.0):
        found = find_patterns(matrix, worthwhile=worthwhile)
        again = found.matrix.take(found.rows)
        assert np.array_equal(again.numbers, matrix.numbers, equal_nan=True)
        assert np.array_equal(again.choices, matrix.choices)
        assert found.counts.tolist() == np.bincount(found.rows, minlength=found.matrix.n).tolist()
        assert found.n == n
    rows = np.hstack([np.nan_to_num(numbers, nan=-1), matrix.choices])
    assert count_distinct(matrix) == len(np.unique(rows, axis=0))


def test_the_order_of_customers_does_not_matter() -> None:
    items = np.random.default_rng(1).integers(0, 2, (300, 5))
    one, other = find_patterns(binary_items(items)), find_patterns(binary_items(items[::-1]))
    assert np.array_equal(one.matrix.choices, other.matrix.choices)
    assert np.array_equal(one.counts, other.counts)


def test_customers_who_differ_stay_as_they_are() -> None:
    matrix = numbers_only(np.random.default_rng(2).normal(size=(100, 2)))
    found = find_patterns(matrix)
    assert found.matrix is matrix
    assert found.rows.tolist() == list(range(100))
    assert found.counts.tolist() == [1] * 100


def test_many_fields_with_many_levels_do_not_overflow() -> None:
    base = np.random.default_rng(3).integers(0, 1000, (200, 12)).astype(float)
    matrix = numbers_only(np.repeat(base, 4, axis=0))
    assert count_distinct(matrix) == pytest.approx(200)
    assert (find_patterns(matrix).counts == 4).all()
