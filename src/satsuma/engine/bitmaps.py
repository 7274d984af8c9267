"""Bitmaps of customers: counts, overlaps, differences, members. Bit i % 64 of word i // 64 is customer i."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.engine.library import load_library

Words = NDArray[np.uint64]


def pack(truths: NDArray[np.bool_]) -> Words:
    """One bit per truth."""
    padded = np.zeros(-(-len(truths) // 64) * 8, np.uint8)
    raw = np.packbits(truths, bitorder="little")
    padded[: len(raw)] = raw
    return padded.view("<u8").astype(np.uint64, copy=False)


def unpack(words: Words, n: int) -> NDArray[np.bool_]:
    """The first n bits as truths."""
    raw = np.ascontiguousarray(words).view(np.uint8)
    return np.unpackbits(raw, count=n, bitorder="little").view(np.bool_)


def count(words: Words) -> int:
    """How many customers are in one bitmap."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


def counts(words: Words) -> NDArray[np.int64]:
    """How many customers are in each row of bitmaps."""
    return np.array([count(row) for row in words], np.int64)


def overlaps(words: Words) -> NDArray[np.int64]:
    """How many customers each two rows share (rows × rows); the diagonal holds the sizes."""
    library, rows = load_library(), np.ascontiguousarray(words)
    n, n_words = rows.shape
    shared = np.zeros((n, n), np.int64)
    library.lib.ss_overlap(
        library.pointer("uint64_t *", rows), n, n_words, library.pointer("int64_t *", shared)
    )
    upper = np.triu(shared, 1)
    both: NDArray[np.int64] = shared + upper.T
    return both


def union(words: Words) -> Words:
    """Customers in at least one row."""
    found: Words = np.bitwise_or.reduce(words, axis=0)
    return found


def entered(now: Words, before: Words) -> Words:
    """Customers in `now` and not in `before`, which may be shorter: the dictionary of keys only grows."""
    earlier = np.zeros_like(now)
    size = min(len(now), len(before))
    earlier[:size] = before[:size]
    return now & ~earlier


def left(now: Words, before: Words) -> Words:
    """Customers in `before` and not in `now`."""
    return entered(before, now)


def share(part: Words, whole: Words) -> float:
    """How many of `whole` are in `part`, from 0 to 1; 0 where `whole` is empty."""
    of = count(whole)
    return count(part & whole) / of if of else 0.0


def members(words: Words) -> NDArray[np.int64]:
    """The ordinals of the customers in a bitmap, ascending."""
    return np.flatnonzero(unpack(words, 64 * len(words)))


def contains(words: Words, ordinal: int) -> bool:
    """Whether one customer is in a bitmap."""
    return bool(int(words[ordinal // 64]) >> (ordinal % 64) & 1) if ordinal // 64 < len(words) else False
