"""Combinations that hold: better than chance, than each of their parts, and measured again on customers they were not found
with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.subgroups.chance import SHUFFLES, chance_of, shuffle_best
from satsuma.discover.subgroups.outcome import Bools, Estimate, Outcome
from satsuma.discover.subgroups.search import (
    MOST_TRIPLES,
    PART_LEVEL,
    Field,
    Found,
    Progress,
    search,
)
from satsuma.discover.subgroups.selectors import Levels, Selector
from satsuma.engine import bitmaps
from satsuma.engine.subgroups import write_digits

LEVEL = 0.05
ALIKE = 0.6
"""Two groups that share so much of their members (Jaccard) are one finding; the better one is kept."""
MOST_SELECTORS = 1500
MISSING_LEVEL = 0.01
"""Not being known is a level of its own only where the outcome differs so surely."""
FEWEST_IN_HALF = 10


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """Two or three selectors at once. `found` is the outcome on the half it was found with, `held` on the other half; `p` is
    against the best of shuffled outcomes; `part_p` the largest p of being better than one of its parts."""

    selectors: tuple[Selector, ...]
    inside: Bools
    found: Estimate
    held: Estimate
    p: float
    part_p: float
    held_p: float


@dataclass(frozen=True, slots=True)
class Combinations:
    """What a search for combinations found, best first. `selectors` were combined in `looked_at` ways."""

    groups: tuple[Combination, ...]
    selectors: int
    looked_at: int
    is_exhaustive: bool


@dataclass(frozen=True, slots=True)
class Hunt:
    """How to look: at most `depth` selectors, groups of at least `minimum` customers, at most `most` of them."""

    depth: int
    minimum: int
    direction: Literal["highest", "lowest"]
    seed: int
    most: int = 5
    threads: int = 1
    shuffles: int = SHUFFLES


NOTHING = Combinations((), 0, 0, True)


def find_combinations(
    levels: Sequence[Levels], outcome: Outcome, hunt: Hunt, progress: Progress | None = None
) -> Combinations:
    """Groups of two and three selectors that beat 95 % of shuffled outcomes and each of their parts (a test of its own each,
    corrected for the selectors), on a random half of the customers; the other half measures them again.

    Nothing is looked for where there are fewer than two variables to combine, or too few customers for two halves.
    """
    selectors = choose_selectors(levels, outcome)
    halves = np.random.default_rng([hunt.seed, 7]).random(outcome.n) < 0.5
    minimum = max(-(-hunt.minimum // 2), FEWEST_IN_HALF)
    field = make_field(selectors, outcome, halves, hunt.direction, minimum)
    if field is None or hunt.depth < 2:
        return NOTHING
    done = search(field, hunt.depth, hunt.threads, progress)
    if not done.found:
        return Combinations((), len(selectors), done.looked_at, done.is_exhaustive)
    best = shuffle_best(
        field, hunt.depth, seed=hunt.seed, shuffles=hunt.shuffles, most_triples=MOST_TRIPLES, threads=hunt.threads
    )  # fmt: skip
    significant = [each for each in done.found if chance_of(each.quality, best) <= LEVEL]
    judged = _judge(significant, selectors, _Halves(outcome, halves, hunt.direction), best)
    groups = _explain_away(
        [each for each, _ in zip(judged, range(3 * hunt.most), strict=False)], outcome, hunt
    )
    return Combinations(tuple(groups[: hunt.most]), len(selectors), done.looked_at, done.is_exhaustive)


def choose_selectors(levels: Sequence[Levels], outcome: Outcome) -> list[Selector]:
    """All levels, and missing values where the outcome differs for those; the largest where there are too many."""
    found: list[Selector] = []
    for each in levels:
        found += each.selectors
        if each.not_known is not None and is_informative(each.not_known, outcome):
            found.append(each.not_known)
    if len(found) > MOST_SELECTORS:
        sizes = np.array([each.inside.sum() for each in found])
        kept = set(np.argsort(-sizes, kind="stable")[:MOST_SELECTORS].tolist())
        found = [each for place, each in enumerate(found) if place in kept]
    return found


def is_informative(missing: Selector, outcome: Outcome) -> bool:
    """Whether customers without a value differ in the outcome from those with one."""
    p = outcome.exceed(missing.inside, ~missing.inside)
    return min(p, 1 - p) * 2 <= MISSING_LEVEL


def make_field(
    selectors: Sequence[Selector],
    outcome: Outcome,
    rows: Bools,
    direction: Literal["highest", "lowest"],
    minimum: int,
) -> Field | None:
    """What the search reads of the customers in `rows`; None where there is nothing to combine or to find."""
    scores = outcome.score(direction)[rows]
    names = {each.variable: place for place, each in enumerate(selectors)}
    if len(names) < 2 or len(scores) < 2 * minimum or scores.min() == scores.max():
        return None
    words = np.array([bitmaps.pack(each.inside[rows]) for each in selectors])
    variables = np.array([names[each.variable] for each in selectors])
    is_plain = outcome.is_share and outcome.exposure is None
    return Field(words, variables, scores, write_digits(scores), "size" if is_plain else "root", minimum)


@dataclass(frozen=True, slots=True)
class _Halves:
    outcome: Outcome
    found: Bools
    direction: Literal["highest", "lowest"]

    def exceed(self, inside: Bools, others: Bools) -> float:
        """One-sided p in the direction looked for."""
        pair = (inside, others) if self.direction == "highest" else (others, inside)
        return self.outcome.exceed(*pair)


def _judge(
    candidates: Sequence[Found], selectors: Sequence[Selector], halves: _Halves, best: NDArray[np.float64]
) -> Iterator[Combination]:
    """The candidates in order, without those that do not beat a part or repeat an earlier group."""
    kept: list[Bools] = []
    limit = PART_LEVEL / max(len(selectors), 2)
    for found in candidates:
        chosen = tuple(selectors[place] for place in found.selectors)
        inside = _intersect(chosen)
        if any(_overlap(inside, other) >= ALIKE for other in kept):
            continue
        here = inside & halves.found
        parts = [_intersect(part) & halves.found for part in combinations(chosen, len(chosen) - 1)]
        part_p = max(halves.exceed(here, part & ~here) for part in parts)
        if part_p > limit:
            continue
        kept.append(inside)
        there = inside & ~halves.found
        yield Combination(
            selectors=chosen,
            inside=inside,
            found=halves.outcome.estimate(here),
            held=halves.outcome.estimate(there),
            p=chance_of(found.quality, best),
            part_p=part_p,
            held_p=halves.exceed(there, ~inside & ~halves.found),
        )


def _explain_away(groups: list[Combination], outcome: Outcome, hunt: Hunt) -> list[Combination]:
    """Without the groups that are nothing beyond a narrower one of them: their other members are like everyone else."""
    kept = []
    for group in groups:
        narrower = [each.inside for each in groups if set(group.selectors) < set(each.selectors)]
        rest = group.inside & ~np.logical_or.reduce(narrower) if narrower else group.inside
        pair = (rest, ~group.inside) if hunt.direction == "highest" else (~group.inside, rest)
        if not narrower or outcome.exceed(*pair) <= LEVEL / max(len(groups), 1):
            kept.append(group)
    return kept


def _intersect(chosen: Sequence[Selector]) -> Bools:
    inside: Bools = np.logical_and.reduce([each.inside for each in chosen])
    return inside


def _overlap(first: Bools, second: Bools) -> float:
    either = int((first | second).sum())
    return int((first & second).sum()) / either if either else 0.0
