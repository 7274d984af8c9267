"""The first screen: five sentences, one picture, three actions, three warnings."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.answers import choose_actions, tell_story
from satsuma.describe.report.cautions import choose_warnings
from satsuma.describe.report.digest import Digest, Section, link
from satsuma.describe.report.html import Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.model.results import SegmentSize

COUNTS = ("no", "one", "two", "three")


def open_report(of: Digest) -> Section:
    """The part that a manager reads."""
    story = tag("ol", *(tag("li", sentence) for sentence in tell_story(of)), class_="story")
    screen = tag("div", story, draw_spread(of), show_actions(of), show_warnings(of), class_="opening")
    title = tag("h2", "At a glance", id="glance", class_="hidden")
    return Section("glance", "At a glance", join([title, screen]))


def draw_spread(of: Digest) -> Html | None:
    """Share of customers against share of the KPI, group by group."""
    sizes = of.top_sizes()
    if not sizes:
        return None
    units = numbers.plural(of.starter.unit if of.starter else of.unit)
    has_kpi = of.kpi_title is not None and any(size.kpi_share is not None for size in sizes)
    kpi = numbers.inline(of.kpi_title or "")
    title = f"Share of {units} against share of {kpi}" if has_kpi else f"Share of {units}"
    tallest = max(max(size.share, size.kpi_share or 0.0) for size in sizes) or 1.0
    rows = [BarRow(size.title, bars_of(of, size, tallest, has_kpi)) for size in sizes]
    told = "; ".join(describe_bars(of, size, has_kpi) for size in sizes)
    keys = [key("a", f"share of {units}"), key("b", f"share of {kpi}")] if has_kpi else []
    where = of.starter.title if of.starter else "The largest segments; they may overlap"
    caption = tag("figcaption", tag("strong", title), where, tag("span", *keys, class_="keys"))
    return tag("figure", caption, bar_rows(title, told, rows, thick=11), class_="panel")


def bars_of(of: Digest, size: SegmentSize, tallest: float, has_kpi: bool) -> tuple[Bar, ...]:
    if of.is_small(size.customers):
        return (Bar(None, f"{of.people(size.customers)} members"),)
    bars = [Bar(size.share / tallest, numbers.share(size.share), "a" if has_kpi else "b")]
    if has_kpi:
        value = size.kpi_share
        bars.append(Bar(None if value is None else value / tallest, numbers.share(value), "b"))
    return tuple(bars)


def describe_bars(of: Digest, size: SegmentSize, has_kpi: bool) -> str:
    if of.is_small(size.customers):
        return f"{size.title}: {of.people(size.customers)} members"
    second = f" and {numbers.share(size.kpi_share)}" if has_kpi else ""
    return f"{size.title}: {numbers.share(size.share)}{second}"


def key(style: str, words: str) -> Html:
    """One entry of a picture's legend."""
    return tag("span", tag("i", class_=style), words, class_="key")


def show_actions(of: Digest) -> Html | None:
    cards = choose_actions(of)
    if not cards:
        return None
    items = [
        tag(
            "li",
            tag("h4", link(card.size)),
            tag("p", card.text),
            tag("p", card.reach, class_="soft"),
            tag("p", card.reason, class_="soft"),
        )
        for card in cards
    ]
    title = title_of(len(cards), "thing to do", "things to do")
    return tag("div", tag("h3", title), tag("ol", *items, class_="cards"), class_="todo")


def show_warnings(of: Digest) -> Html | None:
    warnings = choose_warnings(of)
    if not warnings:
        return None
    items = [tag("li", tag("p", numbers.glue(text))) for text in warnings]
    title = title_of(len(warnings), "thing to know first", "things to know first")
    return tag("div", tag("h3", title), tag("ul", *items), class_="warn")


def title_of(number: int, one: str, several: str) -> str:
    words = f"{COUNTS[number]} {one if number == 1 else several}"
    return f"{words[0].upper()}{words[1:]}"
