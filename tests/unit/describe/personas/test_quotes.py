"""Quotes that speak of the segment, without anybody's name."""

from __future__ import annotations

from satsuma.describe.personas.quotes import Text, mask, suggest_quotes
from satsuma.describe.personas.traits import list_marks
from tests.unit.describe.personas.cards import LINES

TEXTS = (
    Text(
        "interviews",
        'Mina, third floor. "I do not know what survives on a north side balcony. Tell me."',
        False,
    ),
    Text("interviews", 'Paul bought a lantern. "It was a present for my neighbour, I think."', False),
    Text(
        "reviews",
        "The balcony set came late. Call me at +49 170 1234567 or mina@example.org, says Mina Huber!",
        True,
    ),
)


def test_texts_about_the_segment_come_first() -> None:
    found = suggest_quotes(TEXTS, list_marks(LINES), "Balcony gardeners", "", {"mina", "huber"})
    assert found[0].source == "reviews"
    assert found[0].is_member
    assert all("lantern" not in quote.text and "present" not in quote.text for quote in found)
    assert any(quote.text.startswith("I do not know what survives") for quote in found)


def test_nobody_is_named() -> None:
    told = " ".join(
        quote.text
        for quote in suggest_quotes(TEXTS, list_marks(LINES), "Balcony gardeners", "", {"mina", "huber"})
    )
    for hidden in ("Mina", "Huber", "1234567", "example.org"):
        assert hidden not in told
    assert mask("See www.example.org/x or https://a.b/c", ()) == "See [address] or [address]"
    assert mask("Rose likes a rose", {"rose"}) == "[name] likes a rose"


def test_without_anything_in_common_there_is_no_quote() -> None:
    assert suggest_quotes(TEXTS[1:2], list_marks(LINES), "Balcony gardeners", "", ()) == ()
