"""A variable while it is written: what it is, who has it, and how it is distributed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps, measure
from satsuma.language.check import check_value
from satsuma.language.explain import sentence, value_words
from satsuma.language.grounds import Ground
from satsuma.language.read import read_value
from satsuma.language.tree import AccountVariable, Aggregate, Arithmetic, Missing, Variable
from satsuma.language.types import type_of
from satsuma.language.write import write_value
from satsuma.model.errors import Finding, RuleSyntaxError
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.previews import VariablePreview
from satsuma.model.results import VariableInfo
from satsuma.project.privacy import list_hidden
from satsuma.project.remembered import find_existing

if TYPE_CHECKING:
    from satsuma.columns import Column
    from satsuma.language.tree import Value
    from satsuma.model.definitions import VariableDefinition
    from satsuma.model.kinds import ValueType
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened

NAME = "preview"
MOST_LOOKED_AT = 200_000
"""Above, the distribution is that of a random sample: sorting a million values takes longer than a person waits."""
SEED = 1


def preview_variable(opened: Opened, definition: VariableDefinition, as_of: str | None) -> VariablePreview:
    """Creates nothing. OptionError for a wrong day or unit; everything else that is wrong is a finding."""
    started = time.perf_counter()
    unit, moment = opened.choose_unit(definition.unit), opened.choose_as_of(as_of)
    existing = find_existing(opened, unit, moment)
    plain = VariablePreview(
        text=definition.value or definition.column or definition.model or "",
        sentence="",
        unit=unit,
        as_of=moment.day.isoformat(),
        population=bitmaps.count(existing),
    )
    try:
        node = read_node(opened, definition, unit)
    except RuleSyntaxError as error:
        return plain.model_copy(update={"findings": error.findings})
    of_type = type_of(node, opened.vocabulary, unit)
    findings = (*check_value(node, opened.vocabulary, unit), *refuse_kind(definition, of_type))
    hidden = refuse_hidden(opened, node, definition)
    seen: dict[str, object] = {
        "text": write_value(node),
        "sentence": sentence(value_words(node, Ground(opened.vocabulary, unit))),
        "kind": definition.kind or (of_type.kind if of_type else None),
        "currency": of_type.currency if of_type else None,
        "findings": (*findings, *hidden),
    }
    if of_type is not None and not any(each.severity == "error" for each in findings):
        seen |= look_at_values(opened, definition, node, moment, bool(hidden))
    seconds = round(time.perf_counter() - started, 4)
    return plain.model_copy(update={**seen, "seconds": seconds})


def read_node(opened: Opened, definition: VariableDefinition, unit: str) -> Value:
    """The value that a definition stands for; of a model the variable that gives the same already."""
    if definition.value is not None:
        return read_value(definition.value)
    if definition.column is not None:
        return Variable(name=definition.column)
    for name, each in opened.definitions.variables.items():
        if (each.model, each.output, each.unit) == (definition.model, definition.output, unit):
            return Variable(name=name)
    message = f"No variable gives the {definition.output} of the model '{definition.model}' yet."
    raise RuleSyntaxError(message, hint="Adopt its discovery first.")


def refuse_kind(definition: VariableDefinition, of_type: ValueType | None) -> list[Finding]:
    """A kind that the value does not have, as `check` says it of a written one."""
    from satsuma.language.consistency import fits_kind

    if of_type is None or definition.kind is None or fits_kind(definition.kind, of_type.kind):
        return []
    message = f"It is declared as {definition.kind}, but its value is a {of_type.kind}."
    return [Finding(code="rule", message=message, hint=f"Choose {of_type.kind}, or leave it open.")]


def refuse_hidden(opened: Opened, node: Value, definition: VariableDefinition) -> list[Finding]:
    """A warning where the values may not be shown."""
    hidden = list_hidden(opened.definitions)
    named = set(list_shown(node)) & hidden.keys()
    if not named and definition.sensitivity is Sensitivity.ORDINARY:
        return []
    who = f"'{', '.join(sorted(named))}' is" if named else "It is declared"
    return [
        Finding(
            code="sensitive-field",
            message=f"{who} personal or sensitive and not allowed, so its values are not shown.",
            hint="Sensitive variables can be allowed in the project's settings ('allow_sensitive').",
            severity="warning",
        )
    ]


def list_shown(node: Value) -> Iterator[str]:
    """The fields whose own values a value holds: not those in filters, nor the date behind an age."""
    if isinstance(node, Variable | AccountVariable):
        yield node.name
    elif isinstance(node, Aggregate) and node.property is not None and node.function != "distinct":
        yield node.property
    elif isinstance(node, Arithmetic):
        yield from (*list_shown(node.left), *list_shown(node.right))


def look_at_values(
    opened: Opened, definition: VariableDefinition, node: Value, moment: AsOf, is_hidden: bool
) -> dict[str, object]:
    """Who has a value, and unless hidden how the values are distributed."""
    from satsuma.discover.distributions.describing import describe
    from satsuma.discover.distributions.verdict import Circumstances
    from satsuma.store.runs.stored import is_known

    unit = definition.unit
    population = opened.population_at(moment)
    column: Column = measure(
        population, opened.vocabulary, unit, {NAME: node}, moment.seconds, opened.zone, opened.threads
    )[NAME]
    known = is_known(column)
    everyone = bitmaps.unpack(find_existing(opened, unit, moment), len(known))
    found: dict[str, object] = {
        "customers": int((known & everyone).sum()),
        "warnings": tuple(opened.warn_stale(Missing(value=node), unit, moment)),
    }
    if is_hidden:
        return found
    rows, sampled = choose_rows(everyone)
    info = inform(opened, definition, node)
    nothing = Circumstances(None, (), {NAME: info})
    smallest = opened.definitions.project.smallest_group
    distribution = describe(info, column, rows, nothing, smallest, opened.zone)
    return {**found, "distribution": distribution, "sampled": sampled}


def choose_rows(everyone: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int | None]:
    """The ordinals to look at, and how many where not all."""
    rows = np.flatnonzero(everyone)
    if len(rows) <= MOST_LOOKED_AT:
        return rows, None
    chosen = np.random.default_rng(SEED).choice(len(rows), MOST_LOOKED_AT, replace=False)
    return rows[np.sort(chosen)], MOST_LOOKED_AT


def inform(opened: Opened, definition: VariableDefinition, node: Value) -> VariableInfo:
    of_type = type_of(node, opened.vocabulary, definition.unit)
    kind = definition.kind or (of_type.kind if of_type else Kind.NUMBER)
    return VariableInfo(
        name=NAME,
        title=definition.title or "The new variable",
        unit=definition.unit,
        family=definition.family,
        kind=kind,
        currency=of_type.currency if of_type else None,
        expression=definition.value,
    )
