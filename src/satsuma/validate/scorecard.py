"""The scorecard: every criterion of a segmentation, knock-outs first, then weighted points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from satsuma.model.scorecards import MergeAdvice, Score, Scorecard, Scorecards, SegmentScore
from satsuma.stats.intervals import mean_interval
from satsuma.validate.criteria.grounds import (
    count_reached,
    judge_describable,
    judge_distinct,
    judge_reachable,
    judge_stable,
    keep_by_part,
)
from satsuma.validate.criteria.scoring import list_words
from satsuma.validate.criteria.sizes import judge_covering, judge_manageable, judge_substantial
from satsuma.validate.criteria.worth import judge_predictive, judge_serving
from satsuma.validate.evidence import Evidence
from satsuma.validate.features import Feature, list_features, score_normally
from satsuma.validate.merging import advise_merges
from satsuma.validate.separation import Separation, separate
from satsuma.validate.weights import Limits

MOST_COMPARED = 200_000
"""Customers on whom segments are compared; sizes, reach and the KPI are everybody's."""


def judge(evidence: Evidence, limits: Limits, seed: int = 1) -> Scorecard:
    """Judges one segmentation. Never raises for what the data lack: a criterion without data has no points and a sentence
    that says why, and its weight counts for nobody."""
    division = evidence.division
    separation = compare(evidence, limits, seed)
    scores = (
        judge_manageable(division, limits),
        judge_substantial(division, limits),
        judge_covering(division),
        judge_distinct(separation, division, evidence.kpi_title),
        judge_stable(evidence, limits),
        judge_describable(evidence, limits),
        judge_reachable(division, evidence.reach, limits),
        judge_predictive(evidence),
        judge_serving(evidence.aim, division, limits, evidence.named.as_of, evidence.reasons.get("serving")),
    )
    merges = advise_merges(division, separation, evidence.kpi_title)
    summed = add_up(scores)
    named = evidence.named
    return Scorecard(
        name=named.name,
        title=named.title,
        unit=named.unit,
        target=evidence.aim.name if evidence.aim else None,
        as_of=named.as_of,
        cut=named.cut,
        origin="model" if evidence.is_by_model else "rules",
        verdict=evidence.found.verdict if evidence.found else None,
        knocked_out=summed.knocked_out,
        points=summed.points,
        judged=summed.judged,
        scores=scores,
        segments=list_segments(evidence, limits),
        merges=merges,
        kpi=evidence.kpi,
        kpi_title=evidence.kpi_title,
        everyone_after=average_after(evidence, limits),
        sentence=say(scores, summed, merges),
        warnings=list_warnings(evidence),
    )


def compare(evidence: Evidence, limits: Limits, seed: int) -> Separation:
    """The segments large enough, on the variables outside the rules and on the KPI; a sample where there are very many."""
    division = evidence.division
    sizes = division.sizes()
    parts = [i for i in division.chosen() if sizes[i] >= max(2, limits.smallest_group)]
    customers = np.flatnonzero(division.codes >= 0)
    if len(customers) > MOST_COMPARED:
        drawn = np.random.default_rng(seed).choice(customers, MOST_COMPARED, replace=False)
        customers = np.sort(drawn)
    features: Iterator[Feature] = iter(())
    if len(parts) >= 2:
        others = [info for info in evidence.variables if info.name != evidence.kpi]
        features = chain(list_features(others, evidence.values, customers), read_kpi(evidence, customers))
    return separate(features, division.codes[customers], parts)


def read_kpi(evidence: Evidence, customers: NDArray[np.int64]) -> Iterator[Feature]:
    """The KPI as one more thing to compare on; it stands for no variable, since rules may use it."""
    if evidence.kpi_values is None or evidence.kpi_title is None:
        return
    numbers = evidence.kpi_values[customers]
    known = np.isfinite(numbers)
    if known.sum() > 1 and np.ptp(numbers[known]) > 0:
        yield Feature("", evidence.kpi_title, score_normally(numbers, known))


@dataclass(frozen=True, slots=True)
class Sum:
    """The verdict in numbers."""

    knocked_out: tuple[str, ...]
    points: float | None
    judged: float


