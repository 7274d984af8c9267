"""RFM: recency, frequency and monetary value in five steps each, as ten named segments written in the rule language.

Cut points are the caller's own or quantiles of the buyers (type 7, linear between order statistics: Hyndman and Fan
1996). Four ascending cut points make five scores: a value below the first one scores 1, a value equal to a cut point
counts as above it. Recency is reversed: fewer days score higher, so days equal to a cut point score as the longer time.
Customers who share a value always share a score, whatever that does to the sizes.

The names and their score ranges are those of the R package rfm (Hebbali); ranges overlap, the first match wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from satsuma.model.definitions import Priority, SegmentationDefinition, VariableDefinition
from satsuma.model.errors import OptionError
from satsuma.model.kinds import Family, Kind

CUTS = 4
SCORES = CUTS + 1
QUANTILES = (0.2, 0.4, 0.6, 0.8)
DECIMALS = 6

Range = tuple[int, int]
Names = tuple[str, str, str]
NAMES: Names = ("rfm_recency", "rfm_frequency", "rfm_monetary")


@dataclass(frozen=True, slots=True)
class CutPoints:
    """Four ascending cut points each, for days since the last order, the number of orders, and revenue in whole units of
    money. Equal neighbours are allowed (few distinct values); the score between them then belongs to nobody."""

    recency_days: tuple[Decimal, ...]
    orders: tuple[Decimal, ...]
    revenue: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        for what, cuts in (
            ("recency", self.recency_days),
            ("orders", self.orders),
            ("revenue", self.revenue),
        ):
            if len(cuts) != CUTS or list(cuts) != sorted(cuts):
                raise OptionError(
                    f"The cut points for {what} must be {CUTS} ascending numbers.",
                    hint="Four cut points make the five scores.",
                )


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A named segment and its scores for R, F and M, both ends included."""

    name: str
    title: str
    recency: Range
    frequency: Range
    monetary: Range
    action: str


NAMED_SEGMENTS = (
    ScoreRule("champions", "Champions", (5, 5), (5, 5), (5, 5),
              "Reward them, show them new things first, and ask them to recommend you."),
    ScoreRule("potential-loyalists", "Potential Loyalist", (3, 5), (3, 5), (2, 5),
              "Offer a membership or a plan, and recommend what goes with their last order."),
    ScoreRule("loyal-customers", "Loyal Customers", (2, 4), (2, 4), (2, 4),
              "Suggest the better version, and ask for reviews."),
    ScoreRule("promising", "Promising", (3, 4), (1, 3), (3, 5),
              "Make the brand known, and invite them to the next order."),
    ScoreRule("new-customers", "New Customers", (4, 5), (1, 3), (1, 5),
              "Help them get started, and build the relationship early."),
    ScoreRule("cannot-lose-them", "Can't Lose Them", (1, 2), (3, 4), (4, 5),
              "Talk to them in person, and win them back before a competitor does."),
    ScoreRule("at-risk", "At Risk", (1, 2), (2, 5), (4, 5),
              "Write personally, remind them of what they liked, and offer help."),
    ScoreRule("need-attention", "Need Attention", (1, 3), (3, 5), (3, 5),
              "Make a limited offer based on what they bought before."),
    ScoreRule("about-to-sleep", "About To Sleep", (2, 3), (1, 3), (1, 4),
              "Share something useful and a popular product before they forget you."),
    ScoreRule("lost", "Lost", (1, 1), (1, 5), (1, 5),
              "Try one low-cost win-back message, then stop spending on them."),
)  # fmt: skip
"""In the order in which they are tried."""


def quantile_cut_points(
    recency_days: NDArray[np.float64],
    orders: NDArray[np.float64],
    revenue: NDArray[np.float64],
    *,
    shares: Sequence[float] = QUANTILES,
    plus_one: bool = False,
) -> CutPoints:
    """Cut points at quantiles of the buyers' values (type 7), rounded to six decimals.

    `plus_one` adds 1 to each, as the R package rfm 0.3 does, so that its published tables come out the same.
    Raises OptionError without buyers.
    """
    if not len(recency_days):
        raise OptionError("There are no buyers to take quantiles of.", hint="Give cut points of your own.")
    found = [
        tuple(
            _decimal(float(np.quantile(values, share, method="linear")) + (1 if plus_one else 0))
            for share in shares
        )
        for values in (recency_days, orders, revenue)
    ]
    return CutPoints(*found)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(round(value, DECIMALS))).normalize()


