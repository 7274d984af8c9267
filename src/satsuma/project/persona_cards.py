"""One unit's segments as their cards need them: members, values and profiles of the last run or of a past day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import ProfileLine, SegmentProfile
from satsuma.project.evaluating import Snapshot
from satsuma.project.listing import inform_variables, members_of
from satsuma.project.persona_unit import UnitView, is_business
from satsuma.project.sizing import Sizing, find_kpi, size_one
from satsuma.store.runs import load_json, load_values

if TYPE_CHECKING:
    from satsuma.columns import Column, Memberships
    from satsuma.model.results import VariableInfo
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened

AGES = ((0, "under 25"), (25, "25–34"), (35, "35–44"), (45, "45–59"), (60, "60 and over"))


@dataclass(frozen=True)
class Cards:
    """The cards of one unit at a moment; `as_of` None shows what the last run stored."""

    opened: Opened
    unit: str
    as_of: str | None

    @cached_property
    def moment(self) -> AsOf:
        return self.opened.choose_as_of(self.as_of)

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """The unit as of a past day; None for the last run."""
        return None if self.as_of is None else self.opened.look(self.unit, self.moment)

    @cached_property
    def memberships(self) -> Memberships:
        return self.snapshot.memberships if self.snapshot else members_of(self.opened.run, self.unit)

    @cached_property
    def values(self) -> Mapping[str, Column]:
        return self.snapshot.values if self.snapshot else load_values(self.opened.run.path, self.unit)

    @cached_property
    def variables(self) -> dict[str, VariableInfo]:
        found = inform_variables(self.opened.definitions, self.opened.run, self.opened.vocabulary, self.unit)
        return {info.name: info for info in found}

    @cached_property
    def view(self) -> UnitView:
        customers = len(self.opened.population.units[self.unit].keys.values)
        everyone = bitmaps.unpack(self.memberships.population, customers)
        return UnitView(self.opened, self.unit, self.moment, everyone)

    @cached_property
    def is_business(self) -> bool:
        return is_business(self.opened, self.unit)

    @cached_property
    def stored(self) -> dict[str, SegmentProfile]:
        """The last run's profiles of this unit's segments."""
        return load_profiles(self.opened, self.unit)

    @cached_property
    def names(self) -> frozenset[str]:
        from satsuma.project.persona_texts import list_names

        return list_names(self.view)

    def count(self, segment: str) -> int:
        return bitmaps.count(self.memberships.words[self.memberships.names.index(segment)])

    def members(self, segment: str) -> NDArray[np.bool_]:
        words = self.memberships.words[self.memberships.names.index(segment)]
        return bitmaps.unpack(words, len(self.view.everyone))

    def profile(self, segment: str) -> SegmentProfile:
        """Stored with the run, or of the past day."""
        from satsuma.project.profiling import profile_snapshot

        if self.snapshot is None:
            return self.stored[segment]
        definitions = self.opened.definitions
        sizing = Sizing(self.snapshot, None, find_kpi(definitions, self.snapshot))
        population = bitmaps.count(self.snapshot.memberships.population)
        size = size_one(segment, sizing, definitions, self.opened.vocabulary, population)
        return profile_snapshot(size, self.snapshot, definitions, self.opened.run, self.opened.vocabulary)


def load_profiles(opened: Opened, unit: str) -> dict[str, SegmentProfile]:
    stored = load_json(opened.run.path, "profiles")
    found = {name: SegmentProfile.model_validate(stored[name]) for name in stored}
    return {name: profile for name, profile in found.items() if profile.size.unit == unit}


def band_ages(cards: Cards, members: NDArray[np.bool_]) -> tuple[ProfileLine, ...]:
    """Ages in bands, of the first variable that is one."""
    from satsuma.columns import Codes, Doubles, Scaled
    from satsuma.describe.lines import Frame, describe_variable, read_numbers
    from satsuma.describe.profiles import finish_line

    for info in cards.variables.values():
        column = cards.values.get(info.name)
        is_age = info.family is Family.DEMOGRAPHIC and info.kind is Kind.NUMBER and info.allowed
        if not is_age or "age" not in info.name.split("_") or not isinstance(column, Scaled | Doubles):
            continue
        numbers = read_numbers(column)
        bands = np.digitize(numbers, [first for first, _ in AGES]) - 1
        codes = np.where(np.isfinite(numbers), bands, -1).astype(np.int8)
        banded = Codes(codes, tuple(label for _, label in AGES))
        frame = Frame(
            np.flatnonzero(members),
            np.flatnonzero(cards.view.everyone),
            cards.view.smallest,
            cards.opened.zone,
        )
        named = info.model_copy(update={"kind": Kind.ORDERED})
        return tuple(finish_line(line, info, False) for line in describe_variable(named, banded, frame))
    return ()


def describe_segment(opened: Opened, segment: str) -> str | None:
    """What its author says of it; of a part what they say of the segment behind it."""
    outer, _, inner = segment.partition("/")
    if not inner:
        return opened.definitions.segments[segment].description
    for part in opened.definitions.segmentations[outer].priorities:
        if part.name == inner and part.segment in opened.definitions.segments:
            return opened.definitions.segments[part.segment].description
    return None
