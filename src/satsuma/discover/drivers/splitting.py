"""One variable alone: how well it separates, the threshold that separates most, and the outcome in its bins.

Bins and thresholds are chosen on the first half of the customers; what is said of them is measured on the other half.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.associations.variables import OTHERS
from satsuma.discover.drivers.conditions import say_between, say_equal, say_known, say_words
from satsuma.discover.drivers.features import Feature
from satsuma.discover.drivers.fitting import measure_fit
from satsuma.discover.drivers.question import Outcome
from satsuma.discover.rules.rounding import list_cuts
from satsuma.language.tree import Condition
from satsuma.model.kinds import Kind
from satsuma.stats.association import Numbers, correlate, order_values, rank_places

SOLO_BINS = 20
BINS = 5
FEW_VALUES = 10
"""Distinct whole numbers up to which each is a bin of its own."""
MOST_LEVELS = 8
SMALLEST_SIDE = 0.02
"""Share of customers on either side of a threshold."""
KNOWN_AT_LEAST = 4.0
"""How many times the separation of the best threshold it takes to speak of known and unknown values instead."""
PRIOR = 10.0
"""Customers of average outcome that each bin is thought to hold beside its own, when the variable is judged alone."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """Customers with `is_inside` against the others who have a value (or lack one, for 'known')."""

    text: str
    is_inside: Mask
    is_outside: Mask
    condition: Condition | None
    """Its inside as a rule of the language."""
    separation: float
    """The share of the variance of the aim between the two sides, on the choosing half."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A bin: its label, who is in it, and that as a rule of the language."""

    label: str
    is_inside: Mask
    condition: Condition | None


def measure_solo(feature: Feature, outcome: Outcome) -> float:
    """AUC (yes or no) or the size of the rank correlation (numbers) of the variable alone on held-out customers, each bin
    scored by its mean on the others; so a hump, or the mere absence of a value, counts too."""
    bins, count = _bin(feature, outcome.split)
    train = slice(None, outcome.split)
    everyone = float(outcome.aim[train].mean())
    sizes = np.bincount(bins[train], minlength=count)
    sums = np.bincount(bins[train], weights=outcome.aim[train], minlength=count)
    scores = ((sums + PRIOR * everyone) / (sizes + PRIOR))[bins[outcome.split :]]
    aim = outcome.aim[outcome.split :]
    if outcome.is_yes_no:
        return measure_fit(scores, aim, is_yes_no=True)[0]
    ranks = [rank_places(*order_values(values)) for values in (scores, aim)]
    found = correlate(*ranks)
    return max(0.0, found) if np.isfinite(found) else 0.0


def _bin(feature: Feature, split: int) -> tuple[NDArray[np.int64], int]:
    """A bin for everyone, the last one for missing values; a number's edges are quantiles of the first half."""
    places = feature.compared.field.places.astype(np.int64)
    if feature.numbers is None:
        count = len(feature.compared.levels) + 1
        return np.where(places < 0, count - 1, places), count
    known = places[:split][places[:split] >= 0]
    if not len(known):
        return np.where(places < 0, 1, 0), 2
    edges = np.unique(np.quantile(known, np.arange(1, SOLO_BINS) / SOLO_BINS, method="lower"))
    return np.where(places < 0, len(edges) + 1, np.searchsorted(edges, places)), len(edges) + 2


def find_split(
    feature: Feature, outcome: Outcome, smallest_group: int, said: Sequence[Mask] = ()
) -> Split | None:
    """The split of the choosing half that separates most; None where both sides would be too small.

    That a value is known at all is a split only where it separates far more than the values do, and where it does not part
    customers as one of the splits `said` before: whoever never bought lacks all that is known of buyers.
    """
    least = max(smallest_group, int(SMALLEST_SIDE * outcome.split), 1)
    judged = [
        Split(text, inside, outside, condition, separation)
        for text, inside, outside, condition in _list_splits(feature, outcome, least)
        if (separation := _separate(outcome, inside, outside, least)) > 0
    ]
    best = max(judged, key=lambda split: split.separation, default=None)
    known = feature.compared.known
    if any((known == mask).all() for mask in said):
        return best
    separation = _separate(outcome, known, ~known, least)
    if separation > KNOWN_AT_LEAST * (best.separation if best else 0.0):
        return Split("known", known, ~known, say_known(feature, is_known=True), separation)
    return best


def _separate(outcome: Outcome, inside: Mask, outside: Mask, least: int) -> float:
    aim = outcome.aim[: outcome.split]
    one, other = inside[: outcome.split], outside[: outcome.split]
    sizes = int(one.sum()), int(other.sum())
    held = inside[outcome.split :].sum(), outside[outcome.split :].sum()
    if min(sizes) < least or min(held) < least:
        return 0.0
    difference = float(aim[one].mean() - aim[other].mean())
    return difference**2 * sizes[0] * sizes[1] / sum(sizes) / len(aim) / max(float(aim.var()), 1e-300)


def _list_splits(
    feature: Feature, outcome: Outcome, least: int
) -> Iterator[tuple[str, Mask, Mask, Condition | None]]:
    if feature.numbers is None:
        yield from _split_words(feature, outcome, least)
        return
    numbers, known = feature.numbers, feature.compared.known
    cuts = list_cuts(numbers[: outcome.split])
    best = _choose_cut(numbers[: outcome.split], outcome.aim[: outcome.split], cuts, least)
    if best is not None:
        above = known & (numbers >= float(best))
        condition = say_between(feature, best, None)
        yield f"at least {say_number(feature, best)}", above, known & ~above, condition


