"""Worlds as the arrays that the kernel reads: narrow or wide integers, dictionaries in any order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from satsuma.columns import (
    NO_CODE,
    Codes,
    Column,
    Doubles,
    EventTable,
    Flags,
    Keys,
    Links,
    Moments,
    Population,
    Scaled,
    Sets,
    UnitData,
)
from satsuma.language.facts import Customer, Exact, Fact
from tests.properties.worlds import COLUMNS, EVENTS, LEVELS, TYPES, World

UNKNOWN = 64
"""Ordinals of earlier runs that each unit gets besides the world's customers, so that blocks have gaps."""


def make_population(world: World, seed: int) -> Population:
    """The world's customers as arrays; widths of integers and orders of dictionaries by `seed`."""
    chance = random.Random(seed)
    persons, accounts = world.units["customer"], world.units["account"]
    spare = chance.choice([0, 0, 3, UNKNOWN])
    units = {unit: _make_unit(unit, world.units[unit], spare, chance) for unit in ("customer", "account")}
    place_of = {account.key: place for place, account in enumerate(accounts)}
    n_persons, n_accounts = len(persons) + spare, len(accounts) + spare
    account_of = np.full(n_persons, -1, np.int32)
    for place, person in enumerate(persons):
        if person.account is not None:
            account_of[place] = place_of[person.account.key]
    members = np.argsort(account_of, kind="stable")[int((account_of < 0).sum()) :].astype(np.int32)
    counts = np.bincount(account_of[account_of >= 0], minlength=n_accounts)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    account = units["account"]
    units["account"] = UnitData(
        account.keys, account.known, account.profiled, account.columns, account.events,
        Links(offsets, members, account_of),
    )  # fmt: skip
    return Population(units)


def _make_unit(unit: str, customers: Sequence[Customer], spare: int, chance: random.Random) -> UnitData:
    n = len(customers) + spare
    known = np.arange(n) < len(customers)
    columns = {
        name: make_column(
            kind, [customer.columns.get(name) for customer in customers] + [None] * spare, chance
        )
        for name, kind in COLUMNS[unit].items()
    }
    events = {
        name: _make_table(
            properties, [customer.events.get(name, ()) for customer in customers], spare, chance
        )
        for name, properties in EVENTS[unit].items()
    }
    keys = Keys(np.arange(n, dtype=np.int64))
    return UnitData(keys, known, np.ones(n, np.bool_), columns, events)


def _make_table(
    properties: Mapping[str, str], histories: Sequence[Sequence[Any]], spare: int, chance: random.Random
) -> EventTable:
    counts = [len(history) for history in histories] + [0] * spare
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    rows = [event for history in histories for event in history]
    times = np.array([event.time for event in rows], np.int64)
    if chance.random() < 0.5:
        times = times.astype(np.int32)
    columns = {
        name: make_column(kind, [event.properties.get(name) for event in rows], chance)
        for name, kind in properties.items()
    }
    return EventTable(offsets, times, columns)


def _shrink(numbers: Sequence[int | None], chance: random.Random) -> np.ndarray[Any, np.dtype[Any]]:
    """Integers in one of the widths that hold them; None is the width's smallest."""
    known = [number for number in numbers if number is not None] or [0]
    fitting = [
        kind
        for kind in (np.int8, np.int16, np.int32, np.int64)
        if np.iinfo(kind).min < min(known) and max(known) <= np.iinfo(kind).max
    ]
    kind = chance.choice(fitting)
    return np.array([np.iinfo(kind).min if number is None else number for number in numbers], kind)


def make_column(kind: str, facts: Sequence[Fact], chance: random.Random) -> Column:
    """A column of one kind out of plain facts."""
    match kind:
        case "double":
            return Doubles(np.array([np.nan if fact is None else fact for fact in facts], np.float64))
        case "flag":
            return Flags(np.array([NO_CODE if fact is None else int(bool(fact)) for fact in facts], np.int8))
        case "date":
            return Moments(_shrink([fact if isinstance(fact, int) else None for fact in facts], chance))
        case "category" | "ordered" | "text":
            return _make_codes(kind, facts, chance)
        case "set":
            return _make_sets(facts, chance)
        case _:
            mantissas = [fact.mantissa if isinstance(fact, Exact) else None for fact in facts]
            return Scaled(_shrink(mantissas, chance), TYPES[kind].scale or 0)


def _make_codes(kind: str, facts: Sequence[Fact], chance: random.Random) -> Codes:
    words = list(LEVELS) if kind == "ordered" else sorted({str(fact) for fact in facts if fact is not None})
    if kind != "ordered":
        chance.shuffle(words)
    codes = [NO_CODE if fact is None else words.index(str(fact)) for fact in facts]
    return Codes(np.array(codes, chance.choice([np.int8, np.int16, np.int32])), tuple(words))


def _make_sets(facts: Sequence[Fact], chance: random.Random) -> Sets:
    rows = [sorted(fact) if isinstance(fact, frozenset) else [] for fact in facts]
    words = sorted({word for row in rows for word in row})
    chance.shuffle(words)
    for row in rows:
        chance.shuffle(row)
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    codes = [words.index(word) for row in rows for word in row]
    return Sets(offsets, np.array(codes, chance.choice([np.int8, np.int32])), tuple(words))
