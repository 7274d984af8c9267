"""Gap statistic and prediction strength on iris, against R's clusGap and fpc."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris

from satsuma.stats.gap import Gap, draw_box, first_within_error, gap_statistic, sum_of_spreads
from satsuma.stats.prediction_strength import halves, prediction_strength

IRIS = load_iris().data


def divide(points: np.ndarray, k: int) -> KMeans:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return KMeans(k, n_init=3, random_state=0).fit(points)


def measure_spreads(points: np.ndarray) -> np.ndarray:
    return np.array([sum_of_spreads(points, divide(points, k).labels_) for k in range(1, 9)])


def test_gap_of_iris_equals_clusgap() -> None:
    random = np.random.default_rng(1)
    references = np.array([measure_spreads(draw_box(IRIS, random)) for _ in range(30)])
    found = gap_statistic(measure_spreads(IRIS), references)
    published = [0.0928, 0.3839, 0.4905, 0.5418, 0.5477, 0.5654, 0.5702, 0.5741]
    assert found.gap == pytest.approx(published, abs=0.025)
    assert first_within_error(found) + 1 == 4


def test_gap_by_hand() -> None:
    found = gap_statistic(np.array([np.e]), np.array([[np.e**2], [np.e**4]]))
    assert found.gap == pytest.approx([2.0])
    assert found.error == pytest.approx([np.sqrt(1.5)])


def test_the_first_k_within_one_error_of_the_next() -> None:
    gap = Gap(np.array([0.1, 0.5, 0.52, 0.9]), np.array([0.0, 0.1, 0.05, 0.1]))
    assert first_within_error(gap) == 1
    assert first_within_error(Gap(np.array([0.1, 0.5]), np.array([0.0, 0.1]))) == 1


def test_the_box_is_aligned_with_the_components() -> None:
    random = np.random.default_rng(3)
    line = random.normal(size=500)
    points = np.column_stack([line, line + 0.01 * random.normal(size=500)])
    box = draw_box(points, random)
    assert np.corrcoef(box.T)[0, 1] > 0.99
    assert box.mean(axis=0) == pytest.approx(points.mean(axis=0), abs=0.5)


def test_prediction_strength_of_iris_equals_fpc() -> None:
    random = np.random.default_rng(7)
    for k, published in {2: 0.981, 3: 0.781, 4: 0.568}.items():
        found = []
        for _ in range(25):
            one, other = halves(len(IRIS), random)
            a, b = divide(IRIS[one], k), divide(IRIS[other], k)
            found.append(prediction_strength(b.labels_, a.predict(IRIS[other])))
            found.append(prediction_strength(a.labels_, b.predict(IRIS[one])))
        assert np.mean(found) == pytest.approx(published, abs=0.06)


def test_prediction_strength_by_hand() -> None:
    own, predicted = np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 2, 2])
    assert prediction_strength(own, predicted) == pytest.approx(6 / 12)
    assert prediction_strength(own, own) == 1.0
    assert prediction_strength(np.array([0, 1]), np.array([0, 0])) == 1.0
    assert prediction_strength(np.array([0, 0]), np.array([-1, -1])) == 0.0
