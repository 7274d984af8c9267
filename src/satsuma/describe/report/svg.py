"""Pictures as inline SVG that stretch with the page: places across are percent, heights and text are pixels."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.describe.report.html import Child, Html, tag

WIDEST, WIDEST_WITH_WORDS = 80.0, 54.0
"""Percent of the width that the longest bar takes; the rest is for what stands behind it, a number or some words."""
LONGEST_NUMBER = 9
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with what stands behind it. `share` is 0 to 1 of the longest; None draws no bar, only the text."""

    share: float | None
    text: str
    style: str = "a"


@dataclass(frozen=True, slots=True)
class BarRow:
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two values on one scale of 0 to 1, the first with its interval; `text` says them in words."""

    label: str
    here: float
    everyone: float
    low: float | None
    high: float | None
    text: str


def picture(title: str, description: str, height: int, *shapes: Child) -> Html:
    """A picture that stretches to the width of its box."""
    told = (tag("title", title), tag("desc", description))
    label = f"{title}. {description}"
    return tag("svg", *told, *shapes, role="img", aria_label=label, width="100%", height=height)


def percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def shorten(label: str) -> str:
    """A label that fits a phone."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def break_label(label: str) -> list[str]:
    """A label on one line, or on two of which the second may be shortened; combinations break at a plus."""
    if len(label) <= LONGEST_LABEL:
        return [label]
    end = label.rfind(" + ", 0, LONGEST_LABEL)
    first = label[: end + 2] if end > 0 else textwrap.wrap(label, LONGEST_LABEL)[0]
    return [first, shorten(label[len(first) :].strip())]


def text(words: str, x: str | float, y: float, *, dx: int | None = None, **more: str | int | None) -> Html:
    return tag("text", words, x=x, y=y, dx=dx, **more)


def bar_rows(title: str, description: str, rows: Sequence[BarRow], thick: int = 12) -> Html:
    """Rows of a label with one or more bars under it."""
    shapes: list[Child] = []
    has_words = any(len(bar.text) > LONGEST_NUMBER for row in rows for bar in row.bars)
    widest = WIDEST_WITH_WORDS if has_words else WIDEST
    y = 0
    for row in rows:
        lines = break_label(row.label)
        shapes += [text(line, 0, y + 13 + 17 * i, class_="label") for i, line in enumerate(lines)]
        y += 3 + 17 * len(lines)
        for bar in row.bars:
            width = max(0.0, min(1.0, bar.share or 0.0)) * widest
            if width:
                shapes.append(
                    tag(
                        "rect",
                        x=0,
                        y=y,
                        width=percent(max(width, 0.3)),
                        height=thick,
                        rx=2,
                        class_=f"fill-{bar.style}",
                    )
                )
            shapes.append(text(bar.text, percent(width), y + thick - 1, dx=7 if width else 4, class_="value"))
            y += thick + 3
        y += 9
    return picture(title, description, max(y - 8, 10), *shapes)


def stacked_bar(title: str, description: str, parts: Sequence[tuple[float, str]]) -> Html:
    """One bar of shares that add up to 1, each with its style."""
    shapes: list[Child] = []
    x = 0.0
    for part, style in parts:
        if part > 0:
            shapes.append(
                tag(
                    "rect",
                    x=percent(x),
                    y=0,
                    width=percent(max(part * 100, 0.4)),
                    height=10,
                    class_=f"fill-{style}",
                )
            )
        x += part * 100
    return picture(title, description, 10, *shapes)


def columns(title: str, description: str, values: Sequence[float], labels: Sequence[str]) -> Html:
    """Upright bars from left to right over one base line; the first and last are labelled."""
    height, top = 150, 8
    highest, lowest = max(0.0, *values), min(0.0, *values)
    spread = (highest - lowest) or 1.0
    base = top + height * highest / spread
    step = 100 / len(values)
    shapes: list[Child] = []
    for place, value in enumerate(values):
        size = height * abs(value) / spread
        x, width = percent(place * step + step * 0.12), percent(step * 0.76)
        y = base - size if value >= 0 else base
        style = "fill-b" if value >= 0 else "fill-c"
        bar = tag("title", f"{labels[place]}: {value:,.0f}")
        shapes.append(tag("rect", bar, x=x, y=round(y, 1), width=width, height=round(size, 1), class_=style))
    bottom = top + height
    shapes.append(tag("line", x1=0, x2="100%", y1=round(base, 1), y2=round(base, 1), class_="axis"))
    shapes.append(text(labels[0], 0, bottom + 17, class_="value"))
    if len(labels) > 1:
        shapes.append(text(labels[-1], "100%", bottom + 17, class_="value", text_anchor="end"))
    return picture(title, description, bottom + 24, *shapes)


