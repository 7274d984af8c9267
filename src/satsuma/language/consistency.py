"""Findings about a project's definitions together: cycles, clashes of names, doubles, what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.language.assembly import Assembly, Nowhere, Places
from satsuma.language.grounds import suggest
from satsuma.language.normalise import fingerprint
from satsuma.language.references import Reference, find_cycles, references_of
from satsuma.language.tree import Variable
from satsuma.language.types import type_of
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.definitions import Definitions, SourceDefinition
from satsuma.model.errors import Finding, Place
from satsuma.model.kinds import NUMERIC, WORDS, Kind, Role, Shape

_SECTIONS = {"variable": "variables", "segment": "segments"}


def check_consistency(
    definitions: Definitions,
    made: Assembly,
    vocabulary: Vocabulary,
    shape: Shape | None,
    places: Places | None,
) -> list[Finding]:
    """All findings that need more than one definition. `shape` is None before the first run."""
    where = places or Nowhere()
    findings = [*_find_cycles(vocabulary, where), *_find_doubles(made), *_find_known(definitions, where)]
    findings += _find_repeated_parts(definitions, where)
    if shape is not None:
        findings += [*_find_clashes(definitions, shape, where), *_find_columns(definitions, shape, where)]
        findings += [
            *_find_kinds(definitions, vocabulary, where),
            *_find_unused(definitions, made, vocabulary, where),
        ]
    else:
        findings += _find_segments(made, vocabulary)
    return findings


def _mistake(message: str, hint: str | None, place: Place | None) -> Finding:
    return Finding(code="rule", message=message, hint=hint, place=place)


def _warning(message: str, hint: str | None, place: Place | None) -> Finding:
    return Finding(code="rule", message=message, hint=hint, place=place, severity="warning")


def _find_cycles(vocabulary: Vocabulary, where: Places) -> Iterator[Finding]:
    for cycle in find_cycles(vocabulary):
        kinds = {kind for kind, _, _ in cycle}
        what = " and ".join(sorted(_SECTIONS[kind] for kind in kinds))
        path = " → ".join(name for _, _, name in cycle)
        yield _mistake(
            f"These {what} depend on each other in a circle: {path}.",
            "Take one of them out of the circle.",
            _place_of(cycle[0], where),
        )


def _place_of(reference: Reference, where: Places) -> Place:
    kind, _, name = reference
    if kind == "segment" and "/" in name:
        return where.find("segmentations", name.split("/")[0])
    return where.find(_SECTIONS[kind], name, "rule" if kind == "segment" else "value")


def _find_doubles(made: Assembly) -> Iterator[Finding]:
    """Segments that say the same."""
    seen: dict[tuple[str, str], str] = {}
    for spoken in made.spoken:
        if spoken.section == "segments":
            key = (spoken.unit, fingerprint(spoken.node))
            if key in seen:
                message = f"The segments '{seen[key]}' and '{spoken.name}' have the same rule."
                yield _warning(message, "Keep one of them.", spoken.place)
            seen.setdefault(key, spoken.name)


def _find_known(definitions: Definitions, where: Places) -> Iterator[Finding]:
    for name, variable in definitions.variables.items():
        if variable.known is not None and variable.known.of not in definitions.variables:
            yield _mistake(
                f"'{name}' is known {variable.known.when} '{variable.known.of}', which is no variable.",
                suggest(variable.known.of, list(definitions.variables), "variables"),
                where.find("variables", name, "known"),
            )


def _find_repeated_parts(definitions: Definitions, where: Places) -> Iterator[Finding]:
    for name, segmentation in definitions.segmentations.items():
        names = [*(part.name for part in segmentation.priorities), segmentation.residual]
        for repeated in sorted({part for part in names if names.count(part) > 1}):
            yield _mistake(
                f"The segmentation '{name}' has two parts called '{repeated}'.",
                "Give each part its own name.",
                where.find("segmentations", name),
            )
        if name in definitions.segments:
            yield _mistake(
                f"'{name}' is both a segment and a segmentation.",
                "Rename one of them.",
                where.find("segmentations", name),
            )


def _find_clashes(definitions: Definitions, shape: Shape, where: Places) -> Iterator[Finding]:
    for name, variable in definitions.variables.items():
        unit = shape.units.get(variable.unit)
        if unit is None:
            continue
        place = where.find("variables", name)
        if name in unit.columns and variable.column != name and variable.model is None:
            yield _mistake(
                f"'{name}' is both a variable and a column of the {variable.unit}.",
                "Rename the variable, so that rules say which one they mean.",
                place,
            )
        if name in unit.events:
            yield _warning(f"'{name}' is both a variable and an event.", "Rename the variable.", place)
    for unit in shape.units.values():
        for name in sorted(set(unit.columns) & set(unit.events)):
            yield _warning(
                f"'{name}' is both a column and an event of the {unit.name}.",
                "Rename one of them in its source.",
                where.find("sources", unit.events[name].source.split(", ")[0]),
            )


def _find_columns(definitions: Definitions, shape: Shape, where: Places) -> Iterator[Finding]:
    for name, variable in definitions.variables.items():
        unit = shape.units.get(variable.unit)
        place = where.find("variables", name, "column" if variable.column is not None else "unit")
        if unit is None:
            if variable.column is not None:
                yield _mistake(
                    f"There is no unit '{variable.unit}'.",
                    suggest(variable.unit, list(shape.units), "units"),
                    place,
                )
        elif variable.column is not None and variable.column not in unit.columns:
            yield _mistake(
                f"The {variable.unit} has no column '{variable.column}'.",
                suggest(variable.column, list(unit.columns), "columns"),
                place,
            )


_GROUPS: tuple[frozenset[Kind], ...] = (NUMERIC, WORDS)


def fits_kind(declared: Kind, found: Kind) -> bool:
    """Whether a value of one kind may be called another."""
    return declared is found or any({declared, found} <= group for group in _GROUPS)


def _find_kinds(definitions: Definitions, vocabulary: Vocabulary, where: Places) -> Iterator[Finding]:
    """Declared kinds that the value does not have; numbers may be called shares or money and the other way round."""
    for name, variable in definitions.variables.items():
        found = type_of(Variable(name=name), vocabulary, variable.unit)
        if variable.kind is None or found is None:
            continue
        if not fits_kind(variable.kind, found.kind):
            yield _mistake(
                f"'{name}' is declared as {variable.kind}, but its value is a {found.kind}.",
                f"Write kind: {found.kind}, or leave it out.",
                where.find("variables", name, "kind"),
            )


def _find_unused(
    definitions: Definitions, made: Assembly, vocabulary: Vocabulary, where: Places
) -> Iterator[Finding]:
    """Event sources that no rule looks at, lookups that no source joins, disabled segments that no rule names."""
    used = {found for spoken in made.spoken for found in references_of(spoken.node, vocabulary, spoken.unit)}
    events = {(unit, name) for kind, unit, name in used if kind == "event"}
    joined = {join.lookup for source in definitions.sources.values() for join in source.joins}
    for name, source in definitions.sources.items():
        place = where.find("sources", name)
        if source.role is Role.LOOKUP and name not in joined:
            yield _warning(
                f"No source joins the lookup '{name}'.", "Join it in a source, or remove it.", place
            )
        if source.role is Role.EVENT and not events & set(_events_of(name, source, vocabulary)):
            yield _warning(
                f"No variable and no segment looks at the events of '{name}'.",
                "Use them in a rule, or remove the source.",
                place,
            )
    for name, segment in definitions.segments.items():
        if not segment.enabled and ("segment", segment.unit, name) not in used:
            yield _warning(
                f"The segment '{name}' is switched off and nothing uses it.",
                "Switch it on, or remove it.",
                where.find("segments", name),
            )


def _events_of(name: str, source: SourceDefinition, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    unit = vocabulary.shape.units.get(source.unit or "")
    for event in unit.events.values() if unit is not None else ():
        if name in event.source.split(", "):
            yield unit.name if unit is not None else "", event.name


def _find_segments(made: Assembly, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Unknown segments, which are known to be unknown without any data."""
    for spoken in made.spoken:
        for kind, unit, name in references_of(spoken.node, vocabulary, spoken.unit):
            known = vocabulary.segments.get(unit, {})
            if kind == "segment" and unit and name not in known:
                yield _mistake(
                    f"There is no segment '{name}'.", suggest(name, list(known), "segments"), spoken.place
                )
