"""How large segments were in the quarters before, where that can be said of a past day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from satsuma.engine import bitmaps, evaluate
from satsuma.language.references import references_of
from satsuma.language.tree import Ago, Last
from satsuma.language.walk import find
from satsuma.model.measures import Day
from satsuma.project.moments import AsOf, end_of_day

if TYPE_CHECKING:
    from satsuma.language.tree import Condition, Node
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.project.persona_unit import UnitView

STEP_DAYS, STEPS = 91, 4
SPAN_DAYS = {"hours": 1, "days": 1, "weeks": 7, "months": 31, "years": 366}


def measure_days(view: UnitView, conditions: Mapping[str, Condition]) -> dict[str, tuple[Day, ...]]:
    """Sizes a year back, the oldest first. Left out are days that the rule's windows or the data do not reach, rules that need
    what was not known then, and days on which the segment was too small to show."""
    opened, unit = view.opened, view.unit
    starts = [int(events.time.min()) for events in view.data.events.values() if len(events.time)]
    found: dict[str, list[Day]] = {name: [] for name in conditions}
    reach = {name: find_reach(rule, unit, opened.vocabulary) for name, rule in conditions.items()}
    for step in range(STEPS, -1, -1):
        day = view.moment.day - dt.timedelta(days=STEP_DAYS * step)
        moment = AsOf(day, end_of_day(day, opened.zone), "the trend")
        known_days = (moment.seconds - min(starts)) / 86_400 if starts else 0.0
        asked = {
            name: rule
            for name, rule in conditions.items()
            if known_days >= max(STEP_DAYS, reach[name]) and not opened.warn_stale(rule, unit, moment)
        }
        if not asked:
            continue
        population = opened.population_at(moment)
        members = evaluate(
            population, opened.vocabulary, unit, asked, moment.seconds, opened.zone, opened.threads
        ).memberships
        for name, words in zip(members.names, members.words, strict=True):
            customers = bitmaps.count(words)
            if customers >= view.smallest:
                found[name].append(Day(as_of=day.isoformat(), customers=customers))
    return {name: tuple(days) if len(days) > 1 else () for name, days in found.items()}


def find_reach(node: Node, unit: str, vocabulary: Vocabulary) -> int:
    """The days that the windows of a rule look back, through variables and segments."""
    reach = 0
    seen: set[tuple[str, str, str]] = set()
    waiting = [(node, unit)]
    while waiting:
        current, of_unit = waiting.pop()
        reach = max([reach, *(window.count * SPAN_DAYS[window.span] for window in find(current, Last))])
        reach = max([reach, *(window.furthest for window in find(current, Ago))])
        for reference in references_of(current, vocabulary, of_unit):
            kind, where, name = reference
            made = (vocabulary.segments if kind == "segment" else vocabulary.variables).get(where, {})
            if reference not in seen and kind != "event" and name in made:
                seen.add(reference)
                waiting.append((made[name], where))
    return reach
