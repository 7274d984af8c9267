"""Distinct names for segments, from what sets each apart; a number is never a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from satsuma.discover.phrases import MOST_LETTERS, MOST_WORDS, Phrase, phrase, shorten
from satsuma.model.discoveries import SegmentLine
from satsuma.model.kinds import Kind

TELLING = 0.2
"""Smallest standardised difference that may name a segment (Cohen 1988: small)."""
SHARED = 0.6
"""What a phrase is worth to a segment that it fits less than another."""
RELATED = 0.7
"""What a second phrase of the same family is worth."""
LACKING = 0.7
"""What a phrase is worth that says what a segment has little of."""
CANDIDATES = 8
TELLING_WORD = 4
"""Letters from which a word may not come twice in a title."""
STORY_PARTS = 3
AVERAGE = ("In between", "All-round", "Middle ground", "Mixed", "Everyday", "Ordinary", "Usual", "Steady")
"""Names of segments that nothing sets apart."""


@dataclass(frozen=True, slots=True)
class Named:
    """`name` is the slug of the title, and may stand in rules."""

    name: str
    title: str
    story: str


def name_segments(
    profiles: Sequence[Sequence[SegmentLine]],
    *,
    taken: Collection[str] = ("everyone-else",),
    kept: Sequence[tuple[str, str] | None] = (),
) -> tuple[Named, ...]:
    """A name for every segment from its profile lines (one a number or level, with `effect` against everyone else).

    Basis variables count most, descriptors after them, outcomes never name. `taken` are slugs that are not free; `kept`
    gives the (name, title) that a segment keeps from before, or None. The same profiles get the same names.
    """
    held = list(kept) or [None] * len(profiles)
    slugs = {*taken, *(each[0] for each in held if each is not None)}
    titles = {_list_words(each[1]) for each in held if each is not None}
    found: dict[int, Named] = {}
    said = [_list_phrases(lines) for lines in profiles]
    for index, lines in enumerate(profiles):
        story = tell_story(lines)
        before = held[index]
        if before is not None:
            found[index] = Named(before[0], before[1], story)
            continue
        title = next(
            each
            for each in _list_titles(_rank(index, said))
            if _list_words(each) not in titles and make_slug(each) not in slugs
        )
        slugs.add(make_slug(title))
        titles.add(_list_words(title))
        found[index] = Named(make_slug(title), title, story)
    return tuple(found[index] for index in range(len(profiles)))


def _list_words(title: str) -> tuple[str, ...]:
    """The words of a title in one order: "Many orders, young" and "Young, many orders" are the same name."""
    return tuple(sorted(re.findall(r"\w+", title.casefold())))


def make_slug(title: str) -> str:
    """A title as a name of the rule language: small letters, digits and hyphens, a letter first."""
    plain = unicodedata.normalize("NFKC", title).lower()
    slug = "-".join(part for part in re.split(r"[\W_]+", plain) if part)[:60].strip("-")
    return slug if slug[:1].isalpha() else f"group-{slug}".strip("-")


def _list_phrases(lines: Sequence[SegmentLine]) -> list[Phrase]:
    """The strongest phrase of every variable; descriptors count half of basis variables."""
    best: dict[str, Phrase] = {}
    for line in lines:
        said = phrase(line) if line.role != "outcome" else None
        if said is None or said.strength < TELLING:
            continue
        if line.role == "descriptor":
            said = replace(said, strength=said.strength / 2)
        if said.variable not in best or said.strength > best[said.variable].strength:
            best[said.variable] = said
    return sorted(best.values(), key=lambda each: (-each.strength, each.text))


def _rank(index: int, said: Sequence[Sequence[Phrase]]) -> list[Phrase]:
    """A segment's phrases by what they are worth, those first that fit it better than any other segment and say what it
    has rather than lacks."""

    def worth(one: Phrase) -> float:
        others = [
            other.strength
            for place, phrases in enumerate(said)
            if place != index
            for other in phrases
            if other.text.casefold() == one.text.casefold()
        ]
        weight = SHARED if max(others, default=0.0) > one.strength else 1.0
        return one.strength * weight * (1.0 if one.is_more else LACKING)

    weighed = [replace(each, strength=worth(each)) for each in said[index]]
    return sorted(weighed, key=lambda each: (-each.strength, each.text))[:CANDIDATES]


def _list_titles(phrases: list[Phrase]) -> Iterator[str]:
    """One or two phrases, what they are worth together first; then three; then words for segments that nothing sets apart."""
    several = [(first, second) for first, second in combinations(phrases, 2)]
    ones = [(one,) for one in phrases]
    for parts in sorted([*several, *ones], key=lambda parts: -_worth_together(*parts)):
        yield from _join(list(parts))
    for triple in combinations(phrases, 3):
        yield from _join(list(triple))
    yield from AVERAGE
    for first, second in combinations(AVERAGE, 2):
        yield f"{first}, {second.lower()}"


def _worth_together(first: Phrase, second: Phrase | None = None) -> float:
    if second is None:
        return first.strength
    is_related = first.family is not None and first.family == second.family
    return first.strength + second.strength * (RELATED if is_related else 1.0)


def _join(parts: list[Phrase]) -> Iterator[str]:
    """The phrases as one title, where it stays short."""
    texts = [parts[0].text, *(_continue(part.text) for part in parts[1:])]
    title = ", ".join(texts)
    words = len(title.split())
    said = [word for part in parts for word in set(_list_words(part.text)) if len(word) >= TELLING_WORD]
    if len(set(said)) == len(said) and (
        len(parts) == 1 or (words <= MOST_WORDS and len(title) <= MOST_LETTERS)
    ):
        yield title


def _continue(text: str) -> str:
    """Within a title small letters, but DE and LinkedIn as they are."""
    first, _, rest = text.partition(" ")
    is_name = any(sign.isupper() for sign in first[1:])
    return text if is_name else f"{first.lower()}{' ' if rest else ''}{rest}"


def tell_story(lines: Sequence[SegmentLine]) -> str:
    """One sentence: the two or three largest differences, each with the value here and overall."""
    telling = [line for line in lines if line.role != "outcome" and not line.suppressed and line.effect]
    telling = [line for line in telling if line.value is not None and line.everyone is not None]
    ordered = sorted(telling, key=lambda line: (line.role != "basis", -abs(line.effect or 0), line.title))
    chosen: dict[str, SegmentLine] = {}
    for line in ordered:
        if abs(line.effect or 0) >= TELLING and len(chosen) < STORY_PARTS:
            chosen.setdefault(line.variable, line)
    if not chosen:
        return "Close to the average of everyone in all that is known."
    text = "; ".join(_tell(line) for line in chosen.values())
    return f"{text[:1].upper()}{text[1:]}."


def _tell(line: SegmentLine) -> str:
    here, everyone = float(line.value or 0), float(line.everyone or 0)
    name = " ".join(line.title.split())
    if line.level is None:
        return f"{name}: {_show(here, line.kind)} on average (everyone {_show(everyone, line.kind)})"
    level = str(line.level)
    is_yes = level.lower() in ("yes", "true")
    what = shorten(name) if is_yes else f"{shorten(name)}: {level}"
    most = "most, " if here > 0.5 and here > everyone else ""
    return f"{what} ({most}{_show(here, Kind.SHARE)}; everyone {_show(everyone, Kind.SHARE)})"


def _show(value: float, kind: Kind) -> str:
    if kind is Kind.SHARE:
        return f"{value * 100:.1f} %" if 0 < value < 0.0995 else f"{value * 100:.0f} %"
    digits = 0 if abs(value) >= 100 or value == 0 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"
