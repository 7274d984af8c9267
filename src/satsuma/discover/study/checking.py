"""What cannot be studied, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from satsuma.discover.cluster.fitting import Algorithm
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.patterns import count_distinct
from satsuma.discover.study.options import StudyOptions
from satsuma.model.errors import DataError, Finding, OptionError

MOST = 20
FEWEST_CUSTOMERS = 10


def check_study(
    matrix: Matrix, algorithms: Sequence[Algorithm], options: StudyOptions
) -> tuple[tuple[int, ...], tuple[Algorithm, ...], tuple[str, ...]]:
    """The numbers of groups and the algorithms that can be studied, and what was left out and why.

    Raises OptionError for numbers of segments that cannot be, DataError for customers that cannot be divided.
    """
    _check_numbers(options)
    if matrix.numbers.shape[1] + matrix.choices.shape[1] == 0:
        raise DataError(
            "There is nothing to group customers by: no variable of the basis is usable.",
            hint="Name other variables as the basis.",
        )
    if np.isinf(matrix.numbers).any():
        raise DataError(
            "The basis holds infinite values, and no distance to them can be measured.",
            hint="Correct or leave out the variables that divide by zero.",
        )
    people = "1 customer" if matrix.n == 1 else f"{matrix.n:,} customers"
    least = max(FEWEST_CUSTOMERS, 2 * options.fewest)
    if matrix.n < least:
        raise DataError(
            f"{people} cannot be divided into segments; at least {least} are needed.",
            hint="Widen the population, or write rules instead.",
        )
    distinct = count_distinct(matrix)
    if distinct < options.fewest:
        alike = "are all alike" if distinct == 1 else f"show only {distinct} different answers"
        raise DataError(
            f"The {people} {alike} in what they would be grouped by, so they cannot make {options.fewest} segments.",
            hint="Name variables on which customers differ.",
        )
    notes = []
    reach = min(options.most, distinct, matrix.n // 2)
    if reach < options.most:
        notes.append(
            f"More than {reach} segments were not tried: there are {people} with {distinct:,} different answers."
        )
    return (
        tuple(range(options.fewest, reach + 1)),
        *_suited(matrix, algorithms, notes),
    )


def _suited(
    matrix: Matrix, algorithms: Sequence[Algorithm], notes: list[str]
) -> tuple[tuple[Algorithm, ...], tuple[str, ...]]:
    reasons = {algorithm.name: algorithm.refuse(matrix) for algorithm in algorithms}
    suited = tuple(algorithm for algorithm in algorithms if reasons[algorithm.name] is None)
    refused = [f"{name} was left out: {reason}" for name, reason in reasons.items() if reason]
    if not algorithms:
        raise OptionError("A study needs at least one algorithm.")
    if not suited:
        raise DataError([Finding(code=DataError.code, message=reason) for reason in refused])
    return suited, (*notes, *refused)


def _check_numbers(options: StudyOptions) -> None:
    findings = []
    if options.fewest < 2:
        findings.append(
            f"The fewest segments must be 2 or more, not {options.fewest}: one segment is everyone."
        )
    if options.most > MOST:
        findings.append(f"At most {MOST} segments can be studied, not {options.most}.")
    if options.most < options.fewest:
        findings.append(
            f"The most segments ({options.most}) must not be below the fewest ({options.fewest})."
        )
    if findings:
        raise OptionError([Finding(code=OptionError.code, message=text) for text in findings])
