"""A small population of all kinds with missing values, and its vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import numpy as np

from satsuma.columns import NO_NUMBER, Codes, Column, Doubles, Flags, Scaled, Sets
from satsuma.language.facts import Customer, Exact, Fact, Moment
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.kinds import Family, Kind, Sensitivity, Shape, UnitShape, ValueType
from satsuma.model.results import VariableInfo

COUNTRIES = ("DE", "US", "FR", 'the "rest"')
LEVELS = ("bronze", "silver", "gold", "black")
INTERESTS = ("golf", "roses")
TYPES = {
    "age": ValueType(kind=Kind.NUMBER, scale=0),
    "revenue": ValueType(kind=Kind.MONEY, scale=2, currency="EUR"),
    "score": ValueType(kind=Kind.NUMBER),
    "country": ValueType(kind=Kind.CATEGORY),
    "tier": ValueType(kind=Kind.ORDERED, levels=LEVELS),
    "member": ValueType(kind=Kind.FLAG),
    "interests": ValueType(kind=Kind.SET),
}
VOCABULARY = Vocabulary(
    Shape(
        units={"customer": UnitShape(name="customer", columns=TYPES, events={})},
        main_unit="customer",
        timezone="UTC",
        currency="EUR",
    )
)
MOMENT = Moment(1_600_000_000, ZoneInfo("UTC"))


def inform(name: str, kind: Kind, **changes: object) -> VariableInfo:
    info = VariableInfo(
        name=name, title=name.capitalize(), unit="customer", family=Family.BEHAVIOURAL, kind=kind
    )
    return info.model_copy(update=changes)


INFOS = {name: inform(name, found.kind) for name, found in TYPES.items()}
PERSONAL = inform("age", Kind.NUMBER, sensitivity=Sensitivity.PERSONAL)


def make_columns(n: int, seed: int, missing: float = 0.15) -> dict[str, Column]:
    """Every kind; about this share of every column is missing."""
    rng = np.random.default_rng(seed)

    def gone() -> np.ndarray:
        return rng.random(n) < missing

    lengths = rng.integers(0 if missing else 1, 3, n)
    items = [np.sort(rng.choice(2, length, replace=False)) for length in lengths]
    return {
        "age": Scaled(np.where(gone(), NO_NUMBER, rng.integers(18, 80, n)), 0),
        "revenue": Scaled(
            np.where(gone(), NO_NUMBER, np.round(rng.lognormal(4, 1, n) * 100).astype(np.int64)), 2
        ),
        "score": Doubles(np.where(gone(), np.nan, rng.normal(size=n))),
        "country": Codes(np.where(gone(), -1, rng.integers(0, 4, n)), COUNTRIES),
        "tier": Codes(np.where(gone(), -1, rng.integers(0, 4, n)), LEVELS),
        "member": Flags(np.where(gone(), -1, rng.integers(0, 2, n)).astype(np.int8)),
        "interests": Sets(
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            np.concatenate(items).astype(np.int32),
            INTERESTS,
        ),
    }


def customers_of(columns: Mapping[str, Column], n: int) -> list[Customer]:
    """The same as facts for the interpreter."""
    return [
        Customer("customer", i, {name: fact_of(column, i) for name, column in columns.items()})
        for i in range(n)
    ]


def fact_of(column: Column, i: int) -> Fact:
    if isinstance(column, Scaled):
        value = int(column.values[i])
        return None if value == NO_NUMBER else Exact(value, column.scale)
    if isinstance(column, Doubles):
        return None if np.isnan(column.values[i]) else float(column.values[i])
    if isinstance(column, Codes):
        return None if column.codes[i] < 0 else column.dictionary[column.codes[i]]
    if isinstance(column, Flags):
        return None if column.values[i] < 0 else bool(column.values[i])
    assert isinstance(column, Sets)
    words = column.codes[column.offsets[i] : column.offsets[i + 1]]
    return frozenset(column.dictionary[code] for code in words) or None
