"""Lists: variables with what is known of them, members with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

from satsuma.language.check import type_of
from satsuma.language.tree import Variable
from satsuma.model.definitions import VariableDefinition
from satsuma.model.kinds import Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.project.tables import Table
from satsuma.store.runs import load_memberships, load_values

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened
    from satsuma.store.runs import StoredRun


class Member(BaseModel):
    """One member of a segment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str | int


def inform_variables(
    definitions: Definitions, run: StoredRun, vocabulary: Vocabulary, unit: str
) -> list[VariableInfo]:
    """The unit's variables by family, then name."""
    shape = run.shape.units[unit]
    found = []
    for name, definition in definitions.variables.items():
        if definition.unit != unit:
            continue
        known = type_of(Variable(name=name), vocabulary, unit)
        found.append(
            VariableInfo(
                name=name,
                title=definition.title or name.replace("_", " ").capitalize(),
                unit=unit,
                family=definition.family,
                kind=definition.kind or known.kind,
                currency=known.currency,
                sensitivity=definition.sensitivity,
                allowed=is_allowed(name, definition, definitions),
                origin="column" if definition.column else "variable",
                as_known_on=shape.as_known_on.get(definition.column or ""),
                expression=definition.value,
            )
        )
    return sorted(found, key=lambda info: (str(info.family), info.name))


def is_allowed(name: str, definition: VariableDefinition, definitions: Definitions) -> bool:
    """Sensitive variables need the project's word."""
    allowed = definitions.project.allow_sensitive
    return definition.sensitivity is not Sensitivity.SENSITIVE or name in allowed


def count_known(opened: Opened, unit: str) -> dict[str, int]:
    """How many customers of the last run's population have a value, by variable."""
    from satsuma.activate.contact import is_known
    from satsuma.monitor.changes import read_bits

    values = load_values(opened.run.path, unit)
    population = load_memberships(opened.run.path, unit).population
    counts = {}
    for name, column in values.items():
        known = is_known(column)
        counts[name] = int((known & read_bits(population, len(known))).sum())
    return counts


def list_variables(opened: Opened) -> Table[VariableInfo]:
    """All variables of all units, with how many customers have a value."""
    rows: list[VariableInfo] = []
    for unit in opened.run.shape.units:
        counts = count_known(opened, unit)
        population = int(np.bitwise_count(load_memberships(opened.run.path, unit).population).sum())
        for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit):
            rows.append(
                info.model_copy(update={"customers": counts.get(info.name), "population": population})
            )
    columns = ("family", "name", "title", "kind", "unit", "customers", "population")
    return Table(rows, columns, "Variables by family")


def list_members(opened: Opened, segment: str, as_of: str | None) -> Table[Member]:
    """The keys of a segment's members, in the order of their ordinals."""
    keys = opened.population.units[opened.find_segment(segment)[0]].keys.values
    ordinals = find_members(opened, segment, as_of)
    return Table([Member(key=key) for key in keys[ordinals].tolist()], ("key",), f"Members of {segment}")


def find_members(opened: Opened, segment: str, as_of: str | None) -> np.ndarray:
    """The members' ordinals, of the last run or of a past day."""
    from satsuma.engine import evaluate
    from satsuma.monitor.changes import read_bits

    unit, name = opened.find_segment(segment)
    n = len(opened.population.units[unit].keys.values)
    stored = load_memberships(opened.run.path, unit)
    if as_of is None and name in stored.names:
        return np.flatnonzero(read_bits(stored.words[stored.names.index(name)], n))
    moment = opened.choose_as_of(as_of)
    condition = {name: opened.vocabulary.segments[unit][name]}
    found = evaluate(
        opened.population, opened.vocabulary, unit, condition, moment.seconds, opened.zone, opened.threads
    )
    return np.flatnonzero(read_bits(found.memberships.words[0], n))
