"""What must be true of every rule, whoever is asked."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given

from satsuma.language import tree
from satsuma.language.check import check_condition
from satsuma.language.explain import describe
from satsuma.language.facts import Customer, Exact
from satsuma.language.interpret import holds
from satsuma.language.normalise import fingerprint, normalise
from satsuma.language.read import read_condition
from satsuma.language.reasons import reasons
from satsuma.language.write import write_condition
from tests.properties.rules import make_rules
from tests.properties.worlds import VOCABULARY, World, make_worlds


def members(world: World, condition: tree.Condition, unit: str = "customer") -> list[bool]:
    moment = world.moment_for(condition)
    return [holds(condition, customer, moment, VOCABULARY) for customer in world.units[unit]]


@given(make_worlds(3), make_rules())
def test_a_rule_and_its_negation_add_up_to_everyone(world: World, rule: tree.Condition) -> None:
    inside, outside = members(world, rule), members(world, tree.Not(condition=rule))
    assert [a != b for a, b in zip(inside, outside, strict=True)] == [True] * len(inside)


@given(make_worlds(3), make_rules("account"))
def test_rules_about_accounts_add_up_too(world: World, rule: tree.Condition) -> None:
    inside, outside = members(world, rule, "account"), members(world, tree.Not(condition=rule), "account")
    assert [a != b for a, b in zip(inside, outside, strict=True)] == [True] * len(inside)


@given(make_worlds(3), make_rules())
def test_the_canonical_form_means_the_same(world: World, rule: tree.Condition) -> None:
    canonical = normalise(rule)
    assert members(world, canonical) == members(world, rule)
    assert normalise(canonical) == canonical
    assert fingerprint(canonical) == fingerprint(rule)


@given(make_rules())
def test_sensible_rules_read_back_from_their_text(rule: tree.Condition) -> None:
    assert read_condition(write_condition(rule)) == rule


@given(make_worlds(3), make_rules())
def test_reasons_agree_with_the_answer(world: World, rule: tree.Condition) -> None:
    moment = world.moment_for(rule)
    for customer in world.customers:
        reason = reasons(rule, customer, moment, VOCABULARY)
        assert reason.holds is holds(rule, customer, moment, VOCABULARY)
        if isinstance(rule, tree.And):
            assert reason.holds is all(part.holds for part in reason.reasons)
        if isinstance(rule, tree.Or):
            assert reason.holds is any(part.holds for part in reason.reasons)


@given(make_rules())
def test_every_sensible_rule_has_a_sentence_and_no_name_mistake(rule: tree.Condition) -> None:
    words = describe(rule, VOCABULARY)
    assert words.endswith(".")
    findings = check_condition(rule, VOCABULARY, "customer")
    kinds = ("never be true", "more than once", "nobody", "ends before", "empty text", "divides by 0")
    assert [f for f in findings if not any(words in f.message for words in kinds)] == []


def test_people_of_an_account_belong_to_it() -> None:
    person = Customer("customer", 0, {}, {})
    account = Customer("account", 0, {"employees": Exact(5)}, {}, people=(person,))
    world = World(0, ZoneInfo("UTC"), {"customer": [replace(person, account=account)], "account": [account]})
    unknown = read_condition("any(people, account.employees is missing)")
    large = read_condition("all(people, account.employees >= 5)")
    assert members(world, unknown, "account") == [False]
    assert members(world, large, "account") == [True]
