"""Pictures of a figure from 0 to 1 for each of several solutions: with quartiles, or as one dot a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from satsuma.describe.report.html import Child, Html, tag
from satsuma.describe.report.svg import percent, picture, text

LEFT, RIGHT, ROW = 13.0, 97.0, 24
"""Percent where 0 and 1 stand; pixels of a row."""
SMALLEST_DOT, LARGEST_DOT = 3.0, 9.0
MARKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Range:
    """A value between its quartiles, each 0 to 1; `text` says it in words."""

    label: str
    low: float
    middle: float
    high: float
    text: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One dot a segment at its value (0 to 1), as large as its share of everyone."""

    label: str
    values: tuple[float, ...]
    sizes: tuple[float, ...]
    is_chosen: bool = False


def draw_ranges(title: str, description: str, rows: Sequence[Range]) -> Html:
    """A thick line from quartile to quartile, a dot at the median."""
    shapes = draw_frame(len(rows))
    for place, row in enumerate(rows):
        y = place * ROW + 12
        shapes.append(label_of(row.label, y, row.is_chosen))
        shapes.append(tag("line", x1=spot(row.low), x2=spot(row.high), y1=y, y2=y, class_="whisker"))
        dot = tag("title", f"{row.label}: {row.text}")
        shapes.append(
            tag(
                "circle",
                dot,
                cx=spot(row.middle),
                cy=y,
                r=6 if row.is_chosen else 4,
                class_=fill(row.is_chosen),
            )
        )
    return picture(title, description, len(rows) * ROW + 22, *shapes)


def draw_strips(title: str, description: str, rows: Sequence[Strip]) -> Html:
    """A row of dots for each solution."""
    shapes = draw_frame(len(rows))
    for place, row in enumerate(rows):
        y = place * ROW + 12
        shapes.append(label_of(row.label, y, row.is_chosen))
        for value, size in zip(row.values, row.sizes, strict=True):
            told = tag("title", f"{row.label}: {value:.2f} ({size:.0%} of customers)")
            radius = round(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * sqrt(max(0.0, min(1.0, size))), 1)
            style = f"{fill(row.is_chosen)} dot"
            shapes.append(tag("circle", told, cx=spot(value), cy=y, r=radius, class_=style))
    return picture(title, description, len(rows) * ROW + 22, *shapes)


def draw_frame(count: int) -> list[Child]:
    """A scale from 0 to 1 with marks."""
    bottom = count * ROW + 2
    shapes: list[Child] = []
    for mark in MARKS:
        shapes.append(tag("line", x1=spot(mark), x2=spot(mark), y1=0, y2=bottom, class_="track"))
        shapes.append(text(f"{mark:g}", spot(mark), bottom + 15, class_="value", text_anchor="middle"))
    return shapes


def label_of(label: str, y: int, is_chosen: bool) -> Html:
    return text(label, 0, y + 5, class_="label" if is_chosen else "value")


def fill(is_chosen: bool) -> str:
    return "fill-b" if is_chosen else "fill-a"


def spot(value: float) -> str:
    return percent(LEFT + (RIGHT - LEFT) * max(0.0, min(1.0, value)))
