"""How far a project is, for whoever opens it."""

from __future__ import annotations

from typing import Literal

from satsuma.model.accounts import RunRecord
from satsuma.model.results import Result


class ProjectStanding(Result):
    """What a served folder holds. `state`: nothing yet (empty), definitions without a run (defined), or a run to look at
    (run). Without a project, its fields are those that a new one would have."""

    state: Literal["empty", "defined", "run"]
    name: str
    folder: str
    """The folder's own name, without where it lies."""
    problem: str | None = None
    kpi: str | None = None
    main_unit: str = "customer"
    units: tuple[str, ...] = ()
    timezone: str = "UTC"
    currency: str | None = None
    locale: str = "en"
    smallest_group: int = 5
    """Groups under it are never shown."""
    has_run: bool = False
    as_of: str | None = None
    """The day that the last run looked back from."""
    last_run: RunRecord | None = None
    version: str
