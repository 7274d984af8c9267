"""A KPI over time with its goal, as a picture."""

from __future__ import annotations

from typing import Any

from satsuma.describe.charts import ACCENT, QUIET, Row, Spec, chart
from satsuma.model.prospects import Prospect

FEWEST = 2


def draw_prospect(prospect: Prospect, goal: float | None, by: str | None) -> dict[str, Spec]:
    """`history`: the KPI with its 95 % band, and the way from now to the goal; nothing where there is nothing to compare."""
    points = [point for point in (*prospect.past, prospect.now) if point.value is not None]
    if len(points) + (goal is not None) < FEWEST:
        return {}
    rows: list[Row] = [
        {"day": point.as_of, "value": point.value, "low": point.low, "high": point.high} for point in points
    ]
    shape: dict[str, Any] = {"format": ".0%" if prospect.is_percent else ",.4~g"}
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"tickCount": 6}}
    y = {"field": "value", "type": "quantitative", "title": None, "axis": shape, "scale": {"zero": False}}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "color": ACCENT, "opacity": 0.18},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {
                "type": "line",
                "color": ACCENT,
                "strokeWidth": 2.5,
                "point": {"color": ACCENT, "size": 50},
                "tooltip": True,
            },
            "encoding": {"x": x, "y": y},
        },
    ]
    if goal is not None:
        layers += draw_goal(rows[-1], goal, by, x, y)
    unit = f" ({prospect.currency})" if prospect.currency else ""
    return {"history": chart(f"{prospect.title}{unit}", rows, width=420, height=220, layer=layers)}


def draw_goal(
    now: Row, goal: float, by: str | None, x: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    """The goal as a line, and a dashed way to it where it has a date."""
    line = {
        "data": {"values": [{"value": goal}]},
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 3], "strokeWidth": 1.5},
        "encoding": {"y": y},
    }
    if by is None or by <= str(now["day"]):
        return [line]
    way = [{"day": now["day"], "value": now["value"]}, {"day": by, "value": goal}]
    return [
        line,
        {
            "data": {"values": way},
            "mark": {
                "type": "line",
                "color": ACCENT,
                "strokeDash": [5, 4],
                "strokeWidth": 1.5,
                "opacity": 0.8,
            },
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": way[1:]},
            "mark": {
                "type": "point",
                "shape": "diamond",
                "filled": True,
                "size": 140,
                "color": ACCENT,
                "tooltip": True,
            },
            "encoding": {"x": x, "y": y},
        },
    ]
