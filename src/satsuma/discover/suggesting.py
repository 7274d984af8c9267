"""Which variables to group customers by, where nobody said: what customers do and are worth, each thing once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column, Doubles, Scaled
from satsuma.discover.basis.judging import gather_facts, judge
from satsuma.discover.basis.reading import read_numbers
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import VariableInfo
from satsuma.stats.association import spearman

MOST = 8
ALIKE = 0.8
"""Rank correlation from which two variables say the same for this purpose."""
FEWEST_BOTH = 30
DOING = (Family.BEHAVIOURAL, Family.VALUE, Family.ENGAGEMENT, Family.INTENT)
BEING = (
    Family.NEEDS,
    Family.PSYCHOGRAPHIC,
    Family.FIRMOGRAPHIC,
    Family.DEMOGRAPHIC,
    Family.GEOGRAPHIC,
    Family.TECHNOGRAPHIC,
)


def suggest_basis(
    values: Mapping[str, Column], infos: Sequence[VariableInfo], rows: NDArray[np.int64]
) -> tuple[str, ...]:
    """At most eight variables that nothing speaks against: numbers of what customers do and are worth; where there are
    fewer than two, what they need, think and are. Of variables that rise and fall together the first stays."""
    doing = _pick(
        values, [info for info in infos if info.family in DOING and info.kind is not Kind.DATE], rows
    )
    if len(doing) >= 2:
        return doing
    return _pick(values, [info for info in infos if info.family in (*DOING, *BEING)], rows)


def _pick(
    values: Mapping[str, Column], infos: Sequence[VariableInfo], rows: NDArray[np.int64]
) -> tuple[str, ...]:
    order = {family: place for place, family in enumerate((*DOING, *BEING))}
    ranked = sorted(
        infos, key=lambda info: (order.get(info.family, len(order)) if info.family else len(order), info.name)
    )
    chosen: dict[str, NDArray[np.float64] | None] = {}
    for info in ranked:
        column = values.get(info.name)
        if column is None or len(chosen) == MOST or judge(info, gather_facts(column, rows)):
            continue
        numbers = read_numbers(column)[rows] if isinstance(column, Scaled | Doubles) else None
        if numbers is None and info.family in DOING:
            continue
        if numbers is None or not any(_are_alike(numbers, other) for other in chosen.values()):
            chosen[info.name] = numbers
    return tuple(chosen)


def _are_alike(numbers: NDArray[np.float64], other: NDArray[np.float64] | None) -> bool:
    if other is None:
        return False
    both = np.isfinite(numbers) & np.isfinite(other)
    return bool(both.sum() >= FEWEST_BOTH and abs(spearman(numbers[both], other[both]).value) >= ALIKE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A basis with a reason to group by it."""

    name: str
    title: str
    why: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """Families that make one sort of groups, the first one first."""

    name: str
    title: str
    why: str
    families: tuple[Family, ...]


SORTS = (
    Sort(
        "behaviour",
        "What they do and are worth",
        "Groups that call for different timing and offers; everything is in the orders.",
        (Family.BEHAVIOURAL, Family.VALUE),
    ),
    Sort(
        "engagement",
        "How they respond",
        "Groups that differ in channel and readiness: opens, clicks, visits, what they are about to buy.",
        (Family.ENGAGEMENT, Family.INTENT, Family.JOURNEY),
    ),
    Sort(
        "needs",
        "What they need and think",
        "Groups that differ in why they buy; good for messages, if the answers hold groups at all.",
        (Family.NEEDS, Family.PSYCHOGRAPHIC),
    ),
    Sort(
        "profile",
        "Who and where they are",
        "Groups that media can reach; they seldom differ in what they buy, so judge them by that.",
        (Family.DEMOGRAPHIC, Family.FIRMOGRAPHIC, Family.GEOGRAPHIC, Family.TECHNOGRAPHIC),
    ),
)


def suggest_bases(
    values: Mapping[str, Column], infos: Sequence[VariableInfo], rows: NDArray[np.int64]
) -> tuple[Suggestion, ...]:
    """Each sort of groups for which at least two variables have nothing against them; dates are left out."""
    found = []
    for sort in SORTS:
        of_sort = [info for info in infos if info.family in sort.families and info.kind is not Kind.DATE]
        chosen = _pick(values, of_sort, rows)
        if len(chosen) >= 2:
            found.append(Suggestion(sort.name, sort.title, sort.why, chosen))
    return tuple(found)
