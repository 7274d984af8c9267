"""Where a rank begins and ends: thresholds from everyone's values, by the exact rule for ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from satsuma.language import tree
from satsuma.language.facts import Exact, Fact, Thresholds


def thresholds_for(
    rank: tree.Rank | tree.PercentileRange, values: Sequence[tuple[str | None, Fact]]
) -> Thresholds:
    """The lowest and highest value that is in, per group.

    `values` holds (group, value) of everyone who is ranked: the population, or the members of `among`. The group is None
    throughout where the condition has no `within`; with `within` those without a group, and always those without a
    value, do not count. A group in which nobody is in is absent.
    """
    groups: dict[str | None, list[Fact]] = {}
    for group, value in values:
        if value is not None and (rank.within is None) == (group is None):
            groups.setdefault(group, []).append(value)
    bounds = {group: _bounds(rank, sorted(members, key=as_number)) for group, members in groups.items()}
    return Thresholds({group: pair for group, pair in bounds.items() if pair is not None})


def as_number(fact: Fact) -> Fraction | float | int:
    """A value by which customers can be ranked: a number, or a date in seconds."""
    if isinstance(fact, Exact):
        return Fraction(fact.mantissa, 10**fact.scale)
    if isinstance(fact, float | int) and not isinstance(fact, bool):
        return fact
    raise TypeError(f"customers cannot be ranked by {type(fact).__name__}")


def _bounds(rank: tree.Rank | tree.PercentileRange, ascending: list[Fact]) -> tuple[Fact, Fact] | None:
    """Of the values of one group, at least one, sorted."""
    if isinstance(rank, tree.PercentileRange):
        return _bounds_of_percentiles(rank, ascending)
    count = len(ascending)
    position = ceil(Fraction(rank.amount) * count / 100) if rank.in_percent else int(rank.amount)
    position = min(position, count)
    if rank.side == "top":
        return ascending[count - position], ascending[-1]
    return ascending[0], ascending[position - 1]


def _bounds_of_percentiles(rank: tree.PercentileRange, ascending: list[Fact]) -> tuple[Fact, Fact] | None:
    count = len(ascending)
    low, high = Fraction(rank.low) * count, Fraction(rank.high) * count
    equals = Counter(map(as_number, ascending))
    inside: list[Fact] = []
    below = 0
    for number, same in equals.items():
        if low <= 100 * (below + Fraction(same, 2)) <= high:
            inside.append(next(fact for fact in ascending if as_number(fact) == number))
        below += same
    return (inside[0], inside[-1]) if inside else None
