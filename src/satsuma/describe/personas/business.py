"""What a card of businesses adds: who signs, how long it takes, how often it works, what stands in the way, when contracts
renew."""

from __future__ import annotations

from satsuma.describe.personas.choosing import say_missing
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.wording import write_measured
from satsuma.model.measures import Deals, Measured
from satsuma.model.personas import PersonaLine

MOST_SIGNING, MOST_OBJECTIONS, MOST_PEOPLE = 3, 2, 3


def describe_business(of: Material) -> tuple[PersonaLine, ...]:
    """Nothing for people."""
    if not of.is_business:
        return ()
    deals = of.facts.deals or Deals()
    lines: list[PersonaLine] = []
    lines += write(deals.committee[:MOST_SIGNING]) or [
        say_missing("committee", "Buying committee", "Note at each deal who signs it.")
    ]
    lines += write(deals.people[:MOST_PEOPLE])
    for figure, id_, title, advice in (
        (deals.win_rate, "win rate", "Win rate", "Add deals with their stage."),
        (deals.cycle, "deal cycle", "Deal cycle", "Add the day on which deals close."),
    ):
        lines.append(write_measured(figure) if figure else say_missing(id_, title, advice))
    lines += write(deals.objections[:MOST_OBJECTIONS]) or [
        say_missing("objections", "Objections", "Note at each lost deal why it was lost.")
    ]
    lines += write(deals.renewal) or [
        say_missing("renewal", "Renewal window", "Add contracts with their renewal date.")
    ]
    return tuple(lines)


def write(figures: tuple[Measured, ...]) -> list[PersonaLine]:
    return [write_measured(figure) for figure in figures if not figure.suppressed]
