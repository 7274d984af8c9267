"""The plain reader: one customer, one condition, no cleverness. What it says is what the rule means.

Every other reader must agree with it. `docs/rules.md` says the same in sentences.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import singledispatch
from typing import cast

from satsuma.language import tree
from satsuma.language.calendar import (
    SECONDS,
    date_edges,
    elapsed,
    local_day,
    returns_in,
    window_edges,
)
from satsuma.language.facts import Customer, Event, Exact, Fact, Moment
from satsuma.language.normalise import rank_key
from satsuma.language.numbers import (
    Figure,
    Ratio,
    Sign,
    calculate,
    compare_figures,
    compare_ratio,
    decide,
    read_decimal,
    settle,
    to_double,
    total,
    turn,
)
from satsuma.language.ranks import as_number
from satsuma.language.texts import text_test
from satsuma.language.tree import Condition, Value
from satsuma.language.types import levels_of, type_of
from satsuma.language.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and when a rule is asked about; `event` inside an event filter, with its type's name. `found` holds the values of
    declared variables that were asked for before, by the unit, the customer's key and the name."""

    customer: Customer
    moment: Moment
    vocabulary: Vocabulary
    event: Event | None = None
    event_type: str | None = None
    found: dict[tuple[str, str | int, str], Fact | Ratio] = field(default_factory=dict)


def holds(condition: Condition, customer: Customer, moment: Moment, vocabulary: Vocabulary) -> bool:
    """Whether the condition is true of the customer at the moment. The rule must have passed `check_condition`.

    Raises KeyError for an unknown segment, and where a rank's thresholds are not given.
    """
    return is_true(condition, Scope(customer, moment, vocabulary))


def value_of(value: Value, customer: Customer, moment: Moment, vocabulary: Vocabulary) -> Fact:
    """The value for the customer at the moment; quotients as doubles, None for missing."""
    return fact_of(value, Scope(customer, moment, vocabulary))


def fact_of(value: Value, scope: Scope) -> Fact:
    """`value_of` within a scope."""
    found = evaluate(value, scope)
    return settle(found) if isinstance(found, Ratio) else found


# --- values


@singledispatch
def evaluate(value: object, scope: Scope) -> Fact | Ratio:
    """A value, quotients not divided yet."""
    raise TypeError(f"not a value of a rule: {type(value).__name__}")


@evaluate.register
def _(value: tree.Number, scope: Scope) -> Fact | Ratio:
    return read_decimal(value.value)


@evaluate.register(tree.Text)
@evaluate.register(tree.YesNo)
def _(value: tree.Text | tree.YesNo, scope: Scope) -> Fact | Ratio:
    return value.value


@evaluate.register
def _(value: tree.Date, scope: Scope) -> Fact | Ratio:
    return date_edges(value, scope.moment.zone)[0]


@evaluate.register
def _(value: tree.Variable, scope: Scope) -> Fact | Ratio:
    if scope.event is not None:
        return _known(scope.event.properties.get(value.name))
    definition = scope.vocabulary.variables.get(scope.customer.unit, {}).get(value.name)
    if definition is not None:
        place = (scope.customer.unit, scope.customer.key, value.name)
        if place not in scope.found:
            scope.found[place] = evaluate(definition, scope)
        return scope.found[place]
    return _known(scope.customer.columns.get(value.name))


def list_people(account: Customer) -> list[Customer]:
    """An account's people; whoever asks about their account means this one."""
    return [replace(person, account=account) for person in account.people]


def _known(fact: Fact) -> Fact:
    return None if fact == frozenset() else fact


@evaluate.register
def _(value: tree.AccountVariable, scope: Scope) -> Fact | Ratio:
    account = scope.customer.account
    if account is None:
        return None
    return fact_of(tree.Variable(name=value.name), replace(scope, customer=account))


