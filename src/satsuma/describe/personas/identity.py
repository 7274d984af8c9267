"""Who they are: age, household, occupation; of businesses industry and size."""

from __future__ import annotations

from satsuma.describe.personas.choosing import choose_lines, say_missing
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.wording import is_sure, write_profiled
from satsuma.model.kinds import Family
from satsuma.model.personas import PersonaLine

MOST_AGES = 2


def describe_identity(of: Material) -> list[PersonaLine]:
    """The age bands that are over-represented, or the commonest; then the rest of the family."""
    families = (Family.FIRMOGRAPHIC,) if of.is_business else (Family.DEMOGRAPHIC, Family.FIRMOGRAPHIC)
    ages = choose_ages(of)
    aged = {line.variable for line in of.facts.ages}
    rest = [
        line
        for line in of.of_families(*families)
        if not ages or (line.variable not in aged and not line.title.casefold().startswith("age"))
    ]
    lines = ages + choose_lines(rest, of.variables)
    if lines:
        return lines
    advice = (
        "Add each account's industry and size."
        if of.is_business
        else "Ask for age or household in the profile."
    )
    return [say_missing("identity", "Identity", advice, is_thin=of.has_variable(families))]


def choose_ages(of: Material) -> list[PersonaLine]:
    """Bands of age, written as people say them."""
    shown = [line for line in of.facts.ages if not line.suppressed and line.value]
    apart = [line for line in shown if is_sure(line) and (line.value or 0) > (line.everyone or 0)]
    chosen = sorted(apart, key=lambda line: -abs(line.effect or 0))[:MOST_AGES]
    if not chosen and shown:
        chosen = [max(shown, key=lambda line: line.value or 0)]
    found = []
    for line in chosen:
        info = of.variables.get(line.variable)
        written = write_profiled(line, info)
        sentence = written.sentence.replace(f"{line.title}: {line.level}", f"Aged {line.level}", 1)
        found.append(written.model_copy(update={"title": f"Aged {line.level}", "sentence": sentence}))
    return found
