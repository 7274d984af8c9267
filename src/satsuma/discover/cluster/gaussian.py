"""Gaussian mixtures of numbers: groups as clouds with a centre and a shape.

Three shapes are tried and the best by BIC is kept (Fraley and Raftery 2002, Journal of the American Statistical Association
97:611): `tied`, one cloud shape for all groups; `diagonal`, own spreads without correlation; `full`, own spreads and
correlations.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.beginnings import SAMPLE, STEPS_ON_EVERYONE, collapse, draw_apart, draw_sample
from satsuma.discover.cluster.climbing import Climb, Reached, find_best, find_share_at_best, follow, list_best
from satsuma.discover.cluster.fitting import Counts, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.resampling import label_each
from satsuma.discover.cluster.suitability import find_flaw, require, require_complete_numbers
from satsuma.engine.normals import Normals, Sums, add_up, place_rows

SHAPES = ("tied", "diagonal", "full")
LEAST_VARIANCE = 1e-3
"""Of a group in any direction, as a share of everyone's variances. Without a bound, a group flat in one direction has an
endless likelihood."""
LEAST_SHARE = 1e-10
PRECISION = 1e-8
"""EM ends where it would gain less than this per value."""
ROUGH = 1e-5
"""The same for bootstrap samples, of which only the labels are asked."""
IN_FULL = 10_000
"""Rows times starts beyond which only a tenth of the starts is followed to its optimum."""
SHORT_STEPS = 15
ROWS_WORTH_A_THREAD = 100_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cloud:
    """Where EM ended."""

    parameters: Normals
    log_likelihood: float


class GaussianMixtures:
    """Mixtures of normal distributions. Parameters: `weights` (k), `means` (k, p), `covariances` (k, p, p)."""

    name = "gaussian mixture"

    def refuse(self, matrix: Matrix) -> str | None:
        """Anything but complete, finite numbers that vary."""
        if matrix.levels:
            return "Gaussian mixtures read numbers only, not categories or yes-no items: use latent classes."
        return find_flaw(matrix, skips_missing=False)

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        """The likeliest of `starts` random starts per shape, in the shape with the best BIC; the share at the optimum is that
        shape's. With more than 10,000 rows times starts, only the likeliest tenth after 15 steps is followed to the end. Beyond
        10,000 different rows they climb on a random sample of 10,000, and its best optima are finished on everyone. Raises
        DataError for anything but complete, finite numbers, and for fewer customers than groups.
        """
        return self._fit(matrix, k, starts, seed, counts, SHAPES, PRECISION)[0]

    def fit_alike(self, fit: Fit, matrix: Matrix, *, starts: int, seed: int) -> Fit:
        """In the shape of `fit` alone, and less exactly than `fit`."""
        return self._fit(matrix, fit.k, starts, seed, None, (find_shape(fit),), ROUGH)[0]

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
        """For each k (m, rows): the labels of all rows by fits to m samples, in the shape that suits all rows best and less
        exactly than `fit`."""
        shapes = {k: self._fit(matrix, k, starts, seeds[0], None, SHAPES, ROUGH)[1] for k in ks}

        def label(k: int, i: int) -> Labels:
            fit, _ = self._fit(matrix, k, starts, seeds[i], draws[i], (shapes[k],), ROUGH)
            return self.label(fit, matrix)

        return label_each(label, ks, draws, threads, progress)

    def _fit(
        self,
        matrix: Matrix,
        k: int,
        starts: int,
        seed: int,
        counts: Counts | None,
        shapes: Sequence[str],
        precision: float,
    ) -> tuple[Fit, str]:
        """A fit in the best of the shapes, and which that is."""
        require(matrix, k, counts)
        require_complete_numbers(matrix)
        distinct, weights = collapse(matrix, counts)
        numbers = distinct.numbers
        total = float(weights.sum())
        centre = (weights[:, None] * numbers).sum(axis=0) / total
        spread = np.sqrt((weights[:, None] * (numbers - centre) ** 2).sum(axis=0) / total)
        spread[spread == 0] = 1
        columns = np.ascontiguousarray(((numbers - centre) / spread).T)
        best, free, at_optimum, shape = _fit_shapes(columns, weights, k, starts, seed, shapes, precision)
        normals = best.parameters
        sizes = np.bincount(place_rows(columns, normals).argmax(axis=1), weights=weights, minlength=k)
        order = np.lexsort((-normals.weights, -sizes))
        fit = Fit(
            self.name,
            k,
            {
                "weights": normals.weights[order],
                "means": normals.means[order] * spread + centre,
                "covariances": normals.covariances[order] * np.outer(spread, spread),
            },
            log_likelihood=best.log_likelihood - total * float(np.log(spread).sum()),
            free_parameters=free,
            starts=starts,
            at_optimum=at_optimum,
        )
        return fit, shape

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        """The likeliest group of every row."""
        return np.asarray(self.place(fit, matrix).argmax(axis=1), np.int16)

    def place(self, fit: Fit, matrix: Matrix) -> Floats:
        """(n, k) posterior probabilities."""
        read = [np.asarray(fit.parameters[name], np.float64) for name in ("weights", "means", "covariances")]
        return place_rows(np.ascontiguousarray(matrix.numbers.T), Normals(*read))


def find_shape(fit: Fit) -> str:
    """The shape that a fit's clouds have."""
    covariances = np.asarray(fit.parameters["covariances"], np.float64)
    if np.allclose(covariances, covariances[0], rtol=1e-9):
        return "tied"
    across = covariances - np.einsum("kii->ki", covariances)[:, :, None] * np.eye(covariances.shape[1])
    return "diagonal" if np.allclose(across, 0.0, atol=1e-12 * float(np.abs(covariances).max())) else "full"


