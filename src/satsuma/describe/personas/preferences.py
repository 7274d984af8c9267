"""What they like: what they buy more than others, and what they say of themselves."""

from __future__ import annotations

from satsuma.describe.personas.choosing import choose_lines, say_missing
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.needs import is_trouble
from satsuma.describe.personas.wording import is_marker, write_measured
from satsuma.model.kinds import Family
from satsuma.model.personas import PersonaLine

MOST_FAVOURITES, MOST_VIEWS = 3, 3


def describe_preferences(of: Material) -> list[PersonaLine]:
    """Favourites beyond chance, else the commonest; then interests and attitudes."""
    shown = [each for each in of.facts.categories if not each.suppressed and each.value > 0]
    apart = [each for each in shown if is_marker(each) and each.value > (each.everyone or 0)]
    apart.sort(key=lambda each: (each.everyone or 0) - each.value)
    favourites = [write_measured(each) for each in (apart or shown[:1])[:MOST_FAVOURITES]]
    views = choose_lines(
        [line for line in of.of_families(Family.PSYCHOGRAPHIC) if not is_trouble(line)],
        of.variables,
        MOST_VIEWS,
        least=1,
    )
    lines = favourites + views
    if not favourites:
        advice = "Add order lines with a product or a category."
        lines.insert(0, say_missing("preferences", "Products", advice))
    if not views:
        advice = "Ask what they care about, or for their interests."
        lines.append(say_missing("interests", "Interests", advice))
    return lines
