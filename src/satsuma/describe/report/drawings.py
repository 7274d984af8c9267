"""Pictures of one segment against everyone."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.figures import show_value
from satsuma.describe.report.html import Html, tag
from satsuma.describe.report.svg import Bar, BarRow, Dumbbell, bar_rows, dumbbells
from satsuma.model.results import ProfileLine, SegmentSize

MOST_DRAWN = 6


def draw_markers(of: Digest, size: SegmentSize, lines: Sequence[ProfileLine]) -> list[Html]:
    """Shares as two dots on one scale, other numbers as two bars."""
    drawn = lines[:MOST_DRAWN]
    shares = [line for line in drawn if line.level is not None]
    means = [line for line in drawn if line.level is None and is_drawable(line)]
    keys = tag("p", key("b", "here"), key("a", "everyone"), class_="keys small")
    found = [keys] if shares or means else []
    if shares:
        found.append(draw_shares(size, shares))
    if means:
        found.append(draw_means(of, size, means))
    return found


def is_drawable(line: ProfileLine) -> bool:
    """Bars start at zero: both values must not be below it."""
    return line.value is not None and line.everyone is not None and min(line.value, line.everyone) >= 0


def draw_shares(size: SegmentSize, lines: Sequence[ProfileLine]) -> Html:
    rows = [
        Dumbbell(
            label=f"{line.title}: {line.level}",
            here=line.value or 0.0,
            everyone=line.everyone or 0.0,
            low=line.low,
            high=line.high,
            text=f"{numbers.share(line.value)} here, {numbers.share(line.everyone)} of everyone",
        )
        for line in lines
    ]
    told = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return dumbbells(f"Shares in {size.title} and of everyone", told, rows)


def draw_means(of: Digest, size: SegmentSize, lines: Sequence[ProfileLine]) -> Html:
    rows = []
    for line in lines:
        here, everyone = line.value or 0.0, line.everyone or 0.0
        most = max(here, everyone) or 1.0
        bars = (
            Bar(here / most, show_value(of, size, line, here), "b"),
            Bar(everyone / most, show_value(of, size, line, everyone)),
        )
        rows.append(BarRow(line.title, bars))
    told = "; ".join(f"{row.label}: {row.bars[0].text} here, {row.bars[1].text} everyone" for row in rows)
    return bar_rows(f"Averages in {size.title} and of everyone", told, rows, thick=10)


def key(style: str, words: str) -> Html:
    """One entry of a picture's legend."""
    return tag("span", tag("i", class_=style), words, class_="key")
