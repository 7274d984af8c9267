"""What silhouettes and costs are without groups: references for every solution, nulls for the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.study.coordinates import draw_null, draw_reference, find_coordinates, fit_null
from satsuma.discover.study.options import StudyOptions
from satsuma.discover.study.solving import Solved
from satsuma.stats.gap import Gap, first_within_error, gap_statistic
from satsuma.stats.indices import silhouettes, thin, within
from satsuma.stats.nulls import upper_p

Doubles = NDArray[np.float64]
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of one algorithm, by number of groups: the silhouette, how much of it shapeless data give, and the gap where there is a
    sum of squares. `one_group` says that gap (or, for mixtures, BIC) prefers a single group; None where neither exists."""

    silhouettes: dict[int, float]
    expected: dict[int, float]
    gap: dict[int, tuple[float, float]]
    one_group: bool | None


def calibrate(
    solved: Solved, matrix: Matrix, ks: Sequence[int], options: StudyOptions, tell: Told
) -> Calibration:
    """Silhouettes on the data and on references, gap and BIC against one group."""
    points = find_coordinates(matrix)
    rows = thin(len(points), options.measured, np.random.default_rng([options.seed, 3]))
    seen = silhouettes(points[rows], [solved.labels[k][rows] for k in ks])
    references = _refer(solved.algorithm, matrix, ks, options, tell)
    expected = references[:, 0].mean(axis=0) if len(references) else np.zeros(len(ks))
    gap, one = None, None
    if len(references) and all(solved.fits[k].ssw is not None for k in ks):
        costs = np.array([_spread_of_all(points), *(solved.fits[k].ssw or 0.0 for k in ks)])
        gap = gap_statistic(costs, np.concatenate([references[:, 2, :1], references[:, 1]], axis=1))
        one = first_within_error(gap) == 0
    bic = _prefers_one_by_bic(solved, matrix.n)
    return Calibration(
        dict(zip(ks, seen, strict=True)),
        {k: float(value) for k, value in zip(ks, np.nan_to_num(expected), strict=True)},
        _by_k(gap, ks),
        bic if one is None else one,
    )


def _by_k(gap: Gap | None, ks: Sequence[int]) -> dict[int, tuple[float, float]]:
    if gap is None:
        return {}
    return {k: (float(gap.gap[i]), float(gap.error[i])) for i, k in enumerate(ks, start=1)}


def _spread_of_all(points: Doubles) -> float:
    return within(points, np.zeros(len(points), np.int16))


def _refer(
    algorithm: Algorithm, matrix: Matrix, ks: Sequence[int], options: StudyOptions, tell: Told
) -> Doubles:
    """(R, 3, K): silhouette, sum of squares within, and of one group (repeated), of each reference."""

    def measure(i: int) -> Doubles:
        random = np.random.default_rng([options.seed, 4, i])
        drawn = draw_reference(matrix, random)
        points = find_coordinates(drawn)
        rows = thin(len(points), options.measured, random)
        labels, costs = [], []
        for k in ks:
            fit = algorithm.fit(drawn, k, starts=options.reference_starts, seed=options.seed + i)
            labels.append(algorithm.label(fit, drawn)[rows])
            costs.append(fit.ssw or np.nan)
        return np.array([silhouettes(points[rows], labels), costs, [_spread_of_all(points)] * len(ks)])

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
        fit = solved.algorithm.fit(drawn, k, starts=options.null_starts, seed=options.seed + i)
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
