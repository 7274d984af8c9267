"""Bootstrap samples as counts: sizes, seeds, order, threads, progress, and any algorithm."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Counts, Fit, Labels
from satsuma.discover.cluster.kmeans import KMeans
from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.discover.cluster.resampling import draw_samples, resample
from satsuma.model.errors import OptionError
from satsuma.stats.stability import global_stability


class Plain:
    """k-means through the protocol alone."""

    name = "plain"

    def __init__(self) -> None:
        self.inner = KMeans(threads=1, is_thorough=False)

    def refuse(self, matrix: Matrix) -> str | None:
        return self.inner.refuse(matrix)

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        return self.inner.fit(matrix, k, starts=starts, seed=seed, counts=counts)

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        return self.inner.label(fit, matrix)

    def place(self, fit: Fit, matrix: Matrix) -> NDArray[np.float64]:
        return self.inner.place(fit, matrix)


def make_items(n: int = 300, seed: int = 1) -> Matrix:
    random = np.random.default_rng(seed)
    likely = np.array([[0.9, 0.9, 0.1, 0.1, 0.5], [0.1, 0.1, 0.9, 0.9, 0.5]])
    return binary_items(random.random((n, 5)) < likely[random.integers(0, 2, n)])


@pytest.mark.parametrize(
    "matrix", [make_items(), numbers_only(np.random.default_rng(1).normal(size=(80, 2)))]
)
def test_the_fast_way_is_the_plain_way(matrix: Matrix) -> None:
    fast, plain = (resample(way, matrix, [2, 4, 3], pairs=4, starts=3, seed=7) for way in (KMeans(), Plain()))
    for k in (2, 3, 4):
        same = [
            global_stability(np.stack(pair), fast.patterns.counts)[0]
            for pair in zip(fast.labels[k], plain.labels[k], strict=True)
        ]
        assert same == pytest.approx([1.0] * 8)


def test_the_same_whatever_the_threads() -> None:
    for way in (KMeans(), Plain()):
        one, other = (resample(way, make_items(), [2, 3], 6, 2, 3, threads) for threads in (1, 3))
        for k in (2, 3):
            assert one.labels[k].tobytes() == other.labels[k].tobytes()


def test_another_seed_draws_other_samples() -> None:
    counts = np.array([3, 1, 6])
    assert draw_samples(counts, 5, 1).tolist() == draw_samples(counts, 5, 1).tolist()
    assert draw_samples(counts, 5, 1).tolist() != draw_samples(counts, 5, 2).tolist()


@pytest.mark.parametrize("counts", [[2, 1, 3], [400, 100, 500]])
def test_samples_are_as_large_as_the_data_and_fair(counts: list[int]) -> None:
    drawn = draw_samples(np.array(counts), 4000, 1)
    assert (drawn.sum(axis=1) == sum(counts)).all()
    assert drawn.mean(axis=0) == pytest.approx(counts, rel=0.05)
    share = np.array(counts) / sum(counts)
    assert drawn.var(axis=0) == pytest.approx(sum(counts) * share * (1 - share), rel=0.1)


def test_clear_groups_come_back() -> None:
    found = resample(KMeans(), make_items(), [2], pairs=20, starts=3)
    assert found.labels[2].shape == (40, found.patterns.matrix.n)
    assert np.median(global_stability(found.labels[2], found.patterns.counts)) > 0.9


@pytest.mark.parametrize("way", [KMeans(), Plain()])
def test_progress_reaches_the_end(way: KMeans | Plain) -> None:
    told: list[tuple[int, int]] = []
    resample(
        way, make_items(60), [2, 3], pairs=3, starts=1, progress=lambda done, of: told.append((done, of))
    )
    assert told[-1] == (12, 12)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


@pytest.mark.parametrize(("pairs", "starts"), [(0, 1), (1, 0)])
def test_nothing_to_do_is_refused(pairs: int, starts: int) -> None:
    with pytest.raises(OptionError, match="at least one"):
        resample(KMeans(), make_items(), [2], pairs=pairs, starts=starts)
