"""Names for columns without a label, from what their values look like."""

from __future__ import annotations

import re

from satsuma.clean.infer.guess import Guess
from satsuma.clean.infer.privacy import EMAIL_SHAPE, IP_SHAPE, PHONE_SHAPE, is_shaped
from satsuma.clean.infer.words import list_words
from satsuma.model.kinds import Kind

_COUNTRIES = list_words(
    """germany france spain italy austria switzerland poland netherlands belgium sweden norway denmark
    finland ireland portugal greece usa canada mexico brazil argentina japan china india australia
    deutschland frankreich österreich schweiz españa italia france allemagne espagne suisse united
    kingdom states de fr es it at ch pl nl be se no dk fi ie pt gr us ca mx br ar jp cn in au gb uk"""
)
_URL = re.compile(r"^https?://")


def name_unlabelled(guess: Guess) -> str | None:
    """email, phone, date, amount, country … or None when the values say nothing."""
    texts = guess.texts
    for name, shape in (("email", EMAIL_SHAPE), ("ip address", IP_SHAPE), ("url", _URL)):
        if is_shaped(texts, shape):
            return name
    if guess.kind is Kind.DATE:
        return "timestamp" if guess.dates is not None and guess.dates.has_time else "date of row"
    if guess.kind is Kind.MONEY:
        return "amount"
    if guess.numbers is None and is_shaped(texts, PHONE_SHAPE):
        return "phone"
    filled = sum(count for _, count in texts)
    places = sum(count for text, count in texts if set(text.casefold().split()) <= _COUNTRIES)
    if filled and guess.kind is Kind.CATEGORY and places >= 0.8 * filled:
        return "country"
    return None
