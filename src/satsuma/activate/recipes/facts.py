"""What a rule comes down to: facts about one customer, joined by all and any. Negation stands in the facts alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from satsuma.model.kinds import Kind

Owner = Literal["self", "account", "event"]
Operator = Literal[
    "=", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "starts with", "ends with", "lacks",
    "does not start with", "does not end with", "known", "unknown", "yes", "no", "has any", "has all", "has none",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days before the day asked about, both ends included: 0 is that day, -1 the next one; None is without end.
    `note` says where months or hours were counted as days."""

    oldest: int | None
    newest: int | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """`this month`, `last quarter`."""

    which: Literal["this", "last", "next"]
    period: Literal["week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Dates:
    """Fixed days (YYYY-MM-DD, with a time where one is written), both included; None is without end."""

    start: str | None
    end: str | None


EVER = Days(None, None)
When = Days | Period | Dates


@dataclass(frozen=True, slots=True)
class FieldFact:
    """One field against literals. `unit` and `name` say whose column or property it is."""

    unit: str
    name: str
    kind: Kind
    operator: Operator
    values: tuple[str, ...] = ()
    owner: Owner = "self"
    event: str | None = None


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date lies in a window, or (negated) is known and does not."""

    unit: str
    name: str
    when: When
    negated: bool = False
    owner: Owner = "self"
    event: str | None = None


@dataclass(frozen=True, slots=True)
class AnniversaryFact:
    """A date's yearly return lies in a window."""

    unit: str
    name: str
    when: When
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FieldsFact:
    """Two fields of the customer against each other."""

    unit: str
    first: str
    sign: Operator
    second: str


@dataclass(frozen=True, slots=True)
class EventFact:
    """How many events pass all filters in a window: at least, at most (None: any number)."""

    unit: str
    event: str
    filters: tuple[FieldFact | DateFact, ...]
    when: When
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class PeopleFact:
    """An account has (or has no) person of whom all facts are true."""

    unit: str
    facts: tuple[Fact, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Unsayable:
    """What no filter of any product says, and why. `text` is the rule's own words."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Everyone, or nobody."""

    holds: bool


Fact = FieldFact | DateFact | AnniversaryFact | FieldsFact | EventFact | PeopleFact | Unsayable | Truth


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Formula, ...]


Formula = All | Any | Fact

_OPPOSITES: dict[Operator, Operator] = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in",
    "contains": "lacks", "lacks": "contains", "starts with": "does not start with",
    "does not start with": "starts with", "ends with": "does not end with", "does not end with": "ends with",
    "yes": "no", "no": "yes", "has any": "has none", "has none": "has any",
}  # fmt: skip


def facts_of(formula: Formula) -> Iterator[Fact]:
    """All facts, in the order of the rule."""
    if isinstance(formula, All | Any):
        for part in formula.parts:
            yield from facts_of(part)
    else:
        yield formula


def unknown(fact: FieldFact | DateFact) -> FieldFact:
    """The field of a fact has no value."""
    kind = fact.kind if isinstance(fact, FieldFact) else Kind.DATE
    return FieldFact(fact.unit, fact.name, kind, "unknown", (), fact.owner, fact.event)


def known(fact: FieldFact | DateFact) -> FieldFact:
    return replace(unknown(fact), operator="known")


def negate(formula: Formula) -> Formula:
    """The complement: everyone of whom the formula is not true, those without a value included."""
    if isinstance(formula, All):
        return Any(tuple(negate(part) for part in formula.parts))
    if isinstance(formula, Any):
        return All(tuple(negate(part) for part in formula.parts))
    return _negate_fact(formula)


def _negate_fact(fact: Fact) -> Formula:
    if isinstance(fact, FieldFact):
        return _negate_field(fact)
    if isinstance(fact, DateFact):
        return _negate_date(fact)
    if isinstance(fact, EventFact):
        return _negate_events(fact)
    if isinstance(fact, PeopleFact | AnniversaryFact):
        return replace(fact, negated=not fact.negated)
    if isinstance(fact, FieldsFact):
        opposite = replace(fact, sign=_OPPOSITES[fact.sign])
        fields = (FieldFact(fact.unit, name, Kind.TEXT, "unknown") for name in (fact.first, fact.second))
        return Any((opposite, *fields))
    if isinstance(fact, Truth):
        return Truth(not fact.holds)
    return Unsayable(f"not ({fact.text})", fact.reason)


def _negate_date(fact: DateFact) -> Formula:
    rest = outside(fact.when)
    if fact.negated or rest is None:
        return Any((replace(fact, negated=not fact.negated), unknown(fact)))
    return Any((*(replace(fact, when=when) for when in rest), unknown(fact)))


def _negate_field(fact: FieldFact) -> Formula:
    if fact.operator == "known":
        return replace(fact, operator="unknown")
    if fact.operator == "unknown":
        return replace(fact, operator="known")
    if fact.operator == "has all":
        parts = tuple(replace(fact, operator="has none", values=(value,)) for value in fact.values)
        return Any((*parts, unknown(fact)))
    return Any((replace(fact, operator=_OPPOSITES[fact.operator]), unknown(fact)))


def _negate_events(fact: EventFact) -> Formula:
    parts: list[Formula] = []
    if fact.least > 0:
        parts.append(replace(fact, least=0, most=fact.least - 1))
    if fact.most is not None:
        parts.append(replace(fact, least=fact.most + 1, most=None))
    return Any(tuple(parts)) if len(parts) > 1 else parts[0] if parts else Truth(False)


def outside(when: When) -> tuple[When, ...] | None:
    """Windows that together are the rest of time; None where the rest has no such form."""
    if isinstance(when, Period):
        return None
    if isinstance(when, Days):
        older = () if when.oldest is None else (Days(None, when.oldest + 1, when.note),)
        newer = () if when.newest is None else (Days(when.newest - 1, None, when.note),)
        return older + newer
    day = dt.timedelta(days=1)
    if any(end is not None and len(end) > len("2019-01-31") for end in (when.start, when.end)):
        return None
    before = (
        () if when.start is None else (Dates(None, (dt.date.fromisoformat(when.start) - day).isoformat()),)
    )
    after = () if when.end is None else (Dates((dt.date.fromisoformat(when.end) + day).isoformat(), None),)
    return before + after
