"""Mixtures of normal distributions: the kernel's step of EM for Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.engine.library import load_library

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Normals:
    """k classes: `weights` (k), `means` (k, p), `covariances` (k, p, p)."""

    weights: Floats
    means: Floats
    covariances: Floats


@dataclass(frozen=True, slots=True)
class Sums:
    """What a step adds up: `sizes` (k) of the classes, their new `means` (k, p), and the `scatters` (k, p, p) of their
    members around these; with the log-likelihood before."""

    sizes: Floats
    means: Floats
    scatters: Floats
    log_likelihood: float


def add_up(columns: Floats, counts: Floats, normals: Normals) -> Sums:
    """One pass over rows, given as columns (p, n), with posteriors by `normals`. Raises numpy.linalg.LinAlgError for a
    covariance that is not positive."""
    k, p = normals.means.shape
    sizes, sums, products = np.zeros(k), np.zeros((k, p)), np.zeros((k, p, p))
    found = _step(columns, counts, normals, sizes, sums, products, None)
    shifts = sums / np.maximum(sizes, 1e-300)[:, None]
    lower = np.tril(products, -1)
    scatters = products + lower.transpose(0, 2, 1)
    scatters -= sizes[:, None, None] * shifts[:, :, None] * shifts[:, None, :]
    return Sums(sizes, normals.means + shifts, scatters, found)


def place_rows(columns: Floats, normals: Normals) -> Floats:
    """(n, k) posterior probabilities of rows, given as columns (p, n)."""
    n, k = columns.shape[1], len(normals.weights)
    posteriors = np.empty((n, k))
    empty = np.empty(0)
    _step(columns, np.ones(n), normals, empty, empty, empty, posteriors)
    return posteriors


def _step(
    columns: Floats,
    counts: Floats,
    normals: Normals,
    sizes: Floats,
    sums: Floats,
    products: Floats,
    posteriors: Floats | None,
) -> float:
    library = load_library()
    p, n = columns.shape
    factors, offsets = _factor(normals)
    means = np.ascontiguousarray(normals.means)

    def point(array: Floats) -> Any:
        return library.pointer("double *", array)

    data = library.ffi.new(
        "ss_normals *",
        {
            "columns": point(columns),
            "counts": point(counts),
            "means": point(means),
            "factors": point(factors),
            "offsets": point(offsets),
            "n": n,
            "p": p,
            "classes": len(means),
        },
    )
    found = library.ffi.new("double *")
    places = library.ffi.NULL if posteriors is None else point(posteriors)
    if library.lib.ss_normals_step(data, point(sizes), point(sums), point(products), places, found):
        raise MemoryError
    return float(found[0])


def _factor(normals: Normals) -> tuple[Floats, Floats]:
    """The inverse Cholesky factors, and the logs of weight times density at the mean."""
    lower = np.linalg.cholesky(normals.covariances)
    p = lower.shape[1]
    factors = np.linalg.solve(lower, np.broadcast_to(np.eye(p), lower.shape))
    diagonals = np.diagonal(lower, axis1=1, axis2=2)
    offsets = np.log(normals.weights) - np.log(diagonals).sum(axis=1) - 0.5 * p * np.log(2 * np.pi)
    return np.ascontiguousarray(factors), np.ascontiguousarray(offsets)
