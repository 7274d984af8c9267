"""Selectors of every kind of column, and what becomes of columns without any."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.discover.subgroups.selectors import Candidate, make_levels
from satsuma.language.read import read_condition

N = 200
ROWS = np.arange(N)
RNG = np.random.default_rng(5)


def levels_of(column: Column, minimum: int = 5, rows: np.ndarray = ROWS):  # type: ignore[no-untyped-def]
    return make_levels(Candidate("it", "It", column), rows, minimum)


def test_words_in_their_order_rare_ones_counted() -> None:
    codes = np.array([0] * 100 + [2] * 60 + [1] * 3 + [3] * 30 + [-1] * 7)
    found = levels_of(Codes(codes, ("low", "odd", "middle", 'hi"gh')))
    assert [each.label for each in found.selectors] == ["low", "middle", 'hi"gh']
    assert [int(each.inside.sum()) for each in found.selectors] == [100, 60, 30]
    assert found.suppressed == 1
    assert found.selectors[2].rule == 'it = "hi\\"gh"'
    assert found.not_known is not None
    assert found.not_known.rule == "it is missing"


def test_numbers_in_intervals_that_cover_everyone_once() -> None:
    ages = RNG.integers(18, 80, N)
    ages[:10] = NO_NUMBER
    found = levels_of(Scaled(ages, 0))
    inside = np.array([each.inside for each in found.selectors])
    assert inside.sum(axis=0).tolist() == [0] * 10 + [1] * 190
    assert found.selectors[0].label.startswith("under ")
    assert found.selectors[-1].label.endswith(" or more")
    for each in found.selectors:
        read_condition(each.rule)


def test_flags_and_sets() -> None:
    flags = levels_of(Flags(np.array([0] * 90 + [1] * 100 + [-1] * 10, np.int8)))
    assert [each.rule for each in flags.selectors] == ["it = no", "it = yes"]
    offsets = np.concatenate([[0], np.cumsum([2, 1] * 100)])
    sets = levels_of(Sets(offsets, np.array([0, 1, 2] * 100), ("a", "b", "c")))
    assert [int(each.inside.sum()) for each in sets.selectors] == [100, 100, 100]
    assert not sets.is_exclusive
    assert all(read_condition(each.rule) for each in sets.selectors)


@pytest.mark.parametrize(
    ("column", "why"),
    [
        (Codes(np.zeros(N, np.int64), ("same",)), "Everyone with a value has the same one."),
        (Scaled(np.full(N, 7), 0), "Everyone with a value has the same one."),
        (Scaled(np.full(N, NO_NUMBER), 0), "Nobody in the population has a value."),
        (Doubles(np.full(N, np.inf)), "Nobody in the population has a value."),
        (Codes(np.arange(N), tuple(map(str, range(N)))), "None of its 200 levels has 5 customers."),
        (Moments(np.arange(N)), "It is a date; make a number of it, such as the days since then."),
        (Sets(np.zeros(N + 1, np.int64), np.empty(0, np.int64), ("a",)), "Nobody in the population has a value."),
    ],
)  # fmt: skip
def test_nothing_to_choose_between(column: Column, why: str) -> None:
    found = levels_of(column)
    assert found.selectors == ()
    assert found.why == why


def test_ten_thousand_levels_keep_the_largest() -> None:
    n = 40_000
    codes = np.concatenate([np.arange(10_000), RNG.integers(0, 100, n - 10_000)])
    found = levels_of(Codes(codes, tuple(map(str, range(10_000)))), rows=np.arange(n), minimum=30)
    assert len(found.selectors) == 60
    assert found.suppressed == 9_940
