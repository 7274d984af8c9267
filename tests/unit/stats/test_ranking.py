"""Shrinkage, top n, intervals of ranks: published numbers, calibration by simulation, and edges."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.stats.ranking import (
    bound_ranks,
    find_in_top,
    find_ties,
    name_place,
    say_ties,
    shrink_means,
    shrink_shares,
)

HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
"""Hits of 18 players in their first 45 at bats (Efron & Morris 1977)."""


def test_baseball_as_efron_and_morris_published_it() -> None:
    averages = HITS / 45
    error = np.sqrt(averages.mean() * (1 - averages.mean()) / 45)
    shrunk = shrink_means(averages, np.full(18, error), seed=1)
    assert shrunk.own == pytest.approx(np.full(18, 0.2117), abs=1e-3)
    assert shrunk.means[0] == pytest.approx(0.294, abs=1e-3)
    assert shrunk.means[-1] == pytest.approx(0.242, abs=1e-3)


def test_shares_of_baseball_are_pulled_alike() -> None:
    shrunk = shrink_shares(HITS, np.full(18, 45), seed=1)
    assert shrunk.means[0] == pytest.approx(0.294, abs=0.02)
    assert shrunk.means[-1] == pytest.approx(0.242, abs=0.02)
    assert (np.diff(shrunk.means) <= 1e-12).all()


def test_shrunk_shares_are_nearer_the_truth_and_their_intervals_hold() -> None:
    rng = np.random.default_rng(3)
    raw = shrunk = inside = 0.0
    for seed in range(60):
        truth = rng.beta(6, 24, 12)
        sizes = rng.integers(10, 200, 12)
        hits = rng.binomial(sizes, truth)
        found = shrink_shares(hits, sizes, seed=seed, draws=1000)
        raw += float(((hits / sizes - truth) ** 2).sum())
        shrunk += float(((found.means - truth) ** 2).sum())
        inside += float(((found.lows <= truth) & (truth <= found.highs)).mean())
    assert shrunk < 0.75 * raw
    assert 0.90 < inside / 60 < 0.985


def test_equal_shares_give_no_certainty() -> None:
    found = shrink_shares([10, 10, 10], [100, 100, 100], seed=2)
    assert found.means == pytest.approx(np.full(3, 0.1), abs=1e-6)
    assert find_in_top(found.draws, 1) == pytest.approx(np.full(3, 1 / 3), abs=0.05)


@pytest.mark.parametrize(
    ("hits", "sizes"), [([0, 0], [30, 40]), ([30, 40], [30, 40]), ([0, 40], [30, 40]), ([3], [9])]
)
def test_extreme_shares_stay_inside(hits: list[int], sizes: list[int]) -> None:
    found = shrink_shares(hits, sizes, seed=2)
    assert (found.means > 0).all()
    assert (found.means < 1).all()
    assert np.isfinite(found.draws).all()


def test_few_or_equal_means() -> None:
    assert shrink_means([1.0, 2.0], [0.1, 0.2], seed=1).means.tolist() == [1.0, 2.0]
    same = shrink_means(np.full(6, 5.0), np.full(6, 0.5), seed=1)
    assert same.means == pytest.approx(np.full(6, 5.0))
    assert np.isfinite(shrink_means([1.0, 1, 1, 1], [0.0, 0, 0, 0], seed=1).draws).all()


def test_chance_of_the_top_is_calibrated() -> None:
    """Of groups said to be in the top 3 with 70 to 90 %, about 80 % are."""
    rng = np.random.default_rng(9)
    said, true = [], []
    for seed in range(150):
        truth = rng.beta(8, 32, 10)
        hits = rng.binomial(120, truth)
        chance = find_in_top(shrink_shares(hits, np.full(10, 120), seed=seed, draws=800).draws, 3)
        said += chance.tolist()
        true += (np.argsort(np.argsort(-truth)) < 3).tolist()
    middle = (np.array(said) > 0.7) & (np.array(said) < 0.9)
    assert middle.sum() > 40
    assert np.array(true)[middle].mean() == pytest.approx(0.8, abs=0.1)
    assert find_in_top(np.zeros((5, 2)), 3).tolist() == [1, 1]


def test_rank_intervals_hold_all_at_once() -> None:
    rng = np.random.default_rng(4)
    truth = np.array([0.0, 0.0, 0.4, 0.5, 1.0, 3.0])
    rank = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
    worst = (truth[None, :] >= truth[:, None]).sum(axis=1)
    right = 0
    for seed in range(200):
        found = bound_ranks(truth + rng.standard_normal(6) * 0.3, np.full(6, 0.3), seed=seed, draws=500)
        right += bool(((found.lows <= worst) & (found.highs >= rank)).all())
        assert (found.lows <= found.highs).all()
    assert right >= 182
    sure = bound_ranks(truth, np.full(6, 1e-6), seed=1)
    assert sure.lows.tolist() == [5, 5, 4, 3, 2, 1]
    assert sure.highs.tolist() == [6, 6, 4, 3, 2, 1]


def test_same_seed_same_answer() -> None:
    first, second = (shrink_shares(HITS, np.full(18, 45), seed=5).draws for _ in range(2))
    assert (first == second).all()


def test_ties_in_words() -> None:
    above = np.zeros((6, 6), bool)
    above[0, 1:] = above[1, 2:] = True
    assert find_ties(range(6), above) == [(3, 6)]
    assert say_ties([(3, 6)], 6) == ("3rd to 6th cannot be told apart.",)
    assert say_ties(find_ties(range(6), np.zeros((6, 6), bool)), 6) == ("None of the 6 can be told apart.",)
    above = np.zeros((4, 4), bool)
    above[0, 3] = True
    assert find_ties(range(4), above) == [(1, 3), (2, 4)]
    assert [name_place(n) for n in (1, 2, 3, 4, 11, 12, 21, 113)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "113th",
    ]  # fmt: skip
