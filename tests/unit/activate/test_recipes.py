"""Recipes: every construct is translated or named as what the product cannot express."""

from __future__ import annotations

from typing import get_args

import pytest

from satsuma.activate.recipes import PRODUCTS, Asked, find_product, make_recipe
from satsuma.language import tree
from satsuma.language.read import read_condition
from satsuma.language.walk import walk
from satsuma.model.definitions import (
    ColumnDefinition,
    Definitions,
    Format,
    ProjectDefinition,
    SourceDefinition,
)
from satsuma.model.errors import OptionError
from satsuma.model.kinds import Kind, Role
from satsuma.model.recipes import Recipe
from tests.properties.worlds import COLUMNS, VOCABULARY

# One rule at least for every node of the language; whether each product says it in full.
RULES: dict[str, tuple[bool, bool, bool]] = {
    "everyone": (True, True, True),
    "age >= 40": (True, True, True),
    "age between 18 and 60": (True, True, True),
    'country in ("DE", "US")': (True, True, True),
    'country not in ("DE", "US")': (True, True, True),
    'name contains "ann"': (True, True, True),
    'name ends with "n"': (True, False, True),
    'not (name starts with "A")': (False, True, False),
    'name matches "^A"': (False, False, False),
    "birth is missing": (True, True, True),
    "member": (True, True, True),
    "member = no": (True, True, True),
    'interests has any ("US", "DE")': (True, True, True),
    'interests has all ("US", "DE")': (True, True, True),
    'interests has none ("US")': (True, True, True),
    "signup in last 30 days": (True, True, True),
    "signup in next 14 days": (True, True, True),
    "signup in 90 to 30 days ago": (True, True, True),
    "signup in this month": (True, True, False),
    "not (signup in this month)": (False, True, False),
    "signup before 2019-01-01": (True, True, True),
    "signup after 2019-01-01": (True, True, True),
    "signup since 2019-01-01": (True, True, True),
    "signup between 2018-01-01 and 2019-01-01": (True, True, True),
    "signup before birth": (False, False, False),
    "signup < birth": (False, True, False),
    "anniversary of birth in next 14 days": (False, False, True),
    "has order": (True, True, True),
    "has no(order, last 90 days)": (True, True, True),
    'has(order where channel = "phone", last 12 months)': (True, True, True),
    "count(order, last 90 days) >= 2": (True, False, True),
    "count(order) between 2 and 4": (True, False, True),
    "days since last(order) > 60": (True, True, True),
    "years since birth >= 40": (True, True, True),
    "recency <= 30": (True, True, True),
    "sum(order.amount) > 100": (False, False, False),
    "average_order > 50": (False, False, False),
    "distinct(order.channel) > 1": (False, False, False),
    "sequence(cart then order within 7 days)": (False, False, False),
    "sequence(cart not then order within 7 days)": (False, False, False),
    "top 10% by revenue_ever": (False, False, False),
    "between the 40th and 60th percentile of age": (False, False, False),
    'random 10% of "spring"': (False, False, False),
    "in segment buyers": (True, True, True),
    "in segment tiers/upper": (True, True, True),
    'account.industry = "US"': (True, True, False),
    "2 * count(order) > 3": (False, False, False),
    "age >= 40 and (member or has order)": (True, False, True),
    "not (age >= 40 and member)": (True, True, True),
}
ACCOUNT_RULES: dict[str, tuple[bool, bool, bool]] = {
    "employees > 50": (True, True, False),
    "any(people, age > 40)": (True, True, False),
    "none(people, age > 40)": (False, True, False),
    "all(people, member)": (False, True, False),
    "count(people, member) >= 1": (True, True, False),
    "heads > 3": (False, False, False),
}


def define(recognised: str | None = None) -> Definitions:
    kinds = {
        "number": Kind.NUMBER,
        "money": Kind.MONEY,
        "category": Kind.CATEGORY,
        "flag": Kind.FLAG,
        "date": Kind.DATE,
    }
    columns = {
        name: ColumnDefinition.model_validate(
            {"from": f"property_{name}_raw", "kind": kinds.get(kind, Kind.TEXT)}
        )
        for name, kind in COLUMNS["customer"].items()
    }
    source = SourceDefinition(
        role=Role.PROFILE,
        files=("people.csv",),
        format=Format(type="csv"),
        unit="customer",
        recognised_as=recognised,
        columns=columns,
    )
    return Definitions(project=ProjectDefinition(name="test"), sources={"people": source})


def translate(rule: str, product: str, unit: str = "customer", recognised: str | None = None) -> Recipe:
    asked = Asked("group", "The group", unit, read_condition(rule), 1_234)
    return make_recipe(asked, find_product(product), define(recognised), VOCABULARY)


CASES = [
    *((rule, "customer", found) for rule, found in RULES.items()),
    *((rule, "account", found) for rule, found in ACCOUNT_RULES.items()),
]


@pytest.mark.parametrize(("rule", "unit", "expected"), CASES, ids=[rule for rule, _, _ in CASES])
def test_every_rule_is_said_or_named_as_unsayable(rule: str, unit: str, expected: tuple[bool, ...]) -> None:
    for product, complete in zip(PRODUCTS, expected, strict=True):
        recipe = translate(rule, product, unit)
        assert recipe.complete is complete, (product, recipe.cannot)
        assert bool(recipe.steps) or bool(recipe.cannot)
        assert complete is not bool(recipe.cannot)
        if not complete:
            assert recipe.instead is not None
            assert f"satsuma export group --to members.csv --for {product}" in recipe.instead
        for step in recipe.steps:
            assert step.text.strip()
            assert step.exact or step.note


