"""A page for each segment: what it is, how large, what sets it apart, and all figures against everyone."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.answers import CHANNELS
from satsuma.describe.report.digest import Digest, Section, anchor, heading
from satsuma.describe.report.drawings import draw_markers
from satsuma.describe.report.figures import profile_table
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.results import ProfileLine, SegmentationSizes, SegmentProfile, SegmentSize

MOST_MARKERS = 8
MOST_BY_DEFINITION = 4
ROW_BUDGET = 9_000
"""Table rows of all segments together, so that the largest projects still make a small page."""
FEWEST_ROWS, MOST_ROWS = 40, 250


def show_segments(of: Digest) -> Section | None:
    """None without any segment."""
    sizes = list(of.all_sizes())
    if not sizes:
        return None
    rows = max(FEWEST_ROWS, min(MOST_ROWS, ROW_BUDGET // len(sizes)))
    lead = "Each group against everyone of its unit; what sets it apart comes first."
    pages = [show_segment(of, size, rows) for size in sizes]
    return Section("segments", "Segments", join([heading("segments", "Segment by segment", lead), *pages]))


def show_segment(of: Digest, size: SegmentSize, most_rows: int) -> Html:
    """One segment's page."""
    profile = of.content.profiles.get(size.name)
    parts: list[Html | None] = [
        tag("p", describe_place(of, size), class_="eyebrow"),
        tag("h3", size.title),
        *describe_rule(of, size),
        show_figures(of, size),
        tag("p", tag("strong", "What to do: "), size.action) if size.action else None,
        *show_profile(of, size, profile, most_rows),
        show_history(of, size),
    ]
    return tag("article", *parts, id=anchor(size.name), class_="segment")


def find_place(of: Digest, size: SegmentSize) -> tuple[SegmentationSizes, int] | None:
    """The segmentation that a group belongs to, and its place in it from 1 on; None for a segment of its own."""
    for segmentation in of.content.segmentations:
        for place, part in enumerate(segmentation.segments, start=1):
            if part.name == size.name:
                return segmentation, place
    return None


def describe_place(of: Digest, size: SegmentSize) -> str:
    found = find_place(of, size)
    if found is None:
        return f"Segment of {numbers.plural(size.unit)} · {size.name}"
    segmentation, place = found
    return f"{segmentation.title} · group {place} of {len(segmentation.segments)}"


def describe_rule(of: Digest, size: SegmentSize) -> list[Html | None]:
    """The rule in English and as written; what a part of a segmentation leaves to the groups before it."""
    sentence = of.shown_sentence(size) or find_twin_sentence(of, size)
    rule = of.shown_rule(size)
    told: list[Html | None] = [tag("p", sentence) if sentence else None]
    found = find_place(of, size)
    if found is not None and found[1] == len(found[0].segments):
        told.append(tag("p", "Whoever fits none of the groups before.", class_="soft"))
    elif found is not None and found[1] > 1:
        told.append(tag("p", "Without those who fit an earlier group.", class_="soft"))
    told.append(tag("p", tag("code", rule)) if rule else None)
    return told


def find_twin_sentence(of: Digest, size: SegmentSize) -> str:
    """The sentence of the segment with the same rule: parts of a segmentation carry none of their own."""
    if size.rule is None:
        return ""
    twins = (each for each in of.content.segments if each.rule == size.rule and each.unit == size.unit)
    return next((of.shown_sentence(twin) for twin in twins), "")


def show_figures(of: Digest, size: SegmentSize) -> Html:
    """The large numbers."""
    if of.is_small(size.customers):
        return tag("p", f"It has {of.people(size.customers)} members, too few to show more.", class_="soft")
    units = numbers.plural(size.unit).capitalize()
    figures = [figure(units, numbers.count(size.customers), f"{numbers.share(size.share)} of all")]
    if size.kpi_share is not None and of.kpi_title:
        figures.append(figure("Share of KPI", numbers.share(size.kpi_share), of.kpi_title))
    for channel, customers in size.contactable.items():
        reach = (
            ""
            if of.is_small(customers) or not size.customers
            else f"{numbers.share(customers / size.customers)} of them"
        )
        figures.append(figure(f"By {CHANNELS.get(channel, channel)}", of.people(customers), reach))
    if size.entered is not None and size.left is not None:
        figures.append(figure("Entered", of.change(size.entered), "since the previous run"))
        figures.append(figure("Left", of.change(size.left), "since the previous run"))
    return tag("dl", *figures, class_="figures")


def figure(name: str, value: str, note: str) -> Html:
    return tag("div", tag("dt", name), tag("dd", value, tag("small", note) if note else None))


def show_profile(
    of: Digest, size: SegmentSize, profile: SegmentProfile | None, most_rows: int
) -> list[Html | None]:
    """Markers in words and drawn, then all figures for those who want them."""
    if profile is None or of.is_small(size.customers):
        return []
    lines = of.shown_lines(profile)
    markers = [line for line in lines if line.marker and not line.in_rule][:MOST_MARKERS]
    by_rule = [line for line in lines if line.marker and line.in_rule][:MOST_BY_DEFINITION]
    told: list[Html | None] = [tag("p", warning, class_="soft") for warning in profile.warnings]
    if markers:
        words_ = join([tag("h4", "What sets them apart"), bullets(sentences(markers), "plain")])
        told.append(
            tag("div", tag("div", words_), tag("div", *draw_markers(of, size, markers)), class_="columns")
        )
    elif lines:
        told.append(tag("p", "Nothing else that is known sets them apart from everyone.", class_="soft"))
    if by_rule:
        told += [tag("h4", "Different by definition"), bullets(sentences(by_rule), "plain")]
    if lines:
        hidden = sum(1 for line in profile.lines if line.suppressed)
        title = f"All figures: {numbers.of(len(lines), 'line')}"
        told.append(fold(title, *profile_table(of, size, lines, most_rows, hidden)))
    return told


def sentences(lines: list[ProfileLine]) -> list[Child]:
    return [numbers.glue(line.sentence) for line in lines]


def show_history(of: Digest, size: SegmentSize) -> Html | None:
    """Sizes of earlier runs."""
    points = of.content.history.get(size.name, ())
    if len(points) < 2:
        return None
    heads = [words("Looking back from"), number(numbers.plural(size.unit).capitalize())]
    rows: list[list[Child]] = [[point.as_of, of.people(point.customers)] for point in points]
    return fold("Earlier sizes", table(f"Earlier sizes of {size.title}", heads, rows))
