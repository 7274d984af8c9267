"""Events and people as facts: how many there are of whom all filters are true."""

from __future__ import annotations

from satsuma.activate.recipes.arranging import list_clauses, tidy
from satsuma.activate.recipes.asking import ask
from satsuma.activate.recipes.facts import (
    All,
    Any,
    DateFact,
    EventFact,
    Fact,
    FieldFact,
    Formula,
    PeopleFact,
    Truth,
    Unsayable,
    When,
)
from satsuma.activate.recipes.windows import read_window
from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.tree import Condition
from satsuma.language.write import write_condition, write_value

MOST_ALTERNATIVES = 20


def ask_people(where: Condition, negated: bool, ground: Ground) -> Formula:
    """An account has a person like this, or none; alternatives become one fact each."""
    people = ground.people
    text = f"{'none' if negated else 'any'}(people, {write_condition(where)})"
    if people is None:
        return Unsayable(text, "it asks about an account's people")
    clauses = list_clauses(tidy(ask(where, people)), MOST_ALTERNATIVES)
    if clauses is None or any(isinstance(fact, Unsayable) for clause in clauses for fact in clause):
        return Unsayable(text, "it asks more of an account's people than filters can")
    facts: list[Formula] = [PeopleFact(ground.unit, clause, negated) for clause in clauses]
    if not facts:
        return Truth(negated)
    return (All(tuple(facts)) if negated else Any(tuple(facts))) if len(facts) > 1 else facts[0]


def ask_events(
    events: tree.Events, least: int, most: int | None, ground: Ground, when: When | None = None
) -> Formula:
    """How many such events; `when` takes the place of the window. Alternatives in the filter become one fact each where
    events are only asked to be there or not."""
    window = when if when is not None else read_window(events.window)
    text = write_value(tree.Aggregate(function="count", events=events))
    if isinstance(window, str):
        return Unsayable(text, f"it has {window}")
    if most is not None and (most < 0 or most < least):
        return Truth(False)
    if least <= 0 and most is None:
        return Truth(True)
    inside = Ground(ground.vocabulary, ground.unit, events.event)
    where = tidy(ask(events.where, inside)) if events.where is not None else Truth(True)
    clauses = list_clauses(where, MOST_ALTERNATIVES)
    if clauses is None:
        return Unsayable(text, "its filter has too many alternatives")
    if not clauses:
        return Truth(least <= 0)
    facts = [_count(ground.unit, events.event, clause, window, least, most, text) for clause in clauses]
    if len(facts) == 1:
        return facts[0]
    if (least, most) == (1, None):
        return Any(tuple(facts))
    if (least, most) == (0, 0):
        return All(tuple(facts))
    return Unsayable(text, "it counts events over alternatives")


def _count(
    unit: str, event: str, clause: tuple[Fact, ...], when: When, least: int, most: int | None, text: str
) -> Fact:
    filters = [fact for fact in clause if isinstance(fact, FieldFact | DateFact)]
    if len(filters) < len(clause):
        why = next(
            (fact.reason for fact in clause if isinstance(fact, Unsayable)), "its filter compares two fields"
        )
        return Unsayable(text, why)
    return EventFact(unit, event, tuple(filters), when, least, most)
