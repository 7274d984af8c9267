"""Cards as files: which cards, in which form, and where to."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from satsuma.model.errors import OptionError, StorageError
from satsuma.model.personas import PersonaDeck, PersonaExport, PersonaForm
from satsuma.project.personas import show_persona, show_personas
from satsuma.store.disk import write_whole

if TYPE_CHECKING:
    from satsuma.project.opening import Opened
    from satsuma.project.progress import Progress

FORMS: tuple[PersonaForm, ...] = get_args(PersonaForm)


def choose_form(path: Path, form: str | None) -> PersonaForm:
    """What is asked for, else what the file's ending says. OptionError for anything else."""
    wanted = form or path.suffix.lower().removeprefix(".")
    for each in FORMS:
        if each == wanted:
            return each
    raise OptionError(
        f"Personas cannot be written as '{wanted or path.name}'.",
        hint=f"Forms: {', '.join(FORMS)}; a zip holds one PNG a card.",
    )


def export_all(
    opened: Opened, of: str | None, to: Path, form: str | None, as_of: str | None, progress: Progress | None
) -> PersonaExport:
    """The deck of all segments, or of a segmentation's parts. What cannot be written is refused before anything is made."""
    chosen = choose_form(to, form)
    if chosen == "png":
        raise OptionError(
            "A PNG holds one card.", hint="Name one segment, or write a .zip, which holds a PNG a card."
        )
    return export_deck(show_personas(opened, of, as_of, progress), to, chosen, progress)


def export_cards(
    opened: Opened, names: Sequence[str], to: Path, form: str | None, as_of: str | None
) -> PersonaExport:
    """The cards of these segments in this order."""
    chosen = choose_form(to, form)
    if chosen == "png" and len(names) != 1:
        raise OptionError(
            f"A PNG holds one card, not {len(names)}.", hint="Write a .zip, which holds a PNG a card."
        )
    cards = tuple(show_persona(opened, name, as_of) for name in names)
    title = cards[0].title if len(cards) == 1 else "Chosen segments"
    deck = PersonaDeck(
        project=opened.definitions.project.name, title=title, as_of=cards[0].as_of, cards=cards
    )
    return export_deck(deck, to, chosen)


def export_deck(
    deck: PersonaDeck, to: Path, form: str | None, progress: Progress | None = None
) -> PersonaExport:
    """Writes a deck whole or not at all. OptionError for a form that is none, UnsupportedError where PDF or PNG lacks a
    browser, StorageError where the file cannot be written."""
    chosen = choose_form(to, form)
    if not to.parent.is_dir():
        raise StorageError(f"There is no folder {to.parent}.", hint="Make it first, or choose another place.")
    content = make_file(deck, chosen, progress)
    write_whole(to, content)
    notes = tuple(f"{card.name}: too few customers, no figures." for card in deck.cards if card.suppressed)
    return PersonaExport(path=str(to), form=chosen, cards=len(deck.cards), bytes=len(content), notes=notes)


def make_file(deck: PersonaDeck, form: PersonaForm, progress: Progress | None = None) -> bytes:
    """The file's content."""
    if form == "pptx":
        from satsuma.describe.deck.slides import make_slides

        return make_slides(deck)
    from satsuma.describe.deck.page import make_page

    if form == "html":
        return make_page(deck)
    from satsuma.describe.deck.printing import find_browser, print_pdf

    browser = find_browser(os.environ)
    if form == "pdf":
        return print_pdf(make_page(deck), browser)
    pictures = list(draw_each(deck, browser, progress))
    return pictures[0][1] if form == "png" else pack(pictures)


def draw_each(deck: PersonaDeck, browser: str, progress: Progress | None) -> list[tuple[str, bytes]]:
    """A picture a card, with the name of its file."""
    from satsuma.describe.deck.page import make_page
    from satsuma.describe.deck.printing import print_png

    found = []
    for i, card in enumerate(deck.cards):
        if progress is not None:
            progress(f"Drawing {card.name}", i / len(deck.cards))
        page = make_page(deck.model_copy(update={"cards": (card,)}), is_alone=True)
        found.append((f"{i + 1:02d}-{card.segment.replace('/', '--')}.png", print_png(page, browser)))
    return found


def pack(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip whose bytes depend on nothing but the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files:
            packed.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
