"""Cards as files: safe, editable, the same to the byte."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation

from satsuma.describe.deck.page import make_page
from satsuma.describe.deck.printing import find_browser
from satsuma.describe.deck.slides import make_slides
from satsuma.describe.personas.card import make_card
from satsuma.model.errors import UnsupportedError
from satsuma.model.persona_definitions import PersonaDefinition
from satsuma.model.personas import PersonaDeck
from tests.unit.describe.personas.cards import BUSINESS, MATERIAL, SIZE

EVIL = PersonaDefinition(
    name="<script>alert(1)</script> 🌱", story="A \u202eturned\x07 & <i>story</i>", do=("Say <b>hi</b>",)
)


@pytest.fixture(scope="module")
def deck() -> PersonaDeck:
    tiny = SIZE.model_copy(update={"customers": 2, "name": "tiny"})
    cards = (
        make_card(replace(MATERIAL, definition=EVIL)),
        make_card(BUSINESS),
        make_card(replace(MATERIAL, profile=MATERIAL.profile.model_copy(update={"size": tiny}))),
    )
    return PersonaDeck(project="Lark & <field>", title="All segments", as_of="2026-06-30", cards=cards)


def test_pages_are_self_contained_and_safe(deck: PersonaDeck) -> None:
    page = make_page(deck)
    assert page == make_page(deck)
    text = page.decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌱" in text
    assert "\u202e" not in text
    assert "http" not in text.replace("http://www.w3.org", "").replace("https://vega", "")
    assert text.count('class="sheet') == 4
    assert "how response:e-mail" in text


def test_slides_hold_editable_words_pictures_and_notes(deck: PersonaDeck) -> None:
    made = make_slides(deck)
    assert made == make_slides(deck)
    slides = list(Presentation(io.BytesIO(made)).slides)
    # A title, one overview, two slides a card; a card of too few customers has nothing to plan.
    assert len(slides) == 7
    assert slides[2].shapes.title is not None
    assert slides[2].shapes.title.text_frame.text == "<script>alert(1)</script> 🌱"
    words = " ".join(shape.text_frame.text for shape in slides[2].shapes if shape.has_text_frame)
    assert "Area: urban: 81 % here, 46 % of everyone" in words
    assert slides[2].notes_slide.notes_text_frame is not None
    assert "[of area" in slides[2].notes_slide.notes_text_frame.text
    pictures = [shape for shape in slides[3].shapes if shape.shape_type == 13]
    assert len(pictures) == 4
    assert slides[1].shapes[-1].has_table
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_without_a_browser_it_says_what_to_do() -> None:
    with pytest.raises(UnsupportedError, match="none is installed"):
        find_browser({"PATH": ""})
    with pytest.raises(UnsupportedError, match="SATSUMA_BROWSER names 'nix'"):
        find_browser({"SATSUMA_BROWSER": "nix"})
