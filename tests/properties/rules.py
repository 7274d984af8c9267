"""Random rules that fit the schema of `worlds`: every construct, all types right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from satsuma.language import tree
from tests.properties.worlds import COLUMNS, DAYS, EVENTS, LEVELS, NUMBERS, SEGMENTS, VARIABLES, WORDS

AGGREGATES = sorted(get_args(tree.AggregateFunction))
SIGNS = ["=", "!=", "<", "<=", ">", ">="]
NUMERIC = ["number", "decimal", "double", "money", "fine money", "share", "quotient"]


def names_of(unit: str, *kinds: str) -> list[str]:
    """Columns and variables of a unit that are of these kinds."""
    columns = [name for name, kind in COLUMNS[unit].items() if kind in kinds]
    return columns + [name for name, (kind, _) in VARIABLES[unit].items() if kind in kinds]


def of_kinds(properties: Mapping[str, str], *kinds: str) -> list[str]:
    return [name for name, kind in properties.items() if kind in kinds]


literal_numbers = (
    st.sampled_from(
        [*map(str, NUMBERS), "0.5", "20.05", "1.5", "0.1", "0.3", "33.3333", "0.3333333333", "20", "100"]
    )
    .map(Decimal)
    .map(lambda value: tree.Number(value=value))
)
literal_days = st.tuples(st.sampled_from(DAYS), st.integers(-400, 400)).map(
    lambda pair: tree.Date(day=pair[0] + dt.timedelta(days=pair[1]))
) | st.sampled_from(DAYS).map(lambda day: tree.Date(day=day, time=dt.time(12, 0)))
counts = st.sampled_from([1, 2, 7, 29, 30, 31, 90, 91, 365]) | st.integers(1, 400)


@st.composite
def make_windows(
    draw: st.DrawFn, bounds: list[str], ahead: bool = False, bounded: bool = False
) -> tree.Window:
    """Windows whose bounds are days or one of these names; for dates they may lie ahead."""
    kinds = ["last", "last", "ago", "calendar", "between"] + (["next"] if ahead else [])
    kind = draw(st.sampled_from(kinds if bounded else [*kinds, "ever", "before", "after", "since"]))
    named = (
        []
        if bounded
        else [st.sampled_from(bounds).map(lambda name: tree.VariableBound(name=name))]
        if bounds
        else []
    )
    bound = st.one_of(literal_days, *named)
    if kind == "last":
        span = draw(st.sampled_from(["hours", "days", "days", "weeks", "months", "years"]))
        return tree.Last(count=draw(counts), span=span)
    if kind == "next":
        return tree.Next(count=draw(counts), span=draw(st.sampled_from(["days", "weeks", "months", "years"])))
    if kind == "ago":
        ends = sorted([draw(st.sampled_from([0, 1, 7, 30, 90, 180, 365])), draw(st.integers(0, 400))])
        return tree.Ago(furthest=ends[1], nearest=ends[0])
    if kind == "calendar":
        which = draw(st.sampled_from(["this", "last", "next"] if ahead else ["this", "last"]))
        return tree.Calendar(
            which=which, period=draw(st.sampled_from(["day", "week", "month", "quarter", "year"]))
        )
    if kind == "between":
        return tree.Between(start=draw(bound), end=draw(bound))
    if kind == "ever":
        return tree.Ever()
    kinds_of_ends: dict[str, Any] = {"before": tree.Before, "after": tree.After, "since": tree.Since}
    made: tree.Window = kinds_of_ends[kind](bound=draw(bound))
    return made


# --- inside event filters


@st.composite
def make_filters(draw: st.DrawFn, properties: Mapping[str, str], depth: int = 1) -> tree.Condition:
    """Conditions on an event's properties."""
    kind = draw(st.sampled_from(["leaf", "leaf", "and", "or", "not"])) if depth else "leaf"
    if kind in ("and", "or"):
        parts = (draw(make_filters(properties, depth - 1)), draw(make_filters(properties, depth - 1)))
        return tree.And(conditions=parts) if kind == "and" else tree.Or(conditions=parts)
    if kind == "not":
        return tree.Not(condition=draw(make_filters(properties, depth - 1)))
    name = draw(st.sampled_from(sorted(properties)))
    return draw(
        make_leaves(tree.Variable(name=name), properties[name], [], of_kinds(properties, properties[name]))
    )