def _choose_cut(numbers: Numbers, aim: Numbers, cuts: Sequence[Decimal], least: int) -> Decimal | None:
    """The cut with the largest variance between its sides, all of them in one pass over the sorted numbers."""
    known = ~np.isnan(numbers)
    order = np.argsort(numbers[known], kind="stable")
    ordered = numbers[known][order]
    sums = np.concatenate([[0.0], np.cumsum(aim[known][order] - aim[known].mean())])
    below = np.searchsorted(ordered, np.array([float(cut) for cut in cuts]))
    above = len(ordered) - below
    fair = (below >= least) & (above >= least)
    if not fair.any():
        return None
    gain = np.where(fair, sums[below] ** 2 / np.maximum(below, 1) / np.maximum(above, 1), -1.0)
    return cuts[int(np.argmax(gain))]


def _split_words(
    feature: Feature, outcome: Outcome, least: int
) -> Iterator[tuple[str, Mask, Mask, Condition | None]]:
    """Levels in the order of their means, cut in two wherever that can be said; the smaller side is named."""
    places, levels = feature.compared.field.places, feature.compared.levels
    first = places[: outcome.split]
    known = feature.compared.known
    counts = np.bincount(first[first >= 0], minlength=len(levels))
    sums = np.bincount(
        first[first >= 0], weights=outcome.aim[: outcome.split][first >= 0], minlength=len(levels)
    )
    used = [i for i in range(len(levels)) if counts[i] >= least and levels[i] != OTHERS]
    ranked = sorted(used, key=lambda i: (-sums[i] / counts[i], i))
    for size in range(1, min(len(ranked), 4)):
        for part in (ranked[:size], ranked[-size:]):
            inside = np.isin(places, part)
            words = [levels[i] for i in sorted(part)]
            text = " or ".join(f"'{word}'" for word in words)
            yield text, inside, known & ~inside, say_words(feature, words)


def list_bins(feature: Feature, outcome: Outcome) -> list[Slice]:
    """Bins that people can read: few values or levels one by one, else five of about equal size between round edges; those
    without a value last."""
    known = feature.compared.known
    found = _bin_words(feature) if feature.numbers is None else _bin_numbers(feature, outcome)
    if known.all():
        return found
    return [*found, Slice("no value", ~known, say_known(feature, is_known=False))]


def _bin_words(feature: Feature) -> list[Slice]:
    places, levels = feature.compared.field.places, feature.compared.levels
    counts = np.bincount(places[places >= 0], minlength=len(levels))
    shown = sorted(np.argsort(-counts, kind="stable")[:MOST_LEVELS].tolist())
    return [Slice(levels[i], places == i, say_words(feature, [levels[i]])) for i in shown]


def _bin_numbers(feature: Feature, outcome: Outcome) -> list[Slice]:
    assert feature.numbers is not None
    numbers = feature.numbers
    values = np.unique(numbers[~np.isnan(numbers)])
    if len(values) <= FEW_VALUES:
        exact = [Decimal(format(value, ".12g")) for value in values.tolist()]
        return [
            Slice(say_number(feature, said), numbers == value, say_equal(feature, said))
            for said, value in zip(exact, values, strict=True)
        ]
    first = numbers[: outcome.split]
    cuts = list_cuts(first)
    if not cuts:
        return [Slice("all", ~np.isnan(numbers), say_known(feature, is_known=True))]
    wanted = np.quantile(first[~np.isnan(first)], np.arange(1, BINS) / BINS)
    marks = np.array([float(cut) for cut in cuts])
    edges = [cuts[i] for i in sorted({int(np.argmin(np.abs(marks - value))) for value in wanted})]
    said = [say_number(feature, edge) for edge in edges]
    if (values == values.round()).all() and feature.info.kind not in (Kind.DATE, Kind.SHARE):
        ends = [(low, high - 1) for low, high in pairwise(edges)]
        between = [
            said_low if low == high else f"{said_low} to {say_number(feature, high)}"
            for (low, high), said_low in zip(ends, said[:-1], strict=True)
        ]
    else:
        between = [f"{low} to below {high}" for low, high in pairwise(said)]
    labels = [f"below {said[0]}", *between]
    bins = np.searchsorted([float(edge) for edge in edges], numbers, side="right")
    bins = np.where(np.isnan(numbers), -1, bins)
    ends_of_all = [None, *edges, None]
    return [
        Slice(label, bins == i, say_between(feature, ends_of_all[i], ends_of_all[i + 1]))
        for i, label in enumerate([*labels, f"{said[-1]} and more"])
    ]


def say_number(feature: Feature, value: Decimal) -> str:
    """In the variable's own units: days as dates, shares in percent, places of ordered words by their word."""
    kind = feature.info.kind
    if kind is Kind.DATE:
        return (dt.date(1970, 1, 1) + dt.timedelta(days=float(value))).isoformat()
    if kind is Kind.SHARE:
        return f"{float(value):.4%}".rstrip("%").rstrip("0").rstrip(".") + " %"
    return f"{value:,f}"
