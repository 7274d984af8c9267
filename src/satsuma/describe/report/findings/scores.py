"""Scorecards: each segmentation judged, the picture first."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.scorecards import Scorecard


def show_scorecards(of: Digest) -> Section | None:
    """None before any segmentation was judged."""
    cards = list(of.content.findings.scorecards.values())
    if not cards:
        return None
    cards.sort(key=lambda card: (bool(card.knocked_out), -(card.points or 0.0), card.name))
    lead = (
        "Is a segmentation worth acting on? Knock-outs first, then weighted points over what could be judged."
    )
    parts = [heading("scorecard", "Scorecard", lead), *(show_card(of, card) for card in cards)]
    return Section("scorecard", "Scorecard", join(parts))


def show_card(of: Digest, card: Scorecard) -> Html:
    points = "knocked out" if card.points is None else f"{card.points:.0f} of 100"
    parts: list[Html | None] = [
        tag("p", f"Segmentation · {card.name} · {points}", class_="eyebrow"),
        tag("h3", card.title),
        tag("p", tag("strong", numbers.glue(card.sentence))),
        bullets([numbers.glue(reason) for reason in card.knocked_out], "plain") if card.knocked_out else None,
        draw_scores(card),
        bullets(
            [numbers.glue(f"{each.first} and {each.second}: {each.reason}") for each in card.merges], "plain"
        )
        if card.merges
        else None,
        fold("All figures", score_table(card), segment_table(of, card)),
        *(tag("p", warning, class_="soft") for warning in card.warnings),
    ]
    return tag("article", *parts, class_="segment")


def draw_scores(card: Scorecard) -> Html:
    rows = [
        BarRow(
            score.title, (Bar(score.points, numbers.glue(score.figure), "c" if score.knocks_out else "b"),)
        )
        for score in card.scores
    ]
    told = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    return tag("figure", bar_rows(f"Criteria of {card.title}", told, rows))


def score_table(card: Scorecard) -> Html:
    heads = [words("Criterion"), number("Points"), number("Weight"), words("Why")]
    rows: list[list[Child]] = [
        [
            score.title,
            "–" if score.points is None else f"{score.points:.2f}",
            f"{score.weight:g}",
            numbers.glue(score.sentence),
        ]
        for score in card.scores
    ]
    return table(f"Criteria of {card.title}", heads, rows)


def segment_table(of: Digest, card: Scorecard) -> Html:
    after = f"{card.kpi_title or 'KPI'} afterwards"
    heads = [
        words("Segment"),
        number("Customers"),
        number("Share"),
        number("Came back"),
        number(after),
        words("What to do"),
    ]
    rows: list[list[Child]] = [
        [
            each.title,
            of.people(each.customers),
            numbers.share(each.share),
            numbers.share(each.stability),
            "–" if each.kpi_after is None or of.is_small(each.customers) else f"{each.kpi_after:,.2f}",
            each.action or "–",
        ]
        for each in card.segments
    ]
    return table(f"Segments of {card.title}", heads, rows)
