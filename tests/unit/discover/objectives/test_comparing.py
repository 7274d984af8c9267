"""Comparisons of named groups: which differences are real, how large, and when a confounder makes them."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import Codes, Column, Flags, Moments, Scaled, Sets
from satsuma.discover.objectives import Material, answer
from satsuma.discover.subgroups.selectors import Candidate
from satsuma.model.errors import DataError
from tests.unit.discover.objectives.questions import ask, numbers, words

N = 3000
RNG = np.random.default_rng(3)
MARRIED = RNG.random(N) < 0.4
NEEDS = ("price", "time", "advice")


def compare(*candidates: Candidate, groups: dict[str, np.ndarray] | None = None, **more: object) -> Material:
    return Material(
        np.arange(N), N, candidates, groups=groups or {"married": MARRIED, "single": ~MARRIED}, **more
    )  # type: ignore[arg-type]


QUESTION = ask(outcome=None, direction=None, compare={"married": "a", "single": "b"})


def test_shares_of_levels_and_means_with_effects() -> None:
    need = np.where(RNG.random(N) < np.where(MARRIED, 0.6, 0.3), 1, RNG.integers(0, 2, N) * 2)
    age = RNG.normal(np.where(MARRIED, 50, 45), 10).round()
    found = answer(
        QUESTION,
        compare(words("need", need, NEEDS), numbers("age", age), numbers("noise", RNG.integers(0, 99, N))),
    )
    assert found.status == "differences found"
    assert found.compared == ("married", "single")
    assert found.compared_sizes == (int(MARRIED.sum()), int((~MARRIED).sum()))
    time = next(each for each in found.differences if each.level == "time")
    assert time.values == pytest.approx((0.6, 0.3), abs=0.04)
    assert time.measure == "cohen's h"
    assert time.effect == pytest.approx(0.61, abs=0.1)
    assert time.adjusted_p < 1e-6
    older = next(each for each in found.differences if each.variable == "age")
    assert older.effect == pytest.approx(0.5, abs=0.1)
    noise = next(each for each in found.differences if each.variable == "noise")
    assert noise.adjusted_p > 0.01
    assert found.m == len(found.differences) == 5
    assert "Need: time" in found.headline


def test_no_differences_are_said() -> None:
    found = answer(QUESTION, compare(words("need", RNG.integers(0, 3, N), NEEDS)))
    assert found.status == "no differences"
    assert "do not differ" in found.headline


def test_a_difference_made_by_age_is_flagged() -> None:
    rng = np.random.default_rng(5)
    is_old = rng.random(N) < np.where(MARRIED, 0.8, 0.2)
    wants_time = rng.random(N) < np.where(is_old, 0.2, 0.7)
    need = Candidate("need", "Need", Flags(wants_time.astype(np.int8)))
    held = words("old", is_old.astype(int), ("no", "yes"))
    found = answer(QUESTION, compare(need, confounders=(held,)))
    assert found.differences[0].flag == "halved with Old held constant"
    assert len(found.differences) == 1


def test_three_groups() -> None:
    which = RNG.integers(0, 3, N)
    groups = {name: which == place for place, name in enumerate(("a", "b", "c"))}
    values = np.where(which == 2, 60, 50) + RNG.normal(0, 10, N)
    found = answer(QUESTION, compare(numbers("spend", values), words("need", which, NEEDS), groups=groups))
    spend = next(each for each in found.differences if each.variable == "spend")
    assert spend.measure == "correlation ratio"
    assert len(spend.values) == 3
    assert {each.measure for each in found.differences} == {"correlation ratio", "cramer's v"}


def test_groups_without_values_are_not_shown() -> None:
    rare = np.where(np.arange(N) < 4, 1, 0)
    groups = {"married": MARRIED, "single": ~MARRIED, "tiny": np.zeros(N, bool)}
    groups["tiny"][:10] = True
    groups["married"] = groups["married"] & ~groups["tiny"]
    groups["single"] = groups["single"] & ~groups["tiny"]
    values = np.where((np.arange(N) < 7), np.iinfo(np.int64).min, RNG.integers(0, 50, N))
    found = answer(QUESTION, compare(Candidate("x", "X", Scaled(values, 0)), groups=groups))
    assert found.differences[0].values[2] is None
    assert "too few of tiny to show" in found.differences[0].sentence.replace(" for ", " of ")
    assert rare.sum() == 4


@pytest.mark.parametrize(
    ("column", "why"),
    [
        (Scaled(np.full(N, 7), 0), "Everyone with a value has the same one."),
        (Scaled(np.full(N, np.iinfo(np.int64).min), 0), "Nobody in the population has a value."),
        (Moments(np.arange(N)), "It is a date"),
        (Codes(np.arange(N), tuple(map(str, range(N)))), "None of its 3,000 levels has"),
        (Sets(np.zeros(N + 1, np.int64), np.empty(0, np.int64), ()), "Nobody in the population has a value."),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_left_out_with_the_reason(column: Column, why: str) -> None:
    fine = words("need", RNG.integers(0, 3, N), NEEDS)
    found = answer(QUESTION, compare(Candidate("x", "X", column), fine))
    assert found.left_out["x"].startswith(why)


def test_too_small_a_group_is_refused() -> None:
    groups = {"married": MARRIED, "single": np.zeros(N, bool)}
    with pytest.raises(DataError, match="single has fewer than 5"):
        answer(QUESTION, compare(words("need", RNG.integers(0, 3, N), NEEDS), groups=groups))
