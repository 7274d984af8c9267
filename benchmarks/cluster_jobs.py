"""k-means and stability, and scikit-learn's loop, as jobs in processes of their own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.costs import Cost, as_dict, find_cost

REAL_ITEMS = Path(__file__).resolve().parents[2] / "shared" / "data" / "mcdonalds" / "mcdonalds.csv"
SHARES = (0.3, 0.25, 0.2, 0.1, 0.1, 0.05)
THREADS = 2
STARTS = 3
COMPARED = 20
"""Samples whose sums of squares are compared."""
Values = NDArray[np.float64]

# Threads that wait for each other sleep: CPU seconds are of work, also on a busy machine. Read when scikit-learn is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def write_items(folder: str) -> dict[str, Any]:
    """McDonald's yes-no items where they are at hand, else made-up ones of that shape."""
    if REAL_ITEMS.exists():
        lines = REAL_ITEMS.read_text(encoding="utf-8").splitlines()[1:]
        items = np.array([line.split(",")[:11] for line in lines]) == "Yes"
    else:
        random = np.random.default_rng(1)
        items = random.random((1453, 11)) < random.random((5, 11))[random.integers(0, 5, 1453)]
    np.save(Path(folder) / "items.npy", items.astype(np.float64))
    return {"name": "McDonald's" if REAL_ITEMS.exists() else "made-up items"}


def write_numbers(folder: str, n: int) -> dict[str, Any]:
    """n customers by 12 numbers: six groups of unequal size that overlap."""
    random = np.random.default_rng(2)
    centres = random.normal(0, 1, (len(SHARES), 12))
    values = np.empty((n, 12))
    for first in range(0, n, 100_000):
        part = values[first : first + 100_000]
        part[:] = centres[random.choice(len(SHARES), len(part), p=SHARES)] + random.normal(size=part.shape)
    np.save(Path(folder) / "numbers.npy", values)
    return {}


def study(folder: str, file: str, ks: list[int], pairs: int, size: int, repeat: int) -> dict[str, Any]:
    """Satsuma's stability study on `size` of the customers; the cheapest of `repeat` times."""
    from satsuma.discover.cluster.kmeans import KMeans
    from satsuma.discover.cluster.matrix import binary_items, numbers_only
    from satsuma.discover.cluster.resampling import resample
    from satsuma.stats.stability import global_stability

    everyone = np.load(Path(folder) / file)
    rows = np.sort(np.random.default_rng(3).choice(len(everyone), min(size, len(everyone)), replace=False))
    make = binary_items if file == "items.npy" else numbers_only
    matrix, medians = make(everyone[rows]), {}

    def run() -> None:
        found = resample(KMeans(), matrix, ks, pairs=pairs, starts=STARTS, seed=1, threads=THREADS)
        for k in ks:
            medians[k] = float(np.median(global_stability(found.labels[k], found.patterns.counts)))

    cost = _find_least(run, repeat)
    squares, plain = {}, KMeans(threads=THREADS, is_thorough=False)
    for k in ks:
        reached = []
        for i in range(COMPARED if len(rows) == len(everyone) else 2):
            counts = np.bincount(_draw(i, len(rows)), minlength=len(rows)).astype(np.int32)
            fit = plain.fit(matrix, k, starts=STARTS, seed=i, counts=counts)
            is_everyone = len(rows) == len(everyone)
            reached.append(
                fit.ssw if is_everyone else _sum_squares(everyone, plain.label(fit, make(everyone)))
            )
        squares[k] = float(np.mean(reached))
    return {"cost": as_dict(cost), "medians": medians, "squares": squares}


def study_by_peer(
    folder: str, file: str, ks: list[int], samples: int, of: int, threads: int, is_own: bool
) -> dict[str, Any]:
    """A plain loop of scikit-learn's KMeans over bootstrap samples of everyone, and its adjusted Rand index; `samples` of `of`
    are run, and the cost multiplied. The sum of squares of the sample itself, or of everyone by the sample's groups."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score
    from threadpoolctl import threadpool_limits

    everyone = np.load(Path(folder) / file)
    medians, squares = {}, {}

    def run() -> None:
        for k in ks:
            labels, reached = [], []
            for i in range(samples):
                fit = KMeans(k, n_init=STARTS, random_state=i).fit(everyone[_draw(i, len(everyone))])
                labels.append(fit.predict(everyone))
                reached.append(fit.inertia_)
            agreed = [adjusted_rand_score(*labels[i : i + 2]) for i in range(0, samples, 2)]
            medians[k] = float(np.median(agreed))
            own = reached if is_own else [_sum_squares(everyone, label) for label in labels]
            squares[k] = float(np.mean(own[:COMPARED]))

    with threadpool_limits(threads):
        cost = _scale(find_cost(run), of / samples)
    return {"cost": as_dict(cost), "medians": medians, "squares": squares}


def divide(folder: str, k: int, size: int, starts: int) -> dict[str, Any]:
    """Satsuma's k-means on a sample, and everyone assigned."""
    from satsuma.discover.cluster.kmeans import KMeans
    from satsuma.discover.cluster.matrix import numbers_only

    everyone, kept = np.load(Path(folder) / "numbers.npy"), []

    def run() -> None:
        algorithm, matrix = KMeans(threads=THREADS), numbers_only(everyone)
        rows = np.sort(
            np.random.default_rng(3).choice(len(everyone), min(size, len(everyone)), replace=False)
        )
        fit = algorithm.fit(matrix.take(rows), k, starts=starts, seed=1)
        kept.append(algorithm.label(fit, matrix))

    cost = find_cost(run)
    return {"cost": as_dict(cost), "squares": _sum_squares(everyone, kept[0])}


def divide_by_peer(folder: str, k: int, starts: int, of: int) -> dict[str, Any]:
    """scikit-learn's KMeans on everyone; `starts` of `of` are run, and the cost multiplied."""
    from sklearn.cluster import KMeans

    everyone, kept = np.load(Path(folder) / "numbers.npy"), []
    cost = find_cost(lambda: kept.append(KMeans(k, n_init=starts, random_state=1).fit(everyone).inertia_))
    return {"cost": as_dict(_scale(cost, of / starts)), "squares": float(kept[0])}


def _find_least(act: Callable[[], Any], repeat: int) -> Cost:
    return min((find_cost(act) for _ in range(repeat)), key=lambda cost: cost.wall)


def _scale(cost: Cost, times: float) -> Cost:
    return Cost(cost.wall * times, cost.cpu * times, cost.peak_bytes)


def _draw(i: int, n: int) -> NDArray[np.int64]:
    """The i-th bootstrap sample, the same for both."""
    return np.random.default_rng([5, i]).integers(0, n, n)


def _sum_squares(values: Values, labels: NDArray[Any]) -> float:
    """Of everyone within their groups."""
    sizes = np.bincount(labels)
    sums = np.stack(
        [np.bincount(labels, weights=column, minlength=len(sizes)) for column in values.T], axis=1
    )
    total = sum(
        float(np.einsum("ij,ij->", part, part)) for part in np.array_split(values, 1 + len(values) // 500_000)
    )
    return total - float((sums[sizes > 0] ** 2 / sizes[sizes > 0, None]).sum())


JOBS = (write_items, write_numbers, study, study_by_peer, divide, divide_by_peer)
