"""Sizes of segments: of the last run, of a past day, over the kept runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.language.explain import describe
from satsuma.model.results import (
    HistoryRow,
    SegmentationSizes,
    SegmentHistory,
    SegmentSize,
    SegmentSizes,
)
from satsuma.monitor.changes import count_changes
from satsuma.project.evaluating import Snapshot
from satsuma.project.tables import Table
from satsuma.store.runs import load_json

if TYPE_CHECKING:
    from satsuma.columns import Memberships
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened


@dataclass(frozen=True, slots=True)
class Sizing:
    """What sizes are made of: a snapshot, the one before it, and the KPI's value per customer (NaN: none)."""

    snapshot: Snapshot
    before: Memberships | None
    kpi: NDArray[np.float64] | None


def size_snapshot(
    sizing: Sizing, definitions: Definitions, vocabulary: Vocabulary
) -> tuple[list[SegmentSize], list[SegmentationSizes]]:
    """All segments of one unit, and its segmentations with their parts."""
    unit = sizing.snapshot.unit
    n = bitmaps.count(sizing.snapshot.memberships.population)
    sizes = {
        name: size_one(name, sizing, definitions, vocabulary, n) for name in sizing.snapshot.memberships.names
    }
    segments = [size for name, size in sizes.items() if "/" not in name]
    segmentations = []
    for name, definition in definitions.segmentations.items():
        parts = [size for full, size in sizes.items() if full.startswith(f"{name}/")]
        if not parts or definition.unit != unit:
            continue
        divided = sum(part.customers for part in parts)
        covered = 1 - parts[-1].customers / divided if divided else 0.0
        title = definition.title or name
        segmentations.append(
            SegmentationSizes(
                name=name, title=title, unit=unit, population=divided, covered=covered, segments=tuple(parts)
            )
        )
    return segments, segmentations


def size_one(
    name: str, sizing: Sizing, definitions: Definitions, vocabulary: Vocabulary, population: int
) -> SegmentSize:
    snapshot = sizing.snapshot
    words = snapshot.words(name)
    customers = bitmaps.count(words)
    inside = bitmaps.unpack(words, len(words) * 64)
    entered = left = None
    if sizing.before is not None and name in sizing.before.names:
        old = sizing.before.words[sizing.before.names.index(name)]
        entered, left = count_changes(old, words)
    contactable = {
        channel: int((reach & inside[: len(reach)]).sum()) for channel, reach in snapshot.contactable.items()
    }
    labels = find_labels(name, definitions)
    return SegmentSize(
        name=name,
        unit=snapshot.unit,
        customers=customers,
        share=customers / population if population else 0.0,
        contactable=contactable,
        entered=entered,
        left=left,
        kpi_share=share_kpi(sizing.kpi, inside),
        sentence=write_sentence(name, snapshot.unit, vocabulary),
        **labels,
    )


def write_sentence(name: str, unit: str, vocabulary: Vocabulary) -> str:
    """A segment's rule in English; nothing for parts of a segmentation, whose rules repeat those before them."""
    if "/" in name:
        return ""
    return describe(vocabulary.segments[unit][name], vocabulary, unit)


def share_kpi(kpi: NDArray[np.float64] | None, inside: NDArray[np.bool_]) -> float | None:
    """The members' share of the KPI's total; None where the total is not positive."""
    if kpi is None:
        return None
    total = float(np.nansum(kpi))
    return float(np.nansum(kpi[inside[: len(kpi)]])) / total if total > 0 else None


def find_labels(name: str, definitions: Definitions) -> dict[str, Any]:
    """Title, rule, action, template and segmentation of a segment or part."""
    if "/" not in name:
        segment = definitions.segments[name]
        title = segment.title or name
        return {"title": title, "rule": segment.rule, "action": segment.action, "template": segment.template}
    outer, _, inner = name.partition("/")
    segmentation = definitions.segmentations[outer]
    for part in segmentation.priorities:
        if part.name == inner:
            twin = definitions.segments.get(part.segment or "")
            title = part.title or (twin.title if twin else None) or inner
            action = part.action or (twin.action if twin else None)
            rule = part.rule or (twin.rule if twin else None)
            return {"title": title, "rule": rule, "action": action, "segmentation": outer}
    return {"title": segmentation.residual_title, "segmentation": outer}


def size_segments(opened: Opened, as_of: str | None) -> SegmentSizes:
    """The last run's sizes, or those of a past day by evaluating again."""
    if as_of is None:
        sizes = SegmentSizes.model_validate(load_json(opened.run.path, "sizes"))
        return sizes.model_copy(update={"warnings": (*opened.outdated, *sizes.warnings)})
    moment = opened.choose_as_of(as_of)
    segments: list[SegmentSize] = []
    segmentations: list[SegmentationSizes] = []
    for unit in opened.run.shape.units:
        snapshot = opened.look(unit, moment)
        found = size_snapshot(
            Sizing(snapshot, None, find_kpi(opened.definitions, snapshot)),
            opened.definitions,
            opened.vocabulary,
        )
        segments += found[0]
        segmentations += found[1]
    return SegmentSizes(
        as_of=moment.day.isoformat(), segments=tuple(segments), segmentations=tuple(segmentations)
    )


def find_kpi(definitions: Definitions, snapshot: Snapshot) -> NDArray[np.float64] | None:
    """The KPI's value per customer, where the project has one and it is a number of this unit."""
    from satsuma.columns import Doubles, Scaled
    from satsuma.describe.lines import read_numbers

    name = name_kpi(definitions, snapshot.unit)
    column = snapshot.values.get(name) if name else None
    if not isinstance(column, Scaled | Doubles):
        return None
    numbers = read_numbers(column)
    return np.where(bitmaps.unpack(snapshot.memberships.population, len(numbers)), numbers, np.nan)


def name_kpi(definitions: Definitions, unit: str) -> str | None:
    """The variable that the project names as its KPI, else the one that the catalogue begins with."""
    from satsuma.measure.suggestions import default_kpi

    named = definitions.variables.get(definitions.project.kpi or "")
    if named is not None and named.unit == unit:
        return definitions.project.kpi
    return default_kpi(definitions.variables, unit)


def list_sizes(sizes: SegmentSizes) -> Table[SegmentSize]:
    rows = [*sizes.segments, *(part for each in sizes.segmentations for part in each.segments)]
    columns = ("name", "title", "customers", "share", "contactable", "kpi_share", "entered", "left")
    return Table(rows, columns, f"Segments, looking back from {sizes.as_of}")


def size_history(opened: Opened) -> SegmentHistory:
    """The sizes stored with every kept run, oldest first."""
    rows: list[HistoryRow] = []
    for run in opened.kept_runs():
        sizes = SegmentSizes.model_validate(load_json(run.path, "sizes"))
        each: Mapping[str, SegmentSize] = {size.name: size for size in list_sizes(sizes)}
        rows += [
            HistoryRow(run=run.id, as_of=sizes.as_of, name=name, customers=size.customers, share=size.share)
            for name, size in each.items()
        ]
    return SegmentHistory(rows=tuple(rows))
