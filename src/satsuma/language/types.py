"""What kind of value an expression gives."""

from __future__ import annotations

from collections.abc import Iterable

from satsuma.language import tree
from satsuma.language.numbers import MAX_SCALE_OF_RESULTS, read_decimal
from satsuma.language.tree import Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.kinds import NUMERIC, Kind, UnitShape, ValueType

COUNT = ValueType(kind=Kind.NUMBER, scale=0)
DATE = ValueType(kind=Kind.DATE)
FLAG = ValueType(kind=Kind.FLAG)
TEXT = ValueType(kind=Kind.TEXT)


def type_of(
    value: Value,
    vocabulary: Vocabulary,
    unit: str,
    event: str | None = None,
    above: tuple[str, ...] = (),
) -> ValueType | None:
    """The type of a value for customers of a unit, or inside a filter of one of its event types.

    None where it has none: an unknown name, a sum of texts, a variable that depends on itself (`above` are the
    variables being followed).
    """
    if isinstance(value, tree.Number):
        exact = read_decimal(value.value)
        return ValueType(kind=Kind.NUMBER, scale=exact.scale) if exact is not None else None
    if isinstance(value, tree.Text):
        return TEXT
    if isinstance(value, tree.YesNo):
        return FLAG
    if isinstance(value, tree.Date):
        return DATE
    if isinstance(value, tree.Elapsed | tree.PeopleCount):
        return COUNT
    if isinstance(value, tree.Variable):
        return _type_of_name(value.name, vocabulary, unit, event, above)
    if isinstance(value, tree.AccountVariable):
        account = account_unit(vocabulary, unit)
        return _type_of_name(value.name, vocabulary, account, None, above) if account else None
    if isinstance(value, tree.Aggregate):
        return _type_of_aggregate(value, vocabulary, unit)
    sides = (type_of(side, vocabulary, unit, event, above) for side in (value.left, value.right))
    return combine(value.sign, *sides)


def unit_shape(vocabulary: Vocabulary, unit: str) -> UnitShape | None:
    return vocabulary.shape.units.get(unit)


def account_unit(vocabulary: Vocabulary, unit: str) -> str | None:
    """The unit that this unit's members belong to."""
    shape = unit_shape(vocabulary, unit)
    return shape.account if shape is not None else None


def people_unit(vocabulary: Vocabulary, unit: str) -> str | None:
    """The unit whose members belong to this unit's."""
    shape = unit_shape(vocabulary, unit)
    return shape.people if shape is not None else None


def _type_of_name(
    name: str, vocabulary: Vocabulary, unit: str, event: str | None, above: tuple[str, ...]
) -> ValueType | None:
    shape = unit_shape(vocabulary, unit)
    if event is not None:
        properties = shape.events[event].properties if shape and event in shape.events else {}
        return properties.get(name)
    definition = vocabulary.variables.get(unit, {}).get(name)
    if definition is not None:
        key = f"{unit}.{name}"
        return None if key in above else type_of(definition, vocabulary, unit, None, (*above, key))
    return shape.columns.get(name) if shape is not None else None


def _type_of_aggregate(value: tree.Aggregate, vocabulary: Vocabulary, unit: str) -> ValueType | None:
    if value.function in ("date of first", "date of last"):
        return DATE
    if value.function == "distinct" or value.property is None:
        return COUNT
    found = _type_of_name(value.property, vocabulary, unit, value.events.event, ())
    if found is None or value.function in ("first", "last"):
        return found
    if value.function in ("minimum", "maximum"):
        return found if found.kind in NUMERIC or found.kind is Kind.DATE else None
    if found.kind not in NUMERIC:
        return None
    return found.model_copy(update={"scale": None}) if value.function == "average" else found


def combine(sign: str, left: ValueType | None, right: ValueType | None) -> ValueType | None:
    """The type of `left sign right`; None where that cannot be: not numbers, or two currencies. Products of more than
    18 decimals are doubles."""
    if left is None or right is None or not {left.kind, right.kind} <= NUMERIC:
        return None
    money = [side for side in (left, right) if side.kind is Kind.MONEY]
    if len({side.currency for side in money}) > 1:
        return None
    scale = None
    if sign != "/" and left.scale is not None and right.scale is not None:
        scale = left.scale + right.scale if sign == "*" else max(left.scale, right.scale)
        scale = scale if scale <= MAX_SCALE_OF_RESULTS else None
    return _with_kind(sign, left, right, money).model_copy(update={"scale": scale})


def _with_kind(sign: str, left: ValueType, right: ValueType, money: list[ValueType]) -> ValueType:
    if sign in ("+", "-"):
        is_share = left.kind is Kind.SHARE and right.kind is Kind.SHARE
        return money[0] if money else ValueType(kind=Kind.SHARE if is_share else Kind.NUMBER)
    if len(money) == 1 and (sign == "*" or left.kind is Kind.MONEY):
        return money[0]
    return ValueType(kind=Kind.NUMBER)


def levels_of(types: Iterable[ValueType | None]) -> tuple[str, ...] | None:
    """The order of the first ordered type among these."""
    return next((found.levels for found in types if found is not None and found.levels), None)
