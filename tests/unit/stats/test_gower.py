"""Gower's distance: R's published values, missing values, asymmetric items."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsuma.stats.gower import find_ranges, gower
from tests.unit.discover.cluster.published import FLOWER_ORDERED, read_flower


def compare_flowers(asymmetric: tuple[bool, ...] | None = None) -> NDArray[np.float64]:
    flower = read_flower()
    numbers, choices = flower.numbers, flower.choices
    ranges = find_ranges(numbers, choices, FLOWER_ORDERED)
    return gower(numbers, choices, numbers, choices, ranges, FLOWER_ORDERED, asymmetric)


def test_the_flowers() -> None:
    # R: daisy(flower)
    found = compare_flowers()
    assert found[0, 1:4] == pytest.approx([0.887541, 0.527247, 0.351797], abs=1e-6)
    assert found[1, 2] == pytest.approx(0.514706, abs=1e-6)
    assert found[np.triu_indices(18, 1)].mean() == pytest.approx(0.4865, abs=5e-5)
    assert (found == found.T).all()


def test_the_flowers_with_an_asymmetric_item() -> None:
    # R: daisy(flower, type = list(asymm = 3))
    found = compare_flowers((False, False, True, False, False, False))
    assert found[0, 1] == pytest.approx(0.887541, abs=1e-6)
    assert found[1, 2] == pytest.approx(0.588235, abs=1e-6)
    assert found[np.triu_indices(18, 1)].mean() == pytest.approx(0.5098, abs=5e-5)


def test_only_fields_that_both_have_are_compared() -> None:
    numbers = np.array([[0.0, np.nan], [5.0, 1.0], [10.0, 3.0], [np.nan, np.nan]])
    choices = np.array([[0], [1], [-1], [-1]])
    found = gower(numbers, choices, numbers, choices, find_ranges(numbers, choices, [False]), [False])
    assert found[0, 1] == pytest.approx((0.5 + 1) / 2)
    assert found[0, 2] == pytest.approx(1.0)
    assert found[1, 2] == pytest.approx((0.5 + 1) / 2)
    assert np.isnan(found[3]).all()


def test_fields_without_variation_or_values_separate_nobody() -> None:
    numbers = np.array([[1.0, np.nan], [1.0, np.nan]])
    none = np.empty((2, 0), np.int16)
    ranges = find_ranges(numbers, none, [])
    assert ranges.tolist() == [1.0, 1.0]
    assert gower(numbers, none, numbers, none, ranges, []).tolist() == [[0, 0], [0, 0]]
