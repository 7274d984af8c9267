"""Findings about one rule: each names what is wrong and what to do."""

from __future__ import annotations

import pytest

from satsuma.language.check import check_condition, check_value, type_of
from satsuma.language.read import read_condition, read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.errors import Finding, Place, RuleError
from satsuma.model.kinds import EventShape, Kind, ValueType
from tests.properties.worlds import SHAPE, VOCABULARY


def check(text: str, unit: str = "customer") -> list[Finding]:
    return check_condition(read_condition(text), VOCABULARY, unit, None)


WRONG = [
    ("agee > 3", "no variable or column 'agee'", "'age'"),
    ("ORDERS_90d > 3", "no variable or column 'ORDERS_90d'", "'orders_90d'"),
    ("order > 3", "'order' is an event", "has(order)"),
    ("buyers", "'buyers' is a segment", "in segment buyers"),
    ("has ordr", "no event 'ordr'", "'order'"),
    ("sum(order.amont) > 3", "no property 'amont'", "'amount'"),
    ('has(order where chanel = "x")', "no property 'chanel'", "'channel'"),
    ("has(order where age > 3)", "no property 'age'", "outside 'where'"),
    ("has(order where count(click) > 3)", "only the event's own properties", "out of 'where'"),
    ("has(order where in segment buyers)", "only the event's own properties", "out of 'where'"),
    ("has(order where delivered after signup)", "only the event's own properties", "out of 'where'"),
    ("in segment byers", "no segment 'byers'", "'buyers'"),
    ("in segment upper", "no segment 'upper'", "'tiers/upper'"),
    ("in segment big", "holds units of 'account'", "any(people"),
    ("top 10% by age among byers", "no segment 'byers'", "'buyers'"),
    ("top 10% by age within member", "groups of a rank are categories", "category"),
    ("top 10% by country", "not a number", "order"),
    ("any(people, age > 3)", "has no people", "link"),
    ('account.industri = "x"', "no variable or column 'industri' of the account", "'industry'"),
    ('age > "40"', "cannot be compared", "without quotes"),
    ('signup > "2019-01-01"', "cannot be compared", "without quotes"),
    ('country > "US"', "has no order", "="),
    ("country = 3", "cannot be compared", "one kind"),
    ("member > yes", "no order", "="),
    ('member = "yes"', "cannot be compared", "yes or no"),
    ('interests = "US"', "cannot be compared", "has any"),
    ('country has any ("US")', "not a set", "in ("),
    ("age", "neither true nor false", "is known"),
    ('tier > "platinum"', "not a level", "bronze, silver, gold"),
    ('age contains "4"', "not a text", "texts"),
    ('country matches "("', "cannot be used", "contains"),
    ('country matches "(a+)+"', "for ever", "contains"),
    ('country matches "(?=a)"', "not supported", "contains"),
    ("age in last 30 days", "not a date", "what it is"),
    ("years since country > 3", "not a date", "what it is"),
    ("has order in next 3 days", "never lie ahead", "last 30 days"),
    ("has(order, between 2019-02-01 and 2019-01-01)", "ends before it begins", "Exchange"),
    ("has(order, since country)", "not a date", "bounded by dates"),
    ("anniversary of birth before 2019-01-01", "two ends", "next 14 days"),
    ("country + 1 > 3", "cannot be calculated", None),
    ("age / 0 > 3", "divides by 0", None),
    ("sum(order.channel) > 3", "has no sum", "distinct"),
    ("age > 60 and age < 40", "never be true", "'or'"),
    ("age between 60 and 40", "never be true", "'or'"),
    ("count(order) < 0", "never be true", None),
    ('country = "US" and country = "DE"', "never be true", None),
    ('tier > "gold" and tier < "silver"', "never be true", None),
    ("signup before 2019-01-01 and signup since 2019-06-01", "never be true", None),
    ("age is missing and age > 3", "never be true", None),
    ("has order and has no order", "never be true", None),
    ("(member and not member) or age > 3", "never be true", None),
    ('random 20% to 10% of "x"', "nobody", "lower number"),
    ("between the 60th and 40th percentile of age", "nobody", "lower number"),
]


