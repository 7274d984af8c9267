"""Findings about targets and objectives: names that nothing has, rules that cannot be read, what serves no target."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeGuard

from satsuma.language import tree
from satsuma.language.assembly import Nowhere, Places, assemble
from satsuma.language.check import check_condition, check_value
from satsuma.language.grounds import suggest
from satsuma.language.read import read_condition, read_value
from satsuma.language.tree import Condition, Value
from satsuma.language.types import type_of
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.windows import Node
from satsuma.model.aims import ObjectiveDefinition, TargetDefinition
from satsuma.model.definitions import Definitions
from satsuma.model.errors import Finding, Place, RuleSyntaxError
from satsuma.model.kinds import NUMERIC, Kind, Shape

VALUES = (
    tree.Number, tree.Text, tree.YesNo, tree.Date, tree.Variable, tree.AccountVariable, tree.Aggregate, tree.Arithmetic,
    tree.Elapsed, tree.PeopleCount,
)  # fmt: skip


def check_aims(definitions: Definitions, shape: Shape | None, places: Places | None = None) -> list[Finding]:
    """All findings about targets, objectives and what names them. Without a shape only names of definitions and texts are
    looked at."""
    where = places or Nowhere()
    empty = Shape(units={}, main_unit=definitions.project.main_unit, timezone="UTC")
    vocabulary = assemble(definitions).vocabulary(shape or empty)
    found: list[Finding] = []
    for name, target in definitions.targets.items():
        found += check_target(name, target, definitions, vocabulary, where)
    for name, objective in definitions.objectives.items():
        found += check_objective(name, objective, definitions, vocabulary, where)
    for name, segmentation in definitions.segmentations.items():
        place = where.find("segmentations", name, "target")
        found += _check_target_name(segmentation.target, definitions, place)
    return found


def _mistake(message: str, hint: str | None, place: Place | None) -> Finding:
    return Finding(code="rule", message=message, hint=hint, place=place)


def _check_target_name(name: str | None, definitions: Definitions, place: Place) -> Iterator[Finding]:
    if name is not None and name not in definitions.targets:
        yield _mistake(
            f"There is no target '{name}'.", suggest(name, list(definitions.targets), "targets"), place
        )


def check_target(
    name: str, target: TargetDefinition, definitions: Definitions, vocabulary: Vocabulary, where: Places
) -> Iterator[Finding]:
    """Everything about one target's unit and KPI."""
    place = where.find("targets", name, "unit")
    yield from _check_unit(target.unit, vocabulary, place)
    of_unit = _variables_of(definitions, target.unit)
    place = where.find("targets", name, "kpi")
    if target.kpi not in of_unit:
        hint = suggest(target.kpi, of_unit, "variables")
        yield _mistake(f"The KPI '{target.kpi}' is no variable of the {target.unit}.", hint, place)
    elif vocabulary.shape.units:
        found = _kind_of(target.kpi, definitions, vocabulary, target.unit)
        if found is not None and found not in NUMERIC | {Kind.FLAG}:
            hint = "Choose a number, an amount, a share, or yes or no."
            yield _mistake(
                f"The KPI '{target.kpi}' is a {found}, which has no total or average.", hint, place
            )


def _kind_of(name: str, definitions: Definitions, vocabulary: Vocabulary, unit: str) -> Kind | None:
    declared = definitions.variables[name].kind
    found = type_of(tree.Variable(name=name), vocabulary, unit)
    return found.kind if found is not None else declared


def _variables_of(definitions: Definitions, unit: str) -> list[str]:
    return [name for name, variable in definitions.variables.items() if variable.unit == unit]


def _check_unit(unit: str, vocabulary: Vocabulary, place: Place) -> Iterator[Finding]:
    units = list(vocabulary.shape.units)
    if units and unit not in units:
        yield _mistake(f"There is no unit '{unit}'.", suggest(unit, units, "units"), place)


def check_objective(
    name: str, objective: ObjectiveDefinition, definitions: Definitions, vocabulary: Vocabulary, where: Places
) -> list[Finding]:
    """Everything about one objective's names and rules."""
    found = list(_check_unit(objective.unit, vocabulary, where.find("objectives", name, "unit")))
    if found:
        return found
    place = where.find("objectives", name, "target")
    found += _check_target_name(objective.target, definitions, place)
    if objective.target is None and definitions.targets:
        message = f"The objective '{name}' names no target."
        hint = f"Add 'target: {next(iter(definitions.targets))}', or the one it serves."
        found.append(Finding(code="rule", message=message, hint=hint, place=place, severity="warning"))
    known = _variables_of(definitions, objective.unit)
    for field in ("candidates", "adjust"):
        names = getattr(objective, field)
        found += _check_names(names, known, objective.unit, name, field, where)
    for text, path, kinds in _list_texts(objective):
        found += _check_text(text, kinds, vocabulary, objective.unit, where.find("objectives", name, *path))
    return found


def _check_names(
    names: Collection[str], known: Collection[str], unit: str, objective: str, field: str, where: Places
) -> Iterator[Finding]:
    for number, each in enumerate(names):
        if each not in known:
            place = where.find("objectives", objective, field, number)
            yield _mistake(
                f"'{each}' is no variable of the {unit}.", suggest(each, known, "variables"), place
            )


def _list_texts(objective: ObjectiveDefinition) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The objective's rules: text, field, and whether it may be a condition, a value, or either."""
    if objective.outcome is not None:
        yield objective.outcome, ("outcome",), "either"
    if objective.population is not None:
        yield objective.population, ("population",), "condition"
    if objective.exposure is not None:
        yield objective.exposure, ("exposure",), "value"
    for name, rule in objective.compare.items():
        yield rule, ("compare", name), "condition"


def _check_text(text: str, kinds: str, vocabulary: Vocabulary, unit: str, place: Place) -> Iterator[Finding]:
    try:
        node = read_either(text, place) if kinds == "either" else None
        if kinds == "condition":
            node = read_condition(text, place)
        elif kinds == "value":
            node = read_value(text, place)
    except RuleSyntaxError as error:
        yield from error.findings
        return
    if node is not None and vocabulary.shape.units:
        yield from check_either(node, vocabulary, unit, place)


def read_either(text: str, place: Place | None = None) -> Condition | Value:
    """A value where the text is one (a variable, an aggregate), else a condition; raises RuleSyntaxError of the latter."""
    try:
        return read_value(text, place)
    except RuleSyntaxError:
        return read_condition(text, place)


def is_value(node: Node) -> TypeGuard[Value]:
    """Whether a tree that `read_either` gave is a value."""
    return isinstance(node, VALUES)


def check_either(
    node: Condition | Value, vocabulary: Vocabulary, unit: str, place: Place | None = None
) -> list[Finding]:
    """Findings about what `read_either` gave."""
    if is_value(node):
        return check_value(node, vocabulary, unit, place)
    return check_condition(node, vocabulary, unit, place)  # type: ignore[arg-type]
