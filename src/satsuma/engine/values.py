"""Values of the rule language as graph nodes with types."""

from __future__ import annotations

import struct
from decimal import Decimal

from satsuma.engine.scope import Scope
from satsuma.engine.typed import MAX_TENS, MOST, Typed, split_decimal, to_float, type_of_mistake
from satsuma.engine.zones import day_number
from satsuma.language import calendar, tree
from satsuma.language.tree import Value

MISSING_BITS = -(2**63)
NAN_BITS = 0x7FF8000000000000
SPANS = {"days": 0, "months": 1, "years": 2}


def bits_of(number: float) -> int:
    """A double's bits as an int64."""
    return int(struct.unpack("<q", struct.pack("<d", number))[0])


def compile_value(scope: Scope, value: Value) -> Typed:
    """A value as a node of the scope's graph, or as a literal."""
    match value:
        case tree.Number():
            return Typed("exact", scale=min(split_decimal(value.value)[1], MAX_TENS), literal=value.value)
        case tree.Text():
            return Typed("words", literal=value.value)
        case tree.YesNo():
            return Typed("flag", literal=value.value)
        case tree.Date():
            return Typed("moment", literal=value)
        case tree.Variable():
            return scope.resolve(value.name)
        case tree.Aggregate():
            return scope.compile_aggregate(value)
        case tree.Arithmetic():
            return calculate(
                scope, value.sign, compile_value(scope, value.left), compile_value(scope, value.right)
            )
        case tree.Elapsed():
            return count_elapsed(scope, value.span, compile_value(scope, value.value))
        case _:
            return scope.compile_outside_value(value)


def place(scope: Scope, value: Typed) -> int:
    """The value's node; literals become constants. Sets and ratios have none."""
    if value.literal is None:
        if value.node < 0:
            raise type_of_mistake("This calculation", value)
        return value.node
    return scope.graph.value("constant", _literal_bits(scope, value.literal))


def _literal_bits(scope: Scope, literal: Decimal | str | bool | tree.Date) -> int:
    if isinstance(literal, bool):
        return int(literal)
    if isinstance(literal, tree.Date):
        return calendar.date_edges(literal, scope.zone)[0]
    if isinstance(literal, str):
        return 0
    mantissa, scale = split_decimal(literal)
    return mantissa if abs(mantissa) <= MOST and scale <= MAX_TENS else MISSING_BITS


def as_double(scope: Scope, value: Typed) -> int:
    """The node of the value as a double."""
    graph = scope.graph
    if value.type == "double":
        return value.node
    if value.type == "ratio" and value.top and value.bottom:
        return graph.value("divide_double", as_double(scope, value.top), as_double(scope, value.bottom))
    if isinstance(value.literal, Decimal):
        mantissa, scale = split_decimal(value.literal)
        if abs(mantissa) > MOST or scale > MAX_TENS:
            return graph.value("constant_double", NAN_BITS)
        return graph.value("constant_double", bits_of(to_float(mantissa, scale)))
    if value.type != "exact":
        raise type_of_mistake("Arithmetic", value)
    return graph.value("to_double", value.node, value.scale)


_EXACT = {"+": "add", "-": "subtract", "*": "multiply"}
_DOUBLE = {"+": "add_double", "-": "subtract_double", "*": "multiply_double", "/": "divide_double"}


def calculate(scope: Scope, sign: str, left: Typed, right: Typed) -> Typed:
    """left sign right: exact where it can be; quotients of exact values stay ratios."""
    for side in (left, right):
        if not side.is_number:
            raise type_of_mistake("Arithmetic", side)
    graph = scope.graph
    if left.type == right.type == "exact":
        left, right = (Typed("exact", place(scope, side), scale=side.scale) for side in (left, right))
        if sign == "/":
            return Typed("ratio", top=left, bottom=right)
        scale = left.scale + right.scale if sign == "*" else max(left.scale, right.scale)
        if scale > MAX_TENS:
            return Typed("exact", graph.value("constant", MISSING_BITS))
        tens = (0, 0) if sign == "*" else (scale - left.scale, scale - right.scale)
        return Typed("exact", graph.value(_EXACT[sign], left.node, right.node, *tens), scale=scale)
    return Typed("double", graph.value(_DOUBLE[sign], as_double(scope, left), as_double(scope, right)))


def count_elapsed(scope: Scope, span: str, moment: Typed) -> Typed:
    """Whole local days, months or years from a moment to the as_of day."""
    if moment.type != "moment":
        raise type_of_mistake(f"'{span} since'", moment)
    today = day_number(calendar.local_day(scope.as_of, scope.zone))
    return Typed("exact", scope.graph.value("elapsed", place(scope, moment), SPANS[span], today))
