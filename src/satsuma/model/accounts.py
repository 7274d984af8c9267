"""Book-keeping of a run: what came in, what was set aside and why, what was done to the data, and the money."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reject(Record):
    """One row (or file part) that could not be read; `content` is kept in quarantine only, never shown."""

    file: str
    line: int | None
    reason: str
    content: str | None = None


class Reason(Record):
    """How many rows went under one reason. `rows` counts a row once, under the first declared; `own_total` counts every
    row the rule fits."""

    reason: str
    rows: int
    own_total: int


class SourceAccount(Record):
    """rows_in = rows_kept + excluded + quarantined + merged, per source."""

    source: str
    role: str
    unit: str | None
    rows_in: int
    rows_kept: int
    excluded: tuple[Reason, ...] = ()
    quarantined: tuple[Reason, ...] = ()
    merged: tuple[Reason, ...] = ()
    first_date: str | None = None
    last_date: str | None = None
    future_rows: int = 0


class Action(Record):
    """One thing cleaning did or noticed in a column, with its count; `switch` says how to turn it off in the YAML."""

    source: str
    column: str | None
    action: str
    count: int
    detail: str | None = None
    switch: str | None = None


class MoneyMonth(Record):
    """One calendar month of the main event source in whole currency units as decimal text."""

    month: str
    gross: str
    tax: str
    discount: str
    returns: str
    net: str
    orders: int
    lines: int


class MoneyAccount(Record):
    """Money in = money out + reasons, for one event source with an amount. Decimal text, exact."""

    source: str
    currency: str | None
    total_in: str
    total_kept: str
    excluded: dict[str, str] = {}
    quarantined: dict[str, str] = {}
    merged: dict[str, str] = {}
    gross: str
    tax: str
    discount: str
    returns: str
    net: str
    orders: int
    lines: int
    months: tuple[MoneyMonth, ...] = ()


class Quality(Record):
    """The data-quality report of a run."""

    accounts: tuple[SourceAccount, ...]
    money: tuple[MoneyAccount, ...]
    actions: tuple[Action, ...]
    warnings: tuple[str, ...] = ()


class RunRecord(Record):
    """One run as the state remembers it."""

    id: str
    status: Literal["running", "published", "failed", "withdrawn"]
    as_of: str
    started: str
    finished: str | None = None
    inputs: str
    """Fingerprint over file hashes, definitions, as_of and version: equal means unchanged."""
    version: str
    customers: int | None = None
    message: str | None = None
