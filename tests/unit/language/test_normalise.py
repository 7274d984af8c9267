"""Fingerprints follow the meaning, not the words."""

from __future__ import annotations

import pytest

from satsuma.language.normalise import fingerprint, normalise, rank_key
from satsuma.language.read import read_condition
from satsuma.language.tree import Rank
from satsuma.language.write import write_condition


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a and b", "b and a"), ("a or (b or c)", "(c or b) or a or a"), ("a and a", "a"), ("not not a", "a"),
        ("x = 1.50", "x = 1.5"), ('x in ("b", "a", "b")', 'x in ("a", "b")'), ("not has order", "has no order"),
        ("not (x is missing)", "x is known"), ('s has any ("b", "a")', 's has any ("a", "b")'), ("x = 12%", "x = 0.12"),
        ("count(order where a and b) > 1", "count(order where b and a) > 1"), ("x = 100", "x = 100.0"),
        ('s has all ("b", "a", "b")', 's has all ("a", "b")'),
    ],
)  # fmt: skip
def test_the_same_meaning_has_the_same_fingerprint(one: str, other: str) -> None:
    assert fingerprint(read_condition(one)) == fingerprint(read_condition(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x > 1", "x >= 1"), ("x > 1", "1 < x"), ("a and b", "a or b"), ("not (x = 1)", "x != 1"), ("x = 1", 'x = "1"'),
        ("has(order, last 7 days)", "has(order, last 1 week)"), ("a and not b", "not a and b"),
        ("sequence(a then b)", "sequence(b then a)"),
    ],
)  # fmt: skip
def test_other_words_have_another(one: str, other: str) -> None:
    assert fingerprint(read_condition(one)) != fingerprint(read_condition(other))


def test_a_fingerprint_never_changes() -> None:
    """Runs are compared by it: a new form of the tree needs a new version of the state."""
    expected = "6fc5232d55c0b870"
    assert fingerprint(read_condition("age >= 40 and has order")).startswith(expected)
    assert (
        write_condition(normalise(read_condition("has order and not not age >= 40.0")))
        == "has(order) and age >= 40"
    )


def test_units_are_ranked_apart() -> None:
    rank = read_condition("top 10% by x")
    assert isinstance(rank, Rank)
    assert rank_key(rank, "customer") != rank_key(rank, "account")
