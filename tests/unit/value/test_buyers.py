"""Recency, frequency and monetary value from histories."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np

from satsuma.columns import EventTable, Scaled
from satsuma.value.buyers import measure_buyers


def moment(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).timestamp())


def test_buyers_are_measured_as_the_language_says() -> None:
    """Two orders and one ahead, nobody, one order whose local day is the day after its UTC day."""
    times = ["2024-01-10T10:00Z", "2024-03-01T10:00Z", "2024-04-02T10:00Z", "2024-03-30T23:30Z"]
    amounts = np.array([1050, 200, 99999, np.iinfo(np.int64).min], dtype=np.int64)
    orders = EventTable(
        offsets=np.array([0, 3, 3, 4], dtype=np.int64),
        time=np.array([moment(text) for text in times], dtype=np.int64),
        properties={"amount": Scaled(amounts, 2)},
    )
    buyers = measure_buyers(orders, moment("2024-03-31T21:59:59Z"), ZoneInfo("Europe/Berlin"))
    assert buyers.ordinals.tolist() == [0, 2]
    assert buyers.recency_days.tolist() == [30, 0]
    assert buyers.orders.tolist() == [2, 1]
    assert buyers.revenue.tolist() == [12.5, 0]


def test_no_orders_are_no_buyers() -> None:
    nothing = EventTable(np.zeros(3, dtype=np.int64), np.zeros(0, dtype=np.int64), {})
    assert len(measure_buyers(nothing, 0, ZoneInfo("UTC")).ordinals) == 0
