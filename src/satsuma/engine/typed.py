"""Values with their types while a rule is being compiled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from satsuma.columns import NO_NUMBER, Codes, Column, Doubles, Flags, Moments, Scaled
from satsuma.language.tree import Date
from satsuma.model.errors import RuleError

MOST = 2**63 - 1
LEAST = NO_NUMBER + 1
MAX_TENS = 18
"""The largest power of ten in an int64: exact arithmetic beyond it becomes double."""

TypeName = Literal["exact", "double", "words", "flag", "moment", "set", "ratio"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A value node and its type, or a literal (`node` is then -1 until it is needed in a register).

    `words` are codes of `dictionary`, compared by `levels` where these are ordered. A `ratio` is `top / bottom`, two exact
    values, and is divided only where it must be. A `set` is a row number (`node`) of the column of that key.
    """

    type: TypeName
    node: int = -1
    scale: int = 0
    dictionary: tuple[str, ...] = ()
    levels: tuple[str, ...] | None = None
    literal: Decimal | str | bool | Date | None = None
    top: Typed | None = None
    bottom: Typed | None = None
    column: Any = ""

    @property
    def is_number(self) -> bool:
        return self.type in ("exact", "double", "ratio")


def type_column(
    column: Column, node: int, name: str, rows: int, levels: tuple[str, ...] | None = None
) -> Typed:
    """The type of a stored column whose values are `node`; `rows` is the node of the row numbers."""
    match column:
        case Scaled(scale=scale):
            return Typed("exact", node, scale=scale)
        case Doubles():
            return Typed("double", node)
        case Codes(dictionary=dictionary):
            return Typed("words", node, dictionary=dictionary, levels=levels)
        case Flags():
            return Typed("flag", node)
        case Moments():
            return Typed("moment", node)
        case _:
            return Typed("set", rows, column=name, dictionary=column.dictionary)


def split_decimal(number: Decimal) -> tuple[int, int]:
    """Mantissa and scale, without trailing zeros after the point."""
    sign, digits, exponent = number.normalize().as_tuple()
    if not isinstance(exponent, int):
        raise RuleError(f"{number} is not a number.")
    mantissa = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
    return (mantissa * 10**exponent, 0) if exponent > 0 else (mantissa, -exponent)


def to_float(mantissa: int, scale: int) -> float:
    """The double of an exact number, as everywhere: both parts rounded, then divided."""
    return float(mantissa) / float(10**scale)


def at_scale(number: Decimal, scale: int) -> Fraction:
    """The number in units of 10**-scale."""
    return Fraction(number) * Fraction(10**scale)


def type_of_mistake(what: str, value: Typed) -> RuleError:
    """The error for a value that cannot be used so; `check` normally finds it earlier."""
    names = {
        "exact": "a number", "double": "a number", "ratio": "a number", "words": "a text", "flag": "yes or no",
        "moment": "a date", "set": "a set",
    }  # fmt: skip
    return RuleError(
        f"{what} does not go with {names[value.type]}.", hint="`satsuma check` shows where the rule says so."
    )
