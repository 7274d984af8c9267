"""McDonald's best four segments as rules: the published price of explainability."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from satsuma.columns import Flags
from satsuma.discover.cluster.matrix import binary_items
from satsuma.discover.rules import lay_grid, make_rules
from satsuma.discover.rules.growing import grow
from satsuma.discover.rules.mistakes import minimise_mistakes
from satsuma.discover.rules.ruling import compare_costs

FILE = Path(__file__).parents[4] / "shared" / "data" / "mcdonalds" / "mcdonalds.csv"
ITEMS = [
    "yummy",
    "convenient",
    "spicy",
    "fattening",
    "greasy",
    "fast",
    "cheap",
    "tasty",
    "expensive",
    "healthy",
    "disgusting",
]

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILE.is_file(), reason="../shared/data/mcdonalds is absent"),
]


@pytest.fixture(scope="module")
def items() -> np.ndarray:
    with FILE.open(encoding="utf-8") as file:
        return np.array([[row[item] == "Yes" for item in ITEMS] for row in csv.DictReader(file)], np.int8)


@pytest.fixture(scope="module")
def labels(items: np.ndarray) -> np.ndarray:
    from sklearn.cluster import KMeans

    return KMeans(4, n_init=100, random_state=1).fit(items).labels_.astype(np.int16)


def test_four_leaves_cost_what_is_published(items: np.ndarray, labels: np.ndarray) -> None:
    grid = lay_grid({item: Flags(items[:, j]) for j, item in enumerate(ITEMS)}, {})
    tree = minimise_mistakes(grid, labels, 4)
    placed = tree.place(grid)
    assert compare_costs(binary_items(items), labels, placed, 4) == pytest.approx(1.027, abs=0.001)
    assert (placed == labels).mean() == pytest.approx(0.884, abs=0.005)
    twice = grow(grid, labels, 4, 8).place(grid)
    assert compare_costs(binary_items(items), labels, twice, 4) == pytest.approx(1.016, abs=0.002)
    assert (twice == labels).mean() == pytest.approx(0.922, abs=0.005)


def test_short_rules_describe_the_segments(items: np.ndarray, labels: np.ndarray) -> None:
    columns = {item: Flags(items[:, j]) for j, item in enumerate(ITEMS)}
    ruling = make_rules(columns, {}, labels, seed=1, matrix=binary_items(items))
    assert ruling.rules.describable
    assert ruling.rules.fidelity > 0.93
    assert ruling.rules.leaves <= 16
    assert ruling.rules.cost_ratio == pytest.approx(1.01, abs=0.01)
    assert all(line.precision > 0.85 and line.recall > 0.85 for line in ruling.rules.rules)
