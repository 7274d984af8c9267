"""The verdict on one solution: natural, reproducible, constructive or no segmentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.study.calibration import (
    Calibration,
    NullEvidence,
    Told,
    compare_with_nulls,
    share_separate,
)
from satsuma.discover.study.coordinates import find_coordinates
from satsuma.discover.study.options import StudyOptions
from satsuma.discover.study.solving import Solved
from satsuma.model.discoveries import Evidence, StudyRow, Verdict

ON_A_LINE = 0.9
SLICES = "The segments are slices of one dimension, high to low; a score or tiers say the same."
ORDER: tuple[Verdict, ...] = ("no segmentation", "constructive", "reproducible", "natural")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what it rests on."""

    verdict: Verdict
    evidence: Evidence

    @property
    def strength(self) -> int:
        """0 for no segmentation … 3 for natural."""
        return ORDER.index(self.verdict)


def judge(
    row: StudyRow,
    solved: Solved,
    calibration: Calibration,
    one_group: bool,
    fewer: Sequence[StudyRow],
    matrix: Matrix,
    options: StudyOptions,
    tell: Told,
) -> Judgement:
    """The verdict of docs/verdict.md. `one_group`: gap and BIC prefer a single group. `fewer`: the same algorithm with fewer
    segments."""
    found = calibration.valleys[row.k]
    valleys = found.share if found else None
    silhouette = calibration.silhouettes[row.k]
    silhouette = silhouette if np.isfinite(silhouette) else -1.0
    is_split = splits_groups(row, fewer) or share_separate(found, matrix, row.k) <= 0.5
    may_be_natural = (
        row.stability_median >= options.thresholds.stable
        and (valleys is None or valleys >= options.thresholds.natural_valleys)
        and not is_split
    )
    nulls = None
    if options.null_draws and (options.always_draw_nulls or may_be_natural):
        nulls = compare_with_nulls(solved, matrix, row.k, silhouette, options, tell)
    is_natural = may_be_natural and nulls is not None and nulls.p_copula <= options.thresholds.natural_p
    has_valleys = valleys is not None and valleys >= options.thresholds.natural_valleys
    are_slices = not has_valleys and lie_on_a_line(find_coordinates(matrix), solved.labels[row.k])
    verdict = "natural" if is_natural else decide_otherwise(row, one_group, are_slices, options)
    return Judgement(
        verdict,
        Evidence(
            silhouette=silhouette,
            null_p_copula=nulls.p_copula if nulls else None,
            null_p_uniform=nulls.p_uniform if nulls else None,
            null_draws=nulls.draws if nulls else 0,
            valleys=valleys,
            stability=row.stability_median,
            weakest_segment=min(row.segment_stability, default=0.0),
            one_group_preferred=one_group,
            reasons=(
                *give_reasons(row, nulls, valleys, one_group, options),
                *(("Several segments are parts of one group: fewer would do.",) * is_split),
                *((SLICES,) * (are_slices and not is_natural)),
            ),
        ),
    )


def decide_otherwise(row: StudyRow, one_group: bool, are_slices: bool, options: StudyOptions) -> Verdict:
    """The verdict on groups that are not natural. Slices of one dimension come back whatever the data are: they are a cut, and
    where nothing else differs between them there is nothing to segment."""
    weakest = min(row.segment_stability, default=0.0)
    is_stable = (
        row.stability_median >= options.thresholds.stable and weakest >= options.thresholds.segment_usable
    )
    if is_stable and not are_slices:
        return "reproducible"
    is_unstable = one_group and row.stability_median < options.thresholds.segment_usable
    if (are_slices or is_unstable) and not row.separability:
        return "no segmentation"
    return "constructive"


def lie_on_a_line(points: NDArray[np.float64], labels: Labels) -> bool:
    """Whether the segments follow each other along one dimension: that it holds nine tenths of their centres' variance. Two
    always do."""
    placed = labels >= 0
    k = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels[placed], minlength=k)
    sums = np.zeros((k, points.shape[1]))
    np.add.at(sums, labels[placed], points[placed])
    centres = sums[sizes > 0] / sizes[sizes > 0, None]
    weights = sizes[sizes > 0] / max(1, sizes.sum())
    apart = (centres - weights @ centres) * np.sqrt(weights)[:, None]
    spread = np.linalg.svd(apart, compute_uv=False) ** 2
    return bool(spread[:1].sum() >= ON_A_LINE * spread.sum())


def splits_groups(row: StudyRow, fewer: Sequence[StudyRow]) -> bool:
    """Whether fewer segments by the same algorithm have less BIC, or else a gap that is larger by more than its error: then
    some segments only cut up a group, however clear the others are."""
    for other in fewer:
        if row.bic is not None and other.bic is not None:
            if other.bic < row.bic:
                return True
        elif row.gap is not None and other.gap is not None and other.gap - (other.gap_error or 0.0) > row.gap:
            return True
    return False


def give_reasons(
    row: StudyRow,
    nulls: NullEvidence | None,
    valleys: float | None,
    one_group: bool,
    options: StudyOptions,
) -> tuple[str, ...]:
    """What speaks for and against, in plain words."""
    thresholds = options.thresholds
    reasons = []
    if nulls is not None and nulls.p_copula <= thresholds.natural_p:
        reasons.append(
            "Segments are further apart than in made-up customers of the same kind without groups."
        )
    elif nulls is not None:
        reasons.append(
            "Made-up customers with the same answers but no groups give segments that are as far apart "
            f"in {nulls.p_copula:.0%} of the tries."
        )
    if valleys is None:
        reasons.append(
            "Whether there are gaps between segments cannot be tested on yes-no answers and words."
        )
    else:
        few = (
            "few customers are in between"
            if valleys >= thresholds.natural_valleys
            else "customers fill the middle"
        )
        reasons.append(f"{valleys:.0%} of neighbouring segments have a gap between them: {few}.")
    back = "come back" if row.stability_median >= thresholds.stable else "do not come back reliably"
    reasons.append(
        f"On resampled customers the same segments {back} (agreement {row.stability_median:.2f} of 1)."
    )
    weakest = min(row.segment_stability, default=0.0)
    if weakest < thresholds.segment_usable:
        reasons.append(
            f"The weakest segment dissolves on resampled customers (similarity {weakest:.2f} of 1)."
        )
    elif weakest < thresholds.segment_stable:
        reasons.append(f"The weakest segment comes back only as a pattern (similarity {weakest:.2f} of 1).")
    if one_group:
        reasons.append("A single group describes these customers as well.")
    return tuple(reasons)
