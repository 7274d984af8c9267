"""Candidates that tell an outcome too well: the warning, and the measure behind it counted pair by pair."""

from __future__ import annotations

import pytest

from satsuma.discover.objectives.leaking import measure_auc, warn_of_leaks
from satsuma.model.answers import Group, Ranking


def group(variable: str, customers: int, rate: float) -> Group:
    return Group(
        title=f"{variable} {rate}",
        rule=f"{variable} = {rate}",
        variables=(variable,),
        customers=customers,
        rate=rate,
        low=rate,
        high=rate,
        shrunk=rate,
        everyone=0.3,
        lift=None,
        rank_low=1,
        rank_high=1,
        in_top=1,
        sentence="",
    )


def ranking(variable: str, *groups: tuple[int, float]) -> Ranking:
    made = tuple(group(variable, customers, rate) for customers, rate in groups)
    return Ranking(variable=variable, title=variable.capitalize(), groups=made, p=0.01, adjusted_p=0.01)


def count_pairs(groups: list[tuple[int, float]]) -> float:
    """Every customer with the outcome against every one without it."""
    people = [(rate, i < round(n * rate)) for n, rate in groups for i in range(n)]
    pairs = [
        1.0 if here > there else 0.5 if here == there else 0.0
        for here, hit in people
        if hit
        for there, other in people
        if not other
    ]
    return sum(pairs) / len(pairs)


@pytest.mark.parametrize(
    "groups", [[(20, 0.5), (40, 0.1), (10, 0.9)], [(30, 0.2), (30, 0.2)], [(10, 1.0), (10, 0.0)]]
)
def test_the_measure_is_that_of_all_pairs(groups: list[tuple[int, float]]) -> None:
    assert measure_auc(ranking("x", *groups).groups) == pytest.approx(count_pairs(groups))


def test_an_outcome_that_all_or_none_have_parts_nobody() -> None:
    assert measure_auc(ranking("x", (10, 1.0), (5, 1.0)).groups) == 0.5
    assert measure_auc(ranking("x", (10, 0.0)).groups) == 0.5


def test_only_undeclared_and_outsized_variables_are_named() -> None:
    leak, plain = ranking("length", (50, 0.95), (50, 0.05)), ranking("town", (50, 0.55), (50, 0.45))
    (warning,) = warn_of_leaks([leak, plain], {"length", "town"})
    assert warning.startswith("Possible leak: Length alone tells the outcome too well")
    assert list(warn_of_leaks([leak, plain], {"town"})) == []
    assert list(warn_of_leaks([plain], {"town"})) == []
