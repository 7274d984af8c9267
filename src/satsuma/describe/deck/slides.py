"""Cards as slides: a title, everybody at a glance, and two slides a card whose words can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from satsuma.describe.deck.drawing import draw_png, draw_svg, title_of
from satsuma.describe.deck.lines import split
from satsuma.describe.deck.page import choose_plays, list_shown, list_tiles
from satsuma.describe.deck.shapes import (
    ACCENT,
    HEIGHT,
    LINE,
    SERIF,
    SOFT,
    WASH,
    WIDTH,
    Box,
    Paragraph,
    Run,
    add_bar,
    add_notes,
    add_slide,
    begin,
    finish,
    paint,
    put_picture,
    put_text,
)
from satsuma.describe.deck.tables import put_overview
from satsuma.model.personas import PersonaCard, PersonaDeck, PersonaLine

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

MOST_LINES, MOST_CHARTS, MOST_PLAYS, MOST_AVATARS = 4, 3, 4, 10
CARDS_A_SLIDE = 9
LONGEST_NOTES = 6_000


def make_slides(deck: PersonaDeck) -> bytes:
    """A PPTX file. The same deck gives the same bytes."""
    made = begin(f"{deck.title}: personas", deck.project)
    add_opening(made, deck)
    for first in range(0, len(deck.cards), CARDS_A_SLIDE):
        put_overview(made, deck, deck.cards[first : first + CARDS_A_SLIDE])
    for card in deck.cards:
        add_fields(made, card)
        if card.plays or card.charts or card.quotes or card.do or card.dont:
            add_plan(made, card)
    return finish(made)


def add_opening(made: Presentation, deck: PersonaDeck) -> None:
    """The title, with everybody's portrait."""
    slide = add_slide(made, "")
    paint(slide, WASH)
    cards = f"{len(deck.cards)} cards" if len(deck.cards) != 1 else "1 card"
    put_text(
        slide,
        Box(0.9, 2.1, WIDTH - 1.8, 2.2),
        [
            [Run(f"Personas of {deck.project}", 16, True, colour=ACCENT)],
            [Run(deck.title, 44, True, font=SERIF)],
            [Run(f"Looking back from {deck.as_of} · {cards}", 16, italic=True, colour=SOFT, font=SERIF)],
        ],
        gap=6,
    )
    for i, card in enumerate(deck.cards[:MOST_AVATARS]):
        place = Box(0.9 + i * 1.15, 5.2, 1.02, 1.02)
        put_picture(slide, draw_png(card.avatar.svg, 1.5), place, f"Portrait of {card.name}")
    add_notes(
        slide, "\n".join([deck.title, *deck.warnings, *(f"Nobody is in {name}." for name in deck.left_out)])
    )


def add_fields(made: Presentation, card: PersonaCard) -> None:
    """Who they are: header figures and the six fields."""
    slide = add_slide(made, card.name, Box(0.5, 2.3, 2.75, 0.85), 22)
    add_bar(slide, Box(0, 0.09, 3.45, HEIGHT - 0.09), WASH)
    put_picture(slide, draw_png(card.avatar.svg, 3), Box(0.5, 0.45, 1.7, 1.7), f"Portrait of {card.name}")
    kind = "Business segment" if card.kind == "business" else "Persona"
    suggested = [Run("  suggested name", 9, colour=SOFT)] if card.name_is_suggested else []
    tiles: list[Paragraph] = [
        [Run(value, 17, True, font=SERIF), Run(f"  {words}", 10, colour=SOFT)]
        for value, words in list_tiles(card)
    ]
    owned = f"Owner: {card.owner or 'nobody yet'}"
    if card.review_by:
        owned += f" · review by {card.review_by}{' (due)' if card.review_is_due else ''}"
    put_text(
        slide,
        Box(0.5, 3.2, 2.75, 4.1),
        [
            [Run(f"{kind} · {card.title}", 10, True, colour=ACCENT), *suggested],
            [Run(shorten(card.story, 170), 12, italic=True, font=SERIF)],
            *tiles,
            [Run(shorten(card.verdict, 200), 9, colour=SOFT)],
            [Run(owned, 9, colour=SOFT)],
        ],
        gap=5,
    )
    fields = [(section.title, section.lines) for section in card.sections]
    if card.business:
        fields.append(("Deals and contracts", card.business))
    put_fields(slide, fields)
    add_notes(slide, write_notes(card))