def score(
    values: NDArray[np.float64], cuts: Sequence[Decimal], *, is_reversed: bool = False
) -> NDArray[np.int64]:
    """Scores 1 to 5: one more than the cut points at or below the value; `is_reversed` for recency."""
    steps = np.searchsorted(np.array([float(cut) for cut in cuts]), values, side="right") + 1
    scores: NDArray[np.int64] = (SCORES + 1 - steps if is_reversed else steps).astype(np.int64)
    return scores


def rfm_segmentation(
    cuts: CutPoints,
    *,
    event: str = "order",
    amount: str = "amount",
    unit: str = "customer",
    names: Names = NAMES,
    segments: Sequence[ScoreRule] = NAMED_SEGMENTS,
    enabled: bool = True,
) -> tuple[dict[str, VariableDefinition], SegmentationDefinition]:
    """RFM over the buyers of an event as three variables and a segmentation whose rules are plain comparisons of them;
    the residual is "Others". Nothing else is needed to adopt it than to write both to YAML. A project that has variables
    of the same meaning passes their `names` and needs none of the three. A segment whose scores belong to nobody, because
    cut points are equal, is left out.
    """
    recency, frequency, monetary = names
    variables = {
        recency: VariableDefinition(
            value=f"days since last({event})",
            title="RFM: days since the last order",
            family=Family.VALUE,
            kind=Kind.NUMBER,
            unit=unit,
        ),
        frequency: VariableDefinition(
            value=f"count({event})", title="RFM: orders", family=Family.VALUE, kind=Kind.NUMBER, unit=unit
        ),
        monetary: VariableDefinition(
            value=f"sum({event}.{amount})", title="RFM: revenue", family=Family.VALUE, unit=unit
        ),
    }
    priorities = tuple(
        Priority(
            name=each.name, title=each.title, rule=write_score_rule(each, cuts, names), action=each.action
        )
        for each in segments
        if can_hold_anybody(each, cuts)
    )
    return variables, SegmentationDefinition(
        unit=unit,
        title="RFM",
        priorities=priorities,
        residual="others",
        residual_title="Others",
        population=f"has({event})",
        enabled=enabled,
    )


def write_score_rule(rule: ScoreRule, cuts: CutPoints, names: Names = NAMES) -> str:
    """A segment's score ranges as a rule over the three variables; `everyone` for one that takes all scores."""
    low, high = rule.recency
    turned = (SCORES + 1 - high, SCORES + 1 - low)
    parts = [
        *_parts(names[0], turned, cuts.recency_days),
        *_parts(names[1], rule.frequency, cuts.orders),
        *_parts(names[2], rule.monetary, cuts.revenue),
    ]
    return " and ".join(parts) or "everyone"


def can_hold_anybody(rule: ScoreRule, cuts: CutPoints) -> bool:
    """False where a range of scores lies between cut points that are equal."""
    low, high = rule.recency
    ranges = (
        ((SCORES + 1 - high, SCORES + 1 - low), cuts.recency_days),
        (rule.frequency, cuts.orders),
        (rule.monetary, cuts.revenue),
    )
    return all(
        first == 1 or last == SCORES or points[first - 2] < points[last - 1]
        for (first, last), points in ranges
    )


def _parts(name: str, scores: Range, cuts: Sequence[Decimal]) -> list[str]:
    """Score s and up: at least cut s - 1. Score s and down: below cut s."""
    low, high = scores
    at_least = [f"{name} >= {_write(cuts[low - 2])}"] if low > 1 else []
    below = [f"{name} < {_write(cuts[high - 1])}"] if high < SCORES else []
    return [*at_least, *below]


def _write(number: Decimal) -> str:
    return f"{number:f}"
