"""Whose field a value is, when the project's variables are followed to what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.activate.recipes.facts import FieldFact, Operator, Owner, Unsayable
from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.tree import Value
from satsuma.language.write import write_number, write_value
from satsuma.model.kinds import Kind

MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a unit, or a property of an event."""

    unit: str
    name: str
    kind: Kind
    owner: Owner = "self"
    event: str | None = None
    levels: tuple[str, ...] = ()

    def fact(self, operator: Operator, *values: str) -> FieldFact:
        return FieldFact(self.unit, self.name, self.kind, operator, values, self.owner, self.event)


def resolve(value: Value, ground: Ground) -> Value | Reference | Unsayable:
    """Variables become their expressions, columns references; all else stays."""
    for _ in range(MOST_STEPS):
        if isinstance(value, tree.AccountVariable):
            return _resolve_account(value, ground)
        if not isinstance(value, tree.Variable):
            return value
        if ground.event is not None:
            return _refer(value, ground, "event")
        if value.name in ground.vocabulary.bases.get(ground.unit, {}):
            return Unsayable(value.name, "it is given by a model, which only Satsuma can apply")
        made = ground.vocabulary.variables.get(ground.unit, {}).get(value.name)
        if made is None:
            return _refer(value, ground, "self")
        value = made
    return Unsayable(write_value(value), "it depends on itself")


def _resolve_account(value: tree.AccountVariable, ground: Ground) -> Reference | Unsayable:
    above = ground.account
    found = resolve(tree.Variable(name=value.name), above) if above is not None else None
    if isinstance(found, Reference):
        return Reference(found.unit, found.name, found.kind, "account", levels=found.levels)
    if isinstance(found, Unsayable):
        return found
    return Unsayable(write_value(value), "it is computed over the account's own history")


def _refer(value: tree.Variable, ground: Ground, owner: Owner) -> Reference | Unsayable:
    found = ground.type_of(value)
    if found is None:
        return Unsayable(value.name, "the data have no such column")
    return Reference(ground.unit, value.name, found.kind, owner, ground.event, found.levels or ())


def say_literal(literal: Value) -> str | None:
    """A literal as a product's field takes it; None for other values."""
    if isinstance(literal, tree.Number):
        return write_number(literal.value)
    if isinstance(literal, tree.Text):
        return literal.value
    if isinstance(literal, tree.YesNo):
        return "yes" if literal.value else "no"
    if isinstance(literal, tree.Date):
        return literal.day.isoformat()
    return None
