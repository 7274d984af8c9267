"""Density: groups and noise, the numbers there are, placing others."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsuma.discover.cluster.density import Density
from satsuma.discover.cluster.matrix import binary_items, numbers_only
from satsuma.model.errors import DataError
from satsuma.stats.agreement import adjusted_rand

DENSITY = Density()


def scatter(seed: int = 1, n: int = 500) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Three round groups in evenly spread noise."""
    chances = np.random.default_rng(seed)
    groups = chances.choice(3, n, p=[0.5, 0.3, 0.2])
    members = np.array([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]])[groups] + chances.normal(size=(n, 2))
    noise = chances.uniform(-6, 14, (n // 10, 2))
    return np.vstack([members, noise]), np.append(groups, np.full(n // 10, -1))


def test_groups_and_noise() -> None:
    numbers, groups = scatter()
    found = DENSITY.fit(numbers_only(numbers), 3, starts=10, seed=1)
    labels = DENSITY.label(found, numbers_only(numbers))
    members = groups >= 0
    assert adjusted_rand(labels[members & (labels >= 0)], groups[members & (labels >= 0)]) > 0.97
    assert (labels[members] == -1).mean() < 0.1
    assert (labels[~members] == -1).mean() > 0.5
    sizes = np.bincount(labels[labels >= 0])
    assert list(sizes) == sorted(sizes, reverse=True)
    assert (found.ssw, found.log_likelihood, found.starts) == (None, None, 1)


def test_others_are_placed_by_the_nearest_member_within_reach() -> None:
    numbers, _ = scatter()
    found = DENSITY.fit(numbers_only(numbers), 3, starts=1, seed=1)
    others = numbers_only(np.array([[0.1, 0.1], [8.1, 0.1], [0.1, 8.1], [30.0, 30.0]]))
    assert DENSITY.label(found, others).tolist() == [0, 1, 2, -1]
    placed = DENSITY.place(found, others)
    assert placed.sum(axis=1) == pytest.approx(np.ones(4))
    assert placed[:3].argmax(axis=1).tolist() == [0, 1, 2]


def test_the_numbers_of_groups_there_are() -> None:
    numbers, _ = scatter()
    possible = DENSITY.list_possible(numbers_only(numbers), seed=1)
    assert 3 in possible
    with pytest.raises(
        DataError, match=r"There are .* densely settled groups, .* never 19: ask for such a number"
    ):
        DENSITY.fit(numbers_only(numbers), 19, starts=1, seed=1)


def test_a_bootstrap_sample_that_lost_a_group_gives_those_it_has() -> None:
    numbers, groups = scatter()
    counts = np.where(groups == 2, 0, 1).astype(np.int32)
    found = DENSITY.fit(numbers_only(numbers), 3, starts=1, seed=1, counts=counts)
    labels = DENSITY.label(found, numbers_only(numbers))
    assert set(labels[groups < 2]) <= {-1, 0, 1}
    assert (DENSITY.place(found, numbers_only(numbers))[:, 2] == 0).all()


def test_many_samples_at_once_as_one_by_one() -> None:
    numbers, _ = scatter(n=300)
    matrix = numbers_only(numbers)
    n = len(numbers)
    draws = np.random.default_rng(1).multinomial(n, np.full(n, 1 / n), size=3).astype(np.int32)
    told: list[int] = []
    many = DENSITY.fit_many(matrix, [2, 3], draws, starts=1, seeds=[1, 2, 3], threads=2, progress=told.append)
    for k in (2, 3):
        for i in range(3):
            one = DENSITY.fit(matrix, k, starts=1, seed=i + 1, counts=draws[i])
            assert (many[k][i] == DENSITY.label(one, matrix)).all()
    assert told == [2, 4, 6]


def test_a_sample_without_groups_is_all_noise() -> None:
    matrix = numbers_only(np.arange(12.0).reshape(-1, 1))
    counts = np.array([0, *[1] * 11], np.int32)
    found = DENSITY.fit(matrix, 2, starts=1, seed=1, counts=counts)
    assert (DENSITY.label(found, matrix) == -1).all()
    assert DENSITY.place(found, matrix).sum(axis=1) == pytest.approx(np.ones(12))


def test_no_dense_groups() -> None:
    with pytest.raises(DataError, match="No groups stand out"):
        DENSITY.fit(numbers_only(np.arange(12.0).reshape(-1, 1)), 2, starts=1, seed=1)


def test_many_customers_are_sampled() -> None:
    numbers, groups = scatter(n=12_000)
    found = DENSITY.fit(numbers_only(numbers), 3, starts=1, seed=1)
    assert len(found.parameters["points"]) <= 1500
    labels = DENSITY.label(found, numbers_only(numbers))
    both = (labels >= 0) & (groups >= 0)
    assert adjusted_rand(labels[both], groups[both]) > 0.97


def test_sentences() -> None:
    assert "numbers only" in str(DENSITY.refuse(binary_items(np.eye(3, dtype=np.int16))))
    assert "missing" in str(DENSITY.refuse(numbers_only(np.array([[1.0], [2.0], [np.nan]]))))
    with pytest.raises(DataError, match="complete numbers"):
        DENSITY.fit(binary_items(np.eye(3, dtype=np.int16)), 2, starts=1, seed=1)
