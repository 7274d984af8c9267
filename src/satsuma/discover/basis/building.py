"""The basis of a segmentation: who is in, as which numbers, by which recipe, and what to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.discover.basis.answers import (
    Style,
    check_style,
    check_weights,
    find_batteries,
    report_style,
)
from satsuma.discover.basis.applying import apply_basis, fill_missing
from satsuma.discover.basis.fields import Choices, draft_fields, fit_fields
from satsuma.discover.basis.judging import gather_facts
from satsuma.discover.basis.missing import find_informative, find_known
from satsuma.discover.basis.notes import (
    count_infinite_values,
    describe_form,
    describe_missing,
    describe_outliers,
    describe_unknown,
    warn_unsuited,
)
from satsuma.discover.basis.outliers import Outliers, find_outliers
from satsuma.discover.basis.redundancy import (
    find_redundant,
    warn_dominance,
    warn_made_of,
    warn_redundant,
    warn_small_sample,
)
from satsuma.discover.basis.refusing import refuse_basis, refuse_customers, refuse_sameness
from satsuma.discover.cluster.matrix import Matrix
from satsuma.model.discoveries import BasisField
from satsuma.model.errors import MistakeError
from satsuma.model.kinds import NUMERIC, Kind, Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.model.studies import DiscoveryDefinition

Rows = NDArray[np.int64]

LEAST_KNOWN = 0.5
"""Share of the basis variables that must be known of a customer."""
DISTANCES = frozenset({"k-means", "gaussian mixture"})
"""Algorithms that read numbers only."""


@dataclass(frozen=True, slots=True)
class Basis:
    """`matrix` has one row for each customer of `rows` (ordinals, ascending), missing values kept. `outliers` and `unknown`
    (too few known fields) are ordinals set aside; together with `rows` they are the customers asked about. `styles` has marks
    for each of `rows`; `weights` is None where none are declared. Notes say what was done, warnings what to mind."""

    fields: tuple[BasisField, ...]
    matrix: Matrix
    rows: Rows
    outliers: Rows
    unknown: Rows
    styles: tuple[Style, ...]
    weights: NDArray[np.float64] | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def filled(self) -> Matrix:
        """The matrix without missing values, for algorithms that cannot skip them."""
        return fill_missing(self.matrix, self.fields)


def build_basis(
    values: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    rows: Rows,
    definition: DiscoveryDefinition,
    *,
    as_of_seconds: int,
    ordered_as_numbers: bool | None = None,
) -> Basis:
    """The basis of `definition` over the customers of `rows` (ascending ordinals into the columns).

    Ordered words count as scores 1, 2, … where `ordered_as_numbers`; by default where only algorithms for numbers are asked
    for, or no other words are in the basis. MistakeError names all variables that cannot be used, and why.
    """
    facts = {name: gather_facts(values[name], rows) for name in definition.basis if name in values}
    findings = refuse_basis(values, infos, rows, definition, facts)
    if findings:
        raise MistakeError(findings)
    columns = {name: values[name] for name in definition.basis}
    known = {name: find_known(column)[rows] for name, column in columns.items()}
    share = np.mean([*known.values()], axis=0)
    enough = (
        share >= LEAST_KNOWN if definition.population is not None else (share >= LEAST_KNOWN) & (share > 0)
    )
    inside, unknown = rows[enough], rows[~enough]
    if len(unknown):
        facts = {name: gather_facts(column, inside) for name, column in columns.items()}
    findings = refuse_customers(infos, facts, len(inside), len(rows), definition)
    if findings:
        raise MistakeError(findings)
    drafts = _draft(columns, infos, inside, definition, ordered_as_numbers)
    kept, outliers, fields = _fit(drafts, columns, inside, definition, as_of_seconds)
    matrix = apply_basis(fields, columns, as_of_seconds=as_of_seconds).take(kept)
    findings = refuse_sameness(matrix, definition)
    if findings:
        raise MistakeError(findings)
    styles = _check_styles(values, infos, kept, definition)
    weights, weight_notes = _weigh(values, kept, definition)
    informative = find_informative(_ordinary(values, infos), rows, known, seed=definition.seed)
    notes, warnings = _report_styles(styles, definition)
    asked = {name: infos[name] for name in definition.basis}
    notes = [
        *describe_form(fields),
        *count_infinite_values(columns, asked, rows),
        *describe_unknown(int((share == 0).sum()), int((~enough & (share > 0)).sum()), len(rows)),
        *describe_outliers(outliers, fields, len(inside)),
        *notes,
        *weight_notes,
    ]
    missing_notes, missing_warnings = describe_missing(matrix, fields, informative, infos)
    warnings = [
        *warn_unsuited(infos, facts),
        *missing_warnings,
        *warn_redundant(find_redundant(fields, matrix, seed=definition.seed)),
        *warn_made_of(infos, definition.basis),
        *warn_dominance(fields),
        *warn_small_sample(len(kept), len(fields)),
        *warnings,
    ]
    aside = inside[outliers.found]
    return Basis(
        fields, matrix, kept, aside, unknown, styles, weights, (*notes, *missing_notes), tuple(warnings)
    )


def _draft(
    columns: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    rows: Rows,
    definition: DiscoveryDefinition,
    ordered_as_numbers: bool | None,
) -> list[BasisField]:
    if ordered_as_numbers is None:
        kinds = {infos[name].kind for name in columns}
        asked = set(definition.algorithms)
        only_numbers = kinds <= NUMERIC | {Kind.ORDERED, Kind.DATE}
        ordered_as_numbers = asked <= DISTANCES if asked else only_numbers
    items = set()
    if definition.ipsatise:
        items = {
            name
            for battery in find_batteries(columns, infos, definition.basis, rows)
            for name in battery.names
        }
    return [
        field
        for name, column in columns.items()
        for field in draft_fields(
            infos[name], column, rows, Choices(ordered_as_numbers or name in items, name in items)
        )
    ]


def _fit(
    drafts: list[BasisField],
    columns: dict[str, Column],
    rows: Rows,
    definition: DiscoveryDefinition,
    as_of_seconds: int,
) -> tuple[Rows, Outliers, tuple[BasisField, ...]]:
    """Fields fitted twice: to find the outliers, and without them."""
    chosen = dict(definition.transforms)
    fields = fit_fields(drafts, columns, rows, chosen, as_of_seconds)
    numbers = apply_basis(fields, columns, as_of_seconds=as_of_seconds).numbers[rows]
    outliers = find_outliers(numbers, seed=definition.seed)
    kept = rows[~outliers.found]
    if outliers.found.any():
        settled = {field.name: field.transform for field in fields if field.form == "number"}
        fields = fit_fields(drafts, columns, kept, settled, as_of_seconds)
    return kept, outliers, fields


def _check_styles(
    values: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    rows: Rows,
    definition: DiscoveryDefinition,
) -> tuple[Style, ...]:
    batteries = find_batteries(values, infos, definition.basis, rows)
    return tuple(check_style(battery, values, rows) for battery in batteries)


def _report_styles(styles: tuple[Style, ...], definition: DiscoveryDefinition) -> tuple[list[str], list[str]]:
    reports = [report_style(style, ipsatised=definition.ipsatise) for style in styles]
    notes = [note for found, _ in reports for note in found]
    if definition.ipsatise:
        items = sum(len(style.battery.names) for style in styles)
        notes.append(
            f"The {items} items are taken relative to each person's own mean."
            if items
            else "There are no five items on one scale, so nothing is taken relative to a person's own mean."
        )
    return notes, [warning for _, found in reports for warning in found]


def _weigh(
    values: Mapping[str, Column], rows: Rows, definition: DiscoveryDefinition
) -> tuple[NDArray[np.float64] | None, list[str]]:
    if definition.weights is None:
        return None, []
    weights, _, notes = check_weights(values[definition.weights], rows)
    return weights, notes


def _ordinary(values: Mapping[str, Column], infos: Mapping[str, VariableInfo]) -> dict[str, Column]:
    """The columns that may be named in a sentence."""
    return {
        name: column
        for name, column in values.items()
        if name in infos
        and infos[name].allowed
        and infos[name].sensitivity is not Sensitivity.PERSONAL
        and infos[name].kind not in (Kind.TEXT, Kind.IDENTIFIER)
    }
