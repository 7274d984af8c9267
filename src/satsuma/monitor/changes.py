"""Snapshots of the same ordinals compared. Ordinals only grow, so an older snapshot is a prefix of a newer one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps

Words = NDArray[np.uint64]


def count_changes(before: Words, after: Words) -> tuple[int, int]:
    """How many entered and how many left."""
    return bitmaps.count(bitmaps.entered(after, before)), bitmaps.count(bitmaps.left(after, before))


def find_entered(
    history: Sequence[tuple[str, Words]], customers: int
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Since which snapshot each customer has been a member without a break.

    `history` holds (as_of day, bits), oldest first, the present last. Returns for `customers` ordinals the index of the
    snapshot, -1 for those who are not members now, and the days.
    """
    since = np.full(customers, -1, np.int32)
    for index, (_, words) in enumerate(history):
        inside = np.zeros(customers, np.bool_)
        known = min(customers, 64 * len(words))
        inside[:known] = bitmaps.unpack(words, known)
        since = np.where(inside, np.where(since < 0, index, since), -1).astype(np.int32)
    return since, tuple(day for day, _ in history)
