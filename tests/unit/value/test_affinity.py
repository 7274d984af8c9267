"""What goes with what, given how broad a taste is."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.value.affinity import Basket, compare_pair, find_favourites, find_next, tell_share_apart
from satsuma.value.comparing import Words

WORDS = Words("bought", "Bought {}", "customers", "has {}")
NAMES = ("soil", "seeds", "tools", "gifts")


def draw(together: float, customers: int = 4_000) -> Basket:
    """Some buy much of everything, some little; seeds go with soil only as `together` says."""
    rng = np.random.default_rng(2)
    appetite = rng.uniform(0.15, 0.85, customers)
    has = rng.uniform(size=(customers, 4)) < appetite[:, None]
    has[:, 1] |= has[:, 0] & (rng.uniform(size=customers) < together)
    return Basket(NAMES, has, has.any(axis=1), lambda level, who: None)


def test_a_broad_taste_makes_no_pair() -> None:
    """Crude odds say that everything goes with everything; with as broad a taste nothing does."""
    basket = draw(0.0)
    a, c = basket.has[:, 0], basket.has[:, 2]
    crude = (a & c).sum() * (~a & ~c).sum() / ((a & ~c).sum() * (~a & c).sum())
    assert crude > 1.5
    members = np.arange(4_000) < 2_000
    favourites = find_favourites(basket, members, WORDS, 5)
    steps, looked_at = find_next(basket, members, favourites, 5, "{a} {c}")
    assert looked_at == 9
    assert steps == ()


def test_what_goes_together_is_found() -> None:
    basket = draw(0.5)
    members = np.arange(4_000) < 2_000
    steps, _ = find_next(basket, members, find_favourites(basket, members, WORDS, 5), 5, "{a} then {c}")
    best = steps[0]
    assert {best.having, best.level} == {"soil", "seeds"}
    assert best.odds_low > 1.5
    assert best.share_with > best.share_like
    assert best.query == f"{best.having} then {best.level}"
    place = {name: i for i, name in enumerate(NAMES)}
    lacking = basket.has[:, place[best.having]] & ~basket.has[:, place[best.level]] & members
    assert best.open_members == lacking.sum()


def test_shares_are_standardised_over_those_who_have_the_first() -> None:
    has = np.zeros((6, 3), np.bool_)
    has[:, :] = [[1, 1, 0], [1, 0, 0], [0, 1, 0], [1, 1, 1], [0, 0, 1], [0, 1, 1]]
    found = compare_pair(has, np.asarray(has.any(axis=1)), 0, 1)
    # Without further levels 1 of 2 with the first, 1 of 1 without; with one further level 1 of 1, and 1 of 2.
    assert found.share_with == pytest.approx(2 / 3)
    assert found.share_like == pytest.approx((2 * 1 + 1 * 0.5) / 3)
    assert found.n == 3


def test_the_test_of_shares_has_two_sides() -> None:
    assert tell_share_apart(30, 100, 300, 1_100) == pytest.approx(0.52, abs=0.01)
    assert tell_share_apart(60, 100, 300, 1_100) < 1e-6
    assert tell_share_apart(5, 100, 300, 1_100) < 1e-6
    assert np.isnan(tell_share_apart(0, 0, 300, 1_100))
