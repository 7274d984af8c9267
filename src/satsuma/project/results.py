"""What a run computes from its stored data: memberships, sizes, profiles, overlaps, the report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from satsuma.model.results import Overlap, SegmentProfile, SegmentSizes
from satsuma.project.evaluating import Snapshot, take_snapshot
from satsuma.project.fingerprints import fingerprint_run
from satsuma.project.modelling import Asked, with_models
from satsuma.project.moments import AsOf, read_zone
from satsuma.project.opening import THREADS
from satsuma.project.preparing import Inputs
from satsuma.project.profiling import overlap_snapshot, profile_snapshot
from satsuma.project.reporting import write_run_report
from satsuma.project.shown import ShownRun
from satsuma.project.sizing import Sizing, find_kpi, size_snapshot
from satsuma.store.runs import load_memberships, save_json, save_memberships, save_values

if TYPE_CHECKING:
    from satsuma.columns import Population
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.accounts import Reason
    from satsuma.model.results import SegmentationSizes, SegmentSize
    from satsuma.project.progress import Progress
    from satsuma.store.runs import StoredRun


@dataclass(frozen=True, slots=True)
class Chain:
    """One run on its way: its inputs, its stored data, the run before it, and the moment it asks about."""

    inputs: Inputs
    stored: StoredRun
    previous: StoredRun | None
    moment: AsOf
    vocabulary: Vocabulary
    warnings: tuple[str, ...]
    run_id: str
    planted: Mapping[str, tuple[str, float]]
    """Of a made-up company: what each part of a segmentation is meant to find, and its true share."""

    def population_at(self, as_of: int) -> Population:
        """The stored data with whom the models place where; `as_of` in seconds UTC."""
        zone = read_zone(self.stored.shape.timezone)
        asked = Asked(self.stored.population(), self.vocabulary, as_of, zone, THREADS)
        return with_models(asked, self.inputs.definitions, self.inputs.models)


@dataclass(frozen=True, slots=True)
class Computed:
    """Everything the report shows, as plain results."""

    sizes: SegmentSizes
    profiles: dict[str, SegmentProfile]
    overlaps: tuple[Overlap, ...]
    kpi_total: float | None
    snapshots: dict[str, Snapshot]


def compute_results(chain: Chain, progress: Progress, started: float) -> ShownRun:
    """Saves everything into the run's folder, which is published afterwards."""
    progress("Evaluating segments", None)
    snapshots = {unit: snapshot_unit(chain, unit) for unit in chain.stored.shape.units}
    segments: list[SegmentSize] = []
    segmentations: list[SegmentationSizes] = []
    for unit, snapshot in snapshots.items():
        before = load_memberships(chain.previous.path, unit) if chain.previous else None
        sizing = Sizing(snapshot, before, find_kpi(chain.inputs.definitions, snapshot))
        found = size_snapshot(sizing, chain.inputs.definitions, chain.vocabulary)
        segments += found[0]
        segmentations += found[1]
        save_memberships(chain.stored.path, unit, snapshot.memberships)
        save_values(chain.stored.path, unit, snapshot.values)
    warnings = list_warnings(chain)
    sizes = SegmentSizes(
        as_of=chain.moment.day.isoformat(),
        segments=tuple(segments),
        segmentations=tuple(segmentations),
        warnings=warnings,
    )
    progress("Profiling segments", None)
    profiles, overlaps = describe_all(chain, sizes, snapshots)
    computed = Computed(sizes, profiles, overlaps, total_kpi(chain, snapshots), snapshots)
    summary = summarise(chain, sizes, snapshots, started)
    save_results(chain, computed, summary)
    progress("Writing the report", None)
    write_run_report(chain, computed, summary)
    return summary


def snapshot_unit(chain: Chain, unit: str) -> Snapshot:
    definitions = chain.inputs.definitions
    zone = read_zone(chain.stored.shape.timezone)
    population = chain.population_at(chain.moment.seconds)
    return take_snapshot(unit, definitions, chain.vocabulary, population, chain.moment.seconds, zone, THREADS)


def describe_all(
    chain: Chain, sizes: SegmentSizes, snapshots: dict[str, Snapshot]
) -> tuple[dict[str, SegmentProfile], tuple[Overlap, ...]]:
    profiles: dict[str, SegmentProfile] = {}
    every = [*sizes.segments, *(part for each in sizes.segmentations for part in each.segments)]
    for size in every:
        profiles[size.name] = profile_snapshot(
            size, snapshots[size.unit], chain.inputs.definitions, chain.stored, chain.vocabulary
        )
    overlaps = tuple(
        overlap_snapshot(snapshot, [size for size in sizes.segments if size.unit == unit])
        for unit, snapshot in snapshots.items()
    )
    return profiles, overlaps


def list_warnings(chain: Chain) -> tuple[str, ...]:
    return (*chain.stored.quality.warnings, *chain.warnings)


def summarise(chain: Chain, sizes: SegmentSizes, snapshots: dict[str, Snapshot], started: float) -> ShownRun:
    quality = chain.stored.quality
    units = {
        unit: int(np.bitwise_count(snapshot.memberships.population).sum())
        for unit, snapshot in snapshots.items()
    }
    main = chain.stored.shape.main_unit
    return ShownRun(
        run=chain.run_id,
        unchanged=False,
        as_of=sizes.as_of,
        as_of_reason=chain.moment.reason,
        main_unit=main,
        customers=units.get(main, 0),
        units=units,
        rows_in={account.source: account.rows_in for account in quality.accounts},
        rows_kept={account.source: account.rows_kept for account in quality.accounts},
        excluded={account.source: count_reasons(account.excluded) for account in quality.accounts},
        quarantined={account.source: count_reasons(account.quarantined) for account in quality.accounts},
        merged={account.source: count_reasons(account.merged) for account in quality.accounts},
        money=quality.money,
        quality=quality,
        segments=sizes.segments,
        segmentations=sizes.segmentations,
        report="report.html",
        warnings=sizes.warnings,
        seconds=round(time.perf_counter() - started, 3),
    )


def total_kpi(chain: Chain, snapshots: dict[str, Snapshot]) -> float | None:
    """The KPI's total over the main unit's population."""
    main = snapshots[chain.stored.shape.main_unit]
    values = find_kpi(chain.inputs.definitions, main)
    return None if values is None else float(np.nansum(values))


def count_reasons(reasons: Sequence[Reason]) -> dict[str, int]:
    return {reason.reason: reason.rows for reason in reasons}


def save_results(chain: Chain, computed: Computed, summary: ShownRun) -> None:
    """Durations stay out of what is stored, so that the same input gives the same bytes."""
    stored = chain.stored
    fingerprint = chain.inputs.fingerprint
    run = fingerprint_run(fingerprint, chain.inputs.definitions, chain.inputs.models, summary.as_of)
    save_json(stored.path, "inputs", {"data": fingerprint, "run": run, "files": chain.inputs.hashes})
    save_json(stored.path, "summary", summary.model_copy(update={"seconds": 0.0}).model_dump(mode="json"))
    save_json(stored.path, "sizes", computed.sizes.model_dump(mode="json"))
    profiles = {name: profile.model_dump(mode="json") for name, profile in computed.profiles.items()}
    save_json(stored.path, "profiles", profiles)
    save_json(stored.path, "overlaps", [overlap.model_dump(mode="json") for overlap in computed.overlaps])
    definitions = chain.inputs.definitions.model_dump(mode="json")
    save_json(stored.path, "definitions", definitions)
