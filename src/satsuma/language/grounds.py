"""What names mean at a place in a rule: whose variables, or which event's properties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from satsuma.language import tree
from satsuma.language.tree import Node, Value
from satsuma.language.types import account_unit, people_unit, type_of
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.walk import children
from satsuma.language.wording import inside_sentence, name_words
from satsuma.model.errors import Finding
from satsuma.model.kinds import EventShape, UnitShape, ValueType


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit that is asked about; inside an event filter also the event's type."""

    vocabulary: Vocabulary
    unit: str
    event: str | None = None

    @property
    def shape(self) -> UnitShape:
        return self.vocabulary.shape.units.get(self.unit) or UnitShape(name=self.unit, columns={}, events={})

    @property
    def event_shape(self) -> EventShape | None:
        return self.shape.events.get(self.event) if self.event is not None else None

    @property
    def account(self) -> Ground | None:
        unit = account_unit(self.vocabulary, self.unit)
        return replace(self, unit=unit, event=None) if unit is not None else None

    @property
    def people(self) -> Ground | None:
        unit = people_unit(self.vocabulary, self.unit)
        return replace(self, unit=unit, event=None) if unit is not None else None

    def names(self) -> list[str]:
        """Variables and columns, or the event's properties."""
        if self.event is not None:
            return list(self.event_shape.properties) if self.event_shape else []
        return [*self.vocabulary.variables.get(self.unit, {}), *self.shape.columns]

    def say(self, name: str) -> str:
        """What people call a variable or column, as it stands inside a sentence; of an event's property its name."""
        title = None if self.event is not None else self.vocabulary.titles.get(self.unit, {}).get(name)
        return name_words(name) if title is None else inside_sentence(title)

    def say_segment(self, name: str) -> str:
        return self.vocabulary.segment_titles.get(self.unit, {}).get(name) or name_words(name)

    def type_of(self, value: Value) -> ValueType | None:
        return type_of(value, self.vocabulary, self.unit, self.event)


def inner(node: Node, ground: Ground) -> Iterator[tuple[Node, Ground]]:
    """The nodes directly inside, each with the ground on which it stands."""
    for child in children(node):
        if isinstance(node, tree.Events | tree.Step) and child is node.where:
            yield child, replace(ground, event=node.event)
        elif isinstance(node, tree.People | tree.PeopleCount):
            yield child, ground.people or replace(ground, unit="", event=None)
        else:
            yield child, ground


def survey(node: Node, ground: Ground) -> Iterator[tuple[Node, Ground]]:
    """The node and all nodes inside it with their grounds, parents first."""
    waiting = [(node, ground)]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(list(inner(*current))))


def mistake(message: str, hint: str | None = None) -> Finding:
    return Finding(code="rule", message=message, hint=hint)


def warning(message: str, hint: str | None = None) -> Finding:
    return Finding(code="rule", message=message, hint=hint, severity="warning")


def near(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant: written alike, or with the same word in it."""
    from difflib import get_close_matches

    by_lower = {other.lower(): other for other in known}
    found = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6) or share_word(name.lower(), by_lower)
    return by_lower[found[0]] if found else None


def share_word(name: str, known: Iterable[str]) -> list[str]:
    """Names that hold a whole word of this one ('amount' in 'net_amount'), those with most in common first."""
    words = {word for word in name.split("_") if len(word) > 2}
    common = {other: len(words & set(other.split("_"))) for other in known}
    return sorted(
        (other for other, n in common.items() if n), key=lambda other: (-common[other], len(other), other)
    )


def suggest(name: str, known: Collection[str], what: str) -> str:
    """'Did you mean …?', or what there is."""
    if meant := near(name, known):
        return f"Did you mean '{meant}'?"
    listed = sorted(known)
    if not listed:
        return f"There are no {what} yet."
    return f"There are the {what} {', '.join(listed[:8])}{' …' if len(listed) > 8 else ''}."
