"""Silhouette, Calinski-Harabasz and Davies-Bouldin against published values and a peer."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.metrics import davies_bouldin_score, silhouette_score

from satsuma.stats.indices import (
    calinski_harabasz,
    davies_bouldin,
    silhouette,
    silhouettes,
    thin,
    within,
)

IRIS = load_iris().data
LABELS = {k: KMeans(k, n_init=20, random_state=1).fit(IRIS).labels_ for k in range(2, 7)}


def test_iris_equals_the_published_indices() -> None:
    found = silhouettes(IRIS, list(LABELS.values()))
    assert found == pytest.approx([0.6810, 0.5528, 0.4981, 0.4887, 0.3648], abs=6e-3)
    found = [calinski_harabasz(IRIS, labels) for labels in LABELS.values()]
    assert found == pytest.approx([513.92, 561.63, 530.77, 495.54, 473.85], rel=2e-4)
    found = [within(IRIS, labels) for labels in LABELS.values()]
    assert found == pytest.approx([152.3480, 78.8514, 57.2285, 46.4462, 39.0400], rel=2e-4)


@pytest.mark.parametrize("k", range(2, 7))
def test_indices_equal_scikit_learn(k: int) -> None:
    assert silhouette(IRIS, LABELS[k]) == pytest.approx(silhouette_score(IRIS, LABELS[k]), abs=1e-9)
    assert davies_bouldin(IRIS, LABELS[k]) == pytest.approx(davies_bouldin_score(IRIS, LABELS[k]))


def test_chunks_do_not_change_the_silhouette() -> None:
    assert silhouettes(IRIS, [LABELS[3]], chunk=7) == pytest.approx(silhouettes(IRIS, [LABELS[3]]))


def test_noise_is_left_out() -> None:
    labels = LABELS[3].copy()
    labels[:10] = -1
    assert silhouette(IRIS, labels) == pytest.approx(silhouette_score(IRIS[10:], labels[10:]), abs=1e-9)


def test_one_group_has_no_index() -> None:
    labels = np.zeros(150, int)
    assert np.isnan(silhouette(IRIS, labels))
    assert np.isnan(calinski_harabasz(IRIS, labels))
    assert np.isnan(davies_bouldin(IRIS, labels))


def test_all_alike_have_silhouette_zero() -> None:
    assert silhouette(np.zeros((6, 2)), np.array([0, 0, 0, 1, 1, 1])) == 0.0


def test_a_group_of_one_counts_nothing() -> None:
    points = np.array([[0.0], [1.0], [10.0]])
    expected = (9 / 10 + 8 / 9 + 0) / 3
    assert silhouette(points, np.array([0, 0, 1])) == pytest.approx(expected, abs=0.01)


def test_thin_keeps_small_data_whole() -> None:
    assert thin(5, 10, np.random.default_rng(1)).tolist() == [0, 1, 2, 3, 4]
    assert len(set(thin(100, 10, np.random.default_rng(1)).tolist())) == 10
