"""A project's definitions as a vocabulary: every rule and value read, segmentations cut into their parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from satsuma.language import tree
from satsuma.language.read import read_condition, read_value
from satsuma.language.tree import Condition, Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.definitions import Definitions, Priority, SegmentationDefinition
from satsuma.model.errors import Finding, Place, RuleSyntaxError
from satsuma.model.kinds import Shape


class Places(Protocol):
    """Where a definition's field stands in its file."""

    def find(self, section: str, name: str = "", *path: str | int) -> Place: ...


class Nowhere:
    """Places of definitions that no file holds: their names."""

    def find(self, section: str, name: str = "", *path: str | int) -> Place:
        return Place(what=" ".join([section, name, *map(str, path)]))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text of the definitions, read: what it belongs to, and where it stands."""

    section: str
    name: str
    unit: str
    node: Condition | Value
    place: Place
    is_value: bool = False


@dataclass(slots=True)
class Assembly:
    """All texts that could be read, findings about those that could not, and the vocabulary they make."""

    spoken: list[Spoken] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    variables: dict[str, dict[str, Value]] = field(default_factory=dict)
    segments: dict[str, dict[str, Condition]] = field(default_factory=dict)
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    segment_titles: dict[str, dict[str, str]] = field(default_factory=dict)

    def vocabulary(self, shape: Shape) -> Vocabulary:
        return Vocabulary(
            shape,
            self.variables,
            self.segments,
            titles=self.titles,
            segment_titles=self.segment_titles,
        )


def assemble(definitions: Definitions, places: Places | None = None) -> Assembly:
    """Reads all texts; what cannot be read is left out and becomes a finding."""
    places = places or Nowhere()
    made = Assembly()
    made.findings += _unreadable_row_rules(definitions, places)
    _entitle(made, definitions)
    for name, variable in definitions.variables.items():
        of_unit = made.variables.setdefault(variable.unit, {})
        if variable.column is not None:
            if variable.column != name:
                of_unit[name] = tree.Variable(name=variable.column)
            continue
        if variable.model is not None:  # its values are put beside the unit's columns, by its own name
            continue
        place = places.find("variables", name, "value")
        value = _read(made, "variables", name, variable.unit, variable.value or "", place, is_value=True)
        if value is not None:
            of_unit[name] = value  # type: ignore[assignment]
    for name, segment in definitions.segments.items():
        place = places.find("segments", name, "rule")
        condition = _read(made, "segments", name, segment.unit, segment.rule, place)
        if condition is not None:
            made.segments.setdefault(segment.unit, {})[name] = condition  # type: ignore[assignment]
    for name, segmentation in definitions.segmentations.items():
        parts = dict(_cut(made, name, segmentation, places))
        made.segments.setdefault(segmentation.unit, {}).update(parts)
    return made


def _entitle(made: Assembly, definitions: Definitions) -> None:
    """What people call variables and segments; a column that a variable shows is called like it."""
    for name, variable in definitions.variables.items():
        if variable.title and variable.title.strip():
            of_unit = made.titles.setdefault(variable.unit, {})
            of_unit[name] = variable.title
            if variable.column is not None and variable.column not in definitions.variables:
                of_unit.setdefault(variable.column, variable.title)
    for name, segment in definitions.segments.items():
        if segment.title and segment.title.strip():
            made.segment_titles.setdefault(segment.unit, {})[name] = segment.title
    for name, segmentation in definitions.segmentations.items():
        for part in segmentation.priorities:
            if part.title and part.title.strip():
                made.segment_titles.setdefault(segmentation.unit, {})[f"{name}/{part.name}"] = part.title


def _unreadable_row_rules(definitions: Definitions, places: Places) -> Iterator[Finding]:
    """Rules about a source's rows talk about its columns, which cleaning knows; here only their text is read."""
    for name, source in definitions.sources.items():
        for number, rule in enumerate(source.exclude):
            try:
                read_condition(rule.where, places.find("sources", name, "exclude", number, "where"))
            except RuleSyntaxError as error:
                yield from error.findings


def _read(
    made: Assembly, section: str, name: str, unit: str, text: str, place: Place, is_value: bool = False
) -> Condition | Value | None:
    try:
        node = read_value(text, place) if is_value else read_condition(text, place)
    except RuleSyntaxError as error:
        made.findings.extend(error.findings)
        return None
    made.spoken.append(Spoken(section, name, unit, node, place, is_value))
    return node


def _cut(
    made: Assembly, name: str, segmentation: SegmentationDefinition, places: Places
) -> Iterator[tuple[str, Condition]]:
    """Each part as a rule of its own: in the population, not in an earlier part, and in this one."""
    given: list[Condition] = []
    if segmentation.population is not None:
        place = places.find("segmentations", name, "population")
        population = _read(made, "segmentations", name, segmentation.unit, segmentation.population, place)
        given = [population] if population is not None else []  # type: ignore[list-item]
    earlier: list[Condition] = []
    for number, priority in enumerate(segmentation.priorities):
        condition = _read_part(made, name, segmentation.unit, number, priority, places)
        if condition is None:
            continue
        yield (
            f"{name}/{priority.name}",
            join([*given, *(tree.Not(condition=one) for one in earlier), condition]),
        )
        earlier.append(condition)
    yield (
        f"{name}/{segmentation.residual}",
        join([*given, *(tree.Not(condition=one) for one in earlier)]),
    )


def _read_part(
    made: Assembly, name: str, unit: str, number: int, priority: Priority, places: Places
) -> Condition | None:
    if priority.segment is not None:
        condition = tree.InSegment(name=priority.segment)
        place = places.find("segmentations", name, "priorities", number, "segment")
        made.spoken.append(Spoken("segmentations", f"{name}/{priority.name}", unit, condition, place))
        return condition
    place = places.find("segmentations", name, "priorities", number, "rule")
    return _read(made, "segmentations", f"{name}/{priority.name}", unit, priority.rule or "", place)  # type: ignore[return-value]


def join(conditions: list[Condition]) -> Condition:
    """All of them: an `and` of several, the only one, or everyone."""
    if len(conditions) > 1:
        return tree.And(conditions=tuple(conditions))
    return conditions[0] if conditions else tree.Everyone()
