"""Intervals against published and exactly computed values."""

from __future__ import annotations

import pytest

from satsuma.stats.intervals import mean_interval, t_quantile, wilson


@pytest.mark.parametrize(
    ("df", "expected"), [(1, 12.7062), (5, 2.5706), (6, 2.4469), (10, 2.2281), (30, 2.0423), (1000, 1.9623)]
)
def test_t_quantile_equals_the_tables(df: int, expected: float) -> None:
    assert t_quantile(df) == pytest.approx(expected, abs=2e-3)


def test_wilson_equals_the_example_of_newcombe() -> None:
    low, high = wilson(81, 263)  # Newcombe 1998, Stat. Med. 17:857, table I, method 3
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (0, 10), (10, 10), (1, 1)])
def test_wilson_stays_between_zero_and_one(successes: int, n: int) -> None:
    low, high = wilson(successes, n)
    assert 0.0 <= low <= high <= 1.0


def test_one_value_has_no_interval() -> None:
    assert mean_interval(3.0, 0.0, 1) is None


def test_a_mean_lies_in_the_middle_of_its_interval() -> None:
    interval = mean_interval(10.0, 2.0, 25)
    assert interval is not None
    low, high = interval
    assert (low + high) / 2 == pytest.approx(10.0)
    assert high - 10.0 == pytest.approx(2.0639 * 2.0 / 5, abs=1e-3)
