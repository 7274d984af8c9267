"""How to reach them: who can be contacted, who responds, and when."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.personas.choosing import choose_lines, say_missing
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.needs import is_trouble
from satsuma.describe.personas.wording import is_marker, write_measured
from satsuma.model.kinds import Family
from satsuma.model.measures import Measured, Timing
from satsuma.model.personas import PersonaLine

MOST_RESPONSES = 2
FEWEST_EVENTS = 50
"""Under that many orders, clicks tell more about the time."""


def describe_targeting(of: Material) -> list[PersonaLine]:
    """Reach, response, best time, and where they come from."""
    reach = [write_measured(each) for each in of.facts.reach]
    response = [write_measured(of.facts.response)] if of.facts.response else []
    timing = choose_timing(of.facts.timings)
    times = [write_measured(best) for best in list_best(timing)] if timing else []
    more = choose_lines(
        [
            line
            for line in of.of_families(Family.ENGAGEMENT, Family.INTENT)
            if not is_trouble(line) and "click" not in line.variable and "contact" not in line.variable
        ],
        of.variables,
        MOST_RESPONSES,
        least=1,
    )
    lines = reach + response + times + more
    if not reach:
        lines.insert(0, say_missing("reach", "Reach", "Name the columns of addresses and consent."))
    if not response:
        lines.append(say_missing("response", "Response", "Add the sends and clicks of your mailings."))
    if not timing:
        lines.append(say_missing("timing", "Timing", "Add events with a time of day."))
    return lines


def choose_timing(timings: Sequence[Timing]) -> Timing | None:
    """Orders where there are enough: the time of a click is half the sender's choice."""
    by_sort = {timing.of: timing for timing in timings}
    clicks, orders = by_sort.get("clicks"), by_sort.get("orders")
    if orders and max(each.n for each in orders.weekdays) >= FEWEST_EVENTS:
        return orders
    return clicks or orders


def list_best(timing: Timing) -> list[Measured]:
    """The best weekday and, where known, the best hour."""
    return [best for best in (find_best(timing.weekdays), find_best(timing.hours)) if best is not None]


def find_best(levels: Sequence[Measured]) -> Measured | None:
    """The commonest of those that are commoner here than overall; the commonest where none is."""
    shown = [each for each in levels if not each.suppressed and each.value > 0]
    own = [each for each in shown if is_marker(each) and each.value > (each.everyone or 0)]
    return max(own or shown, key=lambda each: each.value, default=None)