@evaluate.register
def _(value: tree.Arithmetic, scope: Scope) -> Fact | Ratio:
    left, right = evaluate(value.left, scope), evaluate(value.right, scope)
    if not is_figure(left) or not is_figure(right):
        return None
    return calculate(value.sign, cast(Figure, left), cast(Figure, right))


def is_figure(found: Fact | Ratio) -> bool:
    return isinstance(found, Exact | float | Ratio)


@evaluate.register
def _(value: tree.Elapsed, scope: Scope) -> Fact | Ratio:
    moment = _moment(value.value, scope)
    if moment is None:
        return None
    zone = scope.moment.zone
    return Exact(elapsed(value.span, local_day(moment, zone), local_day(scope.moment.as_of, zone)))


def _moment(value: Value, scope: Scope) -> int | None:
    found = evaluate(value, scope)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _edges(window: tree.Window, scope: Scope) -> tuple[int, int]:
    def moment_of(name: str) -> int | None:
        return _moment(tree.Variable(name=name), scope)

    return window_edges(window, scope.moment.as_of, scope.moment.zone, moment_of)


def qualifying(events: tree.Events, scope: Scope) -> list[Event]:
    """The customer's events of the type that are seen, lie in the window and pass the filter, in order."""
    low, high = _edges(events.window, scope)
    return [event for event in _passing(events.event, events.where, scope) if low <= event.time <= high]


def _passing(name: str, where: Condition | None, scope: Scope) -> Iterator[Event]:
    for event in scope.customer.events.get(name, ()):
        seen = event.time <= scope.moment.as_of
        if seen and (where is None or is_true(where, replace(scope, event=event, event_type=name))):
            yield event


@evaluate.register
def _(value: tree.Aggregate, scope: Scope) -> Fact | Ratio:
    events = qualifying(value.events, scope)
    function = value.function
    if function == "count":
        return Exact(len(events))
    if value.property is None:
        return _edge_of(events, function, scope)
    facts: list[Fact] = [
        fact for event in events if (fact := _known(event.properties.get(value.property))) is not None
    ]
    if function == "distinct":
        return Exact(len(set(facts)))
    if not facts:
        return _nothing(value, scope)
    if function == "sum":
        return _sum(facts)
    if function in ("first", "last"):
        return facts[0] if function == "first" else facts[-1]
    if function in ("minimum", "maximum"):
        return (min if function == "minimum" else max)(facts, key=as_number)
    whole = _sum(facts)
    return calculate("/", whole, Exact(len(facts))) if whole is not None else None


def _edge_of(events: list[Event], function: str, scope: Scope) -> Fact:
    if not events:
        return None
    time = events[0].time if function.endswith("first") else events[-1].time
    if function.startswith("date"):
        return time
    zone = scope.moment.zone
    return Exact((local_day(scope.moment.as_of, zone) - local_day(time, zone)).days)


def _nothing(value: tree.Aggregate, scope: Scope) -> Fact:
    """Of no events the sum is 0 (a double where the property is), anything else missing."""
    if value.function != "sum":
        return None
    found = type_of(value, scope.vocabulary, scope.customer.unit)
    return 0.0 if found is not None and found.scale is None else Exact(0)


def _sum(facts: list[Fact]) -> Exact | float | None:
    if all(isinstance(fact, Exact) for fact in facts):
        return total(cast(list[Exact], facts))
    double = 0.0
    for fact in facts:
        double += to_double(cast(Exact | float, fact))
    return double if math.isfinite(double) else None


@evaluate.register
def _(value: tree.PeopleCount, scope: Scope) -> Fact | Ratio:
    return Exact(
        sum(is_true(value.where, replace(scope, customer=person)) for person in list_people(scope.customer))
    )


# --- conditions about one value


@singledispatch
def is_true(condition: object, scope: Scope) -> bool:
    """Whether the condition holds within a scope."""
    raise TypeError(f"not a condition of a rule: {type(condition).__name__}")


@is_true.register
def _(condition: tree.Everyone, scope: Scope) -> bool:
    return True


