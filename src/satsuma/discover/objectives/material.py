"""What an answer is made of: the question, the customers, and their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.subgroups.outcome import Bools, Outcome
from satsuma.discover.subgroups.selectors import Candidate
from satsuma.model.aims import ObjectiveDefinition


@dataclass(frozen=True, slots=True)
class Clock:
    """The days of a question. `cut` is set where groups are as of an earlier day than the outcome; `today` is for the
    deadline."""

    as_of: dt.date
    today: dt.date
    cut: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """An objective and how it is asked. `outcome` says the outcome in words, `exposure` the exposure; `per` is by how much a
    rate over an exposure is multiplied for reading ('365 days'), with its words."""

    name: str
    definition: ObjectiveDefinition
    clock: Clock
    unit: str
    smallest_group: int
    outcome: str = ""
    currency: str | None = None
    is_percent: bool = False
    """Whether an outcome that is a number is a share of something, such as a win rate."""
    per: tuple[float, str] = (1.0, "")
    seed: int = 20
    threads: int = 1

    @property
    def minimum(self) -> int:
        return max(self.definition.minimum_group, self.smallest_group)


@dataclass(frozen=True, slots=True)
class Material:
    """`rows` are the ordinals of the population with an outcome (for a comparison: of the whole population); `outcome` is
    over them, `groups` and `contactable` too. `population` counts those without an outcome as well. `left_out` holds the
    candidates refused before, with the reasons; `confounders` are what the adjusted effect holds constant. `undeclared` are the
    candidates of which nobody has said when they become known."""

    rows: NDArray[np.int64]
    population: int
    candidates: Sequence[Candidate]
    outcome: Outcome | None = None
    groups: Mapping[str, Bools] = field(default_factory=dict)
    contactable: Mapping[str, Bools] = field(default_factory=dict)
    confounders: Sequence[Candidate] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    undeclared: frozenset[str] = frozenset()
