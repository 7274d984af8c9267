"""The dip test against published values, and against the definition by linear programming."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from satsuma.stats.valley import dip, dip_p, dither, find_valleys


def test_smallest_and_largest_dip() -> None:
    assert dip(np.array([1.0, 1, 2, 2])) == 0.25  # examples of R's diptest
    assert dip(np.array([0.0, 1, 3, 6])) == 1 / 8
    assert dip(np.array([3.0])) == 0.5
    assert np.isnan(dip(np.array([])))


def test_quantiles_equal_the_published_table() -> None:
    """Hartigan & Hartigan 1985: 90 % of dips of 100 uniform values are below 0.0471; 0.059 of 63 values has about 10 %."""
    assert dip_p(0.0471, 100) == pytest.approx(0.10, abs=0.01)
    assert dip_p(0.059, 63) == pytest.approx(0.10, abs=0.015)
    assert dip_p(0.05952381, 63) == pytest.approx(0.08672, abs=0.006)  # R's diptest on the same values


@pytest.mark.parametrize("seed", range(8))
def test_dip_equals_its_definition(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.normal(size=6 + seed)
    values[: 3 + seed // 2] += 3 * (seed % 3)
    assert dip(values) == pytest.approx(solve_dip(np.sort(values)), abs=1e-9)
    assert dip(-values) == pytest.approx(dip(values))


def solve_dip(x: np.ndarray) -> float:
    """The least distance to any unimodal distribution function, one linear programme per mode (an atom may be at it)."""
    return min(solve_dip_at(x, mode) for mode in range(len(x)))


def solve_dip_at(x: np.ndarray, mode: int) -> float:
    """Heights left to right (two at the mode: before and after the atom), then the distance."""
    n = len(x)
    places = [*range(mode + 1), *range(mode, n)]
    rows, bounds = [], []

    def require(coefficients: dict[int, float], bound: float) -> None:
        row = np.zeros(n + 2)
        for at, coefficient in coefficients.items():
            row[at] += coefficient
        rows.append(row)
        bounds.append(bound)

    for at, i in enumerate(places):
        low, high = (i / n, i / n) if at == mode else (i / n, (i + 1) / n)
        if at == mode + 1:
            low = high
        require({at: 1, n + 1: -1}, low)
        require({at: -1, n + 1: -1}, -high)
        if at:
            require({at - 1: 1, at: -1}, 0)
    for part, sign in ((range(mode + 1), 1), (range(mode + 1, n + 1), -1)):
        for a in list(part)[:-2]:
            first, second = x[places[a + 1]] - x[places[a]], x[places[a + 2]] - x[places[a + 1]]
            require(
                {a: -sign / first, a + 1: sign / first + sign / second, a + 2: -sign / second},
                0,
            )
    cost = np.zeros(n + 2)
    cost[-1] = 1
    limits = [(None, None)] * (n + 1) + [(0, None)]
    return float(linprog(cost, A_ub=np.array(rows), b_ub=bounds, bounds=limits).fun)


def test_dip_finds_two_groups_and_not_one() -> None:
    random = np.random.default_rng(5)
    one = random.normal(size=400)
    two = np.concatenate([random.normal(size=200), random.normal(4, 1, 200)])
    assert dip_p(dip(one), 400) > 0.5
    assert dip_p(dip(two), 400) < 0.01


def test_p_is_uniform_under_the_uniform_distribution() -> None:
    random = np.random.default_rng(11)
    found = np.array([dip_p(dip(random.random(120)), 120) for _ in range(400)])
    assert np.mean(found < 0.05) == pytest.approx(0.05, abs=0.03)
    assert np.mean(found < 0.2) == pytest.approx(0.2, abs=0.06)


def test_only_neighbours_are_compared() -> None:
    random = np.random.default_rng(2)
    points = np.concatenate([random.normal(6 * i, 1, (80, 1)) for i in range(4)])
    labels = np.repeat(np.arange(4), 80)
    found = find_valleys(points, labels, rng=random)
    assert found is not None
    assert found.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]
    assert (found.share, found.separate) == (1.0, 4)


def test_halves_of_one_group_are_joined() -> None:
    random = np.random.default_rng(6)
    points = np.concatenate([random.normal(0, 1, (200, 2)), random.normal((9, 0), 1, (200, 2))])
    labels = np.repeat([0, 2], 200) + (points[:, 1] > 0)
    found = find_valleys(points, labels, rng=random)
    assert found is not None
    assert found.separate == 2


def test_slices_of_one_cloud_have_no_valleys() -> None:
    random = np.random.default_rng(3)
    points = random.normal(size=(600, 2))
    labels = (points[:, 0] > 0).astype(int) + 2 * (points[:, 1] > 0)
    found = find_valleys(points, labels, rng=random)
    assert found is not None
    assert found.share < 0.5
    assert find_valleys(points, np.zeros(600, int), rng=random) is None


def test_rounding_makes_no_valleys_once_dithered() -> None:
    random = np.random.default_rng(4)
    rounded = np.round(random.normal(size=(800, 1)) * 2)
    assert dip_p(dip(rounded[:, 0]), 800) < 0.01
    spread = dither(rounded, random)
    assert dip_p(dip(spread[:, 0]), 800) > 0.1
    assert np.abs(spread - rounded).max() <= 0.5
