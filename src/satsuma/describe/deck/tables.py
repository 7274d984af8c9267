"""Everybody at a glance: one row a card in a table that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from satsuma.describe.deck.shapes import (
    ACCENT,
    INK,
    PAPER,
    SANS,
    SERIF,
    WASH,
    add_notes,
    add_slide,
    clean,
    colour_of,
)
from satsuma.describe.sentences import show_share
from satsuma.model.personas import PersonaCard, PersonaDeck

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.table import _Cell

HEADS = ("Persona", "Segment", "Size", "Share", "Reach", "KPI", "What sets them apart")
WIDTHS = (2.3, 2.0, 0.95, 0.85, 1.5, 0.85, 3.9)
MOST_MARKERS = 2


def put_overview(made: Presentation, deck: PersonaDeck, cards: Sequence[PersonaCard]) -> None:
    """One slide of rows."""
    from pptx.util import Inches

    slide = add_slide(made, f"{deck.title}: everybody at a glance")
    shape = slide.shapes.add_table(
        len(cards) + 1, len(HEADS), Inches(0.5), Inches(1.25), Inches(sum(WIDTHS)), Inches(0.5)
    )
    table = shape.table
    for i, width in enumerate(WIDTHS):
        table.columns[i].width = Inches(width)
        fill(table.cell(0, i), HEADS[i], 11, ACCENT, PAPER, is_bold=True)
    for row, card in enumerate(cards, start=1):
        for i, text in enumerate(list_cells(card)):
            ground = WASH if row % 2 == 0 else PAPER
            fill(table.cell(row, i), text, 12 if i == 0 else 10, ground, INK, is_bold=i == 0)
    add_notes(slide, f"Shares are of everyone. Looking back from {deck.as_of}.")


def list_cells(card: PersonaCard) -> tuple[str, ...]:
    size = card.size
    reach = ", ".join(
        f"{show_share(count / size.customers)} {channel}"
        for channel, count in size.contactable.items()
        if size.customers
    )
    apart = "; ".join(
        f"{line.title} {show_share(line.value)} ({show_share(line.everyone)})"
        for line in card.markers
        if line.measure == "share" and line.value is not None and line.everyone is not None
    )
    return (
        card.name,
        card.title,
        f"{size.customers:,}",
        show_share(size.share),
        reach or "–",
        "–" if size.kpi_share is None else show_share(size.kpi_share),
        "; ".join(apart.split("; ")[:MOST_MARKERS]) or "nothing beyond chance",
    )


def fill(cell: _Cell, text: str, size: float, ground: str, ink: str, *, is_bold: bool) -> None:
    from pptx.util import Inches, Pt

    ground_fill: Any = cell.fill
    ground_fill.solid()
    ground_fill.fore_color.rgb = colour_of(ground)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    frame = cell.text_frame
    run = frame.paragraphs[0].add_run()
    run.text = clean(text)
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.name = SERIF if is_bold and size == 12 else SANS
    run.font.color.rgb = colour_of(ink)
