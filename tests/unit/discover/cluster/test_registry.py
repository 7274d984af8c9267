"""Algorithms by name, and which suit what."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.discover.cluster.registry import choose, choose_algorithms, find_algorithm, list_algorithms
from satsuma.model.errors import UnknownNameError
from satsuma.model.studies import AlgorithmName

ITEMS = binary_items(np.eye(4, dtype=np.int16))
NUMBERS = numbers_only(np.arange(8.0).reshape(4, 2))


def test_all_names_of_definitions_are_registered() -> None:
    assert set(list_algorithms()) >= set(get_args(AlgorithmName))
    assert all(find_algorithm(name).name == name for name in get_args(AlgorithmName))


def test_an_unknown_name() -> None:
    with pytest.raises(UnknownNameError, match=r"no algorithm 'kmeans'\. Did you mean 'k-means'"):
        find_algorithm("kmeans")


@pytest.mark.parametrize(
    ("matrix", "names"),
    [
        (ITEMS, ("k-means", "latent classes")),
        (NUMBERS, ("k-means", "gaussian mixture")),
        (Matrix(NUMBERS.numbers, ITEMS.choices, ITEMS.levels, ITEMS.ordered), ("latent classes", "medoids")),
        (Matrix(np.empty((4, 0)), ITEMS.choices, (3,) * 4, (False,) * 4), ("latent classes", "medoids")),
        (binary_items(np.eye(4, dtype=np.int16) - 1), ("latent classes", "medoids")),
        (numbers_only(np.array([[1.0], [np.nan], [2.0]])), ("latent classes", "medoids")),
    ],
    ids=["yes-no", "numbers", "mixed", "nominal", "yes-no with missing", "numbers with missing"],
)
def test_what_suits(matrix: Matrix, names: tuple[str, ...]) -> None:
    assert choose_algorithms(matrix) == names
    assert tuple(algorithm.name for algorithm in choose(matrix)) == names
    assert all("cannot skip" not in str(algorithm.refuse(matrix)) for algorithm in choose(matrix))
