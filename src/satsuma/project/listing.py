"""Lists: variables with what is known of them, members with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.language.check import type_of
from satsuma.language.tree import Variable
from satsuma.model.definitions import VariableDefinition
from satsuma.model.errors import StorageError
from satsuma.model.kinds import Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.project.tables import MemberKeys, Table
from satsuma.store.runs import load_memberships, load_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from satsuma.columns import Column, Memberships
    from satsuma.engine.bitmaps import Words
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened
    from satsuma.store.runs import StoredRun


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


def count_known(values: Mapping[str, Column], population: Words) -> dict[str, int]:
    """How many of the population have a value, by variable."""
    from satsuma.store.runs.stored import is_known

    known = {name: is_known(column) for name, column in values.items()}
    return {name: int((has & bitmaps.unpack(population, len(has))).sum()) for name, has in known.items()}


def fill_counts(
    variables: Sequence[VariableInfo], values: Mapping[str, Column], population: Words
) -> list[VariableInfo]:
    """The variables with how many customers have each."""
    counts, everyone = count_known(values, population), bitmaps.count(population)
    return [
        info.model_copy(update={"customers": counts.get(info.name), "population": everyone})
        for info in variables
    ]


def members_of(run: StoredRun, unit: str) -> Memberships:
    """The memberships stored with a run; StorageError for a run without them."""
    found = load_memberships(run.path, unit)
    if found is None:
        raise StorageError(f"The stored run {run.id} has no memberships.", hint="Run again.")
    return found


def list_variables(opened: Opened) -> Table[VariableInfo]:
    """All variables of all units, with how many customers have a value."""
    rows: list[VariableInfo] = []
    for unit in opened.run.shape.units:
        infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
        values = load_values(opened.run.path, unit)
        rows += fill_counts(infos, values, members_of(opened.run, unit).population)
    columns = ("name", "title", "family", "kind", "customers")
    return Table(rows, columns, "Variables by family")


def list_members(opened: Opened, segment: str, as_of: str | None) -> MemberKeys:
    """The keys of a segment's members, in the order of their ordinals."""
    keys = opened.population.units[opened.find_segment(segment)[0]].keys.values
    found = keys[find_members(opened, segment, as_of)]
    return MemberKeys(found, f"Members of {segment}", opened.outdated if as_of is None else ())


def find_members(opened: Opened, segment: str, as_of: str | None) -> NDArray[np.int64]:
    """The members' ordinals, of the last run or of a past day."""
    from satsuma.engine import evaluate

    unit, name = opened.find_segment(segment)
    stored = members_of(opened.run, unit)
    if as_of is None and name in stored.names:
        return bitmaps.members(stored.words[stored.names.index(name)])
    moment = opened.choose_as_of(as_of)
    condition = {name: opened.vocabulary.segments[unit][name]}
    found = evaluate(
        opened.population_at(moment),
        opened.vocabulary,
        unit,
        condition,
        moment.seconds,
        opened.zone,
        opened.threads,
    )
    return bitmaps.members(found.memberships.words[0])
