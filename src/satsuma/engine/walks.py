"""One walk over the events of one type: windows become buckets of time, aggregates become groups of parts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np

from satsuma.engine.filters import EventFilters
from satsuma.engine.program import Group, ProgramBuilder
from satsuma.language.calendar import FIRST

_SUBTRACTABLE = frozenset({"COUNT", "SUM"})
_SINGLE = frozenset({"SUM_WIDE", "SUM_DOUBLE", "DISTINCT"})

Passing = frozenset[int]


@dataclass(frozen=True, slots=True)
class _Window:
    """A value's window within a gathering; the value is what lies from `low` on, minus what lies beyond `high`."""

    value: int
    low: int
    high: int


@dataclass(slots=True)
class _Gathering:
    """Windows that share a group. `points` are where its parts begin; nothing later than `end` is taken."""

    passing: Passing
    kind: str
    name: str
    windows: list[_Window] = field(default_factory=list)
    low_register: int = -1
    high_register: int = -1

    @property
    def end(self) -> int:
        return max(window.high for window in self.windows)

    def points(self) -> list[int]:
        lows = {window.low for window in self.windows}
        beyond = {window.high + 1 for window in self.windows if window.high < self.end}
        return sorted(lows | beyond)


@dataclass(slots=True)
class WalkPlan:
    """Collects the aggregates of one event type that are computed in the same walk."""

    builder: ProgramBuilder
    filters: EventFilters
    _gatherings: dict[tuple[object, ...], _Gathering] = field(default_factory=dict)

    def add(
        self,
        value: int,
        passing: Passing,
        kind: str,
        name: str,
        low: int,
        high: int,
        low_register: int,
        high_register: int,
    ) -> None:
        """Gather for the value the rows that pass in low <= time <= high, and within the registers' bounds if given.

        Counts and exact sums of windows with any ends share parts, since one sum can be taken from another; the least,
        largest, first and last share those of windows with the same end; others stand alone.
        """
        bounded = low_register >= 0 or high_register >= 0
        key: tuple[object, ...]
        if bounded or kind in _SINGLE:
            key = (value,)
        else:
            key = (passing, kind, name) if kind in _SUBTRACTABLE else (passing, kind, name, high)
        gathering = self._gatherings.setdefault(
            key, _Gathering(passing, kind, name, [], low_register, high_register)
        )
        gathering.windows.append(_Window(value, low, high))

    def emit(self) -> dict[int, int]:
        """Emit the walk; the register of each value."""
        builder = self.builder
        gatherings = list(self._gatherings.values())
        before = self.filters.scope.as_of + 1
        edges = sorted(
            {
                edge
                for gathering in gatherings
                for edge in (*gathering.points(), gathering.end + 1)
                if FIRST < edge < before
            }
        )
        starts = [FIRST, *edges]
        mask_words = max(1, -(-len(gatherings) // 64))
        wanted = np.zeros((len(starts), mask_words), np.uint64)
        groups, registers, differences = [], {}, []
        for bit, gathering in enumerate(gatherings):
            points = gathering.points()
            group = self._make_group(gathering, points, starts)
            groups.append(group)
            for bucket, start in enumerate(starts):
                if points[0] <= start <= gathering.end:
                    wanted[bucket, bit // 64] |= np.uint64(1 << bit % 64)
            for window in gathering.windows:
                part = group.parts[points.index(window.low)]
                registers[window.value] = part
                if window.high < gathering.end:
                    differences.append((window.value, part, group.parts[points.index(window.high + 1)]))
        test = self.filters.add_tests(builder, [gathering.passing for gathering in gatherings], mask_words)
        history = builder.add_history(self.filters.table, before, test, mask_words)
        builder.add_walk(history, edges, builder.add_masks(wanted), groups)
        for value, newer, older in differences:
            registers[value] = builder.emit("DIFFERENCE", builder.new_register(), newer, older)
        return registers

    def _make_group(self, gathering: _Gathering, points: list[int], starts: list[int]) -> Group:
        builder, lists = self.builder, -1
        column = 0
        if not gathering.name and gathering.kind in ("FIRST", "LAST"):
            column = builder.add_rows()
        if gathering.name:
            column = builder.add_column(self.filters.table.properties[gathering.name])
        if gathering.kind == "DISTINCT":
            lists, builder.n_lists = builder.n_lists, builder.n_lists + 1
        parts = [builder.new_register() for _ in points]
        slots = [max(bisect_right(points, start) - 1, 0) for start in starts]
        if gathering.kind == "SUM_WIDE":
            parts.append(builder.new_register())
        bounds = (gathering.low_register, gathering.high_register)
        return Group(gathering.kind, column, parts, slots, *bounds, list_index=lists)
