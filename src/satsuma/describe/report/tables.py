"""Tables that scroll within their own box, with headers that screen readers understand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from satsuma.describe.report.html import Child, Html, join, tag


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header; numbers stand on the right."""

    text: str
    is_number: bool = False


def number(text: str) -> Head:
    return Head(text, is_number=True)


def words(text: str) -> Head:
    return Head(text)


def table(
    caption: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Child]],
    *,
    total: Sequence[Child] | None = None,
    is_titled: bool = False,
) -> Html:
    """The first cell of a row is its header; `total` becomes the last row. The box can be reached by the keyboard. Where a
    heading says what the caption says (`is_titled`), only screen readers tell it."""
    top = [tag("th", head.text, scope="col", class_="n" if head.is_number else None) for head in heads]
    body = [row_of(heads, row) for row in rows]
    foot = tag("tfoot", row_of(heads, total)) if total is not None else None
    whole = tag(
        "table",
        tag("caption", tag("span", caption, class_="hidden") if is_titled else caption),
        tag("thead", tag("tr", *top)),
        tag("tbody", join(body, "\n")),
        foot,
    )
    return tag("div", whole, class_="scroll", tabindex=0, role="region", aria_label=caption)


def row_of(heads: Sequence[Head], cells: Sequence[Child]) -> Html:
    """One row; a cell that is missing stays empty."""
    found = [tag("th", cells[0], scope="row")]
    for head, cell in zip(heads[1:], cells[1:], strict=True):
        found.append(tag("td", cell, class_="n" if head.is_number else None))
    return tag("tr", *found)


def fold(summary: str, *content: Child, is_open: bool = False) -> Html:
    """Details for those who want them."""
    return tag("details", tag("summary", summary), *content, open=is_open)


def bullets(items: Iterable[Child], class_: str | None = None) -> Html:
    return tag("ul", *(tag("li", item) for item in items), class_=class_)
