"""Sentences from text sources that speak of what sets a segment apart, with everything personal masked."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from satsuma.describe.personas.traits import Mark
from satsuma.model.measures import Quotable

MOST_QUOTES = 5
SHORTEST, LONGEST = 25, 240
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
WEB = re.compile(r"(?i)\b(?:https?://|www\.)\S+")
NUMBER = re.compile(r"\+?\d[\d ()/.-]{6,}\d")
SPOKEN = re.compile('["“„«]([^"“”„«»]{10,400})["”“»]')
SENTENCE = re.compile(r"(?<=[.!?])\s+")
WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = """
the and for with are was were has have had not but they them their this that from into than then who whom what when which while
will would could should can may here there everyone last days months year years share orders order ever average count number
customers customer before after once thing half more less since come back want buy bought least most only without any same like
know place times group bring first second next one two three four five six seven eight nine ten again days average category
und der die das mit von für ist nicht ein eine les des une est pour avec
"""
STEM = 4
STOPS = frozenset(word[:STEM] for word in COMMON.split())
TITLE_WEIGHT = 4
MOST_MARKS = 8
NEAR = 0.6
"""Of the best text's points: others with fewer are about something else."""
LEAST_POINTS = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a source. `is_member`: it is known to be of a member; texts of known others are not offered. `context` is
    what else the source says of it, such as its file's name; it is never shown."""

    source: str
    text: str
    is_member: bool
    context: str = ""


def suggest_quotes(
    texts: Sequence[Text], marks: Sequence[Mark], title: str, about: str, names: Collection[str]
) -> tuple[Quotable, ...]:
    """Sentences of the texts that have most in common with the segment: its title, what is said `about` it, and its markers.
    Words that half of the texts have count little. None of texts with next to nothing in common; `names` are people's, in lower
    case."""
    own = set(stem_words(title))
    told = [about, *(f"{mark.line.title} {mark.line.level or ''}" for mark in marks[:MOST_MARKS])]
    wanted = own | {stem for each in told for stem in stem_words(each)}
    stems = [
        Counter(stem for stem in stem_words(f"{text.context} {text.text}") if stem in wanted)
        for text in texts
    ]
    weights = weigh_words(stems)
    points = [
        sum(
            weights[stem] * (TITLE_WEIGHT if stem in own else 1) * (1 + math.log(count))
            for stem, count in found.items()
        )
        for found in stems
    ]
    enough = max(NEAR * max(points, default=0.0), LEAST_POINTS)
    found: dict[str, tuple[float, Quotable]] = {}
    for text, near in zip(texts, points, strict=True):
        if near < enough:
            continue
        for sentence, is_spoken in split(text.text):
            shared = sorted(set(stem_words(sentence)) & wanted)
            if not shared and not is_spoken:
                continue
            masked = mask(sentence, names)
            score = near + sum(weights.get(stem, 0.0) for stem in shared) + is_spoken + 2 * text.is_member
            if masked not in found or found[masked][0] < score:
                found[masked] = (
                    score,
                    Quotable(text=masked, source=text.source, is_member=text.is_member, words=tuple(shared)),
                )
    ranked = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].source, pair[1].text))
    return tuple(quote for _, quote in ranked[:MOST_QUOTES])


def weigh_words(stems: Sequence[Collection[str]]) -> dict[str, float]:
    """How much it says that a text has a word: the fewer texts have it, the more."""
    counts: dict[str, int] = {}
    for found in stems:
        for stem in found:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: math.log((1 + len(stems)) / count) for stem, count in counts.items()}


def stem_words(text: str) -> list[str]:
    """Beginnings of words, so that slipping and slips meet."""
    plain = text.casefold().replace("_", " ")
    return [word[:STEM] for word in WORD.findall(plain) if word[:STEM] not in STOPS and len(word) >= STEM]


def split(text: str) -> list[tuple[str, bool]]:
    """What is said in quotation marks, whole; of texts without any, the sentences."""
    spoken = [match.strip() for match in SPOKEN.findall(text)]
    parts = [(each, True) for each in spoken] or [
        (each.strip(), False) for line in text.splitlines() for each in SENTENCE.split(line)
    ]
    return [(each, is_spoken) for each, is_spoken in parts if SHORTEST <= len(each) <= LONGEST]


def mask(text: str, names: Collection[str]) -> str:
    """Without e-mail and web addresses, phone numbers and people's names."""
    told = EMAIL.sub("[e-mail]", text)
    told = WEB.sub("[address]", told)
    told = NUMBER.sub("[number]", told)

    def hide(found: re.Match[str]) -> str:
        word = found.group()
        return "[name]" if word[0].isupper() and word.casefold() in names else word

    return WORD.sub(hide, told)
