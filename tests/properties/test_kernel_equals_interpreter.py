"""The kernel says of every customer what the interpreter says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.engine import evaluate, evaluate_one, facts_of, make_plan, measure
from satsuma.engine.facts import read_fact
from satsuma.language import tree
from satsuma.language.facts import Exact, Fact
from satsuma.language.interpret import value_of
from tests.properties.chance import Chance, make_constructs
from tests.properties.equality import (
    Example,
    ask_interpreter,
    ask_kernel,
    find_differences,
    is_fit,
    make_examples,
)
from tests.properties.rules import make_named, make_numbers
from tests.properties.worlds import SHAPE, VOCABULARY


@given(make_examples("customer"))
def test_rules_about_customers(example: Example) -> None:
    assert list(find_differences(example)) == []


@given(make_examples("account"))
def test_rules_about_accounts(example: Example) -> None:
    assert list(find_differences(example)) == []


@pytest.mark.parametrize("people", [63, 64, 65, 130, 520])
def test_more_than_one_block(people: int) -> None:
    chance = Chance(people, people)
    example = chance.example([make(chance) for make in make_constructs().values()])
    assert list(find_differences(example)) == []


@given(make_examples())
def test_a_rule_and_its_negation_are_the_population(example: Example) -> None:
    pairs = [rule for each in example.rules for rule in (each, tree.Not(condition=each))]
    conditions = {str(number): rule for number, rule in enumerate(pairs)}
    world = example.world
    found = evaluate(
        example.population, VOCABULARY, example.unit, conditions, world.as_of, world.zone
    ).memberships
    for inside, outside in zip(found.words[::2], found.words[1::2], strict=True):
        assert (inside | outside == found.population).all()
        assert not (inside & outside).any()


@given(make_examples())
def test_one_customer_at_a_time(example: Example) -> None:
    world = example.world
    conditions = {str(number): rule for number, rule in enumerate(example.rules)}
    plan = make_plan(example.population, VOCABULARY, example.unit, conditions, world.as_of, world.zone)
    thresholds = world.moment_for(*example.rules).thresholds
    found = [evaluate_one(plan, ordinal, thresholds) for ordinal in range(example.size)]
    expected = ask_interpreter(example)
    assert [[answers[name] for answers in found] for name in conditions] == expected


@given(make_examples())
def test_thresholds_are_the_interpreters(example: Example) -> None:
    world = example.world
    conditions = {str(number): rule for number, rule in enumerate(example.rules)}
    answer = evaluate(example.population, VOCABULARY, example.unit, conditions, world.as_of, world.zone)
    moment = world.moment_for(*example.rules)
    assert moment.thresholds is not None
    for key, thresholds in answer.thresholds.items():
        expected = moment.thresholds(key).bounds
        assert thresholds.bounds.keys() == expected.keys()
        for group, span in thresholds.bounds.items():
            assert all(same(found, fact) for found, fact in zip(span, expected[group], strict=True))


@given(make_examples())
def test_facts_read_back_from_the_arrays(example: Example) -> None:
    for ordinal, customer in enumerate(example.world.units[example.unit]):
        facts = facts_of(example.population, SHAPE, example.unit, ordinal)
        assert {key: fact for key, fact in facts.columns.items() if fact is not None} == {
            key: fact for key, fact in customer.columns.items() if fact is not None and fact != frozenset()
        }
        assert {name: len(events) for name, events in facts.events.items() if events} == {
            name: len(events) for name, events in customer.events.items() if events
        }
        assert (facts.account and facts.account.key) == (customer.account and customer.account.key)
        assert [person.key for person in facts.people] == [person.key for person in customer.people]


kinds = st.sampled_from(["category", "ordered", "text", "flag", "date", "set"])


@given(
    make_examples("customer"),
    st.lists(
        make_numbers("customer").map(lambda made: made[0]).filter(is_fit)
        | kinds.flatmap(lambda kind: make_named("customer", [kind])).map(lambda made: made[0]),
        min_size=1,
        max_size=3,
    ),
)
def test_values_of_everyone(example: Example, values: list[tree.Value]) -> None:
    world = example.world
    asked = {str(number): value for number, value in enumerate(values)}
    columns = measure(example.population, VOCABULARY, "customer", asked, world.as_of, world.zone)
    moment = world.moment_for()
    for column, value in zip(columns.values(), values, strict=True):
        for ordinal, customer in enumerate(world.customers):
            assert same(read_fact(column, ordinal), value_of(value, customer, moment, VOCABULARY))


def same(found: Fact, expected: Fact) -> bool:
    """Equal, whatever the scale of an empty sum."""
    if isinstance(found, Exact) and isinstance(expected, Exact):
        return found.mantissa * 10**expected.scale == expected.mantissa * 10**found.scale
    if isinstance(found, float) and isinstance(expected, float):
        return found == expected or math.isnan(found)
    return found == expected and type(found) is type(expected)


@given(make_examples())
def test_threads_change_nothing(example: Example) -> None:
    assert ask_kernel(example, threads=2) == ask_kernel(example, threads=1)
