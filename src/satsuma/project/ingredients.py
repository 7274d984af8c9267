"""What a rule is made of: columns and event types, through variables and other segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from satsuma.language.tree import Events, InSegment, Node, Step, Variable
from satsuma.language.walk import walk

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.results import VariableInfo


def list_ingredients(node: Node, unit: str, vocabulary: Vocabulary) -> set[str]:
    """Names of columns, and event types with a `*`."""
    made = {*vocabulary.variables.get(unit, {}), *vocabulary.bases.get(unit, {})}
    found: set[str] = set()
    for inside in walk_through(node, unit, vocabulary):
        if isinstance(inside, Events | Step):
            found.add(f"{inside.event}*")
        elif isinstance(inside, Variable) and inside.name not in made:
            found.add(inside.name)
    return found


def list_variables(name: str, unit: str, vocabulary: Vocabulary) -> set[str]:
    """A variable, and the variables and columns that it is made from, through expressions and models."""
    parts = walk_through(Variable(name=name), unit, vocabulary)
    return {inside.name for inside in parts if isinstance(inside, Variable)}


def walk_through(node: Node, unit: str, vocabulary: Vocabulary) -> Iterator[Node]:
    """Every part of a rule, of the variables and segments that it names, and of what models look at; each name entered once."""
    waiting: list[Node] = [node]
    seen: set[str] = set()
    while waiting:
        for inside in walk(waiting.pop()):
            yield inside
            if isinstance(inside, Variable) and inside.name not in seen:
                seen.add(inside.name)
                expression = vocabulary.variables.get(unit, {}).get(inside.name)
                waiting += [expression] if expression is not None else []
                waiting += [
                    Variable(name=name) for name in vocabulary.bases.get(unit, {}).get(inside.name, ())
                ]
            elif isinstance(inside, InSegment) and f"segment {inside.name}" not in seen:
                seen.add(f"segment {inside.name}")
                condition = vocabulary.segments.get(unit, {}).get(inside.name)
                waiting += [condition] if condition is not None else []


def share_ingredients(
    segment: str, unit: str, variables: Sequence[VariableInfo], vocabulary: Vocabulary
) -> frozenset[str]:
    """The variables that share data with a segment's rule: they differ in it by definition."""
    rule = list_ingredients(vocabulary.segments[unit][segment], unit, vocabulary)
    return frozenset(
        info.name for info in variables if list_ingredients(Variable(name=info.name), unit, vocabulary) & rule
    )
