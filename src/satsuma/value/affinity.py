"""What members buy that others do not, and what goes with it that they do not have yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, EventTable
from satsuma.model.measures import Measured, NextStep
from satsuma.stats.adjusted import CommonOdds, mantel_haenszel
from satsuma.stats.corrections import benjamini_hochberg
from satsuma.stats.homogeneity import exceed_share
from satsuma.stats.ratios import Sums
from satsuma.value.comparing import Words, describe
from satsuma.value.tallies import Tally

Bools = NDArray[np.bool_]

MOST_BEGINNINGS = 3
"""Levels that next steps may begin at: those that set members apart most."""
MOST_CANDIDATES = 40
MOST_BREADTH = 10
"""Customers who know that many further levels or more are one stratum."""
OPEN_SHARE = 0.05
"""A next step must be open to at least this share of the members who have anything."""
SIGNIFICANT = 0.05
MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """How two levels go together over everyone, given how many further levels a customer knows."""

    odds: CommonOdds
    share_with: float
    share_like: float
    n: int


@dataclass(frozen=True, slots=True)
class Basket:
    """Who has which level; `buyers` have any. `items` tells what of a level the customers given take most (None: no finer
    names). Pairs found once are kept for the next segment."""

    names: tuple[str, ...]
    has: Bools
    buyers: Bools
    items: Callable[[str, Bools], tuple[str, float] | None]
    pairs: dict[tuple[int, int], Pair] = field(default_factory=dict)

    def pair(self, having: int, level: int) -> Pair:
        if (having, level) not in self.pairs:
            self.pairs[having, level] = compare_pair(self.has, self.buyers, having, level)
        return self.pairs[having, level]


def make_basket(
    counted: Tally, everyone: Bools, items: Callable[[str, Bools], tuple[str, float] | None]
) -> Basket:
    """From a tally of levels bought, over the population."""
    has = counted.matrix()
    has[~everyone] = False
    return Basket(counted.names, has, np.asarray(has.any(axis=1)), items)


def compare_pair(has: Bools, buyers: Bools, having: int, level: int) -> Pair:
    """Buyers by how many levels beside the two they know, so that those who buy much of everything make no pair."""
    cause, outcome = has[buyers, having], has[buyers, level]
    breadth = has[buyers].sum(axis=1) - cause - outcome
    strata = np.minimum(breadth, MOST_BREADTH)
    cells = (strata * 2 + ~cause) * 2 + ~outcome
    tables = np.bincount(cells, minlength=4 * (MOST_BREADTH + 1)).reshape(-1, 2, 2)
    sizes = tables.sum(axis=2)
    both = (sizes[:, 0] > 0) & (sizes[:, 1] > 0)
    weights = sizes[both, 0] / max(int(sizes[both, 0].sum()), 1)
    shares = tables[both, :, 0] / sizes[both]
    with_, like = (float((weights * shares[:, i]).sum()) for i in (0, 1))
    return Pair(mantel_haenszel(tables), with_, like, int(cause.sum()))


def find_item(
    lines: EventTable, outer: str, inner: str | None, level: str, who: Bools, as_of: int
) -> tuple[str, float] | None:
    """The value of `inner` (a product's name) within a level of `outer` that most of the customers `who` have taken until a
    moment, and their share of those who took any."""
    groups, items = lines.properties.get(outer), lines.properties.get(inner or "")
    if not isinstance(groups, Codes) or not isinstance(items, Codes) or level not in groups.dictionary:
        return None
    rows = np.flatnonzero((groups.codes == groups.dictionary.index(level)) & (lines.time <= as_of))
    owner = np.searchsorted(lines.offsets, rows, side="right") - 1
    kept = who[owner] & (items.codes[rows] >= 0)
    width = max(len(items.dictionary), 1)
    cells = np.unique(owner[kept] * width + items.codes[rows][kept])
    if not len(cells):
        return None
    counts = np.bincount(cells % width, minlength=width)
    best = int(counts.argmax())
    return items.dictionary[best], int(counts[best]) / len(np.unique(cells // width))


def find_favourites(basket: Basket, members: Bools, words: Words, smallest: int) -> tuple[Measured, ...]:
    """Every level as the share of members with any who have it, against everyone with any; those with the highest shares
    first. Nothing where too few members have any."""
    inside = members & basket.buyers
    size, everyone = int(inside.sum()), int(basket.buyers.sum())
    here, all_ = basket.has[inside].sum(axis=0), basket.has.sum(axis=0)
    raw = [tell_share_apart(int(here[i]), size, int(all_[i]), everyone) for i in range(len(basket.names))]
    adjusted = benjamini_hochberg(np.array(raw)) if raw else np.empty(0)
    if size < smallest:
        return ()
    sums = [take_binary(counts, total) for counts, total in ((here, size), (all_, everyone))]
    return tuple(
        describe(sums[0], sums[1], int(i), basket.names[i], words, float(adjusted[i]), smallest)
        for i in np.argsort(-here, kind="stable")
    )


def take_binary(counts: NDArray[np.int64], size: int) -> Sums:
    """Customers who have each level, of `size` who count once each."""
    hits = counts.astype(np.float64)
    return Sums(hits, hits, hits, hits, float(size), float(size), size)


def tell_share_apart(hits: int, size: int, all_hits: int, everyone: int) -> float:
    """Two-sided p of members against the others; NaN where there are none or nothing varies."""
    others = everyone - size
    if size == 0 or others <= 0 or not 0 < all_hits < everyone:
        return float("nan")
    above = exceed_share(hits, size, all_hits - hits, others)
    return min(1.0, 2 * min(above, 1 - above))


def find_next(
    basket: Basket, members: Bools, favourites: Sequence[Measured], smallest: int, query: str
) -> tuple[tuple[NextStep, ...], int]:
    """What members lack that goes with what they have more often than chance and a broad taste explain, the surest first; and
    how many pairs were looked at. `query` has `{a}` for what they have and `{c}` for what they lack."""
    inside = members & basket.buyers
    place = {name: i for i, name in enumerate(basket.names)}
    beginnings = choose_beginnings(favourites)
    common = np.argsort(-basket.has.sum(axis=0), kind="stable")[:MOST_CANDIDATES]
    asked: list[tuple[int, int, int]] = []
    for having in (place[name] for name in beginnings):
        for level in (int(i) for i in common):
            lacking = int((basket.has[:, having] & ~basket.has[:, level] & inside).sum())
            if level != having and lacking >= max(smallest, OPEN_SHARE * int(inside.sum())):
                asked.append((having, level, lacking))
    pairs = [basket.pair(having, level) for having, level, _ in asked]
    adjusted = benjamini_hochberg([pair.odds.p for pair in pairs]) if pairs else np.empty(0)
    found = [
        make_step(basket, ask, pair, float(p), query)
        for ask, pair, p in zip(asked, pairs, adjusted, strict=True)
        if p < SIGNIFICANT and pair.odds.effect.low > 1 and pair.share_with > pair.share_like
    ]
    found.sort(key=lambda step: (-step.odds_low, step.having, step.level))
    best: dict[str, NextStep] = {}
    for step in found:
        best.setdefault(step.level, step)
    return tuple(best.values())[:MOST_STEPS], len(asked)


def choose_beginnings(favourites: Sequence[Measured]) -> list[str]:
    """What sets members apart, by the difference; the commonest where nothing does."""
    shown = [each for each in favourites if not each.suppressed and each.level is not None]
    apart = [each for each in shown if each.is_different and each.value > (each.everyone or 0)]
    apart.sort(key=lambda each: (each.everyone or 0) - each.value)
    return [each.level for each in (apart or shown)[:MOST_BEGINNINGS] if each.level is not None]


def make_step(basket: Basket, ask: tuple[int, int, int], pair: Pair, p: float, query: str) -> NextStep:
    having, level, lacking = ask
    names = basket.names[having], basket.names[level]
    item = basket.items(names[1], basket.has[:, having] & basket.has[:, level])
    effect = pair.odds.effect
    return NextStep(
        having=names[0],
        level=names[1],
        share_with=pair.share_with,
        share_like=pair.share_like,
        odds=effect.value,
        odds_low=effect.low,
        odds_high=effect.high,
        p=p,
        n=pair.n,
        open_members=lacking,
        item=item[0] if item else None,
        item_share=item[1] if item else None,
        query=query.replace("{a}", names[0]).replace("{c}", names[1]),
    )
