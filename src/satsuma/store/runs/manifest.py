"""The manifest of a run: what its data look like and which file holds which array."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from satsuma.model.kinds import Shape

LAYOUT = 1
"""Rises when files are laid out in another way; a run of another layout is not read."""


class Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredScaled(Stored):
    form: Literal["scaled"] = "scaled"
    values: str
    scale: int


class StoredDoubles(Stored):
    form: Literal["doubles"] = "doubles"
    values: str


class StoredWords(Stored):
    """A dictionary: in the manifest where it is small, else as UTF-8 text with the byte offsets of its words."""

    words: tuple[str, ...] | None = None
    text: str | None = None
    offsets: str | None = None
    size: int


class StoredCodes(Stored):
    form: Literal["codes"] = "codes"
    codes: str
    dictionary: StoredWords


class StoredFlags(Stored):
    form: Literal["flags"] = "flags"
    values: str


class StoredMoments(Stored):
    form: Literal["moments"] = "moments"
    seconds: str


class StoredSets(Stored):
    form: Literal["sets"] = "sets"
    offsets: str
    codes: str
    dictionary: StoredWords


StoredColumn = Annotated[
    StoredScaled | StoredDoubles | StoredCodes | StoredFlags | StoredMoments | StoredSets,
    Field(discriminator="form"),
]


class StoredEvents(Stored):
    folder: str
    rows: int
    offsets: str
    time: str
    properties: dict[str, StoredColumn]
    sources: tuple[str, ...]
    only_in_tables: tuple[str, ...] = ()
    """Words with almost as many values as rows: kept in the Parquet tables, of no use in a rule."""


class StoredLinks(Stored):
    offsets: str
    members: str
    account_of: str
    people: int


class StoredKeys(Stored):
    """`values` is an int64 or fixed-width text array; `order` the ordinals in ascending order of key."""

    values: str | None
    words: StoredWords | None = None
    order: str
    is_integer: bool


class StoredUnit(Stored):
    folder: str
    customers: int
    keys: StoredKeys
    known: str
    profiled: str
    columns: dict[str, StoredColumn]
    events: dict[str, StoredEvents]
    links: StoredLinks | None = None


class StoredSource(Stored):
    name: str
    role: str
    unit: str | None
    table: str
    rows: int


class Manifest(Stored):
    """Everything a reader needs to know of a run besides the arrays themselves."""

    layout: int = LAYOUT
    created: str
    shape: Shape
    units: dict[str, StoredUnit]
    sources: tuple[StoredSource, ...]
    quarantined: int
    notes: tuple[str, ...] = ()
