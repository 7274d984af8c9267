"""The money of an event: one column, or a product of columns, as exact scaled integers."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.clean.apply.numbers import largest_units
from satsuma.clean.apply.scope import Column, Scope
from satsuma.model.definitions import Product, SourceDefinition
from satsuma.model.errors import ContractError, DefinitionError, Place
from satsuma.model.kinds import MAX_SCALE, Kind, ValueType


@dataclass(frozen=True, slots=True)
class Amount:
    """`sql` is NULL where an input is missing or the value is too large; `too_large` tells the two apart, None where the data
    cannot be; `inexact` tells which values had to be rounded, None where none is."""

    sql: str
    type: ValueType
    too_large: str | None = None
    inexact: str | None = None


def amount_inputs(definition: SourceDefinition) -> tuple[str, ...]:
    amount = definition.amount
    if amount is None:
        return ()
    return (*amount.product_of, *amount.minus) if isinstance(amount, Product) else (amount,)


def plan_amount(
    source: str, definition: SourceDefinition, scope: Scope, currency: str | None
) -> Amount | None:
    """Raises DefinitionError for inputs that are no numbers and ContractError for mixed currencies."""
    inputs = amount_inputs(definition)
    if not inputs:
        return None
    wrong = [name for name in inputs if name not in scope or not scope[name].is_number]
    if wrong:
        names = ", ".join(map(repr, wrong))
        raise DefinitionError(
            f"The amount of source {source!r} needs number columns; {names} are none.",
            place=Place(what=f"source {source}, amount"),
        )
    currencies = sorted({scope[name].type.currency or "" for name in inputs} - {""})
    if len(currencies) > 1:
        raise ContractError(
            f"The amount of source {source!r} mixes the currencies {', '.join(currencies)}.",
            hint="Make one source per currency, or convert before loading.",
            place=Place(what=f"source {source}, amount"),
        )
    unit = currencies[0] if currencies else currency
    minus = definition.amount.minus if isinstance(definition.amount, Product) else ()
    factors = [scope[name] for name in inputs[: len(inputs) - len(minus)]]
    taken = [scope[name] for name in minus]
    if any(column.scale is None for column in factors + taken):
        return _of_doubles(factors, taken, unit)
    return _of_integers(factors, taken, unit)


def multiply(column: Column, quantity: Column) -> Column:
    """A number per piece times how many, of the column's own kind; missing where either is, or where it grows too large."""
    factors = [column, quantity]
    is_exact = all(each.scale is not None for each in factors)
    made = (_of_integers if is_exact else _of_doubles)(factors, [], column.type.currency)
    kind = column.type.model_copy(update={"scale": made.type.scale})
    return Column(made.sql, kind, column.largest * max(quantity.largest, 1.0))


def _of_integers(factors: list[Column], taken: list[Column], currency: str | None) -> Amount:
    scales = [column.scale or 0 for column in factors]
    scale = max([sum(scales), *(column.scale or 0 for column in taken)])
    bound = 1.0
    for column in factors:
        bound *= max(column.largest, 1.0)
    bound += sum(column.largest for column in taken)
    fits = bound * 10**scale < 2**62 and bound < largest_units(min(scale, MAX_SCALE))
    number = "BIGINT" if fits else "HUGEINT"
    product = " * ".join(f"CAST({column.sql} AS {number})" for column in factors)
    value = f"{product} * {10 ** (scale - sum(scales))}" if scale > sum(scales) else product
    for column in taken:
        value += f" - CAST(coalesce({column.sql}, 0) AS {number}) * {10 ** (scale - (column.scale or 0))}"
    value, inexact = f"({value})", None
    guard = f"abs({_double_of(factors, taken)})"
    if scale > MAX_SCALE:
        surplus = 10 ** (scale - MAX_SCALE)
        inexact = f"{guard} < 1e15 AND {value} % {surplus} <> 0"
        value = f"(({value} + sign({value}) * {surplus // 2}) // {surplus})"
    scale = min(scale, MAX_SCALE)
    amount_type = ValueType(kind=Kind.MONEY, scale=scale, currency=currency)
    if fits:
        return Amount(f"CAST({value} AS BIGINT)", amount_type, None, inexact)
    limit = largest_units(scale)
    return Amount(
        f"CASE WHEN {guard} <= {limit} THEN try_cast({value} AS BIGINT) END",
        amount_type,
        f"{guard} > {limit}",
        inexact,
    )


def _double_of(factors: list[Column], taken: list[Column]) -> str:
    value = " * ".join(f"(CAST({column.sql} AS DOUBLE) / {10 ** (column.scale or 0)})" for column in factors)
    for column in taken:
        value += f" - CAST(coalesce({column.sql}, 0) AS DOUBLE) / {10 ** (column.scale or 0)}"
    return f"({value})"


def _of_doubles(factors: list[Column], taken: list[Column], currency: str | None) -> Amount:
    value = _double_of(factors, taken)
    limit = largest_units(MAX_SCALE)
    scaled = f"{value} * {10**MAX_SCALE}"
    return Amount(
        f"CASE WHEN abs({value}) <= {limit} THEN CAST(round({scaled}) AS BIGINT) END",
        ValueType(kind=Kind.MONEY, scale=MAX_SCALE, currency=currency),
        f"abs({value}) > {limit}",
        f"{scaled} <> round({scaled})",
    )
