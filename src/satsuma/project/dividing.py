"""Who is in which part of a segmentation at any moment, by the parts' own rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from satsuma.engine import bitmaps
from satsuma.language.read import read_condition
from satsuma.language.tree import Everyone, InSegment, Variable
from satsuma.language.walk import walk
from satsuma.project.ingredients import list_ingredients
from satsuma.validate.division import Division, Part, divide

if TYPE_CHECKING:
    from satsuma.language.tree import Condition, Node
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions, SegmentationDefinition
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened

POPULATION = "\0population"


@dataclass(frozen=True, slots=True)
class Cutting:
    """A segmentation's rules: whom it divides, and each part's own rule, the earlier parts not yet taken away."""

    unit: str
    parts: tuple[Part, ...]
    rules: Mapping[str, Condition]
    population: Condition


def cut_rules(name: str, definitions: Definitions) -> Cutting:
    """The rules of one segmentation, read."""
    definition = definitions.segmentations[name]
    rules: dict[str, Condition] = {}
    parts = []
    for each in definition.priorities:
        twin = definitions.segments.get(each.segment or "")
        rules[each.name] = InSegment(name=each.segment) if each.segment else read_condition(each.rule or "")
        title = each.title or (twin.title if twin else None) or each.name
        parts.append(Part(each.name, title, each.action or (twin.action if twin else None)))
    parts.append(Part(definition.residual, definition.residual_title, is_residual=True))
    population: Condition = (
        Everyone() if definition.population is None else read_condition(definition.population)
    )
    return Cutting(definition.unit, tuple(parts), rules, population)


def divide_at(opened: Opened, cutting: Cutting, moment: AsOf, without: Collection[str] = ()) -> Division:
    """The division as of a moment; the parts in `without` claim nobody, so that those after them may."""
    from satsuma.engine import evaluate

    rules = {name: rule for name, rule in cutting.rules.items() if name not in without}
    found = evaluate(
        opened.population_at(moment),
        opened.vocabulary,
        cutting.unit,
        {**rules, POPULATION: cutting.population},
        moment.seconds,
        opened.zone,
        opened.threads,
    ).memberships
    n = len(opened.population.units[cutting.unit].keys.values)
    truths = [bitmaps.unpack(words, n) for words in found.words]
    parts = [part for part in cutting.parts if part.is_residual or part.name not in without]
    inside = truths[-1] & bitmaps.unpack(found.population, n)
    return divide(parts, truths[:-1], inside, bitmaps.count(found.population))


def cross_divisions(then: Division, now: Division) -> np.ndarray:
    """Customers by part then and now, over those whom both divide."""
    from satsuma.stats.agreement import cross_table

    parts = len(now.parts)
    return cross_table(then.codes, now.codes, parts, parts)


def name_ingredients(node: Node, unit: str, vocabulary: Vocabulary) -> set[str]:
    """All variables and columns that a rule names, directly or through variables and segments; a model's basis too."""
    found: set[str] = set()
    waiting: list[Node] = [node]
    while waiting:
        for inside in walk(waiting.pop()):
            if isinstance(inside, Variable) and inside.name not in found:
                found.add(inside.name)
                expression = vocabulary.variables.get(unit, {}).get(inside.name)
                waiting += [expression] if expression is not None else []
                waiting += [
                    Variable(name=each) for each in vocabulary.bases.get(unit, {}).get(inside.name, ())
                ]
            elif isinstance(inside, InSegment) and f"segment {inside.name}" not in found:
                found.add(f"segment {inside.name}")
                condition = vocabulary.segments.get(unit, {}).get(inside.name)
                waiting += [condition] if condition is not None else []
    return found


def made_of(cutting: Cutting, definition: SegmentationDefinition, opened: Opened) -> set[str]:
    """What the parts are made of, columns and event types: their rules, and the basis of the discovery they came from."""
    unit, vocabulary = cutting.unit, opened.vocabulary
    nodes: list[Node] = [cutting.population, *cutting.rules.values()]
    discovery = opened.definitions.discoveries.get(definition.discovery or "")
    if discovery is not None:
        nodes += [Variable(name=name) for name in discovery.basis]
    return {each for node in nodes for each in list_ingredients(node, unit, vocabulary)}


def list_late(node: Node, opened: Opened, unit: str, cut: AsOf, outcome: str) -> dict[str, str]:
    """What a rule uses that was not known on the day of the cut, each with the reason."""
    from satsuma.project.timing import refuse_untimely

    names = sorted(
        name for name in name_ingredients(node, unit, opened.vocabulary) if not name.startswith("segment ")
    )
    return refuse_untimely(opened, names, unit, cut, [outcome], is_same_moment=False)
