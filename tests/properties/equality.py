"""Asking the kernel and the interpreter the same questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from satsuma.columns import Population
from satsuma.engine.asking import Asking
from satsuma.engine.bitmaps import contains
from satsuma.engine.library import Library, load_library
from satsuma.language import tree
from satsuma.language.interpret import holds
from satsuma.language.tree import Condition
from satsuma.language.walk import find
from satsuma.language.write import write_condition
from tests.properties.arrays import make_population
from tests.properties.rules import make_rules
from tests.properties.worlds import VOCABULARY, World, make_worlds


@dataclass(frozen=True, slots=True)
class Example:
    """Rules about customers of one unit of a world, with the world as arrays."""

    world: World
    population: Population
    unit: str
    rules: tuple[Condition, ...]

    @property
    def size(self) -> int:
        return len(self.world.units[self.unit])


def is_fit(rule: tree.Node) -> bool:
    """Whether `check` would let it pass: distinct sets are not counted."""
    return not any(
        node.function == "distinct" and node.property == "labels" for node in find(rule, tree.Aggregate)
    )


@st.composite
def make_examples(draw: st.DrawFn, unit: str | None = None) -> Example:
    world = draw(make_worlds())
    asked = unit or draw(st.sampled_from(["customer", "customer", "account"]))
    rules = draw(st.lists(make_rules(asked).filter(is_fit), min_size=1, max_size=4))
    return Example(world, make_population(world, draw(st.integers(0, 99))), asked, tuple(rules))


def ask_kernel(
    example: Example,
    rules: Sequence[Condition] | None = None,
    library: Library | None = None,
    threads: int = 1,
) -> list[list[bool]]:
    """For each rule and each customer of the world: is the customer in?"""
    world = example.world
    asking = Asking(
        example.population, VOCABULARY, world.as_of, world.zone, threads, library=library or load_library()
    )
    words = asking.evaluate(example.unit, list(rules or example.rules))
    return [[contains(row, ordinal) for ordinal in range(example.size)] for row in words]


def ask_interpreter(example: Example, rules: Sequence[Condition] | None = None) -> list[list[bool]]:
    asked = list(rules or example.rules)
    moment = example.world.moment_for(*asked)
    customers = example.world.units[example.unit]
    return [[holds(rule, customer, moment, VOCABULARY) for customer in customers] for rule in asked]


def find_differences(example: Example, library: Library | None = None) -> Iterator[str]:
    """What the kernel says otherwise than the interpreter."""
    answers = zip(example.rules, ask_kernel(example, library=library), ask_interpreter(example), strict=True)
    for rule, found, expected in answers:
        for ordinal, (got, want) in enumerate(zip(found, expected, strict=True)):
            if got != want:
                yield f"customer {ordinal} is {'in' if got else 'out'} by the kernel: {write_condition(rule)}"