def histogram(title: str, description: str, shares: Sequence[float], labels: Sequence[str]) -> Html:
    """Upright bars side by side, low values left; the first and last bins are labelled."""
    height, top = 84, 4
    most = max(shares, default=0.0) or 1.0
    step = 100 / max(len(shares), 1)
    shapes: list[Child] = []
    for place, value in enumerate(shares):
        size = height * value / most
        bar = tag("title", f"{labels[place]}: {value * 100:.1f} %")
        x, width = percent(place * step + step * 0.04), percent(step * 0.92)
        y = round(top + height - size, 1)
        shapes.append(tag("rect", bar, x=x, y=y, width=width, height=round(size, 1), class_="fill-b"))
    bottom = top + height
    shapes.append(tag("line", x1=0, x2="100%", y1=bottom, y2=bottom, class_="axis"))
    if labels:
        shapes.append(text(labels[0], 0, bottom + 16, class_="value"))
    if len(labels) > 1:
        shapes.append(text(labels[-1], "100%", bottom + 16, class_="value", text_anchor="end"))
    return picture(title, description, bottom + 22, *shapes)


def dumbbells(title: str, description: str, rows: Sequence[Dumbbell]) -> Html:
    """Rows of two dots on one scale: everyone and here, with the interval of here as a line."""
    shapes: list[Child] = []
    y = 0
    for row in rows:
        lines = break_label(row.label)
        shapes += [text(line, 0, y + 13 + 17 * i, class_="label") for i, line in enumerate(lines)]
        y += 17 * (len(lines) - 1)
        shapes.append(text(row.text, 0, y + 29, class_="value"))
        middle = y + 43
        here, everyone = spot(row.here), spot(row.everyone)
        shapes.append(tag("line", x1="1%", x2="99%", y1=middle, y2=middle, class_="track"))
        shapes.append(tag("line", x1=everyone, x2=here, y1=middle, y2=middle, class_="span"))
        if row.low is not None and row.high is not None:
            shapes.append(
                tag("line", x1=spot(row.low), x2=spot(row.high), y1=middle, y2=middle, class_="whisker")
            )
        shapes.append(tag("circle", cx=everyone, cy=middle, r=5, class_="fill-a"))
        shapes.append(tag("circle", cx=here, cy=middle, r=6, class_="fill-b"))
        y += 64
    return picture(title, description, max(y - 10, 10), *shapes)


def spot(value: float) -> str:
    """A place on a scale of 0 to 1, off the edges so that dots stay whole."""
    return percent(2 + 96 * max(0.0, min(1.0, value)))


def sparkline(title: str, values: Sequence[float]) -> Html:
    """A small line that ends in a dot."""
    width, height, edge = 92, 24, 4
    lowest, spread = min(values), (max(values) - min(values)) or 1.0
    step = (width - 2 * edge) / max(len(values) - 1, 1)
    points = [
        (round(edge + i * step, 1), round(height - edge - (height - 2 * edge) * (value - lowest) / spread, 1))
        for i, value in enumerate(values)
    ]
    line = tag("polyline", points=" ".join(f"{x},{y}" for x, y in points), class_="spark")
    dot = tag("circle", cx=points[-1][0], cy=points[-1][1], r=3, class_="fill-b")
    return tag(
        "svg", tag("title", title), line, dot, role="img", aria_label=title, width=width, height=height, class_="inline"
    )  # fmt: skip


def heat_map(
    title: str, description: str, labels: Sequence[str], cells: Sequence[Sequence[tuple[float, str]]]
) -> Html:
    """A square of cells: how strong (0 to 1) and what is written in it. Columns carry the rows' numbers."""
    left, cell, high, top = 204, 42, 30, 24
    shapes: list[Child] = []
    for place, label in enumerate(labels):
        y = top + place * high + 19
        shapes.append(
            text(f"{place + 1}", left + place * cell + cell / 2, 16, class_="value", text_anchor="middle")
        )
        shapes.append(
            text(f"{place + 1}  {label[:25]}{'…' if len(label) > 25 else ''}", 0, y, class_="value")
        )
        for across, (strength, words) in enumerate(cells[place]):
            x = left + across * cell
            fade = round(max(0.0, min(1.0, strength)), 2)
            shade = "cell self" if place == across else "cell"
            shapes.append(
                tag(
                    "rect",
                    x=x + 1,
                    y=y - 18,
                    width=cell - 2,
                    height=high - 2,
                    class_=shade,
                    fill_opacity=fade,
                )
            )
            strong = "value strong" if fade > 0.55 and place != across else "value"
            if words:
                shapes.append(text(words, x + cell / 2, y, class_=strong, text_anchor="middle"))
    size = {"width": left + len(labels) * cell, "height": top + len(labels) * high}
    told = (tag("title", title), tag("desc", description))
    label = f"{title}. {description}"
    return tag("svg", *told, *shapes, role="img", aria_label=label, class_="map", **size)
