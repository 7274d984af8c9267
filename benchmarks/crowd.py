"""A made-up crowd as arrays: power-law activity, visits in sessions, half of all customers dormant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import (
    Codes,
    Column,
    EventTable,
    Flags,
    Keys,
    Moments,
    Population,
    Scaled,
    UnitData,
)
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType

AS_OF = 1_561_939_199  # 2019-06-30 23:59:59 UTC
DAY = 86_400
TIMEZONE = "UTC"

COLUMNS = {
    "country": 20, "city": 300, "plan": 5, "source": 12, "gender": 3,
}  # fmt: skip
EVENTS = {
    # share of all events, properties with their number of words
    "visit": (0.50, {"device": 4, "page": 60}),
    "click": (0.22, {"campaign": 120}),
    "order": (0.20, {"channel": 5, "category": 30}),
    "search": (0.06, {"topic": 40}),
    "ticket": (0.02, {"reason": 10}),
}


def word(name: str, code: int) -> str:
    """The word of a code, as it stands in the data and in rules."""
    return f"{name} {code}"


def words_of(name: str, size: int) -> tuple[str, ...]:
    return tuple(word(name, code) for code in range(size))


def make_vocabulary() -> Vocabulary:
    category, number = ValueType(kind=Kind.CATEGORY), ValueType(kind=Kind.NUMBER, scale=0)
    money = ValueType(kind=Kind.MONEY, scale=2, currency="EUR")
    columns = dict.fromkeys(COLUMNS, category) | {
        "age": number, "member": ValueType(kind=Kind.FLAG), "signup": ValueType(kind=Kind.DATE), "balance": money,
    }  # fmt: skip
    events = {
        name: EventShape(name=name, source=name, properties=dict.fromkeys(properties, category))
        for name, (_, properties) in EVENTS.items()
    }
    events["order"] = events["order"].model_copy(
        update={"properties": {**events["order"].properties, "amount": money, "quantity": number}}
    )
    events["visit"] = events["visit"].model_copy(
        update={"properties": {**events["visit"].properties, "seconds": number}}
    )
    unit = UnitShape(name="customer", columns=columns, events=events)
    shape = Shape(units={"customer": unit}, main_unit="customer", timezone=TIMEZONE, currency="EUR")
    return Vocabulary(shape)


def make_crowd(customers: int, events: int, seed: int = 7) -> Population:
    """`customers` people with about `events` events in the two years before AS_OF."""
    draw = np.random.default_rng(seed)
    activity = draw.pareto(1.2, customers) + 0.05
    is_dormant = draw.random(customers) < 0.5
    activity[is_dormant] *= 0.25
    edges = np.cumsum(activity) / activity.sum()
    tables = {
        name: _make_table(draw, name, int(events * share), edges, is_dormant, properties)
        for name, (share, properties) in EVENTS.items()
    }
    columns: dict[str, Column] = {
        name: Codes(_skewed(draw, size, customers), words_of(name, size)) for name, size in COLUMNS.items()
    }
    age = draw.integers(16, 90, customers).astype(np.int8)
    age[draw.random(customers) < 0.1] = np.iinfo(np.int8).min
    columns["age"] = Scaled(age, 0)
    columns["member"] = Flags(draw.choice(np.array([-1, 0, 1], np.int8), customers, p=[0.1, 0.6, 0.3]))
    columns["signup"] = Moments((AS_OF - draw.integers(0, 2000 * DAY, customers)).astype(np.int32))
    columns["balance"] = Scaled(draw.integers(-5_000, 500_000, customers).astype(np.int32), 2)
    everyone = np.ones(customers, np.bool_)
    keys = Keys(np.arange(customers, dtype=np.int64))
    return Population({"customer": UnitData(keys, everyone, everyone, columns, tables)})


def _skewed(draw: np.random.Generator, size: int, n: int) -> NDArray[Any]:
    weights = 1 / np.arange(1, size + 1)
    codes = np.searchsorted(np.cumsum(weights / weights.sum()), draw.random(n))
    return np.minimum(codes, size - 1).astype(np.int8 if size < 128 else np.int16)


def _make_table(
    draw: np.random.Generator,
    name: str,
    n: int,
    edges: NDArray[np.float64],
    is_dormant: NDArray[np.bool_],
    properties: dict[str, int],
) -> EventTable:
    customer = np.searchsorted(edges, draw.random(n)).clip(max=len(edges) - 1).astype(np.int32)
    ago = draw.random(n, np.float32) ** 2 * 730
    ago = np.where(is_dormant[customer], 180 + ago * (550 / 730), ago)
    time = (AS_OF - ago * DAY).astype(np.int32)
    if name == "visit":  # sessions: every second to fourth visit follows another one within minutes
        follows = draw.random(n) < 0.6
        follows[0] = False
        first = np.maximum.accumulate(np.where(follows, 0, np.arange(n)))
        customer = customer[first]
        time = np.minimum(time[first] + draw.integers(0, 1800, n).astype(np.int32) * follows, AS_OF)
    order = np.argsort(customer.astype(np.int64) << 32 | time.astype(np.int64))
    customer, time = customer[order], np.ascontiguousarray(time[order])
    offsets = np.searchsorted(customer, np.arange(len(edges) + 1)).astype(np.int64)
    columns: dict[str, Column] = {
        key: Codes(_skewed(draw, size, n), words_of(key, size)) for key, size in properties.items()
    }
    if name == "order":
        columns["amount"] = Scaled((draw.lognormal(3.4, 0.9, n) * 100).astype(np.int32), 2)
        columns["quantity"] = Scaled(draw.integers(1, 9, n).astype(np.int8), 0)
    if name == "visit":
        columns["seconds"] = Scaled(draw.integers(0, 3000, n).astype(np.int16), 0)
    return EventTable(offsets, time, columns)


@dataclass(frozen=True, slots=True)
class StoredCrowd:
    """A crowd as one .npy file a column, to be mapped."""

    folder: Path

    def write(self, population: Population) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        unit = population.units["customer"]
        for name, column in unit.columns.items():
            np.save(self.folder / f"{name}.npy", array_of(column))
        for event, table in unit.events.items():
            np.save(self.folder / f"{event}.offsets.npy", table.offsets)
            np.save(self.folder / f"{event}.time.npy", table.time)
            for name, column in table.properties.items():
                np.save(self.folder / f"{event}.{name}.npy", array_of(column))

    def read(self, in_memory: bool = False) -> Population:
        """The crowd with its columns mapped, or read into memory."""
        mode: Literal["r"] | None = None if in_memory else "r"

        def column(file: str, name: str, size: int) -> Column:
            return _as_column(np.load(self.folder / f"{file}.npy", mmap_mode=mode), name, size)

        tables = {}
        for event in EVENTS:
            properties = {
                name: column(f"{event}.{name}", name, size) for name, size in _properties(event).items()
            }
            offsets, time = (
                np.load(self.folder / f"{event}.{part}.npy", mmap_mode=mode) for part in ("offsets", "time")
            )
            tables[event] = EventTable(offsets, time, properties)
        names = {**COLUMNS, "age": 0, "member": 0, "signup": 0, "balance": 0}
        columns = {name: column(name, name, size) for name, size in names.items()}
        n = len(tables["visit"].offsets) - 1
        everyone = np.ones(n, np.bool_)
        keys = Keys(np.arange(n, dtype=np.int64))
        return Population({"customer": UnitData(keys, everyone, everyone, columns, tables)})


def _properties(event: str) -> dict[str, int]:
    more = {"order": {"amount": 0, "quantity": 0}, "visit": {"seconds": 0}}
    return {**EVENTS[event][1], **more.get(event, {})}


def _as_column(array: NDArray[Any], name: str, size: int) -> Column:
    if size:
        return Codes(array, words_of(name, size))
    if name == "member":
        return Flags(array)
    if name == "signup":
        return Moments(array)
    return Scaled(array, 2 if name in ("amount", "balance") else 0)


def array_of(column: Column) -> NDArray[Any]:
    """The array of a column that is not a set."""
    match column:
        case Codes(codes=codes):
            return codes
        case Scaled(values=values) | Flags(values=values):
            return values
        case Moments(seconds=seconds):
            return seconds
        case _:
            raise TypeError("the crowd has no such column")
