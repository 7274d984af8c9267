"""Results of `scorecard`."""

from __future__ import annotations

from typing import Literal

from satsuma.model.results import Result

Criterion = Literal[
    "manageable",
    "substantial",
    "covering",
    "distinct",
    "stable",
    "describable",
    "reachable",
    "predictive",
    "serving",
]


class Score(Result):
    """One criterion. `points` run from 0 to 1; None where the data cannot tell, and the weight then counts for nobody."""

    criterion: Criterion
    title: str
    points: float | None
    weight: float
    knocks_out: bool = False
    figure: str
    """The number behind it, in words."""
    sentence: str


class SegmentScore(Result):
    """One segment of a segmentation."""

    name: str
    title: str
    customers: int
    share: float
    contactable: dict[str, int] = {}
    stability: float | None = None
    kpi_after: float | None = None
    kpi_after_low: float | None = None
    kpi_after_high: float | None = None
    action: str | None = None
    too_small: bool = False


class MergeAdvice(Result):
    """Two segments that would be treated alike."""

    first: str
    second: str
    reason: str


class Scorecard(Result):
    """One segmentation judged: knock-outs first, then weighted points."""

    name: str
    title: str
    unit: str
    target: str | None
    as_of: str
    cut: str | None = None
    origin: Literal["rules", "model"]
    verdict: str | None = None
    knocked_out: tuple[str, ...]
    points: float | None
    """Weighted mean over the criteria that could be judged, 0 to 100; None when knocked out."""
    judged: float
    """Share of the weights that could be judged."""
    scores: tuple[Score, ...]
    segments: tuple[SegmentScore, ...]
    merges: tuple[MergeAdvice, ...] = ()
    kpi: str | None = None
    kpi_title: str | None = None
    everyone_after: float | None = None
    sentence: str
    warnings: tuple[str, ...] = ()


class Scorecards(Result):
    """Segmentations side by side, the best first, those knocked out last."""

    cards: tuple[Scorecard, ...]
