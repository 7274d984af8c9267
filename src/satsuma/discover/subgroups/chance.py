"""The best quality that shuffled outcomes reach: what a search finds where there is nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.subgroups.search import (
    Field,
    choose_partners,
    count_triples,
    pick_triples,
    scale_of,
)
from satsuma.engine import bitmaps
from satsuma.engine.subgroups import Counted, count_pairs, count_within, squeeze, sum_pairs, write_digits

Numbers = NDArray[np.float64]
SAMPLE = 20_000
"""Customers that the shuffled searches look at, drawn by the seed; the qualities do not depend on their number."""
FEWEST = 10
"""Fewest members of a group in such a sample."""
SHUFFLES = 199
COARSE_TRIPLES = 100_000
"""Triples from which a number's shuffles are of `COARSE_STEPS` steps instead of 256: their best quality is in standard errors,
which the steps hardly touch, at half the work."""
COARSE_STEPS = 16


def draw_sample(field: Field, seed: int, size: int = SAMPLE) -> Field:
    """The same search over `size` customers; the field itself where it has no more."""
    if field.n <= size:
        return field
    rows = np.sort(np.random.default_rng(seed).choice(field.n, size, replace=False))
    words = np.array([bitmaps.pack(bitmaps.unpack(row, field.n)[rows]) for row in field.words])
    scores = field.scores[rows]
    minimum = max(ceil(field.minimum * size / field.n), FEWEST)
    return replace(field, words=words, scores=scores, digits=write_digits(scores), minimum=minimum)


def make_coarse(field: Field) -> Field:
    """The outcome in `COARSE_STEPS` equal steps; yes and no stay as they are."""
    highest = int(field.scores.max(initial=0))
    if highest < COARSE_STEPS:
        return field
    scores = np.rint(field.scores * ((COARSE_STEPS - 1) / highest)).astype(np.int64)
    return replace(field, scores=scores, digits=write_digits(scores))


def shuffle_best(
    field: Field, depth: int, *, seed: int, shuffles: int = SHUFFLES, most_triples: int, threads: int = 1
) -> Numbers:
    """For each shuffle of the outcome over the customers the highest quality of any selector, pair or triple (Westfall &
    Young 1993, Resampling-based multiple testing): a group that beats 95 % of these is no product of the search. Beyond
    `most_triples` only selectors and pairs are shuffled, as the search's triples are no longer all."""
    is_large = depth >= 3 and count_triples(field.variables) > COARSE_TRIPLES
    sample = draw_sample(make_coarse(field) if is_large else field, seed)
    width = max(int(sample.scores.max(initial=0)).bit_length(), 1)
    rng = np.random.default_rng([seed, 1])
    orders = [write_digits(rng.permutation(sample.scores)) for _ in range(shuffles)]
    orders = [_fill(digits, width) for digits in orders]
    pairs = count_pairs(sample.words, sample.digits)
    apart = sample.variables[:, None] != sample.variables[None, :]
    np.fill_diagonal(apart, True)
    best = np.full(shuffles, -np.inf)
    first, second = np.nonzero(np.triu(apart & (pairs.members >= sample.minimum)))
    _raise_best(best, sample, pairs, (first, second), sample.words, orders)
    if depth >= 3 and count_triples(sample.variables) <= most_triples:
        order = np.argsort(np.diag(pairs.members), kind="stable")
        stacked = np.concatenate(orders)

        def work(place: int) -> Numbers:
            own = np.full(shuffles, -np.inf)
            first, rest = int(order[place]), order[place + 1 :]
            which = choose_partners(sample, pairs.members, first, rest)
            if len(which) > 1:
                mask = sample.words[first]
                within = count_within(sample.words, which, sample.digits[:0], mask)
                inside, digits = squeeze(sample.words[which], mask), squeeze(stacked, mask)
                chosen = pick_triples(sample, pairs.members, which, within)
                _raise_best(own, sample, within, chosen, inside, np.split(digits, shuffles))
            return own

        with ThreadPoolExecutor(max(threads, 1)) as pool:
            for own in pool.map(work, range(len(order))):
                best = np.maximum(best, own)
    return best


def _fill(digits: NDArray[np.uint64], width: int) -> NDArray[np.uint64]:
    """As many digits for every shuffle, so that they can stand in one array."""
    empty = np.zeros((width - len(digits), digits.shape[1]), np.uint64)
    return np.concatenate([digits, empty])


def _raise_best(
    best: Numbers,
    sample: Field,
    counted: Counted,
    places: tuple[NDArray[np.int64], NDArray[np.int64]],
    rows: NDArray[np.uint64],
    shuffled: list[NDArray[np.uint64]],
) -> None:
    """Raises each shuffle's best to the best of the given pairs."""
    if len(places[0]) == 0:
        return
    scale = scale_of(sample)
    members = counted.members[places]
    size = members / np.sqrt(scale.n) if scale.weigh == "size" else np.sqrt(members)
    weight, expected = size / members / scale.deviation, members * scale.mean
    for number, digits in enumerate(shuffled):
        sums = sum_pairs(rows, digits)[places]
        best[number] = max(best[number], float(((sums - expected) * weight).max()))


def chance_of(quality: float, best: Numbers) -> float:
    """p: the share of shuffles, the real outcome counted among them, that reach the quality."""
    return float((1 + (best >= quality).sum()) / (1 + len(best)))
