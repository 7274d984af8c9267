"""Customers in steps that a rule can speak of: between round thresholds, by word, yes or no."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Scaled, Sets
from satsuma.discover.basis.reading import read_item, read_numbers, read_words
from satsuma.discover.rules.rounding import list_cuts
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.results import VariableInfo

MOST_WORDS = 20
"""Words of a category that rules may name; all others are one step together."""
MOST_ITEMS = 12
"""Items of a set that rules may ask for: the commonest."""

Form = Literal["number", "ordered", "choice", "flag", "item"]


@dataclass(frozen=True, slots=True)
class Scale:
    """One variable in steps from 0. Numbers: step i is cuts[i - 1] <= x < cuts[i]. Ordered: the levels. Choice: the
    words, then (where `has_others`) all other words. Flag and item of a set: no, yes."""

    variable: str
    form: Form
    steps: int
    has_missing: bool
    cuts: tuple[Decimal, ...] = ()
    words: tuple[str, ...] = ()
    item: str | None = None
    is_whole: bool = False
    has_others: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """`codes` (n, p) are steps of the scales, -1 where missing; `values` (n, p) numbers whose means stand for a group
    (NaN on choices)."""

    scales: tuple[Scale, ...]
    codes: NDArray[np.int16]
    values: NDArray[np.float64]

    @property
    def n(self) -> int:
        return len(self.codes)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Grid:
        """The same scales of some customers."""
        return Grid(self.scales, self.codes[rows], self.values[rows])

    def pick(self, index: int) -> Grid:
        """One scale alone."""
        return Grid(
            self.scales[index : index + 1],
            self.codes[:, index : index + 1],
            self.values[:, index : index + 1],
        )

    def of(self, variables: Collection[str]) -> Grid:
        """The scales of some variables."""
        places = [index for index, scale in enumerate(self.scales) if scale.variable in variables]
        return Grid(
            tuple(self.scales[index] for index in places), self.codes[:, places], self.values[:, places]
        )


def lay_grid(columns: Mapping[str, Column], infos: Mapping[str, VariableInfo]) -> Grid:
    """The columns that rules may speak of, in their order; personal and not allowed variables, dates and constants are
    left out. `infos` may lack a column: its form is then told by the column alone."""
    found = [
        laid
        for name, column in columns.items()
        if is_allowed(infos.get(name))
        for laid in _lay(name, column, infos.get(name))
        if laid[0].steps + laid[0].has_missing > 1
    ]
    n = len(found[0][1]) if found else 0
    codes = np.column_stack([code for _, code, _ in found]) if found else np.empty((n, 0), np.int16)
    values = np.column_stack([value for _, _, value in found]) if found else np.empty((n, 0))
    return Grid(tuple(scale for scale, _, _ in found), codes.astype(np.int16), values)


def is_allowed(info: VariableInfo | None) -> bool:
    """Neither personal nor sensitive without the project's word."""
    return info is None or (info.allowed and info.sensitivity is not Sensitivity.PERSONAL)


Laid = tuple[Scale, NDArray[np.int16], NDArray[np.float64]]


def _lay(name: str, column: Column, info: VariableInfo | None) -> list[Laid]:
    if isinstance(column, Scaled | Doubles):
        return [_lay_numbers(name, column)]
    if isinstance(column, Flags):
        codes = column.values.astype(np.int16)
        return [_with_values(Scale(name, "flag", 2, bool((codes < 0).any())), codes)]
    if isinstance(column, Codes):
        is_ordered = info is not None and info.kind is Kind.ORDERED
        return [_lay_words(name, column, is_ordered)]
    if isinstance(column, Sets):
        return _lay_items(name, column)
    return []


def _with_values(scale: Scale, codes: NDArray[np.int16]) -> Laid:
    values = np.where(codes < 0, np.nan, codes.astype(np.float64))
    return scale, codes, values if scale.form != "choice" else np.full(len(codes), np.nan)


def _lay_numbers(name: str, column: Scaled | Doubles) -> Laid:
    numbers = read_numbers(column)
    cuts = list_cuts(numbers)
    above = np.searchsorted(np.array([float(cut) for cut in cuts]), numbers, side="right")
    missing = np.isnan(numbers)
    codes: NDArray[np.int16] = np.where(missing, -1, above).astype(np.int16)
    is_whole = isinstance(column, Scaled) and column.scale == 0
    scale = Scale(name, "number", len(cuts) + 1, bool(missing.any()), cuts=cuts, is_whole=is_whole)
    return scale, codes, numbers


def _lay_words(name: str, column: Codes, is_ordered: bool) -> Laid:
    codes, words = read_words(column)
    has_missing = bool((codes < 0).any())
    if is_ordered:
        return _with_values(
            Scale(name, "ordered", len(words), has_missing, words=words), codes.astype(np.int16)
        )
    counts = np.bincount(codes[codes >= 0], minlength=len(words))
    commonest = np.argsort(-counts, kind="stable")[:MOST_WORDS]
    kept = np.sort(commonest[counts[commonest] > 0])
    has_others = int((counts > 0).sum()) > len(kept)
    steps: NDArray[np.int16] = np.full(len(words) + 1, len(kept), np.int16)
    steps[kept] = np.arange(len(kept))
    steps[-1] = -1
    named = tuple(words[code] for code in kept)
    scale = Scale(name, "choice", len(kept) + has_others, has_missing, words=named, has_others=has_others)
    found: NDArray[np.int16] = steps[codes].astype(np.int16)
    return _with_values(scale, found)


def _lay_items(name: str, column: Sets) -> list[Laid]:
    first, last = int(column.offsets[0]), int(column.offsets[-1])
    counts = np.bincount(np.asarray(column.codes[first:last], np.int64), minlength=len(column.dictionary))
    found = []
    for code in np.argsort(-counts, kind="stable")[:MOST_ITEMS]:
        item = column.dictionary[int(code)]
        codes = read_item(column, item).astype(np.int16)
        scale = Scale(name, "item", 2, bool((codes < 0).any()), item=item)
        found.append(_with_values(scale, codes))
    return found
