"""What became of each segment when a segmentation was made again: kept, new, merged, vanished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Labels
from satsuma.model.discoveries import ModelSegment, NameChange
from satsuma.stats.agreement import cross_table, jaccard_of, match

KEPT = 0.5
"""Smallest Jaccard similarity at which a segment counts as the same (METHODS, section 9)."""
SWALLOWED = 0.5
"""An old segment merged into a new one that holds more than this share of its members, beside another old segment."""


@dataclass(frozen=True, slots=True)
class Rematch:
    """`kept[j]` is the old segment that new segment j goes on, or None."""

    kept: tuple[ModelSegment | None, ...]
    overlaps: tuple[float | None, ...]
    table: NDArray[np.int64]


def rematch(old: Labels, new: Labels, before: Sequence[ModelSegment], k: int) -> Rematch:
    """Old and new segments of the same customers (negative: nobody's), paired by the Hungarian method so that most
    customers stay together; a pair counts from a Jaccard similarity of 0.5 on."""
    table = cross_table(old, new, len(before), k)
    alike = jaccard_of(table)
    kept: list[ModelSegment | None] = [None] * k
    overlaps: list[float | None] = [None] * k
    for i, j in enumerate(match(table).tolist()):
        if j >= 0 and alike[i, j] >= KEPT:
            kept[j], overlaps[j] = before[i], float(alike[i, j])
    return Rematch(tuple(kept), tuple(overlaps), table)


def list_changes(
    found: Rematch, before: Sequence[ModelSegment], after: Sequence[ModelSegment]
) -> tuple[NameChange, ...]:
    """One line a new segment in its order, then the old segments that are gone. `was` is the old name; a merged one's
    `name` is the new segment that holds most of its members."""
    changes = []
    for segment, same, overlap in zip(after, found.kept, found.overlaps, strict=True):
        was = same.name if same is not None else None
        change = "kept" if same is not None else "new"
        changes.append(
            NameChange.model_validate(
                {"name": segment.name, "was": was, "change": change, "overlap": overlap}
            )
        )
    going_on = {same.name for same in found.kept if same is not None}
    goes_to = [_find_heir(row) for row in found.table]
    for row, segment in enumerate(before):
        if segment.name in going_on:
            continue
        into, share = goes_to[row]
        others = [heir for other, (heir, _) in enumerate(goes_to) if other != row]
        is_merged = into is not None and (found.kept[into] is not None or into in others)
        name, change = (after[into or 0].name, "merged") if is_merged else (segment.name, "vanished")
        changes.append(
            NameChange.model_validate({"name": name, "was": segment.name, "change": change, "overlap": share})
        )
    return tuple(changes)


def _find_heir(members: NDArray[np.int64]) -> tuple[int | None, float | None]:
    """The new segment that holds more than half of an old one's members, and the largest share that any holds."""
    total = int(members.sum())
    if not total:
        return None, None
    into, share = int(np.argmax(members)), float(members.max()) / total
    return (into if share > SWALLOWED else None), share
