"""One variable's groups, best first: shrunk, with intervals, chances of the top n, ranks and ties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.objectives.material import Question
from satsuma.discover.subgroups.outcome import Estimate, Outcome
from satsuma.discover.subgroups.selectors import Levels, Selector
from satsuma.stats.homogeneity import compare_means, compare_shares
from satsuma.stats.ranking import (
    Shrunk,
    bound_ranks,
    find_in_top,
    find_ties,
    say_ties,
    shrink_means,
    shrink_shares,
)

PRIOR_MEMBERS = 5
"""A small group's own spread is mixed with that of all groups as if so many more members had it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A selector in its variable's ranking."""

    selector: Selector
    seen: Estimate
    shrunk: float
    shrunk_low: float
    shrunk_high: float
    rank_low: int
    rank_high: int
    in_top: float


@dataclass(frozen=True, slots=True)
class VariableRanking:
    """A variable's groups, best first, the ties among them in words, and the test that they are all alike."""

    levels: Levels
    groups: tuple[Ranked, ...]
    ties: tuple[str, ...]
    p: float


def rank_levels(
    levels: Levels, selectors: Sequence[Selector], outcome: Outcome, question: Question
) -> VariableRanking:
    """The groups of one variable. `selectors` are its levels, with that of missing values where it says something."""
    seen = [outcome.estimate(each.inside) for each in selectors]
    errors = mix_errors(seen, outcome)
    sign = 1.0 if question.definition.direction != "lowest" else -1.0
    shrunk = _shrink(seen, errors, outcome, question.seed)
    chances = find_in_top(sign * shrunk.draws, question.definition.top)
    ranks = bound_ranks(sign * np.array([each.rate for each in seen]), errors, seed=question.seed)
    order = [int(place) for place in np.argsort(-sign * shrunk.means, kind="stable")]
    groups = tuple(
        Ranked(
            selector=selectors[place],
            seen=seen[place],
            shrunk=float(shrunk.means[place]),
            shrunk_low=float(shrunk.lows[place]),
            shrunk_high=float(shrunk.highs[place]),
            rank_low=int(ranks.lows[place]),
            rank_high=int(ranks.highs[place]),
            in_top=float(chances[place]),
        )
        for place in order
    )
    ties = say_ties(find_ties(order, ranks.above), len(order)) if len(order) > 1 else ()
    return VariableRanking(
        levels, groups, ties, judge_levels(levels, selectors, seen, errors, outcome, question)
    )


def mix_errors(seen: Sequence[Estimate], outcome: Outcome) -> NDArray[np.float64]:
    """Standard errors that a small group without variation cannot bring down to nothing."""
    sizes = np.array([each.n for each in seen], np.float64)
    own = np.array([each.error for each in seen]) ** 2 * sizes
    if outcome.is_share and outcome.exposure is None:
        return np.sqrt(own / sizes)
    pooled = float((own * sizes).sum() / sizes.sum())
    mixed = (own * (sizes - 1) + pooled * PRIOR_MEMBERS) / (sizes - 1 + PRIOR_MEMBERS)
    return np.sqrt(np.maximum(mixed, 1e-300) / sizes)


def _shrink(seen: Sequence[Estimate], errors: NDArray[np.float64], outcome: Outcome, seed: int) -> Shrunk:
    rates = np.array([each.rate for each in seen])
    sizes = np.array([each.n for each in seen])
    if outcome.is_share and outcome.exposure is None:
        return shrink_shares(np.round(rates * sizes), sizes, seed=seed)
    return shrink_means(rates, errors, seed=seed)


def judge_levels(
    levels: Levels,
    selectors: Sequence[Selector],
    seen: Sequence[Estimate],
    errors: NDArray[np.float64],
    outcome: Outcome,
    question: Question,
) -> float:
    """p of no difference between a variable's groups: chi-squared for shares, Welch's test for means, the weighted spread for
    rates; for the overlapping items of a set each against the others, times their number. 1 where nothing can differ."""
    sizes = np.array([each.n for each in seen])
    rates = np.array([each.rate for each in seen])
    if not levels.is_exclusive or len(seen) < 2:
        lone = [outcome.exceed(each.inside, ~each.inside) for each in selectors]
        return min([1.0, *(2 * min(p, 1 - p) * len(lone) for p in lone)])
    if outcome.exposure is not None:
        from scipy.special import chdtrc

        weights = errors**-2.0
        centre = float((weights * rates).sum() / weights.sum())
        return float(chdtrc(len(seen) - 1, float((weights * (rates - centre) ** 2).sum())))
    if outcome.is_share:
        p = compare_shares(np.round(rates * sizes), sizes, seed=question.seed)
    else:
        p = compare_means(rates, errors * np.sqrt(sizes), sizes)
    return 1.0 if math.isnan(p) else p
