"""Bars with edges that people would choose, and small groups kept back."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, Moments
from satsuma.discover.basis.reading import DAY_SECONDS
from satsuma.discover.basis.shape import look_at
from satsuma.discover.basis.words import Levels
from satsuma.discover.distributions.bars import (
    draw_dates,
    draw_items,
    draw_numbers,
    draw_words,
    hide_rare,
)
from satsuma.discover.distributions.edges import calendar_edges, even_edges, round_edges
from tests.unit.discover.columns import sets

RNG = np.random.default_rng(1)
BERLIN = ZoneInfo("Europe/Berlin")


def test_edges_are_round() -> None:
    assert even_edges(0, 100, whole=True) == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert even_edges(0.001, 0.0093, whole=False) == [
        0.001,
        0.002,
        0.003,
        0.004,
        0.005,
        0.006,
        0.007,
        0.008,
        0.009,
    ]
    assert round_edges(3, 5000, whole=True) == [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    assert len(round_edges(1e-9, 1e12, whole=False)) <= 14


@pytest.mark.parametrize("logged", [True, False])
@pytest.mark.parametrize(
    "values",
    [
        RNG.normal(50, 10, 2000),
        RNG.normal(-3e9, 1, 2000),
        RNG.lognormal(3, 2, 2000),
        RNG.poisson(2, 2000).astype(float),
        np.where(RNG.random(2000) < 0.6, 0, RNG.lognormal(0, 3, 2000)),
        RNG.beta(0.2, 5, 2000),
        RNG.standard_cauchy(2000),
        np.array([1e300, *range(40)]),
        np.array([3.0]),
        np.array([0.0, 1e-12] * 30),
    ],
    ids=["bell", "far", "skewed", "counts", "zeros", "shares", "wild", "huge", "one", "tiny"],
)
def test_every_customer_is_in_one_bar(values: np.ndarray, logged: bool) -> None:
    bars = draw_numbers(look_at(values), logged=logged, percent=False, smallest_group=1)
    assert sum(bar.customers or 0 for bar in bars) == len(values)
    assert len(bars) <= 18
    assert len({bar.label for bar in bars}) == len(bars)
    bounds = [bound for bar in bars for bound in (bar.low, bar.high)]
    assert bounds == sorted(bounds, key=lambda bound: bound or 0.0)


def test_labels_read_well() -> None:
    ages = draw_numbers(
        look_at(np.arange(18.0, 90).repeat(10)), logged=False, percent=False, smallest_group=5
    )
    assert [bar.label for bar in ages[:3]] == ["under 20", "20 to 29", "30 to 39"]
    assert ages[-1].label == "80 and more"
    shares = draw_numbers(look_at(RNG.random(5000)), logged=False, percent=True, smallest_group=5)
    assert shares[1].label == "10 % to under 20 %"
    spiked = np.concatenate([np.zeros(500), RNG.lognormal(4, 1, 500)])
    bars = draw_numbers(look_at(spiked), logged=True, percent=False, smallest_group=5)
    assert bars[0].label == "0"
    assert bars[0].customers == 500
    assert bars[1].label.startswith("over 0 and under")
    coded = np.concatenate([np.full(300, 999.0), RNG.integers(0, 28, 700)])
    bars = draw_numbers(look_at(coded), logged=False, percent=False, smallest_group=5)
    assert (bars[-1].label, bars[-1].customers) == ("999", 300)
    assert [bar.label for bar in bars[:2]] == ["under 5", "5 to 9"]


def test_small_groups_cannot_be_reckoned_from_the_others() -> None:
    assert hide_rare([50, 3, 40, 0], 5) == [50, None, None, 0]
    assert hide_rare([50, 3, 2], 5) == [50, None, None]
    assert hide_rare([50, 40], 5) == [50, 40]
    levels = Levels(("a", "b", "c"), np.array([50, 4, 20]))
    bars = draw_words(levels, ordered=False, smallest_group=5)
    assert [(bar.label, bar.customers, bar.share) for bar in bars] == [
        ("a", 50, 50 / 74),
        ("c", None, None),
        ("b", None, None),
    ]


def test_many_words_leave_the_commonest_and_the_others() -> None:
    levels = Levels(tuple(f"w{i}" for i in range(40)), np.arange(40) + 10)
    bars = draw_words(levels, ordered=False, smallest_group=5)
    assert [bar.label for bar in bars[:2]] == ["w39", "w38"]
    assert bars[-1].label == "28 others"
    assert sum(bar.customers or 0 for bar in bars) == levels.known
    ordered = draw_words(Levels(("low", "high"), np.array([6, 9])), ordered=True, smallest_group=5)
    assert [bar.label for bar in ordered] == ["low", "high"]


def test_items_are_shares_of_those_with_a_set() -> None:
    column = sets([["a", "b"]] * 6 + [["a"]] * 4 + [[]] * 10 + [["c"]])
    bars = draw_items(column, np.arange(21), 11, 5)
    assert [(bar.label, bar.customers) for bar in bars] == [("a", 10), ("b", 6), ("c", None)]
    assert bars[0].share == pytest.approx(10 / 11)


@pytest.mark.parametrize(
    ("days", "label"),
    [(10, "2024-01-01"), (200, "2024-01"), (900, "2024 Q1"), (3000, "2024"), (40_000, "2020 to 2029")],
)
def test_dates_have_bars_of_the_calendar(days: int, label: str) -> None:
    start = int(dt.datetime(2024, 1, 1, tzinfo=BERLIN).timestamp())
    seconds = start + np.linspace(0, days, 500).astype(np.int64) * DAY_SECONDS
    seconds[3] = NO_NUMBER
    bars = draw_dates(Moments(seconds), np.arange(500), BERLIN, 1)
    assert bars[0].label == label
    assert sum(bar.customers or 0 for bar in bars) == 499
    assert len(bars) <= 16


def test_days_begin_at_midnight_of_the_zone() -> None:
    edges, labels = calendar_edges(dt.date(2024, 3, 30), dt.date(2024, 4, 1), BERLIN)
    assert labels == ["2024-03-30", "2024-03-31", "2024-04-01"]
    assert edges[1] - edges[0] == 23 * 3600
    assert draw_dates(Moments(np.array([NO_NUMBER])), np.arange(1), BERLIN, 1) == ()
    far = Moments(np.array([-(2**60), 2**60]))
    assert sum(bar.customers or 0 for bar in draw_dates(far, np.arange(2), BERLIN, 1)) == 2
