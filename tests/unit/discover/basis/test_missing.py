"""Missing values that say something."""

import numpy as np

from satsuma.discover.basis.missing import (
    find_informative,
    find_known,
    find_missing_together,
    rank,
)
from satsuma.discover.basis.notes import explain_missing
from satsuma.model.kinds import Kind
from tests.unit.discover.columns import flags, inform, numbers, sets, words

RNG = np.random.default_rng(3)
N = 3000
ROWS = np.arange(N)
ORDERS = RNG.poisson(1.5, N).astype(float)
INFOS = {
    "orders": inform("orders"),
    "average": inform("average", Kind.MONEY),
    "age": inform("age"),
    "tier": inform("tier", Kind.CATEGORY),
    "member": inform("member", Kind.FLAG),
}


def with_gaps(gap: np.ndarray) -> np.ndarray:
    return np.where(gap, np.nan, RNG.normal(size=N))


def test_missing_by_nature_is_told_with_its_border() -> None:
    values = {"orders": numbers(ORDERS), "average": numbers(with_gaps(ORDERS <= 1))}
    known = {name: find_known(column) for name, column in values.items()}
    found = find_informative(values, ROWS, known)["average"]
    assert (found.other, found.border) == ("orders", 1)
    assert explain_missing(found, INFOS) == (
        "It is missing exactly where 'Orders' is 1 or less: by its nature, not by accident."
    )


def test_missing_that_goes_with_a_number_or_a_level_is_told() -> None:
    age = RNG.normal(50, 10, N)
    old = RNG.random(N) < 1 / (1 + np.exp((50 - age) / 5))
    values = {"age": numbers(age), "average": numbers(with_gaps(old))}
    found = find_informative(values, ROWS, {"average": find_known(values["average"])})["average"]
    assert explain_missing(found, INFOS).endswith(
        "customers without a value have a higher 'Age' than the others."
    )
    gold = RNG.random(N) < 0.5
    gap = RNG.random(N) < np.where(gold, 0.1, 0.5)
    values = {"tier": words(np.where(gold, "gold", "blue").tolist()), "average": numbers(with_gaps(gap))}
    found = find_informative(values, ROWS, {"average": find_known(values["average"])})["average"]
    assert found.other == "tier"
    assert found.p < 0.001
    assert "more often than the others" in explain_missing(found, INFOS) or found.level == "gold"


def test_missing_by_accident_says_nothing() -> None:
    values = {f"x{i}": numbers(with_gaps(RNG.random(N) < 0.3)) for i in range(15)}
    values |= {
        "member": flags(RNG.integers(0, 2, N)),
        "set": sets([["a"] if i % 2 else ["b"] for i in range(N)]),
    }
    known = {name: find_known(column) for name, column in values.items()}
    assert find_informative(values, ROWS, known) == {}


def test_variables_of_one_questionnaire_are_missing_together() -> None:
    asked = RNG.random(N) < 0.2
    known = {
        "a": asked,
        "b": asked.copy(),
        "c": RNG.random(N) < 0.2,
        "d": np.ones(N, bool),
        "e": np.ones(N, bool),
    }
    assert find_missing_together(known) == [("a", "b")]


def test_ranks_of_equal_values_are_equal() -> None:
    np.testing.assert_allclose(rank(np.array([5, 1, 1, np.nan])), [2.5 / 3, 1 / 3, 1 / 3, np.nan])
