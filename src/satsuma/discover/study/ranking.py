"""Knock-outs, and the weighted ranking of what remains (docs/verdict.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.discover.study.options import StudyOptions
from satsuma.model.discoveries import StudyRow

WEIGHTS = {"stability": 0.3, "separation": 0.2, "fidelity": 0.2, "separability": 0.2, "parsimony": 0.1}
"""Those of what was not measured are shared out among the others in proportion."""
TIE = 0.05
"""Scores as near as this are not told apart: see `_settle`."""
CLEAR = 0.25
"""A gap this far beyond that of a single group has full marks, unless another is farther: trifles are not blown up."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Positions of the rows from best to worst by score: `sound` without regard to the manageable range, `manageable` within
    it too. Both leave out what is knocked out otherwise."""

    scores: tuple[float, ...]
    knocked_out: tuple[tuple[str, ...], ...]
    sound: tuple[int, ...]
    manageable: tuple[int, ...]
    all: tuple[int, ...]

    def ties(self, best: int, among: Sequence[int]) -> tuple[int, ...]:
        """Others whose score is as good."""
        return tuple(i for i in among if i != best and abs(self.scores[best] - self.scores[i]) < TIE)


def rank(rows: Sequence[StudyRow], separation: Sequence[float], options: StudyOptions) -> Ranking:
    """Score every row and say what knocks it out. `separation` is each row's gap beyond that of one group."""
    scores = [
        _score(row, excess, max(separation), options) for row, excess in zip(rows, separation, strict=True)
    ]
    hard = [_find_faults(row, options) for row in rows]
    outside = [_find_unmanageable(row, options) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: (-scores[i], rows[i].k, i))
    sound = _settle([i for i in order if not hard[i]], rows, scores)
    return Ranking(
        tuple(scores),
        tuple((*faults, *range_) for faults, range_ in zip(hard, outside, strict=True)),
        sound,
        _settle([i for i in order if not hard[i] and not outside[i]], rows, scores),
        tuple(order),
    )


def _settle(order: list[int], rows: Sequence[StudyRow], scores: Sequence[float]) -> tuple[int, ...]:
    """Of the solutions by the best one's algorithm that its score cannot be told from, put first the one with the fewest
    segments, unless one with more has less BIC, or else a gap beyond the others' by more than its error. A gap that only grows
    with k says nothing."""
    if not order:
        return ()
    best = order[0]
    same = [row for row in rows if row.algorithm == rows[best].algorithm]
    has_peak = max(same, key=lambda row: row.gap or 0.0).k < max(row.k for row in same)
    near = [i for i in order if rows[i].algorithm == rows[best].algorithm and scores[best] - scores[i] < TIE]
    first, *others = sorted(near, key=lambda i: rows[i].k)
    for i in others:
        if _is_preferred(rows[i], rows[first], has_peak):
            first = i
    return (first, *(i for i in order if i != first))


def _is_preferred(row: StudyRow, other: StudyRow, has_peak: bool) -> bool:
    if row.bic is not None and other.bic is not None:
        return row.bic < other.bic
    if row.gap is None or other.gap is None or not has_peak:
        return False
    return row.gap - (row.gap_error or 0.0) > other.gap


def _score(row: StudyRow, separation: float, largest: float, options: StudyOptions) -> float:
    span = max(1, options.most - options.fewest)
    parts = {
        "stability": max(0.0, row.stability_median),
        "separation": max(0.0, separation) / max(CLEAR, largest),
        "fidelity": row.fidelity,
        "separability": row.separability,
        "parsimony": max(0.0, 1 - (row.k - options.fewest) / span),
    }
    measured = {name: value for name, value in parts.items() if value is not None}
    total = sum(WEIGHTS[name] for name in measured)
    return float(np.clip(sum(WEIGHTS[name] * value for name, value in measured.items()) / total, 0.0, 1.0))


def _find_faults(row: StudyRow, options: StudyOptions) -> tuple[str, ...]:
    thresholds = options.thresholds
    faults = []
    customers = max(1, sum(row.sizes))
    least = max(thresholds.smallest_share * customers, float(thresholds.smallest_size))
    if min(row.sizes, default=0) < least:
        faults.append(
            f"Its smallest segment has {min(row.sizes, default=0):,} customers, fewer than the {least:,.0f} needed."
        )
    weakest = min(row.segment_stability, default=0.0)
    if weakest < thresholds.segment_usable:
        faults.append(
            "One of its segments does not come back on resampled customers "
            f"(similarity {weakest:.2f}, at least {thresholds.segment_usable:.2f} needed)."
        )
    return tuple(faults)


def _find_unmanageable(row: StudyRow, options: StudyOptions) -> tuple[str, ...]:
    if options.manageable is None:
        return ()
    low, high = options.manageable
    if low <= row.k <= high:
        return ()
    return (f"{row.k} segments are outside the {low} to {high} that a team can manage.",)
