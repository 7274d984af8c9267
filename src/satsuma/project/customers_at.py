"""Customers at a moment: who exists, who satisfies a rule, and their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.engine import bitmaps, evaluate, measure
from satsuma.language import tree
from satsuma.language.read import read_condition
from satsuma.project.moments import AsOf

if TYPE_CHECKING:
    from satsuma.language.tree import Condition, Value
    from satsuma.project.opening import Opened

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Times:
    """The day of the outcome, and the earlier day of the groups where the objective has a window."""

    as_of: AsOf
    cut: AsOf

    @property
    def is_same(self) -> bool:
        return self.as_of.day == self.cut.day


def find_population(opened: Opened, unit: str, rule: str | None, times: Times) -> Bools:
    """Who exists at the cut, narrowed by a rule as of the cut."""
    condition = read_condition(rule) if rule is not None else tree.Everyone()
    return find_satisfying(opened, {"population": condition}, unit, times.cut)["population"]


def find_satisfying(
    opened: Opened, conditions: dict[str, Condition], unit: str, moment: AsOf
) -> dict[str, Bools]:
    """Who satisfies each, as truths over all ordinals; nobody outside the population does."""
    population = opened.population_at(moment)
    n = len(population.units[unit].keys.values)
    found = evaluate(
        population, opened.vocabulary, unit, conditions, moment.seconds, opened.zone, opened.threads
    ).memberships
    return {name: bitmaps.unpack(words, n) for name, words in zip(found.names, found.words, strict=True)}


def measure_values(opened: Opened, values: dict[str, Value], unit: str, moment: AsOf) -> dict[str, Column]:
    if not values:
        return {}
    population = opened.population_at(moment)
    return measure(population, opened.vocabulary, unit, values, moment.seconds, opened.zone, opened.threads)