def add_up(scores: Sequence[Score]) -> Sum:
    """The weighted mean over what could be judged, 0 to 100; none when anything knocks out."""
    told = [each for each in scores if each.points is not None]
    weight, every = sum(each.weight for each in told), sum(each.weight for each in scores)
    out = tuple(each.criterion for each in scores if each.knocks_out)
    points = None
    if not out and weight:
        points = round(100 * sum(each.weight * (each.points or 0.0) for each in told) / weight, 1)
    return Sum(out, points, round(weight / every, 4) if every else 0.0)


def say(scores: Sequence[Score], summed: Sum, merges: Sequence[MergeAdvice]) -> str:
    """One sentence: may it be used, where is it strong, where weak."""
    if summed.knocked_out:
        reasons = [each.sentence for each in scores if each.knocks_out]
        return "Not to be used as it is. " + " ".join(reasons)
    told = [each for each in scores if each.points is not None]
    weak = [each.title.lower() for each in told if (each.points or 0.0) < 0.5]
    head = f"{summed.points:.0f} of 100 points over {summed.judged:.0%} of the weights."
    if not weak:
        head += " No weak side among what could be judged."
    else:
        head += f" Weakest on: {list_words(weak)}."
    if merges:
        head += f" {len(merges)} {'pair' if len(merges) == 1 else 'pairs'} of segments could be one."
    return head


def list_segments(evidence: Evidence, limits: Limits) -> tuple[SegmentScore, ...]:
    """Each part; of those under the smallest group only the size is told."""
    division = evidence.division
    sizes = division.sizes()
    divided = max(1, int(sizes.sum()))
    floor = limits.smallest_of(int(sizes.sum()))
    stability = stability_by_part(evidence, limits)
    found = []
    for i, part in enumerate(division.parts):
        n = int(sizes[i])
        is_shown = n >= limits.smallest_group
        reach = {
            channel: reached
            for channel, who in evidence.reach.items()
            if (reached := count_reached(division, i, who)) == 0 or reached >= limits.smallest_group
        }
        mean, low, high = after_by_part(evidence, part.name, limits)
        found.append(
            SegmentScore(
                name=part.name,
                title=part.title,
                customers=n,
                share=n / divided,
                contactable=reach if is_shown else {},
                stability=stability[i] if is_shown else None,
                kpi_after=mean,
                kpi_after_low=low,
                kpi_after_high=high,
                action=part.action,
                too_small=not part.is_residual and n < floor,
            )
        )
    return tuple(found)


def stability_by_part(evidence: Evidence, limits: Limits) -> list[float | None]:
    division = evidence.division
    if evidence.found is not None and evidence.found.stability:
        return [evidence.found.stability.get(part.name) for part in division.parts]
    if evidence.migration is not None:
        return keep_by_part(evidence.migration, limits.smallest_group)
    return [None] * len(division.parts)


def after_by_part(
    evidence: Evidence, name: str, limits: Limits
) -> tuple[float | None, float | None, float | None]:
    """Mean of the KPI since the cut with its interval, for those who were in the part at the cut."""
    after = evidence.afterwards
    if after is None:
        return None, None, None
    numbers = [i for i, part in enumerate(after.division.parts) if part.name == name]
    x = after.values[np.isin(after.division.codes, numbers) & np.isfinite(after.values)]
    if len(x) < limits.smallest_group:
        return None, None, None
    mean = float(x.mean())
    interval = mean_interval(mean, float(x.std(ddof=1)), len(x)) if len(x) > 1 else None
    return (mean, *interval) if interval else (mean, None, None)


def average_after(evidence: Evidence, limits: Limits) -> float | None:
    after = evidence.afterwards
    if after is None:
        return None
    x = after.values[(after.division.codes >= 0) & np.isfinite(after.values)]
    return float(x.mean()) if len(x) >= limits.smallest_group else None


def list_warnings(evidence: Evidence) -> tuple[str, ...]:
    shared = evidence.division.shared
    twice = () if not shared else (f"{shared:,} customers fit several segments: the first one has them.",)
    return (*evidence.warnings, *twice)


def rank_cards(cards: Sequence[Scorecard]) -> Scorecards:
    """Side by side: the best first, those knocked out last."""
    order = sorted(cards, key=lambda card: (bool(card.knocked_out), -(card.points or 0.0), card.name))
    return Scorecards(cards=tuple(order))
