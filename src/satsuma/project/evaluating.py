"""All segments and variables of a project at one moment, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.activate.contact import find_contactable
from satsuma.language.tree import Variable
from satsuma.model.definitions import Definitions, SourceDefinition

if TYPE_CHECKING:
    from satsuma.columns import Column, Memberships, Population
    from satsuma.language.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One unit at one moment. The memberships hold segments, and parts of segmentations as `segmentation/part`."""

    unit: str
    memberships: Memberships
    values: Mapping[str, Column]
    contactable: Mapping[str, NDArray[np.bool_]]

    def words(self, name: str) -> NDArray[np.uint64]:
        words: NDArray[np.uint64] = self.memberships.words[self.memberships.names.index(name)]
        return words


def list_enabled(definitions: Definitions, unit: str) -> list[str]:
    """The full names of a unit's segments that are switched on, in the order of their definition."""
    names = [
        name for name, segment in definitions.segments.items() if segment.unit == unit and segment.enabled
    ]
    for name, segmentation in definitions.segmentations.items():
        if segmentation.unit == unit and segmentation.enabled:
            parts = [part.name for part in segmentation.priorities] + [segmentation.residual]
            names += [f"{name}/{part}" for part in parts]
    return names


def sources_of(definitions: Definitions, unit: str) -> list[SourceDefinition]:
    return [source for source in definitions.sources.values() if source.unit == unit]


def take_snapshot(
    unit: str,
    definitions: Definitions,
    vocabulary: Vocabulary,
    population: Population,
    as_of: int,
    zone: ZoneInfo,
    threads: int,
) -> Snapshot:
    """Evaluates every segment and variable of the unit."""
    from satsuma.engine import evaluate, measure

    conditions = {name: vocabulary.segments[unit][name] for name in list_enabled(definitions, unit)}
    found = evaluate(population, vocabulary, unit, conditions, as_of, zone, threads).memberships
    names = [name for name, variable in definitions.variables.items() if variable.unit == unit]
    wanted = {name: Variable(name=name) for name in names}
    values = measure(population, vocabulary, unit, wanted, as_of, zone, threads) if wanted else {}
    contactable = find_contactable(population.units[unit], sources_of(definitions, unit))
    return Snapshot(unit, found, values, contactable)


def weigh_snapshot(snapshot: Snapshot) -> int:
    """Its size in memory, in bytes; what is mapped counts too."""
    from satsuma.store.runs.stored import weigh_column

    values = sum(weigh_column(column) for column in snapshot.values.values())
    reach = sum(each.nbytes for each in snapshot.contactable.values())
    return snapshot.memberships.words.nbytes + values + reach
