"""The page around the sections: one file, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from satsuma.describe.report.digest import Digest, Section
from satsuma.describe.report.html import Html, join, tag

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing but the styles within: a name that looks like a script stays text in every browser."""
PETALS = (0, 45, 90, 135, 180, 225, 270, 315)


def draw_page(of: Digest, sections: Sequence[Section]) -> str:
    """The whole file."""
    title = f"{of.content.project.name}: customer segments"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="robots", content="noindex"),
        tag("meta", name="generator", content=f"Satsuma {of.content.version}"),
        tag("title", title),
        tag("style", Html(read_style())),
    )
    links = [tag("li", tag("a", section.label, href=f"#{section.id}")) for section in sections]
    nav = tag("nav", tag("ul", *links), aria_label="Contents")
    parts = [tag("section", section.body, aria_labelledby=section.id) for section in sections]
    main = tag("main", draw_top(of), join(parts, "\n"), id="main")
    skip = tag("a", "Skip to the report", href="#main", class_="skip")
    body = tag("body", skip, tag("div", nav, main, class_="frame"))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def draw_top(of: Digest) -> Html:
    content = of.content
    brand = tag("div", draw_fruit(), "Satsuma", class_="brand")
    line = f"Customer segments, looking back from {content.as_of} ({content.as_of_reason})"
    return tag("header", brand, tag("h1", content.project.name), tag("p", line, class_="lead"), class_="top")


def draw_fruit() -> Html:
    """A satsuma cut across."""
    segments = [
        tag(
            "path",
            d="M14 14 L11.4 4.6 Q14 2.8 16.6 4.6 Z",
            class_="fill-b",
            transform=f"rotate({turn} 14 14)",
        )
        for turn in PETALS
    ]
    return tag("svg", *segments, width=28, height=28, aria_hidden="true")


def read_style() -> str:
    return files("satsuma.describe.report").joinpath("style.css").read_text(encoding="utf-8")
