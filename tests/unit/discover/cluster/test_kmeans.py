"""k-means as an algorithm: published sums of squares, scikit-learn's, probabilities, order, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm
from satsuma.discover.cluster.kmeans import KMeans
from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.discover.cluster.resampling import ManyFits, draw_samples, resample
from satsuma.model.errors import DataError, OptionError
from satsuma.stats.agreement import adjusted_rand
from satsuma.stats.stability import segment_stability


@pytest.fixture(scope="module")
def iris() -> Matrix:
    from sklearn.datasets import load_iris

    return numbers_only(load_iris().data)


def make_blobs(n: int = 600, seed: int = 1) -> tuple[Matrix, NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    truth = random.choice(3, n, p=[0.5, 0.3, 0.2])
    return numbers_only(random.normal(0, 1, (n, 2)) + truth[:, None] * 6), truth


def test_it_is_an_algorithm() -> None:
    algorithm: Algorithm = KMeans()
    assert isinstance(algorithm, ManyFits)


def test_iris_reaches_the_published_sums_of_squares(iris: Matrix) -> None:
    published = [681.3706, 152.3480, 78.8514, 57.2285, 46.4462, 39.0400]
    found = [KMeans().fit(iris, k, starts=100, seed=1) for k in range(1, 7)]
    assert [fit.ssw for fit in found] == pytest.approx(published, abs=5e-5)
    assert min(fit.at_optimum for fit in found) > 0.1


def test_iris_segments_come_back_as_published(iris: Matrix) -> None:
    """Hennig's clusterboot: means of 100 bootstraps, where each customer drawn counts once, and the others not at all."""
    published = {
        2: [0.997, 0.998],
        3: [1.0, 0.953, 0.941],
        4: [0.804, 1, 0.835, 0.930],
        5: [0.925, 0.870, 0.913, 0.939, 0.869],
    }
    algorithm, ones = KMeans(), np.ones(iris.n, dtype=np.int32)
    drawn = np.minimum(draw_samples(ones, 100, 2), 1)
    labels = algorithm.fit_many(
        iris, list(published), drawn, starts=20, seeds=range(100), threads=1, progress=lambda done: None
    )
    for k, expected in published.items():
        reference = algorithm.label(algorithm.fit(iris, k, starts=30, seed=1), iris)
        each = [
            segment_stability(reference, found[None], k, counts)[0]
            for found, counts in zip(labels[k], drawn, strict=True)
        ]
        assert np.sort(np.mean(each, axis=0)) == pytest.approx(np.sort(expected), abs=0.04)


def test_not_worse_than_scikit_learn() -> None:
    from sklearn.cluster import KMeans as Peer
    from threadpoolctl import threadpool_limits

    random = np.random.default_rng(2)
    for matrix in (numbers_only(random.normal(size=(300, 4))), binary_items(random.integers(0, 2, (300, 8)))):
        values = np.hstack([matrix.numbers, matrix.choices])
        for k in (2, 6):
            with threadpool_limits(1):
                peer = Peer(k, n_init=20, random_state=1).fit(values)
            fit = KMeans().fit(matrix, k, starts=20, seed=1)
            assert fit.ssw is not None
            assert fit.ssw <= peer.inertia_ * (1 + 1e-9)
            ours = KMeans(is_thorough=False).fit(matrix, k, starts=20, seed=1)
            assert ours.ssw == pytest.approx(peer.inertia_, rel=0.02)


def test_groups_are_ordered_by_size_and_found() -> None:
    matrix, truth = make_blobs()
    fit = KMeans().fit(matrix, 3, starts=10, seed=1)
    labels = KMeans().label(fit, matrix)
    sizes = np.bincount(labels)
    assert (np.diff(sizes) < 0).all()
    assert adjusted_rand(labels, truth) > 0.99
    assert fit.at_optimum == 1.0


def test_customers_alike_count_as_often_as_they_are() -> None:
    items = np.random.default_rng(3).integers(0, 2, (400, 4))
    rows, counts = np.unique(items, axis=0, return_counts=True)
    whole = KMeans().fit(binary_items(items), 3, starts=20, seed=1)
    counted = KMeans().fit(binary_items(rows), 3, starts=20, seed=1, counts=counts.astype(np.int32))
    assert counted.ssw == pytest.approx(whole.ssw)
    assert counted.parameters["temperature"] == pytest.approx(whole.parameters["temperature"])


def test_the_same_seed_is_the_same_fit_whatever_the_threads() -> None:
    matrix, _ = make_blobs()
    one, other = (KMeans(threads=threads).fit(matrix, 4, starts=6, seed=5) for threads in (1, 2))
    assert one.parameters["centres"].tobytes() == other.parameters["centres"].tobytes()
    assert one.ssw == other.ssw
    assert KMeans().place(one, matrix).tobytes() == KMeans(threads=1).place(one, matrix).tobytes()


def test_probabilities_add_to_one_and_follow_the_labels() -> None:
    matrix, _ = make_blobs()
    fit = KMeans().fit(matrix, 3, starts=10, seed=1)
    placed = KMeans().place(fit, matrix)
    assert placed.sum(axis=1) == pytest.approx(np.ones(matrix.n))
    assert np.array_equal(placed.argmax(axis=1), KMeans().label(fit, matrix))