def _fit_shapes(
    columns: Floats,
    weights: Floats,
    k: int,
    starts: int,
    seed: int,
    shapes: Sequence[str],
    precision: float,
) -> tuple[Reached[Normals], int, float, str]:
    """The best shape's best optimum, its free parameters, the share of its starts there, and the shape."""
    p, n = columns.shape
    chances = np.random.default_rng([seed, k])
    few, some = columns, weights
    if n > SAMPLE:
        drawn = draw_sample(weights, chances)
        few, some = np.ascontiguousarray(columns[:, drawn]), np.ones(SAMPLE)
    begun = [_begin(few, some, k, chances) for _ in range(starts)]
    choices = []
    for shape in shapes:
        free = (
            k - 1 + k * p + {"tied": p * (p + 1) // 2, "diagonal": k * p, "full": k * p * (p + 1) // 2}[shape]
        )
        begun_so = [_shape(one, shape) for one in begun]
        climb = _climber(few, some, shape, precision)
        n_few = few.shape[1]
        first = follow(climb, begun_so, n_few, in_full=IN_FULL, short_steps=SHORT_STEPS, share=0.1)
        found: Sequence[Reached[Normals]] = first
        if n > SAMPLE:
            found = _climber(columns, weights, shape, precision)(list_best(first, free), STEPS_ON_EVERYONE)
        best = find_best(found)
        bic = free * math.log(weights.sum()) - 2 * best.log_likelihood
        choices.append((bic, best, free, find_share_at_best(first), shape))
    _, best, free, at_optimum, shape = min(choices, key=lambda choice: choice[0])
    return best, free, at_optimum, shape


def _begin(columns: Floats, weights: Floats, k: int, chances: np.random.Generator) -> Normals:
    """Centres at customers far from each other (k-means++), everyone's covariance around each."""
    numbers = columns.T
    seeds = draw_apart(numbers, np.empty((len(numbers), 0), np.int16), weights, k, chances)
    gaps = columns * np.sqrt(weights / weights.sum())
    covariance = np.einsum("ir,jr->ij", gaps, gaps)
    return Normals(np.full(k, 1 / k), numbers[seeds], np.tile(covariance, (k, 1, 1)))


def _climber(columns: Floats, weights: Floats, shape: str, precision: float) -> Climb[Normals]:
    tolerance = max(1e-6, precision * float(weights.sum()) * len(columns))

    def climb(starts: Sequence[Normals], most_steps: int) -> list[Cloud]:
        def one(start: Normals) -> Cloud:
            return _climb(columns, weights, shape, start, most_steps, tolerance)

        if columns.shape[1] * len(starts) < ROWS_WORTH_A_THREAD:
            return [one(start) for start in starts]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return list(pool.map(one, starts))

    return climb


def _climb(
    columns: Floats, weights: Floats, shape: str, start: Normals, most_steps: int, tolerance: float
) -> Cloud:
    """EM with squared extrapolation (Varadhan and Roland 2008), until plain EM would gain less than `tolerance` if it went on
    at its present rate (Böhning et al. 1994)."""
    zero, sums = start, add_up(columns, weights, start)
    for _ in range(0, most_steps, 3):
        one = _improve(sums, shape)
        here = add_up(columns, weights, one)
        two = _improve(here, shape)
        farther, rate = _extrapolate(zero, one, two, shape)
        gain = here.log_likelihood - sums.log_likelihood
        left = gain * rate**2 / (1 - rate**2) if rate < 1 else gain
        if gain <= tolerance and left <= tolerance:
            return Cloud(one, here.log_likelihood)
        zero, sums = farther, add_up(columns, weights, farther)
        if not sums.log_likelihood >= here.log_likelihood:
            zero, sums = two, add_up(columns, weights, two)
    return Cloud(zero, sums.log_likelihood)


def _extrapolate(zero: Normals, one: Normals, two: Normals, shape: str) -> tuple[Normals, float]:
    """Three points of EM into one farther on, and the rate at which EM converges here."""
    points = [
        np.concatenate([part.weights, part.means.ravel(), part.covariances.ravel()])
        for part in (zero, one, two)
    ]
    step, turn = points[1] - points[0], points[2] - 2 * points[1] + points[0]
    size, bend = float((step * step).sum()), float((turn * turn).sum())
    length = max(1.0, math.sqrt(size / bend)) if bend > 0 else 1.0
    rate = math.sqrt(float(((points[2] - points[1]) ** 2).sum()) / size) if size > 0 else 0.0
    k, p = zero.means.shape
    found = points[0] + 2 * length * step + length**2 * turn
    shares = np.maximum(found[:k], LEAST_SHARE)
    means, covariances = found[k : k + k * p].reshape(k, p), found[k + k * p :].reshape(k, p, p)
    return _shape(Normals(shares / shares.sum(), means, covariances), shape), rate


def _improve(sums: Sums, shape: str) -> Normals:
    total = sums.sizes.sum()
    if shape == "tied":
        covariances = np.broadcast_to(sums.scatters.sum(axis=0) / total, sums.scatters.shape)
    else:
        covariances = sums.scatters / np.maximum(sums.sizes, LEAST_SHARE)[:, None, None]
    return _shape(Normals(np.maximum(sums.sizes / total, LEAST_SHARE), sums.means, covariances), shape)


def _shape(normals: Normals, shape: str) -> Normals:
    """The covariances in their shape, no variance in any direction below the least."""
    covariances = normals.covariances
    if shape == "diagonal":
        covariances = np.einsum(
            "kp,pq->kpq", np.diagonal(covariances, axis1=1, axis2=2), np.eye(covariances.shape[1])
        )
    values, directions = np.linalg.eigh(covariances[:1] if shape == "tied" else covariances)
    if values.min() < LEAST_VARIANCE:
        values = np.maximum(values, LEAST_VARIANCE)
        covariances = np.einsum("kij,kj,klj->kil", directions, values, directions)
        covariances = np.broadcast_to(covariances, normals.covariances.shape)
    return Normals(normals.weights, normals.means, covariances)
