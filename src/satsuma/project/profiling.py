"""Profiles and overlaps: stored with the run, or computed for a past day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.engine import bitmaps
from satsuma.model.errors import UnknownNameError
from satsuma.model.results import Overlap, SegmentProfile, SegmentSize
from satsuma.project.evaluating import Snapshot
from satsuma.project.ingredients import share_ingredients
from satsuma.project.listing import inform_variables
from satsuma.project.moments import read_zone
from satsuma.project.shown import ShownProfile
from satsuma.project.sizing import Sizing, find_kpi, size_one
from satsuma.store.runs import load_json

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened
    from satsuma.store.runs import StoredRun


def profile_snapshot(
    size: SegmentSize, snapshot: Snapshot, definitions: Definitions, run: StoredRun, vocabulary: Vocabulary
) -> SegmentProfile:
    """One segment against everyone of its unit."""
    from satsuma.describe.profiles import profile_segment as profile

    members = bitmaps.members(snapshot.words(size.name))
    everyone = bitmaps.members(snapshot.memberships.population)
    variables = inform_variables(definitions, run, vocabulary, size.unit)
    return profile(
        size,
        members,
        everyone,
        snapshot.values,
        variables,
        made_of=share_ingredients(size.name, size.unit, variables, vocabulary),
        smallest_group=definitions.project.smallest_group,
        zone=read_zone(run.shape.timezone),
    )


def overlap_snapshot(snapshot: Snapshot, sizes: list[SegmentSize]) -> Overlap:
    """All pairs of a unit's segments; parts of segmentations never overlap and stay out."""
    from satsuma.describe.overlaps import overlap

    rows = [snapshot.memberships.names.index(size.name) for size in sizes]
    words = snapshot.memberships.words[rows]
    covered = bitmaps.count(bitmaps.union(words)) if len(rows) else 0
    population = bitmaps.count(snapshot.memberships.population)
    return overlap(snapshot.unit, sizes, bitmaps.overlaps(words), population, covered)


def profile_segment(opened: Opened, name: str, as_of: str | None) -> ShownProfile:
    """The last run's profile, or a past day's by evaluating again."""
    unit, full = opened.find_segment(name)
    stored = load_json(opened.run.path, "profiles") if as_of is None else {}
    if full in stored:
        profile = SegmentProfile.model_validate(stored[full])
        return ShownProfile(profile.model_copy(update={"warnings": (*opened.outdated, *profile.warnings)}))
    moment = opened.choose_as_of(as_of)
    snapshot = opened.look(unit, moment)
    if full not in snapshot.memberships.names:
        raise UnknownNameError(
            f"'{full}' is switched off, so nobody counts it.", hint="Switch it on to see its profile."
        )
    population = bitmaps.count(snapshot.memberships.population)
    sizing = Sizing(snapshot, None, find_kpi(opened.definitions, snapshot))
    size = size_one(full, sizing, opened.definitions, opened.vocabulary, population)
    return ShownProfile(profile_snapshot(size, snapshot, opened.definitions, opened.run, opened.vocabulary))


def overlap_segments(opened: Opened, unit: str | None, as_of: str | None) -> Overlap:
    """The last run's overlaps, or a past day's by evaluating again."""
    unit = opened.choose_unit(unit)
    if as_of is None:
        stored = (Overlap.model_validate(each) for each in load_json(opened.run.path, "overlaps"))
        found = next(each for each in stored if each.unit == unit)
        return hide_small(found, opened.definitions.project.smallest_group, opened.outdated)
    from satsuma.project.sizing import size_segments

    moment = opened.choose_as_of(as_of)
    snapshot = opened.look(unit, moment)
    sizes = [size for size in size_segments(opened, as_of).segments if size.unit == unit]
    return hide_small(overlap_snapshot(snapshot, sizes), opened.definitions.project.smallest_group)


def hide_small(found: Overlap, smallest_group: int, warnings: tuple[str, ...] = ()) -> Overlap:
    """The overlaps without the counts of groups too small to show; nobody is no group."""
    counts = tuple(
        tuple(None if count is not None and 0 < count < smallest_group else count for count in row)
        for row in found.counts
    )
    return found.model_copy(update={"counts": counts, "warnings": warnings})
