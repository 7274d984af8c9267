"""All variables of a unit with their distributions, and which definitions use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from satsuma.engine import bitmaps
from satsuma.language.aims import read_either
from satsuma.language.grounds import suggest
from satsuma.language.tree import Variable
from satsuma.language.walk import walk
from satsuma.model.described import DescribedVariable, DescribedVariables, Use
from satsuma.model.errors import SatsumaError, UnknownNameError
from satsuma.project.exploring import Wanted, describe, look
from satsuma.project.listing import fill_counts, inform_variables
from satsuma.project.privacy import list_hidden

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened

Named = tuple[Use, set[str]]


def describe_variables(opened: Opened, as_of: str | None, unit: str | None) -> DescribedVariables:
    """Every variable of the unit as of the moment, hidden ones without a distribution. OptionError for a unit that does not
    exist, or without anybody at that moment."""
    view = look(opened, Wanted(), as_of, unit)
    described = {each.variable: each for each in describe(view)}
    infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, view.unit)
    population = view.snapshot.memberships.population
    uses = list_uses(opened.definitions, view.unit)
    return DescribedVariables(
        unit=view.unit,
        as_of=view.moment.day.isoformat(),
        population=bitmaps.count(population),
        variables=tuple(
            DescribedVariable(
                info=info, distribution=described.get(info.name), used_by=uses.get(info.name, ())
            )
            for info in fill_counts(infos, view.snapshot.values, population)
        ),
        warnings=opened.outdated if as_of is None else (),
    )


def describe_variable(opened: Opened, name: str, as_of: str | None, unit: str | None) -> DescribedVariable:
    """One variable; a hidden one without a distribution. UnknownNameError where the unit has none of that name."""
    of_unit = opened.choose_unit(unit)
    infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, of_unit)
    info = next((each for each in infos if each.name == name), None)
    if info is None:
        hint = suggest(name, [each.name for each in infos], "variables")
        raise UnknownNameError(f"There is no variable '{name[:80]}' of the {of_unit}.", hint=hint)
    is_shown = info.allowed and name not in list_hidden(opened.definitions)
    view = look(opened, Wanted((name,) if is_shown else ()), as_of, of_unit)
    population = view.snapshot.memberships.population
    return DescribedVariable(
        info=fill_counts([info], view.snapshot.values, population)[0],
        distribution=next(iter(describe(view)), None) if is_shown else None,
        used_by=list_uses(opened.definitions, of_unit).get(name, ()),
    )


def list_uses(definitions: Definitions, unit: str) -> dict[str, tuple[Use, ...]]:
    """By variable of the unit: the definitions that name it themselves, in the order of the chain."""
    found: dict[str, list[Use]] = {}
    for use, names in (*name_in_rules(definitions, unit), *name_in_aims(definitions, unit)):
        for name in names:
            found.setdefault(name, []).append(use)
    return {name: tuple(uses) for name, uses in found.items()}


def name_in_rules(definitions: Definitions, unit: str) -> Iterator[Named]:
    """Variables, segments and segmentations with the variables in their expressions."""
    for name, variable in definitions.variables.items():
        if variable.unit == unit and variable.value:
            yield Use(section="variables", name=name, title=variable.title or name), names_in(variable.value)
    for name, segment in definitions.segments.items():
        if segment.unit == unit:
            yield Use(section="segments", name=name, title=segment.title or name), names_in(segment.rule)
    for name, division in definitions.segmentations.items():
        if division.unit == unit:
            rules = [division.population, *(part.rule for part in division.priorities)]
            yield (
                Use(section="segmentations", name=name, title=division.title or name),
                names_in(*rules),
            )


def name_in_aims(definitions: Definitions, unit: str) -> Iterator[Named]:
    """Targets, objectives and discoveries with the variables that they name."""
    for name, target in definitions.targets.items():
        if target.unit == unit:
            yield Use(section="targets", name=name, title=target.title or target.problem), {target.kpi}
    for name, objective in definitions.objectives.items():
        if objective.unit == unit:
            texts = [
                objective.outcome,
                objective.population,
                objective.exposure,
                *objective.compare.values(),
            ]
            named = {*objective.candidates, *objective.adjust, *names_in(*texts)}
            yield Use(section="objectives", name=name, title=objective.question), named
    for name, study in definitions.discoveries.items():
        if study.unit == unit:
            named = {*study.basis, *study.descriptors, *study.outcomes, *names_in(study.population)}
            named |= {study.weights} if study.weights else set()
            yield Use(section="discoveries", name=name, title=study.title or name), named


def names_in(*texts: str | None) -> set[str]:
    """The variables that rules and values name; nothing of a text that cannot be read, which 'check' reports."""
    found: set[str] = set()
    for text in texts:
        if text is None:
            continue
        try:
            found |= {part.name for part in walk(read_either(text)) if isinstance(part, Variable)}
        except SatsumaError:
            continue
    return found
