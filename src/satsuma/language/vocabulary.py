"""What a rule may talk about: the shape of the data plus the project's variables and segments, parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from satsuma.language.tree import Condition, Value
from satsuma.model.kinds import Shape


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`variables[unit][name]` is the expression of a declared variable (columns need none: they are in the
    shape); `segments[unit][name]` the condition of a segment, segmentation parts as
    `segmentation/segment`."""

    shape: Shape
    variables: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    segments: Mapping[str, Mapping[str, Condition]] = field(default_factory=dict)
