"""What was decided about a table: its role, unit, key and time, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from satsuma.model.kinds import Role


@dataclass(frozen=True, slots=True)
class Plan:
    """One source as inferred so far; `event` and `group` are set for sources that happen. `entity` is the word that the
    key's name uses for the unit."""

    role: Role
    unit: str | None = None
    key: str | None = None
    entity: str | None = None
    matches: str | None = None
    time: str | None = None
    event: str | None = None
    event_column: str | None = None
    group: str | None = None
    unknown_customers: Literal["add", "quarantine"] = "add"
    is_unique: bool = False
    coverage: float | None = None
    """The share of this source's keys that a profile has; None without a profile."""
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def happens(self) -> bool:
        """True when the rows are events: dated, several a customer."""
        return self.time is not None and self.role in (Role.EVENT, Role.SURVEY)
