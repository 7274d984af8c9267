"""What silhouettes and costs are without groups: references for every solution, nulls for the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm, Labels, fit_alike
from satsuma.discover.cluster.kmeans import KMeans
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.study.coordinates import draw_null, draw_reference, find_coordinates, fit_null
from satsuma.discover.study.options import StudyOptions
from satsuma.discover.study.solving import Solved
from satsuma.model.errors import SatsumaError
from satsuma.stats.gap import first_within_error, gap_statistic
from satsuma.stats.indices import silhouettes, thin, within
from satsuma.stats.nulls import upper_p
from satsuma.stats.valley import Valleys, dither, find_valleys

Doubles = NDArray[np.float64]
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of one algorithm, by number of groups: the silhouette, the gap with its error, the valleys (None where the test is not
    valid), and the separation: the gap beyond that of a single group. `one_group` says that gap (or, for mixtures, BIC) prefers
    a single group; None where neither exists."""

    silhouettes: dict[int, float]
    gap: dict[int, tuple[float, float]]
    valleys: dict[int, Valleys | None]
    separation: dict[int, float]
    one_group: bool | None


def calibrate(
    solved: Solved, matrix: Matrix, ks: Sequence[int], references: Doubles, options: StudyOptions
) -> Calibration:
    """Silhouettes, gap against references, and BIC against one group. The gap's cost is the sum of squares around centres in
    the coordinates that all algorithms share, so that it compares mixtures and medoids with k-means."""
    columns = [0, *(1 + ks.index(k) for k in solved.fits)]
    ks = tuple(solved.fits)
    points = find_coordinates(matrix)
    rows = thin(len(points), options.measured, np.random.default_rng([options.seed, 3]))
    seen = silhouettes(points[rows], [solved.labels[k][rows] for k in ks])
    costs = _measure_costs(points, [solved.labels[k] for k in ks])
    gap = gap_statistic(costs, references[:, columns])
    valleys = {k: _measure_valleys(matrix, solved.labels[k], k, options) for k in ks}
    by_bic = _prefers_one_by_bic(solved, matrix.n)
    is_k_means = all(fit.ssw is not None for fit in solved.fits.values())
    return Calibration(
        dict(zip(ks, seen, strict=True)),
        {k: (float(gap.gap[i]), float(gap.error[i])) for i, k in enumerate(ks, start=1)},
        valleys,
        {k: float(gap.gap[i] - gap.gap[0]) for i, k in enumerate(ks, start=1)},
        first_within_error(gap) == 0 if is_k_means else by_bic,
    )


def _measure_valleys(matrix: Matrix, labels: Labels, k: int, options: StudyOptions) -> Valleys | None:
    """Between neighbouring segments, in the numbers of the basis; None without numbers, where ties make the test invalid."""
    if matrix.numbers.shape[1] == 0:
        return None
    random = np.random.default_rng([options.seed, 7, k])
    unknown = np.isnan(matrix.numbers)
    counts = np.maximum(1, (~unknown).sum(axis=0))
    means = np.where(unknown, 0.0, matrix.numbers).sum(axis=0) / counts
    return find_valleys(dither(np.where(unknown, means, matrix.numbers), random), labels, rng=random)


def share_separate(valleys: Valleys | None, matrix: Matrix, k: int) -> float:
    """Share of the segments that remain when those without a valley between them are joined. 1 with choices in the
    basis: segments may be apart in what has no valleys."""
    return 1.0 if valleys is None or matrix.levels else valleys.separate / k


def _measure_costs(points: Doubles, labellings: Sequence[Labels]) -> Doubles:
    """Sums of squares of one group and of each division; customers in no group are a group."""
    costs = [within(points, np.zeros(len(points), np.int16))]
    for labels in labellings:
        costs.append(within(points, np.where(labels < 0, labels.max() + 1, labels)))
    return np.array(costs)


