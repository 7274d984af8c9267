"""Corrections against the published example of Benjamini & Hochberg (1995, section 3.2) and against their definitions."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.stats.corrections import benjamini_hochberg, holm

PUBLISHED = (.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1)  # fmt: skip


def test_the_published_example_rejects_four_of_fifteen() -> None:
    adjusted = benjamini_hochberg(PUBLISHED)
    assert adjusted[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603], abs=5e-5)
    assert int((adjusted <= 0.05).sum()) == 4


def test_bonferroni_by_steps_rejects_three_of_them() -> None:
    assert int((holm(PUBLISHED) <= 0.05).sum()) == 3


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_order_does_not_matter() -> None:
    shuffled = np.random.default_rng(3).permutation(15)
    for correct in (holm, benjamini_hochberg):
        assert correct(np.array(PUBLISHED)[shuffled]) == pytest.approx(correct(PUBLISHED)[shuffled])


def test_missing_tests_do_not_count() -> None:
    for correct in (holm, benjamini_hochberg):
        adjusted = correct([0.01, np.nan, 0.02])
        assert np.isnan(adjusted[1])
        assert adjusted[[0, 2]] == pytest.approx(correct([0.01, 0.02]))


def test_shape_is_kept_and_nothing_is_a_family_too() -> None:
    assert benjamini_hochberg([[0.2, 0.1], [0.3, 0.4]]).shape == (2, 2)
    assert holm([]).shape == (0,)


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.5, 1.2])
