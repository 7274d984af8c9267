"""Null data keep margins, correlations and the pattern of missing values, and lose groups."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.stats.nulls import draw_uniform, fit_copula, unimodal_margin, upper_p
from satsuma.stats.valley import dip, dip_p

NO_CODES = np.empty((2_000, 0), np.int16)


def make_latent(n: int = 2_000, rho: float = 0.6) -> np.ndarray:
    return np.random.default_rng(1).multivariate_normal([0, 0], [[1, rho], [rho, 1]], n)


def test_numbers_keep_margins_and_correlation() -> None:
    latent = make_latent()
    numbers = np.column_stack([np.exp(latent[:, 0]), latent[:, 1]])
    drawn, _ = fit_copula(numbers, NO_CODES, ()).draw(np.random.default_rng(2))
    assert np.quantile(drawn, [0.1, 0.5, 0.9], axis=0) == pytest.approx(
        np.quantile(numbers, [0.1, 0.5, 0.9], axis=0), rel=0.15, abs=0.1
    )
    ranks = np.argsort(np.argsort(drawn, axis=0), axis=0)
    assert np.corrcoef(ranks.T)[0, 1] == pytest.approx(0.58, abs=0.05)


def test_two_groups_in_one_variable_are_not_part_of_the_null() -> None:
    random = np.random.default_rng(3)
    numbers = np.concatenate([random.normal(size=(1_000, 1)), random.normal(8, 1, (1_000, 1))])
    assert dip_p(dip(numbers[:, 0]), 2_000) < 0.01
    drawn, _ = fit_copula(numbers, NO_CODES, ()).draw(random)
    assert dip_p(dip(drawn[:, 0]), 2_000) > 0.05
    assert 2 < drawn.mean() < 6
    assert np.ptp(drawn) == pytest.approx(np.ptp(numbers), abs=0.5)


def test_binary_items_keep_shares_and_correlations() -> None:
    latent = make_latent(8_000)
    codes = np.column_stack([latent[:, 0] > 1, latent[:, 1] > -0.3]).astype(np.int16)
    fitted = fit_copula(np.empty((8_000, 0)), codes, (False, False))
    assert (fitted.root @ fitted.root.T)[0, 1] == pytest.approx(0.6, abs=0.05)
    _, drawn = fitted.draw(np.random.default_rng(4))
    assert drawn.mean(axis=0) == pytest.approx(codes.mean(axis=0), abs=0.02)
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(np.corrcoef(codes.T)[0, 1], abs=0.04)


def test_nominal_levels_keep_shares_and_their_tie_to_numbers() -> None:
    latent = make_latent(4_000, 0.8)
    codes = np.array([1, 2, 0])[np.digitize(latent[:, 1], [-0.5, 0.7])].astype(np.int16)[:, None]
    fitted = fit_copula(latent[:, :1], codes, (False,))
    numbers, drawn = fitted.draw(np.random.default_rng(5))
    assert np.bincount(drawn[:, 0]) / 4_000 == pytest.approx(np.bincount(codes[:, 0]) / 4_000, abs=0.03)
    for level in range(3):
        means = numbers[drawn[:, 0] == level].mean(), latent[codes[:, 0] == level, 0].mean()
        assert means[0] == pytest.approx(means[1], abs=0.15)


def test_the_same_values_are_missing() -> None:
    latent = make_latent()
    latent[::4, 0] = np.nan
    codes = np.where(np.arange(2_000) % 5 == 0, -1, np.arange(2_000) % 3).astype(np.int16)[:, None]
    for numbers, drawn in (
        fit_copula(latent, codes, (False,)).draw(np.random.default_rng(6)),
        draw_uniform(latent, codes, np.random.default_rng(6)),
    ):
        assert np.isnan(numbers).mean(axis=0).tolist() == [0.25, 0.0]
        assert np.mean(drawn < 0) == 0.2
        assert set(np.unique(drawn)) == {-1, 0, 1, 2}


def test_constant_and_empty_columns_are_drawn_as_they_are() -> None:
    numbers = np.column_stack([np.full(50, 3.0), np.full(50, np.nan)])
    codes = np.zeros((50, 1), np.int16)
    drawn, choices = fit_copula(numbers, codes, (False,)).draw(np.random.default_rng(1))
    assert set(drawn[:, 0]) == {3.0}
    assert np.isnan(drawn[:, 1]).all()
    assert set(choices[:, 0]) == {0}


def test_a_unimodal_margin_rises_and_falls_once() -> None:
    random = np.random.default_rng(8)
    values = np.concatenate([random.normal(size=500), random.normal(5, 1, 700), random.normal(10, 1, 300)])
    margin = unimodal_margin(values)
    slopes = np.sign(np.diff(np.diff(margin.shares) / np.diff(margin.values)).round(9))
    assert np.count_nonzero(np.diff(slopes[slopes != 0])) <= 1


def test_p_counts_the_observed_value_among_the_draws() -> None:
    assert upper_p(1.0, np.zeros(99)) == 0.01
    assert upper_p(0.0, np.zeros(99)) == 1.0
