"""A small builder of escaped HTML and SVG: what is not `Html` is text, and text is always escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and those that turn the direction of the text around them."""
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
VOID = frozenset({"meta", "br", "hr"})

Child: TypeAlias = "str | None"
Attribute: TypeAlias = "str | int | float | bool | None"


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Text as HTML; `Html` stays as it is."""
    if isinstance(text, Html):
        return text
    return Html(UNSAFE.sub("\ufffd", text).translate(ESCAPES))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. In attribute names `_` means `-` and a closing `_` is dropped (`class_`); None and False leave the
    attribute out, True writes it without a value."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        parts.append(f" {key.rstrip('_').replace('_', '-')}")
        if value is not True:
            text = f"{value:g}" if isinstance(value, float) else str(value)
            parts.append(f'="{escape(text)}"')
    parts.append(">")
    if name in VOID:
        return Html("".join(parts))
    parts.extend(escape(child) for child in children if child is not None)
    parts.append(f"</{name}>")
    return Html("".join(parts))


def join(parts: Iterable[Child], between: str = "") -> Html:
    """Children one after the other."""
    return Html(escape(between).join(escape(part) for part in parts if part is not None))
