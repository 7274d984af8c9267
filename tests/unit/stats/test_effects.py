"""Effect sizes: signs, scale, and what has none."""

from __future__ import annotations

import math

import pytest

from satsuma.stats.effects import cohen_d, cohen_h, lift


def test_cohen_d_is_the_difference_in_pooled_deviations() -> None:
    assert cohen_d(12.0, 2.0, 10, 10.0, 2.0, 10) == pytest.approx(1.0)
    assert cohen_d(10.0, 2.0, 10, 12.0, 2.0, 10) == pytest.approx(-1.0)


def test_cohen_d_needs_variation_and_two_members_a_group() -> None:
    assert cohen_d(1.0, 0.0, 5, 2.0, 0.0, 5) is None
    assert cohen_d(1.0, 1.0, 1, 2.0, 1.0, 5) is None


def test_cohen_h_of_certainty_and_impossibility_is_pi() -> None:
    assert cohen_h(1.0, 0.0) == pytest.approx(math.pi)
    assert cohen_h(0.5, 0.5) == 0.0


@pytest.mark.parametrize(
    ("here", "everyone", "expected"), [(2.0, 1.0, 2.0), (0.0, 1.0, 0.0), (1.0, 0.0, None), (-1.0, 2.0, None)]
)
def test_lift(here: float, everyone: float, expected: float | None) -> None:
    assert lift(here, everyone) == expected
