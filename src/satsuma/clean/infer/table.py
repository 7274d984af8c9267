"""A raw table understood column by column: what the later steps (roles, keys, joins) look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from satsuma.clean.infer.exports.export import Export
from satsuma.clean.infer.guess import Guess
from satsuma.model.kinds import Kind
from satsuma.store.scratch import FoundSource, RawTable


@dataclass(frozen=True, slots=True)
class Column:
    """One column over all rows: `filled` rows have a value, `distinct` of them differ (estimated), `misfits` do not read as
    the kind; `low` and `high` bound its numbers."""

    name: str
    guess: Guess
    rows: int
    filled: int
    distinct: int
    misfits: int = 0
    low: float | None = None
    high: float | None = None

    @property
    def raw(self) -> str:
        return self.guess.sample.raw

    @property
    def kind(self) -> Kind:
        return self.guess.kind

    @property
    def words(self) -> tuple[str, ...]:
        return self.guess.words

    @property
    def fill(self) -> float:
        return self.filled / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A found source with its understood columns by name; `words` are those of its name."""

    name: str
    found: FoundSource
    raw: RawTable
    rows: int
    words: tuple[str, ...]
    columns: Mapping[str, Column]
    export: Export | None = None

    def of_kind(self, *kinds: Kind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns.values() if column.kind in kinds)

    def with_column(self, column: Column) -> Table:
        return replace(self, columns={**self.columns, column.name: column})
