"""Programs at their limits: many groups, many options, several walks, one customer, threads."""

from __future__ import annotations

import time
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from benchmarks.crowd import AS_OF, make_crowd, make_vocabulary
from benchmarks.mix import Mix
from satsuma.columns import Population, Sets
from satsuma.engine import evaluate, evaluate_one, facts_of, make_plan, measure
from satsuma.engine.asking import Asking
from satsuma.engine.bitmaps import contains, members
from satsuma.language import tree
from satsuma.language.facts import Moment
from satsuma.language.interpret import holds
from satsuma.language.read import read_condition, read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.errors import RuleError, UnknownNameError
from satsuma.model.kinds import Kind, ValueType

UTC = ZoneInfo("UTC")
CUSTOMERS = 3000


@pytest.fixture(scope="module")
def crowd() -> Population:
    return make_crowd(CUSTOMERS, 60_000)


@pytest.fixture(scope="module")
def rules() -> dict[str, tree.Condition]:
    return {segment.name: read_condition(segment.rule) for segment in Mix(CUSTOMERS).make(300)}


@pytest.fixture(scope="module")
def vocabulary(rules: dict[str, tree.Condition]) -> Vocabulary:
    return replace(make_vocabulary(), segments={"customer": rules})


def test_many_rules_at_once_are_what_each_is_alone(
    crowd: Population, vocabulary: Vocabulary, rules: dict[str, tree.Condition]
) -> None:
    together = evaluate(crowd, vocabulary, "customer", rules, AS_OF, UTC).memberships
    for number in range(0, 300, 17):
        name = together.names[number]
        alone = evaluate(crowd, vocabulary, "customer", {name: rules[name]}, AS_OF, UTC).memberships
        assert (alone.words[0] == together.words[number]).all(), name


def test_a_sample_of_customers_by_the_interpreter(
    crowd: Population, vocabulary: Vocabulary, rules: dict[str, tree.Condition]
) -> None:
    found = evaluate(crowd, vocabulary, "customer", rules, AS_OF, UTC)
    moment = Moment(AS_OF, UTC, found.thresholds.__getitem__)
    for ordinal in (0, 63, 64, 511, 512, 1777, CUSTOMERS - 1):
        customer = facts_of(crowd, vocabulary.shape, "customer", ordinal)
        for name, row in zip(found.memberships.names, found.memberships.words, strict=True):
            assert contains(row, ordinal) == holds(rules[name], customer, moment, vocabulary), (ordinal, name)


def test_one_customer_takes_less_than_a_millisecond(
    crowd: Population, vocabulary: Vocabulary, rules: dict[str, tree.Condition]
) -> None:
    found = evaluate(crowd, vocabulary, "customer", rules, AS_OF, UTC)
    some = dict(list(rules.items())[:50])
    plan = make_plan(crowd, vocabulary, "customer", some, AS_OF, UTC)
    thresholds = found.thresholds.__getitem__
    spent = []
    for ordinal in range(100, 160):
        start = time.perf_counter()
        answers = evaluate_one(plan, ordinal, thresholds)
        spent.append(time.perf_counter() - start)
        rows = dict(zip(found.memberships.names, found.memberships.words, strict=True))
        assert answers == {name: contains(rows[name], ordinal) for name in some}
    assert min(spent) < 0.001


def test_progress_ends_with_everyone(crowd: Population, vocabulary: Vocabulary) -> None:
    told: list[tuple[int, int]] = []
    condition = read_condition("has order")
    evaluate(
        crowd,
        vocabulary,
        "customer",
        {"x": condition},
        AS_OF,
        UTC,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told[-1] == (CUSTOMERS, CUSTOMERS)


def test_what_is_written_twice_is_computed_once(crowd: Population, vocabulary: Vocabulary) -> None:
    asking = Asking(crowd, vocabulary, AS_OF, UTC)
    one, same = (
        asking.evaluate("customer", [read_condition(rule)])
        for rule in (
            "count(order, last 30 days) >= 2 and member",
            "member and count(order, last 30 days) >= 2",
        )
    )
    assert (one == same).all()
    graph = asking.scope("customer").graph
    assert sum(node[0] == "group" for node in graph.values) == 1
    assert sum(node[0] == "range" for node in graph.words) == 2


def test_sets_with_more_options_than_bits() -> None:
    crowd = make_crowd(100, 500)
    vocabulary = make_vocabulary()
    words = tuple(f"w{number}" for number in range(200))
    draw = np.random.default_rng(2)
    rows = [draw.choice(200, draw.integers(0, 150), replace=False) for _ in range(100)]
    offsets = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    codes = np.concatenate(rows).astype(np.int16)
    data = crowd.units["customer"]
    columns = {**data.columns, "labels": Sets(offsets, codes, words)}
    population = Population({"customer": replace(data, columns=columns)})
    unit = vocabulary.shape.units["customer"]
    shape = vocabulary.shape.model_copy(
        update={
            "units": {
                "customer": unit.model_copy(
                    update={"columns": {**unit.columns, "labels": ValueType(kind=Kind.SET)}}
                )
            }
        }
    )
    asked = set(range(0, 200, 2))
    expected = {
        "any": [number for number, row in enumerate(rows) if asked & set(row)],
        "all": [number for number, row in enumerate(rows) if asked <= set(row)],
        "none": [number for number, row in enumerate(rows) if len(row) and not asked & set(row)],
    }
    value, options = tree.Variable(name="labels"), tuple(words[number] for number in sorted(asked))
    conditions = {how: tree.SetHas(how=how, value=value, options=options) for how in ("any", "all", "none")}
    found = evaluate(population, Vocabulary(shape), "customer", conditions, AS_OF, UTC).memberships
    assert {
        name: members(row).tolist() for name, row in zip(found.names, found.words, strict=True)
    } == expected


@pytest.mark.parametrize(
    ("rule", "error", "says"),
    [
        ("wages > 3", UnknownNameError, "no 'wages'"),
        ("has refund", UnknownNameError, "no event 'refund'"),
        ("in segment ghosts", UnknownNameError, "no segment 'ghosts'"),
        ("in segment round", RuleError, "depends on itself"),
        ("loop > 3", RuleError, "depends on itself"),
        ("country + 1 > 3", RuleError, "a text"),
        ("any(people, age > 3)", RuleError, "no people"),
    ],
)
def test_rules_that_check_would_refuse(
    crowd: Population, rule: str, error: type[Exception], says: str
) -> None:
    vocabulary = replace(
        make_vocabulary(),
        variables={"customer": {"loop": read_value("loop + 1")}},
        segments={"customer": {"round": read_condition("not in segment round")}},
    )
    with pytest.raises(error, match=says):
        evaluate(crowd, vocabulary, "customer", {"x": read_condition(rule)}, AS_OF, UTC)


def test_no_rules_at_all(crowd: Population, vocabulary: Vocabulary) -> None:
    found = evaluate(crowd, vocabulary, "customer", {}, AS_OF, UTC).memberships
    assert found.words.shape == (0, len(found.population))
    assert measure(crowd, vocabulary, "customer", {}, AS_OF, UTC) == {}
