"""Gaussian mixtures: published BIC, shapes, hard input."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsuma.discover.cluster import gaussian
from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.cluster.gaussian import GaussianMixtures, find_shape
from satsuma.discover.cluster.matrix import binary_items, numbers_only
from satsuma.model.errors import DataError
from satsuma.stats.agreement import adjusted_rand
from tests.unit.discover.cluster.planted import plant

MIXTURES = GaussianMixtures()


def fit(numbers: NDArray[np.float64], k: int, starts: int = 20, seed: int = 1) -> Fit:
    return MIXTURES.fit(numbers_only(numbers), k, starts=starts, seed=seed)


def find_bic(found: Fit, n: int) -> float:
    assert found.free_parameters is not None
    assert found.log_likelihood is not None
    return found.free_parameters * float(np.log(n)) - 2 * found.log_likelihood


@pytest.fixture(scope="module")
def iris() -> NDArray[np.float64]:
    from sklearn.datasets import load_iris

    return np.asarray(load_iris().data, np.float64)


class TestPublished:
    def test_iris_with_two_groups_of_full_covariance(self, iris: NDArray[np.float64]) -> None:
        # mclust 6.0.0: VVV,2 has BIC -574.0178, in its sign.
        found = fit(iris, 2)
        assert found.free_parameters == 29
        assert find_bic(found, 150) == pytest.approx(574.0178, abs=1e-3)
        assert np.bincount(MIXTURES.label(found, numbers_only(iris))).tolist() == [100, 50]

    def test_iris_with_three(self, iris: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch) -> None:
        # mclust's VVV,3 has -580.8396; the likelihood's optimum is a little higher.
        monkeypatch.setattr(gaussian, "SHAPES", ("full",))
        assert find_bic(fit(iris, 3, starts=50), 150) <= 580.8396

    @pytest.mark.parametrize("shape", ["tied", "diagonal", "full"])
    def test_equal_to_scikit_learn(
        self, iris: NDArray[np.float64], shape: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sklearn.mixture import GaussianMixture

        monkeypatch.setattr(gaussian, "SHAPES", (shape,))
        peer = GaussianMixture(
            2,
            covariance_type="diag" if shape == "diagonal" else shape,
            n_init=10,
            random_state=1,
            tol=1e-9,
            max_iter=2000,
        ).fit(iris)
        found = fit(iris, 2)
        assert found.log_likelihood == pytest.approx(peer.score(iris) * 150, abs=1e-3)
        assert find_bic(found, 150) == pytest.approx(peer.bic(iris), abs=2e-3)
        assert np.sort(MIXTURES.place(found, numbers_only(iris)), axis=1) == pytest.approx(
            np.sort(peer.predict_proba(iris), axis=1), abs=1e-3
        )


class TestShapes:
    @pytest.mark.parametrize(
        ("shape", "covariances"),
        [
            ("tied", [[[1.0, 0.8], [0.8, 1.0]]] * 2),
            ("diagonal", [[[4.0, 0], [0, 0.25]], [[0.25, 0], [0, 4.0]]]),
            ("full", [[[1.0, 0.9], [0.9, 1.0]], [[1.0, -0.9], [-0.9, 1.0]]]),
        ],
    )
    def test_bic_chooses_what_was_planted(self, shape: str, covariances: list[list[list[float]]]) -> None:
        chances = np.random.default_rng(1)
        numbers = np.vstack(
            [
                chances.multivariate_normal(centre, covariance, 600)
                for centre, covariance in zip([(0, 0), (6, 0)], covariances, strict=True)
            ]
        )
        found = fit(numbers, 2)
        assert found.free_parameters == 1 + 4 + {"tied": 3, "diagonal": 4, "full": 6}[shape]
        assert found.parameters["covariances"].shape == (2, 2, 2)

    def test_counts_are_repetitions(self, iris: NDArray[np.float64]) -> None:
        counts = np.random.default_rng(2).integers(0, 4, 150).astype(np.int32)
        one = MIXTURES.fit(numbers_only(iris), 2, starts=10, seed=1, counts=counts)
        two = MIXTURES.fit(numbers_only(np.repeat(iris, counts, axis=0)), 2, starts=10, seed=1)
        assert one.log_likelihood == pytest.approx(two.log_likelihood, abs=1e-4)

    def test_many_rows_start_on_a_sample(self) -> None:
        planted = plant(25_000, 3, choices=0)
        found = MIXTURES.fit(planted.matrix, 4, starts=4, seed=1)
        assert adjusted_rand(MIXTURES.label(found, planted.matrix), planted.groups) > 0.85

    def test_the_same_to_the_byte(self) -> None:
        planted = plant(3000, 4, choices=0)
        one, two = (MIXTURES.fit(planted.matrix, 3, starts=6, seed=5) for _ in range(2))
        assert all((one.parameters[name] == two.parameters[name]).all() for name in one.parameters)


class TestManySamples:
    def test_labels_as_by_single_fits(self) -> None:
        planted = plant(400, 5, choices=0, apart=5)
        draws = np.random.default_rng(1).multinomial(400, np.full(400, 1 / 400), size=4).astype(np.int32)
        told: list[int] = []
        many = MIXTURES.fit_many(
            planted.matrix, [2, 4], draws, starts=5, seeds=[1, 2, 3, 4], threads=2, progress=told.append
        )
        assert told == list(range(1, 9))
        for i in range(4):
            one = MIXTURES.fit(planted.matrix, 4, starts=5, seed=i + 1, counts=draws[i])
            assert adjusted_rand(many[4][i], MIXTURES.label(one, planted.matrix)) > 0.9


class TestHardInput:
    def test_sentences(self) -> None:
        assert "numbers only" in str(MIXTURES.refuse(binary_items(np.eye(3, dtype=np.int16))))
        assert "missing" in str(MIXTURES.refuse(numbers_only(np.array([[1.0], [2.0], [np.nan]]))))
        assert "same value" in str(MIXTURES.refuse(numbers_only(np.ones((5, 2)))))
        assert MIXTURES.refuse(numbers_only(np.arange(4.0).reshape(-1, 1))) is None

    def test_errors(self) -> None:
        with pytest.raises(DataError, match="Infinite"):
            fit(np.array([[1.0], [np.inf]]), 1)
        with pytest.raises(DataError, match="complete numbers"):
            fit(np.array([[1.0], [np.nan]]), 1)
        with pytest.raises(DataError, match="2 customers"):
            fit(np.array([[1.0], [2.0]]), 3)

    def test_duplicated_fields_and_spikes_stay_finite(self) -> None:
        chances = np.random.default_rng(3)
        one = np.where(chances.uniform(size=300) < 0.4, 0, chances.lognormal(size=300))
        found = fit(np.column_stack([one, one, chances.normal(size=300)]), 4, starts=5)
        assert np.isfinite(found.log_likelihood or np.nan)
        assert np.linalg.eigvalsh(found.parameters["covariances"]).min() > 0

    def test_a_constant_field_in_a_part_of_the_customers(self, iris: NDArray[np.float64]) -> None:
        found = fit(np.column_stack([iris, np.ones(150)]), 2)
        assert np.bincount(
            MIXTURES.label(found, numbers_only(np.column_stack([iris, np.ones(150)])))
        ).tolist() == [100, 50]


@pytest.mark.parametrize("seed", [1, 2])
def test_alike_keeps_number_and_shape(seed: int) -> None:
    rng = np.random.default_rng(seed)
    round_ones = numbers_only(np.vstack([rng.normal(0, 1, (150, 2)), rng.normal(8, 1, (150, 2))]))
    algorithm = GaussianMixtures()
    fit = algorithm.fit(round_ones, 2, starts=5, seed=seed)
    assert find_shape(fit) == "tied"
    again = algorithm.fit_alike(fit, round_ones.take(np.arange(0, 300, 2)), starts=3, seed=seed)
    assert find_shape(again) == "tied"
    assert again.k == 2
    assert adjusted_rand(algorithm.label(again, round_ones), algorithm.label(fit, round_ones)) > 0.95
