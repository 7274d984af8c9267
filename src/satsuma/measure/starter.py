"""The segmentation that a new project starts with: every customer in exactly one segment, everyone else explicit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from satsuma.model.definitions import Priority, SegmentationDefinition, SegmentDefinition
from satsuma.model.kinds import Shape

MOST_SEGMENTS = 8
"""More than eight groups are hard to keep apart in daily work."""

FEWEST_SEGMENTS = 2

CONSUMER_ORDER = (
    "never-bought",
    "lapsing-vips",
    "vips",
    "lost",
    "lapsing",
    "new-customers",
    "second-order-due",
    "active-repeat",
)
"""What needs action most comes first: a slipping VIP who also lapses is a slipping VIP."""

ACCOUNT_ORDER = (
    "renewal-due",
    "lapsed-accounts",
    "never-won",
    "ideal-fit",
    "open-pipeline",
    "won-recently",
    "large-accounts",
    "mid-sized-accounts",
)


ACTIVITY_ORDER = (
    "never-active",
    "gone-quiet",
    "getting-quieter",
    "newly-active",
    "most-active",
    "recently-active",
)


def starter_segmentation(
    shape: Shape, segments: Mapping[str, SegmentDefinition]
) -> dict[str, SegmentationDefinition]:
    """`starter` for the main unit, `starter-<unit>` for the other units that segments divide; out of the segments of
    `suggest_segments`. Nothing for a unit with fewer than two of them."""
    found: dict[str, SegmentationDefinition] = {}
    for unit in [shape.main_unit, *sorted(set(shape.units) - {shape.main_unit})]:
        names = list(_in_order(segments, unit))[:MOST_SEGMENTS]
        if names:
            name = "starter" if unit == shape.main_unit else f"starter-{unit}"
            found[name] = divide(unit, names, segments, _title(unit, shape))
    return found


def _title(unit: str, shape: Shape) -> str:
    return "Starter segmentation" if unit == shape.main_unit else f"Starter segmentation ({unit})"


def _in_order(segments: Mapping[str, SegmentDefinition], unit: str) -> Iterable[str]:
    """The first order of which the unit has at least two segments."""
    for order in (CONSUMER_ORDER, ACCOUNT_ORDER, ACTIVITY_ORDER):
        names = [name for name in order if name in segments and segments[name].unit == unit]
        if len(names) >= FEWEST_SEGMENTS:
            return names
    return []


def divide(
    unit: str,
    names: Iterable[str],
    segments: Mapping[str, SegmentDefinition],
    title: str = "Starter segmentation",
) -> SegmentationDefinition:
    """A segmentation of segments in this order."""
    return SegmentationDefinition(
        unit=unit,
        title=title,
        priorities=tuple(
            Priority(name=name, title=segments[name].title, segment=name, action=segments[name].action)
            for name in names
        ),
    )
