"""Klaviyo's segments: conditions joined by OR within a group, groups joined by AND, at most 100 conditions.

Sources: help.klaviyo.com "Segment conditions reference" (kinds of conditions, 100 of them), "Guide to AND vs. OR",
"Segmenting with dates reference" (windows, anniversaries, days in UTC, dates without a time count as midnight) and "Data
types". Klaviyo knows people, not companies.
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
    NEGATED_TEXTS,
    count_words,
    day_after,
    day_before,
    join_notes,
    list_values,
    name_of,
    operator_of,
    said,
    split_values,
)

_WORDS: dict[Operator, str] = {
    "=": "equals", "!=": "doesn't equal", "in": "is in", "not in": "is not in", "contains": "contains",
    "lacks": "doesn't contain", "starts with": "starts with", "ends with": "ends with", "known": "is set",
    "unknown": "is not set", "yes": "is true", "no": "is false", "has any": "contains", "has all": "contains",
    "has none": "doesn't contain",
}  # fmt: skip
_NUMBERS: dict[Operator, str] = {
    "<": "is less than", "<=": "is at most", ">": "is greater than", ">=": "is at least",
}  # fmt: skip
ABOUT = "Properties about someone"
DONE = "What someone has done (or not done)"
UTC = "Klaviyo counts days in UTC"
LONG_AGO = 36_500


class Klaviyo:
    name: ProductName = "klaviyo"
    title = "Klaviyo"
    shape: Shape = "all of any"
    most_filters = 100
    what = "a segment (Audience > Lists & segments > Create new > Segment)"

    def split(self, fact: Fact) -> Formula:
        if isinstance(fact, FieldFact) and fact.operator in ("has any", "has all", "has none"):
            return split_values(fact)
        if isinstance(fact, EventFact) and fact.most is not None and 0 < fact.least < fact.most:
            return All((replace(fact, most=None), replace(fact, least=0)))
        return fact

    def say(self, fact: Fact, fields: FieldNames) -> Said | str:
        if isinstance(fact, Unsayable):
            return fact.reason
        if isinstance(fact, Truth):
            return _say_truth(fact)
        if isinstance(fact, PeopleFact) or fact.unit in fields.accounts:
            return "Klaviyo knows people, not companies"
        if isinstance(fact, FieldFact):
            return _say_field(fact, fields)
        if isinstance(fact, DateFact):
            return _say_date(fact, fields)
        if isinstance(fact, EventFact):
            return _say_events(fact, fields)
        if isinstance(fact, AnniversaryFact):
            return _say_anniversary(fact, fields)
        return _say_fields(fact)


def _say_truth(fact: Truth) -> Said | str:
    return said(ABOUT, "Email", "is set", None) if fact.holds else "nobody satisfies it"


def _say_fields(fact: FieldsFact) -> str:
    return "Klaviyo compares a property with a value, not with another property"


def _note(label: Label) -> str | None:
    return None if label.is_own else "not in Klaviyo's own export: send it as a custom property first"


def _say_field(fact: FieldFact, fields: FieldNames) -> Said | str:
    if fact.operator in NEGATED_TEXTS:
        return f"Klaviyo has no filter '{fact.operator}'"
    operator = operator_of(fact, _WORDS, _NUMBERS)
    if operator is None:
        return f"Klaviyo has no filter '{fact.operator}' for this kind of property"
    label = name_of(fact, fields)
    case = CASE if fact.operator in ("contains", "lacks", "starts with", "ends with") else None
    value = list_values(fact.values) or None
    return said(ABOUT, label.text, operator, value, _note(label), case, exact=case is None)


def _say_date(fact: DateFact, fields: FieldNames) -> Said | str:
    label = name_of(fact, fields)
    if fact.negated:
        return "Klaviyo has no filter for dates outside a calendar period"
    found = _say_property_when(fact.when)
    if isinstance(found, str):
        return found
    operator, value, note = found
    return said(ABOUT, label.text, operator, value, note, _note(label), UTC, exact=False)


def _say_property_when(when: When) -> tuple[str, str | None, str | None] | str:
    """Operator, value, note of a date property's window."""
    if isinstance(when, Period):
        return "Klaviyo knows no calendar weeks, months or quarters of a full date"
    if isinstance(when, Dates):
        if when.start is not None and when.end is not None:
            return "is between dates", f"{when.start} and {day_after(when.end)}", None
        if when.start is not None:
            return "is after", day_before(when.start), None
        return "is before", day_after(when.end or ""), None
    if when.oldest is None:
        newest = when.newest or 0
        if newest < 0:
            return "Klaviyo has no filter for dates up to some days ahead without a beginning"
        return "is at least", f"{newest} days ago", when.note
    if when.newest is None:
        return "is in the last", f"{when.oldest + 1} days", join_plain(when.note, "dates ahead are left out")
    if when.newest < 0:
        today = "a date of today without a time is left out"
        return "is in the next", f"{1 - when.newest} days", join_plain(when.note, today)
    if when.newest == 0:
        return "is in the last", f"{when.oldest + 1} days", when.note
    return "is between", f"{when.oldest} and {when.newest} days ago", when.note


