"""Each segment against everyone on every variable, what sets it apart first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

import numpy as np

from satsuma.columns import Column
from satsuma.describe.lines import Frame, Index, describe_variable
from satsuma.describe.sentences import describe_line
from satsuma.model.kinds import WORDS, Kind, Sensitivity
from satsuma.model.results import ProfileLine, SegmentProfile, SegmentSize, VariableInfo

MARKER_EFFECT = 0.2
"""Cohen's smallest effect worth naming."""
MARKER_POINTS = 0.25
MARKER_RATIO = 0.5
"""A share marks a segment when it differs by 25 points or by half (Dolnicar, Grün & Leisch 2018, ch. 8)."""
MOST_LEVELS_OF_ANY = 1_000
"""A category with more levels is a label, not a basis for a profile."""


def is_profiled(info: VariableInfo, column: Column) -> bool:
    """Whether a variable may and can be shown: nothing personal, nothing the project does not allow, no free text."""
    if (
        info.sensitivity is Sensitivity.PERSONAL
        or not info.allowed
        or info.kind in (Kind.TEXT, Kind.IDENTIFIER)
    ):
        return False
    levels = len(getattr(column, "dictionary", ()))
    return not (info.kind in WORDS and levels > MOST_LEVELS_OF_ANY)


def profile_segment(
    size: SegmentSize,
    members: Index,
    everyone: Index,
    values: Mapping[str, Column],
    variables: Sequence[VariableInfo],
    *,
    made_of: Collection[str] = (),
    smallest_group: int,
    zone: ZoneInfo,
) -> SegmentProfile:
    """`members` and `everyone` are ordinals; `made_of` names the variables that share data with the segment's rule.

    A segment under `smallest_group` gets no lines. Variables without a value for anybody are left out.
    """
    if len(members) < smallest_group:
        warning = f"Fewer than {smallest_group} members: no profile is shown."
        return SegmentProfile(size=size, population=len(everyone), lines=(), warnings=(warning,))
    frame = Frame(members, everyone, smallest_group, zone)
    lines: list[ProfileLine] = []
    for info in variables:
        if info.name in values and is_profiled(info, values[info.name]):
            for line in describe_variable(info, values[info.name], frame):
                lines.append(finish_line(line, info, info.name in made_of))
    lines.sort(key=rank_line)
    return SegmentProfile(size=size, population=len(everyone), lines=tuple(lines))


def finish_line(line: ProfileLine, info: VariableInfo, in_rule: bool) -> ProfileLine:
    line = line.model_copy(update={"marker": is_marker(line), "in_rule": in_rule})
    return line.model_copy(update={"sentence": describe_line(line, info.currency)})


def is_marker(line: ProfileLine) -> bool:
    if line.suppressed or line.effect is None or abs(line.effect) < MARKER_EFFECT:
        return False
    if line.level is None or line.value is None or line.everyone is None:
        return True
    difference = abs(line.value - line.everyone)
    return difference >= MARKER_POINTS or (line.everyone > 0 and difference / line.everyone >= MARKER_RATIO)


def rank_line(line: ProfileLine) -> tuple[bool, bool, bool, float, str, str]:
    """Markers first, those that are no part of the rule before those that are, then by size of the effect."""
    effect = abs(line.effect) if line.effect is not None and np.isfinite(line.effect) else 0.0
    return line.suppressed, not line.marker, line.in_rule, -effect, line.variable, line.level or ""