def put_fields(slide: Slide, fields: Sequence[tuple[str, Sequence[PersonaLine]]]) -> None:
    """Boxes in two columns, each with its first lines and all notes of people."""
    rows = (len(fields) + 1) // 2
    height = (HEIGHT - 0.75) / rows
    for i, (title, lines) in enumerate(fields):
        column, row = divmod(i, rows)
        box = Box(3.85 + column * 4.75, 0.42 + row * height, 4.45, height - 0.1)
        most = MOST_LINES if rows == 3 else MOST_LINES - 1
        told = [line for line in lines if line.kind != "note"][:most]
        notes = [line for line in lines if line.kind == "note"]
        add_bar(slide, Box(box.x, box.y + 0.28, box.width, 0.012), LINE)
        put_text(slide, box, [[Run(title, 13, True, colour=ACCENT)]])
        inner = Box(box.x, box.y + 0.35, box.width, box.height - 0.35)
        put_text(slide, inner, [write_line(line) for line in (*told, *notes)], gap=3)


def write_line(line: PersonaLine) -> Paragraph:
    """The statement; n and interval small behind it."""
    if line.kind == "note":
        return [Run(line.sentence, 11), Run(f"  note by {line.author}, {line.date}", 8.5, colour=SOFT)]
    if line.kind == "no data":
        return [Run(line.sentence, 10.5, italic=True, colour=SOFT)]
    told, inside, judged = split(line.sentence)
    runs = [Run(told, 11, line.marker), Run(f"  {inside}", 8.5, colour=SOFT)]
    return [*runs, Run(f"  {judged}", 8.5, True, colour=ACCENT)] if judged else runs


def add_plan(made: Presentation, card: PersonaCard) -> None:
    """What to do, what people decided, and the charts."""
    slide = add_slide(made, f"{card.name}: what to do")
    put_picture(slide, draw_png(card.avatar.svg, 1.5), Box(WIDTH - 1.35, 0.3, 0.85, 0.85), "")
    paragraphs: list[Paragraph] = []
    for play in choose_plays(card)[:MOST_PLAYS]:
        mark = "  chosen" if play.chosen else "  recommended" if play.is_recommended else ""
        paragraphs.append([Run(play.title, 13, True), Run(mark, 9, colour=ACCENT)])
        paragraphs.append([Run(play.sentence, 10.5, colour=SOFT)])
    said: list[Paragraph] = [
        [Run(f"{word}: ", 11, True, colour=ACCENT), Run(text, 11)]
        for word, texts in (("Tone", [card.tone] if card.tone else []), ("Do", card.do), ("Don't", card.dont))
        for text in texts
    ]
    if card.subject_line:
        author = card.subject_author or "a person"
        said.append(
            [
                Run(f"Sample subject line by {author}: ", 11, True, colour=ACCENT),
                Run(f"“{card.subject_line}”", 11),
            ]
        )
    said += [
        [Run(f"“{quote.text}” ", 12, italic=True, font=SERIF), Run(quote.source, 9, colour=SOFT)]
        for quote in card.quotes[:2]
    ]
    put_text(slide, Box(0.5, 1.25, 6.1, HEIGHT - 1.6), [*paragraphs, *said], gap=5)
    names = list(card.charts)[:MOST_CHARTS]
    for i, name in enumerate(names):
        height = (HEIGHT - 1.6) / len(names)
        spec = card.charts[name]
        png = draw_png(draw_svg(spec, 380), 2.5)
        put_picture(slide, png, Box(7.0, 1.25 + i * height, 5.8, height - 0.15), title_of(spec, name))
    add_notes(slide, write_notes(card))


def write_notes(card: PersonaCard) -> str:
    """Every line with how it is made."""
    told = [f"{card.name} ({card.segment}), looking back from {card.as_of}."]
    for line in list_shown(card):
        made = f" [{line.query}]" if line.query else f" [{line.author}, {line.date}]" if line.author else ""
        told.append(f"{line.sentence}{made}")
    return "\n".join(told)[:LONGEST_NOTES]


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
