"""Shares of events whose customers have many: against sums written out, and by how often intervals hold."""

from __future__ import annotations

import math

import numpy as np
import pytest

from satsuma.stats.intervals import median_interval, wilson
from satsuma.stats.ratios import add_up, differ, take_ratio

ONE = np.ones(400)


def test_one_event_each_is_wilsons_interval() -> None:
    """No customer counts for more than one: nearly the plain interval."""
    hits = (np.arange(400) < 120).astype(float)
    found = take_ratio(add_up(hits, ONE))
    assert (found.value, found.n, found.customers, found.hit_customers) == (0.3, 400, 400, 120)
    assert (found.low, found.high) == pytest.approx(wilson(120, 400), abs=2e-4)


def test_ten_events_of_one_customer_are_not_ten_customers() -> None:
    """Customers who always do the same: the interval is that of customers."""
    totals = np.full(100, 10.0)
    hits = np.where(np.arange(100) < 40, 10.0, 0.0)
    found = take_ratio(add_up(hits, totals))
    assert found.n == 1000
    assert (found.low, found.high) == pytest.approx(wilson(40, 100), abs=2e-3)


def test_intervals_hold_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        totals = rng.integers(1, 12, 150).astype(float)
        own = rng.beta(2, 6, 150)
        hits = rng.binomial(totals.astype(int), own).astype(float)
        found = take_ratio(add_up(hits, totals))
        held += found.low <= 0.25 <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_equal_groups_differ_by_chance_alone() -> None:
    rng = np.random.default_rng(9)
    ps = []
    for _ in range(400):
        totals = rng.integers(1, 12, 300).astype(float)
        hits = rng.binomial(totals.astype(int), rng.beta(2, 6, 300)).astype(float)
        everyone, here = add_up(hits, totals), add_up(hits[:90], totals[:90])
        ps.append(differ(here, everyone.without(here)))
    assert 0.02 <= np.mean(np.array(ps) < 0.05) <= 0.08


def test_nothing_that_varies_is_no_test() -> None:
    everyone, here = add_up(ONE, ONE), add_up(ONE[:50], ONE[:50])
    assert math.isnan(differ(here, everyone.without(here)))
    assert differ(add_up(ONE[:60], ONE[:60]), add_up(np.zeros(60), ONE[:60])) < 1e-9


def test_medians_have_an_interval_of_order_statistics() -> None:
    assert median_interval(np.arange(5.0)) is None
    low, high = median_interval(np.arange(1.0, 101.0)) or (0, 0)
    assert (low, high) == (41.0, 61.0)
