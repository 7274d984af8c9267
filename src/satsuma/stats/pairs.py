"""Associations of all pairs of many variables at once: ranked once a pattern of missing values, not once a pair."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.association import (
    Codes,
    Numbers,
    Strength,
    correlate,
    correlation_ratio,
    cramer,
    judge_ranks,
    order_values,
    rank_places,
)

Scalar = TypeVar("Scalar", bound=np.generic)
Measure = Literal["spearman", "cramer's v", "correlation ratio"]


@dataclass(frozen=True, slots=True)
class Field:
    """A variable of n customers. `places` are a number's places among its distinct values or a word's codes, -1 where
    missing; `levels` is how many there are. `values` are a number's values less their mean, None for words."""

    places: Codes
    levels: int
    values: Numbers | None = None

    @property
    def is_number(self) -> bool:
        return self.values is not None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two fields by their position, `first` < `second`, on the customers who have both values."""

    first: int
    second: int
    measure: Measure
    strength: Strength
    pearson: float | None = None


def number_field(values: Numbers) -> Field:
    """A field of numbers (n,), NaN where missing."""
    places, levels = order_values(values)
    return Field(places, levels, values - np.nanmean(values) if levels else values)


def word_field(codes: Codes, levels: int) -> Field:
    """A field of words by code, -1 where missing."""
    return Field(codes, levels)


def measure_pairs(
    fields: Sequence[Field], fewest: int = 10, told: Callable[[float], None] | None = None
) -> list[Pair]:
    """Every pair with at least `fewest` customers in which both vary: Spearman's (and Pearson's) correlation for two numbers,
    bias-corrected Cramér's V for two words, the correlation ratio of ranks for a word and a number.

    In the order of the fields. `told` hears the share done. Memory: one double a customer and number.
    """
    groups = _group_by_missing(fields)
    meetings = [(a, b) for i, a in enumerate(groups) for b in groups[i:]]
    found: list[Pair] = []
    for done, (a, b) in enumerate(meetings):
        found += _measure_meeting(fields, a, b, fewest)
        if told is not None:
            told((done + 1) / len(meetings))
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def _group_by_missing(fields: Sequence[Field]) -> list[list[int]]:
    groups: dict[bytes, list[int]] = {}
    for i, field in enumerate(fields):
        groups.setdefault(np.packbits(field.places >= 0).tobytes(), []).append(i)
    return list(groups.values())


def _measure_meeting(fields: Sequence[Field], a: list[int], b: list[int], fewest: int) -> Iterator[Pair]:
    rows = _find_complete(fields[a[0]], fields[b[0]])
    n = len(fields[a[0]].places) if rows is None else len(rows)
    if n < fewest:
        return
    ranks = {
        i: _centre(rank_places(_take(fields[i].places, rows), fields[i].levels))
        for i in dict.fromkeys(a + b)
        if fields[i].is_number
    }
    for first in a:
        for second in b:
            if first == second or (a is b and first > second):
                continue
            pair = _measure_pair(fields, min(first, second), max(first, second), ranks, rows)
            if not math.isnan(pair.strength.value):
                yield pair


def _measure_pair(
    fields: Sequence[Field],
    first: int,
    second: int,
    ranks: dict[int, Numbers],
    rows: NDArray[np.intp] | None,
) -> Pair:
    one, other = fields[first], fields[second]
    if one.values is not None and other.values is not None:
        value = _correlate_centred(ranks[first], ranks[second])
        plain = correlate(_take(one.values, rows), _take(other.values, rows))
        strength = judge_ranks(value, len(ranks[first]))
        return Pair(first, second, "spearman", strength, None if math.isnan(plain) else plain)
    if one.is_number or other.is_number:
        words, number = (other, first) if one.is_number else (one, second)
        codes = _take(words.places, rows)
        return Pair(first, second, "correlation ratio", correlation_ratio(codes, ranks[number], words.levels))
    cells = _take(one.places, rows).astype(np.int64) * other.levels + _take(other.places, rows)
    table = np.bincount(cells, minlength=one.levels * other.levels).reshape(one.levels, other.levels)
    return Pair(first, second, "cramer's v", cramer(table))


def _find_complete(one: Field, other: Field) -> NDArray[np.intp] | None:
    """Who has both values; None: everyone."""
    known = (one.places >= 0) & (other.places >= 0)
    return None if known.all() else np.flatnonzero(known)


def _take(values: NDArray[Scalar], rows: NDArray[np.intp] | None) -> NDArray[Scalar]:
    return values if rows is None else values[rows]


def _centre(ranks: Numbers) -> Numbers:
    """Ranks less their mean, on a length of 1 (all zero where they do not vary)."""
    ranks = ranks - (len(ranks) + 1) / 2
    length = math.sqrt(np.einsum("i,i->", ranks, ranks))
    return ranks / length if length > 0 else ranks


def _correlate_centred(a: Numbers, b: Numbers) -> float:
    if not (a.any() and b.any()):
        return math.nan
    return min(1.0, max(-1.0, float(np.einsum("i,i->", a, b))))
