"""Salesforce's reports: numbered field filters with filter logic (AND, OR, NOT), and cross filters for related records.

Sources: help.salesforce.com "Add Filter Logic to a Report" and "Filter Operators" (operators, several values in one filter);
developer.salesforce.com "Filter Reports" (20 field filters). Cross filters ("with", "without") join by AND only, with up to
five subfilters each. `LAST N DAYS` holds the n days before today and today.
"""

from __future__ import annotations

from dataclasses import replace

from satsuma.activate.recipes.facts import (
    All,
    AnniversaryFact,
    DateFact,
    Dates,
    Days,
    EventFact,
    Fact,
    FieldFact,
    FieldsFact,
    Formula,
    Operator,
    PeopleFact,
    Period,
    Truth,
    Unsayable,
    When,
)
from satsuma.activate.recipes.fields import FieldNames, Label
from satsuma.activate.recipes.product import ProductName, Said, Shape
from satsuma.activate.recipes.wording import (
    CASE,
    is_number,
    join_notes,
    name_of,
    operator_of,
    said,
    split_days,
    split_values,
)

_WORDS: dict[Operator, str] = {
    "=": "equals", "!=": "not equal to", "in": "equals", "not in": "not equal to", "contains": "contains",
    "lacks": "does not contain", "starts with": "starts with", "does not start with": "starts with",
    "known": "not equal to", "unknown": "equals", "yes": "equals", "no": "equals", "has any": "includes",
    "has all": "includes", "has none": "excludes",
}  # fmt: skip
_NUMBERS: dict[Operator, str] = {
    "<": "less than", "<=": "less or equal", ">": "greater than", ">=": "greater or equal",
}  # fmt: skip
MOST_SUBFILTERS = 5
WEEKS = "weeks begin as the Salesforce locale has it"


class Salesforce:
    name: ProductName = "salesforce"
    title = "Salesforce"
    shape: Shape = "free"
    most_filters = 20
    what = "a report (Reports > New Report > Filters)"

    def split(self, fact: Fact) -> Formula:
        if isinstance(fact, FieldFact) and fact.operator == "has all":
            return split_values(fact)
        if isinstance(fact, DateFact):
            return _split_dates(fact)
        return fact

    def say(self, fact: Fact, fields: FieldNames) -> Said | str:
        if isinstance(fact, FieldFact):
            return _say_field(fact, fields)
        if isinstance(fact, DateFact):
            return _say_date(fact, fields)
        if isinstance(fact, EventFact):
            return _say_events(fact, fields)
        if isinstance(fact, PeopleFact):
            return _say_people(fact, fields)
        if isinstance(fact, FieldsFact):
            return _say_fields(fact, fields)
        if isinstance(fact, AnniversaryFact):
            return "a Salesforce report compares dates with their year; an anniversary needs a formula field"
        return fact.reason if isinstance(fact, Unsayable) else _say_truth(fact)


def _split_dates(fact: DateFact) -> Formula:
    when = fact.when
    if isinstance(when, Dates) and when.start is not None and when.end is not None and not fact.negated:
        return All((replace(fact, when=Dates(when.start, None)), replace(fact, when=Dates(None, when.end))))
    return split_days(fact)


def _say_truth(fact: Truth) -> Said | str:
    if not fact.holds:
        return "nobody satisfies it"
    return said("Standard filters", "Show Me", "equals", "All records, of all time")


def _where(fact: FieldFact | DateFact, fields: FieldNames) -> str:
    if fact.owner == "account":
        return "Account field"
    return "Account field" if fact.unit in fields.accounts else "Contact field"


def _note(label: Label) -> str | None:
    return None if label.is_own else "not in Salesforce's own export: needs a custom field"


def _say_field(fact: FieldFact, fields: FieldNames) -> Said | str:
    operator = operator_of(fact, _WORDS, _NUMBERS)
    if operator is None:
        return f"Salesforce has no filter '{fact.operator}' for this kind of field"
    label = name_of(fact, fields)
    value = {"yes": "True", "no": "False", "known": '""', "unknown": '""'}.get(fact.operator)
    value = value or (";" if fact.operator.startswith("has") else ",").join(fact.values)
    case = CASE if fact.operator in ("contains", "lacks", "starts with", "does not start with") else None
    blank = "a Salesforce checkbox is never blank" if fact.kind == "flag" else None
    comma = None
    if any("," in word for word in fact.values) and not is_number(fact):
        comma = "values with a comma stand in quotes"
    found = said(
        _where(fact, fields),
        label.text,
        operator,
        value,
        _note(label),
        case,
        blank,
        comma,
        exact=case is None,
    )
    if fact.operator != "does not start with":
        return found
    return Said(f"NOT {found.text}", found.field, operator, value, False, found.note, is_negated=True)


