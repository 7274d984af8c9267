"""Column kinds and the data of a unit.

Missing values: `NO_NUMBER` in 64-bit integers (the smallest value of the array's own width in narrower ones), NaN in doubles,
`NO_CODE` in codes and flags, an empty list in sets. Arrays may be memory-mapped and narrower than stated (int8 … int64).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NO_NUMBER = int(np.iinfo(np.int64).min)
NO_CODE = -1

Integers = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Scaled:
    """Exact numbers: value = array / 10**scale. Kinds number, money, share."""

    values: Integers
    scale: int


@dataclass(frozen=True, slots=True)
class Doubles:
    """IEEE doubles, for numbers with more than six decimals and quotients."""

    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Codes:
    """Words by dictionary: kinds category, ordered, text, identifier. Ordered dictionaries run from low to high."""

    codes: Integers
    dictionary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """0 no, 1 yes, -1 missing (int8)."""

    values: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Moments:
    """Seconds since 1970-01-01 UTC. A calendar date is the first second of its day in the project's zone."""

    seconds: Integers


@dataclass(frozen=True, slots=True)
class Sets:
    """Several words per customer: codes[offsets[i]:offsets[i + 1]]."""

    offsets: NDArray[np.int64]
    codes: Integers
    dictionary: tuple[str, ...]


Column = Scaled | Doubles | Codes | Flags | Moments | Sets


@dataclass(frozen=True, slots=True)
class EventTable:
    """All events of one type: customer i has rows offsets[i]:offsets[i + 1], sorted by time, then source, file, row.

    `time` holds seconds UTC (int32 where they fit, else int64), never missing.
    """

    offsets: NDArray[np.int64]
    time: Integers
    properties: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Keys:
    """Ordinal → key of a unit; int64 array or object array of str. Append-only across runs."""

    values: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Links:
    """People of accounts: account i has people members[offsets[i]:offsets[i + 1]]; `account_of[p]` is -1 where none."""

    offsets: NDArray[np.int64]
    members: Integers
    account_of: Integers


@dataclass(frozen=True, slots=True)
class UnitData:
    """Everything known about a unit's customers; n = len(keys.values).

    `known` marks ordinals that belong to this run's data (keys of earlier runs may be absent now); `profiled` those with
    a profile or survey row, not only events.
    `links` is set on the account unit.
    """

    keys: Keys
    known: NDArray[np.bool_]
    profiled: NDArray[np.bool_]
    columns: Mapping[str, Column]
    events: Mapping[str, EventTable]
    links: Links | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """All units of a run, by name."""

    units: Mapping[str, UnitData]


@dataclass(frozen=True, slots=True)
class Memberships:
    """Bit i % 64 of words[s, i // 64] says whether customer i is in segment s; `population` are the customers that
    exist at the moment asked about. Segments never hold a bit outside the population."""

    names: tuple[str, ...]
    words: NDArray[np.uint64]
    population: NDArray[np.uint64]
