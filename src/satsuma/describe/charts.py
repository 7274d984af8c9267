"""Charts as Vega-Lite specifications: plain data, the numbers inline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
ACCENT, QUIET, BAD = "#d95f0e", "#8d8377", "#a3261d"
WIDTH = 420

Spec: TypeAlias = dict[str, object]
Row: TypeAlias = Mapping[str, object]


def chart(title: str, rows: Sequence[Row], **parts: object) -> Spec:
    """A specification with its data."""
    spec: Spec = {"$schema": SCHEMA, "title": title, "data": {"values": [dict(row) for row in rows]}}
    return spec | parts


def paired_bars(title: str, rows: Sequence[Row], measures: Sequence[str]) -> Spec:
    """Rows of {label, measure, share}: bars side by side for each label, in the rows' order."""
    colours = [QUIET, ACCENT][: len(measures)] if len(measures) > 1 else [ACCENT]
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "bar", "tooltip": True},
        encoding={
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
            "yOffset": {"field": "measure", "sort": list(measures)},
            "x": {"field": "share", "type": "quantitative", "title": None, "axis": {"format": ".0%"}},
            "color": {
                "field": "measure",
                "scale": {"domain": list(measures), "range": colours},
                "title": None,
            },
        },
    )


def single_bars(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {label, share}: one bar each."""
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "bar", "color": ACCENT, "tooltip": True},
        encoding={
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
            "x": {
                "field": "share",
                "type": "quantitative",
                "title": None,
                "axis": {"format": ".0%"},
                "scale": {"domain": [0, 1]},
            },
        },
    )


def plain_bars(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {label, value}: one bar each, in the rows' order."""
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "bar", "color": ACCENT, "tooltip": True},
        encoding={
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "value", "type": "quantitative", "title": None},
        },
    )


def histogram(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {label, low, high, share}: bars between the edges of their bins."""
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "bar", "color": ACCENT, "tooltip": True},
        encoding={
            "x": {"field": "low", "type": "quantitative", "bin": {"binned": True}, "title": None},
            "x2": {"field": "high"},
            "y": {"field": "share", "type": "quantitative", "title": None, "axis": {"format": ".0%"}},
        },
    )


def month_bars(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {month, net}: upright bars in time."""
    sign = {"condition": {"test": "datum.net < 0", "value": BAD}, "value": ACCENT}
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "bar", "tooltip": True},
        encoding={
            "x": {"field": "month", "type": "ordinal", "title": None},
            "y": {"field": "net", "type": "quantitative", "title": "net"},
            "color": sign,
        },
    )


def dots(title: str, rows: Sequence[Row], format_: str = ".0%") -> Spec:
    """Rows of {label, here, everyone, low, high}: two dots on one scale, and the interval of here."""
    across = {"type": "quantitative", "title": None, "axis": {"format": format_}}
    place = {"y": {"field": "label", "type": "nominal", "sort": None, "title": None}}
    return chart(
        title,
        rows,
        width=WIDTH,
        encoding=place,
        layer=[
            {
                "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 5, "opacity": 0.4},
                "encoding": {"x": {"field": "low", **across}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "color": QUIET, "tooltip": True},
                "encoding": {"x": {"field": "everyone", **across}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 110, "color": ACCENT, "tooltip": True},
                "encoding": {"x": {"field": "here", **across}},
            },
        ],
    )


def ranges(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {algorithm, k, low, middle, high, chosen}: medians with quartiles from 0 to 1, one column an algorithm."""
    up = {"type": "quantitative", "title": None, "scale": {"domain": [0, 1]}}
    accent = {"condition": {"test": "datum.chosen", "value": ACCENT}, "value": QUIET}
    layer = [
        {
            "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.4},
            "encoding": {"y": {"field": "low", **up}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "tooltip": True},
            "encoding": {"y": {"field": "middle", **up}},
        },
    ]
    encoding = {"x": {"field": "k", "type": "ordinal", "title": "number of groups"}, "color": accent}
    facet = {"column": {"field": "algorithm", "type": "nominal", "title": None}}
    return chart(title, rows, facet=facet, spec={"encoding": encoding, "layer": layer})


def diverging_bars(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {label, segment, effect, value}: bars from the middle, one column a segment."""
    return chart(
        title,
        rows,
        mark={"type": "bar", "tooltip": True},
        encoding={
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "effect", "type": "quantitative", "title": None},
            "column": {"field": "segment", "type": "nominal", "sort": None, "title": None},
            "color": {"condition": {"test": "datum.effect < 0", "value": QUIET}, "value": ACCENT},
        },
    )


def columns_by(title: str, rows: Sequence[Row], column: str) -> Spec:
    """Rows of {label, share, …}: histograms side by side, one a value of `column`."""
    return chart(
        title,
        rows,
        mark={"type": "bar", "color": ACCENT, "tooltip": True},
        encoding={
            "x": {"field": "label", "type": "ordinal", "sort": None, "title": None},
            "y": {"field": "share", "type": "quantitative", "title": None, "axis": {"format": ".0%"}},
            "column": {"field": column, "type": "nominal", "sort": None, "title": None},
        },
    )


def sized_points(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {k, value, customers}: a point a group from 0 to 1, larger groups larger."""
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "point", "filled": True, "opacity": 0.7, "color": ACCENT, "tooltip": True},
        encoding={
            "x": {"field": "k", "type": "ordinal", "title": "number of groups", "axis": {"labelAngle": 0}},
            "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]}},
            "size": {"field": "customers", "type": "quantitative", "legend": None},
        },
    )


def curves(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {criterion, algorithm, k, value}: a line an algorithm, a small picture a criterion with a scale of its own."""
    encoding = {
        "x": {"field": "k", "type": "ordinal", "title": "number of groups", "axis": {"labelAngle": 0}},
        "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": False}},
        "color": {"field": "algorithm", "type": "nominal", "title": None},
    }
    return chart(
        title,
        rows,
        facet={"field": "criterion", "type": "nominal", "title": None, "sort": None},
        columns=3,
        spec={"width": 220, "height": 130, "mark": {"type": "line", "point": True, "tooltip": True}}
        | {"encoding": encoding},
        resolve={"scale": {"y": "independent"}},
    )


def heat_map(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {row, column, share}: a square of cells."""
    return chart(
        title,
        rows,
        mark={"type": "rect", "tooltip": True},
        encoding={
            "y": {"field": "row", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "column", "type": "nominal", "sort": None, "title": None},
            "color": {
                "field": "share",
                "type": "quantitative",
                "scale": {"scheme": "oranges", "domain": [0, 1]},
            },
        },
    )


def lines(title: str, rows: Sequence[Row]) -> Spec:
    """Rows of {as_of, customers, segment}: sizes over the runs."""
    return chart(
        title,
        rows,
        width=WIDTH,
        mark={"type": "line", "point": True, "tooltip": True},
        encoding={
            "x": {"field": "as_of", "type": "temporal", "title": "looking back from"},
            "y": {"field": "customers", "type": "quantitative"},
            "color": {"field": "segment", "type": "nominal"},
        },
    )
