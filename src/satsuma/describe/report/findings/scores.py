"""Scorecards: segmentations judged, side by side where there are several; the picture first."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.findings.values import find_kind, show_kind, show_notes
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows, percent
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.kinds import Kind
from satsuma.model.scorecards import Score, Scorecard

MOST_COMPARED = 8


def show_scorecards(of: Digest) -> Section | None:
    """None before any segmentation was judged."""
    cards = list(of.content.findings.scorecards.values())
    if not cards:
        return None
    cards.sort(key=lambda card: (bool(card.knocked_out), -(card.points or 0.0), card.name))
    lead = (
        "Is a segmentation worth acting on? Knock-outs first, then weighted points over what could be judged."
    )
    is_alone = len(cards) == 1
    parts = [
        heading("scorecard", "Scorecard", lead),
        draw_scores(cards[0]) if is_alone else compare(cards[:MOST_COMPARED]),
        *(show_card(of, card) for card in cards),
    ]
    return Section("scorecard", "Scorecard", join(parts))


def show_points(card: Scorecard) -> str:
    return "knocked out" if card.points is None else f"{card.points:.0f} of 100"


def show_card(of: Digest, card: Scorecard) -> Html:
    """One segmentation in words; the figures for those who check."""
    names = {score.criterion: score.title for score in card.scores}
    titles = {segment.name: segment.title for segment in card.segments}
    out = numbers.listed([names.get(each, each) for each in card.knocked_out])  # type: ignore[call-overload]
    merges = of.keep_told(
        f"“{titles.get(each.first, each.first)}” and “{titles.get(each.second, each.second)}”: {each.reason}"
        for each in card.merges
    )
    return tag(
        "article",
        tag("p", f"Segmentation · {card.name} · {show_points(card)}", class_="eyebrow"),
        tag("h3", card.title),
        tag("p", tag("strong", numbers.glue(card.sentence))),
        tag("p", tag("strong", "Knocked out by: "), out) if out else None,
        bullets(tell_scores(of, card), "plain"),
        tag("h4", "Think of merging") if merges else None,
        bullets(merges, "plain") if merges else None,
        fold("All figures", score_table(of, card), segment_table(of, card)),
        show_notes(of, card.warnings),
        class_="segment",
    )


def tell_scores(of: Digest, card: Scorecard) -> list[str]:
    """The criteria that cost most points, in words; nothing about those that are fine."""
    weak = [score for score in card.scores if score.points is None or score.points < 1]
    weak.sort(
        key=lambda score: (
            not score.knocks_out,
            score.points is None,
            -score.weight * (1 - (score.points or 0.0)),
        )
    )
    told = of.keep_told(score.sentence for score in weak)[:4]
    return told or ["Nothing costs it points."]


def draw_scores(card: Scorecard) -> Html:
    rows = [
        BarRow(
            score.title, (Bar(score.points, numbers.glue(score.figure), "c" if score.knocks_out else "b"),)
        )
        for score in card.scores
    ]
    spoken = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    caption = tag("figcaption", tag("strong", f"{card.title}: {show_points(card)}"))
    return tag("figure", caption, bar_rows(f"Criteria of {card.title}", spoken, rows))


def compare(cards: Sequence[Scorecard]) -> Html:
    """Segmentations side by side: one row a criterion, one column each, the best first."""
    criteria = list(dict.fromkeys(score.criterion for card in cards for score in card.scores))
    titles = {score.criterion: score.title for card in cards for score in card.scores}
    heads = [
        tag("th", "Criterion", scope="col"),
        *(tag("th", card.title, tag("small", show_points(card)), scope="col") for card in cards),
    ]
    rows = []
    for criterion in criteria:
        scores = [
            next((score for score in card.scores if score.criterion == criterion), None) for card in cards
        ]
        rows.append(
            tag("tr", tag("th", titles[criterion], scope="row"), *(draw_cell(score) for score in scores))
        )
    title = "Segmentations side by side"
    whole = tag(
        "table",
        tag("caption", tag("span", title, class_="hidden")),
        tag("thead", tag("tr", *heads)),
        tag("tbody", join(rows, "\n")),
        class_="plot",
    )
    caption = tag("figcaption", tag("strong", title), "A full bar is full points.")
    return tag(
        "figure", caption, tag("div", whole, class_="scroll", tabindex=0, role="region", aria_label=title)
    )


def draw_cell(score: Score | None) -> Html:
    if score is None:
        return tag("td", "–")
    if score.points is None:
        return tag("td", tag("span", score.figure, class_="soft"))
    style = "fill-c" if score.knocks_out else "fill-b"
    track = tag("rect", x=0, y=1, width="100%", height=9, rx=2, class_="rail")
    bar = tag("rect", x=0, y=1, width=percent(100 * max(score.points, 0.01)), height=9, rx=2, class_=style)
    figure = f"{score.figure}, knocked out" if score.knocks_out else score.figure
    return tag(
        "td", numbers.glue(figure), tag("svg", track, bar, aria_hidden="true", width="100%", height=11)
    )


def score_table(of: Digest, card: Scorecard) -> Html:
    heads = [words("Criterion"), number("Points"), number("Weight"), words("Why")]
    rows: list[list[Child]] = [
        [
            score.title,
            "–" if score.points is None else f"{score.points:.2f}",
            f"{score.weight:g}",
            " ".join(of.keep_told([score.sentence])) or "–",
        ]
        for score in card.scores
    ]
    return table(f"Criteria of {card.title}", heads, rows)


def segment_table(of: Digest, card: Scorecard) -> Html:
    """The segments; what small ones did is not shown."""
    has_kpi = card.kpi is not None and card.kpi not in of.secret
    heads = [
        words("Segment"),
        number("Customers"),
        number("Share"),
        number("Came back" if card.origin == "model" else "Stayed"),
        *([number(f"{card.kpi_title or 'KPI'} since {card.cut}")] if has_kpi else []),
        words("What to do"),
    ]
    rows: list[list[Child]] = [
        [
            each.title,
            of.people(each.customers),
            "–" if of.is_small(each.customers) else numbers.share(each.share),
            "–" if of.is_small(each.customers) else numbers.share(each.stability),
            *([show_after(of, card, each.customers, each.kpi_after)] if has_kpi else []),
            each.action or "–",
        ]
        for each in card.segments
    ]
    return table(f"Segments of {card.title}", heads, rows)


def show_after(of: Digest, card: Scorecard, customers: int, value: float | None) -> str:
    if value is None or of.is_small(customers):
        return "–"
    kind = find_kind(of, card.unit, card.kpi)
    return show_kind(of, card.unit, card.kpi or "", kind if kind is Kind.MONEY else Kind.NUMBER, value)
