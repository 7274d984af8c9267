"""Every algorithm with every number of groups: fits, stability, prediction strength."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm, Fit, Labels, fit_alike
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.patterns import Patterns, find_patterns
from satsuma.discover.cluster.resampling import Resampled, resample
from satsuma.discover.study.options import StudyOptions
from satsuma.model.errors import SatsumaError
from satsuma.stats.prediction_strength import halves, prediction_strength
from satsuma.stats.stability import Spread, global_stability, segment_origins, segment_stability, spread

Doubles = NDArray[np.float64]
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Solved:
    """One algorithm on the studied customers, by number of groups. `one` is its fit of a single group, None where it has
    none. `labels` are those of the studied customers. `refused` says why some
    numbers cannot be."""

    algorithm: Algorithm
    one: Fit | None
    fits: dict[int, Fit]
    labels: dict[int, Labels]
    stability: dict[int, Spread]
    segments: dict[int, tuple[float, ...]]
    origins: dict[int, tuple[float, ...]]
    prediction: dict[int, float]
    refused: dict[int, str]


def solve(
    algorithm: Algorithm, matrix: Matrix, ks: Sequence[int], options: StudyOptions, tell: Told
) -> Solved:
    """Fit, resample and halve. `tell` hears shares from 0 to 1."""
    patterns = find_patterns(matrix)
    fits, refused = fit_all(algorithm, patterns, ks, options)
    ks = tuple(fits)
    tell(0.2)
    if not ks:
        return Solved(algorithm, None, {}, {}, {}, {}, {}, {}, refused)
    resampled = resample(
        algorithm,
        matrix,
        ks,
        *options.count_bootstraps(algorithm),
        options.seed,
        options.threads,
        lambda done, total: tell(0.2 + 0.7 * done / total),
    )
    places = {k: algorithm.label(fit, resampled.patterns.matrix) for k, fit in fits.items()}
    labels = {k: found[resampled.patterns.rows] for k, found in places.items()}
    prediction = _halve(algorithm, matrix, fits, options)
    tell(1.0)
    return Solved(
        algorithm,
        _fit_one(algorithm, patterns, options),
        fits,
        labels,
        {k: spread(global_stability(resampled.labels[k], resampled.patterns.counts)) for k in ks},
        {k: _segments(resampled, places[k], k) for k in ks},
        _origins(resampled.patterns, places, ks),
        prediction,
        refused,
    )


def fit_all(
    algorithm: Algorithm, patterns: Patterns, ks: Sequence[int], options: StudyOptions
) -> tuple[dict[int, Fit], dict[int, str]]:
    """The best of many starts for each number of groups, and why some cannot be."""

    def fit(k: int) -> Fit | str:
        try:
            return algorithm.fit(
                patterns.matrix, k, starts=options.starts, seed=options.seed, counts=patterns.counts
            )
        except SatsumaError as refusal:
            return str(refusal)

    with ThreadPoolExecutor(max(1, options.threads)) as pool:
        found = dict(zip(ks, pool.map(fit, ks), strict=True))
    fits = {k: one for k, one in found.items() if not isinstance(one, str)}
    return fits, {k: one for k, one in found.items() if isinstance(one, str)}


def _fit_one(algorithm: Algorithm, patterns: Patterns, options: StudyOptions) -> Fit | None:
    try:
        return algorithm.fit(patterns.matrix, 1, starts=1, seed=options.seed, counts=patterns.counts)
    except (SatsumaError, ValueError):
        return None


def _segments(resampled: Resampled, places: Labels, k: int) -> tuple[float, ...]:
    """Median Jaccard of each segment over all bootstrap samples; 0 for a segment without members."""
    jaccards = segment_stability(places, resampled.labels[k], k, resampled.patterns.counts)
    return tuple(float(value) for value in np.nan_to_num(np.median(jaccards, axis=0)))


def _origins(
    patterns: Patterns, places: dict[int, Labels], ks: Sequence[int]
) -> dict[int, tuple[float, ...]]:
    origins: dict[int, tuple[float, ...]] = {}
    for before, after in pairwise(ks):
        if after - before != 1:
            continue
        found = segment_origins(places[before], places[after], before, after, patterns.counts)
        origins[after] = tuple(float(value) for value in np.nan_to_num(found))
    return origins


def _halve(
    algorithm: Algorithm, matrix: Matrix, fits: Mapping[int, Fit], options: StudyOptions
) -> dict[int, float]:
    """Mean prediction strength over random halvings, both ways."""
    parts = [halves(matrix.n, np.random.default_rng([options.seed, 2, i])) for i in range(options.splits)]

    def predict(task: tuple[int, int]) -> float:
        k, i = task
        one, other = (matrix.take(part) for part in parts[i])
        starts, seed = options.reference_starts, options.seed + i
        try:
            first = fit_alike(algorithm, fits[k], one, starts=starts, seed=seed)
            second = fit_alike(algorithm, fits[k], other, starts=starts, seed=seed)
        except SatsumaError:  # half of the customers have not so many groups
            return 0.0
        there = prediction_strength(algorithm.label(second, other), algorithm.label(first, other))
        back = prediction_strength(algorithm.label(first, one), algorithm.label(second, one))
        return (there + back) / 2

    usable = [k for k in fits if matrix.n // 2 >= 2 * k]
    tasks = [(k, i) for k in usable for i in range(options.splits)]
    with ThreadPoolExecutor(max(1, options.threads)) as pool:
        found = np.array(list(pool.map(predict, tasks))).reshape(len(usable), -1)
    return {k: float(row.mean()) for k, row in zip(usable, found, strict=True)} if options.splits else {}
