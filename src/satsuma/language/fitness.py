"""Findings about types: what is compared with what, which windows can hold, which options make sense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from satsuma.language import tree
from satsuma.language.grounds import Ground, mistake, near, warning
from satsuma.language.numbers import read_decimal
from satsuma.language.texts import PatternError, text_test
from satsuma.language.tree import Node, Value
from satsuma.language.types import levels_of
from satsuma.language.write import write_value, write_window
from satsuma.model.errors import Finding
from satsuma.model.kinds import NUMERIC, WORDS, Kind, ValueType

_LITERALS = (tree.Number, tree.Text, tree.YesNo, tree.Date)
_ORDERING = ("<", "<=", ">", ">=")


def find_type_mistakes(node: Node, ground: Ground) -> Iterator[Finding]:
    """Of this node alone. A value inside that has no type is left to its own finding."""
    if isinstance(node, tree.Compare):
        yield from _check_pair(node.left, node.right, node.sign in _ORDERING, ground)
        if isinstance(node.left, _LITERALS) and isinstance(node.right, _LITERALS):
            yield warning(f"'{write_value(node.left)} {node.sign} {write_value(node.right)}' says nothing.")
    elif isinstance(node, tree.InRange):
        for end in (node.low, node.high):
            yield from _check_pair(node.value, end, True, ground)
    elif isinstance(node, tree.OneOf):
        yield from _check_options(node, ground)
    elif isinstance(node, tree.TextMatch):
        yield from _check_kind(node.value, WORDS, "a text", ground, "Only texts are searched.")
        yield from _check_pattern(node)
    elif isinstance(node, tree.Flag):
        yield from _check_flag(node.value, ground)
    elif isinstance(node, tree.SetHas):
        yield from _check_kind(node.value, {Kind.SET}, "a set", ground, "For one value write: = or in (…).")
        yield from _check_repeats(node.options)
    elif isinstance(node, tree.DateIs | tree.Anniversary | tree.Elapsed):
        yield from _check_kind(node.value, {Kind.DATE}, "a date", ground, "Compare it as what it is.")
        if isinstance(node, tree.Anniversary):
            yield from _check_anniversary(node.window)
    elif isinstance(node, tree.Arithmetic):
        yield from _check_arithmetic(node, ground)
    elif isinstance(node, tree.Aggregate):
        yield from _check_aggregate(node, ground)
    elif isinstance(node, tree.Rank | tree.PercentileRange):
        yield from _check_kind(node.by, NUMERIC | {Kind.DATE}, "a number", ground, "Ranks need an order.")
    elif isinstance(node, tree.VariableBound):
        variable = tree.Variable(name=node.name)
        yield from _check_kind(variable, {Kind.DATE}, "a date", ground, "A window is bounded by dates.")
    if isinstance(node, tree.Events | tree.Sequence):
        yield from _check_event_window(node.window)
    if isinstance(node, tree.Number) and read_decimal(node.value) is None:
        yield mistake(
            f"The number {write_value(node)} has too many digits.", "18 digits are enough for anyone."
        )
    if isinstance(node, tree.Between):
        yield from _check_between(node)
    if isinstance(node, tree.PercentileRange | tree.RandomShare) and node.low >= node.high:
        yield from _check_ends(node)


def name_type(found: ValueType) -> str:
    """A type in words, with its article."""
    if found.kind is Kind.MONEY:
        return f"an amount in {found.currency}" if found.currency else "an amount of money"
    words = {Kind.FLAG: "a yes/no", Kind.ORDERED: "an ordered category", Kind.IDENTIFIER: "an identifier"}
    return words.get(found.kind, f"a {found.kind}")


def _check_kind(
    value: Value, kinds: set[Kind] | frozenset[Kind], wanted: str, ground: Ground, hint: str
) -> Iterator[Finding]:
    found = ground.type_of(value)
    if found is not None and found.kind not in kinds:
        yield mistake(f"'{write_value(value)}' is {name_type(found)}, not {wanted}.", hint)


def _check_pair(left: Value, right: Value, is_ordering: bool, ground: Ground) -> Iterator[Finding]:
    first, second = ground.type_of(left), ground.type_of(right)
    if first is None or second is None:
        return
    names = f"'{write_value(left)}' is {name_type(first)}, '{write_value(right)}' is {name_type(second)}"
    if {first.kind, second.kind} <= NUMERIC:
        if first.kind is second.kind is Kind.MONEY and first.currency != second.currency:
            yield mistake(f"{names}: currencies are never mixed.", "Compare amounts of one currency.")
    elif {first.kind, second.kind} <= WORDS:
        yield from _check_words(left, first, right, second, is_ordering)
    elif first.kind is not second.kind or first.kind is Kind.SET:
        yield mistake(f"{names}: they cannot be compared.", _hint_for(first, second, right))
    elif first.kind is Kind.FLAG and is_ordering:
        yield mistake(f"{names}: yes and no have no order.", "Write = or !=.")


def _hint_for(first: ValueType, second: ValueType, right: Value) -> str:
    kinds = {first.kind, second.kind}
    if Kind.SET in kinds:
        return 'Write: has any ("…"), has all (…) or has none (…).'
    if Kind.DATE in kinds and isinstance(right, tree.Text):
        return "Dates stand without quotes: 2019-01-31."
    if kinds & NUMERIC and isinstance(right, tree.Text):
        return "Numbers stand without quotes."
    if Kind.FLAG in kinds:
        return "Compare it with yes or no."
    return "Compare values of one kind."


def _check_words(
    left: Value, first: ValueType, right: Value, second: ValueType, is_ordering: bool
) -> Iterator[Finding]:
    levels = levels_of([first, second])
    if is_ordering and levels is None:
        yield mistake(
            f"'{write_value(left)}' has no order: it is {name_type(first)}.",
            "Write = or in (…), or declare its levels in the source (kind: ordered).",
        )
    if levels is None:
        return
    for side in (left, right):
        if isinstance(side, tree.Text) and side.value not in levels:
            yield mistake(f"{write_value(side)} is not a level here.", f"Levels: {', '.join(levels)}.")
    if first.levels and second.levels and first.levels != second.levels and is_ordering:
        yield mistake(f"'{write_value(left)}' and '{write_value(right)}' have different levels.")


def _check_options(node: tree.OneOf, ground: Ground) -> Iterator[Finding]:
    for option in node.options:
        yield from _check_pair(node.value, option, False, ground)
    yield from _check_repeats([write_value(option) for option in node.options])


def _check_repeats(options: Sequence[str]) -> Iterator[Finding]:
    repeated = sorted({option for option in options if options.count(option) > 1})
    if repeated:
        yield warning(f"{', '.join(repeated)} stands in the list more than once.")
    if any(not option.strip('" ') for option in options):
        yield warning("The list holds an empty text.", "Write 'is missing' for customers without a value.")


def _check_pattern(node: tree.TextMatch) -> Iterator[Finding]:
    try:
        text_test(node.how, node.pattern)
    except PatternError as error:
        yield mistake(
            f"The pattern {node.pattern!r} cannot be used: {error}.", "Write: contains, starts with."
        )
    if not node.pattern:
        yield warning(f"Every known text {node.how} the empty text.")


def _check_flag(value: Value, ground: Ground) -> Iterator[Finding]:
    found = ground.type_of(value)
    if found is not None and found.kind is not Kind.FLAG:
        yield mistake(
            f"'{write_value(value)}' is {name_type(found)}: by itself it is neither true nor false.",
            "Compare it with something, or write 'is known'.",
        )


def _check_arithmetic(node: tree.Arithmetic, ground: Ground) -> Iterator[Finding]:
    first, second = ground.type_of(node.left), ground.type_of(node.right)
    for side, found in ((node.left, first), (node.right, second)):
        if found is not None and found.kind not in NUMERIC:
            hint = (
                "For the time between two dates compare days since each." if found.kind is Kind.DATE else None
            )
            yield mistake(f"'{write_value(side)}' is {name_type(found)}: it cannot be calculated with.", hint)
    if first and second and first.kind is second.kind is Kind.MONEY and first.currency != second.currency:
        yield mistake(f"'{write_value(node)}' mixes the currencies {first.currency} and {second.currency}.")
    if node.sign == "/" and isinstance(node.right, tree.Number) and not node.right.value:
        yield mistake(f"'{write_value(node)}' divides by 0: it is always missing.")


def _check_aggregate(node: tree.Aggregate, ground: Ground) -> Iterator[Finding]:
    event = ground.shape.events.get(node.events.event)
    found = event.properties.get(node.property or "") if event is not None else None
    if found is None:
        return
    allowed = NUMERIC | {Kind.DATE} if node.function in ("minimum", "maximum") else NUMERIC
    if node.function in ("sum", "average", "minimum", "maximum") and found.kind not in allowed:
        yield mistake(
            f"'{node.events.event}.{node.property}' is {name_type(found)}: it has no {node.function}.",
            "Use distinct(…), first(…) or last(…).",
        )
    if node.function == "distinct" and found.kind is Kind.SET:
        yield mistake(
            f"'{node.events.event}.{node.property}' is a set: its values are not counted one by one."
        )


def _check_event_window(window: tree.Window) -> Iterator[Finding]:
    if isinstance(window, tree.Next) or (isinstance(window, tree.Calendar) and window.which == "next"):
        yield mistake(
            f"No event lies in '{write_window(window)}': events never lie ahead.", "Look back: last 30 days."
        )


def _check_anniversary(window: tree.Window) -> Iterator[Finding]:
    is_bounded = isinstance(window, tree.Last | tree.Next | tree.Ago | tree.Calendar) or (
        isinstance(window, tree.Between)
        and isinstance(window.start, tree.Date)
        and isinstance(window.end, tree.Date)
    )
    if not is_bounded:
        yield mistake("An anniversary needs a window with two ends.", "For example: in next 14 days.")


def _check_between(window: tree.Between) -> Iterator[Finding]:
    if isinstance(window.start, tree.Date) and isinstance(window.end, tree.Date):
        last = window.end.time or dt.time.max
        if (window.start.day, window.start.time or dt.time.min) > (window.end.day, last):
            yield mistake(f"'{write_window(window)}' ends before it begins.", "Exchange the dates.")


def _check_ends(node: tree.PercentileRange | tree.RandomShare) -> Iterator[Finding]:
    what = "percentiles" if isinstance(node, tree.PercentileRange) else "percent"
    if node.low > node.high or isinstance(node, tree.RandomShare):
        yield mistake(
            f"From {node.low} to {node.high} {what} there is nobody.", "The lower number comes first."
        )


def find_unseen_values(node: Node, ground: Ground) -> Iterator[Finding]:
    """Categories that the data never hold, where the vocabulary knows what they hold."""
    if isinstance(node, tree.Compare):
        pairs = [(node.left, node.right), (node.right, node.left)]
    elif isinstance(node, tree.OneOf):
        pairs = [(node.value, option) for option in node.options]
    elif isinstance(node, tree.SetHas):
        pairs = [(node.value, tree.Text(value=option)) for option in node.options]
    else:
        return
    for value, literal in pairs:
        name = f"{ground.event}.{value.name}" if ground.event and isinstance(value, tree.Variable) else ""
        name = name or (value.name if isinstance(value, tree.Variable) else "")
        held = ground.vocabulary.values.get(ground.unit, {}).get(name)
        if held is not None and isinstance(literal, tree.Text) and literal.value not in held:
            meant = near(literal.value, held)
            yield warning(
                f"The data never hold {write_value(literal)} for '{name}'.",
                f'Did you mean "{meant}"?' if meant else None,
            )
