"""What holds for mixtures of any customers: counts, missing values, order, and the kernel against plain NumPy."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.medoids import Medoids
from satsuma.engine.mixtures import Parameters, fit_mixtures, lay_out_rows, place_rows

LATENT = LatentClasses()


@st.composite
def matrices(draw: st.DrawFn, least: int = 6) -> Matrix:
    """Small matrices of any kinds, with or without missing values."""
    chances = np.random.default_rng(draw(st.integers(0, 10_000)))
    n = draw(st.integers(least, 80))
    levels = tuple(draw(st.lists(st.integers(2, 5), max_size=9)))
    p = draw(st.integers(0 if levels else 1, 3))
    missing = draw(st.sampled_from([0.0, 0.0, 0.2]))
    numbers = chances.normal(size=(n, p)) + 4 * chances.integers(0, 2, (n, 1))
    choices = np.column_stack([chances.integers(0, level, n) for level in levels] or [np.empty((n, 0))])
    numbers[chances.uniform(size=numbers.shape) < missing] = np.nan
    choices = np.where(chances.uniform(size=choices.shape) < missing, -1, choices).astype(np.int16)
    return Matrix(numbers, choices, levels, (False,) * len(levels))


def draw_parameters(matrix: Matrix, k: int, seed: int) -> Parameters:
    chances = np.random.default_rng(seed)
    odds = [chances.dirichlet(np.ones(level), k) for level in matrix.levels]
    p = matrix.numbers.shape[1]
    return Parameters(
        chances.dirichlet(np.ones(k)),
        np.hstack([np.empty((k, 0)), *odds]),
        chances.normal(size=(k, p)),
        chances.uniform(0.5, 2, (k, p)),
    )


def find_joint(matrix: Matrix, parameters: Parameters) -> NDArray[np.float64]:
    """(n, k) log densities, field by field in plain NumPy."""
    joint = np.tile(np.log(parameters.weights), (matrix.n, 1))
    begin = 0
    for codes, levels in zip(matrix.choices.T, matrix.levels, strict=True):
        known = codes >= 0
        joint[known] += np.log(parameters.probabilities[:, begin + codes[known]]).T
        begin += levels
    for j, column in enumerate(matrix.numbers.T):
        known = ~np.isnan(column)
        gaps = column[known, None] - parameters.means[:, j]
        variances = parameters.variances[:, j]
        joint[known] += -0.5 * (np.log(2 * np.pi * variances) + gaps**2 / variances)
    return joint


@given(matrices(), st.integers(1, 9), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_the_kernel_computes_what_plain_numpy_does(matrix: Matrix, k: int, seed: int) -> None:
    parameters = draw_parameters(matrix, k, seed)
    rows = lay_out_rows(matrix.choices, matrix.levels, matrix.numbers)
    joint = find_joint(matrix, parameters)
    top = joint.max(axis=1, keepdims=True)
    density = np.exp(joint - top)
    placed = place_rows(rows, parameters)
    assert placed == pytest.approx(density / density.sum(axis=1, keepdims=True), abs=1e-12)
    [found] = fit_mixtures(rows, [parameters], most_steps=0)
    joint = find_joint(matrix, found.parameters)
    here = np.logaddexp.reduce(joint, axis=1).sum()
    assert found.log_likelihood == pytest.approx(here, rel=1e-9, abs=1e-8)
    before = np.logaddexp.reduce(find_joint(matrix, parameters), axis=1).sum()
    assert found.log_likelihood >= before - 1e-9 * abs(before)


@given(matrices(), st.integers(1, 4), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_steps_never_lose_likelihood(matrix: Matrix, k: int, seed: int) -> None:
    variances = (
        np.nan_to_num(np.nanvar(matrix.numbers, axis=0), nan=1.0) if matrix.numbers.size else np.empty(0)
    )
    rows = lay_out_rows(
        matrix.choices, matrix.levels, matrix.numbers, None, 1e-3 * np.maximum(variances, 1e-3)
    )
    start = draw_parameters(matrix, k, seed)
    reached = [
        fit_mixtures(rows, [start], most_steps=steps, tolerance=1e-12)[0].log_likelihood
        for steps in (1, 4, 16, 64)
    ]
    assert all(later >= sooner - 1e-7 * abs(sooner) for sooner, later in pairwise(reached))


@given(matrices(least=12), st.integers(1, 3), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_counts_are_repeated_rows(matrix: Matrix, k: int, seed: int) -> None:
    counts = np.random.default_rng(seed).integers(0, 4, matrix.n).astype(np.int32)
    counts[:4] = 1
    repeated = matrix.take(np.repeat(np.arange(matrix.n), counts))
    one = LATENT.fit(matrix, k, starts=4, seed=seed, counts=counts)
    two = LATENT.fit(repeated, k, starts=4, seed=seed)
    assert one.log_likelihood == two.log_likelihood
    assert (LATENT.label(one, matrix) == LATENT.label(two, matrix)).all()


@given(matrices(), st.integers(1, 3), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_the_order_of_customers_does_not_matter(matrix: Matrix, k: int, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(matrix.n)
    one, two = (LATENT.fit(some, k, starts=4, seed=seed) for some in (matrix, matrix.take(order)))
    assert one.log_likelihood == two.log_likelihood
    assert (LATENT.label(one, matrix)[order] == LATENT.label(two, matrix.take(order))).all()


@given(matrices(), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_full_information_with_nothing_missing_is_the_complete_likelihood(matrix: Matrix, k: int) -> None:
    """A field that nobody has changes nothing."""
    wider = Matrix(
        np.column_stack([matrix.numbers, np.full(matrix.n, np.nan)]),
        np.column_stack([matrix.choices, np.full(matrix.n, -1)]).astype(np.int16),
        (*matrix.levels, 3),
        (*matrix.ordered, False),
    )
    one = draw_parameters(matrix, k, 1)
    more = Parameters(
        one.weights,
        np.hstack([one.probabilities, np.full((k, 3), 1 / 3)]),
        np.hstack([one.means, np.zeros((k, 1))]),
        np.hstack([one.variances, np.ones((k, 1))]),
    )
    rows, wide = (lay_out_rows(some.choices, some.levels, some.numbers) for some in (matrix, wider))
    assert place_rows(wide, more) == pytest.approx(place_rows(rows, one), abs=1e-12)


@given(matrices(least=10), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_medoids_place_everyone_somewhere(matrix: Matrix, k: int) -> None:
    medoids = Medoids()
    found = medoids.fit(matrix, k, starts=2, seed=1)
    placed = medoids.place(found, matrix)
    assert placed.sum(axis=1) == pytest.approx(np.ones(matrix.n))
    labels = medoids.label(found, matrix)
    assert ((labels >= -1) & (labels < k)).all()
