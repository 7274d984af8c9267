"""Thresholds of ranks: positions, ties, groups."""

from __future__ import annotations

from decimal import Decimal

import pytest

from satsuma.language import tree
from satsuma.language.facts import Exact, Fact
from satsuma.language.ranks import thresholds_for
from satsuma.language.read import read_condition


def bounds(text: str, values: list[tuple[str | None, Fact]]) -> dict[str | None, tuple[Fact, Fact]]:
    rank = read_condition(text)
    assert isinstance(rank, tree.Rank | tree.PercentileRange)
    return dict(thresholds_for(rank, values).bounds)


def ungrouped(*numbers: int | None) -> list[tuple[str | None, Fact]]:
    return [(None, None if number is None else Exact(number)) for number in numbers]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # 10 values: 1 1 2 3 3 3 7 8 9 9; position ceil(p n / 100) from the top or the bottom, ties enter together.
        ("top 10% by x", 9, 9), ("top 20% by x", 9, 9), ("top 21% by x", 8, 9), ("top 50% by x", 3, 9),
        ("top 100% by x", 1, 9), ("top 0.001% by x", 9, 9), ("bottom 10% by x", 1, 1), ("bottom 30% by x", 1, 2),
        ("bottom 31% by x", 1, 3), ("top 1 by x", 9, 9), ("top 5 by x", 3, 9), ("top 99 by x", 1, 9),
        ("bottom 3 by x", 1, 2),
        # percentiles: 1: 10, 2: 25, 3: 45, 7: 65, 8: 75, 9: 90
        ("between the 10th and 25th percentile of x", 1, 2), ("between the 40th and 60th percentile of x", 3, 3),
        ("between the 90th and 100th percentile of x", 9, 9), ("between the 0th and 100th percentile of x", 1, 9),
    ],
)  # fmt: skip
def test_positions_and_ties(text: str, low: int, high: int) -> None:
    values = ungrouped(3, 9, 1, None, 7, 3, 2, 9, 1, 8, 3, None)
    assert bounds(text, values) == {None: (Exact(low), Exact(high))}


def test_nobody_between() -> None:
    assert bounds("between the 46th and 60th percentile of x", ungrouped(1, 1, 3, 3)) == {}
    assert bounds("top 10% by x", ungrouped(None, None)) == {}


def test_groups_are_ranked_apart_and_missing_ones_not_at_all() -> None:
    values: list[tuple[str | None, Fact]] = [("a", 1.5), ("a", 2.5), ("b", -1.0), (None, 99.0), ("c", None)]
    assert bounds("top 50% by x within g", values) == {"a": (2.5, 2.5), "b": (-1.0, -1.0)}


def test_scales_do_not_matter() -> None:
    rank = tree.Rank(side="top", amount=Decimal(1), in_percent=False, by=tree.Variable(name="x"))
    found = thresholds_for(rank, [(None, Exact(150, 2)), (None, Exact(14, 1))])
    assert found.bounds == {None: (Exact(150, 2), Exact(150, 2))}