@st.composite
def make_leaves(
    draw: st.DrawFn, value: tree.Value, kind: str, bounds: list[str], peers: list[str]
) -> tree.Condition:
    """One statement about a value of a kind; `peers` are names of the same kind, `bounds` names of dates."""
    if draw(st.integers(0, 7)) == 0:
        return tree.Missing(value=value, negated=draw(st.booleans()))
    peer = [st.sampled_from(peers).map(lambda name: tree.Variable(name=name))] if peers else []
    if kind in NUMERIC:
        return draw(_make_numeric(value, st.one_of(literal_numbers, literal_numbers, *peer)))
    if kind in ("category", "text", "ordered"):
        return draw(_make_worded(value, kind, peer))
    if kind == "flag":
        return draw(
            st.just(tree.Flag(value=value))
            | st.builds(
                tree.Compare,
                sign=st.sampled_from(["=", "!="]),
                left=st.just(value),
                right=st.one_of(st.booleans().map(lambda yes: tree.YesNo(value=yes)), *peer),
            )
        )
    if kind == "set":
        options = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map(tuple)
        how = st.sampled_from(["any", "any", "all", "none"])
        return draw(st.builds(tree.SetHas, how=how, value=st.just(value), options=options))
    return draw(_make_dated(value, bounds, peer))


def _make_numeric(
    value: tree.Value, other: st.SearchStrategy[tree.Value]
) -> st.SearchStrategy[tree.Condition]:
    this = st.just(value)
    return st.one_of(
        st.builds(tree.Compare, sign=st.sampled_from(SIGNS), left=this, right=other),
        st.builds(tree.Compare, sign=st.sampled_from(SIGNS), left=other, right=this),
        st.builds(tree.InRange, value=this, low=other, high=other),
        st.builds(
            tree.OneOf,
            value=this,
            options=st.lists(literal_numbers, min_size=1, max_size=3).map(tuple),
            negated=st.booleans(),
        ),
    )


def _make_worded(value: tree.Value, kind: str, peer: list[Any]) -> st.SearchStrategy[tree.Condition]:
    pool = {"ordered": list(LEVELS), "text": ["Ann", "anna", "é", ""]}.get(kind, WORDS)
    word = st.sampled_from(pool).map(lambda text: tree.Text(value=text))
    this, other = st.just(value), st.one_of(word, *peer)
    pattern = st.sampled_from(["n", "a", "e", "S", "é", ".", ""])
    how = st.sampled_from(["contains", "starts with", "ends with", "matches"])
    statements = [
        st.builds(
            tree.Compare,
            sign=st.sampled_from(SIGNS if kind == "ordered" else ["=", "!="]),
            left=this,
            right=other,
        ),
        st.builds(
            tree.OneOf,
            value=this,
            options=st.lists(word, min_size=1, max_size=3).map(tuple),
            negated=st.booleans(),
        ),
        st.builds(tree.TextMatch, how=how, value=this, pattern=pattern),
    ]
    if kind == "ordered":
        statements.append(st.builds(tree.InRange, value=this, low=other, high=other))
    return st.one_of(statements)


def _make_dated(value: tree.Value, bounds: list[str], peer: list[Any]) -> st.SearchStrategy[tree.Condition]:
    this, other = st.just(value), st.one_of(literal_days, *peer)
    return st.one_of(
        st.builds(tree.Compare, sign=st.sampled_from(SIGNS), left=this, right=other),
        st.builds(tree.DateIs, value=this, window=make_windows(bounds, ahead=True)),
        st.builds(tree.DateIs, value=this, window=make_windows(bounds, ahead=True)),
        st.builds(
            tree.OneOf,
            value=this,
            options=st.lists(literal_days, min_size=1, max_size=2).map(tuple),
            negated=st.booleans(),
        ),
    )


# --- values


@st.composite
def make_event_sets(draw: st.DrawFn, unit: str, name: str) -> tree.Events:
    properties = EVENTS[unit][name]
    where = draw(st.none() | make_filters(properties))
    return tree.Events(event=name, where=where, window=draw(make_windows(names_of(unit, "date"))))


