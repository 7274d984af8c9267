"""Who satisfies which condition at a moment: bitmaps, from memory where the project is held open.

A rule's parts are remembered one by one under what they mean, so that an edit evaluates only what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps, evaluate, population_at
from satsuma.engine.bitmaps import Words
from satsuma.language import tree
from satsuma.language.normalise import fingerprint
from satsuma.project.evaluating import sources_of
from satsuma.project.ingredients import walk_through

if TYPE_CHECKING:
    from satsuma.language.facts import Thresholds
    from satsuma.language.tree import Condition, Value
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened

COMBINED = (tree.And, tree.Or, tree.Not)
_ELSEWHERE = (
    tree.AccountVariable, tree.People, tree.PeopleCount, tree.InSegment, tree.VariableBound, tree.Rank, tree.PercentileRange,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """Who satisfies a condition, within the population, and the thresholds of the ranks in it, by their keys."""

    words: Words
    thresholds: Mapping[str, Thresholds]


def find_existing(opened: Opened, unit: str, moment: AsOf) -> Words:
    """The unit's population at a moment."""

    def make() -> Words:
        return population_at(opened.population, opened.vocabulary.shape, unit, moment.seconds)

    return opened.memory.recall(("existing", opened.run.id, unit, moment.seconds), make, _weigh)


def find_truths(
    opened: Opened, conditions: Sequence[Condition], unit: str, moment: AsOf
) -> Callable[[Condition], Truth]:
    """A reader of the truth of each condition and of every condition that it combines; what is not known yet is evaluated
    in one walk."""
    existing = find_existing(opened, unit, moment)
    leaves: dict[Condition, Hashable] = {}
    waiting = list(conditions)
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, tree.And | tree.Or):
            waiting.extend(condition.conditions)
        elif isinstance(condition, tree.Not):
            waiting.append(condition.condition)
        elif condition not in leaves:
            leaves[condition] = key_of(opened, condition, unit, moment)
    known = _evaluate(opened, leaves, unit, moment)
    found: dict[int, Truth] = {}

    def read(condition: Condition) -> Truth:
        if not isinstance(condition, COMBINED):
            return known[condition]
        if id(condition) not in found:
            found[id(condition)] = _combine(condition, existing, read)
        return found[id(condition)]

    return read


def _combine(
    condition: tree.And | tree.Or | tree.Not, existing: Words, read: Callable[[Condition], Truth]
) -> Truth:
    if isinstance(condition, tree.Not):
        inside = read(condition.condition)
        return Truth(existing & ~inside.words, inside.thresholds)
    parts = [read(part) for part in condition.conditions]
    join = np.bitwise_and if isinstance(condition, tree.And) else np.bitwise_or
    thresholds = {key: bounds for part in parts for key, bounds in part.thresholds.items()}
    return Truth(join.reduce([part.words for part in parts]), thresholds)


def _evaluate(
    opened: Opened, leaves: Mapping[Condition, Hashable], unit: str, moment: AsOf
) -> dict[Condition, Truth]:
    found = {condition: opened.memory.find(key) for condition, key in leaves.items()}
    known: dict[Condition, Truth] = {
        condition: truth for condition, truth in found.items() if truth is not None
    }
    missing = [condition for condition in leaves if condition not in known]
    if missing:
        result = evaluate(
            opened.population_at(moment),
            opened.vocabulary,
            unit,
            {str(number): condition for number, condition in enumerate(missing)},
            moment.seconds,
            opened.zone,
            opened.threads,
            remember=lambda key, make: opened.memory.recall((opened.run.id, *key), make, _weigh),
        )
        for condition, words in zip(missing, result.memberships.words, strict=True):
            truth = Truth(words.copy(), result.thresholds)
            opened.memory.keep(leaves[condition], truth, words.nbytes)
            known[condition] = truth
    return known


def key_of(opened: Opened, condition: Condition, unit: str, moment: AsOf) -> Hashable:
    """Equal for conditions that mean the same at the same moment of the same run, whatever else is defined."""
    return "truth", opened.run.id, unit, moment.seconds, spell_meaning(opened, condition, unit)


def spell_meaning(opened: Opened, condition: Condition, unit: str) -> Hashable:
    """The condition's fingerprint, with those of the variables that it names. What looks at other units, segments, models or
    bounds by a variable depends on all definitions."""
    vocabulary = opened.vocabulary
    declared, bases = vocabulary.variables.get(unit, {}), vocabulary.bases.get(unit, {})
    named: set[tuple[str, str]] = set()
    for node in walk_through(condition, unit, vocabulary):
        if isinstance(node, _ELSEWHERE):
            return fingerprint(condition), opened.definitions_key
        if isinstance(node, tree.Variable):
            if node.name in bases:
                return fingerprint(condition), opened.definitions_key
            if node.name in declared:
                named.add((node.name, fingerprint(declared[node.name])))
    return fingerprint(condition), tuple(sorted(named))


def find_reach(opened: Opened, unit: str) -> Mapping[str, Words]:
    """Who can be contacted, by channel."""

    def make() -> dict[str, Words]:
        from satsuma.activate.contact import find_contactable

        found = find_contactable(opened.population.units[unit], sources_of(opened.definitions, unit))
        return {channel: bitmaps.pack(reach) for channel, reach in found.items()}

    def weigh(found: dict[str, Words]) -> int:
        return sum(map(_weigh, found.values()))

    return opened.memory.recall(("reach", opened.definitions_key, unit), make, weigh)


def _weigh(words: Words) -> int:
    return words.nbytes


def find_numbers(
    opened: Opened, values: Mapping[str, Value], unit: str, moment: AsOf
) -> dict[str, NDArray[np.float64]]:
    """Values by name as doubles, NaN for missing and for words; a yes is 1."""
    from satsuma.engine import measure
    from satsuma.validate.features import read_numbers

    def make() -> dict[str, NDArray[np.float64]]:
        population = opened.population_at(moment)
        args = (population, opened.vocabulary, unit, values, moment.seconds, opened.zone, opened.threads)
        return {name: read_numbers(column) for name, column in measure(*args).items()}

    spelled = tuple((name, fingerprint(value)) for name, value in values.items())
    key = ("numbers", opened.definitions_key, unit, moment.seconds, spelled)
    return opened.memory.recall(key, make, lambda found: sum(each.nbytes for each in found.values()))
