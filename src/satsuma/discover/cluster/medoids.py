"""Medoids of mixed kinds: groups around their most typical customer, by Gower's distance.

Partitioning around medoids (Kaufman and Rousseeuw 1990) as FasterPAM (Schubert and Rousseeuw 2021, Information Systems 101,
101804): from the same start as R's `pam` it ends in a solution at least as good. Missing values are compared pairwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Counts, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.resampling import label_each
from satsuma.discover.cluster.suitability import find_flaw, knows_anything, require
from satsuma.engine.medoids import find_medoids
from satsuma.stats.gower import find_ranges, gower

IN_FULL = 1500
"""Different customers up to whom all distances are computed."""
SAMPLE = 1000
SAMPLES = 5
"""Beyond, so many samples of that many are divided, and the medoids with the least distance to everyone are kept."""
SAME = 1e-6
BLOCK = 1 << 16

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Medoids as rows of the matrix, and the share of the starts that found as good ones."""

    medoids: Rows
    at_optimum: float


class Medoids:
    """Partitioning around medoids. `ssw` is the sum of distances to the medoids. Parameters: `numbers` (k, p) and `choices`
    (k, q) of the medoids, `ranges` (p + q) of the fields, `spread` (1) the mean distance to the own medoid."""

    name = "medoids"

    def refuse(self, matrix: Matrix) -> str | None:
        """Infinite values, fields that nobody or everybody has alike, and choices with too many levels."""
        return find_flaw(matrix)

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        """The best of `starts` starts: the first builds medoids one by one as R's `pam` does, the others draw them.

        Beyond 1,500 rows the starts are shared among five samples of 1,000 drawn by their counts (CLARA, Kaufman and
        Rousseeuw 1986), and the medoids with the smallest sum of distances to everyone are kept; `at_optimum` is then the
        share within the sample that these come from. What a medoid misses is taken from its group: the median, the commonest
        level. Raises DataError for infinite values and for fewer customers than groups.
        """
        require(matrix, k, counts)
        ranges = find_ranges(matrix.numbers, matrix.choices, matrix.ordered)
        weights = np.ones(matrix.n, np.int64) if counts is None else counts.astype(np.int64)
        chosen = _choose(
            matrix, weights, k, starts, seed, lambda rows: _compare(matrix, matrix, rows, rows, ranges)
        )
        medoids = _fill(matrix, weights, chosen.medoids, ranges)
        labels, near = _find_nearest(matrix, medoids, ranges)
        order = np.argsort(-np.bincount(labels, weights=weights, minlength=k), kind="stable")
        total = float((weights * near).sum())
        return Fit(
            self.name,
            k,
            {
                "numbers": medoids.numbers[order],
                "choices": medoids.choices[order],
                "ranges": ranges,
                "spread": np.array([total / weights.sum()]),
            },
            ssw=total,
            starts=starts,
            at_optimum=chosen.at_optimum,
        )

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
    ) -> dict[int, NDArray[np.int16]]:
        """For each k (m, rows): the labels of all rows by the best of `starts` starts on each of m samples, up to the groups'
        order; distances are computed once for all of them."""
        known = None
        if matrix.n <= IN_FULL and not matrix.has_missing:
            ranges = find_ranges(matrix.numbers, matrix.choices, matrix.ordered)
            known = _compare(matrix, matrix, np.arange(matrix.n), np.arange(matrix.n), ranges)

        def label(k: int, i: int) -> Labels:
            if known is None:
                return self.label(self.fit(matrix, k, starts=starts, seed=seeds[i], counts=draws[i]), matrix)
            require(matrix, k, draws[i])
            weights = draws[i].astype(np.int64)
            chosen = _choose(matrix, weights, k, starts, seeds[i], lambda rows: known[np.ix_(rows, rows)])
            return np.asarray(known[:, chosen.medoids].argmin(axis=1), np.int16)

        return label_each(label, ks, draws, threads, progress)

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        """The nearest medoid of every row; -1 where nothing is known of it."""
        labels, _ = _find_nearest(
            matrix, _read(fit, matrix), np.asarray(fit.parameters["ranges"], np.float64)
        )
        labels[~knows_anything(matrix)] = -1
        return labels

    def place(self, fit: Fit, matrix: Matrix) -> Floats:
        """(n, k) probabilities, proportional to exp(−fields × distance / spread): those of equally large groups in which every
        field strays from the medoid's by a Laplace distribution with the mean distance of the fit."""
        medoids = _read(fit, matrix)
        spread = max(float(np.asarray(fit.parameters["spread"])[0]), 1e-9)
        fields = matrix.numbers.shape[1] + len(matrix.levels)
        ranges = np.asarray(fit.parameters["ranges"], np.float64)
        found = np.empty((matrix.n, fit.k))
        for begin in range(0, matrix.n, BLOCK):
            rows = np.arange(begin, min(begin + BLOCK, matrix.n))
            found[rows] = -fields / spread * _compare(matrix, medoids, rows, np.arange(fit.k), ranges)
        found = np.exp(found - found.max(axis=1, keepdims=True))
        return np.asarray(found / found.sum(axis=1, keepdims=True))


