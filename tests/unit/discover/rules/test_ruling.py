"""Rules say exactly what the tree says, in the language, missing values included."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import Codes, Doubles, Flags, Scaled
from satsuma.discover.cluster.matrix import numbers_only
from satsuma.discover.rules import Speech, fidelity, lay_grid, make_rules
from satsuma.language import tree
from satsuma.language.check import check_condition
from satsuma.language.interpret import holds
from satsuma.language.read import read_condition
from satsuma.language.walk import find
from satsuma.model.errors import DataError
from tests.unit.discover.rules.worlds import (
    INFOS,
    MOMENT,
    PERSONAL,
    VOCABULARY,
    customers_of,
    make_columns,
)

SPEECH = Speech(VOCABULARY, "customer")


def make_labels(n: int, seed: int, k: int = 4) -> np.ndarray:
    """Groups with a pattern over several kinds, and noise that makes the trees long."""
    columns, rng = make_columns(n, seed), np.random.default_rng(seed + 1)
    age, tier, member = columns["age"], columns["tier"], columns["member"]
    assert isinstance(age, Scaled)
    assert isinstance(tier, Codes)
    assert isinstance(member, Flags)
    labels = np.where(age.values > 45, 1, 0) + np.where(tier.codes >= 2, 2, 0) * (member.values != 0)
    labels = np.where(rng.random(n) < 0.15, rng.integers(0, k, n), labels) % k
    return labels.astype(np.int16)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_the_engine_of_the_language_places_customers_as_the_tree_does(seed: int, missing: float) -> None:
    n = 300
    columns = make_columns(n, seed, missing)
    labels = make_labels(n, seed)
    labels[::17] = -1
    ruling = make_rules(columns, INFOS, labels, seed=seed, speech=SPEECH)
    customers = customers_of(columns, n)
    for segment, line in enumerate(ruling.rules.rules):
        condition = read_condition(line.rule)
        assert condition == ruling.conditions[segment]
        assert [f for f in check_condition(condition, VOCABULARY, "customer") if f.severity == "error"] == []
        found = [holds(condition, customer, MOMENT, VOCABULARY) for customer in customers]
        assert found == (ruling.placed == segment).tolist(), line.rule
        assert line.sentence


def test_precision_recall_and_moves_add_up() -> None:
    columns, labels = make_columns(500, 3), make_labels(500, 3)
    ruling = make_rules(columns, INFOS, labels, seed=1)
    for segment, line in enumerate(ruling.rules.rules):
        inside, wanted = ruling.placed == segment, labels == segment
        assert line.customers == inside.sum()
        assert line.customers - line.joining == wanted.sum() - line.leaving == (inside & wanted).sum()
        assert line.precision == pytest.approx((inside & wanted).sum() / inside.sum())
        assert line.recall == pytest.approx((inside & wanted).sum() / wanted.sum())
    assert ruling.rules.leaves <= 16


def test_rules_are_the_same_whenever_they_are_made() -> None:
    columns, labels = make_columns(400, 5), make_labels(400, 5)
    assert (
        make_rules(columns, INFOS, labels, seed=2).rules == make_rules(columns, INFOS, labels, seed=2).rules
    )


def test_round_ages_and_amounts_stand_in_the_rules() -> None:
    rng = np.random.default_rng(4)
    age = rng.integers(18, 80, 2_000)
    spend = np.round(rng.lognormal(5, 1, 2_000) * 100).astype(np.int64)
    labels = np.where(age >= 40, np.where(spend >= 15_000, 2, 1), 0).astype(np.int16)
    columns = {"age": Scaled(age, 0), "revenue": Scaled(spend, 2)}
    ruling = make_rules(columns, INFOS, labels, seed=1)
    assert ruling.rules.rules[0].rule == "age < 40"
    assert ruling.rules.fidelity > 0.98
    for condition in ruling.conditions:
        for number in find(condition, tree.Number):
            assert number.value == number.value.to_integral_value()


def test_missing_values_are_said_outright() -> None:
    values = np.array([np.nan] * 100 + [1.0] * 100 + [9.0] * 100)
    labels = np.repeat([0, 0, 1], 100).astype(np.int16)
    ruling = make_rules({"score": Doubles(values)}, {}, labels, seed=1)
    assert ruling.rules.rules[0].rule == "score < 5 or score is missing"
    assert ruling.rules.rules[1].rule == "score >= 5"


def test_words_of_a_category_are_listed_together() -> None:
    codes = np.tile(np.arange(4), 100)
    labels = np.isin(codes, (0, 2)).astype(np.int16)
    ruling = make_rules({"country": Codes(codes, ("DE", "US", "FR", "ES"))}, INFOS, labels, seed=1)
    assert ruling.rules.rules[1].rule == 'country in ("DE", "FR")'
    assert ruling.rules.rules[0].rule == 'country in ("US", "ES")'


def test_noise_is_not_describable() -> None:
    columns = make_columns(600, 8)
    labels = np.random.default_rng(1).integers(0, 4, 600).astype(np.int16)
    rules = make_rules(columns, INFOS, labels, seed=1).rules
    assert not rules.describable
    assert rules.fidelity < 0.4
    assert rules.sentence.startswith("Not describable by rules")
    assert "Use scoring" in rules.sentence


def test_the_cost_of_the_rules_is_against_that_of_the_segments() -> None:
    rng = np.random.default_rng(2)
    labels = np.repeat([0, 1], 200).astype(np.int16)
    values = rng.normal(size=400) + 3.0 * labels
    columns = {"score": Doubles(values)}
    ruling = make_rules(columns, {}, labels, seed=1, matrix=numbers_only(values[:, None]))
    assert ruling.rules.cost_ratio is not None
    assert 0.7 < ruling.rules.cost_ratio < 1.1


def test_personal_and_sensitive_variables_never_enter() -> None:
    columns = make_columns(50, 1)
    infos = {**INFOS, "age": PERSONAL, "score": INFOS["score"].model_copy(update={"allowed": False})}
    names = {scale.variable for scale in lay_grid(columns, infos).scales}
    assert names == {"revenue", "country", "tier", "member", "interests"}


def test_what_cannot_be_ruled_says_so() -> None:
    nobody = np.full(50, -1, np.int16)
    with pytest.raises(DataError, match="Nobody has a segment"):
        make_rules(make_columns(50, 1), INFOS, nobody, seed=1)
    constant = {"score": Doubles(np.ones(50))}
    with pytest.raises(DataError, match="can be said in a rule"):
        make_rules(constant, {}, np.arange(50, dtype=np.int16) % 2, seed=1)
    everyone = make_rules(make_columns(50, 1), INFOS, np.zeros(50, np.int16), seed=1)
    assert everyone.rules.rules[0].rule == "everyone"


def test_a_category_with_very_many_words_keeps_the_commonest() -> None:
    codes = np.concatenate([np.zeros(500, np.int64), np.arange(1, 10_001)])
    labels = (codes > 0).astype(np.int16)
    columns = {"country": Codes(codes, tuple(f"word {i}" for i in range(10_001)))}
    ruling = make_rules(columns, INFOS, labels, seed=1)
    assert ruling.rules.rules[0].rule == 'country = "word 0"'
    assert fidelity(columns, labels, 1) == 1.0


def test_fidelity_is_quick_and_bounded() -> None:
    columns, labels = make_columns(3_000, 2), make_labels(3_000, 2)
    found = fidelity(columns, labels, 1, INFOS)
    assert found == fidelity(lay_grid(columns, INFOS), labels, 1)
    assert 0.4 < found < 0.95
    assert fidelity({}, labels, 1) == np.bincount(labels).max() / len(labels)
    assert fidelity(columns, np.full(3_000, -1, np.int16), 1) == 0.0
