"""Benchmark histories: order, sizes, skew, dormancy, and the same arrays for the same arguments."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.demo import scale
from satsuma.demo.scale import EVENTS, write_histories

DAY = 86_400


def test_events_are_sorted_by_customer_and_time() -> None:
    histories = write_histories(5_000, 80_000)
    assert len(histories.customer) == 80_000
    assert np.array_equal(histories.customer, np.repeat(np.arange(5_000), np.diff(histories.offset)))
    same = histories.customer[1:] == histories.customer[:-1]
    assert (np.diff(histories.time)[same] >= 0).all()
    assert (histories.time >= histories.signup[histories.customer]).all()
    end = int(np.datetime64("2026-07-01", "s").astype(np.int64))
    assert histories.time.max() < end
    assert histories.time.min() >= end - 730 * DAY


def test_chunks_join_without_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "CHUNK_CUSTOMERS", 700)
    histories = write_histories(2_000, 30_000)
    assert np.array_equal(histories.customer, np.repeat(np.arange(2_000), np.diff(histories.offset)))
    assert (histories.product // scale.PRODUCTS_PER_CATEGORY == histories.category).all()
    assert (histories.event < len(EVENTS)).all()


def test_activity_is_skewed_and_half_is_dormant() -> None:
    histories = write_histories(20_000, 400_000)
    count = np.sort(np.diff(histories.offset))
    assert count[-200:].sum() > 0.2 * count.sum()
    active = np.flatnonzero(np.diff(histories.offset))
    last = histories.time[histories.offset[1:][active] - 1]
    dormant = (last < histories.time.max() - 180 * DAY).mean()
    assert 0.5 < dormant < 0.75


def test_sessions_cluster_events() -> None:
    histories = write_histories(2_000, 100_000)
    same = histories.customer[1:] == histories.customer[:-1]
    gaps = np.diff(histories.time)[same]
    assert 0.6 < (gaps < 120).mean() < 0.85


def test_only_orders_and_returns_are_paid() -> None:
    histories = write_histories(2_000, 50_000)
    paid = np.isin(histories.event, [EVENTS.index("order"), EVENTS.index("return")])
    assert ((histories.amount_cents > 0) == paid).all()


def test_same_arguments_give_the_same_arrays() -> None:
    one, two, other = (write_histories(500, 5_000, seed) for seed in (1, 1, 2))
    for name in one.__dataclass_fields__:
        assert np.array_equal(getattr(one, name), getattr(two, name))
    assert not np.array_equal(one.time, other.time)


def test_an_event_takes_21_bytes() -> None:
    histories = write_histories(1_000, 10_000)
    names = ("customer", "time", "event", "category", "product", "channel", "amount_cents")
    assert sum(getattr(histories, name).nbytes for name in names) == 210_000
