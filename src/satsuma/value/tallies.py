"""How often each customer did what: events counted by customer and level, so that segments are compared without walking all
events again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.ratios import Sums

MOST_CELLS = 4_000_000
"""Customers times levels counted at a time."""
MOST_LEVELS = 200

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """Customer `owner[i]` has `count[i]` events of level `code[i]`; ascending by owner, then code. `totals` by customer are
    over all levels of `names`."""

    names: tuple[str, ...]
    owner: NDArray[np.int32]
    code: NDArray[np.int16]
    count: NDArray[np.int32]
    totals: NDArray[np.int64]

    @property
    def customers(self) -> int:
        return len(self.totals)

    def matrix(self) -> Bools:
        """Customers × levels: who has any."""
        has = np.zeros((self.customers, len(self.names)), np.bool_)
        has[self.owner, self.code] = True
        return has


def own(offsets: NDArray[np.int64]) -> NDArray[np.int32]:
    """The customer of every event."""
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))


def tally(
    owner: NDArray[np.int32], codes: NDArray[np.integer], names: tuple[str, ...], customers: int
) -> Tally:
    """Counts events, ascending by owner; codes below 0 are left out. Of more than 200 levels the commonest stay."""
    kept, names = _keep_common(codes, names)
    known = kept >= 0
    owner, kept = owner[known], kept[known].astype(np.int64)
    width = max(len(names), 1)
    step = max(1, MOST_CELLS // width)
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for first in range(0, customers, step):
        low, high = np.searchsorted(owner, [first, first + step])
        if low == high:
            continue
        cells = (owner[low:high].astype(np.int64) - first) * width + kept[low:high]
        counts = np.bincount(cells)
        filled = np.flatnonzero(counts)
        parts.append((filled + first * width, counts[filled]))
    cells = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, np.int64)
    counts = np.concatenate([part[1] for part in parts]) if parts else np.empty(0, np.int64)
    return Tally(
        names,
        (cells // width).astype(np.int32),
        (cells % width).astype(np.int16),
        counts.astype(np.int32),
        np.bincount(cells // width, weights=counts, minlength=customers).astype(np.int64),
    )


def _keep_common(
    codes: NDArray[np.integer], names: tuple[str, ...]
) -> tuple[NDArray[np.integer], tuple[str, ...]]:
    """The commonest levels, in the order of their names."""
    if len(names) <= MOST_LEVELS:
        return codes, names
    counts = np.bincount(codes[codes >= 0].astype(np.int64), minlength=len(names))
    kept = np.sort(np.argsort(-counts, kind="stable")[:MOST_LEVELS])
    moved = np.full(len(names) + 1, -1, np.int16)
    moved[kept] = np.arange(len(kept))
    return moved[codes], tuple(names[i] for i in kept)


def have(counted: Tally) -> Tally:
    """Who has a level at all, once each; every customer with any counts one."""
    ones = np.ones(len(counted.count), np.int32)
    return Tally(counted.names, counted.owner, counted.code, ones, (counted.totals > 0).astype(np.int64))


def sum_levels(counted: Tally, inside: Bools) -> Sums:
    """The sums that shares of the customers `inside` need, by level."""
    picked = inside[counted.owner]
    owner, code = counted.owner[picked], counted.code[picked]
    count = counted.count[picked].astype(np.float64)
    levels = len(counted.names)
    totals = counted.totals[inside]
    totals = totals[totals > 0].astype(np.float64)

    def add(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(code, weights=weights, minlength=levels).astype(np.float64)

    return Sums(
        add(count),
        add(count * count),
        add(count * counted.totals[owner]),
        np.bincount(code, minlength=levels).astype(np.float64),
        float(totals.sum()),
        float((totals * totals).sum()),
        len(totals),
    )
