"""One customer against many rules, in well under a millisecond once the plan is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_NUMBER, Population
from satsuma.engine.asking import Asking
from satsuma.engine.bitmaps import contains
from satsuma.engine.conditions import compile_condition
from satsuma.engine.program import Program
from satsuma.engine.ranks import RankTable, as_fact
from satsuma.engine.scope import count_customers
from satsuma.engine.units import Ranked, UnitScope
from satsuma.language.facts import Thresholds
from satsuma.language.normalise import rank_key
from satsuma.language.ranks import as_number
from satsuma.language.tree import Condition
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.errors import UnknownNameError

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Plan:
    """A finished program for some conditions at one moment, and room for one block of its answers."""

    scope: UnitScope
    existing: Words
    names: tuple[str, ...]
    roots: tuple[int, ...]
    program: Program | None
    outputs: Mapping[int, int]
    values: Mapping[int, NDArray[Any]]
    words: Words
    rank_keys: Mapping[Ranked, str]


def make_plan(
    population: Population,
    vocabulary: Vocabulary,
    unit: str,
    conditions: Mapping[str, Condition],
    as_of: int,
    zone: ZoneInfo,
) -> Plan:
    """Compile the conditions for `evaluate_one`. What comes from outside a customer's own history (random shares, the
    account, its people) is worked out now, for everyone. Raises as `evaluate` does."""
    asking = Asking(population, vocabulary, as_of, zone)
    scope = asking.scope(unit)
    roots = [compile_condition(scope, condition) for condition in conditions.values()]
    existing = asking.existing(unit)
    table = RankTable(scope, existing, {}, asking.library)
    early, wanted = table.early_words(roots), table.wanted_values()
    program = asking.build(scope, [(word, row) for row, word in enumerate(early)], wanted)
    n = count_customers(scope.data)
    return Plan(
        scope,
        existing,
        tuple(conditions),
        tuple(roots),
        program,
        {word: number for number, word in enumerate(early)},
        asking.make_room(scope, wanted, n),
        np.zeros((len(early), len(existing)), np.uint64),
        {rank: rank_key(rank, unit) for rank in scope.ranks},
    )


def evaluate_one(
    plan: Plan, ordinal: int, thresholds: Callable[[str], Thresholds] | None = None
) -> dict[str, bool]:
    """Which of the plan's conditions hold for one customer. `thresholds` gives those of a rank by its key, from the
    snapshot that ranks are judged by. Not for several threads at once on one plan.

    Raises UnknownNameError for an ordinal out of range, KeyError where a rank's thresholds are not given.
    """
    if not 0 <= ordinal < count_customers(plan.scope.data):
        raise UnknownNameError(f"The unit '{plan.scope.unit}' has no such customer.")
    if not contains(plan.existing, ordinal):
        return dict.fromkeys(plan.names, False)
    if plan.program is not None:
        plan.program.run(ordinal, ordinal + 1, plan.words, list(plan.values.values()))
    answers = {word: contains(plan.words[row], ordinal) for word, row in plan.outputs.items()}

    def holds(word: int) -> bool:
        if word not in answers:
            name, *rest = plan.scope.graph.words[word]
            if name == "rank":
                answers[word] = is_ranked(rest[0])
            elif name == "not":
                answers[word] = not holds(rest[0])
            else:
                answers[word] = (all if name == "and" else any)(holds(inside) for inside in rest)
        return answers[word]

    def is_ranked(rank: Ranked) -> bool:
        by, within, among = plan.scope.ranks[rank]
        if among is not None and not holds(among):
            return False
        number = plan.values[by.node][ordinal]
        group = None
        if within is not None:
            code = int(plan.values[within.node][ordinal])
            if code == NO_NUMBER:
                return False
            group = within.dictionary[code]
        if number == NO_NUMBER or number != number:
            return False
        key = plan.rank_keys[rank]
        if thresholds is None:
            raise KeyError(key)
        span = thresholds(key).bounds.get(group)
        fact = as_number(as_fact(by, number))
        return span is not None and as_number(span[0]) <= fact <= as_number(span[1])

    return {name: holds(root) for name, root in zip(plan.names, plan.roots, strict=True)}
