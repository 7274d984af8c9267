"""Levels of a segment's events against everyone's, with intervals and corrected tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from satsuma.model.measures import Measure, Measured
from satsuma.stats.corrections import benjamini_hochberg
from satsuma.stats.intervals import median_interval
from satsuma.stats.ratios import Sums, add_up, differ, take_ratio
from satsuma.value.tallies import Tally, sum_levels

Bools = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Words:
    """How a figure is called: its id, what it is, what is counted and how it is made. `{}` in `what` and `query` stands for the
    level."""

    id: str
    what: str
    of: str
    query: str


class Head(TypedDict):
    """What a figure is called, whatever it came to."""

    id: str
    what: str
    level: str | None
    of: str
    query: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A tally with everyone's sums, which all segments share."""

    tally: Tally
    everyone: Sums


def count_everyone(tally: Tally, everyone: Bools) -> Counted:
    """Levels nobody of the population has are kept, so that weekdays stay seven."""
    return Counted(tally, sum_levels(tally, everyone))


def compare_levels(counted: Counted, members: Bools, words: Words, smallest: int) -> tuple[Measured, ...]:
    """Every level in the tally's order; nothing where too few members have any, and levels of too few customers suppressed."""
    here = sum_levels(counted.tally, members)
    if here.customers < smallest:
        return ()
    others = counted.everyone.without(here)
    names = counted.tally.names
    raw = [differ(here, others, i) for i in range(len(names))]
    adjusted = benjamini_hochberg(np.array(raw)) if raw else np.empty(0)
    return tuple(
        describe(here, counted.everyone, i, name, words, float(adjusted[i]), smallest)
        for i, name in enumerate(names)
    )


def describe(
    here: Sums, everyone: Sums, level: int, name: str | None, words: Words, p: float, smallest: int
) -> Measured:
    """One level as a figure."""
    ratio, overall = take_ratio(here, level), take_ratio(everyone, level)
    head = Head(
        id=words.id if name is None else f"{words.id}:{name}",
        what=words.what.replace("{}", name or ""),
        level=name,
        of=words.of,
        query=words.query.replace("{}", name or ""),
    )
    if 0 < ratio.hit_customers < smallest or 0 < overall.hit_customers < smallest:
        return Measured(**head, value=0.0, n=0, customers=0, suppressed=True)
    return Measured(
        **head,
        value=ratio.value,
        everyone=overall.value,
        n=ratio.n,
        customers=ratio.customers,
        low=ratio.low,
        high=ratio.high,
        p=None if np.isnan(p) else p,
    )


def compare_ratio(
    hits: Numbers, totals: Numbers, members: Bools, everyone: Bools, words: Words, smallest: int
) -> Measured | None:
    """A single share: hits over totals per customer. None where too few members have a total."""
    here, all_ = add_up(hits[members], totals[members]), add_up(hits[everyone], totals[everyone])
    if here.customers < smallest:
        return None
    p = differ(here, all_.without(here))
    return describe(here, all_, 0, None, words, p, smallest)


def compare_medians(
    values: Numbers, members: Bools, everyone: Bools, words: Words, smallest: int, measure: Measure = "days"
) -> Measured | None:
    """The median of a value per customer, NaN for those without; None where too few members have one."""
    here, all_ = (np.sort(values[who & np.isfinite(values)]) for who in (members, everyone))
    if len(here) < smallest:
        return None
    interval = median_interval(here)
    return Measured(
        id=words.id,
        what=words.what,
        measure=measure,
        value=float(np.median(here)),
        everyone=float(np.median(all_)) if len(all_) >= smallest else None,
        n=len(here),
        customers=len(here),
        of=words.of,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        query=words.query,
    )
