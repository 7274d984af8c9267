"""What is thought of one column: its kind, how to read it, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from satsuma.clean.infer.dates import DateReading
from satsuma.clean.infer.numbers import NumberReading
from satsuma.clean.infer.sample import ColumnSample
from satsuma.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Guess:
    """A column's kind and how to read it. `numbers` or `dates` are set where the texts read so; `is_destroyed` marks
    identifiers that a spreadsheet rounded; `code_rows` are rows of the sample with a missing code."""

    sample: ColumnSample
    words: tuple[str, ...]
    kind: Kind
    evidence: str
    numbers: NumberReading | None = None
    dates: DateReading | None = None
    missing: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    levels: tuple[str, ...] | None = None
    separator: str | None = None
    percent: bool = False
    is_destroyed: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """The filled texts without those that mean missing."""
        return tuple(pair for pair in self.sample.texts if pair[0] not in self.missing)

    @property
    def filled(self) -> int:
        lost = sum(count for text, count in self.sample.texts if text in self.missing)
        return self.sample.filled - lost

    @property
    def distinct(self) -> int:
        return self.sample.distinct - sum(text in self.missing for text, _ in self.sample.texts)


def change(guess: Guess, **changes: Any) -> Guess:
    """The guess with some fields replaced."""
    return replace(guess, **changes)
