"""What a marketer at Larkfield would write after a look at the data: rules for the planted groups."""

from __future__ import annotations

from satsuma.model.definitions import Priority, SegmentationDefinition, SegmentDefinition

PLANTED_BY = {
    "slipping-regulars": "Slipping regulars",
}
"""Which planted group each segment is meant to find."""

STORY = {
    "slipping-regulars": SegmentDefinition(
        rule="count(order) >= 5 and count(order, last 180 days) <= 1",
        title="Slipping regulars",
    ),
}


def divide_story() -> SegmentationDefinition:
    """The story's segments as one exclusive division."""
    return SegmentationDefinition(
        title="The story's groups",
        priorities=tuple(Priority(name=name, segment=name) for name in STORY),
    )
