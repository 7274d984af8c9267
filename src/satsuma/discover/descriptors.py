"""Whether segments differ on variables that did not make them; those that did are never tested (double dipping)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled
from satsuma.discover.basis.reading import read_days, read_numbers, read_words
from satsuma.model.discoveries import DescriptorTest
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.stats.association import correlation_ratio, cramer, order_values, rank_places
from satsuma.stats.corrections import benjamini_hochberg

Labels = NDArray[np.integer]
Role = Literal["descriptor", "outcome"]

MOST_LEVELS = 30
"""Words with more levels are no description that anybody could use."""
FEWEST = 30
"""Customers with a value and a segment, below which nothing is tested."""
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Descriptor:
    """One variable over the customers of a matrix: words by code, or numbers by rank (places among the distinct ones)."""

    info: VariableInfo
    role: Role
    places: NDArray[np.int32]
    levels: int
    is_words: bool


def read_descriptors(
    values: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    roles: Mapping[str, Role],
    rows: NDArray[np.int64],
    as_of_seconds: int,
) -> list[Descriptor]:
    """The variables of `roles` that can be tested, over the customers of `rows`; personal and not allowed ones, texts,
    sets and words with very many levels are left out."""
    found = []
    for name, role in roles.items():
        info, column = infos[name], values[name]
        if not info.allowed or info.sensitivity is Sensitivity.PERSONAL or info.kind is Kind.TEXT:
            continue
        if isinstance(column, Codes | Flags):
            codes, words = read_words(column)
            if 2 <= len(words) <= MOST_LEVELS:
                found.append(Descriptor(info, role, codes[rows].astype(np.int32), len(words), True))
        elif isinstance(column, Scaled | Doubles | Moments):
            numbers = (
                read_days(column, as_of_seconds) if isinstance(column, Moments) else read_numbers(column)
            )
            numbers = np.where(np.isfinite(numbers[rows]), numbers[rows], np.nan)
            places, levels = order_values(numbers)
            if levels >= 2:
                found.append(Descriptor(info, role, places, levels, False))
    return found


def check_descriptors(descriptors: list[Descriptor], labels: Labels) -> tuple[DescriptorTest, ...]:
    """Chi-squared for words, Kruskal-Wallis for numbers, corrected over the family by Benjamini-Hochberg (exploratory), the
    largest effect first. `labels` are segments of the same customers, -1 for none."""
    tests = [found for each in descriptors if (found := _check(each, labels)) is not None]
    adjusted = benjamini_hochberg(np.array([test.p for test in tests]))
    corrected = [
        test.model_copy(update={"adjusted_p": float(p)}) for test, p in zip(tests, adjusted, strict=True)
    ]
    return tuple(sorted(corrected, key=lambda test: (-test.effect, test.variable)))


def separability(descriptors: list[Descriptor], labels: Labels) -> float:
    """Share of the descriptors on which segments differ after correction; 0 without any."""
    tests = check_descriptors(descriptors, labels)
    return sum(test.adjusted_p < LEVEL for test in tests) / len(tests) if tests else 0.0


def _check(each: Descriptor, labels: Labels) -> DescriptorTest | None:
    inside = (labels >= 0) & (each.places >= 0)
    segments, places = labels[inside].astype(np.int64), each.places[inside]
    if len(segments) < FEWEST:
        return None
    k = int(segments.max()) + 1
    if each.is_words:
        table = np.bincount(segments * each.levels + places, minlength=k * each.levels)
        strength = cramer(table.reshape(k, each.levels))
        effect = strength.value
    else:
        strength = correlation_ratio(segments, rank_places(places, each.levels), k)
        effect = strength.value**2
    if math.isnan(strength.p):
        return None
    return DescriptorTest(
        variable=each.info.name,
        title=each.info.title,
        role=each.role,
        test="chi-squared" if each.is_words else "kruskal-wallis",
        effect=effect,
        measure="cramer's v" if each.is_words else "epsilon squared",
        n=strength.n,
        p=strength.p,
        adjusted_p=strength.p,
    )
