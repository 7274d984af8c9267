"""What each construct of the rule language comes to, as facts about one customer."""

from __future__ import annotations

from satsuma.activate.recipes.asking import ask
from satsuma.activate.recipes.comparing import any_of, compare, edge_in_dates, since_edge
from satsuma.activate.recipes.events import ask_events, ask_people
from satsuma.activate.recipes.facts import (
    EVER,
    All,
    AnniversaryFact,
    Any,
    DateFact,
    Dates,
    Days,
    Formula,
    Truth,
    Unsayable,
    negate,
)
from satsuma.activate.recipes.references import Reference, resolve, say_literal
from satsuma.activate.recipes.windows import read_window
from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.tree import Condition, Value
from satsuma.language.write import write_condition

RANKS = "it ranks customers among each other"


def open_up(condition: Condition, ground: Ground) -> Formula:
    """The condition as facts."""
    return ask(condition, ground)


@ask.register
def _(condition: tree.Everyone, ground: Ground) -> Formula:
    return Truth(True)


@ask.register
def _(condition: tree.Compare, ground: Ground) -> Formula:
    return compare(condition.left, condition.sign, condition.right, ground)


@ask.register
def _(condition: tree.InRange, ground: Ground) -> Formula:
    low = compare(condition.value, ">=", condition.low, ground)
    return All((low, compare(condition.value, "<=", condition.high, ground)))


@ask.register
def _(condition: tree.OneOf, ground: Ground) -> Formula:
    found = resolve(condition.value, ground)
    options = condition.options
    if isinstance(found, Reference) and all(isinstance(option, tree.Text) for option in options):
        values = [say_literal(option) or "" for option in options]
        if not condition.negated:
            return found.fact("in", *values)
        return All((found.fact("not in", *values), found.fact("known")))
    each = [compare(condition.value, "=", option, ground) for option in options]
    if not condition.negated:
        return any_of(each)
    return All((negate(any_of(each)), ask(tree.Missing(value=condition.value, negated=True), ground)))


@ask.register
def _(condition: tree.TextMatch, ground: Ground) -> Formula:
    if condition.how == "matches":
        return Unsayable(write_condition(condition), "it uses a pattern (regular expression)")
    found = resolve(condition.value, ground)
    if isinstance(found, Reference):
        return found.fact(condition.how, condition.pattern)
    return _not_a_field(condition, found)


def _not_a_field(condition: Condition, found: Value | Unsayable) -> Unsayable:
    if isinstance(found, Unsayable):
        return Unsayable(write_condition(condition), found.reason)
    return Unsayable(write_condition(condition), "it asks about a computed value, not a field")


@ask.register
def _(condition: tree.Missing, ground: Ground) -> Formula:
    found = resolve(condition.value, ground)
    if isinstance(found, Reference):
        return found.fact("known" if condition.negated else "unknown")
    has_value = _has_value(found, ground)
    if has_value is None:
        return _not_a_field(condition, found)
    return has_value if condition.negated else negate(has_value)


def _has_value(value: Value | Unsayable, ground: Ground) -> Formula | None:
    """When a computed value is known; None where no filter says so."""
    if isinstance(value, tree.Number | tree.Text | tree.YesNo | tree.Date | tree.PeopleCount):
        return Truth(True)
    if isinstance(value, tree.Aggregate):
        if value.function == "count":
            return Truth(True)
        has_events = value.property is None
        return ask_events(value.events, 1, None, ground) if has_events else None
    if isinstance(value, tree.Elapsed):
        inside = resolve(value.value, ground)
        return inside.fact("known") if isinstance(inside, Reference) else _has_value(inside, ground)
    return None


@ask.register
def _(condition: tree.Flag, ground: Ground) -> Formula:
    found = resolve(condition.value, ground)
    return found.fact("yes") if isinstance(found, Reference) else _not_a_field(condition, found)


@ask.register
def _(condition: tree.SetHas, ground: Ground) -> Formula:
    found = resolve(condition.value, ground)
    if not isinstance(found, Reference):
        return _not_a_field(condition, found)
    if condition.how == "any":
        return found.fact("has any", *condition.options)
    if condition.how == "all":
        return found.fact("has all", *condition.options)
    return All((found.fact("has none", *condition.options), found.fact("known")))


@ask.register
def _(condition: tree.DateIs, ground: Ground) -> Formula:
    found, when = resolve(condition.value, ground), read_window(condition.window)
    if isinstance(when, str):
        return Unsayable(write_condition(condition), f"it has {when}")
    if isinstance(found, Reference):
        if when == EVER:
            return found.fact("known")
        return DateFact(found.unit, found.name, when, False, found.owner, found.event)
    if isinstance(found, tree.Aggregate) and found.function in ("date of first", "date of last"):
        if isinstance(when, Days):
            return since_edge(found, when.newest, when.oldest, when.note, ground)
        if isinstance(when, Dates):
            return edge_in_dates(found, when, ground)
    return _not_a_field(condition, found)


@ask.register
def _(condition: tree.Anniversary, ground: Ground) -> Formula:
    found, when = resolve(condition.value, ground), read_window(condition.window)
    if isinstance(when, str):
        return Unsayable(write_condition(condition), f"it has {when}")
    if isinstance(found, Reference) and found.owner == "self":
        return AnniversaryFact(found.unit, found.name, when)
    return _not_a_field(condition, found if not isinstance(found, Reference) else condition.value)


@ask.register
def _(condition: tree.Done, ground: Ground) -> Formula:
    least, most = (0, 0) if condition.negated else (1, None)
    return ask_events(condition.events, least, most, ground)


@ask.register
def _(condition: tree.Sequence, ground: Ground) -> Formula:
    return Unsayable(write_condition(condition), "it asks for events in an order")


@ask.register(tree.Rank)
@ask.register(tree.PercentileRange)
def _(condition: tree.Rank | tree.PercentileRange, ground: Ground) -> Formula:
    return Unsayable(write_condition(condition), RANKS)


@ask.register
def _(condition: tree.RandomShare, ground: Ground) -> Formula:
    return Unsayable(write_condition(condition), "it draws customers at random, by a draw that Satsuma keeps")


@ask.register
def _(condition: tree.InSegment, ground: Ground) -> Formula:
    found = ground.vocabulary.segments.get(ground.unit, {}).get(condition.name)
    if found is None:
        return Unsayable(write_condition(condition), "there is no such segment")
    return ask(found, ground)


@ask.register
def _(condition: tree.People, ground: Ground) -> Formula:
    if condition.quantifier == "all":
        return ask_people(tree.Not(condition=condition.where), True, ground)
    return ask_people(condition.where, condition.quantifier == "none", ground)


@ask.register
def _(condition: tree.And, ground: Ground) -> Formula:
    return All(tuple(ask(part, ground) for part in condition.conditions))


@ask.register
def _(condition: tree.Or, ground: Ground) -> Formula:
    return Any(tuple(ask(part, ground) for part in condition.conditions))


@ask.register
def _(condition: tree.Not, ground: Ground) -> Formula:
    return negate(ask(condition.condition, ground))
