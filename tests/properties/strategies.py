"""Trees of the rule language of any shape, whether or not they mean something: for what only reads and writes.

`worlds` has those that fit a schema, and customers to ask them about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache, wraps
from typing import TypeVar

from hypothesis import strategies as st

from satsuma.language import tree

WORDS = [
    "and", "or", "not", "in", "is", "between", "has", "where", "null", "no", "yes", "true", "false", "everyone",
    "people", "days", "months", "years", "date", "ever", "last", "next", "this", "today", "count", "sum", "first", "top",
    "bottom", "random", "by", "within", "among", "then", "any", "all", "none", "account", "sequence", "before",
    "after", "since", "missing", "known", "contains", "starts", "ends", "matches", "anniversary", "of", "to", "ago",
    "the", "percentile", "segment", "min", "st", "day", "month", "AND", "Not",
]  # fmt: skip

texts = st.text(max_size=8) | st.sampled_from(
    ['"', "\\", "`", "a\nb", "\\n", "“x”", "'", "é", "\u00a0", "\x00"]
)
names = (
    st.sampled_from(["age", "country", "größe", "x_1", "_"]) | st.sampled_from(WORDS) | st.text(max_size=5)
)
segment_names = (
    st.sampled_from(["vips", "slipping-vips", "rfm/champions", "a b", "and", "a-/b", "1x"]) | names
)
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4) | st.integers(-(10**12), 10**12).map(
    Decimal
)
percents = st.decimals(min_value=0, max_value=100, places=3)
counts = st.integers(1, tree.MAX_COUNT) | st.integers(1, 400)
days = st.dates()

numbers_ = numbers.map(lambda value: tree.Number(value=value))
texts_ = texts.map(lambda value: tree.Text(value=value))
flags_ = st.booleans().map(lambda value: tree.YesNo(value=value))
times = st.times().map(lambda time: time.replace(microsecond=0)) | st.just(dt.time(0, 0))
dates_ = st.builds(tree.Date, day=days, time=st.none() | times)
literals = numbers_ | texts_ | flags_ | dates_

bounds = dates_ | names.map(lambda name: tree.VariableBound(name=name))
windows = st.one_of(
    st.just(tree.Ever()),
    st.builds(tree.Last, count=counts, span=st.sampled_from(["hours", "days", "weeks", "months", "years"])),
    st.builds(tree.Next, count=counts, span=st.sampled_from(["days", "weeks", "months", "years"])),
    st.tuples(counts, counts).map(lambda pair: tree.Ago(furthest=max(pair), nearest=min(pair))),
    st.builds(
        tree.Calendar,
        which=st.sampled_from(["this", "last", "next"]),
        period=st.sampled_from(["day", "week", "month", "quarter", "year"]),
    ),
    st.builds(tree.Between, start=bounds, end=bounds),
    st.builds(tree.Before, bound=bounds),
    st.builds(tree.After, bound=bounds),
    st.builds(tree.Since, bound=bounds),
)


Made = TypeVar("Made")


def of_depth(make: Callable[[int], st.SearchStrategy[Made]]) -> Callable[[int], st.SearchStrategy[Made]]:
    """Makes each depth's strategy once, and only when it is drawn from."""

    @cache
    @wraps(make)
    def make_later(depth: int) -> st.SearchStrategy[Made]:
        return st.deferred(lambda: make(depth))

    return make_later


@of_depth
def make_events(depth: int) -> st.SearchStrategy[tree.Events]:
    return st.builds(tree.Events, event=names, where=st.none() | make_conditions(depth - 1), window=windows)


@of_depth
def make_aggregates(depth: int) -> st.SearchStrategy[tree.Aggregate]:
    without = ["count", "days since first", "days since last", "date of first", "date of last"]
    return st.builds(
        tree.Aggregate, function=st.sampled_from(without), events=make_events(depth), property=st.none()
    ) | st.builds(
        tree.Aggregate,
        function=st.sampled_from(sorted(tree.WITH_PROPERTY)),
        events=make_events(depth),
        property=names,
    )


