"""Stability out of label arrays: definitions, weights, noise and bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.stats.agreement import adjusted_rand, cross_table, cross_tables
from satsuma.stats.stability import global_stability, segment_origins, segment_stability, spread


def make_labels(seed: int, divisions: int, n: int = 60, k: int = 4) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, k, (divisions, n))


def test_global_stability_is_the_agreement_of_each_pair() -> None:
    labels = make_labels(1, 6)
    expected = [adjusted_rand(labels[i], labels[i + 1]) for i in (0, 2, 4)]
    assert global_stability(labels) == pytest.approx(expected, abs=1e-12)


def test_noise_is_a_group_when_pairs_are_compared() -> None:
    labels = make_labels(2, 2) - 1
    assert global_stability(labels)[0] == pytest.approx(adjusted_rand(labels[0], labels[1]), abs=1e-12)


def test_counts_are_repeated_customers() -> None:
    labels, counts = make_labels(3, 8), np.random.default_rng(5).integers(0, 4, 60)
    many = np.repeat(labels, counts, axis=1)
    assert global_stability(labels, counts) == pytest.approx(global_stability(many), abs=1e-12)
    weighted = segment_stability(labels[0], labels[1:], 4, counts)
    assert weighted == pytest.approx(segment_stability(many[0], many[1:], 4), abs=1e-12)
    origins = segment_origins(labels[0], labels[1], 4, 4, counts)
    assert origins == pytest.approx(segment_origins(many[0], many[1], 4, 4), abs=1e-12)


def test_many_tables_are_each_table() -> None:
    a, b = make_labels(6, 5, k=3), make_labels(7, 5)
    expected = [cross_table(one, other, 3, 4) for one, other in zip(a, b, strict=True)]
    assert np.array_equal(cross_tables(a, b, 3, 4), expected)


def test_a_segment_finds_its_likest_group() -> None:
    reference = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    others = np.array([[1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2, 2, 2]])
    assert segment_stability(reference, others, 2).tolist() == [[1, 1], [0.75, 0.8], [0.5, 1]]


def test_noise_is_no_segment_and_finds_none() -> None:
    reference, other = np.array([-1, -1, 0, 0]), np.array([[-1, -1, -1, 0]])
    assert segment_stability(reference, other, 1).tolist() == [[0.5]]
    assert segment_stability(reference, np.full((1, 4), -1), 1).tolist() == [[0.0]]


def test_a_segment_without_members_has_no_stability() -> None:
    found = segment_stability(np.array([0, 0, 2]), np.array([[0, 0, 1]]), 3)
    assert found[0, 0] == found[0, 2] == 1
    assert np.isnan(found[0, 1])


def test_origins_of_a_split_and_of_a_mixture() -> None:
    before = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert segment_origins(before, np.array([0, 0, 1, 1, 2, 2, 2, 2]), 2, 3).tolist() == [0, 0, 0]
    mixed = segment_origins(before, np.array([0, 1, 2, 2, 0, 1, 1, 1]), 2, 4)
    assert mixed[0] == pytest.approx(1.0)
    assert mixed[1] == pytest.approx(-(0.25 * np.log(0.25) + 0.75 * np.log(0.75)) / np.log(2))
    assert mixed[2] == 0
    assert np.isnan(mixed[3])


def test_everything_comes_from_the_only_segment() -> None:
    assert segment_origins(np.zeros(4, int), np.array([0, 1, 1, 0]), 1, 2).tolist() == [0, 0]


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(2, 6))
def test_origins_and_jaccards_are_shares(seed: int, k: int, after: int) -> None:
    random = np.random.default_rng(seed)
    a, b = random.integers(0, k, 40), random.integers(0, after, 40)
    for found in (segment_origins(a, b, k, after), segment_stability(a, b[None], k)):
        known = found[~np.isnan(found)]
        assert ((known >= 0) & (known <= 1 + 1e-12)).all()
    order = random.permutation(k)
    moved = segment_origins(order[a], b, k, after)
    assert moved == pytest.approx(segment_origins(a, b, k, after), nan_ok=True)


def test_spread_is_median_and_quartiles() -> None:
    found = spread(np.array([4.0, 1.0, 2.0, 3.0, 5.0]))
    assert (found.median, found.low, found.high) == (3.0, 2.0, 4.0)
