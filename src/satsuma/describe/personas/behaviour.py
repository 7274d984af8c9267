"""What they buy, how often, by which way, with which devices."""

from __future__ import annotations

from satsuma.describe.personas.choosing import choose_lines, say_missing
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.wording import write_measured
from satsuma.model.kinds import Family
from satsuma.model.personas import PersonaLine

PURCHASES = (Family.BEHAVIOURAL, Family.VALUE, Family.JOURNEY)
MOST_PURCHASES, MOST_TECHNOLOGY, MOST_WAYS = 4, 2, 2


def describe_behaviour(of: Material) -> list[PersonaLine]:
    """Purchases, the rhythm between them, the way orders come, and technology."""
    bought = choose_lines(of.of_families(*PURCHASES), of.variables, MOST_PURCHASES)
    rhythm = [write_measured(of.facts.gap)] if of.facts.gap else []
    shown = [way for way in of.facts.channels if not way.suppressed and way.value > 0]
    apart = [way for way in shown if way.is_different and way.value > (way.everyone or 0)]
    ways = [write_measured(way) for way in (apart or shown)[:MOST_WAYS]]
    technology = choose_lines(of.of_families(Family.TECHNOGRAPHIC), of.variables, MOST_TECHNOLOGY, least=1)
    lines = bought + rhythm + ways + technology
    if not bought and not rhythm:
        lines.insert(0, say_missing("behaviour", "Purchases", "Add orders with a date and an amount."))
    if not technology and not ways:
        advice = "Record the device or the browser of orders and visits."
        lines.append(say_missing("technology", "Technology", advice))
    return lines
