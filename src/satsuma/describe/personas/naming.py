"""Names for personas, suggested from what sets them apart: the same for the same markers, and no two alike in a project."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from satsuma.describe.personas.traits import Mark, list_marks
from satsuma.model.results import ProfileLine, SegmentProfile

LONGEST = 40
MOST = 0.5
"""The share that must have a level for it to name them."""
PEOPLE = ("Customers", "Regulars", "Shoppers", "Guests", "Fellows")
FIRMS = ("Accounts", "Firms", "Partners", "Houses", "Clients")


def suggest_names(
    profiles: Mapping[str, SegmentProfile],
    taken: Collection[str],
    business: Collection[str],
) -> dict[str, str]:
    """One name a segment, in the order given; `taken` are those that people chose, `business` the segments of accounts."""
    used = {name.casefold() for name in taken}
    found = {}
    for segment, profile in profiles.items():
        name = choose_name(profile, used, is_business=segment in business)
        used.add(name.casefold())
        found[segment] = name
    return found


def choose_name(profile: SegmentProfile, used: Collection[str], *, is_business: bool) -> str:
    """Adjectives of the strongest markers with the noun of one of them; the segment's title where none lends any, with a number
    where all are taken."""
    marks = list_marks(profile.lines)
    nouns = list_nouns(marks, is_business=is_business)
    adjectives = list_adjectives(marks)
    options = [
        f"{adjective} {noun}"
        for noun in nouns[:2]
        for adjective in adjectives[:4]
        if not overlap(adjective, noun)
    ]
    generic = FIRMS if is_business else PEOPLE
    options += [f"{adjective} {noun}" for adjective in adjectives[:3] for noun in generic]
    options += [
        f"{first} {second} {generic[0]}" for first in adjectives for second in adjectives if first != second
    ]
    title = profile.size.title.strip()[:LONGEST] or generic[0]
    for option in [*(each for each in options if len(each) <= LONGEST), title]:
        if option.casefold() not in used:
            return option
    number = 2
    while f"{title} {number}".casefold() in used:
        number += 1
    return f"{title} {number}"


def list_adjectives(marks: Sequence[Mark]) -> list[str]:
    found: dict[str, None] = {}
    for mark in marks:
        word = (mark.trait.high if mark.is_high else mark.trait.low) if mark.trait else None
        if not mark.is_high and not mark.line.value:
            word = None  # none of it at all is no way of having less: who never bought has no small basket
        if word is None and mark.is_high and is_word(mark.line) and (mark.line.value or 0) > MOST:
            word = mark.line.level
            word = word and word[0].upper() + word[1:]
        if word:
            found[word] = None
    return list(found)


def list_nouns(marks: Sequence[Mark], *, is_business: bool) -> list[str]:
    """What they do, before what they are called in general; firms do not ride or plant, their people may."""
    if is_business:
        return [FIRMS[0]]
    lent = [mark.trait.noun for mark in marks if mark.trait and mark.trait.noun and mark.is_high]
    return [*dict.fromkeys(lent), PEOPLE[0]]


def is_word(line: ProfileLine) -> bool:
    """A level that reads like a word: an industry, a town, a category."""
    return line.level is not None and line.level.replace(" ", "").isalpha() and 3 <= len(line.level) <= 16


def overlap(adjective: str, noun: str) -> bool:
    """'Gift-Giving Givers' says the same twice."""
    parts = adjective.casefold().split("-")
    return any(part[:3] == noun[:3].casefold() for part in parts)
