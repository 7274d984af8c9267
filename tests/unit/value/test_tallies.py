"""Counts by customer and level, against counting one by one."""

from __future__ import annotations

import numpy as np

from satsuma.value import tallies
from satsuma.value.comparing import Words, compare_levels, compare_medians, count_everyone
from satsuma.value.tallies import own, sum_levels, tally

WORDS = Words("id", "Orders by {}", "orders", "where way = {}")


def draw(customers: int = 500) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    counts = rng.integers(0, 9, customers)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return offsets, rng.integers(-1, 3, offsets[-1]).astype(np.int8)


def test_tallies_count_what_a_loop_counts(monkeypatch: object) -> None:
    offsets, codes = draw()
    monkeypatch.setattr(tallies, "MOST_CELLS", 100)  # type: ignore[attr-defined]
    counted = tally(own(offsets), codes, ("a", "b", "c"), 500)
    found = dict(
        zip(
            zip(counted.owner.tolist(), counted.code.tolist(), strict=True),
            counted.count.tolist(),
            strict=True,
        )
    )
    expected: dict[tuple[int, int], int] = {}
    for customer in range(500):
        for code in codes[offsets[customer] : offsets[customer + 1]]:
            if code >= 0:
                expected[customer, int(code)] = expected.get((customer, int(code)), 0) + 1
    assert found == expected
    assert counted.totals.sum() == sum(expected.values())
    inside = np.arange(500) % 3 == 0
    sums = sum_levels(counted, inside)
    some = {key: n for key, n in expected.items() if key[0] % 3 == 0}
    assert sums.hits.tolist() == [sum(n for (_, level), n in some.items() if level == i) for i in range(3)]
    assert sums.squares[1] == sum(n * n for (_, level), n in some.items() if level == 1)
    assert sums.cross[2] == sum(n * counted.totals[who] for (who, level), n in some.items() if level == 2)


def test_of_many_levels_the_commonest_stay() -> None:
    codes = np.repeat(np.arange(300), np.arange(300) + 1).astype(np.int16)
    counted = tally(np.zeros(len(codes), np.int32), codes, tuple(map(str, range(300))), 1)
    assert counted.names == tuple(map(str, range(100, 300)))


def test_levels_of_few_customers_say_no_number() -> None:
    offsets = np.arange(101)
    codes = np.where(np.arange(100) < 3, 0, 1).astype(np.int8)
    counted = count_everyone(tally(own(offsets), codes, ("rare", "usual"), 100), np.ones(100, np.bool_))
    rare, usual = compare_levels(counted, np.arange(100) < 50, WORDS, 5)
    assert (rare.suppressed, rare.value, rare.n) == (True, 0.0, 0)
    assert (usual.value, usual.everyone, usual.id, usual.query) == (
        0.94,
        0.97,
        "id:usual",
        "where way = usual",
    )
    assert compare_levels(counted, np.arange(100) < 4, WORDS, 5) == ()


def test_medians_leave_out_who_has_none() -> None:
    values = np.where(np.arange(100) % 2 == 0, np.arange(100.0), np.nan)
    found = compare_medians(values, np.arange(100) < 40, np.ones(100, np.bool_), WORDS, 5)
    assert found is not None
    assert (found.value, found.everyone, found.n) == (19.0, 49.0, 20)
