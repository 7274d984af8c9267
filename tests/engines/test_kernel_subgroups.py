"""Counts of pairs and triples against plain sums over truths."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.engine import bitmaps
from satsuma.engine.subgroups import count_pairs, count_within, squeeze, write_digits


def make(n: int, seed: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    truths = rng.random((9, n)) < np.linspace(0.0, 1.0, 9)[:, None]
    return truths, np.array([bitmaps.pack(row) for row in truths]), rng.integers(0, 300, n)


@pytest.mark.parametrize("n", [1, 63, 64, 65, 128, 1000, 20_000])
def test_squeezing_keeps_the_masked_customers_in_order(n: int) -> None:
    truths, words, _ = make(n)
    for mask in truths:
        squeezed = squeeze(words, bitmaps.pack(mask))
        assert squeezed.shape == (9, -(-int(mask.sum()) // 64))
        for row, truth in zip(squeezed, truths, strict=True):
            assert bitmaps.unpack(row, int(mask.sum())).tolist() == truth[mask].tolist()
            assert bitmaps.count(row) == (truth & mask).sum()


def test_digits_add_up_to_the_numbers() -> None:
    _, _, scores = make(1000)
    digits = write_digits(scores)
    assert len(digits) == 9
    again = sum(bitmaps.unpack(digit, 1000).astype(int) << place for place, digit in enumerate(digits))
    assert (again == scores).all()
    assert len(write_digits(np.zeros(10, np.int64))) == 1


@pytest.mark.parametrize("n", [70, 5000])
def test_pairs_and_triples_equal_plain_sums(n: int) -> None:
    truths, words, scores = make(n)
    digits = write_digits(scores)
    numbers = truths.astype(np.int64)
    pairs = count_pairs(words, digits)
    assert (pairs.members == numbers @ numbers.T).all()
    assert (pairs.sums == (numbers * scores) @ numbers.T).all()
    which = np.array([2, 5, 8])
    triples = count_within(words, which, digits, words[4])
    inside = numbers[which] * numbers[4]
    assert (triples.members == inside @ inside.T).all()
    assert (triples.sums == (inside * scores) @ inside.T).all()
