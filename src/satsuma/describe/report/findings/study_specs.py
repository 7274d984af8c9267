"""The study behind a verdict as Vega-Lite specs: stability, each group's own, where groups come from, the criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from satsuma.describe.charts import Row, Spec, columns_by, curves, ranges, sized_points
from satsuma.model.discoveries import DiscoveryResult, ProposedSegment, StudyRow

CRITERIA: tuple[tuple[str, Callable[[StudyRow], float | None]], ...] = (
    ("BIC (lower is better)", lambda row: row.bic),
    ("ICL (lower is better)", lambda row: row.icl),
    ("Gap (higher is better)", lambda row: row.gap),
    ("Silhouette", lambda row: row.silhouette),
    ("Prediction strength", lambda row: row.prediction_strength),
    ("Sum of squares within", lambda row: row.ssw),
)


def study_specs(found: DiscoveryResult, segments: Sequence[ProposedSegment]) -> Iterator[tuple[str, Spec]]:
    """Pairs of a picture's name and its spec; `segments` are those that may be shown."""
    title = found.title
    gorges: list[Row] = [
        {"segment": segment.title, "label": f"{tenth / 10:.1f}", "share": share}
        for segment in segments
        for tenth, share in enumerate(segment.gorge)
    ]
    if gorges:
        yield "gorge", columns_by(f"{title}: similarity to each group's centre", gorges, "segment")
    stability = stability_rows(found)
    if stability:
        yield "stability", ranges(f"{title}: stability by number of groups", stability)
    rows = [row for row in found.study if row.algorithm == shown_algorithm(found)]
    own = point_rows(rows, lambda row: row.segment_stability)
    if own:
        yield "own_stability", sized_points(f"{title}: how much of each group comes back (SLSW)", own)
    origins = point_rows(rows, lambda row: row.segment_origins)
    if origins:
        yield "origins", sized_points(f"{title}: from how many groups each one comes (SLSA)", origins)
    criteria = criterion_rows(found)
    if criteria:
        yield "criteria", curves(f"{title}: criteria by number of groups", criteria)


def shown_algorithm(found: DiscoveryResult) -> str | None:
    """The chosen one, else the first that was tried."""
    return found.chosen_algorithm or (found.study[0].algorithm if found.study else None)


def stability_rows(found: DiscoveryResult) -> list[Row]:
    return [
        {
            "algorithm": row.algorithm,
            "k": row.k,
            "low": row.stability_quartiles[0],
            "middle": row.stability_median,
            "high": row.stability_quartiles[1],
            "chosen": (row.algorithm, row.k) == (found.chosen_algorithm, found.chosen_k),
        }
        for row in found.study
    ]


def point_rows(rows: Sequence[StudyRow], read: Callable[[StudyRow], Sequence[float]]) -> list[Row]:
    return [
        {"k": row.k, "value": value, "customers": size}
        for row in rows
        for value, size in zip(read(row), row.sizes, strict=False)
    ]


def criterion_rows(found: DiscoveryResult) -> list[Row]:
    return [
        {"criterion": title, "algorithm": row.algorithm, "k": row.k, "value": value}
        for title, read in CRITERIA
        for row in found.study
        if (value := read(row)) is not None
    ]
