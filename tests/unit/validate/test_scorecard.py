"""The card as a whole: points, knock-outs, merges, what cannot be judged, and bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsuma.model.aims import Benchmark, TargetDefinition
from satsuma.model.scorecards import Score, Scorecard
from satsuma.validate.criteria.scoring import show_share
from satsuma.validate.division import Part, divide
from satsuma.validate.evidence import Afterwards, Aim, Found, Migration
from satsuma.validate.scorecard import judge, rank_cards
from satsuma.validate.weights import WEIGHTS, Limits
from tests.unit.validate.cards import inform, make_division, make_evidence, make_parts, make_values

LIMITS = Limits()


def pick(card: Scorecard, criterion: str) -> Score:
    return next(score for score in card.scores if score.criterion == criterion)


def test_weights_add_up_to_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100


def test_a_good_segmentation() -> None:
    card = judge(make_evidence(), LIMITS)
    assert card.knocked_out == ()
    assert card.judged == 0.9
    assert pick(card, "serving").points is None
    assert pick(card, "covering").points == pytest.approx(0.9)
    assert pick(card, "reachable").points == pytest.approx(0.9)
    assert pick(card, "distinct").figure == "6 of 6 pairs"
    assert pick(card, "predictive").points == 1
    told = [score for score in card.scores if score.points is not None]
    expected = sum(score.weight * (score.points or 0) for score in told) / 90 * 100
    assert card.points == pytest.approx(expected, abs=0.05)
    assert [segment.customers for segment in card.segments] == [300, 250, 200, 150, 100]
    assert card.segments[0].kpi_after == pytest.approx(100, abs=3)
    assert card.segments[0].stability == 1
    assert card.merges == ()


def test_the_card_is_the_same_each_time() -> None:
    assert judge(make_evidence(), LIMITS) == judge(make_evidence(), LIMITS)


def test_a_variable_that_is_not_allowed_separates_nobody() -> None:
    evidence = make_evidence(kpi_values=None)
    values = make_values(evidence.division)
    card = judge(replace(evidence, values={"secret": values["secret"]}), LIMITS)
    assert pick(card, "distinct").points is None


def test_segments_alike_are_knocked_out_and_advised_to_merge() -> None:
    division = make_division()
    values = {"noise": make_values(division)["noise"]}
    card = judge(make_evidence(values=values, kpi_values=None), LIMITS)
    assert card.knocked_out == ("distinct",)
    assert card.points is None
    assert len(card.merges) == 6
    assert "Nothing clearly sets them apart" in card.merges[0].reason


def test_the_same_play_is_advised_to_merge_and_nothing_else() -> None:
    parts = make_parts(("Call them.", "Write to them.", " call  THEM", None))
    card = judge(make_evidence(make_division(parts=parts)), LIMITS)
    assert [(advice.first, advice.second) for advice in card.merges] == [("a", "c")]
    assert card.merges[0].reason == "The same is done with both."


@pytest.mark.parametrize(
    ("sizes", "criterion", "words"),
    [
        ((300, 250, 200, 4, 100), "substantial", "D has fewer than 30 customers"),
        ((300, 250, 200, 0, 100), "substantial", "D has nobody in it"),
        ((0, 0, 0, 0, 100), "covering", "0%"),
        ((0, 0, 0, 0, 0), "substantial", "Nobody is divided"),
    ],
)
def test_sizes_that_knock_out(sizes: tuple[int, ...], criterion: str, words: str) -> None:
    card = judge(make_evidence(make_division(sizes)), LIMITS)
    assert criterion in card.knocked_out
    assert words in pick(card, criterion).sentence
    assert card.sentence.startswith("Not to be used as it is.")


@pytest.mark.parametrize(
    ("chosen", "out"), [(0, True), (1, True), (2, True), (3, False), (8, False), (9, True)]
)
def test_four_to_eight_are_manageable(chosen: int, out: bool) -> None:
    """Everyone else counts as a group where that helps."""
    parts = tuple(Part(f"s{i}", f"S{i}") for i in range(chosen))
    division = make_division((100,) * (chosen + 1), (*parts, Part("rest", "Everyone else", is_residual=True)))
    score = pick(judge(make_evidence(division), LIMITS), "manageable")
    assert score.knocks_out is out


def test_a_small_population_needs_smaller_segments() -> None:
    assert LIMITS.smallest_of(100_000) == 30
    assert LIMITS.smallest_of(400) == 20
    assert LIMITS.smallest_of(40) == 5


def test_a_segment_that_nobody_can_reach_knocks_out() -> None:
    evidence = make_evidence()
    reach = evidence.reach["email"] & (evidence.division.codes != 1)
    card = judge(replace(evidence, reach={"email": reach}), LIMITS)
    assert card.knocked_out == ("reachable",)
    assert "Nobody in B" in pick(card, "reachable").sentence


def test_groups_too_small_show_no_reach_and_no_kpi() -> None:
    card = judge(make_evidence(make_division((300, 250, 200, 4, 100))), LIMITS)
    small = card.segments[3]
    assert (small.contactable, small.stability, small.kpi_after) == ({}, None, None)
    assert small.too_small


def test_movement_counts_beyond_chance() -> None:
    evidence = make_evidence()
    n = evidence.division.sizes()
    chance = np.outer(n, n) // n.sum()
    card = judge(replace(evidence, migration=Migration(chance)), LIMITS)
    assert pick(card, "stable").points == pytest.approx(0, abs=0.01)
    still = judge(evidence, LIMITS)
    assert pick(still, "stable").points == 1


def test_a_model_is_judged_by_its_study() -> None:
    found = Found("reproducible", {"a": 0.9, "b": 0.85, "c": 0.7, "d": 0.55}, 0.7)
    card = judge(make_evidence(is_by_model=True, found=found), LIMITS)
    assert card.origin == "model"
    assert card.verdict == "reproducible"
    assert card.knocked_out == ("stable",)
    assert card.segments[3].stability == 0.55
    assert pick(card, "describable").points == pytest.approx(0.8 * 0.2 / 0.3, abs=1e-3)
    assert "use the model itself" in pick(card, "describable").sentence


def test_segments_that_foretell_nothing() -> None:
    evidence = make_evidence()
    luck = np.random.default_rng(9).exponential(size=1000)
    card = judge(replace(evidence, afterwards=Afterwards(evidence.division, luck, True)), LIMITS)
    score = pick(card, "predictive")
    assert score.points is not None
    assert score.points < 0.1
    assert "next to nothing about Money spent since then" in score.sentence
    flat = replace(evidence, afterwards=Afterwards(evidence.division, np.ones(1000), True))
    assert pick(judge(flat, LIMITS), "predictive").points is None


def aim(measure: str = "average", **more: object) -> Aim:
    definition = TargetDefinition.model_validate(
        {"problem": "Flat", "kpi": "spent", "measure": measure, **more}
    )
    values = np.repeat([100.0, 10.0, 10.0, 10.0, 10.0], [300, 250, 200, 150, 100])
    return Aim("grow", definition, "Money spent", values)


def test_a_target_is_served_where_its_kpi_sits_in_few_segments() -> None:
    mark = Benchmark(value=50, source="Trade press", date="2024-01-01")
    card = judge(make_evidence(aim=aim(goal=60, by="2024-05-01", benchmark=mark)), LIMITS)
    score = pick(card, "serving")
    assert card.target == "grow"
    assert score.points == 1
    assert "A are 30% of customers and 81% of Money spent." in score.sentence
    assert "Now 37.00, goal 60.00 by 2024-05-01." in score.sentence
    assert (
        "below the benchmark of 50.00 (Trade press, 2024-01-01); short of it: B, C and D." in score.sentence
    )
    assert "has passed" in score.sentence


def test_a_target_whose_kpi_is_spread_evenly_is_not_served() -> None:
    even = replace(aim(), values=np.full(1000, 3.0))
    score = pick(judge(make_evidence(aim=even), LIMITS), "serving")
    assert score.points == 0
    assert "no lever" in score.sentence
    nothing = replace(aim(), values=None)
    assert pick(judge(make_evidence(aim=nothing), LIMITS), "serving").points is None


def test_the_first_of_several_claims_has_the_customer() -> None:
    a, b = np.array([True, True, False, False]), np.array([False, True, True, False])
    parts = (Part("a", "A"), Part("b", "B"), Part("rest", "Everyone else", is_residual=True))
    inside = np.array([True, True, True, True])
    division = divide(parts, [a, b], inside, 4)
    assert division.codes.tolist() == [0, 0, 1, 2]
    assert division.shared == 1
    division = divide(parts, [a, b], np.array([False, True, True, False]), 4)
    assert division.codes.tolist() == [-1, 0, 1, -1]


def test_claims_on_the_same_customers_are_said() -> None:
    division = replace(make_division(), shared=12)
    assert "12 customers fit several segments" in judge(make_evidence(division), LIMITS).warnings[0]


def test_the_best_come_first_and_those_knocked_out_last() -> None:
    good = judge(make_evidence(), LIMITS)
    cards = [
        good.model_copy(update={"name": "out", "knocked_out": ("distinct",), "points": None}),
        good.model_copy(update={"name": "middling", "points": 50.0}),
        good,
    ]
    assert [card.name for card in rank_cards(cards).cards] == ["plan", "middling", "out"]


def test_odd_columns_are_no_obstacle() -> None:
    """Constant, all missing, infinite and text-like columns say nothing and break nothing."""
    from satsuma.columns import Codes, Doubles

    n = 1000
    infinite = np.full(n, np.inf)
    infinite[:500] = 1.0
    values = {
        "constant": Doubles(np.ones(n)),
        "missing": Doubles(np.full(n, np.nan)),
        "infinite": Doubles(infinite),
        "levels": Codes(np.arange(n, dtype=np.int32), tuple(map(str, range(n)))),
        "ten_thousand": Codes(np.arange(n, dtype=np.int32), tuple(map(str, range(10_000)))),
    }
    card = judge(
        make_evidence(values=values, variables=[inform(name) for name in values], kpi_values=None), LIMITS
    )
    assert pick(card, "distinct").points is None


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"),
        (0.0004, "0.1%"),
        (0.051, "5.1%"),
        (0.5, "50%"),
        (0.9985, "99.9%"),
        (0.9999, "99.9%"),
        (1, "100%"),
    ],
)
def test_shares_never_hide_somebody(share: float, shown: str) -> None:
    assert show_share(share) == shown
