"""Whether it says something that a value is missing: what customers without it have that the others have not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Flags, Moments, Sets
from satsuma.discover.basis.reading import read_item, read_numbers, read_words
from satsuma.discover.basis.words import count_levels, find_frequent_items
from satsuma.stats.corrections import benjamini_hochberg

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]

MOST_CUSTOMERS = 20_000
"""A sample of so many decides; effects that matter show in it."""
FEWEST = 20
"""Customers with and without the value, and with the other variable known, that a comparison needs."""
LEAST_EFFECT = 0.3
"""Standardised difference (of ranks, or of a share) from which missing counts as informative."""
MOST_DUMMIES = 12


@dataclass(frozen=True, slots=True)
class Informative:
    """Customers without a value differ most in `other` (a level of it, for words): by `effect` standard deviations; `p` is
    corrected over all comparisons (Benjamini-Hochberg). `border` is set where the value is missing exactly on one side of it:
    for customers at or below it where the effect is negative, at or above it where it is positive."""

    variable: str
    other: str
    level: str | None
    effect: float
    p: float
    border: float | None = None


@dataclass(frozen=True, slots=True)
class Predictor:
    """One thing to compare by: `scores` are ranks (or 0 and 1 for a level), NaN where missing."""

    name: str
    level: str | None
    scores: Numbers
    values: Numbers


def draw_rows(rows: Rows, most: int, seed: int) -> Rows:
    """At most `most` of the rows at random, in order."""
    if len(rows) <= most:
        return rows
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(rows, most, replace=False))


def find_known(column: Column) -> NDArray[np.bool_]:
    """Whether each customer has a value; infinite ones count as missing."""
    if isinstance(column, Sets):
        return np.diff(column.offsets) > 0
    if isinstance(column, Codes | Flags):
        return read_words(column)[0] >= 0
    return ~np.isnan(read_numbers(column))


def find_informative(
    values: Mapping[str, Column], rows: Rows, asked: Mapping[str, NDArray[np.bool_]], *, seed: int = 1
) -> dict[str, Informative]:
    """For each variable of `asked` (name → known, one per row) the strongest difference between customers without and with
    a value in any other variable, where it holds after correction and is not small.

    Numbers are compared by ranks, words and items level by level.
    """
    places = draw_rows(np.arange(len(rows)), MOST_CUSTOMERS, seed)
    sample = rows[places]
    missing = {name: ~known[places] for name, known in asked.items()}
    missing = {name: gap for name, gap in missing.items() if min(int(gap.sum()), int((~gap).sum())) >= FEWEST}
    predictors = [p for name, column in values.items() for p in list_predictors(name, column, sample)]
    if not missing or not predictors:
        return {}
    gaps = np.stack([*missing.values()], axis=1).astype(np.float64)
    effects, p = compare(gaps, np.stack([predictor.scores for predictor in predictors], axis=1))
    for row, name in enumerate(missing):
        own = [column for column, predictor in enumerate(predictors) if predictor.name == name]
        effects[row, own], p[row, own] = np.nan, np.nan
    adjusted = benjamini_hochberg(p.ravel()).reshape(p.shape)
    found = {}
    for row, name in enumerate(missing):
        strength = np.nan_to_num(np.where(adjusted[row] < 0.05, np.abs(effects[row]), 0.0))
        strong = np.flatnonzero(strength >= LEAST_EFFECT)
        if not len(strong):
            continue
        borders = {int(place): find_border(predictors[place].values, missing[name]) for place in strong}
        exact = [place for place, border in borders.items() if border is not None]
        best = exact[0] if exact else int(strength.argmax())
        found[name] = Informative(
            name,
            predictors[best].name,
            predictors[best].level,
            float(effects[row, best]),
            float(adjusted[row, best]),
            borders[best],
        )
    return found


def find_border(values: Numbers, missing: NDArray[np.bool_]) -> float | None:
    """The value up to which (or from which) all customers lack something and no one else does; None where there is none."""
    without, having = values[missing], values[~missing]
    if np.isnan(without).any():
        return None
    low, high = np.nanmin(having), np.nanmax(having)
    if without.max() < low:
        return float(without.max())
    return float(without.min()) if without.min() > high else None


def compare(gaps: Numbers, scores: Numbers) -> tuple[Numbers, Numbers]:
    """Standardised differences (without − with) and two-sided p of Welch's comparison by the normal distribution, for all
    pairs of gaps (n, m) and scores (n, p), each over the customers with a score; NaN where too few are left."""
    from scipy.special import ndtr

    known = ~np.isnan(scores)
    filled = np.where(known, scores, 0.0)
    weight = known.astype(np.float64)
    counts, sums, squares = (
        np.stack([g.T @ x for g in (gaps, 1 - gaps)]) for x in (weight, filled, filled**2)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums / counts
        variances = np.maximum(squares / counts - means**2, 0.0) * counts / (counts - 1)
        apart = means[0] - means[1]
        pooled = ((counts - 1) * variances).sum(0) / (counts.sum(0) - 2)
        effects = apart / np.sqrt(pooled)
        error = np.sqrt((variances / counts).sum(0))
        p = 2 * ndtr(-np.abs(apart) / error)
    few = (counts < FEWEST).any(0) | (apart == 0)
    exact = ~few & (pooled == 0)
    effects[exact], p[exact] = np.sign(apart[exact]) * 10, 0.0
    effects[few], p[few] = np.nan, np.nan
    return effects, p


def list_predictors(name: str, column: Column, sample: Rows) -> list[Predictor]:
    """What a variable offers to compare by."""
    if isinstance(column, Sets):
        items = find_frequent_items(column, sample)[0][:MOST_DUMMIES]
        return [_dummy(name, item, read_item(column, item)[sample]) for item in items]
    if isinstance(column, Codes | Flags):
        levels = count_levels(column, sample)
        codes, words = read_words(column)
        order = np.argsort(-levels.counts, kind="stable")[:MOST_DUMMIES]
        commonest = [levels.words[place] for place in order]
        if isinstance(column, Flags):
            commonest = [word for word in commonest if word == "yes"]
        here = codes[sample]
        return [
            _dummy(name, word, np.where(here < 0, -1, here == words.index(word)).astype(np.int32))
            for word in commonest
        ]
    numbers = read_numbers(column)[sample]
    if isinstance(column, Moments):
        numbers = -numbers
    return [Predictor(name, None, rank(numbers), numbers)]


def _dummy(name: str, level: str, codes: NDArray[np.int32]) -> Predictor:
    scores = np.where(codes < 0, np.nan, codes.astype(np.float64))
    return Predictor(name, level, scores, scores)


def rank(numbers: Numbers) -> Numbers:
    """Mean ranks as shares in (0, 1); NaN stays NaN."""
    ranks = np.full(len(numbers), np.nan)
    known = np.flatnonzero(~np.isnan(numbers))
    if len(known):
        _, inverse, counts = np.unique(numbers[known], return_inverse=True, return_counts=True)
        ranks[known] = ((np.cumsum(counts) - counts / 2) / len(known))[inverse]
    return ranks


def find_missing_together(known: Mapping[str, NDArray[np.bool_]]) -> list[tuple[str, ...]]:
    """Variables that are missing for exactly the same customers, some but not all of them; two or more together."""
    partial = {name: has.tobytes() for name, has in known.items() if has.any() and not has.all()}
    pairs = sorted(((pattern, place, name) for place, (name, pattern) in enumerate(partial.items())))
    groups = [tuple(name for _, _, name in group) for _, group in groupby(pairs, key=lambda pair: pair[0])]
    return [group for group in groups if len(group) > 1]