def test_a_customer_half_way_is_on_the_border() -> None:
    matrix, _ = make_blobs()
    fit = KMeans().fit(matrix, 3, starts=10, seed=1)
    centres = fit.parameters["centres"]
    middle = numbers_only(centres[:2].mean(axis=0, keepdims=True))
    assert KMeans().place(fit, middle)[0, :2] == pytest.approx([0.5, 0.5], abs=1e-6)
    assert KMeans().place(fit, numbers_only(centres)).max(axis=1).min() > 0.99


def test_probabilities_are_right_for_round_groups() -> None:
    """Two groups 2 sd apart: of those placed with 70-80 %, about so many belong there."""
    random = np.random.default_rng(4)
    truth = random.integers(0, 2, 20_000)
    matrix = numbers_only(random.normal(size=(20_000, 3)) + np.outer(truth, [3.0, 0, 0]))
    fit = KMeans().fit(matrix, 2, starts=5, seed=1)
    placed = KMeans().place(fit, matrix)
    first = 1 if fit.parameters["centres"][1, 0] > fit.parameters["centres"][0, 0] else 0
    near = (placed[:, first] > 0.7) & (placed[:, first] < 0.8)
    assert truth[near].mean() == pytest.approx(0.75, abs=0.08)
    assert fit.parameters["temperature"][0] == pytest.approx(1.0, abs=0.2)


def test_numbers_and_items_together() -> None:
    random = np.random.default_rng(5)
    group = random.integers(0, 2, 200)
    matrix = Matrix(
        group[:, None] + random.normal(0, 0.1, (200, 1)), group[:, None].astype(np.int16), (2,), (False,)
    )
    fit = KMeans().fit(matrix, 2, starts=5, seed=1)
    assert fit.parameters["centres"].shape == (2, 2)
    assert adjusted_rand(KMeans().label(fit, matrix), group) == 1.0


def test_one_new_customer_can_be_placed() -> None:
    matrix, _ = make_blobs()
    fit = KMeans().fit(matrix, 3, starts=3, seed=1)
    assert KMeans().label(fit, matrix.take(np.array([0]))).tolist() == [int(KMeans().label(fit, matrix)[0])]
    assert KMeans().place(fit, matrix.take(np.array([], dtype=int))).shape == (0, 3)


REFUSED = {
    "no field": (numbers_only(np.empty((5, 0))), "at least one"),
    "a choice of three": (Matrix(np.zeros((5, 1)), np.zeros((5, 1), np.int16), (3,), (False,)), "two levels"),
    "a missing number": (numbers_only(np.array([[1.0], [np.nan]])), "missing"),
    "a missing answer": (binary_items(np.array([[1], [-1]])), "missing"),
    "an infinite value": (numbers_only(np.array([[1.0], [np.inf]])), "infinite"),
    "one customer": (numbers_only(np.array([[1.0]])), "two customers"),
    "no customer": (numbers_only(np.empty((0, 1))), "two customers"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_does_not_suit_is_refused(why: str) -> None:
    matrix, words = REFUSED[why]
    assert words in (KMeans().refuse(matrix) or "")
    with pytest.raises(DataError, match=words):
        KMeans().fit(matrix, 2, starts=1, seed=1)


@pytest.mark.parametrize(("k", "starts"), [(0, 1), (-1, 1), (2, 0)])
def test_numbers_below_one_are_refused(k: int, starts: int) -> None:
    with pytest.raises(OptionError, match="at least 1"):
        KMeans().fit(make_blobs()[0], k, starts=starts, seed=1)


def test_more_segments_than_kinds_of_customers_are_refused() -> None:
    constant, three = numbers_only(np.ones((50, 2))), numbers_only(np.repeat(np.eye(3), 20, axis=0))
    with pytest.raises(OptionError, match="only 1 different"):
        KMeans().fit(constant, 2, starts=1, seed=1)
    with pytest.raises(OptionError, match="only 3 different"):
        KMeans().fit(three, 4, starts=1, seed=1)
    with pytest.raises(OptionError, match="only 3 different"):
        resample(KMeans(), three, [2, 4], pairs=2)
    with pytest.raises(OptionError, match="only 4 different"):
        KMeans().fit(numbers_only(np.arange(4.0)[:, None]), 5, starts=1, seed=1)
    assert KMeans().fit(constant, 1, starts=1, seed=1).ssw == 0
    assert KMeans().fit(three, 3, starts=5, seed=1).ssw == 0


def test_a_constant_field_changes_nothing() -> None:
    matrix, _ = make_blobs(100)
    wider = numbers_only(np.hstack([matrix.numbers, np.full((100, 1), 7.0)]))
    with_it, without = (KMeans().fit(each, 3, starts=5, seed=1) for each in (wider, matrix))
    assert with_it.ssw == pytest.approx(without.ssw)
    assert np.array_equal(KMeans().label(with_it, wider), KMeans().label(without, matrix))


def test_an_empty_sample_is_refused() -> None:
    with pytest.raises(DataError, match="no customers"):
        KMeans().fit(make_blobs(10)[0], 2, starts=1, seed=1, counts=np.zeros(10, np.int32))
