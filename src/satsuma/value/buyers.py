"""Recency, frequency and monetary value of every buyer, from their histories: what cut points are made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Doubles, EventTable, Scaled

DAY = 86_400
STEP = 900
"""Offsets from UTC change at quarters of an hour only."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Buyers:
    """One entry per customer with an order up to `as_of`: local days since the last one, orders, revenue in whole units of
    money. `ordinals` says which customers they are."""

    ordinals: NDArray[np.int64]
    recency_days: Values
    orders: Values
    revenue: Values


def measure_buyers(orders: EventTable, as_of: int, zone: ZoneInfo, amount: str = "amount") -> Buyers:
    """The same figures as `days since last(order)`, `count(order)` and `sum(order.amount)`; `as_of` in seconds UTC."""
    customer = np.repeat(np.arange(len(orders.offsets) - 1), np.diff(orders.offsets))
    times = np.asarray(orders.time, dtype=np.int64)
    seen = times <= as_of
    customer, times = customer[seen], times[seen]
    customers = len(orders.offsets) - 1
    counts = np.bincount(customer, minlength=customers)
    sums = np.bincount(customer, weights=_amounts(orders, amount)[seen], minlength=customers)
    last = np.full(customers, np.iinfo(np.int64).min)
    np.maximum.at(last, customer, times)
    ordinals = np.flatnonzero(counts)
    today = _local_days(np.array([as_of]), zone)[0]
    return Buyers(
        ordinals=ordinals,
        recency_days=(today - _local_days(last[ordinals], zone)).astype(np.float64),
        orders=counts[ordinals].astype(np.float64),
        revenue=sums[ordinals].astype(np.float64),
    )


def _amounts(orders: EventTable, amount: str) -> Values:
    """Money per event, 0 where it is missing."""
    column = orders.properties.get(amount)
    if isinstance(column, Scaled):
        missing = column.values == np.iinfo(column.values.dtype).min
        exact: Values = np.where(missing, 0, column.values).astype(np.float64) / 10.0**column.scale
        return exact
    if isinstance(column, Doubles):
        return np.nan_to_num(column.values)
    return np.zeros(len(orders.time))


def _local_days(seconds: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Days since 1970-01-01 of the local calendar."""
    steps, where = np.unique(seconds // STEP, return_inverse=True)
    offsets = [
        round(
            (dt.datetime.fromtimestamp(int(step) * STEP, zone).utcoffset() or dt.timedelta()).total_seconds()
        )
        for step in steps
    ]
    days: NDArray[np.int64] = (seconds + np.array(offsets, dtype=np.int64)[where]) // DAY
    return days
