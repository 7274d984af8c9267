"""Predictive and serving: whether it matters to the business who is in which segment."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from satsuma.model.scorecards import Score
from satsuma.stats.variation import Variation, average_ranks, concentration, variation_between
from satsuma.validate.criteria.scoring import cannot_tell, list_words, score, show_amount, show_share
from satsuma.validate.division import Division
from satsuma.validate.evidence import Aim, Evidence
from satsuma.validate.weights import FULL_CONCENTRATION, LARGE_VARIATION, NOTICEABLE_VARIATION, Limits

Numbers = NDArray[np.float64]


def judge_predictive(evidence: Evidence) -> Score:
    """How much of the KPI's variation since the cut lies between segments as of the cut."""
    after = evidence.afterwards
    if after is None:
        reason = evidence.reasons.get("predictive", "There is no KPI to look at afterwards.")
        return cannot_tell("predictive", reason)
    codes = after.division.codes
    known = np.isfinite(after.values) & (codes >= 0)
    ranks = np.full(len(codes), np.nan)
    if known.any():
        ranks[known] = average_ranks(after.values[known])
    found = variation_between(ranks, codes)
    if found is None:
        reason = f"{evidence.kpi_title} does not differ between customers since {evidence.named.cut}."
        if after.division.sizes().astype(bool).sum() < 2:
            reason = f"On {evidence.named.cut} everybody was in one segment."
        return cannot_tell("predictive", reason)
    return score(
        "predictive",
        found.value / LARGE_VARIATION,
        f"{show_share(found.value)} explained",
        say_foretold(found, evidence),
    )


def say_foretold(found: Variation, evidence: Evidence) -> str:
    kpi = name_since(evidence)
    interval = (
        f"{show_share(found.value)} ({show_share(found.low)} to {show_share(found.high)}; n = {found.n:,})"
    )
    if found.low <= 0 or found.value < NOTICEABLE_VARIATION:
        return (
            f"Knowing the segment on {evidence.named.cut} tells next to nothing about {kpi}: "
            f"{interval} of its variation."
        )
    strength = "much" if found.value >= LARGE_VARIATION else "something"
    return (
        f"The segment on {evidence.named.cut} tells {strength} about {kpi}: {interval} of its "
        "variation in rank."
    )


def name_since(evidence: Evidence) -> str:
    """The KPI's title for the time after the cut: without the window that it usually has."""
    title = evidence.kpi_title or "the KPI"
    if evidence.afterwards is None or not evidence.afterwards.is_since:
        return f"{title} on {evidence.named.as_of}"
    return f"{re.sub(r',? (over the )?last .*$', '', title)} since then"


def judge_serving(
    aim: Aim | None, division: Division, limits: Limits, as_of: str, reason: str | None
) -> Score:
    """Whether the target's KPI is spread unevenly over segments, so that treating some of them differently can move it."""
    if aim is None:
        return cannot_tell("serving", reason or "It names no target: add 'target:' to its definition.")
    if aim.values is None:
        return cannot_tell("serving", f"The target's KPI, {aim.title}, is no number of this unit.")
    levels = read_levels(aim, division)
    if levels is None:
        return cannot_tell("serving", f"{aim.title} is known of nobody in these segments.")
    sizes, means, total = levels
    if total <= 0 or (means[sizes > 0] < 0).any():
        return serve_by_variation(aim, division)
    n = sizes.sum()
    shares, of_total = sizes / n, sizes * means / total
    moved = concentration(shares, of_total)
    shown = [i for i in division.chosen() if sizes[i] >= limits.smallest_group]
    sentence = f"{say_largest(aim, division, shares, of_total, shown)} {say_gap(aim, division, sizes, means, total, limits)}"
    if aim.definition.by is not None and aim.definition.by < as_of:
        sentence += f" Its date, {aim.definition.by}, has passed."
    if moved < 0.05:
        sentence = (
            f"{aim.title} is spread over the segments as customers are: they offer no lever. " + sentence
        )
    return score(
        "serving", moved / FULL_CONCENTRATION, f"{show_share(moved)} unevenly spread", sentence.strip()
    )


def read_levels(aim: Aim, division: Division) -> tuple[Numbers, Numbers, float] | None:
    """Customers with a value and their mean by part, and the total; a share counts as 0 and 1."""
    values = aim.values if aim.values is not None else np.zeros(0)
    known = np.isfinite(values) & (division.codes >= 0)
    if not known.any():
        return None
    x = values[known]
    if aim.definition.measure == "share":
        x = (x > 0).astype(np.float64)
    parts = len(division.parts)
    sizes = np.bincount(division.codes[known], minlength=parts).astype(np.float64)
    sums = np.bincount(division.codes[known], x, minlength=parts)
    return sizes, sums / np.maximum(sizes, 1), float(x.sum())


def serve_by_variation(aim: Aim, division: Division) -> Score:
    """For KPIs that can be negative: the share of variation between segments."""
    found = variation_between(aim.values if aim.values is not None else np.zeros(0), division.codes)
    if found is None:
        return cannot_tell("serving", f"{aim.title} does not differ between customers.")
    sentence = (
        f"Segments account for {show_share(found.value)} of the variation of {aim.title} "
        f"({show_share(found.low)} to {show_share(found.high)}; n = {found.n:,})."
    )
    return score("serving", found.value / LARGE_VARIATION, f"{show_share(found.value)} explained", sentence)


def say_largest(aim: Aim, division: Division, shares: Numbers, of_total: Numbers, shown: list[int]) -> str:
    """The segment that holds most of the KPI beyond its size; with 'lower' as the direction that is where to work."""
    if not shown:
        return ""
    most = max(shown, key=lambda i: (abs(of_total[i] - shares[i]), -i))
    return (
        f"{division.parts[most].title} are {show_share(float(shares[most]))} of customers and "
        f"{show_share(float(of_total[most]))} of {aim.title}."
    )


def say_gap(
    aim: Aim, division: Division, sizes: Numbers, means: Numbers, total: float, limits: Limits
) -> str:
    """Goal and benchmark against what is, in the target's own measure."""
    definition, sentences = aim.definition, []
    overall = total / float(sizes.sum())
    now = total if definition.measure == "total" else overall
    show = show_share if definition.measure == "share" else show_amount
    if definition.goal is not None:
        until = f" by {definition.by}" if definition.by else ""
        sentences.append(f"Now {show(now)}, goal {show(definition.goal)}{until}.")
    mark = definition.benchmark
    if mark is not None:
        against = overall if definition.measure != "total" else total
        side = "below" if against < mark.value else "above" if against > mark.value else "at"
        sentences.append(
            f"Everyone is {side} the benchmark of {show(mark.value)} ({mark.source}, {mark.date})"
        )
        worse = [
            division.parts[i].title
            for i in division.chosen()
            if sizes[i] >= limits.smallest_group
            and definition.measure != "total"
            and (means[i] < mark.value if definition.direction == "higher" else means[i] > mark.value)
        ]
        sentences[-1] += f"; short of it: {list_words(worse)}." if worse else "."
    return " ".join(sentences)
