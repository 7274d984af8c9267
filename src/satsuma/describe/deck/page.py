"""Cards as one self-contained page: to read on a screen, and one card an A4 page on paper."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.deck.drawing import draw_svg, embed, title_of
from satsuma.describe.deck.lines import Footnotes, draw_lines
from satsuma.describe.deck.styles import STYLES
from satsuma.describe.report.html import Html, tag
from satsuma.describe.sentences import show_share
from satsuma.model.personas import PersonaCard, PersonaDeck, PersonaLine, PersonaPlay

CHANNELS = {"email": "e-mail", "phone": "phone", "post": "post"}
MOST_PLAYS, MOST_CHARTS, MOST_QUOTES = 5, 2, 2
MOST_IN_FIELD, MOST_OF_BUSINESS = 5, 8
LETTERS = 46
"""What a row of a column holds at least."""
DENSITIES = ((0, "sheet"), (44, "sheet dense"), (57, "sheet dense tight"))
"""From how many rows on text is set smaller, so that it stays on its sheet."""
MOST_ON_OVERVIEW = 18
CHARTS = ("bought", "averages", "weekdays", "markers", "trend")
"""Which charts go on paper, the first that there are."""


def make_page(deck: PersonaDeck, *, is_alone: bool = False) -> bytes:
    """UTF-8 of the whole page; `is_alone` leaves out the desk around the sheets. The same deck gives the same bytes."""
    steps = range(0, max(len(deck.cards), 1), MOST_ON_OVERVIEW) if len(deck.cards) != 1 else ()
    overview = [draw_overview(deck, deck.cards[first : first + MOST_ON_OVERVIEW]) for first in steps]
    title = deck.cards[0].name if len(deck.cards) == 1 else f"{deck.title}: personas"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · {deck.project}"),
        tag("style", Html(STYLES)),
    )
    body = tag("body", tag("main", *overview, *(draw_card(card, deck) for card in deck.cards)))
    return (
        "<!doctype html>\n" + tag("html", head, body, lang="en", class_="alone" if is_alone else None) + "\n"
    ).encode()


def anchor(card: PersonaCard) -> str:
    return f"persona-{card.segment.replace('/', '--')}"


def draw_overview(deck: PersonaDeck, cards: Sequence[PersonaCard]) -> Html:
    """Many on one sheet, their shares as bars."""
    people = [
        tag(
            "a",
            tag("img", src=embed(card.avatar.svg), alt=""),
            tag(
                "div",
                tag("b", card.name),
                tag("small", f"{card.title} · {card.size.customers:,} ({show_share(card.size.share)})"),
                tag("span", tag("i", style=f"width:{min(card.size.share, 1) * 100:.1f}%"), class_="bar"),
            ),
            href=f"#{anchor(card)}",
        )
        for card in cards
    ]
    head = tag(
        "header",
        tag("p", f"Personas of {deck.project}", class_="kicker"),
        tag("h1", deck.title),
        tag("p", f"Looking back from {deck.as_of}. {count_cards(deck)}", class_="story"),
    )
    body = (
        tag("nav", *people, class_="people")
        if people
        else tag("p", "Nobody is in any of these segments.", class_="empty")
    )
    return tag("section", head, body, class_="sheet")


def count_cards(deck: PersonaDeck) -> str:
    cards = "1 card" if len(deck.cards) == 1 else f"{len(deck.cards)} cards"
    if not deck.left_out:
        return f"{cards}."
    return f"{cards}; nobody is in {', '.join(deck.left_out)}."


def draw_card(card: PersonaCard, deck: PersonaDeck) -> Html:
    """One sheet."""
    notes = Footnotes()
    most = MOST_IN_FIELD - 1 if card.business else MOST_IN_FIELD
    fields = [
        tag("section", tag("h2", section.title), *draw_lines(section.lines, notes, most))
        for section in card.sections
        if section.lines
    ]
    if card.business:
        fields.append(
            tag(
                "section",
                tag("h2", "Deals and contracts"),
                *draw_lines(card.business, notes, MOST_OF_BUSINESS),
            )
        )
    legend = tag("p", key("", "here, with its 95 % interval"), key("all", "everyone"), class_="key")
    empty = tag("p", card.story if card.suppressed else "", class_="empty")
    return tag(
        "article",
        draw_head(card),
        draw_tiles(card),
        tag("p", tag("b", "Verdict. "), card.verdict, class_="verdict"),
        legend if any(section.lines for section in card.sections) else empty,
        tag("div", *fields, class_="fields"),
        draw_low(card),
        draw_said(card),
        draw_foot(card, deck, notes),
        class_=[style for least, style in DENSITIES if count_rows(card, most) >= least][-1],
        id=anchor(card),
    )


def count_rows(card: PersonaCard, most: int) -> int:
    """About how many rows of text the fields need, with what people said."""
    parts = [section.lines[:most] for section in card.sections] + [card.business[:MOST_OF_BUSINESS]]
    rows = sum(2 + sum(-(-len(line.sentence) // LETTERS) for line in lines) for lines in parts if lines)
    said = [
        *card.do,
        *card.dont,
        *(quote.text for quote in card.quotes),
        card.tone or "",
        card.subject_line or "",
    ]
    return rows + sum(1 + len(text) // LETTERS for text in said if text)


def key(style: str, words: str) -> Html:
    return tag("span", tag("i", class_=style or None), words)


def draw_head(card: PersonaCard) -> Html:
    kind = "Business segment" if card.kind == "business" else "Persona"
    mark = tag("span", "suggested", class_="suggested") if card.name_is_suggested else None
    return tag(
        "header",
        tag("div", tag("img", src=embed(card.avatar.svg), alt=f"Portrait of {card.name}"), class_="portrait"),
        tag(
            "div",
            tag("p", f"{kind} ", tag("span", f"· {card.title}"), class_="kicker"),
            tag("h1", card.name, mark),
            tag("p", card.story, class_="story"),
        ),
        class_="head",
    )


def draw_tiles(card: PersonaCard) -> Html:
    return tag(
        "div",
        *(
            tag("div", tag("b", value), tag("small", words), class_="tile")
            for value, words in list_tiles(card)
        ),
        class_="tiles",
    )


def list_tiles(card: PersonaCard) -> list[tuple[str, str]]:
    """The header's figures with their words."""
    size = card.size
    found = [(f"{size.customers:,}", f"{card.unit}s, {show_share(size.share)} of {card.population:,}")]
    for channel, count in size.contactable.items():
        if size.customers:
            found.append(
                (show_share(count / size.customers), f"contactable by {CHANNELS.get(channel, channel)}")
            )
    if size.kpi_share is not None:
        found.append((show_share(size.kpi_share), f"of {card.kpi or 'the KPI'}"))
    if card.trend.change is not None:
        found.append((show_change(card.trend.change), "in size since the quarter before"))
    return found[:5]


