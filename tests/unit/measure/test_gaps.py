"""Repurchase gaps: Kaplan–Meier by hand, floors, caps and the fallback."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from satsuma.columns import EventTable, Scaled
from satsuma.measure.gaps import DAY, FALLBACK_DAYS, FEWEST_REPEATS, _estimate, measure_gaps


def table(histories: Sequence[Sequence[int]]) -> EventTable:
    """Order days per customer."""
    offsets = np.concatenate([[0], np.cumsum([len(days) for days in histories])]).astype(np.int64)
    times = np.array([day * DAY + 100 for days in histories for day in sorted(days)], dtype=np.int64)
    return EventTable(offsets=offsets, time=times, properties={})


def end_of(day: int) -> int:
    return (day + 1) * DAY - 1


def test_kaplan_meier_by_hand() -> None:
    """Closed 10, 20, 20, 40; open 20 and 30: S = 5/6, then 5/6 · 3/5 = 1/2, then 0."""
    lengths, returned = _estimate(np.array([10, 20, 20, 40]), np.array([20, 30]))
    assert lengths.tolist() == [10, 20, 40]
    assert returned == pytest.approx([1 / 6, 1 / 2, 1.0])


def test_quantiles_without_censoring_are_those_of_the_gaps() -> None:
    """100 gaps of 1 to 100 days in a long history, the last orders being on the last day."""
    end = 1000
    gaps = measure_gaps(table([[end - gap, end] for gap in range(1, 101)]), end_of(end))
    assert gaps.measured_days == (50, 80, 95)
    assert (gaps.repeats, gaps.open, gaps.returning) == (100, 100, 1.0)
    assert (gaps.p50, gaps.p80, gaps.p95) == (25, 33, 50), (
        "the data span 100 days: a quarter, a third, a half"
    )


def test_open_gaps_lengthen_the_quantiles() -> None:
    """The same closed gaps, but with customers still silent for 60 days: they may well take longer."""
    closed = [[600 - gap, 600, 1000] for gap in range(1, 101)]
    silent = [[940] for _ in range(100)]
    without = measure_gaps(table(closed), end_of(1000)).measured_days
    censored = measure_gaps(table([*closed, *silent]), end_of(1000)).measured_days
    assert without is not None
    assert censored is not None
    assert censored[1] >= without[1]
    ignoring = np.quantile(np.arange(1, 101), 0.5)
    mixed = measure_gaps(table([[1000 - 2 * gap, 1000 - gap] for gap in range(1, 101)]), end_of(1000))
    assert mixed.measured_days is not None
    assert mixed.measured_days[0] > ignoring


def test_customers_who_never_return_do_not_move_the_quantiles_of_those_who_do() -> None:
    """Half of the customers order once and never again, long ago: the quantiles stay, the share returning halves."""
    back = [[0, gap] for gap in range(1, 101)]
    gone = [[0] for _ in range(100)]
    gaps = measure_gaps(table([*back, *gone]), end_of(4000))
    assert gaps.measured_days == (50, 80, 95)
    assert gaps.returning == pytest.approx(1 / 3)
    assert (gaps.p50, gaps.p80, gaps.p95) == (50, 80, 95)
    assert "half do so within 50 days" in gaps.method


def test_orders_of_one_day_and_after_as_of_do_not_count() -> None:
    end = 1000
    once = measure_gaps(table([[end - gap, end] for gap in range(1, 101)]), end_of(end))
    twice = measure_gaps(
        table([[end - gap, end - gap, end, end, end + 5] for gap in range(1, 101)]), end_of(end)
    )
    assert once == twice


def test_few_repeats_fall_back() -> None:
    histories = [[0, 10]] * (FEWEST_REPEATS - 1)
    gaps = measure_gaps(table(histories), end_of(400))
    assert (gaps.p50, gaps.p80, gaps.p95) == FALLBACK_DAYS
    assert gaps.measured_days is None
    assert str(FEWEST_REPEATS - 1) in gaps.method
    assert measure_gaps(table([*histories, [0, 10]]), end_of(400)).measured_days == (10, 10, 10)


def test_windows_stay_in_order_and_above_a_week() -> None:
    gaps = measure_gaps(table([list(range(0, 60, 2))] * 40), end_of(60))
    assert gaps.measured_days == (2, 2, 2)
    assert (gaps.p50, gaps.p80, gaps.p95) == (7, 14, 28)


def test_nobody_ordered() -> None:
    gaps = measure_gaps(table([[], []]), end_of(10))
    assert (gaps.repeats, gaps.open) == (0, 0)


def test_returns_do_not_close_a_gap() -> None:
    orders = table([[0, 10, 100]] * FEWEST_REPEATS)
    amounts = np.array([5, -5, np.iinfo(np.int64).min] * FEWEST_REPEATS, dtype=np.int64)
    gaps = measure_gaps(EventTable(orders.offsets, orders.time, {"amount": Scaled(amounts, 2)}), end_of(400))
    assert gaps.measured_days == (100, 100, 100), "the return is left out, the unknown amount is not"