def test_every_construct_of_the_language_has_a_case() -> None:
    used = {type(node) for rule, _, _ in CASES for node in walk(read_condition(rule))}
    for kind in ("last 90 days", "this month"):
        used |= {type(node) for node in walk(read_condition(f"has(order, {kind})"))}
    wanted = {
        *get_args(get_args(tree.Condition)[0]),
        *get_args(get_args(tree.Value)[0]),
        *get_args(get_args(tree.Window)[0]),
    }
    missing = {kind.__name__ for kind in wanted - used}
    assert missing == set()


def texts(recipe: Recipe) -> list[str]:
    return [f"{'  ' * step.depth}{step.join or ''}|{step.text}" for step in recipe.steps]


def test_hubspot_joins_groups_of_and_by_or() -> None:
    recipe = translate('member or (age >= 40 and country = "DE")', "hubspot")
    assert texts(recipe) == [
        "|Group 1: all of these",
        "  |Contact property | Member | is any of | Yes",
        "or|Group 2: all of these",
        "  |Contact property | Age | is greater than or equal to | 40",
        "  and|Contact property | Country | is any of | DE",
    ]


def test_klaviyo_joins_groups_of_or_by_and() -> None:
    recipe = translate('age >= 40 and (member or country = "DE")', "klaviyo")
    assert texts(recipe) == [
        "|Properties about someone | Age | is at least | 40",
        "and|Group 2: any of these",
        "  |Properties about someone | Member | is true",
        "  or|Properties about someone | Country | equals | DE",
    ]


def test_salesforce_numbers_filters_and_writes_their_logic() -> None:
    recipe = translate('age >= 40 and (member or country in ("DE", "US"))', "salesforce")
    assert texts(recipe) == [
        "|1. Contact field | Age | greater or equal | 40",
        "|2. Contact field | Member | equals | True",
        "|3. Contact field | Country | equals | DE,US",
        "|Filter logic: 1 AND (2 OR 3)",
    ]
    crossed = translate('age >= 40 and has(order where channel = "phone", last 30 days)', "salesforce")
    assert texts(crossed)[-1] == (
        "and|Cross filter | Contacts with Order | where Date equals LAST 29 DAYS AND Channel equals phone"
    )


def test_missing_values_are_never_let_in_or_out_by_chance() -> None:
    assert [step.operator for step in translate('country != "DE"', "hubspot").steps] == [
        "is none of",
        "is known",
    ]
    negated = translate('not (country = "DE")', "klaviyo")
    assert [step.operator for step in negated.steps if step.operator] == ["doesn't equal", "is not set"]


def test_own_exports_give_the_products_own_names() -> None:
    own = translate("age >= 40", "hubspot", recognised="hubspot contacts")
    assert own.steps[0].field == "age_raw"
    assert own.steps[0].note is None
    assert own.instead is None
    other = translate("age >= 40", "klaviyo", recognised="hubspot contacts")
    assert other.steps[0].field == "Age"
    assert "send it as a custom property first" in (other.steps[0].note or "")


def test_what_cannot_be_said_is_named_exactly_and_the_rest_kept() -> None:
    recipe = translate("age >= 40 and top 10% by revenue_ever and sum(order.amount) > 100", "hubspot")
    assert len(recipe.steps) == 1
    assert recipe.cannot == (
        "'top 10% by revenue_ever': it ranks customers among each other.",
        "'sum(order.amount) > 100': it adds events up.",
    )
    assert "holds others too" in recipe.sentence
    choice = translate("age >= 40 or top 10% by revenue_ever", "hubspot")
    assert len(choice.steps) == 1
    assert "lacks some of them" in choice.sentence
    nested = translate('age >= 40 and (country = "DE" or top 10% by revenue_ever)', "hubspot")
    assert [step.field for step in nested.steps] == ["Age"]
    assert any(
        "'country': it is an alternative to something that cannot be said" in reason
        for reason in nested.cannot
    )


def test_cross_filters_inside_an_or_are_refused() -> None:
    recipe = translate("member or has order", "salesforce")
    assert any("cross filters join the others by AND only" in reason for reason in recipe.cannot)


def test_rules_longer_than_a_product_takes_are_refused() -> None:
    rule = " or ".join(f"(age = {n} and weight = {n})" for n in range(30))
    assert not translate(rule, "klaviyo").complete
    assert "limit" in translate(rule, "salesforce").cannot[0]
    assert translate(rule, "hubspot").complete


def test_models_and_nobody_are_said_so() -> None:
    assert not translate("not everyone", "hubspot").complete
    from dataclasses import replace

    vocabulary = replace(VOCABULARY, bases={"customer": {"country": ("age",)}})
    asked = Asked("group", "The group", "customer", read_condition('country = "DE"'), 5)
    recipe = make_recipe(asked, find_product("hubspot"), define(), vocabulary)
    assert recipe.cannot == ("'country': it is given by a model, which only Satsuma can apply.",)


def test_unknown_products_get_the_nearest_name() -> None:
    with pytest.raises(OptionError) as error:
        find_product("hubspt")
    assert "Did you mean 'hubspot'?" in str(error.value)
    with pytest.raises(OptionError, match="no recipes for 'excel'"):
        find_product("excel")
    assert find_product("HubSpot").name == "hubspot"