@pytest.mark.parametrize(("text", "message", "hint"), WRONG, ids=[text for text, _, _ in WRONG])
def test_a_mistake_is_found_once(text: str, message: str, hint: str | None) -> None:
    findings = [finding for finding in check(text) if finding.severity == "error"]
    assert [message in finding.message for finding in findings] == [True], findings
    assert hint is None or hint in (findings[0].hint or "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('country in ("US", "US")', "more than once"),
        ("3 > 2", "says nothing"),
        ('country contains ""', "empty text"),
    ],
)
def test_a_warning_does_not_stop(text: str, message: str) -> None:
    findings = check(text)
    assert [finding.severity for finding in findings] == ["warning"]
    assert message in findings[0].message


RIGHT = [
    "age >= 40 and count(order, last 90 days) >= 2", "tier > \"bronze\" and tier <= \"gold\"",
    "average_order > 50 and revenue_ever > 100 * orders_90d", "balance > price", "account.heads > 3",
    "signup in next 3 days", "has(order, before signup)", "age > 40 and age < 41", "age >= 40 and age <= 40",
    "age > 60 or age < 40", "member and member = yes", "top 10% by recency within tier among tiers/upper",
    "has(order where delivered = 2019-01-01 and labels has any (\"US\") and amount * 2 > 3)",
    "anniversary of birth in next 14 days", "days since account.founded > 3", "top 3 by signup",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_rule_has_no_finding(text: str) -> None:
    assert check(text) == []


def test_all_findings_come_at_once_with_the_place() -> None:
    place = Place(file="segments/x.yaml", line=3)
    found = check_condition(
        read_condition('agee > 3 and has ordr and age < "x"'), VOCABULARY, "customer", place
    )
    assert [finding.place for finding in found] == [place] * 3


def test_currencies_never_mix() -> None:
    dollars = ValueType(kind=Kind.MONEY, scale=2, currency="USD")
    unit = SHAPE.units["customer"]
    fee = EventShape(name="fee", source="fee", properties={"amount": dollars})
    events = {**unit.events, "fee": fee}
    shape = SHAPE.model_copy(update={"units": {"customer": unit.model_copy(update={"events": events})}})
    vocabulary = Vocabulary(shape)
    for text in ("sum(fee.amount) > sum(order.amount)", "sum(fee.amount) + sum(order.amount) > 3"):
        findings = check_condition(read_condition(text), vocabulary, "customer")
        assert any("currencies" in finding.message for finding in findings), text


def test_unseen_categories_are_named_with_a_near_one() -> None:
    held = {"customer": {"country": ["Germany", "US"], "order.channel": ["phone"]}}
    vocabulary = Vocabulary(SHAPE, values=held)
    rule = read_condition('country in ("US", "Germeny") and has(order where channel = "phon")')
    findings = check_condition(rule, vocabulary, "customer")
    assert [finding.severity for finding in findings] == ["warning", "warning"]
    assert ["Germany" in (finding.hint or "") for finding in findings] == [True, False]


@pytest.mark.parametrize(
    ("text", "kind", "scale"),
    [
        ("age + 1.25", Kind.NUMBER, 2), ("balance * rate", Kind.MONEY, 5), ("average(order.amount)", Kind.MONEY, None),
        ("sum(order.amount) / count(order)", Kind.MONEY, None), ("balance / price", Kind.NUMBER, None),
        ("rate + rate", Kind.SHARE, 3), ("last(order.channel)", Kind.CATEGORY, None),
        ("date of first(order)", Kind.DATE, None), ("average_order", Kind.MONEY, None),
        ("price * price * price * price * price", Kind.MONEY, None),
    ],
)  # fmt: skip
def test_types_are_inferred(text: str, kind: Kind, scale: int | None) -> None:
    found = type_of(read_value(text), VOCABULARY, "customer")
    assert (found.kind, found.scale) == (kind, scale)


def test_what_has_no_type_is_an_error() -> None:
    with pytest.raises(RuleError, match="country"):
        type_of(read_value("country + 1"), VOCABULARY, "customer")
    assert check_value(read_value("nothing"), VOCABULARY, "customer")