@st.composite
def make_aggregates(draw: st.DrawFn, unit: str) -> tuple[tree.Aggregate, str]:
    """An aggregate and its kind."""
    name = draw(st.sampled_from(sorted(EVENTS[unit])))
    events = draw(make_event_sets(unit, name))
    properties = EVENTS[unit][name]
    numeric = of_kinds(properties, *NUMERIC)
    function = draw(st.sampled_from(["count", "count", *AGGREGATES]))
    if function in ("sum", "average", "minimum", "maximum"):
        dates = of_kinds(properties, "date") if function in ("minimum", "maximum") else []
        chosen = draw(st.sampled_from([*numeric, *dates]))
        kind = "quotient" if function == "average" else properties[chosen]
        return tree.Aggregate(function=function, events=events, property=chosen), kind
    if function in ("first", "last", "distinct"):
        chosen = draw(st.sampled_from(sorted(properties)))
        kind = "number" if function == "distinct" else properties[chosen]
        return tree.Aggregate(function=function, events=events, property=chosen), kind
    kind = "date" if function.startswith("date") else "number"
    return tree.Aggregate(function=function, events=events), kind


@st.composite
def make_numbers(draw: st.DrawFn, unit: str) -> tuple[tree.Value, str]:
    """A numeric value of any sort, and its kind."""
    choices = ["name", "aggregate", "aggregate", "arithmetic", "elapsed"]
    choice = draw(st.sampled_from([*choices, "account" if unit == "customer" else "people"]))
    if choice == "aggregate":
        value, kind = draw(make_aggregates(unit).filter(lambda made: made[1] in NUMERIC))
        return value, kind
    if choice == "arithmetic":
        return draw(make_arithmetic(unit)), "quotient"
    if choice == "elapsed":
        dated, _ = draw(make_named(unit, ["date"]))
        return tree.Elapsed(span=draw(st.sampled_from(["days", "months", "years"])), value=dated), "number"
    if choice == "people":
        return tree.PeopleCount(where=draw(make_rules("customer", 1))), "number"
    return draw(make_named(unit, NUMERIC))


@st.composite
def make_named(draw: st.DrawFn, unit: str, kinds: list[str]) -> tuple[tree.Value, str]:
    """A column, a variable, the account's value, or the first or last property of an event, of one of these kinds."""
    values: list[tuple[tree.Value, str]] = [
        (tree.Variable(name=name), kind) for kind in kinds for name in names_of(unit, kind)
    ]
    if unit == "customer":
        values += [
            (tree.AccountVariable(name=name), kind) for kind in kinds for name in names_of("account", kind)
        ]
    edges = [
        (name, key, kind)
        for name, properties in EVENTS[unit].items()
        for key, kind in properties.items()
        if kind in kinds
    ]
    if not edges or (values and draw(st.integers(0, 3))):
        return draw(st.sampled_from(values))
    name, key, kind = draw(st.sampled_from(edges))
    function = draw(st.sampled_from(["first", "last"]))
    return tree.Aggregate(function=function, events=draw(make_event_sets(unit, name)), property=key), kind


@st.composite
def make_figures(draw: st.DrawFn, unit: str) -> tree.Value:
    """A numeric value."""
    if draw(st.booleans()):
        aggregate, kind = draw(make_aggregates(unit))
        if kind in NUMERIC:
            return aggregate
    return tree.Variable(name=draw(st.sampled_from(names_of(unit, *NUMERIC))))


@st.composite
def make_arithmetic(draw: st.DrawFn, unit: str, depth: int = 2) -> tree.Value:
    if depth == 0:
        return draw(make_figures(unit) | literal_numbers)
    sign = draw(st.sampled_from(["+", "-", "*", "/", "/"]))
    left = draw(make_figures(unit) | make_arithmetic(unit, depth - 1))
    return tree.Arithmetic(sign=sign, left=left, right=draw(make_arithmetic(unit, depth - 1)))


# --- conditions


@st.composite
def make_sequences(draw: st.DrawFn, unit: str) -> tree.Sequence:
    negated = draw(st.booleans())
    count = draw(st.sampled_from([2, 2, 2, 3]))
    steps = []
    for number in range(count):
        name = draw(st.sampled_from(sorted(EVENTS[unit])))
        where = draw(st.none() | st.none() | make_filters(EVENTS[unit][name]))
        needs = negated and number == count - 1
        if number and (needs or draw(st.booleans())):
            span = draw(st.sampled_from(["minutes", "hours", "days", "days", "weeks"]))
            steps.append(tree.Step(event=name, where=where, within=draw(counts), span=span))
        else:
            steps.append(tree.Step(event=name, where=where))
    window = draw(st.just(tree.Ever()) | make_windows(names_of(unit, "date")))
    return tree.Sequence(steps=tuple(steps), negated_last=negated, window=window)


