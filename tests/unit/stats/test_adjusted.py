"""Crude and adjusted effects: the Berkeley admissions of 1973 (R's UCBAdmissions), and what is planted or is not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from satsuma.stats.adjusted import compare_odds, compare_ranks, compare_yes_no, mantel_haenszel
from satsuma.stats.logistic import fit_logistic

# departments A to F: men admitted, men refused, women admitted, women refused
UCB = np.array([
    [512, 313, 89, 19], [353, 207, 17, 8], [120, 205, 202, 391],
    [138, 279, 131, 244], [53, 138, 94, 299], [22, 351, 24, 317],
]).reshape(6, 2, 2)  # fmt: skip


def test_berkeley_within_departments() -> None:
    found = mantel_haenszel(UCB)
    assert found.effect.value == pytest.approx(0.9047, abs=5e-5)
    assert (found.effect.low, found.effect.high) == pytest.approx((0.772, 1.060), abs=5e-4)
    assert (found.statistic, found.p) == pytest.approx((1.4269, 0.2323), abs=5e-5)


def spread_out() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The applicants one by one: man, admitted, department."""
    department, woman, refused = np.indices(UCB.shape)
    return tuple(np.repeat(each.ravel(), UCB.ravel()) for each in (1 - woman, 1 - refused, department))  # type: ignore[return-value]


def test_the_crude_effect_of_sex_is_flagged_as_gone() -> None:
    found = compare_yes_no(*spread_out(), 6)
    assert found.crude.value == pytest.approx(1198 * 1278 / (1493 * 557))
    assert found.n == 4526
    assert found.is_halved
    assert not found.is_reversed, "0.90 is not surely below 1"


def test_logistic_regression_of_berkeley() -> None:
    departments = np.repeat(np.eye(6), 2, axis=0)
    man = np.tile([1.0, 0.0], 6)
    admitted, applied = UCB[:, :, 0].ravel().astype(float), UCB.sum(axis=2).ravel().astype(float)
    plain = fit_logistic(departments, admitted, applied)
    with_sex = fit_logistic(np.column_stack([departments, man]), admitted, applied)
    assert plain.has_converged
    assert plain.deviance - with_sex.deviance == pytest.approx(1.5312, abs=5e-5)
    assert with_sex.deviance == pytest.approx(20.204, abs=5e-4), "what the interaction would explain"
    assert stats.chi2.sf(with_sex.deviance, 5) == pytest.approx(0.00114, abs=5e-6)


def test_separated_outcomes_are_said() -> None:
    design = np.column_stack([np.ones(20), np.repeat([0.0, 1.0], 10)])
    assert not fit_logistic(design, np.repeat([0.0, 1.0], 10)).has_converged


def plant(n: int, inside: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Three strata in which y goes with x by `inside`, while the strata's means of both rise together."""
    chance = np.random.default_rng(seed)
    strata = chance.integers(0, 3, n)
    x = 2.0 * strata + chance.normal(size=n)
    return x, 2.0 * strata + inside * (x - 2.0 * strata) + chance.normal(size=n), strata


def rank(values: np.ndarray) -> np.ndarray:
    return np.asarray(stats.rankdata(values))


def test_a_reversal_is_found_among_numbers() -> None:
    x, y, strata = plant(2_000, -0.5, 1)
    found = compare_ranks(rank(x), rank(y), strata, 3)
    assert found.crude.value > 0.4
    assert found.adjusted.value < -0.2
    assert found.is_reversed
    assert found.is_halved
    odds = compare_odds(x, (y > np.median(y)).astype(int), strata, 3)
    assert odds.crude.value > 1 > odds.adjusted.high
    assert odds.is_reversed


def test_an_effect_that_stays_is_not_flagged() -> None:
    x, y, _ = plant(2_000, 0.5, 2)
    elsewhere = np.random.default_rng(3).integers(0, 4, 2_000)
    found = compare_ranks(rank(x), rank(y), elsewhere, 4)
    assert found.adjusted.value == pytest.approx(found.crude.value, abs=0.02)
    assert not found.is_halved
    assert not found.is_reversed


def test_noise_is_seldom_flagged() -> None:
    chance = np.random.default_rng(4)
    flagged = 0
    for _ in range(300):
        x, y = chance.normal(size=(2, 200))
        found = compare_ranks(rank(x), rank(0.2 * x + y), chance.integers(0, 3, 200), 3)
        flagged += found.is_halved or found.is_reversed
    assert flagged == 0


def test_where_nothing_varies_there_is_no_effect() -> None:
    assert math.isnan(mantel_haenszel(np.zeros((3, 2, 2), int)).effect.value)
    still = compare_ranks(np.ones(50), np.arange(50.0), np.zeros(50, int), 1)
    assert math.isnan(still.crude.value)
    assert not still.is_halved
