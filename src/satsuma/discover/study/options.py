"""What a study is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.model.discoveries import Evidence, StudyRow, Verdict
from satsuma.model.studies import DiscoveryDefinition, Thresholds

Measure = Callable[[Labels], float]
"""A share (0 to 1) of a division of all customers of the matrix: how well rules describe it, or how many descriptors differ."""
Progress = Callable[[str, float | None], None]
"""Told what is being done, and which share of it is done (None: unknown)."""

STUDIED, STUDIED_SLOWLY, STUDIED_CHOICES = 5_000, 1_200, 20_000
"""Customers studied: by k-means alone; where another algorithm is compared (stability depends on the number of customers, so
all are compared on the same ones); without numbers, where time depends on different answers only."""


@dataclass(frozen=True, slots=True)
class StudyOptions:
    """How thorough a study is. The defaults are those of a person's study; simulations use fewer of everything."""

    fewest: int = 2
    most: int = 10
    manageable: tuple[int, int] | None = (4, 8)
    """Knocks out recommendations outside; never the verdict."""
    starts: int = 100
    bootstraps: int = 100
    """Pairs of bootstrap samples."""
    bootstrap_starts: int = 10
    slow_bootstraps: int = 50
    slow_starts: int = 3
    """The same for any algorithm but k-means, at most."""
    references: int = 20
    """Data sets without shape, for the gap."""
    reference_starts: int = 3
    splits: int = 10
    """Halvings for prediction strength."""
    null_draws: int = 99
    null_starts: int = 10
    always_draw_nulls: bool = True
    """False: only where everything else speaks for natural groups, and no further than the decision needs."""
    measured: int = 1_500
    """Customers that silhouettes are measured on."""
    sample: int | None = None
    """Customers studied, where there are more; None: as many as take about a minute."""
    seed: int = 1
    threads: int = 2
    thresholds: Thresholds = field(default_factory=Thresholds)

    def count_studied(self, matrix: Matrix, algorithms: Sequence[Algorithm]) -> int:
        """How many customers these algorithms are compared on, where there are so many."""
        if self.sample is not None:
            return self.sample
        if matrix.numbers.shape[1] == 0:
            return STUDIED_CHOICES
        return STUDIED if all(one.name == "k-means" for one in algorithms) else STUDIED_SLOWLY

    def count_bootstraps(self, algorithm: Algorithm) -> tuple[int, int]:
        """Pairs of bootstrap samples, and starts on each."""
        if algorithm.name == "k-means":
            return self.bootstraps, self.bootstrap_starts
        return min(self.bootstraps, self.slow_bootstraps), min(self.bootstrap_starts, self.slow_starts)

    @classmethod
    def of(cls, definition: DiscoveryDefinition, threads: int = 2) -> StudyOptions:
        """What a definition asks for."""
        return cls(
            fewest=definition.fewest,
            most=definition.most,
            manageable=definition.manageable,
            starts=definition.starts,
            bootstraps=definition.bootstraps,
            null_draws=definition.null_draws,
            sample=definition.sample,
            seed=definition.seed,
            threads=threads,
            thresholds=definition.thresholds,
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """One algorithm with one number of groups. `sampled` labels the studied customers, `labels` everyone."""

    algorithm: Algorithm
    fit: Fit
    sampled: Labels
    labels: Labels


@dataclass(frozen=True, slots=True)
class Study:
    """`rows` and `solutions` go together. `chosen` is the position of the judged solution, `recommended` that of the best one
    that nothing knocks out, `runner_up` the second of those compared with it; `ties` are others that the score cannot tell from
    the chosen one. `chosen_k` is None under no segmentation."""

    rows: tuple[StudyRow, ...]
    solutions: tuple[Solution, ...]
    chosen: int
    chosen_k: int | None
    recommended: int | None
    runner_up: int | None
    ties: tuple[int, ...]
    verdict: Verdict
    headline: str
    next_step: str
    recommendation: str
    evidence: Evidence
    sample: NDArray[np.int64]
    """Rows of the matrix that were studied."""
    sample_agreement: float | None = None
    """Adjusted Rand index of everyone's places by two samples, where not everyone was studied."""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def solution(self) -> Solution:
        """The judged solution."""
        return self.solutions[self.chosen]