@of_depth
def make_values(depth: int) -> st.SearchStrategy[tree.Value]:
    """Values of at most this many levels, about."""
    leaves = (
        literals
        | names.map(lambda name: tree.Variable(name=name))
        | names.map(lambda name: tree.AccountVariable(name=name))
    )
    if depth <= 0:
        return leaves
    inner = make_values(depth - 1)
    return st.one_of(
        leaves,
        make_aggregates(depth),
        st.builds(tree.Arithmetic, sign=st.sampled_from(["+", "-", "*", "/"]), left=inner, right=inner),
        st.builds(tree.Elapsed, span=st.sampled_from(["days", "months", "years"]), value=inner),
        st.builds(tree.PeopleCount, where=make_conditions(depth - 1)),
    )


def _make_range(value: tree.Value, low: tree.Value, high: tree.Value) -> tree.Condition:
    if isinstance(low, tree.Date) or isinstance(high, tree.Date):
        return tree.Compare(sign="<", left=low, right=high)
    return tree.InRange(value=value, low=low, high=high)


@st.composite
def make_sequences(draw: st.DrawFn, depth: int) -> tree.Sequence:
    where = st.none() | make_conditions(depth - 1)
    spans = st.sampled_from(["minutes", "hours", "days", "weeks"])
    timed = st.builds(tree.Step, event=names, where=where, within=counts, span=spans)
    free = st.builds(tree.Step, event=names, where=where)
    negated = draw(st.booleans())
    middle = draw(st.lists(timed | free, max_size=2))
    last = draw(timed if negated else timed | free)
    steps = (draw(free), *middle, last)
    return tree.Sequence(steps=steps, negated_last=negated, window=draw(windows))


@of_depth
def _make_ranks(depth: int) -> st.SearchStrategy[tree.Condition]:
    others = {"by": make_values(depth - 1), "within": st.none() | names, "among": st.none() | segment_names}
    sides = st.sampled_from(["top", "bottom"])
    return st.one_of(
        st.builds(tree.Rank, side=sides, amount=percents.filter(bool), in_percent=st.just(True), **others),
        st.builds(
            tree.Rank,
            side=sides,
            amount=st.integers(1, 10**6).map(Decimal),
            in_percent=st.just(False),
            **others,
        ),
        st.builds(tree.PercentileRange, low=percents, high=percents, **others),
        st.builds(tree.RandomShare, low=percents | st.just(Decimal(0)), high=percents, salt=texts),
    )


@of_depth
def _make_leaves(depth: int) -> st.SearchStrategy[tree.Condition]:
    value = make_values(depth - 1)
    return st.one_of(
        st.just(tree.Everyone()),
        st.builds(
            tree.Compare, sign=st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), left=value, right=value
        ),
        st.builds(_make_range, value, value, value),
        st.builds(
            tree.OneOf,
            value=value,
            options=st.lists(literals, min_size=1, max_size=3).map(tuple),
            negated=st.booleans(),
        ),
        st.builds(
            tree.TextMatch,
            how=st.sampled_from(["contains", "starts with", "ends with", "matches"]),
            value=value,
            pattern=texts,
        ),
        st.builds(tree.Missing, value=value, negated=st.booleans()),
        st.builds(tree.Flag, value=value),
        st.builds(
            tree.SetHas,
            how=st.sampled_from(["any", "all", "none"]),
            value=value,
            options=st.lists(texts, min_size=1, max_size=3).map(tuple),
        ),
        st.builds(tree.DateIs, value=value, window=windows),
        st.builds(tree.Anniversary, value=value, window=windows),
        st.builds(tree.InSegment, name=segment_names),
    )


@of_depth
def make_conditions(depth: int) -> st.SearchStrategy[tree.Condition]:
    """Conditions of at most this many levels, about."""
    if depth <= 0:
        return _make_leaves(0)
    inner = make_conditions(depth - 1)
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        _make_leaves(depth),
        st.builds(tree.And, conditions=several),
        st.builds(tree.Or, conditions=several),
        st.builds(tree.Not, condition=inner),
        st.builds(tree.Done, events=make_events(depth), negated=st.booleans()),
        st.builds(tree.People, quantifier=st.sampled_from(["any", "all", "none"]), where=inner),
        make_sequences(depth),
        _make_ranks(depth),
    )
