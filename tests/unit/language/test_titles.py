"""Sentences about rules call variables and segments what people call them."""

from __future__ import annotations

import pytest

from satsuma.language.assembly import assemble
from satsuma.language.explain import describe
from satsuma.language.read import read_condition
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.wording import inside_sentence
from satsuma.model.definitions import (
    Definitions,
    SegmentationDefinition,
    SegmentDefinition,
    VariableDefinition,
)
from satsuma.model.kinds import EventShape, Family, Kind, Shape, UnitShape, ValueType

NUMBER = ValueType(kind=Kind.NUMBER, scale=0)
DAY = ValueType(kind=Kind.DATE)
WORD = ValueType(kind=Kind.CATEGORY)
PEOPLE = UnitShape(
    name="contact",
    columns={"post": WORD},
    events={"call": EventShape(name="call", source="calls", properties={"tenure_days": NUMBER})},
    account="account",
)
ACCOUNTS = UnitShape(
    name="account", columns={"tenure_days": NUMBER, "since": DAY, "Rgn": WORD}, events={}, people="contact"
)
SHAPE = Shape(units={"account": ACCOUNTS, "contact": PEOPLE}, main_unit="account", timezone="UTC")


def variable(title: str | None, **origin: str) -> VariableDefinition:
    return VariableDefinition.model_validate(
        {"unit": "account", "family": Family.BEHAVIOURAL, "title": title, **origin}
    )


VARIABLES = {
    "tenure_days": variable("Time with us", column="tenure_days"),
    "nps": variable("NPS", column="tenure_days"),
    "region": variable("Sales region", column="Rgn"),
    "plain_one": variable(None, value="tenure_days + 1"),
    "blank": variable(" ", value="tenure_days + 2"),
    "started": variable("Starting date", column="since"),
    "calls": variable("Calls in a year", value="count(call, last 12 months)", unit="contact"),
}
DEFINITIONS = Definitions.model_validate(
    {
        "project": {"name": "club", "main_unit": "account"},
        "variables": VARIABLES,
        "segments": {
            "old_ones": SegmentDefinition(rule="tenure_days > 3", unit="account", title="Old hands")
        },
        "segmentations": {
            "by-age": SegmentationDefinition.model_validate(
                {
                    "unit": "account",
                    "priorities": [{"name": "long", "title": "Long-standing", "rule": "nps > 3"}],
                }
            )
        },
    }
)


def vocabulary() -> Vocabulary:
    return assemble(DEFINITIONS).vocabulary(SHAPE)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("tenure_days >= 30", "Time with us is at least 30."),
        ('region = "North" and tenure_days < 5', "Sales region is “North”, and time with us is less than 5."),
        ("Rgn is missing and nps > 8", "Sales region is not known, and NPS is more than 8."),
        ("plain_one > 2 or blank > 2", "Plain one is more than 2 or blank is more than 2."),
        ("top 10% by nps within region", "In the top 10 % by NPS within each sales region."),
        ("in segment old_ones", "In the segment “Old hands”."),
        ("in segment `by-age/long`", "In the segment “Long-standing”."),
        ("any (people where calls > 2)", "At least one of its people (calls in a year is more than 2)."),
        (
            "any (people where count(call where tenure_days > 3, after started) > 1)",
            "At least one of its people (more than 1 call (where tenure days is more than 3) after the started date).",
        ),
        ("since after started", "Starting date after the starting date."),
    ],
)
def test_a_sentence_says_titles(rule: str, sentence: str) -> None:
    assert describe(read_condition(rule), vocabulary(), "account") == sentence


def test_an_accounts_variable_has_the_accounts_title() -> None:
    rule = read_condition("account.tenure_days > 3")
    assert describe(rule, vocabulary(), "contact") == "The account's time with us is more than 3."


def test_without_a_vocabulary_the_names_are_said() -> None:
    assert describe(read_condition("tenure_days > 3")) == "Tenure days is more than 3."


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Orders in a year", "orders in a year"),
        ("NPS now", "NPS now"),
        ("E-mail opens", "e-mail opens"),
        ("", ""),
        (" ", " "),
    ],
)
def test_a_title_inside_a_sentence(title: str, inside: str) -> None:
    assert inside_sentence(title) == inside
