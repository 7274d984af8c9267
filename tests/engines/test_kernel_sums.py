"""Sums to the last digit, and what does not fit."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, Doubles, EventTable, Keys, Population, Scaled, UnitData
from satsuma.engine import evaluate, measure
from satsuma.engine.bitmaps import members
from satsuma.language.read import read_condition, read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType

UTC = ZoneInfo("UTC")
MOST = 2**63 - 1


def make_vocabulary(scale: int | None) -> Vocabulary:
    order = EventShape(
        name="order", source="o", properties={"amount": ValueType(kind=Kind.NUMBER, scale=scale)}
    )
    unit = UnitShape(name="customer", columns={}, events={"order": order})
    return Vocabulary(Shape(units={"customer": unit}, main_unit="customer", timezone="UTC"))


def make_population(amounts: list[list[float]], scale: int | None) -> Population:
    flat = [amount for history in amounts for amount in history]
    column = Doubles(np.array(flat, float)) if scale is None else Scaled(np.array(flat, np.int64), scale)
    offsets = np.cumsum([0, *map(len, amounts)]).astype(np.int64)
    time = np.concatenate([np.arange(len(history)) for history in amounts]).astype(np.int64)
    n = len(amounts)
    everyone = np.ones(n, np.bool_)
    table = EventTable(offsets, time, {"amount": column})
    return Population({"customer": UnitData(Keys(np.arange(n)), everyone, everyone, {}, {"order": table})})


def find_sums(
    amounts: list[list[float]], scale: int | None = 2, rule: str = "sum(order.amount)"
) -> list[float]:
    values = {"x": read_value(rule)}
    found = measure(make_population(amounts, scale), make_vocabulary(scale), "customer", values, 10**6, UTC)[
        "x"
    ]
    assert isinstance(found, Scaled | Doubles)
    return [float(value) if scale is None else int(value) for value in found.values]


def test_a_sum_that_leaves_int64_is_missing() -> None:
    assert find_sums([[MOST, 1], [MOST, 0], [-MOST, -1], [5]]) == [NO_NUMBER, MOST, NO_NUMBER, 5]


def test_a_sum_that_only_passes_through_is_exact() -> None:
    assert find_sums([[MOST, MOST, -MOST, -7], [-MOST, -MOST, MOST]]) == [MOST - 7, -MOST]


def test_missing_amounts_are_left_out() -> None:
    assert find_sums([[NO_NUMBER, 3], [NO_NUMBER], []]) == [3, 0, 0]


def test_small_and_large_sums_agree() -> None:
    draw = np.random.default_rng(5)
    histories = [draw.integers(-(10**6), 10**6, draw.integers(0, 9)).tolist() for _ in range(200)]
    expected = [sum(history) for history in histories]
    assert find_sums(histories) == expected
    assert find_sums([*histories, [MOST, MOST]])[:-1] == expected


def test_doubles_are_summed_in_order() -> None:
    history = [1e16, 1.0, 1.0, -1e16]
    assert find_sums([history], scale=None) == [((1e16 + 1.0) + 1.0) - 1e16]


def test_a_double_sum_beyond_all_is_missing() -> None:
    assert np.isnan(find_sums([[1e308, 1e308]], scale=None)[0])


@pytest.mark.parametrize(
    ("rule", "inside"),
    [
        ("average(order.amount) = 0.5", [0]),
        ("average(order.amount) >= 0.3333333333", [0, 1]),
        ("average(order.amount) > 0.3333333334", [0]),
        ("average(order.amount) < 0.3333333334", [1, 2]),
    ],
)
def test_averages_are_compared_exactly(rule: str, inside: list[int]) -> None:
    population = make_population([[1, 0], [1, 0, 0], [0], []], 0)
    found = evaluate(population, make_vocabulary(0), "customer", {"x": read_condition(rule)}, 10**6, UTC)
    assert members(found.memberships.words[0]).tolist() == inside


@pytest.mark.parametrize(
    "rule", ["first(order.amount, after 1980-01-01)", "sum(order.amount, after 1980-01-01)"]
)
def test_doubles_of_an_empty_window_are_doubles(rule: str) -> None:
    values = {"x": read_value(rule)}
    population, vocabulary = make_population([[1.5], []], None), make_vocabulary(None)
    found = measure(population, vocabulary, "customer", values, 10**6, UTC)["x"]
    assert isinstance(found, Doubles)
    assert found.values.dtype == np.float64
    assert [None if np.isnan(value) else value for value in found.values] == [
        None if "first" in rule else 0.0
    ] * 2
