"""Every solution of a study, kept for the day that one of them is adopted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np

from satsuma.columns import Column
from satsuma.discover.basis.applying import apply_basis, fill_missing
from satsuma.discover.cluster.fitting import Algorithm, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.models.parameters import read_parameters, write_parameters
from satsuma.model.discoveries import BasisField
from satsuma.model.errors import OptionError
from satsuma.model.results import Result
from satsuma.model.studies import AlgorithmName


class StoredFit(Result):
    """One fit; see `Fit`."""

    algorithm: AlgorithmName
    k: int
    parameters: dict[str, list[float] | list[list[float]] | list[list[list[float]]]]
    ssw: float | None = None
    log_likelihood: float | None = None
    free_parameters: int | None = None
    starts: int = 1
    at_optimum: float = 1.0


class StoredFits(Result):
    """All fits of a study."""

    fits: tuple[StoredFit, ...]


class Solved(Protocol):
    @property
    def fit(self) -> Fit: ...


class Studied(Protocol):
    """What a study has: solutions, each with its fit."""

    @property
    def solutions(self) -> Iterable[Solved]: ...


def store_fits(study: Studied) -> StoredFits:
    """Parameters only, nobody's labels."""
    return StoredFits(fits=tuple(store_fit(solution.fit) for solution in study.solutions))


def store_fit(fit: Fit) -> StoredFit:
    return StoredFit.model_validate(
        {
            "algorithm": fit.algorithm,
            "k": fit.k,
            "parameters": write_parameters(fit.parameters),
            "ssw": fit.ssw,
            "log_likelihood": fit.log_likelihood,
            "free_parameters": fit.free_parameters,
            "starts": fit.starts,
            "at_optimum": fit.at_optimum,
        }
    )


def read_fit(stored: StoredFits, algorithm: str, k: int) -> Fit:
    """The fit as it was; OptionError where the study has none such."""
    for each in stored.fits:
        if each.algorithm == algorithm and each.k == k:
            return Fit(
                each.algorithm,
                each.k,
                read_parameters(each.parameters),
                each.ssw,
                each.log_likelihood,
                each.free_parameters,
                each.starts,
                each.at_optimum,
            )
    tried = ", ".join(f"{each.algorithm} with {each.k}" for each in stored.fits)
    raise OptionError(f"{algorithm} with {k} groups was not tried.", hint=f"Tried: {tried}.")


def place_basis(
    algorithm: Algorithm,
    fit: Fit,
    fields: tuple[BasisField, ...],
    columns: Mapping[str, Column],
    rows: np.ndarray,
    as_of_seconds: int,
) -> tuple[Matrix, Labels, np.ndarray]:
    """The customers of `rows` (ordinals into the columns) as the fit reads them, their groups, and (n, k) probabilities."""
    matrix = apply_basis(fields, columns, as_of_seconds=as_of_seconds).take(rows)
    ready = fill_missing(matrix, fields)
    return matrix, algorithm.label(fit, ready), algorithm.place(fit, ready)
