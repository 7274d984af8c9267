"""Deals of businesses: how often they are won, how long they take, who signs, what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, EventTable, Flags, Moments
from satsuma.model.measures import Measured
from satsuma.stats.intervals import median_interval
from satsuma.value.comparing import Words, compare_levels, compare_ratio, count_everyone
from satsuma.value.tallies import own, tally

Bools = NDArray[np.bool_]
DAY = 86_400
WON = re.compile(r"(?i)won|gewonnen|gagn|ganad|vint")
LOST = re.compile(r"(?i)lost|verloren|perd|pers[ao]")
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DealTable:
    """Deals until a moment, ascending by account: owner, whether won, whether closed, days from beginning to close (NaN:
    open or not known)."""

    owner: NDArray[np.int32]
    seen: Bools
    won: Bools
    closed: Bools
    days: NDArray[np.float64]
    customers: int


def read_deals(
    events: EventTable, as_of: int, stage: str, close: str | None, won: str | None = None
) -> DealTable:
    """`stage`, `close` and `won` name properties. A deal that closes after `as_of` was open then."""
    seen = np.asarray(events.time <= as_of)
    owner = own(events.offsets)[seen]
    stages = events.properties[stage]
    is_won, is_lost = (match_words(stages, words)[seen] for words in (WON, LOST))
    flag = events.properties.get(won or "")
    if isinstance(flag, Flags):
        is_won = flag.values[seen] == 1
    days = np.full(len(owner), np.nan)
    dates = events.properties.get(close or "")
    if isinstance(dates, Moments):
        ends = dates.seconds[seen].astype(np.int64)
        known = dates.seconds[seen] != np.iinfo(dates.seconds.dtype).min
        later = known & (ends > as_of)
        is_won, is_lost = is_won & ~later, is_lost & ~later
        taken = (ends - events.time[seen].astype(np.int64)) / DAY
        usable = known & (is_won | is_lost) & (taken >= 0)
        days[usable] = taken[usable]
    return DealTable(owner, seen, is_won, is_won | is_lost, days, len(events.offsets) - 1)


def match_words(column: object, words: re.Pattern[str]) -> Bools:
    """Which rows of a category hold one of the words."""
    if not isinstance(column, Codes):
        return np.zeros(0, np.bool_)
    hits = np.array([bool(words.search(word)) for word in column.dictionary] + [False])
    return np.asarray(hits[column.codes])


def measure_win_rate(
    deals: DealTable, members: Bools, everyone: Bools, query: str, smallest: int
) -> Measured | None:
    """Won of closed deals."""
    won, closed = (
        np.bincount(deals.owner[which], minlength=deals.customers).astype(np.float64)
        for which in (deals.won, deals.closed)
    )
    words = Words("win rate", "Deals won", "closed deals", query)
    return compare_ratio(won, closed, members, everyone, words, smallest)


def measure_cycle(
    deals: DealTable, members: Bools, everyone: Bools, query: str, smallest: int
) -> Measured | None:
    """Median days from a won deal's beginning to its close."""
    usable = deals.won & np.isfinite(deals.days)
    here, all_ = (np.sort(deals.days[usable & who[deals.owner]]) for who in (members, everyone))
    accounts = len(np.unique(deals.owner[usable & members[deals.owner]]))
    if accounts < smallest:
        return None
    interval = median_interval(here)
    return Measured(
        id="deal cycle",
        what="From first talk to signature",
        measure="days",
        value=float(np.median(here)),
        everyone=float(np.median(all_)),
        n=len(here),
        customers=accounts,
        of="won deals",
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        query=query,
    )


def measure_words(
    deals: DealTable,
    column: object,
    which: Bools,
    who: tuple[Bools, Bools],
    words: Words,
    smallest: int,
) -> tuple[Measured, ...]:
    """A category of the deals `which`, by share, the commonest of the members first; `who` are members and everyone."""
    if not isinstance(column, Codes):
        return ()
    codes = np.where(which, column.codes[deals.seen], -1)
    counted = tally(deals.owner, codes, column.dictionary, deals.customers)
    found = compare_levels(count_everyone(counted, who[1]), who[0], words, smallest)
    return order(found)


def order(found: Sequence[Measured]) -> tuple[Measured, ...]:
    """The commonest first, without what nobody of the segment has."""
    shown = [each for each in found if each.suppressed or each.value > 0]
    return tuple(sorted(shown, key=lambda each: -each.value))[:MOST_SHOWN]
