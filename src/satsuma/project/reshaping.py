"""The shape that data would have after sources are edited, as far as their definitions tell it before the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.model.kinds import NUMERIC, Kind, ValueType

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.model.kinds import Shape, UnitShape


def reshape(shape: Shape, before: Definitions, after: Definitions) -> Shape:
    """Without the columns and events that the sources no longer give, and with the kinds that they state now. What is new
    is not there before the next run."""
    if before.sources == after.sources:
        return shape
    units = {name: reshape_unit(unit, before, after) for name, unit in shape.units.items()}
    return shape.model_copy(update={"units": units})


def reshape_unit(unit: UnitShape, before: Definitions, after: Definitions) -> UnitShape:
    then, now = list_kinds(before, unit.name), list_kinds(after, unit.name)
    gone = then.keys() - now.keys()
    columns = {
        name: retype(each, then.get(name), now.get(name))
        for name, each in unit.columns.items()
        if name not in gone
    }
    lost = list_events(before, unit.name) - list_events(after, unit.name)
    events = {
        name: event.model_copy(
            update={
                "properties": {
                    part: retype(each, then.get(part), now.get(part))
                    for part, each in event.properties.items()
                    if part not in gone
                }
            }
        )
        for name, event in unit.events.items()
        if name not in lost
    }
    return unit.model_copy(update={"columns": columns, "events": events})


def list_kinds(definitions: Definitions, unit: str) -> dict[str, Kind]:
    """What all sources of a unit say of their columns, those of lookups under the names that joins give them."""
    found: dict[str, Kind] = {}
    for source in definitions.sources.values():
        if (source.unit or definitions.project.main_unit) != unit:
            continue
        found |= {name: column.kind for name, column in source.columns.items()}
        for join in source.joins:
            lookup = definitions.sources.get(join.lookup)
            for name, column in lookup.columns.items() if lookup else ():
                found |= {name: column.kind, f"{join.lookup}_{name}": column.kind}
    return found


def list_events(definitions: Definitions, unit: str) -> set[str]:
    """The names of the event types that sources of a unit state; those named by a column are not among them."""
    found: set[str] = set()
    for name, source in definitions.sources.items():
        if (source.unit or definitions.project.main_unit) == unit:
            found.add(source.event or name)
            found |= {source.groups.event} if source.groups else set()
    return found


def retype(found: ValueType, before: Kind | None, after: Kind | None) -> ValueType:
    """The type as it was, where a source states the same kind as before."""
    if after is None or before is after or after is found.kind or after is Kind.IDENTIFIER:
        return found
    scale = found.scale if after in NUMERIC else None
    return ValueType(kind=after, scale=scale, currency=found.currency if after is Kind.MONEY else None)