def refer(
    algorithms: Sequence[Algorithm], matrix: Matrix, ks: Sequence[int], options: StudyOptions, tell: Told
) -> Doubles:
    """(R, 1 + K) costs of one group and of each k on each reference, the same for all algorithms: by k-means, which has the
    least costs, or the first of them where k-means does not suit."""
    k_means = KMeans()
    algorithm = algorithms[0] if k_means.refuse(matrix) else k_means

    def measure(i: int) -> Doubles:
        drawn = draw_reference(matrix, np.random.default_rng([options.seed, 4, i]))
        fits = [algorithm.fit(drawn, k, starts=options.reference_starts, seed=options.seed + i) for k in ks]
        return _measure_costs(find_coordinates(drawn), [algorithm.label(fit, drawn) for fit in fits])

    return _draw_many(measure, options.references, options.threads, tell)


def _draw_many(measure: Callable[[int], Doubles], draws: int, threads: int, tell: Told) -> Doubles:
    found = []
    with ThreadPoolExecutor(max(1, threads)) as pool:
        for i, one in enumerate(pool.map(measure, range(draws)), start=1):
            found.append(one)
            tell(i / draws)
    return np.array(found)


def bic_of(log_likelihood: float, free_parameters: int, n: int) -> float:
    """Schwarz 1978, Ann. Stat. 6:461-464; small is good."""
    return -2 * log_likelihood + free_parameters * float(np.log(n))


def _prefers_one_by_bic(solved: Solved, n: int) -> bool | None:
    one = solved.one
    if one is None or one.log_likelihood is None or one.free_parameters is None:
        return None
    least = bic_of(one.log_likelihood, one.free_parameters, n)
    others = [
        bic_of(fit.log_likelihood, fit.free_parameters, n)
        for fit in solved.fits.values()
        if fit.log_likelihood is not None and fit.free_parameters is not None
    ]
    return all(least <= other for other in others)


@dataclass(frozen=True, slots=True)
class NullEvidence:
    """The silhouette against data without groups: p, and how many draws it rests on."""

    p_copula: float
    p_uniform: float | None
    draws: int


def compare_with_nulls(
    solved: Solved, matrix: Matrix, k: int, silhouette: float, options: StudyOptions, tell: Told
) -> NullEvidence:
    """Refit this k and algorithm on null data of both kinds. Where only the decision is wanted (`always_draw_nulls` False),
    drawing stops as soon as p must exceed the threshold, and uniform nulls are left out."""
    null = fit_null(matrix)

    def measure(drawn: Matrix, i: int) -> float:
        try:
            fit = fit_alike(
                solved.algorithm, solved.fits[k], drawn, starts=options.null_starts, seed=options.seed + i
            )
        except SatsumaError:  # not even so many groups
            return -1.0
        points, labels = find_coordinates(drawn), solved.algorithm.label(fit, drawn)
        rows = thin(len(points), options.measured, np.random.default_rng([options.seed, 5, i]))
        found = silhouettes(points[rows], [labels[rows]])[0]
        return found if np.isfinite(found) else -1.0

    def measure_both(i: int) -> Doubles:
        random = np.random.default_rng([options.seed, 6, i])
        copula = measure(draw_null(null, matrix, random), i)
        uniform = measure(draw_reference(matrix, random), i) if options.always_draw_nulls else np.nan
        return np.array([copula, uniform])

    if options.always_draw_nulls:
        drawn = _draw_many(measure_both, options.null_draws, options.threads, tell)
        p = upper_p(silhouette, drawn[:, 0]), upper_p(silhouette, drawn[:, 1])
        return NullEvidence(*p, options.null_draws)
    most = options.thresholds.natural_p * (1 + options.null_draws) - 1
    found: list[float] = []
    while len(found) < options.null_draws and np.count_nonzero(np.array(found) >= silhouette) <= most:
        found.append(float(measure_both(len(found))[0]))
    return NullEvidence(upper_p(silhouette, np.array(found)), None, len(found))
