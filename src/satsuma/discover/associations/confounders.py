"""Effects that turn round or shrink when a third variable is held constant (Simpson's paradox), looked for in all pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.associations.variables import OTHERS, Compared
from satsuma.model.kinds import Family
from satsuma.model.patterns import AdjustedEffect, Association
from satsuma.stats.adjusted import Adjusted, compare_odds, compare_ranks, compare_yes_no
from satsuma.stats.association import Codes, Numbers, order_values, rank_places
from satsuma.stats.intervals import Z95

SURE = 0.05
FAINT = 0.07
"""Strength below which a pair is not worth explaining."""
STRONG_ENOUGH = 0.25
"""A confounder can take away about the product of its own associations with both; below this share of the pair's it
cannot halve it."""
MOST_PAIRS = 400
MOST_CONFOUNDERS = 4
MOST_SHOWN = 10
MOST_CUSTOMERS = 25_000
FEWEST = 100
BANDS = 10
"""Bands of equal size that a number's values are held constant in."""
SMALLEST_STRATUM = 2
SMALLEST_LEVEL = 30
"""Customers of a category's level from whom it can be the one that a pair is about."""

LATENESS = {
    Family.VALUE: 3,
    Family.ENGAGEMENT: 3,
    Family.BEHAVIOURAL: 2,
    Family.JOURNEY: 2,
    Family.INTENT: 1,
    Family.NEEDS: 1,
    Family.PSYCHOGRAPHIC: 1,
}
"""From who customers are (0) over what they want to what they do and are worth: the later one of a pair is the effect."""


@dataclass(frozen=True, slots=True)
class Question:
    """Does the confounder explain the association of the cause with the effect? `level` is the one that a cause with
    several levels is about."""

    cause: Compared
    effect: Compared
    confounder: Compared
    level: str | None = None

    @property
    def may_be_consequence(self) -> bool:
        """The confounder lies later than who customers are and what they want: the cause may work through it."""
        return _lateness(self.confounder) > 1


def find_confounded(
    compared: Sequence[Compared],
    pairs: Sequence[Association],
    made_of: Mapping[str, frozenset[str]],
    kpi: str | None,
    seed: int,
) -> list[AdjustedEffect]:
    """Effects that a confounder reverses or halves, by more than chance; for each the confounder that changes it most.

    Cause, effect and confounder are made of different data. All pairs that chance does not explain are looked at, the
    KPI's first, then the strongest, each with the confounders that could; beyond 25,000 customers on a sample.
    """
    if not compared:
        return []
    sampled = _sample_places(compared, seed)
    strength = {frozenset((pair.first, pair.second)): pair.strength for pair in pairs}
    found: list[tuple[Question, Adjusted]] = []
    for pair in _choose_pairs(pairs, made_of, kpi):
        answers = [_answer(question, sampled) for question in _ask(pair, compared, strength, made_of, kpi)]
        tried = [each for each in answers if each is not None and each[1].is_halved]
        if tried:
            found.append(min(tried, key=lambda each: (each[0].may_be_consequence, _left(each[1]))))
    found.sort(key=lambda each: _order(each[0], each[1], kpi))
    return [_describe(question, adjusted) for question, adjusted in found[:MOST_SHOWN]]


def _order(question: Question, adjusted: Adjusted, kpi: str | None) -> tuple[bool, bool, bool, float]:
    """Reversals first, then confounders that are no consequence, then the KPI, then the strongest."""
    is_about_kpi = question.effect.name == kpi
    strongest = -abs(adjusted.crude.size)
    return not adjusted.is_reversed, question.may_be_consequence, not is_about_kpi, strongest


def _lateness(compared: Compared) -> int:
    return LATENESS.get(compared.family, 0) if compared.family else 0


def _left(adjusted: Adjusted) -> float:
    """How much of the crude effect is left; negative where it points the other way."""
    return adjusted.adjusted.size / adjusted.crude.size


def _sample_places(compared: Sequence[Compared], seed: int) -> dict[str, Codes]:
    """Each variable's codes, or a number's places among its values, of the customers who are looked at."""
    n = len(compared[0].field.places)
    rows = np.arange(n)
    if n > MOST_CUSTOMERS:
        rows = np.sort(np.random.default_rng(seed).choice(n, MOST_CUSTOMERS, replace=False))
    found: dict[str, Codes] = {}
    for each in compared:
        places = each.field.places[rows]
        if each.field.is_number:
            places, _ = order_values(np.where(places < 0, np.nan, places))
        found[each.name] = places
    return found


def _choose_pairs(
    pairs: Sequence[Association], made_of: Mapping[str, frozenset[str]], kpi: str | None
) -> list[Association]:
    chosen = [
        pair
        for pair in pairs
        if pair.adjusted_p <= SURE
        and pair.strength >= FAINT
        and not pair.duplicate
        and not _share(made_of, pair.first, pair.second)
    ]
    chosen.sort(key=lambda pair: (kpi not in (pair.first, pair.second), -pair.strength))
    return chosen[:MOST_PAIRS]


def _share(made_of: Mapping[str, frozenset[str]], first: str, second: str) -> bool:
    return bool(made_of.get(first, frozenset()) & made_of.get(second, frozenset()))


