"""What events say of a segment's members, against everyone: reach, response, timing, affinity, deals."""

from __future__ import annotations

from typing import Literal

from satsuma.model.results import ProfileLine, Result

Measure = Literal["share", "days", "number", "money"]


class Measured(Result):
    """One figure of a segment against everyone of its unit.

    `n` counts what `of` says (customers, orders, clicks …), `customers` whom they belong to; `low` and `high` are the 95 %
    interval, in which one customer's events count as one customer. `p` is corrected within its family (Benjamini-Hochberg) and
    tests members against the others; None where nothing was tested. `query` says how the figure is made.
    """

    id: str
    what: str
    level: str | None = None
    measure: Measure = "share"
    value: float
    everyone: float | None = None
    n: int
    customers: int
    of: str = "customers"
    low: float | None = None
    high: float | None = None
    p: float | None = None
    query: str
    suppressed: bool = False

    @property
    def is_different(self) -> bool:
        """More than chance explains."""
        return self.p is not None and self.p < 0.05


class NextStep(Result):
    """What members do not have yet although it goes with what they have, over everyone who bought anything.

    Of those who have `having`, `share_with` also have `level`; of others who know as many further levels `share_like` do.
    `odds` with its interval is the common odds ratio over customers who know as many levels (Mantel-Haenszel), `p` corrected
    over all pairs looked at. `open_members` have the first and lack the second.
    """

    having: str
    level: str
    share_with: float
    share_like: float
    odds: float
    odds_low: float
    odds_high: float
    p: float
    n: int
    open_members: int
    item: str | None = None
    """What of it those customers take most often."""
    item_share: float | None = None
    query: str


class Timing(Result):
    """When members do something; seven weekdays (Monday first) and, where times of day are known, 24 hours."""

    event: str
    of: str
    weekdays: tuple[Measured, ...] = ()
    hours: tuple[Measured, ...] = ()


class Day(Result):
    """A segment's size as of a day."""

    as_of: str
    customers: int


class Quotable(Result):
    """A sentence from a text source that speaks of what sets the segment apart; names, addresses and numbers are masked.
    `is_member`: its author is known to be one."""

    text: str
    source: str
    is_member: bool
    words: tuple[str, ...] = ()
    """What it shares with the markers."""


class Deals(Result):
    """Of a segment of businesses. Every part is empty where the data lack it."""

    win_rate: Measured | None = None
    cycle: Measured | None = None
    committee: tuple[Measured, ...] = ()
    needs: tuple[Measured, ...] = ()
    objections: tuple[Measured, ...] = ()
    renewal: tuple[Measured, ...] = ()
    people: tuple[Measured, ...] = ()


class PersonaFacts(Result):
    """What a card needs beside the segment's profile. `fingerprint` says of which run, segment and version."""

    fingerprint: str
    segment: str
    as_of: str
    reach: tuple[Measured, ...] = ()
    response: Measured | None = None
    channels: tuple[Measured, ...] = ()
    timings: tuple[Timing, ...] = ()
    gap: Measured | None = None
    discount: Measured | None = None
    categories: tuple[Measured, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    looked_at: int = 0
    """How many pairs were tested for `next_steps`."""
    ages: tuple[ProfileLine, ...] = ()
    days: tuple[Day, ...] = ()
    deals: Deals | None = None
    quotes: tuple[Quotable, ...] = ()
    warnings: tuple[str, ...] = ()
