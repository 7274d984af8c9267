"""Comparisons: against literals as ranges of what is stored, between values in the kernel."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil, floor

from satsuma.columns import NO_NUMBER
from satsuma.engine.scope import Scope
from satsuma.engine.typed import (
    LEAST,
    MAX_TENS,
    MOST,
    Typed,
    at_scale,
    split_decimal,
    to_float,
    type_of_mistake,
)
from satsuma.engine.values import as_double, bits_of, place
from satsuma.language import calendar, tree

Sign = str
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_RELATIONS = {"=": "EQUAL", "<": "LESS", "<=": "AT_MOST", ">": "MORE", ">=": "AT_LEAST"}
_INFINITE = bits_of(math.inf)


def is_known(scope: Scope, value: Typed) -> int:
    """The word of customers who have the value."""
    graph = scope.graph
    if value.literal is not None:
        if isinstance(value.literal, Decimal) and not _fits(value.literal):
            return graph.nobody()
        return graph.everyone()
    if value.type == "set":
        return graph.word("set_known", value.node, value.column)
    if value.type in ("double", "ratio"):
        return graph.word("range_double", as_double(scope, value), bits_of(-math.inf), _INFINITE)
    return graph.word("range", value.node, LEAST, MOST)


def compare(scope: Scope, left: Typed, sign: Sign, right: Typed) -> int:
    """The word of customers for whom it holds; false where a side is missing."""
    if left.literal is not None and right.literal is None:
        left, sign, right = right, _TURNED.get(sign, sign), left
    if sign == "!=":
        known = [is_known(scope, left), is_known(scope, right)]
        return scope.graph.all_of([*known, scope.graph.negate(compare(scope, left, "=", right))])
    if left.is_number and right.is_number:
        return _compare_numbers(scope, left, sign, right)
    if left.type != right.type or left.type == "set":
        raise type_of_mistake(f"'{sign}' against something else", left)
    if left.type == "moment":
        return _compare_moments(scope, left, sign, right)
    if left.type == "words":
        return _compare_words(scope, left, sign, right)
    if sign != "=":
        return scope.graph.nobody()
    if isinstance(right.literal, bool) and left.literal is None:
        number = int(right.literal)
        return scope.graph.word("range", left.node, number, number)
    return scope.graph.word("compare", place(scope, left), place(scope, right), "EQUAL", 0, 0)


def look_up(scope: Scope, value: Typed, truths: Iterable[int]) -> int:
    """The word of customers whose code is marked; `truths` is by code, and missing is false."""
    marked = bytes(truths)
    return scope.graph.word("table", value.node, marked) if 1 in marked else scope.graph.nobody()


def look_up_words(scope: Scope, value: Typed, words: Iterable[str]) -> int:
    """The word of customers who have one of these words; dictionaries may be long, their words differ."""
    truths = bytearray(len(value.dictionary))
    for word in words:
        if word in value.dictionary:
            truths[value.dictionary.index(word)] = 1
    return look_up(scope, value, truths)


def _fits(number: Decimal) -> bool:
    mantissa, scale = split_decimal(number)
    return abs(mantissa) <= MOST and scale <= MAX_TENS


def compare_span(scope: Scope, value: Typed, low: Decimal, high: Decimal) -> int:
    """low <= value <= high of an exact value, as one range."""
    if not _fits(low) or not _fits(high):
        return scope.graph.nobody()
    return _range(scope, value, ceil(at_scale(low, value.scale)), floor(at_scale(high, value.scale)))


def _range(scope: Scope, value: Typed, low: int, high: int) -> int:
    low, high = max(low, LEAST), min(high, MOST)
    return scope.graph.word("range", value.node, low, high) if low <= high else scope.graph.nobody()


def _compare_numbers(scope: Scope, left: Typed, sign: Sign, right: Typed) -> int:
    graph, literal = scope.graph, right.literal
    if isinstance(literal, Decimal) and not _fits(literal):
        return graph.nobody()
    if isinstance(literal, Decimal) and left.literal is None:
        if left.type == "exact":
            exact = at_scale(literal, left.scale)
            lows = {"=": ceil(exact), ">=": ceil(exact), ">": floor(exact) + 1}
            highs = {"=": floor(exact), "<=": floor(exact), "<": ceil(exact) - 1}
            return _range(scope, left, lows.get(sign, LEAST), highs.get(sign, MOST))
        mantissa, scale = split_decimal(literal)
        if left.type == "ratio" and left.top and left.bottom:
            tens = left.bottom.scale + scale - left.top.scale
            return graph.word("ratio", left.top.node, left.bottom.node, _RELATIONS[sign], mantissa, tens)
        double = to_float(mantissa, scale)
        low = {"=": double, ">=": double, ">": math.nextafter(double, math.inf)}.get(sign, -math.inf)
        high = {"=": double, "<=": double, "<": math.nextafter(double, -math.inf)}.get(sign, math.inf)
        return graph.word("range_double", left.node, bits_of(low), bits_of(high))
    if left.type == right.type == "exact":
        tens = max(left.scale, right.scale)
        return graph.word(
            "compare",
            place(scope, left),
            place(scope, right),
            _RELATIONS[sign],
            tens - left.scale,
            tens - right.scale,
        )
    return graph.word("compare_double", as_double(scope, left), as_double(scope, right), _RELATIONS[sign])


def _compare_moments(scope: Scope, left: Typed, sign: Sign, right: Typed) -> int:
    """Against a day literal whole days count: after it is after its last second."""
    if isinstance(right.literal, tree.Date):
        first, last = calendar.date_edges(right.literal, scope.zone)
        low = {"=": first, ">=": first, ">": last + 1}.get(sign, LEAST)
        high = {"=": last, "<=": last, "<": first - 1}.get(sign, MOST)
        if isinstance(left.literal, tree.Date):
            moment = calendar.date_edges(left.literal, scope.zone)[0]
            return scope.graph.everyone() if low <= moment <= high else scope.graph.nobody()
        return scope.graph.word("range", left.node, low, high)
    return scope.graph.word("compare", left.node, right.node, _RELATIONS[sign], 0, 0)


def _compare_words(scope: Scope, left: Typed, sign: Sign, right: Typed) -> int:
    """Equal words, or places in the order of the levels; words outside these have no place."""
    graph, levels = scope.graph, left.levels or right.levels
    if isinstance(right.literal, str):
        if isinstance(left.literal, str):
            return graph.everyone() if sign == "=" and left.literal == right.literal else graph.nobody()
        if sign == "=":
            return look_up_words(scope, left, [right.literal])
        return look_up(
            scope, left, [_is_placed(word, sign, right.literal, levels) for word in left.dictionary]
        )
    words = tuple(dict.fromkeys((*left.dictionary, *right.dictionary))) if sign == "=" else levels or ()
    place_of = {word: number for number, word in enumerate(words)}
    sides = (
        graph.value("remap", side.node, tuple(place_of.get(word, NO_NUMBER) for word in side.dictionary))
        for side in (left, right)
    )
    return graph.word("compare", *sides, _RELATIONS[sign], 0, 0)


def _is_placed(word: str, sign: Sign, other: str, levels: Sequence[str] | None) -> bool:
    if levels is None or word not in levels or other not in levels:
        return False
    first, second = levels.index(word), levels.index(other)
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[sign]
