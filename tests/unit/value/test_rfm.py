"""Scores, cut points and the rules written from them."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from satsuma.language.read import read_condition
from satsuma.language.write import write_condition
from satsuma.model.errors import OptionError
from satsuma.value.rfm import NAMED_SEGMENTS, CutPoints, quantile_cut_points, rfm_segmentation, score

CUTS = CutPoints(
    recency_days=tuple(map(Decimal, (30, 60, 90, 180))),
    orders=tuple(map(Decimal, (2, 3, 5, 8))),
    revenue=tuple(map(Decimal, ("50", "100.5", "200", "400"))),
)


def test_a_value_equal_to_a_cut_point_scores_upwards() -> None:
    assert score(np.array([1.0, 2, 3, 4, 5, 8, 9]), CUTS.orders).tolist() == [1, 2, 3, 3, 4, 5, 5]


def test_recency_is_reversed() -> None:
    days = np.array([0.0, 29, 30, 89, 90, 180, 999])
    assert score(days, CUTS.recency_days, is_reversed=True).tolist() == [5, 5, 4, 3, 2, 1, 1]


def test_rules_agree_with_scores_at_every_edge() -> None:
    """Each rule, read as comparisons, holds exactly where the scores lie in its ranges."""
    _, segmentation = rfm_segmentation(CUTS)
    sides = [
        sorted({float(cut) + step for cut in cuts for step in (-1, 0, 1)})
        for cuts in (CUTS.recency_days, CUTS.orders, CUTS.revenue)
    ]
    for values in product(*sides):
        facts = dict(zip(("rfm_recency", "rfm_frequency", "rfm_monetary"), values, strict=True))
        r, f, m = (
            int(score(np.array([value]), cuts, is_reversed=turned)[0])
            for value, cuts, turned in zip(
                values, (CUTS.recency_days, CUTS.orders, CUTS.revenue), (True, False, False), strict=True
            )
        )
        for named, part in zip(NAMED_SEGMENTS, segmentation.priorities, strict=True):
            expected = all(
                low <= got <= high
                for got, (low, high) in zip(
                    (r, f, m), (named.recency, named.frequency, named.monetary), strict=True
                )
            )
            assert _holds(part.rule or "", facts) is expected, (part.rule, facts)


def _holds(rule: str, facts: dict[str, float]) -> bool:
    signs = {"<": lambda a, b: a < b, ">=": lambda a, b: a >= b}
    return all(
        bool(signs[sign](facts[name], float(cut)))
        for name, sign, cut in (part.split() for part in rule.split(" and "))
    )


def test_the_definition_is_all_text_of_the_language() -> None:
    variables, segmentation = rfm_segmentation(CUTS, event="purchase", amount="price")
    assert variables["rfm_monetary"].value == "sum(purchase.price)"
    assert segmentation.population == "has(purchase)"
    assert segmentation.priorities[0].rule == (
        "rfm_recency < 30 and rfm_frequency >= 8 and rfm_monetary >= 400"
    )
    assert len(segmentation.priorities) == 10
    for part in segmentation.priorities:
        assert write_condition(read_condition(part.rule or "")) == part.rule


def test_quantiles_are_of_type_7() -> None:
    """At 1 + 0.2 · (n - 1): for 1..6 the quintiles are 2, 3, 4, 5."""
    values = np.arange(1.0, 7.0)
    cuts = quantile_cut_points(values, values, values)
    assert cuts.orders == (2, 3, 4, 5)
    assert quantile_cut_points(values, values, values, plus_one=True).orders == (3, 4, 5, 6)


def test_ties_share_a_score() -> None:
    """Half of the buyers ordered once: they all have the same frequency score."""
    orders = np.array([1.0] * 50 + [2.0] * 30 + [9.0] * 20)
    cuts = quantile_cut_points(orders, orders, orders)
    assert len(set(score(orders, cuts.orders)[:50])) == 1


@pytest.mark.parametrize("wrong", [(1, 2, 3), (4, 3, 2, 1), ()])
def test_cut_points_must_be_four_and_ascending(wrong: tuple[int, ...]) -> None:
    with pytest.raises(OptionError, match="4 ascending numbers"):
        CutPoints(CUTS.recency_days, tuple(map(Decimal, wrong)), CUTS.revenue)


def test_nobody_bought() -> None:
    nothing = np.array([], dtype=np.float64)
    with pytest.raises(OptionError, match="no buyers"):
        quantile_cut_points(nothing, nothing, nothing)


def test_a_project_s_own_variables_can_be_used() -> None:
    _, segmentation = rfm_segmentation(
        CUTS, names=("days_since_order", "orders_ever", "net_revenue_ever"), enabled=False
    )
    assert segmentation.priorities[-1].rule == "days_since_order >= 180"
    assert not segmentation.enabled


def test_equal_cut_points_leave_out_what_nobody_can_be_in() -> None:
    few = CutPoints(CUTS.recency_days, tuple(map(Decimal, (2, 2, 2, 2))), CUTS.revenue)
    _, segmentation = rfm_segmentation(few)
    names = [part.name for part in segmentation.priorities]
    assert "loyal-customers" not in names
    assert "cannot-lose-them" not in names
    assert "champions" in names
    assert not [
        part.rule for part in segmentation.priorities if ">= 2 and rfm_frequency < 2" in (part.rule or "")
    ]
