"""k-means in the kernel against NumPy: labels, weights, bounds, threads, and samples that share their starts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from satsuma.engine.lloyd import (
    Points,
    find_groups,
    find_nearest,
    label_samples,
    measure_squares,
    points_of_items,
    points_of_numbers,
)

SEEDS = st.integers(0, 2**32 - 1)


def make(seed: int, kind: str, n: int, width: int) -> tuple[Points, NDArray[np.float64]]:
    """Rows as the kernel reads them, and as plain numbers."""
    random = np.random.default_rng(seed)
    if kind == "items":
        items = random.integers(0, 2, (n, width))
        return points_of_items(items), items.astype(float)
    numbers = random.normal(0, 1, (n, width)) + random.integers(0, 3, (n, 1))
    return points_of_numbers(numbers), numbers


def sum_squares(
    values: NDArray[np.float64], centres: NDArray[np.float64], counts: NDArray[np.int32]
) -> float:
    squares = ((values[:, None] - centres[None]) ** 2).sum(axis=2)
    return float((counts * squares.min(axis=1)).sum())


@given(
    SEEDS, st.sampled_from(["items", "numbers"]), st.integers(1, 150), st.integers(1, 13), st.integers(1, 19)
)
def test_labels_are_the_nearest_centres(seed: int, kind: str, n: int, width: int, k: int) -> None:
    points, values = make(seed, kind, n, width)
    centres = np.random.default_rng(seed + 1).random((k, width))
    expected = ((values[:, None] - centres[None]) ** 2).sum(axis=2)
    squares = measure_squares(points, centres)
    assert squares == pytest.approx(expected, abs=1e-9)
    assert np.array_equal(find_nearest(points, centres), squares.argmin(axis=1))
    assert np.take_along_axis(expected, squares.argmin(axis=1)[:, None], 1)[:, 0] == pytest.approx(
        expected.min(axis=1), abs=1e-9
    )


@given(
    SEEDS,
    st.sampled_from(["items", "numbers"]),
    st.integers(2, 80),
    st.integers(1, 7),
    st.sampled_from([None, 0, 3]),
)
def test_counts_are_repeated_rows(seed: int, kind: str, n: int, k: int, swaps: int | None) -> None:
    points, values = make(seed, kind, n, 5)
    counts = np.random.default_rng(seed).integers(0, 4, n).astype(np.int32)
    counts[0] += 1
    found = find_groups(points, k, starts=5, seed=seed, counts=counts, swaps=swaps)
    assert found.ssw.min() == pytest.approx(sum_squares(values, found.centres, counts), rel=1e-9, abs=1e-9)
    places = np.repeat(np.arange(n), counts)
    again = Points(points.values[places], points.width)
    repeated = find_groups(again, k, starts=1, seed=seed, swaps=swaps)
    assert repeated.ssw[0] == pytest.approx(
        sum_squares(values[places], repeated.centres, np.ones(len(places), np.int32)), rel=1e-9, abs=1e-9
    )
    labels = find_nearest(points, found.centres)
    for group in np.unique(labels[counts > 0]):
        members = labels == group
        mean = np.average(values[members], axis=0, weights=counts[members])
        assert found.centres[group] == pytest.approx(mean, abs=1e-9)


def test_counting_finds_what_repeating_finds() -> None:
    points, _ = make(5, "items", 40, 6)
    counts = np.random.default_rng(5).integers(1, 5, 40).astype(np.int32)
    repeated = Points(np.repeat(points.values, counts, axis=0), 6)
    for k in (1, 2, 3, 5):
        weighted = find_groups(points, k, starts=100, seed=1, counts=counts, swaps=20).ssw.min()
        assert weighted == pytest.approx(find_groups(repeated, k, starts=300, seed=2, swaps=20).ssw.min())


@given(SEEDS, st.integers(1, 8), st.integers(1, 4))
def test_bounds_skip_nobody_who_would_change(seed: int, k: int, width: int) -> None:
    """Many rows, few fields: most are skipped. Where it ends, every centre is the mean of the rows nearest to it."""
    points, values = make(seed, "numbers", 400, width)
    found = find_groups(points, k, starts=2, seed=seed)
    labels = ((values[:, None] - found.centres[None]) ** 2).sum(axis=2).argmin(axis=1)
    for group in range(k):
        assert found.centres[group] == pytest.approx(values[labels == group].mean(axis=0), abs=1e-9)


@pytest.mark.parametrize("kind", ["items", "numbers"])
def test_the_same_to_the_byte_whatever_the_threads(kind: str) -> None:
    points, _ = make(3, kind, 500, 7)
    alone, together = (
        find_groups(points, 4, starts=7, seed=9, swaps=2, threads=threads) for threads in (1, 3)
    )
    assert alone.centres.tobytes() == together.centres.tobytes()
    assert alone.ssw.tobytes() == together.ssw.tobytes()
    draws = np.random.default_rng(1).integers(0, 3, (8, 500)).astype(np.int32)
    labels = [
        label_samples(points, [3, 2], draws, starts=2, seeds=range(8), threads=threads) for threads in (1, 3)
    ]
    assert labels[0].tobytes() == labels[1].tobytes()


@pytest.mark.parametrize("kind", ["items", "numbers"])
def test_samples_that_share_starts_are_fitted_as_if_alone(kind: str) -> None:
    points, _ = make(4, kind, 90, 6)
    draws = np.random.default_rng(2).integers(0, 3, (5, 90)).astype(np.int32)
    seeds, told = [11, 12, 13, 14, 15], []
    labels = label_samples(points, [5, 2, 3], draws, starts=3, seeds=seeds, progress=told.append)
    assert told[-1] == 15
    for place, k in enumerate([5, 2, 3]):
        for i, seed in enumerate(seeds):
            alone = find_groups(points, k, starts=3, seed=seed, counts=draws[i])
            assert np.array_equal(labels[place, i], find_nearest(points, alone.centres))


def test_fewer_distinct_rows_than_centres() -> None:
    points = points_of_numbers(np.repeat([[0.0, 0.0], [3.0, 4.0]], 5, axis=0))
    for swaps in (None, 3):
        found = find_groups(points, 4, starts=3, seed=1, swaps=swaps)
        assert found.ssw.tolist() == [0, 0, 0]
        assert (
            set(find_nearest(points, found.centres)) == {0, 1} or len(np.unique(found.centres, axis=0)) == 2
        )


def test_no_group_stays_empty_where_rows_are_distinct() -> None:
    values = np.concatenate([np.zeros((50, 1)), [[10.0], [11.0], [12.0]]])
    for seed in range(20):
        found = find_groups(points_of_numbers(values), 4, starts=1, seed=seed)
        assert found.ssw[0] == 0


def test_thorough_searches_are_at_least_as_good() -> None:
    points, _ = make(8, "items", 200, 12)
    plain = find_groups(points, 6, starts=30, seed=1).ssw
    moved = find_groups(points, 6, starts=30, seed=1, swaps=0).ssw
    swapped = find_groups(points, 6, starts=30, seed=1, swaps=5).ssw
    assert (moved <= plain * (1 + 1e-12)).all()
    assert (swapped <= moved * (1 + 1e-12)).all()
    assert moved.mean() < plain.mean()


def test_a_sample_without_rows_has_no_cost() -> None:
    points, _ = make(1, "numbers", 6, 2)
    found = find_groups(points, 2, starts=2, seed=1, counts=np.zeros(6, np.int32))
    assert found.ssw.tolist() == [0, 0]