def show_change(change: float) -> str:
    """Signed, with a real minus."""
    return f"{change * 100:+.0f} %".replace("-", "\N{MINUS SIGN}")


def draw_low(card: PersonaCard) -> Html | None:
    """What to do, beside charts."""
    plays = tag(
        "section",
        tag("h2", "What to do"),
        tag("ul", *(draw_play(play) for play in choose_plays(card)), class_="plays"),
    )
    drawn = [name for name in CHARTS if name in card.charts][:MOST_CHARTS]
    charts = [
        tag("img", src=embed(draw_svg(card.charts[name])), alt=title_of(card.charts[name], name))
        for name in drawn
    ]
    if not card.plays and not charts:
        return None
    return tag("div", plays, tag("figure", *charts, class_="charts"), class_="low")


def choose_plays(card: PersonaCard) -> Sequence[PersonaPlay]:
    """Those that somebody chose, then those the data speak for."""
    ranked = sorted(card.plays, key=lambda play: (not play.chosen, not play.is_recommended))
    return ranked[:MOST_PLAYS]


def draw_play(play: PersonaPlay) -> Html:
    style = "chosen" if play.chosen else "best" if play.is_recommended else None
    return tag("li", tag("div", tag("b", play.title), tag("p", play.sentence)), class_=style)


def draw_said(card: PersonaCard) -> Html | None:
    """What people decided: tone, do, don't, a subject line, quotes."""
    boxes = []
    if card.tone:
        boxes.append(tag("div", tag("h3", "Tone"), tag("p", card.tone), class_="box"))
    if card.subject_line:
        author = f"Sample subject line, written by {card.subject_author or 'a person'}"
        boxes.append(tag("div", tag("h3", author), tag("p", f"“{card.subject_line}”"), class_="box"))
    if card.do:
        boxes.append(
            tag("div", tag("h3", "Do"), tag("ul", *(tag("li", each) for each in card.do)), class_="box")
        )
    if card.dont:
        items = tag("ul", *(tag("li", each) for each in card.dont))
        boxes.append(tag("div", tag("h3", "Don't"), items, class_="box stop"))
    boxes += [
        tag("blockquote", f"“{quote.text}”", tag("cite", quote.source)) for quote in card.quotes[:MOST_QUOTES]
    ]
    return tag("div", *boxes, class_="row") if boxes else None


def draw_foot(card: PersonaCard, deck: PersonaDeck, notes: Footnotes) -> Html:
    """How each figure is made, who owns the card and when it is looked at again."""
    items = [tag("li", tag("b", str(number)), query) for number, query in enumerate(notes.queries, start=1)]
    owned = [f"Owner: {card.owner or 'nobody yet'}"]
    if card.review_by:
        due = " (due)" if card.review_is_due else ""
        owned.append(f"review by {card.review_by}{due}")
    end = tag(
        "p",
        tag("span", " · ".join(owned)),
        tag("span", f"{deck.project} · looking back from {card.as_of} · Satsuma"),
        class_="end",
    )
    return tag("footer", tag("ol", *items) if items else None, end, class_="foot")


def list_shown(card: PersonaCard) -> list[PersonaLine]:
    """All lines of a card in their order."""
    return [line for section in card.sections for line in section.lines] + list(card.business)
