"""Colours that can be told apart, in light and in dark."""

from __future__ import annotations

import re

import pytest

from satsuma.describe.report.findings.associations import SHADES
from satsuma.describe.report.page import read_style

TEXT, GRAPHIC = 4.5, 3.0
"""WCAG 2.2: contrast of text (1.4.3) and of pictures (1.4.11)."""
LARGEST_PALE = 50
"""Percent of colour up to which a cell of the map carries ordinary ink."""


def read_colours(dark: bool) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", read_style(), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1 if dark else 0]))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["paper", "card", "tint"])
def test_text_and_pictures_stand_out(dark: bool, ground: str) -> None:
    colours = read_colours(dark)
    for name in ("ink", "soft", "accent", "bad", "good"):
        assert contrast(colours[name], colours[ground]) >= TEXT, (name, ground)
    for name in ("fill", "quiet"):
        assert contrast(colours[name], colours[ground]) >= GRAPHIC, (name, ground)


@pytest.mark.parametrize("dark", [False, True])
def test_words_on_the_accent_stand_out(dark: bool) -> None:
    colours = read_colours(dark)
    assert contrast(colours["on-fill"], colours["fill"]) >= TEXT


@pytest.mark.parametrize("dark", [False, True])
def test_words_on_every_shade_of_the_map_stand_out(dark: bool) -> None:
    colours = read_colours(dark)
    for shade in SHADES[1:]:
        ink = colours["on-fill"] if shade > LARGEST_PALE else colours["ink"]
        assert f"table.map .h{shade} {{" in read_style()
        assert contrast(ink, mix(colours["fill"], colours["paper"], shade)) >= TEXT, shade


def mix(one: str, other: str, share: int) -> str:
    """What `color-mix(in srgb, one share%, other)` gives."""
    parts = [
        (int(one[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (100 - share)) / 100 for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{round(part):02x}" for part in parts)
