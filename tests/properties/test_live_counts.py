"""Every condition inside a rule counts what it counts by itself, from memory too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from satsuma.engine.bitmaps import contains
from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.interpret import holds
from satsuma.language.locating import locate_conditions
from satsuma.language.tree import Condition
from satsuma.project.memory import Memory
from satsuma.project.moments import AsOf, local_day
from satsuma.project.remembered import find_truths
from tests.properties.equality import Example, make_examples
from tests.properties.worlds import VOCABULARY


def hold(example: Example, room_bytes: int) -> tuple[Any, AsOf]:
    """What `find_truths` asks of a project that is held open."""
    world = example.world
    opened = SimpleNamespace(
        run=SimpleNamespace(id="run"),
        vocabulary=VOCABULARY,
        population=example.population,
        population_at=lambda moment: example.population,
        zone=world.zone,
        threads=1,
        memory=Memory(room_bytes),
        definitions_key=("run", "definitions"),
    )
    return opened, AsOf(local_day(world.as_of, world.zone), world.as_of, "a test")


def combine(example: Example) -> Condition:
    """One rule of all of the example's: groups, negations, and a part that stands twice."""
    first, *others = example.rules
    inner: Condition = tree.Or(conditions=(tree.Not(condition=first), *others, tree.Everyone()))
    return tree.And(conditions=(first, inner))


@given(make_examples(), st.sampled_from([0, 10_000_000]))
def test_each_condition_counts_what_the_interpreter_says(example: Example, room_bytes: int) -> None:
    opened, moment = hold(example, room_bytes)
    rule = combine(example)
    located = [
        each
        for each in locate_conditions(rule, Ground(VOCABULARY, example.unit))
        if each.ground.unit == example.unit
    ]
    conditions = [each.condition for each in located]
    asked = example.world.moment_for(*conditions)
    for _ in range(2 if room_bytes else 1):
        read = find_truths(opened, conditions, example.unit, moment)
        for each in located:
            truths = [
                holds(each.condition, customer, asked, VOCABULARY)
                for customer in example.world.units[example.unit]
            ]
            words = read(each.condition).words
            found = [contains(words, ordinal) for ordinal in range(example.size)]
            assert found == truths, each.path


@given(make_examples())
def test_paths_lead_to_their_conditions(example: Example) -> None:
    rule = combine(example)
    for each in locate_conditions(rule, Ground(VOCABULARY, example.unit)):
        node: Any = rule
        for step in filter(None, each.path.split(".")):
            node = node[int(step)] if step.isdigit() else getattr(node, step)
        assert node is each.condition
        assert each.ground.event is None


def test_filters_of_events_are_no_conditions_about_customers() -> None:
    from satsuma.language.read import read_condition

    rule = read_condition(
        "not (age > 30 and count(order where amount > 5 or gift) > 2) or any(people, age > 3)"
    )
    found = locate_conditions(rule, Ground(VOCABULARY, "account"))
    paths = ["", "conditions.0", "conditions.0.condition", "conditions.0.condition.conditions.0"]
    paths += ["conditions.0.condition.conditions.1", "conditions.1", "conditions.1.where"]
    assert [each.path for each in found] == paths
    assert [each.ground.unit for each in found] == ["account"] * 6 + ["customer"]
    assert cast(tree.Compare, found[-1].condition).op == "compare"
