"""Where they are and which language they speak."""

from __future__ import annotations

from satsuma.describe.personas.choosing import choose_lines, say_missing
from satsuma.describe.personas.material import Material
from satsuma.model.kinds import Family
from satsuma.model.personas import PersonaLine
from satsuma.model.results import ProfileLine

MOST_PLACES, MOST_LANGUAGES = 4, 2
LANGUAGE = ("language", "locale", "sprache", "langue", "idioma", "lingua")


def describe_place(of: Material) -> list[PersonaLine]:
    """Places first, then languages; what is missing of the two is said."""
    lines = of.of_families(Family.GEOGRAPHIC)
    places = choose_lines([line for line in lines if not is_language(line)], of.variables, MOST_PLACES)
    languages = choose_lines(
        [line for line in of.lines if is_language(line)], of.variables, MOST_LANGUAGES, least=1
    )
    if not places:
        places = [
            say_missing("place", "Place", "Collect a city or a postcode with the next order or registration.")
        ]
    if not languages:
        languages = [
            say_missing("language", "Language", "Ask for it once, where they choose what you send them.")
        ]
    return places + languages


def is_language(line: ProfileLine) -> bool:
    told = f"{line.variable} {line.title}".casefold()
    return any(word in told for word in LANGUAGE)
