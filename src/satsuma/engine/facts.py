"""One customer's facts out of the arrays, for the readers of one customer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np

from satsuma.columns import NO_CODE, Codes, Column, Doubles, EventTable, Flags, Moments, Population, Scaled
from satsuma.engine.bitmaps import contains
from satsuma.engine.existence import population_at
from satsuma.engine.library import array_of
from satsuma.language.facts import Customer, Event, Exact, Fact
from satsuma.model.errors import UnknownNameError
from satsuma.model.kinds import Shape

T = TypeVar("T")


class Facts(Mapping[str, T]):
    """Facts by name, each read when it is asked for: a rule looks at a few of many."""

    __slots__ = ("_columns", "_found", "_read")

    def __init__(self, columns: Mapping[str, Any], read: Callable[[Any], T]) -> None:
        self._columns = columns
        self._read = read
        self._found: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._found:
            self._found[name] = self._read(self._columns[name])
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def facts_of(
    population: Population, shape: Shape, unit: str, ordinal: int, as_of: int | None = None
) -> Customer:
    """Everything known about one customer, read as it is asked for, with the account or the people. With `as_of` (seconds
    UTC) an account's people are those who exist then. Raises UnknownNameError."""
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
        Facts(data.columns, lambda column: read_fact(column, ordinal)),
        Facts(data.events, lambda table: _read_events(table, ordinal)),
        people,
        account,
    )


def _read_events(table: EventTable, ordinal: int) -> tuple[Event, ...]:
    first, last = int(table.offsets[ordinal]), int(table.offsets[ordinal + 1])
    times = table.time[first:last].tolist()
    return tuple(Event(time, _read_row(table.properties, row)) for row, time in enumerate(times, start=first))


def _read_row(properties: Mapping[str, Column], row: int) -> Mapping[str, Fact]:
    return Facts(properties, lambda column: read_fact(column, row))


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
