"""Words that all products' filters share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from satsuma.activate.recipes.facts import All, Any, DateFact, Days, FieldFact, Formula, Operator
from satsuma.activate.recipes.fields import FieldNames, Label
from satsuma.activate.recipes.product import Said
from satsuma.model.kinds import NUMERIC

NEGATED_TEXTS = frozenset({"does not start with", "does not end with"})
CASE = "letter case does not matter there"


def name_of(fact: FieldFact | DateFact, fields: FieldNames) -> Label:
    """What the product calls the fact's field."""
    if fact.owner == "event" and fact.event is not None:
        return fields.name_property(fact.unit, fact.event, fact.name)
    return fields.name_field(fact.unit, fact.name)


def is_number(fact: FieldFact) -> bool:
    return fact.kind in NUMERIC


def operator_of(
    fact: FieldFact, words: Mapping[Operator, str], numbers: Mapping[Operator, str]
) -> str | None:
    """The product's operator: numbers have their own names for some."""
    return (numbers.get(fact.operator) if is_number(fact) else None) or words.get(fact.operator)


def list_values(values: tuple[str, ...]) -> str:
    return ", ".join(values)


def say_filter(where: str, field: str, operator: str, value: str | None) -> str:
    """'Contact property | Age | is greater than | 40'."""
    return " | ".join(part for part in (where, field, operator, value) if part)


def count_words(least: int, most: int | None) -> str:
    """'at least once', 'exactly 2 times', '2 to 4 times'."""
    if most is None:
        return "at least once" if least == 1 else f"at least {least} times"
    if least == most:
        return "zero times" if most == 0 else "exactly once" if most == 1 else f"exactly {most} times"
    if least == 0:
        return "at most once" if most == 1 else f"at most {most} times"
    return f"{least} to {most} times"


def day_before(day: str) -> str:
    return (dt.date.fromisoformat(day[:10]) - dt.timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days=1)).isoformat()


def split_values(fact: FieldFact) -> Formula:
    """A set's question about several words as one question for each."""
    if len(fact.values) < 2:
        return fact
    each: tuple[Formula, ...] = tuple(replace(fact, values=(value,)) for value in fact.values)
    return Any(each) if fact.operator == "has any" else All(each)


def split_days(fact: DateFact) -> Formula:
    """A window between two days ago as two filters."""
    when = fact.when
    if isinstance(when, Days) and when.oldest is not None and when.newest is not None and when.newest > 0:
        later, earlier = Days(when.oldest, 0, when.note), Days(None, when.newest, when.note)
        return All((replace(fact, when=later), replace(fact, when=earlier)))
    return fact


def join_notes(*notes: str | None) -> str | None:
    """Each once, as one text with a capital."""
    found = "; ".join(dict.fromkeys(note for note in notes if note))
    return f"{found[:1].upper()}{found[1:]}." if found else None


def said(
    where: str, field: str, operator: str, value: str | None, *notes: str | None, exact: bool = True
) -> Said:
    return Said(
        say_filter(where, field, operator, value),
        field,
        operator,
        value,
        exact=exact,
        note=join_notes(*notes),
    )
