"""How many customers each pair of segments shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from satsuma.describe.sentences import show_share
from satsuma.model.results import Overlap, SegmentSize

ALIKE, INSIDE = 0.9, 0.8
"""Shares of both, and of the smaller one, from which two segments are said to be nearly one."""
LARGE_PART = 0.5
"""Share of the larger one from which merging loses little."""
MOST_ADVICE = 10


def overlap(
    unit: str, sizes: Sequence[SegmentSize], counts: NDArray[np.int64], population: int, covered: int
) -> Overlap:
    """`counts[i, j]` customers are in both i and j, sizes on the diagonal."""
    return Overlap(
        unit=unit,
        names=tuple(size.name for size in sizes),
        titles=tuple(size.title for size in sizes),
        counts=tuple(tuple(int(count) for count in row) for row in counts),
        population=population,
        covered=covered,
    )


def advise(titles: Sequence[str], counts: NDArray[np.int64], smallest: int, unit: str) -> tuple[str, ...]:
    """What to do about pairs of segments that are nearly the same customers, or one nearly inside the other; the most alike
    first. Pairs and segments under the smallest group are passed over."""
    found = []
    for i in range(len(titles)):
        for j in range(i + 1, len(titles)):
            both, first, second = int(counts[i, j]), int(counts[i, i]), int(counts[j, j])
            if min(both, first, second) < smallest:
                continue
            if max(both / first, both / second) >= INSIDE:
                found.append((both / min(first, second), both, -i, -j))
    found.sort(reverse=True)
    pairs = [(-i, -j) for _, _, i, j in found[:MOST_ADVICE]]
    return tuple(advise_pair(titles, counts, pair, unit) for pair in pairs)


def advise_pair(titles: Sequence[str], counts: NDArray[np.int64], pair: tuple[int, int], unit: str) -> str:
    """The smaller one is told of first."""
    small, large = sorted(pair, key=lambda i: (int(counts[i, i]), i))
    both = int(counts[small, large])
    of_small, of_large = both / int(counts[small, small]), both / int(counts[large, large])
    share = show_share(of_small)
    if min(of_small, of_large) >= ALIKE:
        return (
            f"{titles[small]} and {titles[large]} are nearly the same {unit}s ({share} and {show_share(of_large)} are in "
            "both): merge them."
        )
    inside = f"{share} of {titles[small]} are also in {titles[large]}"
    if of_large >= LARGE_PART:
        return f"{inside}: merge them, or order them in a segmentation so that each {unit} is in one."
    return f"{inside} and only a part of it: order them in a segmentation, {titles[small]} first."
