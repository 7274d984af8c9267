"""The same algorithm on many bootstrap samples: the labels that stability is computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.patterns import Patterns, find_patterns
from satsuma.model.errors import OptionError

Progress = Callable[[int, int], None]
"""Told how many fits are done, of how many."""
Draws = NDArray[np.int32]
"""(m, rows): how often each distinct row is in each of m bootstrap samples."""
MULTINOMIAL_FROM = 16
"""Customers per distinct row from which drawing the counts is cheaper than drawing the customers."""


@dataclass(frozen=True, slots=True)
class Resampled:
    """Where the fits of 2B bootstrap samples place the distinct customers.

    `labels[k]` is (2B, rows); rows 2i and 2i + 1 are a pair. `patterns.counts` weighs each distinct row,
    `patterns.matrix` holds them (label a reference solution on it), `patterns.rows` leads back to the customers.
    """

    patterns: Patterns
    labels: Mapping[int, NDArray[np.int16]]


@runtime_checkable
class ManyFits(Protocol):
    """An algorithm with a faster way of fitting many bootstrap samples."""

    def fit_many(
        self,
        matrix: Matrix,
        ks: Sequence[int],
        draws: Draws,
        *,
        starts: int,
        seeds: Sequence[int],
        threads: int,
        progress: Callable[[int], None],
    ) -> Mapping[int, NDArray[np.int16]]:
        """For each k (m, rows): the labels of all rows by the best of `starts` starts on each of m samples; the same as
        `label(fit(matrix, k, starts=starts, seed=seeds[i], counts=draws[i]), matrix)` up to the groups' order, though the
        search may be less thorough. `progress` is told how many fits are done."""


def resample(
    algorithm: Algorithm,
    matrix: Matrix,
    ks: Sequence[int],
    pairs: int = 100,
    starts: int = 10,
    seed: int = 1,
    threads: int = 2,
    progress: Progress | None = None,
) -> Resampled:
    """Fit `algorithm` with every k of `ks` to 2 × `pairs` bootstrap samples of the matrix's customers, and label them all.

    Samples are counts of the distinct rows, the same for every k; nothing is copied. Same input and seed, same labels to
    the byte, whatever the threads. Threads run over samples, never inside a fit. Raises OptionError for no pairs or starts,
    and what the algorithm raises for a k that cannot be.
    """
    if pairs < 1 or starts < 1:
        raise OptionError("Stability needs at least one pair of bootstrap samples and one start.")
    patterns = find_patterns(matrix)
    draws = draw_samples(patterns.counts, 2 * pairs, seed)
    seeds = np.random.default_rng([seed, 1]).integers(2**63, size=len(draws)).tolist()
    total = len(ks) * len(draws)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, total)

    fit_many = algorithm.fit_many if isinstance(algorithm, ManyFits) else partial(_fit_each, algorithm)
    labels = fit_many(patterns.matrix, ks, draws, starts=starts, seeds=seeds, threads=threads, progress=tell)
    return Resampled(patterns, labels)


def draw_samples(counts: NDArray[np.integer], samples: int, seed: int) -> Draws:
    """(samples, rows) bootstrap samples, each of as many customers as `counts` stands for."""
    chance = np.random.default_rng([seed, 0])
    n, rows = int(counts.sum()), len(counts)
    if n >= MULTINOMIAL_FROM * rows:
        return chance.multinomial(n, counts / n, size=samples).astype(np.int32)
    who = np.repeat(np.arange(rows), counts)
    drawn = np.empty((samples, rows), dtype=np.int32)
    for sample in drawn:
        sample[:] = np.bincount(who[chance.integers(0, n, n)], minlength=rows)
    return drawn


def _fit_each(
    algorithm: Algorithm,
    matrix: Matrix,
    ks: Sequence[int],
    draws: Draws,
    *,
    starts: int,
    seeds: Sequence[int],
    threads: int,
    progress: Callable[[int], None],
) -> Mapping[int, NDArray[np.int16]]:
    def label(k: int, i: int) -> Labels:
        fit = algorithm.fit(matrix, k, starts=starts, seed=seeds[i], counts=draws[i])
        return algorithm.label(fit, matrix)

    return label_each(label, ks, draws, threads, progress)


def label_each(
    label: Callable[[int, int], Labels],
    ks: Sequence[int],
    draws: Draws,
    threads: int,
    progress: Callable[[int], None],
) -> dict[int, NDArray[np.int16]]:
    """For each k (m, rows): what `label` says of k and each of the m samples by its position; threads run over both."""
    labels = {k: np.empty(draws.shape, dtype=np.int16) for k in ks}
    tasks = [(k, i) for k in ks for i in range(len(draws))]
    with ThreadPoolExecutor(max(1, threads)) as pool:
        found = pool.map(lambda task: label(*task), tasks)
        for done, ((k, i), own) in enumerate(zip(tasks, found, strict=True), start=1):
            labels[k][i] = own
            progress(done)
    return labels
