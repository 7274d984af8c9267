"""How a KPI is asked about what happened since a day."""

from __future__ import annotations

import datetime as dt

import pytest

from satsuma.language.read import read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.write import write_value
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType
from satsuma.project.afterwards import look_after

NUMBER = ValueType(kind=Kind.NUMBER, scale=0)
UNIT = UnitShape(
    name="customer",
    columns={"age": NUMBER},
    events={"order": EventShape(name="order", source="orders", properties={"amount": NUMBER})},
)
SHAPE = Shape(units={"customer": UNIT}, main_unit="customer", timezone="UTC")
CUT = dt.date(2024, 4, 1)


def look(text: str) -> tuple[str | None, bool, str]:
    variables = {"orders": read_value("count(order, last 12 months)"), "kpi": read_value(text)}
    found = look_after("kpi", "The KPI", "customer", Vocabulary(SHAPE, {"customer": variables}), CUT)  # type: ignore[dict-item]
    return (write_value(found.value) if found.value else None), found.is_since, found.reason


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("sum(order.amount, last 12 months)", "sum(order.amount, after 2024-04-01)"),
        ("count(order where amount > 5)", "count(order where amount > 5, after 2024-04-01)"),
        (
            "sum(order.amount) / orders",
            "sum(order.amount, after 2024-04-01) / count(order, after 2024-04-01)",
        ),
    ],
)
def test_counts_and_sums_begin_at_the_cut(text: str, since: str) -> None:
    assert look(text) == (since, True, "")


def test_what_was_last_known_stays_as_it_is() -> None:
    value, is_since, _ = look("days since last(order.time)")
    assert value == "days since last(order.time)"
    assert not is_since


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("age", "no count or sum of events"),
        ("sum(order.amount) / age", "mixes events with columns"),
        ("count(order, last 90 days) - count(order, 180 to 91 days ago)", "compares windows"),
        ("count(order, last 90 days) - count(order, last 180 days)", "compares windows"),
    ],
)
def test_what_cannot_be_cut_has_a_reason(text: str, reason: str) -> None:
    value, _, why = look(text)
    assert value is None
    assert reason in why
