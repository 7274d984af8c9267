"""Words as choices: which levels and items become fields, and which are grouped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Flags, Sets
from satsuma.discover.basis.reading import count_items, read_words

MOST_LEVELS = 30
"""Levels of a choice; beyond, the commonest stay and the others become one."""
LEAST_COVERED = 0.5
"""Share of customers that the commonest levels must cover where the others are grouped."""
NEARLY_AN_ID = 0.9
"""Different words per known value from which they tell customers apart, not groups."""
FEWEST_FOR_ID = 20
FREQUENT_ITEM = 0.05
"""Share of customers from which an item of a set becomes a field; and at most 1 − this share."""
MOST_ITEMS = 20
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels with a customer, and how many each has, in the dictionary's order."""

    words: tuple[str, ...]
    counts: NDArray[np.int64]

    @property
    def known(self) -> int:
        return int(self.counts.sum())

    @property
    def top_share(self) -> float:
        return float(self.counts.max() / self.known) if self.known else 0.0

    @property
    def top_word(self) -> str:
        return self.words[int(self.counts.argmax())]

    @property
    def is_nearly_an_id(self) -> bool:
        return self.known >= FEWEST_FOR_ID and len(self.words) >= NEARLY_AN_ID * self.known

    @property
    def covered(self) -> float:
        """Share of customers in the levels that stay where rare ones are grouped."""
        return float(np.sort(self.counts)[::-1][: MOST_LEVELS - 1].sum() / self.known) if self.known else 0.0


def count_levels(column: Codes | Flags, rows: NDArray[np.int64]) -> Levels:
    """The levels that the customers have; words that differ only in the dictionary's place count as one."""
    codes, words = read_words(column)
    counts = np.bincount(codes[rows].astype(np.int64) + 1, minlength=len(words) + 1)[1:]
    used = np.flatnonzero(counts)
    return Levels(tuple(words[code] for code in used), counts[used])


def group_levels(levels: Levels, *, ordered: bool) -> tuple[tuple[str, ...], str | None]:
    """The levels that a choice keeps, and the one that stands for all others (None where all are kept).

    The order of the dictionary stays. Ordered levels are never grouped.
    """
    if len(levels.words) <= MOST_LEVELS or ordered:
        return levels.words, None
    keep = np.sort(np.argsort(-levels.counts, kind="stable")[: MOST_LEVELS - 1])
    words = tuple(levels.words[code] for code in keep)
    return (words if OTHER in words else (*words, OTHER)), OTHER


def find_frequent_items(column: Sets, rows: NDArray[np.int64]) -> tuple[list[str], int]:
    """Items that at least 5 % and at most 95 % of those with a set have, the commonest first, at most 20; and how many
    customers have a set."""
    known = int((np.diff(column.offsets)[rows] > 0).sum())
    counts = count_items(column, rows)
    order = np.argsort(-counts, kind="stable")
    found = [
        column.dictionary[code]
        for code in order
        if FREQUENT_ITEM * known <= counts[code] <= (1 - FREQUENT_ITEM) * known and known
    ]
    return found[:MOST_ITEMS], known
