"""Columns as plain arrays."""

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, Codes, Doubles, Flags, Moments, Scaled, Sets
from satsuma.discover.basis.reading import (
    count_infinite,
    count_items,
    read_days,
    read_item,
    read_numbers,
    read_words,
)


def test_scaled_numbers_lose_their_scale_and_keep_missing() -> None:
    wide = Scaled(np.array([1250, NO_NUMBER, -5], np.int64), 2)
    narrow = Scaled(np.array([7, -128], np.int8), 0)
    np.testing.assert_array_equal(read_numbers(wide), [12.5, np.nan, -0.05])
    np.testing.assert_array_equal(read_numbers(narrow), [7, np.nan])


def test_infinite_values_are_missing_and_counted() -> None:
    column = Doubles(np.array([1.0, np.inf, -np.inf, np.nan]))
    np.testing.assert_array_equal(read_numbers(column), [1, np.nan, np.nan, np.nan])
    assert count_infinite(column) == 2
    assert np.isinf(column.values[1]), "the column itself stays as it was"


def test_flags_words_and_dates_have_numbers_too() -> None:
    np.testing.assert_array_equal(read_numbers(Flags(np.array([0, 1, -1], np.int8))), [0, 1, np.nan])
    words = Codes(np.array([1, 0, -1], np.int8), ("low", "high"))
    np.testing.assert_array_equal(read_numbers(words), [2, 1, np.nan])
    days = Moments(np.array([86_400 * 3, NO_NUMBER], np.int64))
    np.testing.assert_array_equal(read_numbers(days), [3, np.nan])
    np.testing.assert_array_equal(read_days(days, 86_400 * 5), [2, np.nan])


def test_words_come_with_their_levels() -> None:
    codes, levels = read_words(Flags(np.array([0, 1, -1], np.int8)))
    assert levels == ("no", "yes")
    assert codes.tolist() == [0, 1, -1]
    assert codes.dtype == np.int32
    codes, levels = read_words(Codes(np.array([2, -1], np.int16), ("a", "b", "c")))
    assert (codes.tolist(), levels) == ([2, -1], ("a", "b", "c"))


def test_sets_are_read_item_by_item() -> None:
    column = Sets(np.array([0, 2, 2, 3, 5]), np.array([0, 2, 1, 2, 1], np.int8), ("a", "b", "c"))
    assert read_item(column, "c").tolist() == [1, -1, 0, 1]
    assert read_item(column, "a").tolist() == [1, -1, 0, 0]
    assert read_item(column, "unheard of").tolist() == [0, -1, 0, 0]
    assert count_items(column, np.array([0, 1, 3])).tolist() == [1, 1, 2]
    with pytest.raises(TypeError):
        read_numbers(column)
