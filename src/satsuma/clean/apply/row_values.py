"""Values of row rules in SQL: exact numbers, local days, arithmetic."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from satsuma.language import tree

_WORDS = {"number": "number", "text": "text", "flag": "yes/no value", "date": "date", "set": "set"}
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Operand:
    """`scale` of exact numbers, None for doubles; `literal` for written numbers and texts; `day` holds a day literal's
    first second and the one after its last (equal to the first + 1 for a moment)."""

    sql: str
    sort: str
    scale: int | None = None
    literal: Decimal | str | None = None
    levels: tuple[str, ...] | None = None
    day: tuple[int, int] | None = None

    @property
    def word(self) -> str:
        return _WORDS[self.sort]


def number(value: Decimal) -> Operand:
    scale = max(0, -int(value.as_tuple().exponent))
    if scale > 9 or abs(value) >= 10**18:
        return Operand(f"CAST({value} AS DOUBLE)", "number", None, value)
    return Operand(str(int(value.scaleb(scale))), "number", scale, value)


def moment(value: tree.Date, zone: str) -> Operand:
    """A day literal as its bounds in the zone, a moment as one second."""
    local = zoneinfo.ZoneInfo(zone)
    start = dt.datetime.combine(value.day, value.time or dt.time(), tzinfo=local)
    first = int(start.timestamp())
    if value.time is not None:
        return Operand(str(first), "date", day=(first, first + 1))
    after = dt.datetime.combine(value.day + dt.timedelta(days=1), dt.time(), tzinfo=local)
    return Operand(str(first), "date", day=(first, int(after.timestamp())))


def compare_numbers(sign: str, left: Operand, right: Operand) -> str:
    """Exact where both sides are; a written number is brought to the column's scale beforehand."""
    if isinstance(left.literal, Decimal) and not isinstance(right.literal, Decimal):
        left, right, sign = right, left, _MIRROR[sign]
    operator = "<>" if sign == "!=" else sign
    if left.scale is None or right.scale is None:
        return f"({_double(left)} {operator} {_double(right)})"
    if isinstance(right.literal, Decimal):
        return _compare_literal(left, right.literal, sign)
    scale = max(left.scale, right.scale)
    return f"({_at_scale(left, scale)} {operator} {_at_scale(right, scale)})"


def _compare_literal(left: Operand, literal: Decimal, sign: str) -> str:
    scaled = literal.scaleb(left.scale or 0)
    low, high = int(scaled.to_integral_value(ROUND_FLOOR)), int(scaled.to_integral_value(ROUND_CEILING))
    if low == high:
        return f"({left.sql} {'<>' if sign == '!=' else sign} {low})"
    if sign == "=":
        return f"({left.sql} IS NULL AND NULL)"
    if sign == "!=":
        return f"({left.sql} IS NOT NULL)"
    return f"({left.sql} <= {low})" if sign in ("<", "<=") else f"({left.sql} >= {high})"


def compare_dates(sign: str, left: Operand, right: Operand) -> str:
    """Against a day literal whole days compare: after a day is after its last second."""
    if left.day is not None and right.day is None:
        left, right, sign = right, left, _MIRROR[sign]
    if right.day is None:
        return f"({left.sql} {'<>' if sign == '!=' else sign} {right.sql})"
    first, after = right.day
    within = f"{left.sql} >= {first} AND {left.sql} < {after}"
    match sign:
        case "=":
            return f"({within})"
        case "!=":
            return f"(NOT ({within}))"
        case "<":
            return f"({left.sql} < {first})"
        case "<=":
            return f"({left.sql} < {after})"
        case ">":
            return f"({left.sql} >= {after})"
    return f"({left.sql} >= {first})"


def arithmetic(sign: Literal["+", "-", "*", "/"], left: Operand, right: Operand) -> Operand:
    """+ − × of exact numbers are exact; division, and anything with a double, is double. Overflow is missing."""
    if sign == "/":
        return Operand(f"({_double(left)} / nullif({_double(right)}, 0))", "number")
    exact = left.scale is not None and right.scale is not None
    if not exact or (sign == "*" and (left.scale or 0) + (right.scale or 0) > 12):
        return Operand(f"({_double(left)} {sign} {_double(right)})", "number")
    if sign == "*":
        product = f"(CAST({left.sql} AS HUGEINT) * {right.sql})"
        return Operand(product, "number", (left.scale or 0) + (right.scale or 0))
    scale = max(left.scale or 0, right.scale or 0)
    return Operand(f"({_at_scale(left, scale)} {sign} {_at_scale(right, scale)})", "number", scale)


def _at_scale(operand: Operand, scale: int) -> str:
    surplus = scale - (operand.scale or 0)
    return f"(CAST({operand.sql} AS HUGEINT) * {10**surplus})"


def _double(operand: Operand) -> str:
    if operand.scale in (None, 0):
        return f"CAST({operand.sql} AS DOUBLE)"
    return f"(CAST({operand.sql} AS DOUBLE) / {10 ** (operand.scale or 0)})"