def join_plain(*notes: str | None) -> str | None:
    return "; ".join(note for note in notes if note) or None


def _say_anniversary(fact: AnniversaryFact, fields: FieldNames) -> Said | str:
    label = fields.name_field(fact.unit, fact.name)
    when = fact.when
    if fact.negated:
        return "Klaviyo has no filter for days that are not an anniversary"
    if isinstance(when, Days) and when.oldest is not None and when.newest is not None:
        if when.oldest == 0 and when.newest <= 0:
            today = "today's anniversaries without a time are left out"
            return said(
                ABOUT,
                label.text,
                "day is in the next",
                f"{1 - when.newest} days",
                today,
                UTC,
                _note(label),
                exact=False,
            )
        if when.newest == 0:
            return said(
                ABOUT,
                label.text,
                "day is in the last",
                f"{when.oldest + 1} days",
                UTC,
                _note(label),
                exact=False,
            )
    if isinstance(when, Period) and (when.which, when.period) == ("this", "month"):
        return said(ABOUT, label.text, "month is", "this month", UTC, _note(label), exact=False)
    return "Klaviyo finds anniversaries in the last or next days and this month only"


def _say_events(fact: EventFact, fields: FieldNames) -> Said | str:
    label = fields.name_event(fact.unit, fact.event)
    time = _say_event_when(fact.when)
    if time.startswith("Klaviyo"):
        return time
    filters = []
    for each in fact.filters:
        if isinstance(each, DateFact):
            return "Klaviyo filters an event's properties by text and number, not by other dates"
        found = _say_field(each, fields)
        if isinstance(found, str):
            return found
        filters.append(" ".join(part for part in (found.field, found.operator, found.value) if part))
    times = count_words(fact.least, fact.most)
    where = f" where {' and '.join(filters)}" if filters else ""
    value = f"{time}{where}"
    told = None if label.is_own else f"needs '{label.text}' as a metric in Klaviyo"
    about = fact.when.note if isinstance(fact.when, Days) else None
    is_ever = time == "over all time"
    note = join_notes(about, told, None if is_ever else UTC)
    return Said(f"{DONE} | {label.text} | {times} | {value}", label.text, times, value, is_ever, note)


def _say_event_when(when: When) -> str:
    if isinstance(when, Period):
        return "Klaviyo knows no calendar weeks, months or quarters"
    if isinstance(when, Dates):
        if when.start is not None and when.end is not None:
            return f"between {when.start} and {day_after(when.end)}"
        return (
            f"after {day_before(when.start)}"
            if when.start is not None
            else f"before {day_after(when.end or '')}"
        )
    if when.oldest is None:
        return f"between {LONG_AGO} and {when.newest} days ago" if (when.newest or 0) > 0 else "over all time"
    if (when.newest or 0) <= 0:
        return f"in the last {when.oldest + 1} days"
    return f"between {when.oldest} and {when.newest} days ago"
