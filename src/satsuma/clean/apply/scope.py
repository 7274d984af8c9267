"""What rules, joins and amounts see of a source: its typed columns, by name."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.model.kinds import NUMERIC, Kind, ValueType


@dataclass(frozen=True, slots=True)
class Column:
    """`sql` reads the value, `largest` bounds numbers (absolute, in units)."""

    sql: str
    type: ValueType
    largest: float = 0.0

    @property
    def is_number(self) -> bool:
        return self.type.kind in NUMERIC

    @property
    def is_text(self) -> bool:
        return self.type.kind in (Kind.CATEGORY, Kind.ORDERED, Kind.TEXT, Kind.IDENTIFIER)

    @property
    def scale(self) -> int | None:
        return self.type.scale


Scope = dict[str, Column]
