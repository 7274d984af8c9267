"""Findings about targets and objectives."""

from __future__ import annotations

from typing import Any

from satsuma.language.aims import check_aims, is_value, read_either
from satsuma.model.definitions import Definitions
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType

SHAPE = Shape(
    units={
        "customer": UnitShape(
            name="customer",
            columns={"age": ValueType(kind=Kind.NUMBER, scale=0), "town": ValueType(kind=Kind.CATEGORY)},
            events={"order": EventShape(name="order", source="orders", properties={})},
        )
    },
    main_unit="customer",
    timezone="UTC",
)
VARIABLES = {
    "age": {"column": "age", "family": "demographic"},
    "town": {"column": "town", "family": "geographic"},
    "orders": {"value": "count(order)", "family": "behavioural"},
}
TARGET = {"problem": "p", "kpi": "orders"}
OBJECTIVE = {"question": "q", "target": "grow", "outcome": "orders >= 2", "candidates": ["age"]}


def check(shape: Shape | None = SHAPE, **sections: Any) -> list[tuple[str, str]]:
    raw = {"project": {"name": "p"}, "variables": VARIABLES, "targets": {"grow": TARGET}} | sections
    return [(each.severity, each.message) for each in check_aims(Definitions.model_validate(raw), shape)]


def test_right_ones_have_no_findings() -> None:
    assert check(objectives={"who": OBJECTIVE}) == []
    assert check(None, objectives={"who": OBJECTIVE}) == []


def test_wrong_names_are_named_with_near_ones() -> None:
    sections = {
        "targets": {"grow": TARGET | {"kpi": "order"}, "other": TARGET | {"kpi": "town"}},
        "objectives": {"who": OBJECTIVE | {"target": "gro", "candidates": ["agee"], "adjust": ["x"]}},
        "segmentations": {"s": {"target": "growth", "priorities": []}},
    }
    raw = {"project": {"name": "p"}, "variables": VARIABLES} | sections
    found = check_aims(Definitions.model_validate(raw), SHAPE)
    said = [f"{each.message} {each.hint}" for each in found]
    assert len(found) == 6
    for words in ("'order' is no variable", "is a category", "target 'gro'", "Did you mean 'age'", "'x' is no variable",
                  "target 'growth'"):  # fmt: skip
        assert any(words in each for each in said), words


def test_rules_that_cannot_be_read_or_mean_nothing() -> None:
    wrong = {
        "outcome": "orders >",
        "population": "aeg > 3",
        "exposure": "count(ordr)",
        "compare": {"a": "town ="},
    }
    found = check(objectives={"who": OBJECTIVE | wrong})
    assert len(found) == 4
    assert len(check(None, objectives={"who": OBJECTIVE | wrong})) == 2


def test_an_objective_without_target_is_a_warning_where_there_are_targets() -> None:
    lone = {key: value for key, value in OBJECTIVE.items() if key != "target"}
    assert check(objectives={"who": lone}) == [("warning", "The objective 'who' names no target.")]
    assert check(objectives={"who": lone}, targets={}) == []


def test_units() -> None:
    found = check(
        targets={"grow": TARGET | {"unit": "account"}}, objectives={"who": OBJECTIVE | {"unit": "acount"}}
    )
    assert found[0] == ("error", "There is no unit 'account'.")
    assert any("'acount'" in message for _, message in found)


def test_a_value_or_a_condition() -> None:
    assert is_value(read_either("count(order)"))
    assert is_value(read_either("age"))
    assert not is_value(read_either("age > 3"))
