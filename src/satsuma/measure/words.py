"""Recognising columns, properties and events by the words in their names, in several languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from satsuma.model.kinds import WORDS, Kind, ValueType

LABELS = WORDS - {Kind.IDENTIFIER}
"""Kinds that hold a readable word."""

_IDENTIFYING = frozenset({"key", "id", "code", "number", "no", "nr", "alternate", "sku", "uuid", "guid"})
_TRANSLATED = frozenset({"spanish", "french", "german", "italian", "sub", "subcategory"})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents: 'Größe' is 'grosse', 'Année' is 'annee'."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a snake-case name."""
    return tuple(word for word in fold(name).split("_") if word)


def contains(name: str, phrase: str) -> bool:
    """True when the phrase's words stand in the name one after the other, or are the whole name run together."""
    words, wanted = words_of(name), tuple(fold(phrase).split())
    if "".join(words) == "".join(wanted):
        return True
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def match(name: str, phrases: Iterable[str]) -> int:
    """How well a name fits the phrases: 0 not at all, more for a longer phrase and for a whole name."""
    best = 0
    for phrase in phrases:
        if contains(name, phrase):
            whole = "".join(words_of(name)) == "".join(fold(phrase).split())
            best = max(best, 100 * whole + 10 * len(phrase.split()) + 1)
    return best


def _is_translated(name: str) -> bool:
    return bool(_TRANSLATED & set(words_of(name)))


def find_named(
    candidates: Mapping[str, ValueType], phrases: Sequence[str], kinds: Iterable[Kind] = tuple(Kind)
) -> str | None:
    """The candidate of these kinds whose name fits best: originals before translations and sub-divisions, then by the
    phrases' order, then the better match, then the shorter name, then the alphabet."""
    allowed = frozenset(kinds)
    found = [
        (_is_translated(name), place, -match(name, [phrase]), len(name), name)
        for name, value in candidates.items()
        if value.kind in allowed
        for place, phrase in enumerate(phrases)
        if contains(name, phrase)
    ]
    return min(found)[-1] if found else None


def looks_like_key(name: str) -> bool:
    """True for a name that ends like a key: 'territory_key', 'postal_code'."""
    words = words_of(name)
    return bool(words) and words[-1] in _IDENTIFYING
