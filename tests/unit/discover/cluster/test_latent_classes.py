"""Latent classes: published solutions, missing values, mixed kinds, hard input."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.model.errors import DataError
from satsuma.stats.agreement import adjusted_rand
from tests.unit.discover.cluster.planted import plant
from tests.unit.discover.cluster.published import CARCINOMA, CHEATING, VALUES, read_patterns

LATENT = LatentClasses()


def fit(matrix: Matrix, k: int, starts: int = 30, seed: int = 1, counts: object = None) -> Fit:
    return LATENT.fit(matrix, k, starts=starts, seed=seed, counts=counts)  # type: ignore[arg-type]


class TestPublished:
    # poLCA 1.6.0.2 and stepmix 3.0.0 agree to 4 decimals on these.
    @pytest.mark.parametrize(
        ("text", "k", "free", "log_likelihood", "bic"),
        [
            (VALUES, 1, 4, -543.6498, 1108.801),
            (VALUES, 2, 9, -504.4677, 1057.313),
            (VALUES, 3, 14, -503.3011, 1081.856),
            (CARCINOMA, 2, 15, -317.2568, 706.074),
            (CARCINOMA, 3, 23, -293.7050, 697.136),
            (CARCINOMA, 4, 31, -289.2858, 726.463),
            (CHEATING, 2, 9, -440.0271, 931.941),
        ],
    )
    def test_log_likelihood_and_bic(
        self, text: str, k: int, free: int, log_likelihood: float, bic: float
    ) -> None:
        matrix, counts = read_patterns(text)
        found = fit(matrix, k, starts=100, counts=counts)
        assert found.log_likelihood == pytest.approx(log_likelihood, abs=5e-4)
        assert found.free_parameters == free
        assert free * np.log(counts.sum()) - 2 * found.log_likelihood == pytest.approx(bic, abs=2e-3)

    @pytest.mark.parametrize(
        ("text", "shares"),
        [
            (VALUES, [0.7208, 0.2792]),
            (CARCINOMA, [0.4447, 0.3736, 0.1817]),
            (CHEATING, [0.8394, 0.1606]),
        ],
    )
    def test_class_shares(self, text: str, shares: list[float]) -> None:
        matrix, counts = read_patterns(text)
        found = fit(matrix, len(shares), starts=50, counts=counts)
        assert np.sort(found.parameters["weights"])[::-1] == pytest.approx(shares, abs=2e-4)


class TestAgainstStepmix:
    def test_binary_items(self) -> None:
        stepmix = pytest.importorskip("stepmix")
        matrix, counts = read_patterns(VALUES)
        everyone = np.repeat(matrix.choices, counts, axis=0)
        peer = stepmix.StepMix(
            n_components=2, measurement="bernoulli", n_init=5, random_state=1, progress_bar=0, verbose=0
        )
        peer.fit(everyone)
        found = fit(binary_items(everyone), 2)
        assert found.log_likelihood >= peer.score(everyone) * len(everyone) - 1e-4
        assert adjusted_rand(LATENT.label(found, binary_items(everyone)), peer.predict(everyone)) > 0.99

    def test_numbers_and_choices_with_missing_values(self) -> None:
        stepmix = pytest.importorskip("stepmix")
        pandas = pytest.importorskip("pandas")
        planted = plant(400, 3, missing=0.1)
        numbers, choices = planted.matrix.numbers, planted.matrix.choices.astype(float)
        choices[choices < 0] = np.nan
        data = pandas.DataFrame(
            np.hstack([numbers, choices]),
            columns=[*(f"x{j}" for j in range(3)), *(f"c{j}" for j in range(3))],
        )
        description = {
            "numbers": {"model": "gaussian_diag_nan", "n_columns": 3},
            "choices": {"model": "categorical_nan", "n_columns": 3},
        }
        peer = stepmix.StepMix(
            n_components=4, measurement=description, n_init=5, random_state=1, progress_bar=0, verbose=0
        )
        peer.fit(data)
        found = fit(planted.matrix, 4)
        assert found.log_likelihood == pytest.approx(peer.score(data) * 400, abs=0.05)


class TestMissing:
    def test_a_missing_value_contributes_nothing(self) -> None:
        """Someone of whom nothing more is known has the posterior of a model without that field."""
        planted = plant(500, 5)
        found = fit(planted.matrix, 4)
        choices = planted.matrix.choices.copy()
        choices[:, 0] = -1
        without = LATENT.place(found, Matrix(planted.matrix.numbers, choices, (3, 3, 3), (False,) * 3))
        fewer = Fit(
            "latent classes",
            4,
            {**found.parameters, "probabilities": found.parameters["probabilities"][:, 3:]},
        )
        alone = Matrix(planted.matrix.numbers, planted.matrix.choices[:, 1:], (3, 3), (False,) * 2)
        assert without == pytest.approx(LATENT.place(fewer, alone), abs=1e-12)

    def test_classes_are_found_with_a_fifth_missing(self) -> None:
        planted = plant(2000, 6, missing=0.2)
        found = fit(planted.matrix, 4)
        assert adjusted_rand(LATENT.label(found, planted.matrix), planted.groups) > 0.85

    def test_nobody_is_placed_by_nothing(self) -> None:
        planted = plant(300, 7)
        found = fit(planted.matrix, 4)
        nothing = Matrix(np.full((1, 3), np.nan), np.full((1, 3), -1, np.int16), (3, 3, 3), (False,) * 3)
        assert LATENT.label(found, nothing).tolist() == [-1]
        assert LATENT.place(found, nothing)[0] == pytest.approx(found.parameters["weights"])

    def test_missing_rows_leave_the_others_alone(self) -> None:
        matrix, counts = read_patterns(VALUES)
        more = binary_items(np.vstack([matrix.choices, np.full((1, 4), -1)]))
        found = fit(more, 2, counts=np.append(counts, 50).astype(np.int32))
        assert found.log_likelihood == pytest.approx(-504.4677, abs=1e-3)


class TestMixedKinds:
    def test_planted_groups_are_recovered(self) -> None:
        planted = plant(3000, 8)
        found = fit(planted.matrix, 4)
        labels = LATENT.label(found, planted.matrix)
        assert adjusted_rand(labels, planted.groups) > 0.97
        assert list(np.bincount(labels)) == sorted(np.bincount(labels), reverse=True)
        assert found.ssw is None
        assert found.free_parameters == 3 + 4 * (3 * 2 + 3 * 2)

    def test_many_rows_start_on_a_sample(self) -> None:
        planted = plant(30_000, 9)
        found = fit(planted.matrix, 4, starts=20)
        again = fit(planted.matrix, 4, starts=3, seed=2)
        assert found.log_likelihood == pytest.approx(again.log_likelihood, rel=1e-6)
        assert 0 < found.at_optimum <= 1
        assert found.starts == 20

    def test_a_spike_does_not_become_endlessly_likely(self) -> None:
        chances = np.random.default_rng(1)
        numbers = np.where(chances.uniform(size=(500, 1)) < 0.3, 0.0, chances.normal(5, 1, (500, 1)))
        found = fit(numbers_only(numbers), 3)
        assert found.parameters["variances"].min() >= 0.99e-3 * numbers.var()
        assert np.isfinite(found.log_likelihood)

    def test_one_class_is_everyone(self) -> None:
        planted = plant(300, 10, choices=0)
        found = fit(planted.matrix, 1, starts=1)
        numbers = planted.matrix.numbers
        density = -0.5 * (np.log(2 * np.pi * numbers.var(axis=0)) + 1).sum() * 300
        assert found.log_likelihood == pytest.approx(density, rel=1e-9)


class TestSameInputSameOutput:
    def test_to_the_byte(self) -> None:
        planted = plant(4000, 11, missing=0.05)
        one, two = (fit(planted.matrix, 4, starts=8) for _ in range(2))
        assert one.log_likelihood == two.log_likelihood
        assert all((one.parameters[name] == two.parameters[name]).all() for name in one.parameters)
        assert (LATENT.place(one, planted.matrix) == LATENT.place(two, planted.matrix)).all()

    def test_the_order_of_rows_does_not_matter(self) -> None:
        matrix, counts = read_patterns(CARCINOMA)
        everyone = np.repeat(matrix.choices, counts, axis=0)
        shuffled = np.random.default_rng(2).permutation(everyone)
        one, two = fit(binary_items(everyone), 3), fit(binary_items(shuffled), 3)
        assert one.log_likelihood == two.log_likelihood
        assert one.at_optimum == two.at_optimum

    def test_parameters_may_come_from_lists(self) -> None:
        planted = plant(300, 12, choices=0)
        found = fit(planted.matrix, 2)
        lists = {name: np.array(array.tolist()) for name, array in found.parameters.items()}
        assert (
            LATENT.place(Fit("latent classes", 2, lists), planted.matrix)
            == LATENT.place(found, planted.matrix)
        ).all()


class TestHardInput:
    def test_sentences(self) -> None:
        codes = np.zeros((20, 1), np.int16)
        codes[0] = 1
        many = Matrix(np.empty((20, 0)), codes, (10_000,), (False,))
        assert "10,000 levels" in str(LATENT.refuse(many))
        assert "same value for everybody" in str(LATENT.refuse(numbers_only(np.ones((20, 1)))))
        assert "no value for anybody" in str(LATENT.refuse(numbers_only(np.full((20, 1), np.nan))))
        assert "infinite" in str(LATENT.refuse(numbers_only(np.array([[1.0], [np.inf]]))))
        assert "no fields" in str(LATENT.refuse(numbers_only(np.empty((20, 0)))))
        assert "no customers" in str(LATENT.refuse(numbers_only(np.empty((0, 2)))))
        assert "same value for everybody" in str(LATENT.refuse(binary_items(np.ones((20, 1), np.int16))))
        assert LATENT.refuse(binary_items(np.eye(3, dtype=np.int16))) is None

    def test_fewer_customers_than_groups(self) -> None:
        with pytest.raises(DataError, match="3 customers cannot be divided into 4 groups"):
            fit(binary_items(np.eye(3, dtype=np.int16)), 4)

    def test_infinite_values(self) -> None:
        with pytest.raises(DataError, match="Infinite"):
            fit(numbers_only(np.array([[1.0], [np.inf], [2.0]])), 2)

    def test_a_field_without_variation_or_values_does_no_harm_in_a_part_of_the_customers(self) -> None:
        planted = plant(400, 13)
        numbers = np.column_stack([planted.matrix.numbers, np.ones(400), np.full(400, np.nan)])
        choices = np.column_stack([planted.matrix.choices, np.zeros(400), np.full(400, -1)]).astype(np.int16)
        wider = Matrix(numbers, choices, (3,) * 5, (False,) * 5)
        labels = LATENT.label(fit(planted.matrix, 4), planted.matrix)
        assert adjusted_rand(LATENT.label(fit(wider, 4), wider), labels) > 0.99

    def test_more_classes_than_the_data_hold(self) -> None:
        found = fit(binary_items(np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 5)), 4, starts=5)
        assert np.isfinite(found.log_likelihood)
        assert LATENT.place(found, binary_items(np.array([[0, 1]]))).sum() == pytest.approx(1)
