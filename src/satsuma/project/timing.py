"""Which variables may explain an outcome: those known before it, and not made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from satsuma.language.references import Reference, references_of
from satsuma.language.tree import Variable

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened


@dataclass(slots=True)
class Origins:
    """Everything that a variable is made of, itself included: names of variables and columns, columns alone by unit, and
    event types."""

    names: dict[str, None] = field(default_factory=dict)
    columns: dict[tuple[str, str], None] = field(default_factory=dict)
    events: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be explained, the moment until which explanations may look, and what is declared of it."""

    origins: Origins
    late: dict[str, str]
    """Variables and columns known with or after the outcome, and how."""
    early: frozenset[str]
    """Those declared to be known before it."""
    cut: AsOf
    is_same_moment: bool

    @property
    def title(self) -> str:
        return next(iter(self.origins.names or self.origins.events), "the outcome")


def refuse_untimely(
    opened: Opened,
    names: Iterable[str],
    unit: str,
    cut: AsOf,
    outcome_names: Collection[str],
    *,
    is_same_moment: bool,
) -> dict[str, str]:
    """Of `names`, the variables that must not explain the outcome, each with the reason in a plain sentence.

    `outcome_names` are the variables and columns that the outcome is made of, the KPI first; event types with a `*`.
    Refused is, through expressions and models alike, what
    - becomes known with or after the outcome (`known:`, on either side of the pair),
    - is made of the same columns as the outcome; where outcome and variables are of the same moment
      (`is_same_moment`) also of the same events. Otherwise events before the cut may explain those after it,
    - holds what was known when loaded, later than the cut, and is not declared stable; at the same moment that is no
      obstacle.
    `known: before` the outcome makes a variable welcome in spite of the last two.
    """
    outcome = _read_outcome(opened, unit, cut, outcome_names, is_same_moment)
    found = {name: _judge(opened, unit, name, outcome) for name in names}
    return {name: reason for name, reason in found.items() if reason}


def list_undeclared(
    opened: Opened,
    names: Iterable[str],
    unit: str,
    cut: AsOf,
    outcome_names: Collection[str],
    *,
    is_same_moment: bool,
) -> frozenset[str]:
    """Those of which nobody has said when they become known: neither `known: before` the outcome, nor made of stable columns,
    nor (where the outcome comes after the cut) of events before the cut alone."""
    outcome = _read_outcome(opened, unit, cut, outcome_names, is_same_moment)
    found = set()
    for name in names:
        origins = trace([name], unit, opened.vocabulary, outcome.early)
        has_loose = any(column in opened.run.shape.units[of].as_known_on for of, column in origins.columns)
        if has_loose or (is_same_moment and origins.events):
            found.add(name)
    return frozenset(found)


def _read_outcome(
    opened: Opened, unit: str, cut: AsOf, outcome_names: Collection[str], is_same_moment: bool
) -> Outcome:
    origins = trace(
        [name for name in outcome_names if not name.endswith("*")], unit, opened.vocabulary, frozenset()
    )
    origins.events |= {name.removesuffix("*"): None for name in outcome_names if name.endswith("*")}
    late, early = _read_known(opened.definitions, origins.names)
    return Outcome(origins, late, frozenset(early), cut, is_same_moment)


def _read_known(definitions: Definitions, outcome: Collection[str]) -> tuple[dict[str, str], set[str]]:
    """Names known with or after the outcome, and those known before it; a variable's column goes with it."""
    late: dict[str, str] = {}
    early: set[str] = set()
    for name, definition in definitions.variables.items():
        known = definition.known
        if known is None:
            continue
        both = {name, definition.column or name}
        if known.of in outcome and known.when == "before":
            early |= both - set(outcome)
        elif known.of in outcome:
            late |= dict.fromkeys(both - set(outcome), f"becomes known {known.when} {known.of}")
        elif name in outcome and known.when != "after":  # said of the outcome, about the other one
            when = "with" if known.when == "with" else "after"
            late[known.of] = f"becomes known {when} {name}"
        elif name in outcome:
            early.add(known.of)
    return late, early


def trace(names: Iterable[str], unit: str, vocabulary: Vocabulary, stop: Collection[str]) -> Origins:
    """What variables are made of, through variables, segments, models, people and accounts; not beyond `stop`."""
    found = Origins()
    seen: set[Reference] = set()
    waiting: list[Reference] = [
        each for name in names for each in references_of(Variable(name=name), vocabulary, unit)
    ]
    while waiting:
        kind, of_unit, name = waiting.pop(0)
        if (kind, of_unit, name) in seen:
            continue
        seen.add((kind, of_unit, name))
        if kind == "event":
            found.events[name] = None
        elif kind != "segment":
            found.names[name] = None
        if name in stop or kind == "event":
            continue
        within = list(_inside(kind, of_unit, name, vocabulary))
        if kind == "column" and not within:
            found.columns[of_unit, name] = None
        waiting += within
    return found


def _inside(kind: str, unit: str, name: str, vocabulary: Vocabulary) -> Iterator[Reference]:
    if kind == "column":
        for basis in vocabulary.bases.get(unit, {}).get(name, ()):
            yield from references_of(Variable(name=basis), vocabulary, unit)
        return
    made = vocabulary.segments if kind == "segment" else vocabulary.variables
    node = made.get(unit, {}).get(name)
    if node is not None:
        yield from references_of(node, vocabulary, unit)


def _judge(opened: Opened, unit: str, name: str, outcome: Outcome) -> str | None:
    is_fixed = (unit, name) in outcome.origins.columns
    if name in outcome.origins.names and (outcome.is_same_moment or is_fixed):
        return "It is the outcome itself." if name == outcome.title else f"{outcome.title} is made of it."
    origins = trace([name], unit, opened.vocabulary, outcome.early)
    for part in origins.names:
        if part in outcome.late:
            return f"It {outcome.late[part]}." if part == name else f"Its {part} {outcome.late[part]}."
    if name in outcome.early:
        return None
    shared = [column for of_unit, column in origins.columns if (of_unit, column) in outcome.origins.columns]
    if outcome.is_same_moment:
        shared += [f"{event} events" for event in origins.events if event in outcome.origins.events]
    if shared:
        return f"It is made of the same data as {outcome.title}: {', '.join(shared)}."
    return None if outcome.is_same_moment else _say_known_later(opened, name, origins, outcome.cut)


def _say_known_later(opened: Opened, name: str, origins: Origins, cut: AsOf) -> str | None:
    day = cut.day.isoformat()
    for unit, column in origins.columns:
        known = opened.run.shape.units[unit].as_known_on.get(column, "")
        if known > day:
            whose = "It" if column == name else f"Its column {column}"
            return (
                f"{whose} holds what was known on {known}, not on {day}; "
                "say 'stable: true' at its column if it never changes."
            )
    return None
