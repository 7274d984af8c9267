"""Exact and double arithmetic as every reader does it: int64 mantissas, 128-bit in between, missing on overflow.

A quotient of two exact numbers stays a `Ratio` until it is used: against a literal it is compared exactly, anything else
takes it as an IEEE double.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from satsuma.language.facts import Exact

MAX_INT64 = 2**63 - 1
"""Largest mantissa; its negative is the smallest, as the lowest int64 stands for missing."""
MAX_INT128 = 2**127 - 1
MAX_SCALE_OF_RESULTS = 18

Sign = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator / denominator, not divided yet; the denominator is not zero."""

    numerator: Exact
    denominator: Exact


Figure = Exact | float | Ratio
"""A number inside an expression."""


def read_decimal(number: Decimal) -> Exact | None:
    """A literal as mantissa and smallest scale; None (missing) beyond int64."""
    sign, digits, exponent = number.as_tuple()
    mantissa = int("".join(map(str, digits)))
    scale = -int(exponent)
    while scale > 0 and mantissa % 10 == 0:
        mantissa, scale = mantissa // 10, scale - 1
    if scale < 0:
        mantissa, scale = mantissa * 10**-scale, 0
    return _checked(-mantissa if sign else mantissa, scale)


def _checked(mantissa: int, scale: int) -> Exact | None:
    return Exact(mantissa, scale) if abs(mantissa) <= MAX_INT64 and scale <= MAX_SCALE_OF_RESULTS else None


def to_double(figure: Figure) -> float:
    """The IEEE double of a figure: mantissa and power of ten each become a double, then one division."""
    if isinstance(figure, Ratio):
        return to_double(figure.numerator) / to_double(figure.denominator)
    if isinstance(figure, Exact):
        return float(figure.mantissa) / float(10**figure.scale)
    return figure


def settle(figure: Figure) -> Exact | float | None:
    """A figure as a fact: ratios are divided; None where the double overflows."""
    return _finite(to_double(figure)) if isinstance(figure, Ratio) else figure


def _finite(double: float) -> float | None:
    return double if math.isfinite(double) else None


def total(figures: list[Exact]) -> Exact | None:
    """The exact sum of values of one scale; None beyond int64."""
    scale = max((figure.scale for figure in figures), default=0)
    return _checked(sum(figure.mantissa * 10 ** (scale - figure.scale) for figure in figures), scale)


def calculate(sign: Literal["+", "-", "*", "/"], left: Figure, right: Figure) -> Figure | None:
    """left sign right; None for a division by 0 and for what does not fit."""
    if isinstance(left, Exact) and isinstance(right, Exact):
        return _calculate_exactly(sign, left, right)
    first, second = to_double(left), to_double(right)
    if sign == "/":
        return _finite(first / second) if second != 0 else None
    return _finite(first + second if sign == "+" else first - second if sign == "-" else first * second)


def _calculate_exactly(sign: Literal["+", "-", "*", "/"], left: Exact, right: Exact) -> Figure | None:
    if sign == "/":
        return Ratio(left, right) if right.mantissa != 0 else None
    if sign == "*" and left.scale + right.scale > MAX_SCALE_OF_RESULTS:
        return _finite(to_double(left) * to_double(right))
    if sign == "*":
        return _checked(left.mantissa * right.mantissa, left.scale + right.scale)
    scale = max(left.scale, right.scale)
    first, second = _align(left, scale), _align(right, scale)
    return _checked(first + second if sign == "+" else first - second, scale)


def _align(figure: Exact, scale: int) -> int:
    return figure.mantissa * int(10 ** (scale - figure.scale))


def compare_figures(left: Figure, sign: Sign, right: Figure) -> bool:
    """left sign right: exactly for two exact numbers, else as doubles."""
    if isinstance(left, Exact) and isinstance(right, Exact):
        scale = max(left.scale, right.scale)
        return decide(_align(left, scale), sign, _align(right, scale))
    first, second = to_double(left), to_double(right)
    return math.isfinite(first) and math.isfinite(second) and decide(first, sign, second)


def compare_ratio(ratio: Ratio, sign: Sign, literal: Exact) -> bool:
    """A quotient against a literal, cross-multiplied in 128-bit; false where that does not suffice.

    numerator / denominator ? literal  ⇔  n · 10^max(e, 0) ? l · d · 10^max(-e, 0), turned round for a negative d, with
    e = scale of d + scale of l - scale of n.
    """
    exponent = ratio.denominator.scale + literal.scale - ratio.numerator.scale
    left = ratio.numerator.mantissa * 10 ** max(exponent, 0)
    right = literal.mantissa * ratio.denominator.mantissa * 10 ** max(-exponent, 0)
    if abs(left) > MAX_INT128 or abs(right) > MAX_INT128:
        return False
    return decide(left, sign if ratio.denominator.mantissa > 0 else turn(sign), right)


def turn(sign: Sign) -> Sign:
    """The sign with its sides exchanged."""
    turned: dict[Sign, Sign] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    return turned.get(sign, sign)


def decide(left: float, sign: Sign, right: float) -> bool:
    """left sign right, for two integers or two doubles."""
    if sign in ("=", "!="):
        return (left == right) is (sign == "=")
    if sign in ("<", "<="):
        return left < right or (sign == "<=" and left == right)
    return left > right or (sign == ">=" and left == right)
