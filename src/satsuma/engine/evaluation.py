"""What rooms ask of the engine: memberships and values of everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from satsuma.columns import Column, Memberships, Population
from satsuma.engine.asking import Asking, Remember, make_anew
from satsuma.engine.running import Progress
from satsuma.language.facts import Thresholds
from satsuma.language.tree import Condition, Value
from satsuma.language.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Who is in which condition, and the thresholds of all ranks met on the way, by `normalise.rank_key`."""

    memberships: Memberships
    thresholds: Mapping[str, Thresholds]


def evaluate(
    population: Population,
    vocabulary: Vocabulary,
    unit: str,
    conditions: Mapping[str, Condition],
    as_of: int,
    zone: ZoneInfo,
    threads: int = 2,
    progress: Progress | None = None,
    remember: Remember = make_anew,
) -> Evaluation:
    """Evaluate all conditions in one walk of the unit's histories. `as_of` is in seconds UTC; `progress` is told how many
    of how many customers are done; `remember` keeps the draws of random shares.

    Raises UnknownNameError and RuleError for rules that `check` would refuse, KernelMissingError without the compiled
    kernel, ServiceError where memory is lacking.
    """
    asking = Asking(population, vocabulary, as_of, zone, threads, progress, remember)
    words = asking.evaluate(unit, list(conditions.values()))
    memberships = Memberships(tuple(conditions), words, asking.existing(unit))
    return Evaluation(memberships, asking.thresholds)


def measure(
    population: Population,
    vocabulary: Vocabulary,
    unit: str,
    values: Mapping[str, Value],
    as_of: int,
    zone: ZoneInfo,
    threads: int = 2,
) -> dict[str, Column]:
    """The values for every ordinal of the unit: exact numbers as Scaled, quotients and doubles as Doubles, texts as Codes,
    dates as Moments, flags as Flags, sets as they are. Raises as `evaluate` does."""
    columns = Asking(population, vocabulary, as_of, zone, threads).measure(unit, list(values.values()))
    return dict(zip(values, columns, strict=True))
