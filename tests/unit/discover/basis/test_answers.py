"""Styles of answering a survey, and weights."""

import numpy as np
import pytest

from satsuma.columns import Doubles
from satsuma.discover.basis.answers import (
    check_style,
    check_weights,
    find_batteries,
    longest_string,
    relate_style,
    report_style,
)
from satsuma.model.kinds import Kind
from tests.unit.discover.columns import flags, inform, numbers, whole, words

RNG = np.random.default_rng(5)


def survey(answers: np.ndarray) -> tuple[dict[str, Doubles], dict[str, object]]:
    values = {f"q{item}": numbers(answers[:, item]) for item in range(answers.shape[1])}
    return values, {name: inform(name) for name in values}


def test_items_on_one_scale_are_a_battery_and_counts_are_not() -> None:
    n = 200
    values = {f"q{i}": whole([1, 5, *RNG.integers(1, 6, n - 2)]) for i in range(6)}
    values |= {
        f"o{i}": words([["no", "so", "yes"][k] for k in RNG.integers(0, 3, n)], ["no", "so", "yes"])
        for i in range(5)
    }
    values |= {f"c{i}": whole([0, 6 + i, *RNG.integers(0, 4, n - 2)]) for i in range(5)}
    values |= {f"e{i}": whole([1, 5, *RNG.integers(1, 6, n - 2)]) for i in range(5)}
    infos = {name: inform(name, Kind.ORDERED if name[0] == "o" else Kind.NUMBER) for name in values}
    infos |= {f"e{i}": inform(f"e{i}", expression="count(order)") for i in range(5)}
    found = find_batteries(values, infos, list(values), np.arange(n))
    assert [(battery.names[0], len(battery.names), battery.low, battery.high) for battery in found] == [
        ("q0", 6, 1, 5),
        ("o0", 5, 1, 3),
    ]


def test_straight_extreme_and_agreeing_people_are_marked_once() -> None:
    answers = RNG.integers(1, 6, (100, 12)).astype(float)
    answers[0] = 3
    answers[1] = [1, 5] * 6
    answers[2] = [4, 5, 4] * 4
    answers[3] = np.nan
    answers[4, 4:] = np.nan
    values, infos = survey(answers)
    (battery,) = find_batteries(values, infos, list(values), np.arange(100))
    style = check_style(battery, values, np.arange(100))
    assert np.flatnonzero(style.straight).tolist() == [0]
    assert 1 in np.flatnonzero(style.extreme)
    assert 2 in np.flatnonzero(style.agreeing)
    assert not style.answered[[3, 4]].any()
    assert not (style.straight & style.extreme).any()
    notes, _ = report_style(style, ipsatised=False)
    assert "of 98 people 1 gave the same answer" in notes[0]


def test_the_longest_string_passes_over_missing_answers() -> None:
    answers = np.array([[1, 1, np.nan, 1, 2], [1, 2, 1, 2, 1], [np.nan] * 5])
    assert longest_string(answers).tolist() == [3, 1, 0]


def test_a_style_that_rules_is_warned_of_unless_ipsatised() -> None:
    person = RNG.normal(size=(500, 1))
    answers = np.clip(np.rint(3 + person + RNG.normal(0, 0.7, (500, 8))), 1, 5)
    values, infos = survey(answers)
    (battery,) = find_batteries(values, infos, list(values), np.arange(500))
    style = check_style(battery, values, np.arange(500))
    assert style.style is not None
    assert style.style > 0.95
    assert any("ipsatise: true" in warning for warning in report_style(style, ipsatised=False)[1])
    assert not any("ipsatise: true" in warning for warning in report_style(style, ipsatised=True)[1])


def test_content_in_both_directions_is_no_style() -> None:
    person = RNG.normal(size=(800, 1)) * np.array([1, 1, 1, 1, -1, -1, -1, -1])
    strength, share = relate_style(np.clip(np.rint(3 + person + RNG.normal(0, 0.5, (800, 8))), 1, 5))
    assert strength is not None
    assert share is not None
    assert strength < 0.3
    assert share > 0.5
    assert relate_style(np.ones((50, 6))) == (None, None)


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ([1, 2, np.nan], "1 have none"),
        ([1, np.inf, -np.inf], "2 have an infinite one"),
        ([1, 0, -3], "2 have one of 0 or less"),
    ],
)
def test_weights_that_are_none_are_refused(weights: list[float], sentence: str) -> None:
    _, wrong, notes = check_weights(numbers(weights), np.arange(3))
    assert sentence in wrong[0]
    assert not notes


def test_weights_say_what_they_cost() -> None:
    found, wrong, notes = check_weights(numbers([1, 1, 2]), np.arange(3))
    assert found.tolist() == [1, 1, 2]
    assert not wrong
    assert notes == ["Weighted, the 3 customers tell as much as 3 unweighted ones."]
    assert check_weights(flags([1, 0]), np.arange(2))[1] == ["weights must be numbers."]
