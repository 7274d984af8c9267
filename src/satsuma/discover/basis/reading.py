"""Columns as plain arrays: numbers with NaN, words as codes with -1, items of sets as yes or no."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets

DAY_SECONDS = 86_400
YES_NO = ("no", "yes")
LARGEST = 1e100
"""Numbers beyond it count as infinite: no customer has them, and their squares cannot be reckoned with."""

Numbers = NDArray[np.float64]


def read_numbers(column: Column) -> Numbers:
    """Values as doubles, NaN where missing or infinite; always a new array.

    Flags are 0 and 1, dates are days since 1970-01-01 UTC (with fractions), words their place in the dictionary from 1:
    a score where they are ordered, without meaning otherwise. TypeError for sets.
    """
    if isinstance(column, Doubles):
        return np.where(np.abs(column.values) <= LARGEST, column.values, np.nan)
    if isinstance(column, Scaled):
        return _read_integers(column.values) / 10.0**column.scale
    if isinstance(column, Moments):
        return _read_integers(column.seconds) / DAY_SECONDS
    if isinstance(column, Sets):
        raise TypeError("A set has no single number; read its items one by one.")
    codes = column.values if isinstance(column, Flags) else column.codes
    first = 0.0 if isinstance(column, Flags) else 1.0
    return np.where(codes < 0, np.nan, codes + first)


def _read_integers(values: NDArray[np.signedinteger]) -> Numbers:
    numbers = values.astype(np.float64)
    numbers[values == np.iinfo(values.dtype).min] = np.nan
    return numbers


def count_infinite(column: Column) -> int:
    """How many values are infinite or beyond all measure (only doubles can be)."""
    return int((np.abs(column.values) > LARGEST).sum()) if isinstance(column, Doubles) else 0


def read_days(column: Moments, as_of_seconds: int) -> Numbers:
    """Days from each date to the moment asked about: positive for the past, negative for the future, NaN where missing."""
    return (as_of_seconds - _read_integers(column.seconds)) / DAY_SECONDS


def read_words(column: Codes | Flags) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Codes into the levels, -1 where missing; flags are 'no' and 'yes'. Ordered levels run from low to high."""
    if isinstance(column, Flags):
        return column.values.astype(np.int32), YES_NO
    return column.codes.astype(np.int32), column.dictionary


def count_items(column: Sets, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the customers have each item of the dictionary in their set."""
    inside = np.zeros(len(column.offsets) - 1, np.int64)
    np.add.at(inside, rows, 1)
    repeated = np.repeat(inside, np.diff(column.offsets))
    first = int(column.offsets[0])
    codes = column.codes[first : first + len(repeated)].astype(np.int64)
    return np.bincount(codes, weights=repeated, minlength=len(column.dictionary)).astype(np.int64)


def read_item(column: Sets, item: str) -> NDArray[np.int32]:
    """1 where the set holds the item, 0 where it holds others only, -1 where it is empty (missing) for everyone.

    An item that the dictionary lacks is in no set.
    """
    lengths = np.diff(column.offsets)
    found = np.where(lengths > 0, 0, -1).astype(np.int32)
    if item in column.dictionary:
        code = column.dictionary.index(item)
        first = int(column.offsets[0])
        places = np.flatnonzero(column.codes[first : first + int(lengths.sum())] == code)
        found[np.searchsorted(column.offsets, places + first, side="right") - 1] = 1
    return found


def is_word(column: Column) -> bool:
    """Whether the values are words or yes-no, not numbers, dates or sets."""
    return isinstance(column, Codes | Flags)
