"""What a rule is made of: columns and event types, through variables and other segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from satsuma.language.tree import Events, InSegment, Node, Step, Variable
from satsuma.language.walk import walk

if TYPE_CHECKING:
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.results import VariableInfo


def list_ingredients(node: Node, unit: str, vocabulary: Vocabulary) -> set[str]:
    """Names of columns, and event types with a `*`."""
    found: set[str] = set()
    waiting: list[Node] = [node]
    seen: set[str] = set()
    while waiting:
        for inside in walk(waiting.pop()):
            if isinstance(inside, Events | Step):
                found.add(f"{inside.event}*")
            elif isinstance(inside, Variable):
                expression = vocabulary.variables.get(unit, {}).get(inside.name)
                basis = vocabulary.bases.get(unit, {}).get(inside.name)
                if basis is not None:
                    waiting += [Variable(name=name) for name in basis]
                elif expression is None:
                    found.add(inside.name)
                elif inside.name not in seen:
                    seen.add(inside.name)
                    waiting.append(expression)
            elif isinstance(inside, InSegment) and f"segment {inside.name}" not in seen:
                seen.add(f"segment {inside.name}")
                condition = vocabulary.segments.get(unit, {}).get(inside.name)
                waiting += [condition] if condition is not None else []
    return found


def share_ingredients(
    segment: str, unit: str, variables: Sequence[VariableInfo], vocabulary: Vocabulary
) -> frozenset[str]:
    """The variables that share data with a segment's rule: they differ in it by definition."""
    rule = list_ingredients(vocabulary.segments[unit][segment], unit, vocabulary)
    return frozenset(
        info.name for info in variables if list_ingredients(Variable(name=info.name), unit, vocabulary) & rule
    )
