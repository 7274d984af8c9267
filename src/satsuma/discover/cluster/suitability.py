"""Whether a matrix can be divided at all: what every algorithm refuses, in sentences."""

from __future__ import annotations

import numpy as np

from satsuma.discover.cluster.fitting import Counts
from satsuma.discover.cluster.matrix import Matrix
from satsuma.model.errors import DataError

MOST_LEVELS = 100
"""A choice with more levels leaves too few customers in each to compare groups by."""


def find_flaw(matrix: Matrix, *, skips_missing: bool = True, most_levels: int = MOST_LEVELS) -> str | None:
    """What makes the matrix unfit, all of it in one text; None where it is fit. Fields are counted from 1: numbers, then
    choices. `skips_missing`: the algorithm copes with missing values."""
    if matrix.n == 0:
        return "There are no customers to divide."
    if matrix.numbers.shape[1] + len(matrix.levels) == 0:
        return "There are no fields to divide customers by."
    flaws = [*_find_number_flaws(matrix), *_find_choice_flaws(matrix, most_levels)]
    if not skips_missing and matrix.has_missing:
        flaws.append(
            "Some values are missing, which this algorithm cannot skip: fill them or choose another algorithm."
        )
    return " ".join(flaws) or None


def require(matrix: Matrix, k: int, counts: Counts | None) -> None:
    """Raises DataError for values that nothing can be computed from, and for fewer customers than k groups. Fields without
    variation pass: in a part of the customers a rare answer may be lacking, and such a field does no harm there."""
    if np.isinf(matrix.numbers).any():
        raise DataError("Infinite values cannot be grouped by.", hint="Correct them, or leave the field out.")
    if matrix.numbers.shape[1] + len(matrix.levels) == 0:
        raise DataError("There are no fields to divide customers by.")
    if k < 1:
        raise DataError(f"Customers cannot be divided into {k} groups: ask for 1 or more.")
    rows = matrix.n if counts is None else int(np.count_nonzero(counts))
    if rows < k:
        raise DataError(
            f"{rows} customers cannot be divided into {k} groups.",
            hint="Ask for fewer groups, or widen the population.",
        )


def require_complete_numbers(matrix: Matrix) -> None:
    """Raises DataError for choices and missing values, for algorithms that cannot read them."""
    if matrix.levels or matrix.has_missing:
        raise DataError(
            "This algorithm reads complete numbers only.",
            hint="Latent classes and medoids read every kind, and skip what is missing.",
        )


def knows_anything(matrix: Matrix) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(n,) whether any field of a customer is known; nobody can be placed by nothing."""
    known = np.zeros(matrix.n, dtype=bool)
    for column in matrix.numbers.T:
        known |= ~np.isnan(column)
    for column in matrix.choices.T:
        known |= column >= 0
    return known


def _find_number_flaws(matrix: Matrix) -> list[str]:
    flaws = []
    for j, column in enumerate(matrix.numbers.T, start=1):
        if np.isinf(column).any():
            flaws.append(f"Field {j} has infinite values: correct them or leave the field out.")
            continue
        known = column[~np.isnan(column)]
        if len(known) == 0:
            flaws.append(f"Field {j} has no value for anybody: leave it out.")
        elif known.min() == known.max():
            flaws.append(
                f"Field {j} has the same value for everybody, so it cannot tell groups apart: leave it out."
            )
    return flaws


def _find_choice_flaws(matrix: Matrix, most_levels: int) -> list[str]:
    flaws = []
    for j, (column, levels) in enumerate(zip(matrix.choices.T, matrix.levels, strict=True), start=1):
        field = matrix.numbers.shape[1] + j
        if levels > most_levels:
            flaws.append(
                f"Field {field} has {levels:,} levels: with so many, hardly any customers are alike. Join them into at most"
                f" {most_levels}, or leave the field out."
            )
            continue
        seen = np.count_nonzero(np.bincount(column[column >= 0], minlength=1))
        if seen == 0:
            flaws.append(f"Field {field} has no value for anybody: leave it out.")
        elif seen == 1:
            flaws.append(
                f"Field {field} has the same value for everybody, so it cannot tell groups apart: leave it out."
            )
    return flaws