@st.composite
def make_ranks(draw: st.DrawFn, unit: str) -> tree.Condition:
    by = draw(make_figures(unit))
    grouping = st.none() | st.sampled_from(names_of(unit, "category", "ordered"))
    within, among = draw(grouping), draw(st.none() | st.sampled_from(sorted(SEGMENTS[unit])))
    percents = st.sampled_from(["0", "10", "25", "33.3", "40", "50", "60", "90", "100"]).map(Decimal)
    if draw(st.booleans()):
        low, high = sorted([draw(percents), draw(percents)])
        return tree.PercentileRange(low=low, high=high, by=by, within=within, among=among)
    in_percent = draw(st.booleans())
    amount = draw(percents.filter(bool) if in_percent else st.integers(1, 5).map(Decimal))
    side = draw(st.sampled_from(["top", "bottom"]))
    return tree.Rank(side=side, amount=amount, in_percent=in_percent, by=by, within=within, among=among)


KINDS_OF_LEAVES = {
    "numeric": NUMERIC,
    "worded": ["category", "text"],
    "ordered": ["ordered"],
    "flag": ["flag"],
    "set": ["set"],
    "dated": ["date"],
}


@st.composite
def make_statements(draw: st.DrawFn, unit: str, depth: int) -> tree.Condition:
    """A condition without and / or / not at its top."""
    choices = ["numeric", "numeric", "worded", "ordered", "flag", "set", "dated", "dated", "done", "sequence"]
    choices += ["anniversary", "rank", "random", "segment", "everyone"]
    choices += ["people"] if unit == "account" and depth > 0 else []
    choice = draw(st.sampled_from(choices))
    if choice in KINDS_OF_LEAVES and not (unit == "account" and choice in ("ordered", "set")):
        kinds = KINDS_OF_LEAVES[choice]
        value, kind = draw(make_numbers(unit) if choice == "numeric" else make_named(unit, kinds))
        peers = names_of(unit, *(NUMERIC if kind in NUMERIC else [kind]))
        return draw(make_leaves(value, kind, names_of(unit, "date"), peers))
    return draw(_make_others(unit, choice, depth))


@st.composite
def _make_others(draw: st.DrawFn, unit: str, choice: str, depth: int) -> tree.Condition:
    """Conditions about events, and about a customer among others."""
    if choice == "done":
        name = draw(st.sampled_from(sorted(EVENTS[unit])))
        return tree.Done(events=draw(make_event_sets(unit, name)), negated=draw(st.booleans()))
    if choice == "sequence":
        return draw(make_sequences(unit))
    if choice == "anniversary":
        dated, _ = draw(make_named(unit, ["date"]))
        return tree.Anniversary(value=dated, window=draw(make_windows([], ahead=True, bounded=True)))
    if choice == "rank":
        return draw(make_ranks(unit))
    if choice == "random":
        low, high = sorted([draw(st.integers(0, 100)), draw(st.integers(0, 100))])
        return tree.RandomShare(low=Decimal(low), high=Decimal(high), salt=draw(st.sampled_from(["a", "é"])))
    if choice == "people":
        quantifier = draw(st.sampled_from(["any", "all", "none"]))
        return tree.People(quantifier=quantifier, where=draw(make_rules("customer", depth - 1)))
    if choice == "everyone":
        return tree.Everyone()
    return tree.InSegment(name=draw(st.sampled_from(sorted(SEGMENTS[unit]))))


@st.composite
def make_rules(draw: st.DrawFn, unit: str = "customer", depth: int = 2) -> tree.Condition:
    """A rule about customers of a unit."""
    choice = (
        draw(st.sampled_from(["statement", "statement", "and", "or", "not"])) if depth > 0 else "statement"
    )
    if choice == "statement":
        return draw(make_statements(unit, depth))
    if choice == "not":
        return tree.Not(condition=draw(make_rules(unit, depth - 1)))
    parts = tuple(draw(make_rules(unit, depth - 1)) for _ in range(draw(st.integers(2, 3))))
    return tree.And(conditions=parts) if choice == "and" else tree.Or(conditions=parts)
