"""Latent classes against stepmix on yes-no items, and against k-prototypes on mixed kinds: cost per start, quality beside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.costs import Cost, find_cost
from benchmarks.tables import Line
from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix, binary_items
from satsuma.engine.library import load_library
from satsuma.stats.agreement import adjusted_rand

ITEMS, CLASSES = 11, 4
NUMBERS = CHOICES = 6
LEVELS = 4
GROUPS = 5
SHARES = (0.3, 0.25, 0.2, 0.15, 0.1)
STARTS = 100
AIM = 100


@dataclass(frozen=True, slots=True)
class Mixed:
    """Customers of known groups."""

    matrix: Matrix
    groups: NDArray[np.intp]


def run(folder: Path, small: bool) -> list[Line]:
    """Items of 1,500 and 100,000 customers (a tenth when small), mixed kinds of 1M (a hundredth)."""
    load_library()  # once a process, whatever is fitted
    lines = []
    for n in (1500, 10_000) if small else (1500, 100_000, 1_000_000):
        lines += compare_items(n, peer_starts=3 if n < 10_000 else 1 if n <= 100_000 else 0)
    return [*lines, *compare_mixed(*(10_000, 2_000) if small else (1_000_000, 50_000))]


def make_items(n: int, seed: int) -> NDArray[np.int16]:
    """Yes-no items of four latent classes."""
    chances = np.random.default_rng(seed)
    odds = chances.beta(0.7, 0.7, (CLASSES, ITEMS))
    classes = chances.choice(CLASSES, n, p=(0.4, 0.3, 0.2, 0.1))
    return (chances.uniform(size=(n, ITEMS)) < odds[classes]).astype(np.int16)


def make_mixed(n: int, seed: int) -> Mixed:
    """Six numbers and six choices of four levels, in five groups that overlap a little."""
    chances = np.random.default_rng(seed)
    means = 1.5 * chances.normal(size=(GROUPS, NUMBERS))
    odds = chances.dirichlet(np.full(LEVELS, 0.7), size=(GROUPS, CHOICES)).cumsum(axis=2)
    groups = chances.choice(GROUPS, n, p=SHARES)
    numbers = means[groups] + chances.normal(size=(n, NUMBERS))
    drawn = chances.uniform(size=(n, CHOICES))
    choices = np.zeros((n, CHOICES), np.int16)
    for level in range(LEVELS - 1):
        choices += drawn > odds[groups, :, level]
    return Mixed(Matrix(numbers, choices, (LEVELS,) * CHOICES, (False,) * CHOICES), groups)


def compare_items(n: int, peer_starts: int) -> list[Line]:
    """EM on distinct patterns against stepmix; no peer where it would take too long."""
    matrix = binary_items(make_items(n, 1))
    found: list[Fit] = []
    cost = find_cost(lambda: found.append(LatentClasses().fit(matrix, CLASSES, starts=STARTS, seed=1)))
    what = f"latent classes, {n:,} customers × {ITEMS} yes-no items, {CLASSES} classes, {STARTS} starts"
    note = f"log-likelihood {found[0].log_likelihood:,.2f}; {found[0].at_optimum:.0%} of the starts at the optimum"
    lines = [Line(f"{what}: Satsuma", cost, note)]
    if peer_starts:
        peer, log_likelihood = fit_stepmix(matrix, peer_starts)
        said = f"log-likelihood {log_likelihood:,.2f}; {tell_ratio(peer, cost)}; {peer_starts} measured"
        lines.append(Line(f"{what}: stepmix", peer, said))
    return lines


def fit_stepmix(matrix: Matrix, starts: int) -> tuple[Cost, float]:
    """What it costs for as many starts as ours, scaled from some, and its best log-likelihood."""
    from stepmix.stepmix import StepMix

    model = StepMix(
        n_components=CLASSES,
        measurement="binary",
        n_init=starts,
        max_iter=1000,
        random_state=1,
        progress_bar=0,
        verbose=0,
    )
    items = matrix.choices.astype(np.float64)
    cost = find_cost(lambda: model.fit(items))
    return scale(cost, STARTS / starts), float(model.score(items)) * matrix.n


def compare_mixed(n: int, peer_n: int) -> list[Line]:
    """Against one start of k-prototypes, measured on fewer customers and scaled up linearly, which favours it."""
    mixed = make_mixed(n, 2)
    what = f"mixed kinds, {n:,} customers × {NUMBERS} numbers + {CHOICES} choices, {GROUPS} groups"
    lines, costs = [], []
    for starts in (1, 10):
        found: list[Any] = []
        cost = scale(find_cost(lambda: found.append(divide(mixed, starts))), 1 / starts)  # noqa: B023
        fit, recovered = found[0]
        costs.append(cost)
        note = f"agreement with the planted groups {recovered:.3f}; {fit.at_optimum:.0%} of starts at the optimum"
        lines.append(Line(f"{what}, per start of {starts}: Satsuma's latent classes", cost, note))
    few = make_mixed(peer_n, 2)
    found = []
    cost = find_cost(lambda: found.append(fit_prototypes(few)))
    scaled = scale(cost, n / peer_n)
    note = (
        f"agreement {adjusted_rand(found[0], few.groups):.3f}; measured on {peer_n:,} customers, times {n // peer_n}; "
        f"against a single start {tell_ratio(scaled, costs[0])}, against one of ten {tell_ratio(scaled, costs[1])}"
    )
    return [*lines, Line(f"{what}, one start: kmodes' KPrototypes", scaled, note)]


def divide(mixed: Mixed, starts: int) -> tuple[Fit, float]:
    """Fit and assign everyone; the agreement with the planted groups."""
    algorithm = LatentClasses()
    fit = algorithm.fit(mixed.matrix, GROUPS, starts=starts, seed=1)
    return fit, adjusted_rand(algorithm.label(fit, mixed.matrix), mixed.groups)


def fit_prototypes(mixed: Mixed) -> NDArray[np.integer]:
    """The labels of one start."""
    from kmodes.kprototypes import KPrototypes

    table = np.column_stack([mixed.matrix.numbers, mixed.matrix.choices.astype(np.float64)])
    model = KPrototypes(n_clusters=GROUPS, init="Cao", n_init=1, n_jobs=1, random_state=1)
    return np.asarray(model.fit_predict(table, categorical=list(range(NUMBERS, NUMBERS + CHOICES))))


def scale(cost: Cost, times: float) -> Cost:
    return Cost(cost.wall * times, cost.cpu * times, cost.peak_bytes)


def tell_ratio(peer: Cost, ours: Cost) -> str:
    cpu, wall = peer.times(ours)
    return f"Satsuma is {cpu:,.0f}× cheaper in CPU and {wall:,.0f}× faster (aim ≥ {AIM})"
