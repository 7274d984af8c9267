"""What `persona` and `personas` print: a card to read in the terminal, or one row a card."""

from __future__ import annotations

from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from satsuma.cli.output import make_plain
from satsuma.cli.render.terminal import console, grid, percent, render, say, show_warnings
from satsuma.model.personas import PersonaCard, PersonaDeck, PersonaExport, PersonaLine, PersonaPlay

ACCENT, SOFT = "bold dark_orange3", "dim"
WIDEST = 100
CHANNELS = {"email": "e-mail"}


@render.register
def _(card: PersonaCard) -> None:
    width = min(console.width, WIDEST)
    head = Text.assemble(
        (make_plain(card.name), "bold"),
        ("  suggested name\n" if card.name_is_suggested else "\n", SOFT),
        (make_plain(card.story), "italic"),
    )
    kind = "business segment" if card.kind == "business" else "persona"
    title = Text(make_plain(f"{kind}: {card.title} ({card.segment})"), ACCENT)
    console.print(Panel(head, title=title, title_align="left", width=width, border_style="dark_orange3"))
    say(tell_size(card))
    say(f"{card.trend.sentence} {card.verdict}")
    owner = f"Owner: {card.owner or 'nobody yet'}"
    due = " (due)" if card.review_is_due else ""
    say(f"{owner}. Review by: {card.review_by or 'no day set'}{due}. Looking back from {card.as_of}.")
    sections = [(section.title, section.lines) for section in card.sections]
    if card.business:
        sections.append(("Deals and contracts", card.business))
    for name, lines in sections:
        show_part(name, [draw_line(line) for line in lines], width)
    show_part("What to do", [draw_play(play) for play in card.plays], width)
    said = [("Tone", [card.tone] if card.tone else []), ("Do", card.do), ("Don't", card.dont)]
    show_part(
        "Said by people",
        [Text(make_plain(f"{word}: {text}")) for word, texts in said for text in texts],
        width,
    )
    if card.subject_line:
        say(f"Subject line by {card.subject_author or 'a person'}: {card.subject_line}")
    for quote in card.quotes:
        say(f"“{quote.text}” ({quote.source})")
    if card.suggested_quotes:
        show_part(
            "Quotes to choose from",
            [Text(make_plain(f"“{quote.text}” ({quote.source})")) for quote in card.suggested_quotes],
            width,
        )
    show_warnings(card.warnings)


def tell_size(card: PersonaCard) -> str:
    size = card.size
    told = [f"{size.customers:,} {card.unit}s, {percent(size.share)} of {card.population:,}"]
    for channel, count in size.contactable.items():
        told.append(f"{count:,} contactable by {CHANNELS.get(channel, channel)}")
    if size.kpi_share is not None:
        told.append(f"{percent(size.kpi_share)} of {card.kpi or 'the KPI'}")
    return f"{'; '.join(told)}."


def show_part(title: str, lines: list[Text], width: int) -> None:
    """A heading with its lines under it; nothing without any."""
    if not lines:
        return
    console.print()
    console.print(Text(title, ACCENT))
    table = Grid.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(Text("•", SOFT), line)
    console.print(Padding(table, (0, 0, 0, 1)), width=width)


def draw_line(line: PersonaLine) -> Text:
    """Markers stand out, n and intervals stand back, notes carry who and when."""
    if line.kind == "note":
        return Text.assemble(
            make_plain(line.sentence), (f" (note by {make_plain(line.author or '')}, {line.date})", SOFT)
        )
    at = line.sentence.rfind("(n =")
    told, rest = (line.sentence, "") if at < 0 else (line.sentence[:at], line.sentence[at:])
    style = SOFT if line.kind == "no data" else "bold" if line.marker else ""
    return Text.assemble((make_plain(told), style), (make_plain(rest), SOFT))


def draw_play(play: PersonaPlay) -> Text:
    mark = " [chosen]" if play.chosen else " [recommended]" if play.is_recommended else ""
    return Text.assemble((make_plain(play.title), "bold"), (mark, ACCENT), f"\n{make_plain(play.sentence)}")


@render.register
def _(deck: PersonaDeck) -> None:
    say(f"{deck.title}: {len(deck.cards)} personas, looking back from {deck.as_of}")
    say()
    table = grid("Persona", "Segment", "size", "share", "KPI", "Story", right=(2, 3, 4))
    for card in deck.cards:
        size = card.size
        table.add_row(
            card.name,
            card.segment,
            f"{size.customers:,}",
            percent(size.share),
            percent(size.kpi_share),
            card.story,
        )
    console.print(table)
    if deck.left_out:
        say()
        say(f"Nobody is in {', '.join(deck.left_out)}.")
    show_warnings(deck.warnings)


@render.register
def _(result: PersonaExport) -> None:
    cards = "1 card" if result.cards == 1 else f"{result.cards} cards"
    say(f"{result.path}: {cards} as {result.form}, {result.bytes / 1_000_000:.1f} MB")
    for note in result.notes:
        say(note)
