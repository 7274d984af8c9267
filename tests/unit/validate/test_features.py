"""What segments are compared on."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.validate.features import list_features, read_numbers, score_normally
from tests.unit.validate.cards import inform

EVERYONE = np.arange(6)


def test_numbers_of_each_kind_of_column() -> None:
    lowest = np.iinfo(np.int64).min
    columns: list[tuple[Column, list[float]]] = [
        (Scaled(np.array([150, lowest]), 2), [1.5, np.nan]),
        (Doubles(np.array([1.5, np.nan])), [1.5, np.nan]),
        (Flags(np.array([1, -1], np.int8)), [1.0, np.nan]),
        (Moments(np.array([60, lowest])), [60.0, np.nan]),
        (Codes(np.array([0, -1], np.int32), ("a",)), [np.nan, np.nan]),
    ]
    for column, expected in columns:
        np.testing.assert_array_equal(read_numbers(column), expected)


def test_normal_scores_keep_the_order_and_share_ties() -> None:
    values = np.array([10.0, np.nan, 1e9, 10.0, -5.0])
    found = score_normally(values, np.isfinite(values))
    assert np.isnan(found[1])
    assert found[0] == found[3]
    assert found[4] < found[0] < found[2]
    assert found[2] == pytest.approx(NormalDist().inv_cdf(0.8), abs=1e-3)


def test_levels_become_yes_or_no_and_missing_stays_missing() -> None:
    values: dict[str, Column] = {
        "colour": Codes(np.array([0, 0, 1, 1, 1, -1], np.int32), ("red", "blue")),
        "likes": Sets(
            np.array([0, 2, 3, 3, 4, 5, 6]), np.array([0, 1, 0, 1, 1, 1], np.int32), ("tea", "jam")
        ),
    }
    infos = [inform("colour", kind=Kind.CATEGORY), inform("likes", kind=Kind.SET)]
    found = {feature.title: feature.values.tolist() for feature in list_features(infos, values, EVERYONE)}
    assert found["Colour: red"][:5] == [1, 1, 0, 0, 0]
    assert np.isnan(found["Colour: red"][5])
    assert found["Likes: tea"][0:2] == [1, 1]
    assert np.isnan(found["Likes: tea"][2])
    assert found["Likes: jam"][3:] == [1, 1, 1]


@pytest.mark.parametrize(
    "more",
    [
        {"sensitivity": Sensitivity.PERSONAL},
        {"allowed": False},
        {"kind": Kind.TEXT},
        {"kind": Kind.IDENTIFIER},
    ],
)
def test_what_may_not_be_shown_is_not_compared(more: dict[str, object]) -> None:
    values: dict[str, Column] = {"age": Doubles(np.arange(6.0))}
    assert list(list_features([inform("age", **more)], values, EVERYONE)) == []


def test_what_does_not_vary_or_is_a_label_is_not_compared() -> None:
    values: dict[str, Column] = {
        "one": Doubles(np.ones(6)),
        "none": Doubles(np.full(6, np.nan)),
        "label": Codes(np.arange(6, dtype=np.int32), tuple(map(str, range(2_000)))),
    }
    assert list(list_features([inform(name) for name in values], values, EVERYONE)) == []
