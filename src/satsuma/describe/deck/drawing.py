"""Specifications and portraits as pictures, without a browser or a network."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

INK, SOFT = "#2a241e", "#6f665c"
FONT = "Arial, Helvetica, sans-serif"
"""Whose widths are known where charts are laid out."""
THEME: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "padding": 4,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "fontSize": 14,
        "fontWeight": 600,
        "color": INK,
        "offset": 8,
        "subtitleColor": SOFT,
        "subtitleFontSize": 11.5,
    },
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": "#ece6de",
        "labelColor": SOFT,
        "titleColor": SOFT,
        "titleFontWeight": 400,
        "labelFontSize": 11.5,
        "labelLimit": 230,
        "labelPadding": 6,
        "tickCount": 5,
    },
    "axisY": {"grid": False},
    "axisQuantitative": {"grid": True},
    "legend": {
        "orient": "top",
        "labelColor": SOFT,
        "labelFontSize": 11.5,
        "symbolType": "circle",
        "offset": 4,
    },
    "bar": {"cornerRadiusEnd": 2},
}


def draw_svg(spec: Mapping[str, Any], width: int = 300) -> str:
    """A specification in the cards' style, so many pixels wide beside its labels."""
    sized = {**spec, "width": width}
    encoding = spec.get("encoding", {})
    if "yOffset" in encoding:
        sized["height"] = {"step": 11, "for": "offset"}
    return _convert(json.dumps(sized))


@lru_cache(maxsize=256)
def _convert(spec: str) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.loads(spec), config=THEME, allowed_base_urls=[]))


@lru_cache(maxsize=64)
def draw_png(svg: str, scale: float = 2.0) -> bytes:
    """A drawing as pixels."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def embed(svg: str) -> str:
    """A drawing as an address that holds it, so that ids of two drawings on a page never meet."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def title_of(spec: Mapping[str, Any], name: str) -> str:
    """What a chart is called, for those who cannot see it."""
    title = spec.get("title", name)
    return str(title["text"] if isinstance(title, dict) else title)
