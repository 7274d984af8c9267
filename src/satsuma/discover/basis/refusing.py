"""What makes a basis impossible: every variable and option that cannot be used, said all at once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.discover.basis.answers import check_weights
from satsuma.discover.basis.judging import Facts, refuse
from satsuma.discover.basis.reading import read_numbers
from satsuma.discover.cluster.matrix import Matrix
from satsuma.model.errors import Finding, Place
from satsuma.model.kinds import Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.model.studies import DiscoveryDefinition

Rows = NDArray[np.int64]

MOST_LOOKED_AT = 20_000


def refuse_basis(
    values: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    rows: Rows,
    definition: DiscoveryDefinition,
    facts: Mapping[str, Facts],
) -> list[Finding]:
    """What is wrong with the basis (`facts` by variable), the transforms and the weights; empty where nothing is."""
    if not len(rows):
        return [_finding("There is no customer to divide.", "Widen the population, or choose another day.")]
    findings = []
    for name in definition.basis:
        if name not in values or name not in infos:
            findings.append(_unknown(name, values))
            continue
        reason = refuse(infos[name], facts[name])
        if reason is not None:
            message = f"'{infos[name].title}' ({name}) cannot be a basis variable. {reason}"
            findings.append(_finding(message, "Leave it out of 'basis'.", name))
    findings += refuse_transforms(values, rows, definition)
    return findings + refuse_weights(values, infos, rows, definition)


def refuse_transforms(
    values: Mapping[str, Column], rows: Rows, definition: DiscoveryDefinition
) -> list[Finding]:
    """Transforms of variables that are not in the basis or are no numbers, and logs of numbers under 0."""
    findings = []
    for name, transform in definition.transforms.items():
        column = values.get(name)
        if name not in definition.basis:
            message = f"'transforms' names {name}, which is not in 'basis'."
            findings.append(_finding(message, "Take it out, or put the variable into the basis.", name))
        elif isinstance(column, Codes | Flags | Sets):
            findings.append(
                _finding(f"{name} has words: '{transform}' is for numbers.", "Take it out.", name)
            )
        elif transform == "log" and isinstance(column, Scaled | Doubles):
            numbers = read_numbers(column)[rows]
            if np.nanmin(numbers, initial=0.0) < 0:
                hint = "Choose 'normal score' or 'none'."
                findings.append(_finding(f"{name} has numbers under 0, which have no log.", hint, name))
        elif transform == "log" and isinstance(column, Moments):
            findings.append(_finding(f"{name} is a date; dates take no log.", "Choose 'normal score'.", name))
    return findings


def refuse_weights(
    values: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    rows: Rows,
    definition: DiscoveryDefinition,
) -> list[Finding]:
    """Weights that do not exist, are in another role, or are not above 0 for everyone."""
    name = definition.weights
    if name is None:
        return []
    if name not in values or name not in infos:
        return [_unknown(name, values)]
    if name in definition.basis:
        return [_finding(f"{name} cannot be a weight and a basis variable.", "Choose one role.", name)]
    if infos[name].sensitivity is Sensitivity.PERSONAL or not infos[name].allowed:
        return [_finding(f"{name} may not be used.", "Choose another weight.", name)]
    wrong = check_weights(values[name], rows)[1]
    return [
        _finding(f"{name} cannot be a weight: {sentence}", "Mend or leave out 'weights'.", name)
        for sentence in wrong
    ]


def refuse_customers(
    infos: Mapping[str, VariableInfo],
    facts: Mapping[str, Facts],
    inside: int,
    asked: int,
    definition: DiscoveryDefinition,
) -> list[Finding]:
    """Too few customers with enough known values, and variables that say nothing about those who are left (`facts`)."""
    fewest = definition.fewest
    if inside < max(2, fewest):
        who = "no customer has" if not inside else f"{inside:,} customer{'s have' if inside > 1 else ' has'}"
        message = f"Of {asked:,} customers {who} at least half of the basis variables known: too few for {fewest} segments."
        return [
            _finding(message, "Take variables into the basis that more customers have, or more customers.")
        ]
    findings = []
    for name, known in facts.items() if inside < asked else ():
        reason = refuse(infos[name], known)
        if reason is not None:
            message = (
                f"'{infos[name].title}' ({name}) cannot be a basis variable for the {inside:,} customers with enough known "
                f"values. {reason}"
            )
            findings.append(_finding(message, "Leave it out of 'basis'.", name))
    return findings


def refuse_sameness(matrix: Matrix, definition: DiscoveryDefinition) -> list[Finding]:
    """Fewer different customers than segments."""
    looked = matrix.take(np.arange(min(matrix.n, MOST_LOOKED_AT)))
    different = len(np.unique(np.column_stack([looked.numbers, looked.choices]), axis=0))
    if different >= definition.fewest:
        return []
    message = f"The basis tells only {different} kinds of customers apart: too few for {definition.fewest} segments."
    return [_finding(message, "Take more variables into the basis.")]


def _unknown(name: str, values: Mapping[str, Column]) -> Finding:
    near = difflib.get_close_matches(name, list(values), n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "'satsuma variables' lists them."
    return _finding(f"There is no variable '{name}'.", hint, name)


def _finding(message: str, hint: str, name: str | None = None) -> Finding:
    return Finding(code="basis", message=message, hint=hint, place=Place(what=name) if name else None)
