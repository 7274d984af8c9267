"""A group's lift as seen, and with a confounder held constant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.subgroups.outcome import Bools, Outcome
from satsuma.discover.subgroups.selectors import Levels
from satsuma.stats.adjusted import Adjusted, compare_ranks, compare_yes_no
from satsuma.stats.association import order_values, rank_places

MOST_STRATA = 60
FEWEST_SIDE = 5
"""Fewest members and fewest others of a stratum that compares them. Where less than half of the group are in such strata the
variable is another name for the group, and can hold nothing constant."""


@dataclass(frozen=True, slots=True)
class Strata:
    """A variable (or several at once) as one code from 0 per customer, its own code where it is not known."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    codes: NDArray[np.int32]
    count: int


@dataclass(frozen=True, slots=True)
class Holding:
    """A group's lift against customers who are alike in the confounder. `changed` says how the effect changed beyond chance:
    'reversed', 'halved', or nothing."""

    strata: Strata
    lift: float | None
    changed: str | None


def make_strata(levels: Levels, n: int) -> Strata | None:
    """The variable's levels as strata; None for sets, whose items overlap, and for what has no levels."""
    if not levels.selectors or not levels.is_exclusive or len(levels.selectors) > MOST_STRATA:
        return None
    codes = np.zeros(n, np.int32)  # what is not known or rare is stratum 0
    for place, selector in enumerate(levels.selectors, start=1):
        codes[selector.inside] = place
    return Strata((levels.candidate.name,), (levels.candidate.title,), codes, len(levels.selectors) + 1)


def cross_strata(strata: Sequence[Strata]) -> Strata | None:
    """Several held constant at once: every combination that occurs."""
    if not strata:
        return None
    codes = np.zeros(len(strata[0].codes), np.int64)
    for each in strata:
        codes = codes * each.count + each.codes
    present, dense = np.unique(codes, return_inverse=True)
    return Strata(
        tuple(name for each in strata for name in each.names),
        tuple(title for each in strata for title in each.titles),
        dense.astype(np.int32),
        len(present),
    )


def hold_constant(inside: Bools, outcome: Outcome, strata: Strata) -> Holding | None:
    """The group's rate ÷ the rate that everyone in the same strata has (indirect standardisation: observed ÷ expected), and
    whether the crude effect is reversed or halved inside the strata (Mantel-Haenszel for yes or no, ranks for numbers).
    None where hardly any stratum has both members and others."""
    sizes = np.bincount(strata.codes, minlength=strata.count)
    members = np.bincount(strata.codes[inside], minlength=strata.count)
    is_mixed = np.minimum(members, sizes - members) >= FEWEST_SIDE
    if members[is_mixed].sum() < members.sum() / 2 or not is_mixed.any():
        return None
    weights = outcome.exposure if outcome.exposure is not None else np.ones(outcome.n)
    rates = np.bincount(strata.codes, weights=outcome.values, minlength=strata.count) / np.maximum(
        np.bincount(strata.codes, weights=weights, minlength=strata.count), 1e-300
    )
    expected = float((rates[strata.codes[inside]] * weights[inside]).sum())
    seen = float(outcome.values[inside].sum())
    lift = seen / expected if expected > 0 and seen >= 0 else None
    usable = is_mixed[strata.codes]
    return Holding(strata, lift, _name_change(_compare(inside, outcome, strata, usable)))


def _compare(inside: Bools, outcome: Outcome, strata: Strata, usable: Bools) -> Adjusted:
    cause, codes = inside[usable].astype(np.int32), strata.codes[usable]
    if outcome.is_share and outcome.exposure is None:
        return compare_yes_no(cause, outcome.values[usable].astype(np.int32), codes, strata.count)
    values = outcome.values[usable]
    if outcome.exposure is not None:
        values = values / outcome.exposure[usable]
    ranked = [rank_places(*order_values(each)) for each in (cause.astype(np.float64), values)]
    return compare_ranks(ranked[0], ranked[1], codes, strata.count)


def _name_change(compared: Adjusted) -> str | None:
    if compared.is_reversed:
        return "reversed"
    return "halved" if compared.is_halved else None


def find_strongest(
    inside: Bools, outcome: Outcome, choices: Sequence[Strata], own: Collection[str]
) -> Strata | None:
    """The confounder that moves the group's expected rate furthest from everyone's: it goes with the group and with the
    outcome. Variables that the group is made of are no confounders, nor are those with another name for it."""
    weights = outcome.exposure if outcome.exposure is not None else np.ones(outcome.n)
    everyone = float(outcome.values.sum() / weights.sum())
    best, furthest = None, 0.0
    for strata in choices:
        if set(strata.names) & set(own):
            continue
        total = np.bincount(strata.codes, weights=weights, minlength=strata.count)
        sums = np.bincount(strata.codes, weights=outcome.values, minlength=strata.count)
        mix = np.bincount(strata.codes[inside], weights=weights[inside], minlength=strata.count)
        rates = np.divide(sums, total, out=np.zeros_like(sums), where=total > 0)
        moved = abs(float((mix * rates).sum()) / max(float(mix.sum()), 1e-300) - everyone)
        if moved > furthest and hold_constant(inside, outcome, strata) is not None:
            best, furthest = strata, moved
    return best
