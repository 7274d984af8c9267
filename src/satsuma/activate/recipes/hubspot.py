"""HubSpot's active segments (lists): filters joined by AND within a group, groups joined by OR, at most 250 filters.

Sources: knowledge.hubspot.com "Determine your list criteria" (groups, 250 filters) and "Create active or static lists";
developers.hubspot.com "List filters" and "List filter definitions" (operators by type of property, occurrences and time
ranges of events, associated objects).
"""

from __future__ import annotations

from satsuma.activate.recipes.facts import (
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
    split_days,
)

_WORDS: dict[Operator, str] = {
    "=": "is any of", "!=": "is none of", "in": "is any of", "not in": "is none of", "contains": "contains exactly",
    "lacks": "doesn't contain exactly", "starts with": "starts with any of", "ends with": "ends with any of",
    "known": "is known", "unknown": "is unknown", "yes": "is any of", "no": "is any of", "has any": "is any of",
    "has all": "contains all of", "has none": "is none of",
}  # fmt: skip
_NUMBERS: dict[Operator, str] = {
    "=": "is equal to", "!=": "is not equal to", "<": "is less than", "<=": "is less than or equal to",
    ">": "is greater than", ">=": "is greater than or equal to",
}  # fmt: skip
_PARTS = {"hubspot deals": "Deal", "hubspot tickets": "Ticket"}
ROLLING = "HubSpot's days are those of the account's time zone"


class HubSpot:
    name: ProductName = "hubspot"
    title = "HubSpot"
    shape: Shape = "any of all"
    most_filters = 250
    what = "an active segment (CRM > Segments > Create segment)"

    def split(self, fact: Fact) -> Formula:
        return split_days(fact) if isinstance(fact, DateFact) else fact

    def say(self, fact: Fact, fields: FieldNames) -> Said | str:
        if isinstance(fact, FieldFact):
            return _say_field(fact, fields)
        if isinstance(fact, DateFact):
            return _say_date(fact, fields)
        if isinstance(fact, EventFact):
            return _say_events(fact, fields)
        if isinstance(fact, PeopleFact):
            return _say_people(fact, fields)
        if isinstance(fact, AnniversaryFact):
            return (
                "HubSpot compares dates with their year; an anniversary needs a property that a workflow sets"
            )
        if isinstance(fact, FieldsFact):
            return "HubSpot's filters compare a property with a value, not with another property"
        return fact.reason if isinstance(fact, Unsayable) else _say_truth(fact)


def _say_truth(fact: Truth) -> Said | str:
    if not fact.holds:
        return "nobody satisfies it"
    return said("Contact property", "Record ID", "is known", None)


def _where(fact: FieldFact | DateFact, fields: FieldNames) -> str:
    if fact.owner == "account":
        return "Associated company property"
    return "Company property" if fact.unit in fields.accounts else "Contact property"


def _note(label: Label, kind: str = "property") -> str | None:
    return None if label.is_own else f"not in HubSpot's own export: import it as a {kind} first"


def _say_field(fact: FieldFact, fields: FieldNames) -> Said | str:
    if fact.operator in NEGATED_TEXTS:
        return f"HubSpot has no filter '{fact.operator}'"
    operator = operator_of(fact, _WORDS, _NUMBERS)
    if operator is None:
        return f"HubSpot has no filter '{fact.operator}' for this kind of property"
    label = name_of(fact, fields)
    value = {"yes": "Yes", "no": "No"}.get(fact.operator) or list_values(fact.values) or None
    case = CASE if fact.operator in ("contains", "lacks", "starts with", "ends with") else None
    return said(_where(fact, fields), label.text, operator, value, _note(label), case, exact=case is None)


def _say_date(fact: DateFact, fields: FieldNames) -> Said | str:
    found = _say_when(fact.when, is_event=False)
    if isinstance(found, str):
        return found
    if fact.negated:
        return "HubSpot has no filter for dates outside a calendar period"
    operator, value, note = found
    label = name_of(fact, fields)
    rolling = ROLLING if isinstance(fact.when, Days | Period) else None
    return said(
        _where(fact, fields), label.text, operator, value, note, _note(label), rolling, exact=note is None
    )


