"""Variables as numbers that segments can be compared on: normal scores of numbers and dates, one yes-or-no a level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.stats.variation import average_ranks

Numbers = NDArray[np.float64]
Index = NDArray[np.int64]

QUANTILES = 4_096
MOST_LEVELS = 12
MOST_LEVELS_OF_ANY = 1_000
"""A category with more levels is a label."""
RAREST = 0.01
"""A level of fewer customers than this share separates nobody."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One comparable column; `values` are doubles of the customers asked about, NaN missing."""

    variable: str
    title: str
    values: Numbers


def is_comparable(info: VariableInfo) -> bool:
    """Nothing personal, nothing the project does not allow, no free text."""
    return (
        info.sensitivity is not Sensitivity.PERSONAL
        and info.allowed
        and info.kind not in (Kind.TEXT, Kind.IDENTIFIER)
    )


def list_features(
    variables: Sequence[VariableInfo], values: Mapping[str, Column], customers: Index
) -> Iterator[Feature]:
    """The comparable columns of all variables, one after another: all of them at once would not fit."""
    for info in variables:
        column = values.get(info.name)
        if column is None or not is_comparable(info):
            continue
        if isinstance(column, Scaled | Doubles | Moments):
            numbers = read_numbers(column)[customers]
            known = np.isfinite(numbers)
            if known.sum() > 1 and np.ptp(numbers[known]) > 0:
                yield Feature(info.name, info.title, score_normally(numbers, known))
        else:
            yield from list_levels(info, column, customers)


def read_numbers(column: Column) -> Numbers:
    """Numbers, dates in seconds and flags as 0 and 1; NaN where missing. Words have none: all NaN."""
    if isinstance(column, Doubles):
        return column.values
    if isinstance(column, Flags):
        return np.where(column.values < 0, np.nan, column.values.astype(np.float64))
    if isinstance(column, Scaled | Moments):
        raw = column.values if isinstance(column, Scaled) else column.seconds
        numbers = raw.astype(np.float64)
        numbers[raw == np.iinfo(raw.dtype).min] = np.nan
        return numbers / 10.0**column.scale if isinstance(column, Scaled) else numbers
    size = len(column.codes) if isinstance(column, Codes) else len(column.offsets) - 1
    return np.full(size, np.nan)


def score_normally(numbers: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """Normal scores of the ranks (van der Waerden 1952), so that a few large amounts do not decide; read off a table of 4,095
    quantiles."""
    ranks = average_ranks(numbers[known])
    found = np.full(len(numbers), np.nan)
    found[known] = np.interp(ranks / (len(ranks) + 1), *_normal_quantiles())
    return found


@cache
def _normal_quantiles() -> tuple[Numbers, Numbers]:
    normal = NormalDist()
    shares = np.arange(1, QUANTILES) / QUANTILES
    return shares, np.array([normal.inv_cdf(share) for share in shares.tolist()])


def list_levels(info: VariableInfo, column: Column, customers: Index) -> Iterator[Feature]:
    """One yes-or-no for each of the commonest levels; a flag has one."""
    if isinstance(column, Flags):
        yield Feature(info.name, info.title, read_numbers(column)[customers])
        return
    if not isinstance(column, Codes | Sets) or len(column.dictionary) > MOST_LEVELS_OF_ANY:
        return
    if isinstance(column, Codes):
        codes = column.codes[customers]
        known = codes >= 0
        counts = np.bincount(codes[known], minlength=len(column.dictionary))
        for level in pick_levels(counts, int(known.sum())):
            yes = np.where(known, (codes == level).astype(np.float64), np.nan)
            yield Feature(info.name, f"{info.title}: {column.dictionary[level]}", yes)
        return
    lengths = np.diff(column.offsets)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    has = lengths[customers] > 0
    counts = np.bincount(column.codes, minlength=len(column.dictionary))
    for level in pick_levels(counts, int(has.sum())):
        inside = np.zeros(len(lengths), np.bool_)
        inside[owner[column.codes == level]] = True
        yes = np.where(has, inside[customers].astype(np.float64), np.nan)
        yield Feature(info.name, f"{info.title}: {column.dictionary[level]}", yes)


def pick_levels(counts: NDArray[np.int64], n: int) -> list[int]:
    """The commonest levels that are neither rare nor everybody's."""
    order = np.argsort(-counts, kind="stable")[:MOST_LEVELS].tolist()
    return [i for i in order if RAREST * n <= counts[i] <= (1 - RAREST) * n and counts[i] > 0]
