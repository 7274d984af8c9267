"""Sizes: each segment in customers and in people who can be contacted, entered and left, earlier sizes."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.answers import CHANNELS
from satsuma.describe.report.digest import Digest, Section, heading, link
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import sparkline
from satsuma.describe.report.tables import Head, number, table, words
from satsuma.model.results import SegmentSize


def show_sizes(of: Digest) -> Section | None:
    """Segmentations first: their groups never overlap. None without any segment."""
    content = of.content
    if not content.segments and not content.segmentations:
        return None
    parts: list[Html | None] = [heading("sizes", "Sizes", "")]
    for segmentation in content.segmentations:
        if not segmentation.segments:
            continue
        units = numbers.plural(segmentation.unit)
        rest = segmentation.segments[-1]
        told = (
            f"{numbers.count(segmentation.population)} {units}, each in exactly one group: the first that fits. "
            f"{numbers.share(segmentation.covered)} are in a group with a rule, the others in “{rest.title}”."
        )
        parts += [
            tag("h3", segmentation.title),
            tag("p", told),
            size_table(of, segmentation.title, segmentation.segments),
        ]
    for unit in dict.fromkeys(size.unit for size in content.segments):
        found = [size for size in content.segments if size.unit == unit]
        title = f"Segments of {numbers.plural(unit)}"
        parts += [tag("h3", title), tag("p", "They may overlap."), size_table(of, title, found)]
    return Section("sizes", "Sizes", join(parts))


def size_table(of: Digest, caption: str, sizes: Sequence[SegmentSize]) -> Html:
    """One row a segment; columns without anything to say are left out."""
    channels = list(dict.fromkeys(channel for size in sizes for channel in size.contactable))
    has_kpi = any(size.kpi_share is not None for size in sizes)
    has_changes = any(size.entered is not None for size in sizes)
    has_history = any(len(of.content.history.get(size.name, ())) > 1 for size in sizes)
    heads: list[Head] = [
        words("Segment"),
        number(numbers.plural(sizes[0].unit).capitalize()),
        number("Share"),
    ]
    heads += [number("Share of KPI")] if has_kpi else []
    heads += [number(f"By {CHANNELS.get(channel, channel)}") for channel in channels]
    heads += [number("Entered"), number("Left")] if has_changes else []
    heads += [words("Trend")] if has_history else []
    rows: list[list[Child]] = []
    for size in sizes:
        is_small = of.is_small(size.customers)
        row: list[Child] = [
            link(size),
            of.people(size.customers),
            "–" if is_small else numbers.share(size.share),
        ]
        row += ["–" if is_small else numbers.share(size.kpi_share)] if has_kpi else []
        row += [reachable(of, size, channel) for channel in channels]
        moved = (None, None) if is_small else (size.entered, size.left)
        row += [of.change(each) for each in moved] if has_changes else []
        row += [draw_history(of, size)] if has_history else []
        rows.append(row)
    return table(caption, heads, rows, is_titled=True)


def reachable(of: Digest, size: SegmentSize, channel: str) -> str:
    """How many can be contacted by a channel."""
    if channel not in size.contactable or of.is_small(size.customers):
        return "–"
    return of.people(size.contactable[channel])


def draw_history(of: Digest, size: SegmentSize) -> Html | None:
    """Earlier sizes as a small line, none where one of them is too small to show."""
    points = of.content.history.get(size.name, ())
    if len(points) < 2 or any(of.is_small(point.customers) for point in points):
        return None
    first, last = points[0], points[-1]
    told = f"{size.title}: {of.people(first.customers)} on {first.as_of}, {of.people(last.customers)} on {last.as_of}"
    return sparkline(told, [point.customers for point in points])
