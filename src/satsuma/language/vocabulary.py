"""What a rule may talk about: the shape of the data plus the project's variables and segments, parsed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from satsuma.language.tree import Condition, Value
from satsuma.model.kinds import Shape


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`variables[unit][name]` is the expression of a declared variable (columns need none: they are in the
    shape); `segments[unit][name]` the condition of a segment, segmentation parts as
    `segmentation/segment`. `values[unit][name]` are all values that a category holds in the data, where that is
    known; event properties as `event.property`. `bases[unit][name]` are the variables that a model's variable is made from;
    it stands among the shape's columns. `titles[unit][name]` and `segment_titles[unit][name]` are what people call them, where
    the project says so."""

    shape: Shape
    variables: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    segments: Mapping[str, Mapping[str, Condition]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    bases: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    segment_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
