"""What is known in advance about one kind of exported file. All headers are in lower case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from satsuma.model.kinds import Kind, Role

Channel = Literal["email", "phone", "post"]


@dataclass(frozen=True, slots=True)
class MadeColumn:
    """A column that cleaning makes up: a flag read from the made-up raw column."""

    name: str
    raw: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """`headers` are the columns that give the export away, `absent` those that it never has. Columns are named by their
    header; where several are listed, the first that the file has counts. `role` None: the file is not about customers
    and is left out, `reason` says why."""

    name: str
    headers: frozenset[str]
    reason: str
    role: Role | None = None
    unit: str | None = None
    key: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    event: str | None = None
    event_column: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    quantity: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    discount: tuple[str, ...] = ()
    minus_discount: bool = False
    cancelled: tuple[str, ...] = ()
    """A column that is filled for cancelled orders."""
    created: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    consent: Mapping[Channel, tuple[str, ...]] = field(default_factory=dict)
    opted_out: Mapping[Channel, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    prefix: str = ""
    """A prefix that all headers carry and that says nothing."""
    made: tuple[MadeColumn, ...] = ()
    absent: frozenset[str] = frozenset()


def headers(text: str) -> frozenset[str]:
    """Headers listed with | between them."""
    return frozenset(part.strip() for part in text.split("|"))
