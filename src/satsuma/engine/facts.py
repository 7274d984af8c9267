"""One customer's facts out of the arrays, for the readers of one customer."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from satsuma.columns import NO_CODE, Codes, Column, Doubles, EventTable, Flags, Moments, Population, Scaled
from satsuma.engine.bitmaps import contains
from satsuma.engine.existence import population_at
from satsuma.engine.library import array_of
from satsuma.language.facts import Customer, Event, Exact, Fact
from satsuma.model.errors import UnknownNameError
from satsuma.model.kinds import Shape


def facts_of(
    population: Population, shape: Shape, unit: str, ordinal: int, as_of: int | None = None
) -> Customer:
    """Everything known about one customer, with the account or the people. With `as_of` (seconds UTC) an account's people
    are those who exist then. Raises UnknownNameError."""
    data = population.units.get(unit)
    if data is None or not 0 <= ordinal < len(data.keys.values):
        raise UnknownNameError(f"The unit '{unit}' has no such customer.")
    people_unit, account_unit = shape.units[unit].people, shape.units[unit].account
    if people_unit is not None and data.links is not None:
        alone = _read(population, unit, ordinal)
        people = _read_people(population, shape, unit, ordinal, people_unit, alone, as_of)
        return _read(population, unit, ordinal, people=people)
    if account_unit is None or account_unit not in population.units:
        return _read(population, unit, ordinal)
    links = population.units[account_unit].links
    if links is None or links.account_of[ordinal] < 0:
        return _read(population, unit, ordinal)
    account = facts_of(population, shape, account_unit, int(links.account_of[ordinal]), as_of)
    return _read(population, unit, ordinal, account=account)


def _read_people(
    population: Population,
    shape: Shape,
    unit: str,
    ordinal: int,
    people_unit: str,
    account: Customer,
    as_of: int | None,
) -> tuple[Customer, ...]:
    links = population.units[unit].links
    if links is None:
        return ()
    members = links.members[links.offsets[ordinal] : links.offsets[ordinal + 1]]
    if as_of is not None and len(members):
        existing = population_at(population, shape, people_unit, as_of)
        members = np.array([person for person in members if contains(existing, int(person))], np.int64)
    return tuple(_read(population, people_unit, int(person), account=account) for person in members)


def _read(
    population: Population,
    unit: str,
    ordinal: int,
    people: tuple[Customer, ...] = (),
    account: Customer | None = None,
) -> Customer:
    data = population.units[unit]
    key = data.keys.values[ordinal]
    return Customer(
        unit,
        str(key) if isinstance(key, str) else int(key),
        {name: read_fact(column, ordinal) for name, column in data.columns.items()},
        {name: _read_events(table, ordinal) for name, table in data.events.items()},
        people,
        account,
    )


def _read_events(table: EventTable, ordinal: int) -> tuple[Event, ...]:
    rows = range(int(table.offsets[ordinal]), int(table.offsets[ordinal + 1]))
    return tuple(
        Event(
            int(table.time[row]), {name: read_fact(column, row) for name, column in table.properties.items()}
        )
        for row in rows
    )


def read_fact(column: Column, place: int) -> Fact:
    """One value of a column; None for missing."""
    match column:
        case Doubles(values=values):
            number = float(values[place])
            return number if math.isfinite(number) else None
        case Codes(codes=codes, dictionary=dictionary):
            return None if codes[place] == NO_CODE else dictionary[int(codes[place])]
        case Flags(values=flags):
            return None if flags[place] == NO_CODE else bool(flags[place])
        case Scaled() | Moments():
            array: Any = array_of(column)
            if array[place] == np.iinfo(array.dtype).min:
                return None
            return Exact(int(array[place]), column.scale) if isinstance(column, Scaled) else int(array[place])
        case _:
            found = column.codes[column.offsets[place] : column.offsets[place + 1]]
            return frozenset(column.dictionary[int(code)] for code in found) or None
