"""Why Ann is in or out, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from satsuma.language.facts import Exact, Moment, Thresholds
from satsuma.language.read import read_condition
from satsuma.language.reasons import Reason, reasons
from tests.properties.worlds import VOCABULARY
from tests.unit.language.test_interpret import ANN, AS_OF, ZONE

MOMENT = Moment(AS_OF, ZONE, lambda key: Thresholds({None: (Exact(50), Exact(90))}))


def why(text: str) -> Reason:
    return reasons(read_condition(text), ANN, MOMENT, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "actual", "needed"),
    [
        ("age > 50", "40", "more than 50"), ("age >= 40", "40", None), ("age between 50 and 60", "40", "between 50 and 60"),
        ("balance > 100", "50 EUR", "more than 100 EUR"), ("balance / 3 > 20", "16.6667 EUR", "more than 20 EUR"),
        ("rate > 0.5", "not known", "more than 50 %"), ('country in ("US", "FR")', "“DE”", "“US” or “FR”"),
        ("signup before 2019-01-01", "1 June 2019, 23:30", "before 1 January 2019"), ("not member", "yes", None),
        ("has no order", "3, the last on 30 June 2019, 23:59", "none"),
        ("has(order where amount > 50)", "none", "at least one"),
        ("top 10% by age", "40", "50 or more"), ("name is missing", "“Ann Lee”", "no value"),
        ('interests has any ("x")', "“DE” and “US”", "include “x”"), ("age > revenue_ever + 20", "40 against 50 EUR", None),
    ],
)  # fmt: skip
def test_a_leaf_says_the_value_and_what_is_needed(text: str, actual: str, needed: str | None) -> None:
    reason = why(text)
    leaf = reason.reasons[0] if reason.reasons else reason
    assert leaf.actual == actual
    assert needed is None or leaf.needed == needed
    assert (leaf.needed is None) == leaf.holds or text.startswith("not")


def test_and_or_not_hold_the_reasons_inside() -> None:
    reason = why("age > 30 and (member or age > 90) and not (age > 50 and has order)")
    assert (reason.text, reason.holds) == ("all of these", True)
    assert [part.text for part in reason.reasons] == ["aged over 30", "at least one of these", "not"]
    inside = reason.reasons[2].reasons[0]
    assert [part.holds for part in inside.reasons] == [False, True]
    assert [part.needed for part in inside.reasons] == [None, "none"]
    assert why("not (age > 30)").reasons[0].needed == "not more than 30"


def test_a_segment_shows_its_own_rule() -> None:
    reason = why("in segment adults")
    assert reason.text == "in the segment “adults”"
    assert reason.reasons[0].actual == "40"


def test_people_are_counted() -> None:
    account = replace(ANN, unit="account", key="acme", people=[ANN])
    reason = reasons(read_condition("all(people, age > 50)"), account, MOMENT, VOCABULARY)
    assert (reason.holds, reason.actual, reason.needed) == (False, "0 of 1 people", "all of them")


@pytest.mark.parametrize(
    ("text", "actual"),
    [
        ("age > 50", "(hidden: sensitive)"),
        ("age / 2 + 1 > 50", "(hidden: sensitive)"),
        ("balance > age", "50 EUR against (hidden: sensitive)"),
        ("age is missing", "(hidden: sensitive)"),
        ("age between 1 and 2", "(hidden: sensitive)"),
        ("top 10% by age", "(hidden: sensitive)"),
        ('name contains "x"', "(hidden: personal)"),
        ("balance > 100", "50 EUR"),
    ],
)
def test_hidden_values_are_not_told(text: str, actual: str) -> None:
    hidden = {"age": "sensitive", "name": "personal"}
    reason = reasons(read_condition(text), ANN, MOMENT, VOCABULARY, hidden=hidden)
    assert reason.actual == actual
    assert "40" not in f"{reason}".replace(text, "")
    inside = reasons(read_condition(f"not ({text}) or everyone"), ANN, MOMENT, VOCABULARY, hidden=hidden)
    assert inside.reasons[0].reasons[0].actual == actual
