"""Facts of recipes judged of one customer, by the plain reader of the language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from satsuma.activate.recipes.facts import (
    All,
    AnniversaryFact,
    Any,
    DateFact,
    Dates,
    Days,
    EventFact,
    FieldFact,
    FieldsFact,
    Formula,
    PeopleFact,
    Period,
    Truth,
    When,
)
from satsuma.language import tree
from satsuma.language.calendar import local_day, window_edges
from satsuma.language.interpret import Scope, is_true
from satsuma.model.kinds import NUMERIC

HOW: Mapping[str, str] = {
    "lacks": "contains",
    "does not start with": "starts with",
    "does not end with": "ends with",
}


def is_so(formula: Formula, scope: Scope) -> bool:
    """Whether the formula is true of the scope's customer (and event)."""
    if isinstance(formula, All):
        return all(is_so(part, scope) for part in formula.parts)
    if isinstance(formula, Any):
        return any(is_so(part, scope) for part in formula.parts)
    if isinstance(formula, Truth):
        return formula.holds
    if isinstance(formula, EventFact):
        return is_counted(formula, scope)
    if isinstance(formula, PeopleFact):
        found = any(
            all(is_so(fact, replace(scope, customer=person)) for fact in formula.facts)
            for person in scope.customer.people
        )
        return found is not formula.negated
    if isinstance(formula, FieldFact | DateFact | AnniversaryFact | FieldsFact):
        return is_true(condition_of(formula), scope)
    raise AssertionError(f"nobody can judge {formula}")


def is_counted(fact: EventFact, scope: Scope) -> bool:
    events = scope.customer.events.get(fact.event, ())
    count = 0
    for event in events:
        if event.time > scope.moment.as_of or not lies_in(fact.when, event.time, scope):
            continue
        inside = replace(scope, event=event, event_type=fact.event)
        count += all(is_so(each, inside) for each in fact.filters)
    return fact.least <= count and (fact.most is None or count <= fact.most)


def lies_in(when: When, time: int, scope: Scope) -> bool:
    zone = scope.moment.zone
    day, today = local_day(time, zone), local_day(scope.moment.as_of, zone)
    if isinstance(when, Days):
        ago = (today - day).days
        return (when.oldest is None or ago <= when.oldest) and (when.newest is None or ago >= when.newest)
    low, high = window_edges(window_of(when), scope.moment.as_of, zone)
    return low <= time <= high


def window_of(when: When) -> tree.Window:
    if isinstance(when, Period):
        return tree.Calendar(which=when.which, period=when.period)
    if isinstance(when, Days):
        oldest, newest = when.oldest or 0, when.newest or 0
        if newest < 0:
            assert oldest == 0
            return tree.Next(count=1 - newest, span="days")
        return tree.Ago(furthest=oldest, nearest=newest)
    start, end = read_date(when.start), read_date(when.end)
    if start is not None and end is not None:
        return tree.Between(start=start, end=end)
    if start is not None:
        return tree.Since(bound=start)
    assert end is not None
    return (
        tree.Before(bound=tree.Date(day=end.day + dt.timedelta(days=1)))
        if end.time is None
        else tree.Before(bound=end)
    )


def read_date(text: str | None) -> tree.Date | None:
    if text is None:
        return None
    day, _, time = text.partition(" ")
    return tree.Date(day=dt.date.fromisoformat(day), time=dt.time.fromisoformat(time) if time else None)


def condition_of(fact: FieldFact | DateFact | AnniversaryFact | FieldsFact) -> tree.Condition:
    if isinstance(fact, FieldsFact):
        sides = {"left": tree.Variable(name=fact.first), "right": tree.Variable(name=fact.second)}
        return tree.Compare.model_validate({"sign": fact.sign, **sides})
    if isinstance(fact, AnniversaryFact):
        inside = tree.Anniversary(value=tree.Variable(name=fact.name), window=window_of(fact.when))
        return tree.Not(condition=inside) if fact.negated else inside
    value = tree.AccountVariable(name=fact.name) if fact.owner == "account" else tree.Variable(name=fact.name)
    if isinstance(fact, DateFact):
        inside = condition_of_date(value, fact.when)
        known = tree.Missing(value=value, negated=True)
        return tree.And(conditions=(known, tree.Not(condition=inside))) if fact.negated else inside
    return condition_of_field(value, fact)


def condition_of_date(value: tree.Value, when: When) -> tree.Condition:
    if isinstance(when, Days):
        parts: list[tree.Condition] = [tree.Missing(value=value, negated=True)]
        ago = tree.Elapsed(span="days", value=value)
        for sign, end in (("<=", when.oldest), (">=", when.newest)):
            if end is not None:
                parts.append(
                    tree.Compare.model_validate(
                        {"sign": sign, "left": ago, "right": tree.Number(value=Decimal(end))}
                    )
                )
        return tree.And(conditions=(*parts, tree.Everyone()))
    if isinstance(when, Dates):
        ends = [(sign, read_date(text)) for sign, text in ((">=", when.start), ("<=", when.end)) if text]
        found = [
            tree.Compare.model_validate({"sign": sign, "left": value, "right": date}) for sign, date in ends
        ]
        return tree.And(conditions=(*found, tree.Everyone()))
    return tree.DateIs(value=value, window=window_of(when))


def condition_of_field(value: tree.Value, fact: FieldFact) -> tree.Condition:
    operator = fact.operator
    if operator in ("known", "unknown"):
        return tree.Missing(value=value, negated=operator == "known")
    if operator in ("yes", "no"):
        return tree.Compare(sign="=", left=value, right=tree.YesNo(value=operator == "yes"))
    if operator in ("in", "not in"):
        if not fact.values:
            return tree.Not(condition=tree.Everyone())
        options = tuple(tree.Text(value=word) for word in fact.values)
        return tree.OneOf(value=value, options=options, negated=operator == "not in")
    if operator.startswith("has"):
        return tree.SetHas.model_validate({"how": operator[4:], "value": value, "options": fact.values})
    if operator in ("contains", "starts with", "ends with", *HOW):
        how = HOW.get(operator, operator)
        inside = tree.TextMatch.model_validate({"how": how, "value": value, "pattern": fact.values[0]})
        known = tree.Missing(value=value, negated=True)
        return tree.And(conditions=(known, tree.Not(condition=inside))) if operator in HOW else inside
    literal = (
        tree.Number(value=Decimal(fact.values[0]))
        if fact.kind in NUMERIC
        else tree.Text(value=fact.values[0])
    )
    return tree.Compare.model_validate({"sign": operator, "left": value, "right": literal})
