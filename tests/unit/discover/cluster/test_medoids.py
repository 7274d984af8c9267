"""Medoids: R's published solutions, mixed kinds, missing values, samples."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.discover.cluster.medoids import Medoids
from satsuma.engine.medoids import find_medoids
from satsuma.model.errors import DataError
from satsuma.stats.agreement import adjusted_rand
from satsuma.stats.gower import find_ranges, gower
from tests.unit.discover.cluster.planted import plant
from tests.unit.discover.cluster.published import read_flower, read_ruspini

MEDOIDS = Medoids()


def fit(matrix: Matrix, k: int, starts: int = 20, seed: int = 1) -> Fit:
    return MEDOIDS.fit(matrix, k, starts=starts, seed=seed)


class TestPublished:
    @pytest.mark.parametrize(
        ("k", "mean"), [(2, 31.94406), (3, 21.59293), (4, 11.48637), (5, 10.39579), (6, 9.52868)]
    )
    def test_ruspini(self, k: int, mean: float) -> None:
        """R's `pam` on Euclidean distances, from its own start."""
        points = read_ruspini()
        distances = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2)).astype(np.float32)
        _, loss = find_medoids(distances, np.ones(75), k)
        assert loss / 75 == pytest.approx(mean, abs=1e-5)
        chances = np.random.default_rng(1)
        drawn = [
            find_medoids(distances, np.ones(75), k, chances.choice(75, k, replace=False)) for _ in range(20)
        ]
        assert min(loss for _, loss in drawn) / 75 <= mean + 1e-5

    @pytest.mark.parametrize("k", [1, 2, 5, 8])
    def test_as_good_as_the_peer(self, k: int) -> None:
        kmedoids = pytest.importorskip("kmedoids")
        planted = plant(300, 4)
        everyone = planted.matrix
        ranges = find_ranges(everyone.numbers, everyone.choices, everyone.ordered)
        distances = gower(
            everyone.numbers, everyone.choices, everyone.numbers, everyone.choices, ranges, everyone.ordered
        )
        medoids, loss = find_medoids(distances.astype(np.float32), np.ones(300), k)
        assert loss == pytest.approx(kmedoids.pam(distances, k, init="build").loss, rel=1e-5)
        assert loss == pytest.approx(distances[:, medoids].min(axis=1).sum(), rel=1e-5)
        found = fit(everyone, k, starts=30)
        peers = [kmedoids.fasterpam(distances, k, random_state=seed, n_cpu=1).loss for seed in range(30)]
        assert found.ssw <= min(peers) * 1.002

    def test_counts_are_repetitions(self) -> None:
        planted = plant(120, 6)
        counts = np.random.default_rng(1).integers(0, 4, 120).astype(np.int32)
        one = MEDOIDS.fit(planted.matrix, 3, starts=20, seed=1, counts=counts)
        two = MEDOIDS.fit(planted.matrix.take(np.repeat(np.arange(120), counts)), 3, starts=20, seed=1)
        assert one.ssw == pytest.approx(two.ssw, rel=0.01)

    def test_ruspini_in_four_groups(self) -> None:
        found = fit(numbers_only(read_ruspini()), 4)
        labels = MEDOIDS.label(found, numbers_only(read_ruspini()))
        assert np.bincount(labels).tolist() == [23, 20, 17, 15]
        assert found.at_optimum > 0.5

    def test_the_flowers(self) -> None:
        # pam(daisy(flower), 3) has the medoids 6, 17, 12.
        flower = read_flower()
        found = fit(flower, 3)
        medoids = {
            int(
                np.flatnonzero(
                    (flower.numbers == numbers).all(axis=1) & (flower.choices == choices).all(axis=1)
                )[0]
            )
            + 1
            for numbers, choices in zip(found.parameters["numbers"], found.parameters["choices"], strict=True)
        }
        assert medoids == {6, 12, 17}
        assert found.ssw == pytest.approx(4.54358660)


class TestMixedKinds:
    def test_planted_groups_are_recovered(self) -> None:
        planted = plant(800, 5, numbers=4, choices=4, apart=4)
        found = fit(planted.matrix, 4)
        labels = MEDOIDS.label(found, planted.matrix)
        assert adjusted_rand(labels, planted.groups) > 0.75
        assert list(np.bincount(labels)) == sorted(np.bincount(labels), reverse=True)
        assert found.log_likelihood is None

    def test_missing_values_are_compared_pairwise(self) -> None:
        planted = plant(800, 5, numbers=4, choices=4, apart=4, missing=0.1)
        found = fit(planted.matrix, 4)
        assert not np.isnan(found.parameters["numbers"]).any()
        assert (found.parameters["choices"] >= 0).all()
        assert adjusted_rand(MEDOIDS.label(found, planted.matrix), planted.groups) > 0.6

    def test_probabilities_follow_the_nearest(self) -> None:
        planted = plant(500, 2)
        found = fit(planted.matrix, 4)
        placed = MEDOIDS.place(found, planted.matrix)
        assert placed.sum(axis=1) == pytest.approx(np.ones(500))
        assert (placed.argmax(axis=1) == MEDOIDS.label(found, planted.matrix)).all()
        nothing = Matrix(np.full((1, 3), np.nan), np.full((1, 3), -1, np.int16), (3,) * 3, (False,) * 3)
        assert MEDOIDS.label(found, nothing).tolist() == [-1]
        assert MEDOIDS.place(found, nothing)[0] == pytest.approx([0.25] * 4)

    def test_beyond_a_limit_samples_are_divided(self) -> None:
        planted = plant(6000, 5, numbers=4, choices=4, apart=4)
        found = fit(planted.matrix, 4, starts=10)
        assert adjusted_rand(MEDOIDS.label(found, planted.matrix), planted.groups) > 0.7
        assert found.ssw == pytest.approx(fit(planted.matrix, 4, starts=10).ssw, abs=0)
        assert fit(planted.matrix, 4, starts=2).starts == 2

    def test_many_samples_at_once_as_one_by_one(self) -> None:
        planted = plant(300, 3)
        draws = np.random.default_rng(1).multinomial(300, np.full(300, 1 / 300), size=4).astype(np.int32)
        told: list[int] = []
        many = MEDOIDS.fit_many(
            planted.matrix, [3, 4], draws, starts=3, seeds=[1, 2, 3, 4], threads=2, progress=told.append
        )
        for i in range(4):
            one = MEDOIDS.fit(planted.matrix, 3, starts=3, seed=i + 1, counts=draws[i])
            assert adjusted_rand(many[3][i], MEDOIDS.label(one, planted.matrix)) == pytest.approx(1)
        assert told == list(range(1, 9))
        assert many[4].shape == (4, 300)


class TestHardInput:
    def test_sentences(self) -> None:
        assert "same value" in str(MEDOIDS.refuse(numbers_only(np.ones((5, 1)))))
        assert "infinite" in str(MEDOIDS.refuse(numbers_only(np.array([[1.0], [np.inf]]))))
        assert MEDOIDS.refuse(read_flower()) is None
        with pytest.raises(DataError, match="3 customers"):
            fit(binary_items(np.eye(3, dtype=np.int16)), 4)
