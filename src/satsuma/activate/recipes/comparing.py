"""Comparisons as facts: fields, counts of events, days since the last one, ages."""

from __future__ import annotations

import math
from decimal import Decimal

from satsuma.activate.recipes.asking import ask
from satsuma.activate.recipes.events import ask_events, ask_people
from satsuma.activate.recipes.facts import (
    EVER,
    All,
    Any,
    DateFact,
    Dates,
    Days,
    FieldsFact,
    Formula,
    Operator,
    Truth,
    Unsayable,
    known,
    negate,
    outside,
)
from satsuma.activate.recipes.references import Reference, resolve, say_literal
from satsuma.activate.recipes.windows import bounded, count_days, say_date
from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.tree import Value
from satsuma.language.write import write_value
from satsuma.model.kinds import Kind

_FLIPPED: dict[str, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_LITERALS = (tree.Number, tree.Text, tree.YesNo, tree.Date)
_EDGES = {
    "days since last": "last",
    "days since first": "first",
    "date of last": "last",
    "date of first": "first",
}


def compare(left: Value, sign: Operator, right: Value, ground: Ground) -> Formula:
    """`left sign right` for customers of the ground."""
    first, second = resolve(left, ground), resolve(right, ground)
    if isinstance(first, _LITERALS) and not isinstance(second, _LITERALS):
        first, second, sign = second, first, _FLIPPED[sign]
    if isinstance(first, Unsayable):
        return first
    if isinstance(second, Reference) and isinstance(first, Reference):
        return _compare_fields(first, sign, second)
    text = f"{write_value(left)} {sign} {write_value(right)}"
    if not isinstance(second, _LITERALS):
        return second if isinstance(second, Unsayable) else Unsayable(text, "it compares two computed values")
    if isinstance(first, Reference):
        return compare_field(first, sign, second)
    if not isinstance(second, tree.Number):
        return _compare_date_of(first, sign, second, text, ground)
    return _compare_number(first, sign, second.value, text, ground)


def _compare_fields(first: Reference, sign: Operator, second: Reference) -> Formula:
    if first.owner == "self" == second.owner and first.unit == second.unit:
        both = (first.fact("known"), second.fact("known"))
        fields = FieldsFact(first.unit, first.name, sign, second.name)
        return All((fields, *both)) if sign == "!=" else fields
    return Unsayable(f"{first.name} {sign} {second.name}", "it compares fields of different records")


def compare_field(field: Reference, sign: Operator, literal: Value) -> Formula:
    """A column or property against a literal."""
    if isinstance(literal, tree.Date):
        return _compare_day(field, sign, literal)
    if isinstance(literal, tree.YesNo):
        is_yes = literal.value is (sign == "=")
        return field.fact("yes" if is_yes else "no")
    if field.levels and isinstance(literal, tree.Text) and sign not in ("=", "!="):
        return field.fact("in", *pick_levels(field.levels, sign, literal.value))
    fact = field.fact(sign, say_literal(literal) or "")
    return All((fact, field.fact("known"))) if sign == "!=" else fact


def pick_levels(levels: tuple[str, ...], sign: str, than: str) -> list[str]:
    """The levels on one side of another: products know no order of words."""
    place = levels.index(than) if than in levels else 0
    sides = {"<": levels[:place], "<=": levels[: place + 1], ">": levels[place + 1 :], ">=": levels[place:]}
    return list(sides[sign])


def _compare_day(field: Reference, sign: str, date: tree.Date) -> Formula:
    windows = {
        "<": bounded("before", date),
        "<=": Dates(None, say_date(date)),
        ">": bounded("after", date),
        ">=": Dates(say_date(date), None),
    }
    if sign in windows:
        return date_fact(field, windows[sign])
    fact = date_fact(field, Dates(say_date(date), say_date(date)))
    return fact if sign == "=" else All((negate(fact), known(fact)))


def date_fact(field: Reference, when: Days | Dates) -> DateFact:
    return DateFact(field.unit, field.name, when, False, field.owner, field.event)


def _compare_number(value: Value, sign: str, number: Decimal, text: str, ground: Ground) -> Formula:
    """`text` is the comparison in the rule's own words."""
    bounds = find_bounds(sign, number)
    if bounds is None:
        equal = _compare_number(value, "=", number, text, ground)
        return All((negate(equal), _is_known(value, ground)))
    low, high = bounds
    if low is not None and high is not None and low > high:
        return Truth(False)
    if isinstance(value, tree.Aggregate):
        return _compare_aggregate(value, low, high, text, ground)
    if isinstance(value, tree.Elapsed):
        return _compare_elapsed(value, low, high, text, ground)
    if isinstance(value, tree.PeopleCount):
        return _compare_people(value, low, high, text, ground)
    return Unsayable(text, "it is calculated from several values")


def find_bounds(sign: str, number: Decimal) -> tuple[int | None, int | None] | None:
    """The whole numbers that satisfy a comparison, as lowest and highest; None for 'not equal'."""
    floor, ceil = math.floor(number), math.ceil(number)
    found = {
        ">=": (ceil, None), ">": (floor + 1, None), "<=": (None, floor), "<": (None, ceil - 1), "=": (ceil, floor),
    }  # fmt: skip
    return found.get(sign)


def _is_known(value: Value, ground: Ground) -> Formula:
    """When a computed value is known at all."""
    return ask(tree.Missing(value=value, negated=True), ground)


def _compare_aggregate(
    value: tree.Aggregate, low: int | None, high: int | None, text: str, ground: Ground
) -> Formula:
    if value.function == "count":
        return ask_events(value.events, max(low or 0, 0), high, ground)
    if value.function not in _EDGES:
        why = {"sum": "adds events up", "average": "averages events", "distinct": "counts different values"}
        return Unsayable(text, f"it {why.get(value.function, 'looks for one value among events')}")
    return since_edge(value, low, high, None, ground)


def since_edge(
    value: tree.Aggregate, low: int | None, high: int | None, note: str | None, ground: Ground
) -> Formula:
    """The first or last event lies `low` to `high` days back: some event there, and none after (before) it."""
    if not isinstance(value.events.window, tree.Ever):
        return Unsayable(write_value(value), "it looks for the first or last event within a window")
    if high is not None and high < 0:
        return Truth(False)
    start = max(low or 0, 0)

    def done(oldest: int | None, newest: int, least: int, most: int | None) -> Formula:
        when = EVER if oldest is None and newest == 0 else Days(oldest, newest, note)
        return ask_events(value.events, least, most, ground, when)

    parts = [done(high, start, 1, None)]
    if _EDGES[value.function] == "last" and start > 0:
        parts.append(done(start - 1, 0, 0, 0))
    if _EDGES[value.function] == "first" and high is not None:
        parts.append(done(None, high + 1, 0, 0))
    return All(tuple(parts)) if len(parts) > 1 else parts[0]


def _compare_elapsed(
    value: tree.Elapsed, low: int | None, high: int | None, text: str, ground: Ground
) -> Formula:
    note = None
    if value.span != "days":
        low, note = count_days(low, value.span) if low is not None else (None, None)
        if high is not None:
            upper, note = count_days(high + 1, value.span)
            high = upper - 1
    inside = resolve(value.value, ground)
    if isinstance(inside, Reference):
        return date_fact(inside, Days(high, low, note))
    if isinstance(inside, tree.Aggregate) and inside.function in ("date of last", "date of first"):
        return since_edge(inside, low, high, note, ground)
    return (
        inside if isinstance(inside, Unsayable) else Unsayable(text, "it counts time since a computed date")
    )


def _compare_people(
    value: tree.PeopleCount, low: int | None, high: int | None, text: str, ground: Ground
) -> Formula:
    if high is None and (low or 0) <= 0:
        return Truth(True)
    if high is None and low == 1:
        return ask_people(value.where, False, ground)
    if low in (None, 0) and high == 0:
        return ask_people(value.where, True, ground)
    return Unsayable(text, "it counts an account's people")


def _compare_date_of(value: Value, sign: str, literal: Value, text: str, ground: Ground) -> Formula:
    """The date of a first or last event against a day; other computed values against words or yes and no."""
    if isinstance(value, tree.Aggregate) and isinstance(literal, tree.Date) and value.function in _EDGES:
        if sign == "!=":
            return All(
                (negate(_compare_date_of(value, "=", literal, text, ground)), _is_known(value, ground))
            )
        fact = _compare_day(Reference(ground.unit, "", Kind.DATE), sign, literal)
        if isinstance(fact, DateFact) and isinstance(fact.when, Dates):
            return edge_in_dates(value, fact.when, ground)
    return Unsayable(text, "it looks for one value among events")


def edge_in_dates(value: tree.Aggregate, when: Dates, ground: Ground) -> Formula:
    """The first or last event lies between fixed days."""
    if not isinstance(value.events.window, tree.Ever):
        return Unsayable(write_value(value), "it looks for the first or last event within a window")
    parts = [ask_events(value.events, 1, None, ground, when)]
    rest = outside(when) or ()
    wanted = "start" if _EDGES[value.function] == "last" else "end"
    later = [each for each in rest if isinstance(each, Dates) and getattr(each, wanted) is not None]
    parts += [ask_events(value.events, 0, 0, ground, each) for each in later]
    return All(tuple(parts)) if len(parts) > 1 else parts[0]


def any_of(parts: list[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else Any(tuple(parts))
