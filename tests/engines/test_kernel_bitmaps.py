"""Bit operations against sets."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.engine import bitmaps

N = 1000


@pytest.fixture
def truths() -> np.ndarray:
    return np.random.default_rng(3).random((7, N)) < np.linspace(0.01, 0.99, 7)[:, None]


@pytest.fixture
def words(truths: np.ndarray) -> np.ndarray:
    return np.array([bitmaps.pack(row) for row in truths])


def test_packing_and_unpacking(truths: np.ndarray, words: np.ndarray) -> None:
    for row, packed in zip(truths, words, strict=True):
        assert (bitmaps.unpack(packed, N) == row).all()
        assert bitmaps.members(packed).tolist() == np.flatnonzero(row).tolist()
        assert [bitmaps.contains(packed, number) for number in range(N)] == row.tolist()
    assert not bitmaps.contains(words[0], 10**6)


def test_counts_and_shares(truths: np.ndarray, words: np.ndarray) -> None:
    assert bitmaps.counts(words).tolist() == truths.sum(axis=1).tolist()
    assert bitmaps.share(words[0], words[6]) == (truths[0] & truths[6]).sum() / truths[6].sum()
    assert bitmaps.share(words[0], np.zeros_like(words[0])) == 0


def test_overlaps_of_all_pairs(truths: np.ndarray, words: np.ndarray) -> None:
    numbers = truths.astype(np.int64)
    assert (bitmaps.overlaps(words) == numbers @ numbers.T).all()


def test_union(truths: np.ndarray, words: np.ndarray) -> None:
    assert (bitmaps.unpack(bitmaps.union(words), N) == truths.any(axis=0)).all()


def test_entered_and_left_while_the_dictionary_grows(truths: np.ndarray, words: np.ndarray) -> None:
    before, now = bitmaps.pack(truths[2][:300]), words[3]
    earlier = np.zeros(N, bool)
    earlier[:300] = truths[2][:300]
    assert set(bitmaps.members(bitmaps.entered(now, before))) == set(np.flatnonzero(truths[3] & ~earlier))
    assert set(bitmaps.members(bitmaps.left(now, before))) == set(np.flatnonzero(earlier & ~truths[3]))
