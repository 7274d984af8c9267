"""One customer's facts as plain Python values: what the interpreter reads.

Values by kind: number, money, share → `Exact` or float; category, ordered, text, identifier → str; flag →
bool; date → int seconds UTC; set → frozenset of str; missing → None (an empty set is missing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Exact:
    """mantissa / 10**scale"""

    mantissa: int
    scale: int = 0


Fact = Exact | float | str | bool | int | frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Event:
    """`time` in seconds UTC. Events of a customer come sorted by time, then source, file, row."""

    time: int
    properties: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer (or account, with its `people`); `account` is the account a person belongs to."""

    unit: str
    key: str | int
    columns: Mapping[str, Fact]
    events: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    people: Sequence[Customer] = ()
    account: Customer | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Of one rank condition: per group (None: no grouping) the lowest and highest value that is in, as Fact
    numbers; a group without values is absent."""

    bounds: Mapping[str | None, tuple[Fact, Fact]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a rule is asked: `as_of` in seconds UTC, the project's zone, thresholds of rank
    conditions by the condition's fingerprint."""

    as_of: int
    zone: ZoneInfo
    thresholds: Callable[[str], Thresholds] | None = None
