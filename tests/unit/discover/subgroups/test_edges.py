"""Edges near quantiles that people would choose."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.discover.subgroups.edges import cut_numbers, round_human


@pytest.mark.parametrize(
    ("value", "slack", "expected"),
    [(43.7, 4, 40), (43.7, 1.5, 45), (43.7, 0.21, 43.5), (0.137, 0.03, 0.15), (1287, 150, 1250), (987, 30, 1000),
     (7, 0, 7), (-43.7, 4, -40)],
)  # fmt: skip
def test_rounding(value: float, slack: float, expected: float) -> None:
    assert round_human(value, slack) == pytest.approx(expected)


def test_ages_are_cut_at_fives_and_tens() -> None:
    ages = np.clip(np.random.default_rng(1).normal(44, 14, 5000), 18, 85).round()
    edges = cut_numbers(ages)
    assert 3 <= len(edges) <= 5
    assert all(edge % 5 == 0 for edge in edges)
    shares = np.diff([0, *(np.searchsorted(np.sort(ages), edges) / 5000), 1])
    assert shares.min() > 0.08


def test_few_values_stand_alone() -> None:
    assert cut_numbers(np.array([0.0, 1, 2, 2, 1, 0, 3])) == [1, 2, 3]
    assert cut_numbers(np.ones(9)) == []


def test_many_zeros_are_a_group() -> None:
    values = np.concatenate([np.zeros(700), np.random.default_rng(2).exponential(100, 300).round() + 1])
    edges = cut_numbers(values)
    assert 0 < edges[0] <= 5
    assert len(edges) >= 4
    assert edges == sorted(set(edges))


def test_skewed_money_has_edges_inside_its_range() -> None:
    values = np.exp(np.random.default_rng(3).normal(4, 1.5, 4000))
    edges = cut_numbers(values)
    assert len(edges) == 4
    counts = np.histogram(values, [-np.inf, *edges, np.inf])[0]
    assert counts.min() > 400
