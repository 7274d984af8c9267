"""Data sets whose truth is known: five kinds without groups, and planted groups with the best agreement anyone can reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.matrix import Matrix, numbers_only
from satsuma.stats.agreement import adjusted_rand

Doubles = NDArray[np.float64]

NULLS = ("gaussian", "uniform", "correlated", "skewed and logged", "mixed kinds")
PLANTED = ("numbers, 6 sd", "numbers, 4 sd", "mixed kinds, like 6 sd", "mixed kinds, like 4 sd")
BAYES = {"mixed kinds, like 6 sd": 0.97, "mixed kinds, like 4 sd": 0.88}
"""Bayes-optimal agreement of planted mixed kinds, about that of numbers at the same distance."""
NULL_CUSTOMERS, PLANTED_CUSTOMERS = 400, 600


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A data set. `truth` is None without groups; `bayes` is the agreement of the optimal rule with the truth."""

    matrix: Matrix
    truth: NDArray[np.int64] | None = None
    bayes: float | None = None


def make(kind: str, seed: int) -> MadeUp:
    """The data set of a kind and seed."""
    random = np.random.default_rng([seed, [*NULLS, *PLANTED].index(kind)])
    if kind in NULLS:
        return MadeUp(_make_null(kind, random))
    if kind.startswith("numbers"):
        return _plant_numbers(6.0 if "6" in kind else 4.0, random)
    return _plant_mixed(BAYES[kind], random)


def _make_null(kind: str, random: np.random.Generator) -> Matrix:
    n = NULL_CUSTOMERS
    p = int(random.integers(2, 7))
    if kind == "gaussian":
        return numbers_only(random.normal(size=(n, p)))
    if kind == "uniform":
        return numbers_only(_scale(random.random((n, p))))
    latent = _correlate(n, p, random)
    if kind == "correlated":
        return numbers_only(_scale(latent))
    if kind == "skewed and logged":
        return numbers_only(_scale(np.log1p(_skew(latent, random))))
    latent = _correlate(n, 7, random)
    return Matrix(
        np.ascontiguousarray(latent[:, :3]),
        np.column_stack(
            [
                latent[:, 3] > random.normal() / 2,
                latent[:, 4] > random.normal() / 2,
                np.digitize(latent[:, 5], np.sort(random.normal(size=4))),
                random.permutation(4)[np.digitize(latent[:, 6], [-0.7, 0.2, 0.9])],
            ]
        ).astype(np.int16),
        (2, 2, 5, 4),
        (False, False, True, False),
    )


def _scale(numbers: Doubles) -> Doubles:
    return np.asarray((numbers - numbers.mean(axis=0)) / numbers.std(axis=0))


def _correlate(n: int, p: int, random: np.random.Generator) -> Doubles:
    """Normals of one or two factors with loadings up to 0.85 either way: correlations up to about 0.7."""
    loadings = random.uniform(-0.6, 0.6, (p, 2))
    unique = np.sqrt(1 - (loadings**2).sum(axis=1))
    return np.asarray(random.normal(size=(n, 2)) @ loadings.T + random.normal(size=(n, p)) * unique)


def _skew(latent: Doubles, random: np.random.Generator) -> Doubles:
    """Money, counts and days: lognormal, Poisson-lognormal and exponential columns of correlated normals."""
    columns = []
    for j, column in enumerate(latent.T):
        if j % 3 == 0:
            columns.append(np.exp(4 + random.uniform(0.5, 1.2) * column))
        elif j % 3 == 1:
            columns.append(1.0 + random.poisson(np.exp(1.5 + 0.7 * column)))
        else:
            ranks = np.argsort(np.argsort(column))
            columns.append(-120 * np.log(1 - (ranks + 0.5) / len(column)))
    return np.column_stack(columns)


def _draw_sizes(k: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Unequal sizes, none below 7 %."""
    shares = 0.07 + (1 - 0.07 * k) * random.dirichlet(np.full(k, 2.0))
    return random.choice(k, PLANTED_CUSTOMERS, p=shares / shares.sum())


def _spread_centres(k: int, p: int, apart: float, random: np.random.Generator) -> Doubles:
    """Random centres, the nearest two exactly `apart`."""
    centres = random.normal(size=(k, p))
    distances = np.sqrt(((centres[:, None] - centres[None]) ** 2).sum(axis=2))
    return np.asarray(centres * apart / distances[np.triu_indices(k, 1)].min())


def _plant_numbers(apart: float, random: np.random.Generator) -> MadeUp:
    k, p = int(random.integers(3, 8)), int(random.integers(2, 7))
    truth = _draw_sizes(k, random)
    centres = _spread_centres(k, p, apart, random)
    points = centres[truth] + random.normal(size=(PLANTED_CUSTOMERS, p))
    shares = np.bincount(truth, minlength=k) / len(truth)
    scores = np.log(shares) - ((points[:, None] - centres[None]) ** 2).sum(axis=2) / 2
    return MadeUp(numbers_only(_scale(points)), truth, adjusted_rand(truth, scores.argmax(axis=1)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of a planted mixed data set does not depend on its strength."""

    truth: NDArray[np.int64]
    centres: Doubles
    noise: Doubles
    logits: tuple[Doubles, ...]
    draws: Doubles


def _plant_mixed(bayes: float, random: np.random.Generator) -> MadeUp:
    """Four numbers, four yes-no items and two choices of four levels, as far apart as gives the agreement asked for."""
    k = int(random.integers(3, 8))
    levels = (2, 2, 2, 2, 4, 4)
    plan = _Plan(
        _draw_sizes(k, random),
        _spread_centres(k, 4, 1.0, random),
        random.normal(size=(PLANTED_CUSTOMERS, 4)),
        tuple(random.normal(size=(k, level)) for level in levels),
        random.random((PLANTED_CUSTOMERS, len(levels))),
    )
    low, high = 0.1, 12.0
    for _ in range(18):
        middle = (low + high) / 2
        low, high = (middle, high) if (_realise(plan, middle, levels).bayes or 0) < bayes else (low, middle)
    return _realise(plan, high, levels)


def _realise(plan: _Plan, strength: float, levels: tuple[int, ...]) -> MadeUp:
    points = plan.centres[plan.truth] * strength + plan.noise
    centres = plan.centres * strength
    scores = -((points[:, None] - centres[None]) ** 2).sum(axis=2) / 2
    shares = np.bincount(plan.truth, minlength=len(centres)) / len(plan.truth)
    scores += np.log(np.maximum(shares, 1e-12))
    codes = np.empty((len(plan.truth), len(levels)), np.int16)
    for j, logits in enumerate(plan.logits):
        chances = np.exp(logits * min(2.0, strength / 2))
        chances /= chances.sum(axis=1, keepdims=True)
        codes[:, j] = (chances.cumsum(axis=1)[plan.truth] < plan.draws[:, j : j + 1]).sum(axis=1)
        codes[:, j] = np.minimum(codes[:, j], levels[j] - 1)
        scores += np.log(chances[:, codes[:, j]].T)
    matrix = Matrix(_scale(points), codes, levels, (False,) * len(levels))
    return MadeUp(matrix, plan.truth, adjusted_rand(plan.truth, scores.argmax(axis=1)))
