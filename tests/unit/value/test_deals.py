"""Win rates, cycles and words of deals."""

from __future__ import annotations

import numpy as np

from satsuma.columns import Codes, EventTable, Moments
from satsuma.value.comparing import Words
from satsuma.value.deals import measure_cycle, measure_win_rate, measure_words, read_deals

DAY = 86_400
STAGES = ("Closed Won", "Closed Lost", "Negotiation")


def table() -> EventTable:
    """Ten accounts of three deals each: won after 30 days, lost after 10, open."""
    time = np.tile(np.array([0, 5, 9], np.int64) * DAY, 10)
    closes = np.tile(np.array([30, 15, np.iinfo(np.int64).min // DAY], np.int64) * DAY, 10)
    closes[2::3] = np.iinfo(np.int64).min
    stage = Codes(np.tile(np.array([0, 1, 2], np.int8), 10), STAGES)
    role = Codes(np.tile(np.array([0, 1, -1], np.int8), 10), ("Owner", "Buyer"))
    offsets = np.arange(0, 31, 3)
    return EventTable(offsets, time, {"stage": stage, "close": Moments(closes), "role": role})


def test_open_deals_count_for_nothing() -> None:
    everyone = np.ones(10, np.bool_)
    deals = read_deals(table(), 100 * DAY, "stage", "close")
    rate = measure_win_rate(deals, everyone, everyone, "query", 5)
    assert rate is not None
    assert (rate.value, rate.n, rate.customers) == (0.5, 20, 10)
    cycle = measure_cycle(deals, everyone, everyone, "query", 5)
    assert cycle is not None
    assert (cycle.value, cycle.n) == (30.0, 10)
    words = Words("committee", "{} signs", "won deals", "{}")
    signing = measure_words(deals, table().properties["role"], deals.won, (everyone, everyone), words, 5)
    assert [(each.what, each.value) for each in signing] == [("Owner signs", 1.0)]


def test_looking_back_a_deal_is_open_until_it_closes() -> None:
    everyone = np.ones(10, np.bool_)
    deals = read_deals(table(), 20 * DAY, "stage", "close")
    rate = measure_win_rate(deals, everyone, everyone, "query", 5)
    assert rate is not None
    assert (rate.value, rate.n) == (0.0, 10)
    assert measure_cycle(deals, everyone, everyone, "query", 5) is None
