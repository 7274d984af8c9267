"""A card's charts as Vega-Lite specifications: what sets the segment apart, what they buy, when they act, how many they are."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.charts import ACCENT, QUIET, WIDTH, Spec, chart, dots, paired_bars
from satsuma.describe.personas.targeting import choose_timing
from satsuma.model.measures import Day, Measured, PersonaFacts
from satsuma.model.personas import PersonaLine

MOST_MARKERS = 6
MOST_BOUGHT = 6
LONGEST_LABEL = 34
LETTER = 6.4
"""Pixels that a letter takes at most on average, in the size of labels."""
HERE, EVERYONE = "here", "everyone"


def draw_card(markers: Sequence[PersonaLine], facts: PersonaFacts, days: Sequence[Day]) -> dict[str, Spec]:
    """By name, in the order of the card; none where there is nothing to draw."""
    found: dict[str, Spec] = {}
    shares = [line for line in markers if line.measure == "share" and line.value is not None][:MOST_MARKERS]
    if len(shares) >= 2:
        found["markers"] = draw_shares(shares)
    means = [line for line in markers if line.measure != "share" and is_drawable(line)][:MOST_MARKERS]
    if len(means) >= 2:
        found["averages"] = draw_means(means)
    bought = [each for each in facts.categories if not each.suppressed and each.everyone is not None]
    if len(bought) >= 2:
        found["bought"] = draw_pairs("What they buy", bought[:MOST_BOUGHT], in_order=False)
    timing = choose_timing(facts.timings)
    if timing is not None:
        found["weekdays"] = draw_pairs(f"{timing.of.capitalize()} by weekday", timing.weekdays, in_order=True)
        if timing.hours:
            found["hours"] = draw_hours(f"{timing.of.capitalize()} by hour", timing.hours)
    if len(days) > 1:
        found["trend"] = draw_trend(days)
    return found


def shorten(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def make_room(spec: Spec, labels: Sequence[str]) -> Spec:
    """As much room for the labels as the widest of fonts needs, as nobody knows which one a reader has."""
    room = LETTER * max(len(label) for label in labels)

    def widen(part: object) -> object:
        if not isinstance(part, dict):
            return [widen(each) for each in part] if isinstance(part, list) else part
        found = {name: widen(inner) for name, inner in part.items()}
        if found.get("field") == "label" and found.get("type") == "nominal":
            found["axis"] = {"minExtent": room}
        return found

    return {name: part if name == "data" else widen(part) for name, part in spec.items()}


def is_drawable(line: PersonaLine) -> bool:
    return line.value is not None and line.everyone is not None and line.everyone > 0 and line.value > 0


def draw_shares(lines: Sequence[PersonaLine]) -> Spec:
    rows = [
        {
            "label": shorten(line.title),
            "here": line.value,
            "everyone": line.everyone,
            "low": line.low,
            "high": line.high,
            "n": line.n,
        }
        for line in lines
    ]
    titled = {
        "text": "What sets them apart",
        "subtitle": "orange: here, with its 95 % interval; grey: everyone",
    }
    return make_room(
        dots("What sets them apart", rows) | {"title": titled}, [shorten(line.title) for line in lines]
    )


def draw_means(lines: Sequence[PersonaLine]) -> Spec:
    """Averages in everyone's, as units differ: 1 is as everyone, 2 twice as much."""
    rows = [
        {
            "label": shorten(line.title),
            "times": (line.value or 0) / (line.everyone or 1),
            "here": line.value,
            "everyone": line.everyone,
            "n": line.n,
        }
        for line in lines
    ]
    y = {"field": "label", "type": "nominal", "sort": None, "title": None}
    x = {"field": "times", "type": "quantitative", "title": "times everyone's average"}
    spec = chart(
        "Averages against everyone's",
        rows,
        width=WIDTH,
        layer=[
            {
                "mark": {"type": "bar", "color": ACCENT, "tooltip": True, "cornerRadiusEnd": 3},
                "encoding": {"y": y, "x": x},
            },
            {
                "mark": {"type": "rule", "color": QUIET, "strokeDash": [4, 3], "strokeWidth": 2},
                "encoding": {"x": {"datum": 1, "type": "quantitative"}},
            },
        ],
    )
    return make_room(spec, [shorten(line.title) for line in lines])


def draw_pairs(title: str, figures: Sequence[Measured], *, in_order: bool) -> Spec:
    """Two bars a level, the most telling first unless the order is one of its own."""
    shown = [each for each in figures if not each.suppressed]
    if not in_order:
        shown.sort(key=lambda each: (each.everyone or 0) - each.value)
    rows = [
        {"label": shorten(each.level or each.what), "measure": name, "share": share, "n": each.n}
        for each in shown
        for name, share in ((HERE, each.value), (EVERYONE, each.everyone))
    ]
    spec = paired_bars(title, rows, (EVERYONE, HERE))
    return make_room(spec, [shorten(each.level or each.what) for each in shown])


def draw_hours(title: str, figures: Sequence[Measured]) -> Spec:
    """The day as two lines."""
    rows = [
        {"hour": hour, "measure": name, "share": share, "n": each.n}
        for hour, each in enumerate(figures)
        if not each.suppressed
        for name, share in ((HERE, each.value), (EVERYONE, each.everyone))
    ]
    return chart(
        title,
        rows,
        width=WIDTH,
        height=130,
        mark={"type": "line", "interpolate": "monotone", "strokeWidth": 2.5, "tooltip": True},
        encoding={
            "x": {
                "field": "hour",
                "type": "quantitative",
                "title": None,
                "axis": {"values": list(range(0, 24, 3))},
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": None,
                "axis": {"format": ".0%", "tickCount": 4},
            },
            "color": {
                "field": "measure",
                "scale": {"domain": [EVERYONE, HERE], "range": [QUIET, ACCENT]},
                "title": None,
            },
        },
    )


def draw_trend(days: Sequence[Day]) -> Spec:
    """Sizes of the last year."""
    rows = [{"as_of": day.as_of, "customers": day.customers} for day in days]
    x = {
        "field": "as_of",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%b %y", "values": [row["as_of"] for row in rows]},
    }
    y = {"field": "customers", "type": "quantitative", "title": None, "axis": {"tickCount": 4}}
    return chart(
        "How many they are",
        rows,
        width=WIDTH,
        height=120,
        encoding={"x": x, "y": y},
        layer=[
            {"mark": {"type": "area", "color": ACCENT, "opacity": 0.15}},
            {
                "mark": {
                    "type": "line",
                    "color": ACCENT,
                    "strokeWidth": 2.5,
                    "point": {"color": ACCENT},
                    "tooltip": True,
                }
            },
        ],
    )
