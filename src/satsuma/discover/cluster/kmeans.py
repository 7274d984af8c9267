"""k-means: groups around means, so that the squared distances of customers to the mean of their group are least."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Counts, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.patterns import WORTHWHILE, count_distinct, find_patterns
from satsuma.engine.lloyd import (
    Points,
    find_groups,
    find_nearest,
    label_samples,
    measure_squares,
    points_of_items,
    points_of_numbers,
)
from satsuma.model.errors import DataError, OptionError

AT_OPTIMUM = 1e-6
"""Starts whose sum of squares is within this share of the best have reached it."""
LEAST_TEMPERATURE = 1e-12
THOROUGH_UP_TO = 10_000
"""Distinct customers; among more, one transfer hardly moves a centre."""
SWAPS, SWAPPED_ROWS = 10, 20_000
"""Random swaps a start, fewer where so many distinct customers in all swaps would be exceeded."""


@dataclass(frozen=True, slots=True)
class KMeans:
    """Weighted k-means in the kernel: greedy k-means++ starts (Arthur & Vassilvitskii 2007), Lloyd's iterations. Up to 10,000
    distinct customers each start of a thorough fit goes on with Hartigan's transfers (1975) and random swaps of a centre
    (Fränti & Kivijärvi 2000), which reach better solutions; bootstrap samples are fitted without, as published.

    Reads complete numbers and yes-no items (as 0 and 1). `threads` share out starts or samples, never one start. A fit holds
    `centres` (k, fields), numbers first, and `temperature` (1,): the mean variance of the fields within groups, n - k in the
    denominator.
    """

    threads: int = 2
    is_thorough: bool = True
    name: str = "k-means"

    def refuse(self, matrix: Matrix) -> str | None:
        """Why k-means does not suit the matrix; None where it does."""
        if matrix.n < 2:
            return f"k-means needs at least two customers to group; there {'is one' if matrix.n else 'are none'}."
        return self._refuse_fields(matrix)

    def _refuse_fields(self, matrix: Matrix) -> str | None:
        if matrix.numbers.shape[1] + matrix.choices.shape[1] == 0:
            return "k-means needs at least one number or yes-no item to group customers by."
        many = sum(levels > 2 for levels in matrix.levels)
        if many:
            return (
                f"k-means measures distances between numbers or yes-no items, and {many} of the fields have more than two "
                "levels: latent classes or medoids read them."
            )
        if matrix.has_missing:
            return "k-means needs a value in every field, and some are missing: fill them in, or use latent classes or medoids."
        if np.isinf(matrix.numbers).any():
            return "k-means cannot measure distances to infinite values: correct them or limit the field's range."
        return None

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        """The best of `starts` starts. Customers alike in every field are read once, as often as they count.

        Raises DataError for what `refuse` refuses, OptionError for a k below 1 or above the number of distinct customers (a
        bootstrap sample with fewer leaves groups empty).
        """
        _refuse(self.refuse(matrix))
        weights = counts
        if counts is None:
            patterns = find_patterns(matrix)
            matrix, weights = patterns.matrix, patterns.counts
            _refuse_too_many(matrix, k)
        elif int(counts.sum()) < 1:
            raise DataError("The sample has no customers.")
        _refuse_none((k,), starts)
        points = _read_points(matrix)
        swaps = (
            min(SWAPS, SWAPPED_ROWS // points.n) if self.is_thorough and points.n <= THOROUGH_UP_TO else None
        )
        found = find_groups(
            points, k, starts=starts, seed=_seed(seed), counts=weights, swaps=swaps, threads=self.threads
        )
        centres, ssw = _order(points, found.centres, weights), float(found.ssw.min())
        n = matrix.n if weights is None else int(weights.sum())
        variance = ssw / (max(1, n - k) * points.width)
        temperature = np.array([max(variance, LEAST_TEMPERATURE)])
        at_optimum = float((found.ssw <= ssw * (1 + AT_OPTIMUM) + np.finfo(float).tiny).mean())
        parameters = {"centres": centres, "temperature": temperature}
        return Fit(self.name, k, parameters, ssw=ssw, starts=starts, at_optimum=at_optimum)

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        """(n,) the group with the nearest centre. Raises DataError for fields that `refuse` refuses."""
        _refuse(self._refuse_fields(matrix))
        return find_nearest(_read_points(matrix), fit.parameters["centres"], threads=self.threads)

    def place(self, fit: Fit, matrix: Matrix) -> NDArray[np.float64]:
        """(n, k) probabilities as of equally frequent, round normal groups whose variance is the temperature t: in proportion
        to exp(-distance² / 2t). The nearest group is the likeliest; customers half-way between two have about half for each.
        """
        _refuse(self._refuse_fields(matrix))
        squares = measure_squares(_read_points(matrix), fit.parameters["centres"], threads=self.threads)
        squares -= squares.min(axis=1, keepdims=True)
        squares /= -2 * float(fit.parameters["temperature"][0])
        np.exp(squares, out=squares)
        squares /= squares.sum(axis=1, keepdims=True)
        return squares

    def fit_many(
        self,
        matrix: Matrix,
        ks: Sequence[int],
        draws: NDArray[np.int32],
        *,
        starts: int,
        seeds: Sequence[int],
        threads: int,
        progress: Callable[[int], None],
    ) -> Mapping[int, NDArray[np.int16]]:
        """See `resampling.ManyFits`; never thorough. The starts of a sample are made once for all k."""
        _refuse(self._refuse_fields(matrix))
        _refuse_none(ks, starts)
        _refuse_too_many(matrix, max(ks))
        labels = label_samples(
            _read_points(matrix),
            ks,
            draws,
            starts=starts,
            seeds=[_seed(seed) for seed in seeds],
            threads=threads,
            progress=progress,
        )
        return dict(zip(ks, labels, strict=True))


def _refuse(refusal: str | None) -> None:
    if refusal is not None:
        raise DataError(refusal)


def _refuse_none(ks: Sequence[int], starts: int) -> None:
    if not ks or min(ks) < 1 or starts < 1:
        raise OptionError("The number of segments and the number of starts must be at least 1.")


def _refuse_too_many(patterns: Matrix, k: int) -> None:
    """Patterns may hold some customers twice where more than the worthwhile share is distinct."""
    if k > WORTHWHILE * patterns.n and k > (distinct := count_distinct(patterns)):
        raise OptionError(
            f"{k} segments cannot be made of customers of only {distinct} different kinds.",
            hint="Ask for fewer segments, or group customers by more variables.",
        )


def _read_points(matrix: Matrix) -> Points:
    if matrix.is_binary:
        return points_of_items(matrix.choices)
    if not matrix.choices.shape[1]:
        return points_of_numbers(matrix.numbers)
    return points_of_numbers(np.hstack([matrix.numbers, matrix.choices.astype(np.float64)]))


def _seed(seed: int) -> int:
    """The lowest 64 bits."""
    return seed % 2**64


def _order(
    points: Points, centres: NDArray[np.float64], counts: NDArray[np.integer] | None
) -> NDArray[np.float64]:
    """The largest group first; of equals the one whose centre is lower, field by field."""
    sizes = np.bincount(find_nearest(points, centres), weights=counts, minlength=len(centres))
    return np.ascontiguousarray(centres[np.lexsort([*centres.T[::-1], -sizes])])
