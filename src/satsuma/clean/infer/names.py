"""Names of columns and sources: headers become names that rules can use, and words that the other modules look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from satsuma.clean.infer.words import list_words

MAX_NAME = 80

RESERVED = list_words(
    """account after all among and any before between bottom by count ever everyone false has in is known last missing
    next no none not null of or people percentile random rowid segment sequence since sum then this to today tomorrow top
    true where within yes yesterday"""
)
"""Words of the rule language: a column with such a name gets a trailing underscore."""

_INTERNAL = frozenset({"_row", "_key", "_time", "_event"})
_UNLABELLED = re.compile(
    r"^(|_+\d*|(unnamed|column|col|field|feld|spalte|colonne|columna|var|v|c|f|x)[\s:_.-]*\d*|\d+|no_?name\d*)$",
    re.IGNORECASE,
)


def split_words(header: str) -> tuple[str, ...]:
    """The lower-case words of a header: 'CustomerKey' and 'customer key' are (customer, key), 'hs_ID2' (hs, id2)."""
    text = unicodedata.normalize("NFC", header)
    text = re.sub(r"(?<![A-Za-z])([A-Z]{2,})s(?![a-z])", lambda match: f"{match[1].lower()}s", text)
    text = re.sub(r"(?<=[a-zß-ÿ0-9])(?=[A-ZÀ-ÞĀ])", " ", text)
    text = re.sub(r"(?<=[A-Z])(?=[A-Z][a-zß-ÿ])", " ", text)
    return tuple(
        word.casefold() if "ß" not in word else word.lower() for word in re.findall(r"[^\W_]+", text)
    )


def make_name(header: str, fallback: str = "column") -> str:
    """A header as a NAME: snake case, no reserved word, starts with a letter, at most 80 characters."""
    name = "_".join(split_words(header)) or fallback
    if name[0].isdigit():
        name = f"n_{name}"
    name = name[: MAX_NAME - 4].rstrip("_")
    return f"{name}_" if name in RESERVED or name in _INTERNAL else name


def make_unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, later twins numbered from 2."""
    seen: set[str] = set()
    unique: list[str] = []
    for name in names:
        candidate, number = name, 2
        while candidate in seen:
            candidate = f"{name.rstrip('_')}_{number}"
            number += 1
        seen.add(candidate)
        unique.append(candidate)
    return tuple(unique)


def is_unlabelled(header: str) -> bool:
    """True for headers that say nothing: '', 'Unnamed: 3', 'column0', '4'."""
    return bool(_UNLABELLED.match(header.strip()))


def singularise(word: str) -> str:
    """The singular of an English plural, good enough for event names: 'orders' is 'order', 'entries' 'entry'."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def ends_with(words: Sequence[str], tail: Sequence[str]) -> bool:
    """True when the word list ends with the other one."""
    return len(tail) <= len(words) and tuple(words[len(words) - len(tail) :]) == tuple(tail)


def with_article(noun: str) -> str:
    """'a customer', 'an account'."""
    return f"{'an' if noun[:1] in 'aeiou' and not noun.startswith('user') else 'a'} {noun}"
