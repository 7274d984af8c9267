"""Models: a fit with its basis and names, and where it puts customers it has never seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.discover.basis.applying import apply_basis, fill_missing, find_outside
from satsuma.discover.cluster.fitting import Algorithm, Fit, Labels
from satsuma.discover.cluster.matrix import NO_CHOICE, Matrix
from satsuma.discover.models.parameters import read_parameters, write_parameters
from satsuma.discover.rules.ruling import spread_fields
from satsuma.model.discoveries import BasisField, ModelOrigin, ModelSegment, SegmentModel, Verdict
from satsuma.model.errors import DefinitionError, Finding, Place

MIDDLES = "middles"
"""The groups' means on the scaled fields, beside the algorithm's own parameters: distances to them tell outliers."""
FARTHEST = 1.0
"""Quantile of the distances at fitting beyond which a customer is nobody's: farther than everyone."""
LEAST_KNOWN = 0.5
"""Share of the fields that must be known to place a customer, unless somebody was fitted with fewer."""

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where n customers belong. `labels` are segments from 0, -1 for nobody's: `far` from everyone at fitting, too little
    `known`, or noise to the algorithm. `border` marks those whose likeliest segment is not likely enough; `second` is the
    next likeliest, -1 where there is none."""

    labels: Labels
    probabilities: Numbers
    border: Marks
    second: Labels
    far: Marks
    known: NDArray[np.int64]


def build_model(
    name: str,
    title: str,
    unit: str,
    fit: Fit,
    basis: Sequence[BasisField],
    segments: Sequence[ModelSegment],
    *,
    matrix: Matrix,
    verdict: Verdict,
    origin: ModelOrigin,
    border: float,
    algorithm: Algorithm | None = None,
) -> SegmentModel:
    """The model of a fit. `matrix` are the customers that it divides (missing values kept or filled): their distances to
    the groups' middles bound what later counts as like anybody."""
    found = algorithm or find(fit.algorithm)
    ready = fill_missing(matrix, basis)
    labels = found.label(fit, ready)
    middles = find_middles(spread_fields(ready), labels, fit.k)
    parameters = {**fit.parameters, MIDDLES: middles}
    reach = measure_distances(spread_fields(matrix), middles)[labels >= 0]
    return SegmentModel.model_validate(
        {
            "name": name,
            "title": title,
            "unit": unit,
            "algorithm": fit.algorithm,
            "k": fit.k,
            "segments": tuple(segments),
            "basis": tuple(basis),
            "parameters": write_parameters(parameters),
            "outlier_distance": float(np.quantile(reach, FARTHEST)) if len(reach) else None,
            "least_known": find_least_known(matrix),
            "border": border,
            "verdict": verdict,
            "origin": origin,
        }
    )


def find_least_known(matrix: Matrix) -> int:
    """At least one field, at most half of them, and never more than what somebody was fitted with."""
    half: int = math.ceil(LEAST_KNOWN * (matrix.numbers.shape[1] + len(matrix.levels)))
    return max(1, min(half, int(count_known(matrix).min(initial=half))))


def count_known(matrix: Matrix) -> NDArray[np.int64]:
    """(n,) fields with a value."""
    known = (~np.isnan(matrix.numbers)).sum(axis=1) + (matrix.choices != NO_CHOICE).sum(axis=1)
    return np.asarray(known, np.int64)


def find(name: str) -> Algorithm:
    from satsuma.discover.cluster.registry import find_algorithm

    return find_algorithm(name)


def read_model_fit(model: SegmentModel) -> Fit:
    """The fit within a model; DefinitionError where the file was changed by hand so that it fits no longer."""
    parameters = read_parameters(model.parameters)
    middles = parameters.pop(MIDDLES, np.empty((0, 0)))
    if len(model.segments) != model.k or len(middles) != model.k:
        message = f"The model '{model.name}' is not whole: {model.k} groups, {len(model.segments)} names."
        hint = f"Make it again: satsuma adopt {model.name}."
        place = Place(file=f"models/{model.name}.json")
        raise DefinitionError(Finding(code="definition", message=message, hint=hint, place=place))
    return Fit(model.algorithm, model.k, parameters)


def place_columns(
    model: SegmentModel, columns: Mapping[str, Column], *, as_of_seconds: int, n: int | None = None
) -> Placement:
    """Customers by their human-unit columns; columns may be absent. Whoever lies outside the range seen at fitting by
    more than a tenth of it is nobody's."""
    matrix = apply_basis(model.basis, columns, as_of_seconds=as_of_seconds, n=n)
    outside = find_outside(model.basis, columns, as_of_seconds=as_of_seconds)
    return place(model, matrix, outside if len(outside) == matrix.n else None)


def place(model: SegmentModel, matrix: Matrix, outside: Marks | None = None) -> Placement:
    """Customers as a matrix of the model's basis, missing values kept: they are filled here where the algorithm needs it,
    and whoever has fewer than `least_known` fields is nobody's. `outside` marks further outliers."""
    fit, algorithm = read_model_fit(model), find(model.algorithm)
    known = count_known(matrix)
    ready = fill_missing(matrix, model.basis)
    labels = algorithm.label(fit, ready).copy()
    probabilities = algorithm.place(fit, ready)
    far = find_far(model, matrix)
    if outside is not None:
        far = far | outside
    labels[far | (known < model.least_known)] = -1
    best = probabilities.max(axis=1, initial=0.0)
    return Placement(
        labels, probabilities, (labels >= 0) & (best < model.border), find_second(probabilities), far, known
    )


def find_far(model: SegmentModel, matrix: Matrix) -> Marks:
    """Who lies farther from every group, by the known fields alone, than anybody at fitting."""
    if model.outlier_distance is None:
        return np.zeros(matrix.n, np.bool_)
    middles = read_parameters({MIDDLES: model.parameters[MIDDLES]})[MIDDLES]
    # Sums in another order differ in the last digits.
    limit = model.outlier_distance * (1 + 1e-9)
    found: Marks = measure_distances(spread_fields(matrix), middles) > limit
    return found


def find_middles(values: Numbers, labels: Labels, k: int) -> Numbers:
    """(k, f) means of the known values of each group; NaN where a group knows none."""
    middles = np.full((k, values.shape[1]), np.nan)
    for group in range(k):
        here = values[labels == group]
        counts = (~np.isnan(here)).sum(axis=0)
        sums = np.nansum(here, axis=0)
        middles[group] = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return middles


def measure_distances(values: Numbers, middles: Numbers) -> Numbers:
    """(n,) Euclidean distance to the nearest group over the fields known to both; 0 where nothing is known."""
    nearest = np.full(len(values), np.inf)
    for middle in middles:
        steps = (values - middle) ** 2
        nearest = np.minimum(nearest, np.sqrt(np.nansum(steps, axis=1)))
    return np.where(np.isinf(nearest), 0.0, nearest)


def find_second(probabilities: Numbers) -> Labels:
    """(n,) the second likeliest group."""
    n, k = probabilities.shape
    if k < 2:
        return np.full(n, -1, np.int16)
    found: Labels = np.argsort(-probabilities, axis=1, kind="stable")[:, 1].astype(np.int16)
    return found