@is_true.register
def _(condition: tree.Compare, scope: Scope) -> bool:
    return compare(condition.left, condition.sign, condition.right, scope)


def compare(left: Value, sign: Sign, right: Value, scope: Scope) -> bool:
    """left sign right, by the kind of the values; false where one is missing or they do not go together."""
    if isinstance(left, tree.Date) and not isinstance(right, tree.Date):
        return compare(right, turn(sign), left, scope)
    first, second = evaluate(left, scope), evaluate(right, scope)
    if first is None or second is None:
        return False
    if is_figure(first) and is_figure(second):
        return _compare_figures(left, cast(Figure, first), sign, right, cast(Figure, second))
    if isinstance(first, str) and isinstance(second, str):
        return _compare_texts(left, first, sign, right, second, scope)
    if isinstance(first, bool) or isinstance(second, bool):
        is_flag = isinstance(first, bool) and isinstance(second, bool)
        return is_flag and sign in ("=", "!=") and (first == second) is (sign == "=")
    if isinstance(first, int) and isinstance(second, int):
        edges = date_edges(right, scope.moment.zone) if isinstance(right, tree.Date) else (second, second)
        return _compare_with_edges(first, sign, edges)
    return False


def _compare_figures(left: Value, first: Figure, sign: Sign, right: Value, second: Figure) -> bool:
    if isinstance(first, Ratio) and isinstance(right, tree.Number) and isinstance(second, Exact):
        return compare_ratio(first, sign, second)
    if isinstance(second, Ratio) and isinstance(left, tree.Number) and isinstance(first, Exact):
        return compare_ratio(second, turn(sign), first)
    return compare_figures(first, sign, second)


def _compare_texts(left: Value, first: str, sign: Sign, right: Value, second: str, scope: Scope) -> bool:
    if sign in ("=", "!="):
        return (first == second) is (sign == "=")
    unit = scope.customer.unit
    levels = levels_of(type_of(value, scope.vocabulary, unit, scope.event_type) for value in (left, right))
    if levels is None or first not in levels or second not in levels:
        return False
    return decide(levels.index(first), sign, levels.index(second))


def _compare_with_edges(moment: int, sign: Sign, edges: tuple[int, int]) -> bool:
    """A moment against a stretch of time taken as one: a day, or a single second."""
    low, high = edges
    if sign in ("=", "!="):
        return (low <= moment <= high) is (sign == "=")
    if sign in ("<", "<="):
        return moment < low or (sign == "<=" and moment <= high)
    return moment > high or (sign == ">=" and moment >= low)


@is_true.register
def _(condition: tree.InRange, scope: Scope) -> bool:
    value = condition.value
    return compare(value, ">=", condition.low, scope) and compare(value, "<=", condition.high, scope)


@is_true.register
def _(condition: tree.OneOf, scope: Scope) -> bool:
    if evaluate(condition.value, scope) is None:
        return False
    found = any(compare(condition.value, "=", option, scope) for option in condition.options)
    return found is not condition.negated


@is_true.register
def _(condition: tree.TextMatch, scope: Scope) -> bool:
    found = evaluate(condition.value, scope)
    return isinstance(found, str) and text_test(condition.how, condition.pattern)(found)


@is_true.register
def _(condition: tree.Missing, scope: Scope) -> bool:
    return (fact_of(condition.value, scope) is None) is not condition.negated


@is_true.register
def _(condition: tree.Flag, scope: Scope) -> bool:
    return evaluate(condition.value, scope) is True


@is_true.register
def _(condition: tree.SetHas, scope: Scope) -> bool:
    found = evaluate(condition.value, scope)
    if not isinstance(found, frozenset):
        return False
    options = frozenset(condition.options)
    if condition.how == "all":
        return options <= found
    return bool(options & found) is (condition.how == "any")


@is_true.register
def _(condition: tree.DateIs, scope: Scope) -> bool:
    moment = _moment(condition.value, scope)
    low, high = _edges(condition.window, scope)
    return moment is not None and low <= moment <= high


