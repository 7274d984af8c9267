"""Comparing members with others who had ordered as often."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.project.following import compare_similar


def test_others_are_weighed_as_the_members_are_spread() -> None:
    """Members: one quarter ordered once, the rest five times; of the others half and a tenth stay away."""
    often = np.array([1] * 10 + [4] * 30 + [1] * 100 + [4] * 100)
    inside = np.arange(240) < 40
    came_back = np.zeros(240, np.bool_)
    came_back[40:90] = True  # half of those who ordered once
    came_back[140:230] = True  # nine of ten of those who ordered often
    found = compare_similar(inside, often, came_back, smallest=5)
    assert found is not None
    assert found[0] == 200
    assert found[1] == pytest.approx(0.25 * 0.5 + 0.75 * 0.1)


def test_without_others_alike_there_is_no_comparison() -> None:
    often = np.array([1] * 10 + [4] * 30)
    inside = np.arange(40) < 10
    assert compare_similar(inside, often, np.ones(40, np.bool_), smallest=5) is None
    never = np.zeros(40, np.int64)
    assert compare_similar(inside, never, np.ones(40, np.bool_), smallest=5) is None
