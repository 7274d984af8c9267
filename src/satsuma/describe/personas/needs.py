"""What they need and what limits them: answers, tickets, returns; of businesses what lost deals asked for."""

from __future__ import annotations

from satsuma.describe.personas.choosing import choose_lines, say_missing
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.wording import write_measured
from satsuma.model.kinds import Family
from satsuma.model.personas import PersonaLine
from satsuma.model.results import ProfileLine

TROUBLE = ("ticket", "return", "refund", "complain", "nps", "recommend", "satisf")
MOST_NEEDS, MOST_TROUBLES, MOST_DEALS = 4, 2, 3


def describe_needs(of: Material) -> list[PersonaLine]:
    """Needs as they were asked for; signs of trouble beside them."""
    needs = choose_lines(of.of_families(Family.NEEDS), of.variables, MOST_NEEDS, least=2)
    troubles = choose_lines(
        [line for line in of.lines if is_trouble(line)], of.variables, MOST_TROUBLES, least=1
    )
    deals = of.facts.deals.needs if of.facts.deals else ()
    needs += [write_measured(each) for each in deals[:MOST_DEALS] if not each.suppressed]
    if not needs:
        is_thin = of.has_variable((Family.NEEDS,))
        advice = "Ask them again, or listen to three of them." if is_thin else "Ask two survey questions."
        needs = [say_missing("needs", "Needs", advice, is_thin=is_thin)]
    return needs + troubles


def is_trouble(line: ProfileLine) -> bool:
    told = f"{line.variable} {line.title}".casefold()
    return line.family is not Family.NEEDS and any(word in told for word in TROUBLE)