def _say_when(when: When, *, is_event: bool) -> tuple[str, str | None, str | None] | str:
    """Operator, value, and what is only about right."""
    if isinstance(when, Period):
        return "is", f"{when.which} {when.period}", None
    if isinstance(when, Dates):
        if when.start is not None and when.end is not None:
            return "is between", f"{when.start} and {when.end}", None
        if when.start is not None:
            return "is after", day_before(when.start), None
        return "is before", day_after(when.end or ""), None
    if when.oldest is None and when.newest is None:
        return ("has occurred", None, None) if is_event else ("is known", None, None)
    if when.oldest is None:
        newest = when.newest or 0
        if newest < 0:
            return "is less than", f"{1 - newest} days from now, or in the past", when.note
        return "is more than", f"{newest - 1} days ago" if newest > 0 else "0 days ago, or today", when.note
    if when.newest is None:
        ahead = None if is_event else "dates ahead are left out"
        return "is less than", f"{when.oldest + 1} days ago", when.note or ahead
    if when.newest < 0:
        return "is less than", f"{1 - when.newest} days from now", when.note
    if when.newest == 0:
        return "is less than", f"{when.oldest + 1} days ago", when.note
    return "is between", f"{when.oldest} and {when.newest} days ago", when.note


def _say_events(fact: EventFact, fields: FieldNames) -> Said | str:
    label = fields.name_event(fact.unit, fact.event)
    time = _say_when(fact.when, is_event=True)
    if isinstance(time, str):
        return time
    refined = _refine(fact, fields)
    if isinstance(refined, str):
        return refined
    operator, value, note = time
    when = "" if operator == "has occurred" else f"date {operator} {value}"
    filters = "; ".join(part for part in (when, *refined) if part)
    if label.export in _PARTS:
        return _say_associated(fact, _PARTS[label.export], filters, note)
    told = None if label.is_own else "custom events need HubSpot Enterprise and must be sent there first"
    how = "has not been completed" if fact.most == 0 else "has been completed"
    times = "" if (fact.least, fact.most) in ((1, None), (0, 0)) else count_words(fact.least, fact.most)
    text = " | ".join(part for part in (f"Event: {label.text}", how, times, filters) if part)
    return Said(
        text, label.text, f"{how} {times}".strip(), filters or None, note is None, join_notes(note, told)
    )


def _say_associated(fact: EventFact, what: str, filters: str, note: str | None) -> Said | str:
    """Deals and tickets are records of their own."""
    if (fact.least, fact.most) != (1, None):
        return f"HubSpot's filters find customers with any such {what.lower()}, not their number or absence"
    return Said(
        " | ".join(part for part in (f"Associated {what.lower()}: any {what.lower()}", filters) if part),
        what,
        "any",
        filters or None,
        note is None,
        join_notes(
            note, f"put these filters into one {what.lower()} group, so that one record satisfies them all"
        ),
    )


def _refine(fact: EventFact, fields: FieldNames) -> list[str] | str:
    refined = []
    for each in fact.filters:
        found = _say_field(each, fields) if isinstance(each, FieldFact) else _say_date(each, fields)
        if isinstance(found, str):
            return found
        refined.append(" ".join(part for part in (found.field, found.operator, found.value) if part))
    return refined


def _say_people(fact: PeopleFact, fields: FieldNames) -> Said | str:
    if fact.negated:
        return "HubSpot's filters find companies with any such contact, not those with none"
    parts = []
    for each in fact.facts:
        found = _say_field(each, fields) if isinstance(each, FieldFact) else None
        if not isinstance(found, Said):
            return "HubSpot filters associated contacts by their properties only"
        parts.append(" ".join(part for part in (found.field, found.operator, found.value) if part))
    text = " and ".join(parts) or "any contact"
    return Said(f"Associated contact: any contact | {text}", "Associated contact", "any", text)
