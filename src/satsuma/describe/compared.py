"""Pictures of segments against one another and over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from satsuma.describe.charts import ACCENT, QUIET, WIDTH, Spec, chart
from satsuma.model.comparisons import AfterPoint, AfterResult, CombinationResult, CompareResult, TraceResult

COLOURS = (ACCENT, "#2f6f73", "#7a4f9a", "#b58a1b", "#3b5b92")
"""For up to five segments; everyone is quiet."""
EVERYONE = "Everyone"
SIMILAR = "Others who had ordered as often"
MOST_LINES = 12
HEIGHT = 240


def over_time(
    title: str,
    rows: Sequence[Mapping[str, object]],
    names: Sequence[str],
    colours: Sequence[str],
    format_: str = ",.2~f",
) -> Spec:
    """Rows of {day, who, value, low, high}: a line for each, with the band of its interval."""
    across = {"field": "day", "type": "temporal", "title": None}
    colour = {
        "field": "who",
        "type": "nominal",
        "scale": {"domain": list(names), "range": list(colours)},
        "sort": list(names),
        "title": None,
        "legend": {"orient": "bottom"},
    }
    up = {"type": "quantitative", "title": None, "axis": {"format": format_}}
    return chart(
        title,
        rows,
        width=WIDTH,
        height=HEIGHT,
        encoding={"x": across, "color": colour},
        layer=[
            {
                "mark": {"type": "area", "opacity": 0.15},
                "encoding": {"y": {"field": "low", **up}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "point": True, "tooltip": True},
                "encoding": {"y": {"field": "value", **up}},
            },
        ],
    )


def draw_after(result: AfterResult) -> dict[str, Spec]:
    """The KPI of the members, of others like them and of everyone; nothing where there is nothing to show."""
    rows: list[dict[str, object]] = []
    for point in list_drawn(result.points, is_since=result.is_since):
        for who, figure in ((result.title, point.members), (EVERYONE, point.everyone)):
            if figure.mean is not None:
                rows.append(
                    {
                        "day": point.end,
                        "who": who,
                        "value": figure.mean,
                        "low": figure.low,
                        "high": figure.high,
                    }
                )
        if point.similar is not None:
            rows.append({"day": point.end, "who": SIMILAR, "value": point.similar, "low": None, "high": None})
    if not rows:
        return {}
    how = f"counted {result.step} by {result.step}" if result.is_since else f"at each {result.step}'s end"
    title = f"{result.title} of {result.since}: {result.kpi_title}, {how}"
    names = [result.title, SIMILAR, EVERYONE]
    held = [name for name in names if any(row["who"] == name for row in rows)]
    colours = {result.title: ACCENT, SIMILAR: COLOURS[1], EVERYONE: QUIET}
    return {"after": over_time(title, rows, held, [colours[name] for name in held], format_of(result.kind))}


def list_drawn(points: Sequence[AfterPoint], *, is_since: bool) -> Sequence[AfterPoint]:
    """Those that belong in one line. What is counted in each is less in a time that was cut short, so the line would drop
    where nothing fell; such a time is drawn only where there is no whole one. What is last known is the same at any end."""
    return [point for point in points if point.is_whole or not is_since] or points


def format_of(kind: str) -> str:
    return ".0%" if kind in ("share", "flag") else ",.2~f"


def draw_trace(result: TraceResult) -> dict[str, Spec]:
    """A line for each segment, and everyone."""
    rows = [
        {"day": point.day, "who": series.title, "value": point.value, "low": point.low, "high": point.high}
        for series in result.series
        for point in series.points
        if point.value is not None
    ]
    if not rows:
        return {}
    named = [series.title for series in result.series if series.name is not None]
    title = result.title if result.level is None else f"{result.title}: {result.level}"
    colours = [*COLOURS[: len(named)], QUIET]
    kind = "share" if result.level is not None else result.kind
    return {"trace": over_time(title, rows, [*named, EVERYONE], colours, format_of(kind))}


def draw_differences(result: CompareResult) -> dict[str, Spec]:
    """The lines that tell the segments apart most, in standard deviations or Cohen's h away from everyone's place between the
    lowest and the highest."""
    titles = {size.name: size.title for size in result.segments}
    rows: list[dict[str, object]] = []
    for line in [line for line in result.lines if line.spread][:MOST_LINES]:
        label = line.title if line.level is None else f"{line.title}: {line.level}"
        known = [cell.value for cell in line.cells if cell.value is not None]
        low, high = min(known), max(known)
        for size, cell in zip(result.segments, line.cells, strict=True):
            if cell.value is not None:
                place = (cell.value - low) / (high - low)
                rows.append(
                    {"label": label, "segment": titles[size.name], "place": place, "value": cell.value}
                )
    if not rows:
        return {}
    names = [size.title for size in result.segments]
    spec = chart(
        "What tells them apart most, from the lowest to the highest",
        rows,
        width=WIDTH,
        mark={"type": "point", "filled": True, "size": 120, "tooltip": True},
        encoding={
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 260, "grid": True},
            },
            "x": {"field": "place", "type": "quantitative", "title": None, "axis": None},
            "color": {
                "field": "segment",
                "type": "nominal",
                "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
                "sort": names,
                "title": None,
                "legend": {"orient": "bottom"},
            },
            "tooltip": [{"field": "segment"}, {"field": "label"}, {"field": "value", "format": ",.3~g"}],
        },
    )
    return {"differences": spec}


def draw_combinations(result: CombinationResult) -> dict[str, Spec]:
    """An UpSet plot (Lex et al. 2014): a bar for each combination over the dots of its segments."""
    titles = dict(zip(result.names, result.titles, strict=True))
    used = [name for name in result.names if any(name in each.names for each in result.combinations)]
    if not used:
        return {}
    bars = [{"place": i, "customers": each.customers} for i, each in enumerate(result.combinations)]
    dots = [
        {"place": i, "segment": titles[name], "is_in": name in each.names}
        for i, each in enumerate(result.combinations)
        for name in used
    ]
    across = {"field": "place", "type": "ordinal", "axis": None}
    spec: Spec = chart("Customers by combination of segments", [])
    spec.pop("data")
    spec |= {
        "spacing": 6,
        "vconcat": [
            {
                "data": {"values": bars},
                "height": 140,
                "width": {"step": 18},
                "mark": {"type": "bar", "color": ACCENT, "tooltip": True},
                "encoding": {"x": across, "y": {"field": "customers", "type": "quantitative", "title": None}},
            },
            {
                "data": {"values": dots},
                "width": {"step": 18},
                "height": {"step": 18},
                "mark": {"type": "point", "filled": True, "size": 90, "tooltip": True},
                "encoding": {
                    "x": across,
                    "y": {
                        "field": "segment", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 220},
                    },
                    "color": {"condition": {"test": "datum.is_in", "value": ACCENT}, "value": "#8d837733"},
                },
            },
        ],
    }  # fmt: skip
    return {"combinations": spec}
