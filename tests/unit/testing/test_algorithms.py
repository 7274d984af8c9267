"""The conformance kit of algorithms: ours pass, and wrong ones are seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.registry import find_algorithm, list_algorithms
from satsuma.testing import check_algorithm


@pytest.mark.parametrize("name", list_algorithms())
def test_all_registered_algorithms_keep_the_conventions(name: str) -> None:
    assert check_algorithm(find_algorithm(name)) >= 25


class Restless(LatentClasses):
    """Another seed each time."""

    def __init__(self) -> None:
        self.calls = 0

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Any = None) -> Fit:
        self.calls += 1
        found = super().fit(matrix, k, starts=1, seed=seed + self.calls, counts=counts)
        return replace(found, parameters={**found.parameters, "calls": np.array([float(self.calls)])})


class Unsure(LatentClasses):
    """Probabilities that do not add to 1."""

    def place(self, fit: Fit, matrix: Matrix) -> Any:
        return super().place(fit, matrix) * 0.9


class Silent(LatentClasses):
    """Refuses nothing."""

    def refuse(self, matrix: Matrix) -> str | None:
        return None


class Picky(LatentClasses):
    """Refuses everything."""

    def refuse(self, matrix: Matrix) -> str | None:
        return "These customers do not please."


class Sorted(LatentClasses):
    """Labels that depend on who else is there."""

    def label(self, fit: Fit, matrix: Matrix) -> Any:
        return np.sort(super().label(fit, matrix))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Restless, "the same again to the byte: does not hold"),
        (Unsure, "probabilities add to 1: does not hold"),
        (Silent, "infinite values are refused: does not hold"),
        (Picky, "it refuses every kind of customers"),
        (Sorted, "does not depend on the others: does not hold"),
    ],
)
def test_wrong_algorithms_are_seen(wrong: type[LatentClasses], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        check_algorithm(wrong())
