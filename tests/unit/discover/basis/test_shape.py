"""Skew, transforms, normal scores and robust scales."""

from statistics import NormalDist

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, Scaled
from satsuma.discover.basis.bumps import has_valley
from satsuma.discover.basis.shape import (
    fit_scale,
    fit_scores,
    look_at,
    look_at_column,
    skewness,
    suggest_transform,
)

RNG = np.random.default_rng(7)


def test_skewness_of_known_distributions() -> None:
    assert skewness(np.array([1.0, 2, 3, 4, 5])) == pytest.approx(0)
    assert skewness(np.array([0.0, 0, 0, 1])) == pytest.approx(2 / np.sqrt(3))
    assert skewness(np.full(10, 0.1)) == 0
    assert skewness(RNG.exponential(size=200_000)) == pytest.approx(2, abs=0.1)


def test_scaled_columns_are_counted_as_they_would_be_sorted() -> None:
    cents = RNG.integers(0, 500, 1000)
    cents[:50] = NO_NUMBER
    rows = np.arange(0, 1000, 2)
    counted = look_at_column(Scaled(cents, 2), rows)
    sorted_ = look_at(np.where(cents == NO_NUMBER, np.nan, cents / 100)[rows])
    np.testing.assert_array_equal(counted.ordered, sorted_.ordered)
    np.testing.assert_array_equal(counted.counts, sorted_.counts)
    assert counted.quantile(0.37) == pytest.approx(float(np.quantile(sorted_.ordered, 0.37)))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (RNG.normal(50, 10, 5000), "none"),
        (RNG.lognormal(4, 1.2, 5000), "log"),
        (np.where(RNG.random(5000) < 0.4, 0, RNG.lognormal(4, 1, 5000)), "log"),
        (np.where(RNG.random(5000) < 0.1, 0, RNG.lognormal(4, 1, 5000)), "log"),
        (-RNG.lognormal(4, 1.2, 5000), "normal score"),
        (RNG.beta(0.3, 4, 5000), "normal score"),
        (RNG.choice([1, 1, 1, 1, 1, 1, 1, 2, 5], 5000), "none"),
        (np.concatenate([RNG.normal(50, 1, 4500), RNG.normal(58, 1, 500)]), "none"),
        (np.concatenate([RNG.normal(0, 1, 4500), RNG.normal(-6, 1, 500)]), "none"),
        (np.array([]), "none"),
    ],
    ids=[
        "symmetric",
        "skewed",
        "many zeros",
        "some zeros",
        "negative",
        "share",
        "few values",
        "group apart",
        "group under",
        "empty",
    ],
)
def test_the_transform_follows_the_shape(numbers: np.ndarray, expected: str) -> None:
    assert suggest_transform(look_at(numbers.astype(float))) == expected


def test_normal_scores_are_normal_and_ties_share_one() -> None:
    values = RNG.lognormal(0, 2, 20_000)
    knots, scores = fit_scores(look_at(values))
    assert len(knots) <= 260
    assert (np.diff(knots) > 0).all()
    assert (np.diff(scores) > 0).all()
    found = np.interp(values, knots, scores)
    assert found.std() == pytest.approx(1, abs=0.02)
    assert abs(skewness(found)) < 0.05
    _, tied = fit_scores(look_at(np.array([0.0, 0, 0, 1])))
    assert tied[0] == pytest.approx(NormalDist().inv_cdf(3 / 8))


def test_scales_are_robust_and_never_zero() -> None:
    values = np.sort(np.concatenate([RNG.normal(10, 2, 10_000), np.full(100, 1e6)]))
    centre, scale = fit_scale(values, few_or_spiked=False)
    assert centre == pytest.approx(10, abs=0.2)
    assert scale == pytest.approx(2, abs=0.1)
    spiked = np.sort(np.concatenate([np.zeros(800), RNG.normal(5, 1, 200)]))
    assert fit_scale(spiked, few_or_spiked=False)[1] == pytest.approx(spiked.std())
    assert fit_scale(np.ones(5), few_or_spiked=True) == (1.0, 1.0)


@pytest.mark.parametrize("n", [300, 2000, 20_000])
def test_tails_have_no_valley_and_groups_apart_have_one(n: int) -> None:
    tails = [
        RNG.lognormal(3, 1.5, n),
        -RNG.exponential(1, n),
        RNG.standard_t(2, n),
        RNG.beta(0.3, 4, n),
        RNG.random(n),
        RNG.geometric(0.1, n).astype(float),
    ]
    assert not any(has_valley(np.sort(numbers)) for numbers in tails)
    apart = np.where(np.arange(n) < 0.12 * n, RNG.normal(9, 1, n), RNG.normal(0, 1, n))
    assert has_valley(np.sort(apart))
    assert not has_valley(np.array([]))
    assert not has_valley(np.zeros(n))