@is_true.register
def _(condition: tree.Anniversary, scope: Scope) -> bool:
    moment = _moment(condition.value, scope)
    if moment is None:
        return False
    zone = scope.moment.zone
    return returns_in(local_day(moment, zone), _edges(condition.window, scope), zone)


# --- conditions about events


@is_true.register
def _(condition: tree.Done, scope: Scope) -> bool:
    return bool(qualifying(condition.events, scope)) is not condition.negated


@is_true.register
def _(condition: tree.Sequence, scope: Scope) -> bool:
    low, high = _edges(condition.window, scope)
    steps = condition.steps[:-1] if condition.negated_last else condition.steps
    ends: list[int] = []
    for number, step in enumerate(steps):
        times = [event.time for event in _passing(step.event, step.where, scope) if low <= event.time <= high]
        ends = times if number == 0 else [time for time in times if _follows(step, time, ends)]
    if not condition.negated_last:
        return bool(ends)
    last = condition.steps[-1]
    later = [event.time for event in _passing(last.event, last.where, scope)]
    closed = [end for end in ends if end + seconds_within(last) <= scope.moment.as_of]
    return any(not any(_follows(last, time, [end]) for time in later) for end in closed)


def seconds_within(step: tree.Step) -> int:
    """The longest time after the step before, of a step that has one."""
    return (step.within or 0) * SECONDS[step.span]


def _follows(step: tree.Step, time: int, earlier: list[int]) -> bool:
    """Whether an event at `time` comes strictly after one of the earlier times, and soon enough."""
    return any(
        before < time and (step.within is None or time - before <= seconds_within(step)) for before in earlier
    )


# --- conditions about a customer among others


@is_true.register(tree.Rank)
@is_true.register(tree.PercentileRange)
def _(condition: tree.Rank | tree.PercentileRange, scope: Scope) -> bool:
    if condition.among is not None and not is_true(tree.InSegment(name=condition.among), scope):
        return False
    group = fact_of(tree.Variable(name=condition.within), scope) if condition.within is not None else None
    found = fact_of(condition.by, scope)
    if found is None or (condition.within is not None and not isinstance(group, str)):
        return False
    key = rank_key(condition, scope.customer.unit)
    if scope.moment.thresholds is None:
        raise KeyError(key)
    bounds = scope.moment.thresholds(key).bounds.get(cast(str | None, group))
    return bounds is not None and as_number(bounds[0]) <= as_number(found) <= as_number(bounds[1])


@is_true.register
def _(condition: tree.RandomShare, scope: Scope) -> bool:
    drawn = draw_hash(condition.salt, scope.customer.unit, scope.customer.key)
    return Fraction(condition.low) <= Fraction(100 * drawn, 2**64) < Fraction(condition.high)


def draw_hash(salt: str, unit: str, key: str | int) -> int:
    """A customer's place in a random share: the first 8 bytes of SHA-256, as an integer below 2**64."""
    return int.from_bytes(hashlib.sha256(f"{salt}\0{unit}\0{key}".encode()).digest()[:8], "big")


@is_true.register
def _(condition: tree.InSegment, scope: Scope) -> bool:
    return is_true(scope.vocabulary.segments[scope.customer.unit][condition.name], scope)


@is_true.register
def _(condition: tree.People, scope: Scope) -> bool:
    people = list_people(scope.customer)
    answers = [is_true(condition.where, replace(scope, customer=person)) for person in people]
    return all(answers) if condition.quantifier == "all" else any(answers) is (condition.quantifier == "any")


# --- conditions of conditions


@is_true.register
def _(condition: tree.And, scope: Scope) -> bool:
    return all(is_true(part, scope) for part in condition.conditions)


@is_true.register
def _(condition: tree.Or, scope: Scope) -> bool:
    return any(is_true(part, scope) for part in condition.conditions)


@is_true.register
def _(condition: tree.Not, scope: Scope) -> bool:
    return not is_true(condition.condition, scope)
