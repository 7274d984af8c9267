"""What a value is: kinds, families, sensitivities, roles, and the type that readers share."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

MAX_SCALE = 6
"""Decimals up to which numbers and money are kept as scaled integers."""


class Kind(StrEnum):
    """What sort of value a variable or a source's column holds. `IDENTIFIER` is for source columns only."""

    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    CATEGORY = "category"
    ORDERED = "ordered"
    FLAG = "flag"
    DATE = "date"
    SET = "set"
    TEXT = "text"
    IDENTIFIER = "identifier"


NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY, Kind.SHARE})
WORDS = frozenset({Kind.CATEGORY, Kind.ORDERED, Kind.TEXT, Kind.IDENTIFIER})


class Family(StrEnum):
    """The field's own groups of variables."""

    DEMOGRAPHIC = "demographic"
    PSYCHOGRAPHIC = "psychographic"
    FIRMOGRAPHIC = "firmographic"
    BEHAVIOURAL = "behavioural"
    GEOGRAPHIC = "geographic"
    NEEDS = "needs"
    TECHNOGRAPHIC = "technographic"
    ENGAGEMENT = "engagement"
    INTENT = "intent"
    JOURNEY = "journey"
    VALUE = "value"


class Sensitivity(StrEnum):
    """`PERSONAL` identifies a person (name, e-mail); `SENSITIVE` is off until the project allows it."""

    ORDINARY = "ordinary"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Role(StrEnum):
    """What a source's rows are."""

    PROFILE = "profile"
    EVENT = "event"
    SURVEY = "survey"
    LOOKUP = "lookup"
    TEXT = "text"
    LINK = "link"


class ValueType(BaseModel):
    """The type of a column, an event property or a computed value.

    `scale` is the number of decimals of scaled integers; None on a numeric kind means IEEE doubles. `levels` orders an
    `ORDERED` kind from low to high. `currency` is part of a money type: different currencies never meet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    scale: int | None = None
    currency: str | None = None
    levels: tuple[str, ...] | None = None


class EventShape(BaseModel):
    """One event type of a unit and its properties. `source` names where it comes from; several sources are separated by
    a comma and a space."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    source: str
    properties: dict[str, ValueType]


class UnitShape(BaseModel):
    """What is known about each customer (or account) of a unit before any variable is computed.

    `people` names the unit whose members belong to this one (an account's people); `account` the unit that this one's
    members belong to. `created` is the column that says since when a customer exists; `as_known_on` lists the columns
    that hold what was known when loaded, with that date as YYYY-MM-DD.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    columns: dict[str, ValueType]
    events: dict[str, EventShape]
    people: str | None = None
    account: str | None = None
    created: str | None = None
    as_known_on: dict[str, str] = {}


class Shape(BaseModel):
    """All units of a project as its data have them; written into every run's manifest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: dict[str, UnitShape]
    main_unit: str
    timezone: str
    currency: str | None = None
