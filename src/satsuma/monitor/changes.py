"""Two snapshots of the same ordinals compared. Ordinals only grow, so an older snapshot is a prefix of a newer one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]


def widen(words: Words, length: int) -> Words:
    """The same bits in `length` words, new ones 0."""
    out = np.zeros(length, np.uint64)
    out[: min(length, len(words))] = words[:length]
    return out


def count_changes(before: Words, after: Words) -> tuple[int, int]:
    """How many entered and how many left."""
    length = max(len(before), len(after))
    old, new = widen(before, length), widen(after, length)
    return int(np.bitwise_count(new & ~old).sum()), int(np.bitwise_count(old & ~new).sum())


def find_entered(history: Sequence[tuple[str, Words]], customers: int) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Since which snapshot each customer has been a member without a break.

    `history` holds (as_of day, bits), oldest first, the present last. Returns for `customers` ordinals the index of the
    snapshot, -1 for those who are not members now, and the days.
    """
    since = np.full(customers, -1, np.int32)
    for index, (_, words) in enumerate(history):
        inside = read_bits(words, customers)
        since = np.where(inside, np.where(since < 0, index, since), -1).astype(np.int32)
    return since, tuple(day for day, _ in history)


def read_bits(words: Words, customers: int) -> NDArray[np.bool_]:
    """Bits as Booleans, one a customer."""
    length = (customers + 63) // 64
    bits = np.unpackbits(widen(words, length).view(np.uint8), bitorder="little")
    return bits[:customers].astype(np.bool_)