def _say_date(fact: DateFact, fields: FieldNames) -> Said | str:
    operator, value, note = say_when(fact.when, fact.negated)
    label = name_of(fact, fields)
    return said(_where(fact, fields), label.text, operator, value, note, _note(label), exact=note is None)


def say_when(when: When, negated: bool = False) -> tuple[str, str, str | None]:
    """Operator, value, and what is only about right."""
    if isinstance(when, Period):
        note = WEEKS if when.period == "week" else None
        return "not equal to" if negated else "equals", f"{when.which} {when.period}".upper(), note
    if isinstance(when, Dates):
        if when.start is not None and when.end is not None:
            return "between", f"{when.start} and {when.end}", None
        return (
            ("greater or equal", when.start, None) if when.start else ("less or equal", when.end or "", None)
        )
    if when.oldest is None:
        newest = when.newest or 0
        return "less or equal", say_day(newest), when.note
    if when.newest == 0:
        return "equals", "TODAY" if when.oldest == 0 else f"LAST {when.oldest} DAYS", when.note
    if when.newest is None:
        return "greater or equal", say_day(when.oldest), when.note
    if when.oldest == 0:
        return "equals", f"TODAY, NEXT {-when.newest} DAYS", when.note
    return "between", f"{say_day(when.oldest)} and {say_day(when.newest)}", when.note


def say_day(days_ago: int) -> str:
    """`N DAYS AGO:n` is that day."""
    if days_ago == 0:
        return "TODAY"
    return f"{days_ago} DAYS AGO" if days_ago > 0 else f"NEXT {-days_ago} DAYS"


def _say_events(fact: EventFact, fields: FieldNames) -> Said | str:
    if (fact.least, fact.most) not in ((1, None), (0, 0)):
        return "a cross filter asks whether there are related records, not how many: it needs a roll-up field"
    label = fields.name_event(fact.unit, fact.event)
    filters = _subfilters(fact.filters, fields)
    if isinstance(filters, str):
        return filters
    note = None
    if not (isinstance(fact.when, Days) and fact.when.oldest is None and fact.when.newest is None):
        operator, value, note = say_when(fact.when)
        filters.insert(0, f"Date {operator} {value}")
    if len(filters) > MOST_SUBFILTERS:
        return f"a cross filter takes {MOST_SUBFILTERS} subfilters, this one has {len(filters)}"
    needs = None if label.is_own else f"needs '{label.text}' as records related to the {fact.unit}"
    return _cross(
        _plural(fact.unit, fields), label.text, fact.most == 0, filters, join_notes(note, needs), note is None
    )


def _plural(unit: str, fields: FieldNames) -> str:
    return "Accounts" if unit in fields.accounts else "Contacts"


def _cross(whom: str, what: str, is_without: bool, filters: list[str], note: str | None, exact: bool) -> Said:
    how = "without" if is_without else "with"
    value = " AND ".join(filters) or None
    text = f"Cross filter | {whom} {how} {what}" + (f" | where {value}" if value else "")
    return Said(text, what, how, value, exact, note, is_cross=True)


def _subfilters(facts: tuple[Fact, ...], fields: FieldNames) -> list[str] | str:
    filters = []
    for fact in facts:
        if isinstance(fact, FieldFact):
            found = _say_field(fact, fields)
        elif isinstance(fact, DateFact):
            found = _say_date(fact, fields)
        else:
            found = "the subfilters of a cross filter ask about the related record's own fields only"
        if isinstance(found, str):
            return found
        if found.is_negated:
            return "the subfilters of a cross filter know no NOT"
        filters.append(" ".join(part for part in (found.field, found.operator, found.value) if part))
    return filters


def _say_people(fact: PeopleFact, fields: FieldNames) -> Said | str:
    filters = _subfilters(fact.facts, fields)
    if isinstance(filters, str):
        return filters
    if len(filters) > MOST_SUBFILTERS:
        return f"a cross filter takes {MOST_SUBFILTERS} subfilters, this one has {len(filters)}"
    return _cross("Accounts", "Contacts", fact.negated, filters, None, True)


def _say_fields(fact: FieldsFact, fields: FieldNames) -> Said:
    first, second = (fields.name_field(fact.unit, name) for name in (fact.first, fact.second))
    operator = {**_WORDS, **_NUMBERS}[fact.sign]
    text = f"Field to field filter | {first.text} {operator} {second.text}"
    note = join_notes("a report takes one field to field filter", _note(first), _note(second))
    return Said(text, first.text, operator, second.text, True, note)
