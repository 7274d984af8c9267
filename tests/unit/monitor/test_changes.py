"""Entered, left, and since when."""

from __future__ import annotations

import numpy as np

from satsuma.monitor.changes import count_changes, find_entered


def bits(*ordinals: int, words: int = 1) -> np.ndarray:
    out = np.zeros(words, np.uint64)
    for ordinal in ordinals:
        out[ordinal // 64] |= np.uint64(1 << (ordinal % 64))
    return out


def test_counts_who_entered_and_left_when_customers_were_added() -> None:
    assert count_changes(bits(0, 1, 5), bits(1, 5, 70, words=2)) == (1, 1)


def test_a_break_starts_membership_anew() -> None:
    history = [("2026-01-01", bits(0, 1)), ("2026-02-01", bits(1)), ("2026-03-01", bits(0, 1, 2))]
    since, days = find_entered(history, 4)
    assert since.tolist() == [2, 0, 2, -1]
    assert days[since[0]] == "2026-03-01"
