"""Thresholds are round, part the values they should, and stand beside values that many share."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from satsuma.discover.rules.rounding import list_cuts, round_between


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (2, 3, "3"),
        (103.27, 118.9, "110"),
        (990, 1010, "1000"),
        (-3, 2, "0"),
        (-118.9, -103.27, "-110"),
        (0.1, 0.3, "0.2"),
        (19, 61, "50"),
        (4.999, 5, "5"),
        (1e6, 1e6 + 1, "1000001"),
    ],
)
def test_the_roundest_number_between(low: float, high: float, expected: str) -> None:
    assert round_between(low, high) == Decimal(expected)


def test_what_lies_too_close_has_no_threshold() -> None:
    assert round_between(1.0, 1.0 + 1e-12) is None


@pytest.mark.parametrize("seed", range(20))
def test_a_threshold_parts_the_two_values(seed: int) -> None:
    rng = np.random.default_rng(seed)
    low, high = np.sort(rng.normal(size=2) * 10.0 ** rng.integers(-3, 7))
    cut = round_between(float(low), float(high))
    assert cut is not None
    assert low < float(cut) <= high


def test_few_values_are_parted_in_every_gap() -> None:
    assert list_cuts(np.array([1, 1, 2, 5, np.nan])) == (Decimal(2), Decimal(5))
    assert list_cuts(np.array([7.0, 7.0, np.nan])) == ()
    assert list_cuts(np.array([np.nan])) == ()


def test_what_many_share_is_parted_from_the_rest() -> None:
    numbers = np.concatenate([np.zeros(6_000), np.random.default_rng(1).lognormal(4, 1, 4_000)])
    cuts = list_cuts(numbers)
    assert (numbers[numbers < float(cuts[0])] == 0).all()
    assert len(cuts) < 60
    assert max(len(str(cut).replace(".", "").strip("0")) for cut in cuts[1:-1]) <= 3
