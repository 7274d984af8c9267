"""Knock-outs, scores and ties, on rows made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from satsuma.discover.study.judging import decide_otherwise, lie_on_a_line, splits_groups
from satsuma.discover.study.options import StudyOptions
from satsuma.discover.study.ranking import rank
from satsuma.discover.study.wording import describe_recommendation, note_sample, warn_of_starts
from satsuma.model.discoveries import StudyRow
from satsuma.model.studies import Thresholds

OPTIONS = StudyOptions(most=6, manageable=(3, 5))


def make_row(k: int, **changes: Any) -> StudyRow:
    row = StudyRow(
        algorithm="k-means",
        k=k,
        starts=100,
        at_optimum=0.5,
        stability_median=0.9,
        stability_quartiles=(0.85, 0.95),
        segment_stability=(0.9,) * k,
        sizes=(100,) * k,
    )
    return row.model_copy(update=changes)


def test_each_knock_out_is_a_sentence() -> None:
    rows = [
        make_row(2),
        make_row(3, sizes=(100, 100, 29)),
        make_row(4, segment_stability=(0.9, 0.9, 0.9, 0.5)),
        make_row(5),
    ]
    found = rank(rows, [0.5] * 4, OPTIONS)
    outside, small, unstable, none = found.knocked_out
    assert outside == ("2 segments are outside the 3 to 5 that a team can manage.",)
    assert small == ("Its smallest segment has 29 customers, fewer than the 30 needed.",)
    assert "does not come back" in unstable[0]
    assert none == ()
    assert found.manageable == (3,)
    assert set(found.sound) == {0, 3}


def test_five_per_cent_knocks_out_in_large_data() -> None:
    row = make_row(3, sizes=(9_000, 9_000, 900))
    assert "fewer than the 945 needed" in rank([row], [0.5], OPTIONS).knocked_out[0][0]
    loose = replace(OPTIONS, thresholds=Thresholds(smallest_share=0.0))
    assert rank([row], [0.5], loose).knocked_out[0] == ()


def test_the_score_is_the_documented_sum() -> None:
    whole = make_row(4, fidelity=0.8, separability=0.5)
    found = rank([whole, make_row(6, stability_median=0.2)], [0.5, 1.0], OPTIONS)
    assert found.scores[0] == pytest.approx(0.3 * 0.9 + 0.2 * 0.5 + 0.2 * 0.8 + 0.2 * 0.5 + 0.1 * 0.5)
    bare = rank([make_row(4)], [1.0], OPTIONS)
    assert bare.scores[0] == pytest.approx((0.3 * 0.9 + 0.2 + 0.1 * 0.5) / 0.6)


def test_ties_go_to_fewer_segments_unless_bic_or_a_peaked_gap_says_otherwise() -> None:
    growing = [make_row(3, gap=0.5), make_row(4, gap=0.6, stability_median=0.95), make_row(5, gap=0.7)]
    assert rank(growing, [0.5, 0.5, 0.45], OPTIONS).manageable[0] == 0
    peaked = [make_row(3, gap=0.5), make_row(4, gap=0.8, gap_error=0.1), make_row(5, gap=0.7)]
    assert rank(peaked, [0.5, 0.5, 0.4], OPTIONS).manageable[0] == 1
    close = [make_row(3, gap=0.75), make_row(4, gap=0.8, gap_error=0.1), make_row(5, gap=0.7)]
    assert rank(close, [0.5, 0.5, 0.4], OPTIONS).manageable[0] == 0
    mixtures = [make_row(3, bic=900.0, gap=0.9), make_row(4, bic=880.0, gap=0.8)]
    found = rank(mixtures, [0.5, 0.5], OPTIONS)
    assert found.manageable[0] == 1
    assert found.ties(1, found.manageable) == (0,)


@pytest.mark.parametrize(
    ("changes", "one_group", "verdict"),
    [
        ({}, False, "reproducible"),
        ({"segment_stability": (0.9, 0.65)}, True, "reproducible"),
        ({"segment_stability": (0.9, 0.5)}, True, "constructive"),
        ({"stability_median": 0.7}, True, "constructive"),
        ({"stability_median": 0.5}, False, "constructive"),
        ({"stability_median": 0.5}, True, "no segmentation"),
        ({"stability_median": 0.5, "separability": 0.0}, True, "no segmentation"),
        ({"stability_median": 0.5, "separability": 0.1}, True, "constructive"),
    ],
)
def test_the_verdict_without_natural_groups(changes: dict[str, Any], one_group: bool, verdict: str) -> None:
    assert decide_otherwise(make_row(2, **changes), one_group, False, OPTIONS) == verdict


@pytest.mark.parametrize(
    ("separability", "verdict"), [(0.0, "no segmentation"), (None, "no segmentation"), (0.2, "constructive")]
)
def test_slices_of_one_dimension_are_no_groups(separability: float | None, verdict: str) -> None:
    assert decide_otherwise(make_row(2, separability=separability), False, True, OPTIONS) == verdict


def test_two_segments_and_steps_lie_on_a_line() -> None:
    rng = np.random.default_rng(4)
    square = rng.normal(size=(400, 3))
    halves = (square[:, 0] > 0).astype(np.int16)
    assert lie_on_a_line(square, halves)
    quarters = halves * 2 + (square[:, 1] > 0)
    assert not lie_on_a_line(square, quarters.astype(np.int16))
    steps = np.digitize(square[:, 0], [-0.7, 0, 0.7]).astype(np.int16)
    assert lie_on_a_line(square, steps)


def test_parts_of_fewer_groups() -> None:
    row = make_row(4, gap=0.5)
    assert splits_groups(row, [make_row(2, gap=0.7, gap_error=0.1)])
    assert not splits_groups(row, [make_row(2, gap=0.55, gap_error=0.1)])
    assert splits_groups(make_row(4, bic=10.0), [make_row(2, bic=9.0)])
    assert not splits_groups(row, [])


def test_recommendations_name_the_runner_up_or_say_why_none() -> None:
    rows = [make_row(4), make_row(5), make_row(6, knocked_out=("Too small.",))]
    said = describe_recommendation(rows, 0, 0, "reproducible", 1)
    assert said == "4 segments by k-means is recommended. Runner-up: 5 segments by k-means."
    said = describe_recommendation(rows, None, 2, "constructive", None)
    assert "Nothing can be recommended without reserve" in said
    assert said.endswith("Too small.")
    assert "Nothing is recommended" in describe_recommendation(rows, 0, 0, "no segmentation", None)
    assert "on weaker evidence" in describe_recommendation(rows, 0, 2, "natural", None)


def test_few_starts_at_the_optimum_are_warned_of() -> None:
    assert warn_of_starts([make_row(4)], 0) == ()
    (warning,) = warn_of_starts([make_row(4, at_optimum=0.03)], 0)
    assert warning.startswith("Only 3% of 100 starts reached the best solution")


def test_a_sample_says_whether_it_is_large_enough() -> None:
    assert note_sample(100, 100, None) == ()
    assert "large enough" in note_sample(100, 1_000, 0.95)[0]
    assert "a larger sample may place customers elsewhere" in note_sample(100, 1_000, 0.7)[0]
