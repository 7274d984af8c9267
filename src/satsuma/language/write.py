"""Trees into text: the canonical line of a rule, which reads back as the same tree."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import singledispatch

from satsuma.language import tree
from satsuma.language.tree import Condition, Value, Window

_NAME = re.compile(r"[^\W\d]\w*")
_SEGMENT = re.compile(r"[^\W\d]\w*(-\w+)*(/[^\W\d]\w*(-\w+)*)?")
# A name that is one of these words (or starts a phrase with them) stands in backticks.
_RESERVED = frozenset(
    {
        "and",
        "or",
        "not",
        "in",
        "is",
        "between",
        "has",
        "where",
        "null",
        "no",
        "yes",
        "true",
        "false",
        "everyone",
    }
    | {"people", "days", "months", "years"}
)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_condition(condition: Condition) -> str:
    """The condition as one line of text; `read_condition` makes the same tree of it."""
    return _write(condition)


def write_value(value: Value) -> str:
    """The value as one line of text; `read_value` makes the same tree of it."""
    return _write(value)


def write_window(window: Window) -> str:
    """The window as it stands in a rule: `last 90 days`, `before 2019-01-01`; nothing for ever."""
    return "" if isinstance(window, tree.Ever) else _write(window)


def write_number(number: Decimal) -> str:
    """Digits without an exponent and without needless zeros."""
    digits = format(number, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits in ("-0", "") else digits


def write_name(name: str) -> str:
    """A name, in backticks where it would not read as one."""
    if _NAME.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    return _quote(name, "`")


def _write_segment(name: str) -> str:
    return name if _SEGMENT.fullmatch(name) else _quote(name, "`")


def _quote(text: str, mark: str = '"') -> str:
    escaped = "".join(
        _ESCAPES.get(sign, f"\\{mark}" if sign == mark else sign)
        if sign.isprintable() or sign in _ESCAPES
        else _write_unprintable(sign)
        for sign in text
    )
    return f"{mark}{escaped}{mark}"


def _write_unprintable(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else sign


@singledispatch
def _write(node: object) -> str:
    raise TypeError(f"not a node of a rule: {type(node).__name__}")


# --- literals and windows


@_write.register
def _(node: tree.Number) -> str:
    return write_number(node.value)


@_write.register
def _(node: tree.Text) -> str:
    return _quote(node.value)


@_write.register
def _(node: tree.YesNo) -> str:
    return "yes" if node.value else "no"


@_write.register
def _(node: tree.Date) -> str:
    if node.time is None:
        return node.day.isoformat()
    return f"{node.day.isoformat()} {node.time.isoformat('seconds' if node.time.second else 'minutes')}"


@_write.register
def _(node: tree.VariableBound) -> str:
    return write_name(node.name)


@_write.register
def _(node: tree.Ever) -> str:
    return "ever"


@_write.register(tree.Last)
@_write.register(tree.Next)
def _(node: tree.Last | tree.Next) -> str:
    return f"{node.op} {node.count} {node.span}"


@_write.register
def _(node: tree.Ago) -> str:
    return f"{node.furthest} to {node.nearest} days ago"


@_write.register
def _(node: tree.Calendar) -> str:
    return f"{node.which} {node.period}"


@_write.register
def _(node: tree.Between) -> str:
    return f"between {_write(node.start)} and {_write(node.end)}"


@_write.register(tree.Before)
@_write.register(tree.After)
@_write.register(tree.Since)
def _(node: tree.Before | tree.After | tree.Since) -> str:
    return f"{node.op} {_write(node.bound)}"


# --- values


@_write.register
def _(node: tree.Variable) -> str:
    return write_name(node.name)


@_write.register
def _(node: tree.AccountVariable) -> str:
    return f"account.{write_name(node.name)}"


def _write_events(node: tree.Events, property_name: str | None = None) -> str:
    name = _write_event(node.event, node.where)
    if property_name is not None:
        name = f"{write_name(node.event)}.{write_name(property_name)}{_write_where(node.where)}"
    return name if isinstance(node.window, tree.Ever) else f"{name}, {_write(node.window)}"


def _write_event(name: str, where: Condition | None) -> str:
    return write_name(name) + _write_where(where)


def _write_where(where: Condition | None) -> str:
    return "" if where is None else f" where {_write(where)}"


@_write.register
def _(node: tree.Aggregate) -> str:
    return f"{node.function}({_write_events(node.events, node.property)})"


_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


@_write.register
def _(node: tree.Arithmetic) -> str:
    strength = _STRENGTH[node.sign]
    left, right = _write(node.left), _write(node.right)
    if isinstance(node.left, tree.Arithmetic) and _STRENGTH[node.left.sign] < strength:
        left = f"({left})"
    if isinstance(node.right, tree.Arithmetic) and _STRENGTH[node.right.sign] <= strength:
        right = f"({right})"
    return f"{left} {node.sign} {right}"


def _write_factor(value: Value) -> str:
    return f"({_write(value)})" if isinstance(value, tree.Arithmetic) else _write(value)


@_write.register
def _(node: tree.Elapsed) -> str:
    return f"{node.span} since {_write_factor(node.value)}"


@_write.register
def _(node: tree.PeopleCount) -> str:
    return f"count(people, {_write(node.where)})"


# --- conditions about one customer


@_write.register
def _(node: tree.Everyone) -> str:
    return "everyone"


@_write.register
def _(node: tree.Compare) -> str:
    return f"{_write(node.left)} {node.sign} {_write(node.right)}"


@_write.register
def _(node: tree.InRange) -> str:
    return f"{_write(node.value)} between {_write(node.low)} and {_write(node.high)}"


@_write.register
def _(node: tree.OneOf) -> str:
    options = ", ".join(_write(option) for option in node.options)
    return f"{_write(node.value)} {'not in' if node.negated else 'in'} ({options})"


@_write.register
def _(node: tree.TextMatch) -> str:
    return f"{_write(node.value)} {node.how} {_quote(node.pattern)}"


@_write.register
def _(node: tree.Missing) -> str:
    return f"{_write(node.value)} is {'known' if node.negated else 'missing'}"


@_write.register
def _(node: tree.Flag) -> str:
    return _write(node.value)


@_write.register
def _(node: tree.SetHas) -> str:
    return f"{_write(node.value)} has {node.how} ({', '.join(map(_quote, node.options))})"


def _write_dates(window: Window) -> str:
    if isinstance(window, tree.Between):
        # Between two names, `between` alone would read as a range of numbers.
        is_plain = any(isinstance(end, tree.Date) for end in (window.start, window.end))
        return _write(window) if is_plain else f"is {_write(window)}"
    return (
        _write(window)
        if isinstance(window, tree.Before | tree.After | tree.Since)
        else f"in {_write(window)}"
    )


@_write.register
def _(node: tree.DateIs) -> str:
    return f"{_write(node.value)} {_write_dates(node.window)}"


@_write.register
def _(node: tree.Anniversary) -> str:
    return f"anniversary of {_write_factor(node.value)} {_write_dates(node.window)}"


@_write.register
def _(node: tree.Done) -> str:
    return f"has{' no' if node.negated else ''}({_write_events(node.events)})"


@_write.register
def _(node: tree.Sequence) -> str:
    text = ""
    for number, step in enumerate(node.steps, start=1):
        if number > 1:
            text += " not then " if node.negated_last and number == len(node.steps) else " then "
        text += _write_event(step.event, step.where)
        text += f" within {step.within} {step.span}" if step.within is not None else ""
    return (
        f"sequence({text})"
        if isinstance(node.window, tree.Ever)
        else f"sequence({text}, {_write(node.window)})"
    )


@_write.register
def _(node: tree.People) -> str:
    return f"{node.quantifier}(people, {_write(node.where)})"


# --- conditions about a customer among others


def _write_field(node: tree.Rank | tree.PercentileRange) -> str:
    text = _write(node.by)
    text += f" within {write_name(node.within)}" if node.within is not None else ""
    return text + (f" among {_write_segment(node.among)}" if node.among is not None else "")


@_write.register
def _(node: tree.Rank) -> str:
    percent = "%" if node.in_percent else ""
    return f"{node.side} {write_number(node.amount)}{percent} by {_write_field(node)}"


@_write.register
def _(node: tree.PercentileRange) -> str:
    low, high = _write_ordinal(node.low), _write_ordinal(node.high)
    return f"between the {low} and {high} percentile of {_write_field(node)}"


def _write_ordinal(number: Decimal) -> str:
    digits = write_number(number)
    is_teen = digits[-2:] in ("11", "12", "13") and "." not in digits
    return digits + ("th" if is_teen else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th"))


@_write.register
def _(node: tree.RandomShare) -> str:
    start = "" if node.low == 0 else f"{write_number(node.low)}% to "
    return f"random {start}{write_number(node.high)}% of {_quote(node.salt)}"


@_write.register
def _(node: tree.InSegment) -> str:
    return f"in segment {_write_segment(node.name)}"


# --- conditions of conditions


def _write_part(condition: Condition) -> str:
    text = _write(condition)
    return f"({text})" if isinstance(condition, tree.And | tree.Or) else text


@_write.register(tree.And)
@_write.register(tree.Or)
def _(node: tree.And | tree.Or) -> str:
    return f" {node.op} ".join(map(_write_part, node.conditions))


_CLEAR_AFTER_NOT = (tree.Everyone, tree.Done, tree.Sequence, tree.People, tree.InSegment)


@_write.register
def _(node: tree.Not) -> str:
    inside = node.condition
    is_clear = isinstance(inside, _CLEAR_AFTER_NOT) or (
        isinstance(inside, tree.Flag) and isinstance(inside.value, tree.Variable)
    )
    return f"not {_write(inside)}" if is_clear else f"not ({_write(inside)})"