def _ask(
    pair: Association,
    compared: Sequence[Compared],
    strength: Mapping[frozenset[str], float],
    made_of: Mapping[str, frozenset[str]],
    kpi: str | None,
) -> Iterator[Question]:
    by_name = {each.name: each for each in compared}
    first, second = by_name[pair.first], by_name[pair.second]
    cause, effect = (second, first) if _is_later(first, second, kpi) else (first, second)
    if not (effect.field.is_number or effect.is_yes_no):
        return
    able = []
    for third in compared:
        if third.name in (first.name, second.name, kpi) or _share(made_of, third.name, effect.name):
            continue
        if _share(made_of, third.name, cause.name):
            continue
        reach = [strength.get(frozenset((third.name, one.name)), 0.0) for one in (cause, effect)]
        if reach[0] * reach[1] >= STRONG_ENOUGH * pair.strength and reach[0] < 0.9 and reach[1] < 0.9:
            able.append((-reach[0] * reach[1], third.name))
    for _, name in sorted(able)[:MOST_CONFOUNDERS]:
        yield Question(cause, effect, by_name[name])


def _is_later(first: Compared, second: Compared, kpi: str | None) -> bool:
    if kpi in (first.name, second.name):
        return first.name == kpi
    return _lateness(first) > _lateness(second)


def _answer(question: Question, sampled: Mapping[str, Codes]) -> tuple[Question, Adjusted] | None:
    cause, effect = sampled[question.cause.name], sampled[question.effect.name]
    strata, count = _stratify(question.confounder, sampled[question.confounder.name])
    kept = (cause >= 0) & (effect >= 0)
    kept &= np.bincount(strata, weights=kept, minlength=count)[strata] >= SMALLEST_STRATUM
    if kept.sum() < FEWEST:
        return None
    cause, effect, strata = cause[kept], effect[kept], strata[kept]
    if not question.cause.field.is_number and not question.cause.is_yes_no:
        level = _find_telling(question.cause.levels, cause, effect)
        cause = (cause == level).astype(np.int32)
        question = replace(question, level=question.cause.levels[level])
    return question, _compare(question, cause, effect, strata, count)


def _compare(question: Question, cause: Codes, effect: Codes, strata: Codes, count: int) -> Adjusted:
    is_number = question.cause.field.is_number
    if question.effect.field.is_number:
        ranks = _rank(cause) if is_number else cause.astype(np.float64)
        return compare_ranks(ranks, _rank(effect), strata, count)
    if is_number:
        return compare_odds(_rank(cause), effect, strata, count)
    return compare_yes_no(cause, effect, strata, count)


def _rank(places: Codes) -> Numbers:
    return rank_places(places, int(places.max(initial=-1)) + 1)


def _find_telling(levels: tuple[str, ...], cause: Codes, effect: Codes) -> int:
    """The level of a category that differs most from everyone in the effect, weighed by its size."""
    ranks = _rank(effect)
    counts = np.bincount(cause, minlength=len(levels))
    sums = np.bincount(cause, weights=ranks - ranks.mean(), minlength=len(levels))
    distance = np.where(counts >= SMALLEST_LEVEL, np.abs(sums) / np.sqrt(np.maximum(counts, 1)), 0)
    if OTHERS in levels:
        distance[levels.index(OTHERS)] = 0
    return int(np.argmax(distance))


def _stratify(confounder: Compared, places: Codes) -> tuple[NDArray[np.int64], int]:
    """A stratum a level, or a band of a number's values; those without a value are a stratum of their own."""
    if not confounder.field.is_number:
        return np.where(places < 0, len(confounder.levels), places).astype(np.int64), len(
            confounder.levels
        ) + 1
    known = places >= 0
    strata = np.full(len(places), BANDS, np.int64)
    ranks = _rank(places[known])
    strata[known] = np.minimum((ranks - 1) * BANDS // max(int(known.sum()), 1), BANDS - 1).astype(np.int64)
    return strata, BANDS + 1


def _describe(question: Question, adjusted: Adjusted) -> AdjustedEffect:
    return AdjustedEffect(
        cause=question.cause.name,
        effect_on=question.effect.name,
        confounder=question.confounder.name,
        crude=adjusted.crude.value,
        adjusted=adjusted.adjusted.value,
        measure=adjusted.scale,
        reversed=adjusted.is_reversed,
        halved=adjusted.is_halved,
        sentence=_say(question, adjusted),
    )


def _say(question: Question, adjusted: Adjusted) -> str:
    crude, left = adjusted.crude, adjusted.adjusted
    if adjusted.is_reversed:
        change = "it is the other way round"
    elif abs(left.size) < Z95 * left.error:
        change = "nothing is left of it that chance could not explain"
    else:
        change = f"{_left(adjusted):.0%} of it is left"
    return (
        f"{_say_crude(question, is_positive=crude.size > 0)} "
        f"({adjusted.scale} {crude.value:.2f}, {crude.low:.2f} to {crude.high:.2f}), but with "
        f"{question.confounder.title} held constant {change} ({left.value:.2f}, {left.low:.2f} to {left.high:.2f}; "
        f"n = {adjusted.n:,})."
    )


def _say_crude(question: Question, *, is_positive: bool) -> str:
    cause, effect = question.cause, question.effect
    level = question.level or (cause.levels[1] if cause.is_yes_no else "")
    subject = f"The higher {cause.title}" if cause.field.is_number else f"With {cause.title} '{level}'"
    if effect.field.is_number:
        side = "higher" if is_positive else "lower"
        return (
            f"{subject}, the {side} {effect.title}"
            if cause.field.is_number
            else f"{subject}, {effect.title} is {side}"
        )
    side = "more" if is_positive else "less"
    article = "the " if cause.field.is_number else ""
    return f"{subject}, {article}{side} likely {effect.title} '{effect.levels[1]}'"
