"""What algorithms read: customers by basis fields, numbers and choices apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_CHOICE = -1


@dataclass(frozen=True, slots=True)
class Matrix:
    """n customers. `numbers` (n, p) are transformed and scaled, NaN where missing; `choices` (n, q) are codes from 0,
    `NO_CHOICE` where missing; `levels[j]` is the number of levels of choice j, `ordered[j]` whether they run from low to high.

    Binary items are choices with two levels, 0 no and 1 yes.
    """

    numbers: NDArray[np.float64]
    choices: NDArray[np.int16]
    levels: tuple[int, ...]
    ordered: tuple[bool, ...]

    @property
    def n(self) -> int:
        return len(self.numbers)

    @property
    def is_binary(self) -> bool:
        """Nothing but complete or incomplete yes-no items."""
        return self.numbers.shape[1] == 0 and all(level == 2 for level in self.levels)

    @property
    def has_missing(self) -> bool:
        return bool(np.isnan(self.numbers).any() or (self.choices == NO_CHOICE).any())

    def take(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> Matrix:
        """The same fields of some customers."""
        return Matrix(self.numbers[rows], self.choices[rows], self.levels, self.ordered)


def numbers_only(numbers: NDArray[np.float64]) -> Matrix:
    """A matrix of numbers alone."""
    return Matrix(
        np.ascontiguousarray(numbers, dtype=np.float64), np.empty((len(numbers), 0), np.int16), (), ()
    )


def binary_items(items: NDArray[np.integer] | NDArray[np.bool_]) -> Matrix:
    """A matrix of yes-no items (0, 1, -1 missing) alone."""
    codes = np.ascontiguousarray(items, dtype=np.int16)
    return Matrix(np.empty((len(codes), 0)), codes, (2,) * codes.shape[1], (False,) * codes.shape[1])
