"""The published prices of explainability, and the peer's trees."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from satsuma.columns import Column, Doubles
from satsuma.discover.cluster.matrix import numbers_only
from satsuma.discover.rules import fidelity, lay_grid
from satsuma.discover.rules.growing import grow
from satsuma.discover.rules.mistakes import minimise_mistakes
from satsuma.discover.rules.ruling import compare_costs


def as_columns(values: np.ndarray) -> Mapping[str, Column]:
    return {f"x{j}": Doubles(values[:, j].astype(np.float64)) for j in range(values.shape[1])}


def divide(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Values that k-means reads, and its three groups; wine's values are standardised."""
    from sklearn.cluster import KMeans
    from sklearn.datasets import load_iris, load_wine

    values = load_iris().data if name == "iris" else load_wine().data
    if name == "wine":
        values = (values - values.mean(axis=0)) / values.std(axis=0)
    return values, KMeans(3, n_init=50, random_state=0).fit(values).labels_.astype(np.int16)


@pytest.mark.parametrize(("name", "ratio", "agreement"), [("iris", 1.0365, 0.973), ("wine", 1.047, 0.933)])
def test_the_tree_of_fewest_mistakes_costs_what_is_published(
    name: str, ratio: float, agreement: float
) -> None:
    values, labels = divide(name)
    grid = lay_grid(as_columns(values), {})
    tree = minimise_mistakes(grid, labels, 3)
    placed = tree.place(grid)
    assert tree.leaves == 3
    assert compare_costs(numbers_only(values), labels, placed, 3) == pytest.approx(ratio, abs=0.001)
    assert (placed == labels).mean() == pytest.approx(agreement, abs=0.001)


@pytest.mark.parametrize(
    ("name", "leaves", "ratio"), [("iris", 6, 1.000), ("wine", 3, 1.147), ("wine", 6, 1.014)]
)
def test_purest_first_costs_what_is_published(name: str, leaves: int, ratio: float) -> None:
    values, labels = divide(name)
    grid = lay_grid(as_columns(values), {})
    placed = grow(grid, labels, 3, leaves, smallest=1).place(grid)
    assert compare_costs(numbers_only(values), labels, placed, 3) == pytest.approx(ratio, abs=0.001)


def test_fidelity_is_that_of_the_peer() -> None:
    from sklearn.model_selection import cross_val_score
    from sklearn.tree import DecisionTreeClassifier

    rng = np.random.default_rng(1)
    values = rng.normal(size=(2_000, 6))
    labels = ((values[:, 0] > 0) + 2 * (values[:, 1] + 0.5 * values[:, 2] > 0)).astype(np.int16)
    best = max(
        cross_val_score(DecisionTreeClassifier(max_leaf_nodes=leaves, random_state=0), values, labels).mean()
        for leaves in range(4, 17)
    )
    assert fidelity(as_columns(values), labels, 1) == pytest.approx(best, abs=0.02)
