"""All segments against everyone on what made them (Dolnicar, Grün and Leisch 2018, step 6): a table whose cells are bars, so
that it can be scrolled on a phone and read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.drawings import key
from satsuma.describe.report.findings.values import line_title, show_value
from satsuma.describe.report.html import Html, join, tag
from satsuma.describe.report.svg import percent
from satsuma.model.discoveries import DiscoveryResult, ProposedSegment, SegmentLine

MOST_ROWS = 16
LARGEST_EFFECT = 2.0
"""Standard deviations at which a bar is as long as it gets; farther ones look alike."""


def draw_profiles(of: Digest, found: DiscoveryResult, segments: Sequence[ProposedSegment]) -> Html | None:
    """One row a basis variable, one column a segment; None where there is nothing to draw."""
    lines = {
        segment.number: {row_key(line): line for line in choose_lines(of, segment)} for segment in segments
    }
    rows = choose_rows([line for each in lines.values() for line in each.values() if line.role == "basis"])
    if not rows:
        return None
    ends = tag("th", "Grouped by", scope="col"), tag("th", "Everyone", scope="col", class_="n")
    heads = [ends[0], *(segment_head(each) for each in segments), ends[1]]
    body = []
    for first in rows:
        cells = [draw_cell(of, found.unit, lines[segment.number].get(row_key(first))) for segment in segments]
        everyone = tag("td", show_value(of, found.unit, first, first.everyone), class_="n")
        body.append(tag("tr", tag("th", line_title(first), scope="row"), *cells, everyone))
    title = f"{numbers.of(len(segments), 'group')} against everyone"
    whole = tag(
        "table",
        tag("caption", tag("span", title, class_="hidden")),
        tag("thead", tag("tr", *heads)),
        tag("tbody", join(body, "\n")),
        class_="plot",
    )
    keys = tag("span", key("b", "sets them apart"), key("a", "smaller difference"), class_="keys")
    note = "The line in the middle is everyone: bars to the right are above, to the left below."
    caption = tag("figcaption", tag("strong", title), note, keys)
    return tag(
        "figure", caption, tag("div", whole, class_="scroll", tabindex=0, role="region", aria_label=title)
    )


def choose_lines(of: Digest, segment: ProposedSegment) -> list[SegmentLine]:
    """Lines with a value that may be shown."""
    return [
        line
        for line in segment.lines
        if not line.suppressed and line.value is not None and line.variable not in of.secret
    ]


def row_key(line: SegmentLine) -> tuple[str, str | None]:
    return line.variable, line.level


def choose_rows(lines: Sequence[SegmentLine]) -> list[SegmentLine]:
    """One line a row, in the order of the basis; where there are many, those that differ most between segments. Of yes and no
    only yes."""
    firsts: dict[tuple[str, str | None], SegmentLine] = {}
    widest: dict[tuple[str, str | None], float] = {}
    for line in lines:
        if line.level == "no":
            continue
        firsts.setdefault(row_key(line), line)
        widest[row_key(line)] = max(widest.get(row_key(line), 0.0), abs(line.effect or 0.0))
    kept = set(sorted(firsts, key=lambda name: -widest[name])[:MOST_ROWS])
    return [line for name, line in firsts.items() if name in kept]


def segment_head(segment: ProposedSegment) -> Html:
    return tag("th", segment.title, tag("small", numbers.share(segment.share)), scope="col")


def draw_cell(of: Digest, unit: str, line: SegmentLine | None) -> Html:
    """The value, and a bar from the middle by its effect."""
    if line is None:
        return tag("td", "–")
    effect = max(-LARGEST_EFFECT, min(LARGEST_EFFECT, line.effect or 0.0)) / LARGEST_EFFECT
    start = 50 + min(0.0, effect) * 48
    bar = tag(
        "rect",
        x=percent(start),
        y=1,
        width=percent(abs(effect) * 48),
        height=9,
        rx=1,
        class_="fill-b" if line.marker else "fill-a",
    )
    middle = tag("line", x1="50%", x2="50%", y1=0, y2=11, class_="axis")
    track = tag("line", x1="2%", x2="98%", y1=5.5, y2=5.5, class_="track")
    drawing = tag("svg", track, bar, middle, aria_hidden="true", width="100%", height=11)
    shown = show_value(of, unit, line, line.value)
    return tag("td", tag("b", shown) if line.marker else shown, drawing)
