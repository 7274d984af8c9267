"""The verdict on McDonald's: reproducible at four segments, and not natural."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from satsuma.discover.cluster.kmeans import KMeans
from satsuma.discover.cluster.matrix import Matrix, binary_items
from satsuma.discover.study.coordinates import find_coordinates
from satsuma.discover.study.options import StudyOptions
from satsuma.discover.study.studying import study
from satsuma.stats.indices import calinski_harabasz, davies_bouldin, silhouette

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def items(shared_data: Path) -> Matrix:
    with (shared_data / "mcdonalds" / "mcdonalds.csv").open(encoding="utf-8") as file:
        lines = list(csv.reader(file))[1:]
    return binary_items(np.array([[value == "Yes" for value in line[:11]] for line in lines]))


@pytest.mark.slow
def test_mcdonalds_is_reproducible_at_four_segments(items: Matrix) -> None:
    found = study(items, [KMeans()], StudyOptions(most=8, references=10, splits=3, null_draws=39))
    assert (found.verdict, found.chosen_k) == ("reproducible", 4)
    row = found.rows[found.chosen]
    assert row.ssw == pytest.approx(1602.8995, rel=1e-3)
    assert row.stability_median == pytest.approx(0.839, abs=0.07)
    assert sorted(row.segment_stability) == pytest.approx([0.918, 0.934, 0.938, 0.961], abs=0.06)
    assert found.evidence.valleys is None
    assert (found.evidence.null_p_copula or 0) > 0.05
    assert found.evidence.silhouette == pytest.approx(0.2585, abs=0.003)
    points, labels = find_coordinates(items), found.solution.labels
    assert silhouette(points, labels) == pytest.approx(0.2585, abs=0.002)
    assert calinski_harabasz(points, labels) == pytest.approx(354.41, abs=0.5)
    assert davies_bouldin(points, labels) == pytest.approx(1.5805, abs=0.01)
