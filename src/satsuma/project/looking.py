"""A discovery at work: its definition, whom it is about, and their values at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.language.read import read_condition
from satsuma.model.errors import Finding, MistakeError, OptionError, RuleError
from satsuma.model.studies import DiscoveryDefinition
from satsuma.project.ingredients import list_variables
from satsuma.project.listing import inform_variables
from satsuma.project.moments import AsOf

if TYPE_CHECKING:
    from satsuma.columns import Column
    from satsuma.discover.basis.building import Basis
    from satsuma.discover.descriptors import Descriptor, Role
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened


@dataclass(frozen=True, slots=True)
class Look:
    """`rows` are the ordinals of everyone asked about, ascending; values and infos cover the whole unit."""

    opened: Opened
    name: str
    definition: DiscoveryDefinition
    moment: AsOf
    values: Mapping[str, Column]
    infos: Mapping[str, VariableInfo]
    rows: NDArray[np.int64]
    notes: tuple[str, ...] = field(default=())

    @property
    def unit(self) -> str:
        return self.definition.unit

    def build_basis(self) -> Basis:
        """MistakeError names every variable that cannot be used, and why."""
        from satsuma.discover.basis.building import build_basis

        return build_basis(
            self.values, self.infos, self.rows, self.definition, as_of_seconds=self.moment.seconds
        )

    def read_descriptors(self, rows: NDArray[np.int64]) -> list[Descriptor]:
        """What may describe and judge segments, over the customers of `rows`."""
        from satsuma.discover.descriptors import read_descriptors

        return read_descriptors(self.values, self.infos, self.list_roles(), rows, self.moment.seconds)

    def list_roles(self) -> dict[str, Role]:
        """Descriptors and outcomes. Without named descriptors: everything else that shares no column and no variable with the
        basis, be it through an expression or a model."""
        definition = self.definition
        outcomes: dict[str, Role] = dict.fromkeys(definition.outcomes, "outcome")
        if definition.descriptors:
            return {**dict.fromkeys(definition.descriptors, "descriptor"), **outcomes}
        made_of: set[str] = set()
        for name in definition.basis:
            made_of |= list_variables(name, self.unit, self.opened.vocabulary)
        rest = [
            name
            for name in self.infos
            if name not in outcomes
            and made_of.isdisjoint(list_variables(name, self.unit, self.opened.vocabulary))
        ]
        return {**dict.fromkeys(rest, "descriptor"), **outcomes}


def look(opened: Opened, name: str, definition: DiscoveryDefinition, as_of: str | None) -> Look:
    """RuleError for a population that cannot be read, OptionError for one without anybody, MistakeError with all names
    that the unit does not have."""
    unit = opened.choose_unit(definition.unit)
    moment = opened.choose_as_of(as_of)
    infos = {
        info.name: info for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    }
    refuse_unknown(definition, infos, unit)
    refuse_own_segments(opened, name, definition)
    snapshot = opened.look(unit, moment)
    rows = bitmaps.members(choose_population(opened, definition, moment, snapshot.memberships.population))
    if not len(rows):
        raise OptionError(
            f"There is no {unit} to group, looking back from {moment.day.isoformat()}.",
            hint="Choose a later day, or widen the discovery's population.",
        )
    return Look(opened, name, definition, moment, snapshot.values, infos, rows)


def refuse_own_segments(opened: Opened, name: str, definition: DiscoveryDefinition) -> None:
    """A basis made of the segments that the discovery itself gave: the model would look at its own answer."""
    own = {variable for variable, each in opened.definitions.variables.items() if each.model == name}
    circular = [
        basis for basis in definition.basis if own & list_variables(basis, definition.unit, opened.vocabulary)
    ]
    if circular:
        raise MistakeError(
            f"{', '.join(repr(each) for each in circular)}: made from the segments of '{name}' itself.",
            hint="Leave it out of the basis, or give the discovery another name.",
        )


def choose_population(
    opened: Opened, definition: DiscoveryDefinition, moment: AsOf, everyone: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Everyone of the unit, or those whom the definition's rule names."""
    from satsuma.engine import evaluate
    from satsuma.language.check import check_condition

    if definition.population is None:
        return everyone
    condition = read_condition(definition.population)
    findings = check_condition(condition, opened.vocabulary, definition.unit, None)
    if any(finding.severity == "error" for finding in findings):
        raise RuleError(findings)
    found = evaluate(
        opened.population_at(moment),
        opened.vocabulary,
        definition.unit,
        {"population": condition},
        moment.seconds,
        opened.zone,
        opened.threads,
    )
    words: NDArray[np.uint64] = found.memberships.words[0]
    return words


def refuse_unknown(definition: DiscoveryDefinition, infos: Mapping[str, VariableInfo], unit: str) -> None:
    """All names at once, each with the nearest that there is."""
    import difflib

    asked = (*definition.basis, *definition.descriptors, *definition.outcomes)
    weights = (definition.weights,) if definition.weights else ()
    findings = []
    for name in dict.fromkeys((*asked, *weights)):
        if name in infos:
            continue
        near = difflib.get_close_matches(name, infos, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "'satsuma variables' lists them."
        message = f"There is no variable '{name}' of the {unit}."
        findings.append(Finding(code="unknown-name", message=message, hint=hint))
    if findings:
        raise MistakeError(findings)
