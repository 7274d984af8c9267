"""Ordered texts: bands such as 25-34 and Under 35K, and word scales such as S, M, L."""

from __future__ import annotations

import re
from collections.abc import Sequence

from satsuma.clean.infer.words import SCALES

MOST_LEVELS = 30
_NUMBER = r"[$€£]?\s*(\d+(?:[.,]\d+)*)\s*([kKmM]?)\+?\s*(?:%|years?|yrs?|jahre|ans|años)?"
_RANGE = re.compile(rf"^{_NUMBER}\s*(?:-|–|to|bis|à|a)\s*{_NUMBER}$")
_BELOW = re.compile(
    rf"^(?:under|below|less than|up to|bis|unter|moins de|menos de|<=?|≤)\s*{_NUMBER}$", re.IGNORECASE
)
_ABOVE = re.compile(
    rf"^(?:over|above|more than|at least|über|ab|plus de|más de|>=?|≥)\s*{_NUMBER}$", re.IGNORECASE
)
_PLUS = re.compile(
    r"^[$€£]?\s*(\d+(?:[.,]\d+)*)\s*([kKmM]?)\s*(?:\+|and over|and above|or more|plus|und mehr)$"
)
_PLAIN = re.compile(r"^[$€£]?\s*(\d+)\s*([kKmM]?)$")


def order_bands(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The texts from low to high when each is a band and at least one is a true one; None otherwise. A lone '3+' among
    plain numbers is a band too: the numbers are then steps, not amounts."""
    if not 2 <= len(texts) <= MOST_LEVELS:
        return None
    places = [_place_band(text) for text in texts]
    if any(place is None for place in places) or all(_PLAIN.match(text) for text in texts):
        return None
    ordered = sorted(zip((place for place in places if place), texts, strict=True))
    return tuple(text for _, text in ordered)


def order_words(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The texts from low to high when all of them belong to one known scale, each to a step of its own."""
    if not 2 <= len(texts) <= MOST_LEVELS:
        return None
    for scale in SCALES:
        steps = [_find_step(text, scale) for text in texts]
        if all(step is not None for step in steps) and len(set(steps)) >= (
            3 if min(map(len, texts)) < 3 else 2
        ):
            pairs = sorted(zip((step for step in steps if step is not None), texts, strict=True))
            return tuple(text for _, text in pairs)
    return None


def _find_step(text: str, scale: Sequence[frozenset[str]]) -> int | None:
    word = " ".join(text.casefold().split())
    return next((number for number, step in enumerate(scale) if word in step), None)


def _place_band(text: str) -> tuple[float, int] | None:
    """Where a band starts, and 0 for 'under', 1 for ranges and plain numbers, 2 for 'over'."""
    if match := _BELOW.match(text):
        return _amount(match[1], match[2]), 0
    if match := _ABOVE.match(text) or _PLUS.match(text):
        return _amount(match[1], match[2]), 2
    if match := _RANGE.match(text):
        unit = match[2] or match[4]
        return _amount(match[1], unit), 1
    if match := _PLAIN.match(text):
        return _amount(match[1], match[2]), 1
    return None


def _amount(digits: str, unit: str) -> float:
    clean = re.sub(r"[.,](?=\d{3}(\D|$))", "", digits).replace(",", ".")
    return float(clean) * {"k": 1e3, "m": 1e6}.get(unit.lower(), 1.0)