def _choose(
    matrix: Matrix,
    weights: NDArray[np.int64],
    k: int,
    starts: int,
    seed: int,
    compare: Callable[[Rows], Floats],
) -> _Chosen:
    """The best medoids; `compare` gives the distances among rows."""
    chances = np.random.default_rng([seed, k])
    rows = np.flatnonzero(weights)
    if len(rows) <= IN_FULL:
        return _divide(rows, weights[rows], compare(rows), k, starts, chances, builds=True)
    ranges = find_ranges(matrix.numbers, matrix.choices, matrix.ordered)
    odds = weights[rows] / weights[rows].sum()
    tried: list[tuple[float, _Chosen]] = []
    for sample in range(min(SAMPLES, starts)):
        share = starts // SAMPLES + (sample < starts % SAMPLES)
        drawn = np.sort(chances.choice(rows, SAMPLE, replace=False, p=odds))
        chosen = _divide(drawn, np.ones(SAMPLE), compare(drawn), k, share, chances, builds=sample == 0)
        _, near = _find_nearest(matrix, matrix.take(chosen.medoids), ranges)
        tried.append((float((weights * near).sum()), chosen))
    return min(tried, key=lambda one: one[0])[1]


def _divide(
    rows: Rows,
    counts: NDArray[np.generic],
    distances: Floats,
    k: int,
    starts: int,
    chances: np.random.Generator,
    builds: bool,
) -> _Chosen:
    close = distances.astype(np.float32)
    weights = counts.astype(np.float64)
    found = []
    for start in range(starts):
        begun = None if builds and start == 0 else chances.choice(len(rows), k, replace=False)
        found.append(find_medoids(close, weights, k, begun))
    medoids, least = min(found, key=lambda one: one[1])
    share = sum(loss <= least * (1 + SAME) for _, loss in found) / starts
    return _Chosen(rows[medoids], share)


def _compare(matrix: Matrix, others: Matrix, rows: Rows, other_rows: Rows, ranges: Floats) -> Floats:
    """Distances of some rows to some of others; customers without a field in common are as far apart as can be."""
    found = gower(
        matrix.numbers[rows], matrix.choices[rows], others.numbers[other_rows], others.choices[other_rows],
        ranges, matrix.ordered,
    )  # fmt: skip
    return np.nan_to_num(found, nan=1.0)


def _find_nearest(matrix: Matrix, medoids: Matrix, ranges: Floats) -> tuple[Labels, Floats]:
    """The nearest medoid, the first of equals, and the distance to it."""
    labels, near = np.empty(matrix.n, np.int16), np.empty(matrix.n)
    for begin in range(0, matrix.n, BLOCK):
        rows = np.arange(begin, min(begin + BLOCK, matrix.n))
        distances = _compare(matrix, medoids, rows, np.arange(medoids.n), ranges)
        labels[rows] = distances.argmin(axis=1)
        near[rows] = distances.min(axis=1)
    return labels, near


def _fill(matrix: Matrix, weights: NDArray[np.int64], rows: Rows, ranges: Floats) -> Matrix:
    """The medoids with what they miss taken from those nearest to them, or from everyone where these miss it too."""
    medoids = matrix.take(rows)
    if not medoids.has_missing:
        return medoids
    labels, _ = _find_nearest(matrix, medoids, ranges)
    numbers, choices = medoids.numbers.copy(), medoids.choices.copy()
    counted = weights > 0
    for group in range(len(rows)):
        for j in np.flatnonzero(np.isnan(numbers[group])):
            has = counted & ~np.isnan(matrix.numbers[:, j])
            own = has & (labels == group)
            numbers[group, j] = np.median(matrix.numbers[own if own.any() else has, j])
        for j in np.flatnonzero(choices[group] < 0):
            has = counted & (matrix.choices[:, j] >= 0)
            own = has & (labels == group)
            choices[group, j] = np.bincount(
                matrix.choices[own if own.any() else has, j], minlength=1
            ).argmax()
    return Matrix(numbers, choices, matrix.levels, matrix.ordered)


def _read(fit: Fit, matrix: Matrix) -> Matrix:
    """The medoids of a fit, which may come from a file: empty tables have lost their shape there."""
    numbers = np.asarray(fit.parameters["numbers"], np.float64).reshape(fit.k, -1)
    choices = np.asarray(fit.parameters["choices"]).reshape(fit.k, -1).astype(np.int16)
    return Matrix(numbers, choices, matrix.levels, matrix.ordered)
