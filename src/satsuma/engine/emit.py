"""A graph's nodes as the kernel's instructions, each value as near as possible to where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column, Doubles, Sets
from satsuma.engine.filters import EventFilters
from satsuma.engine.graph import Graph, Node
from satsuma.engine.program import ProgramBuilder
from satsuma.engine.walks import WalkPlan
from satsuma.model.errors import BugError

_TWO = frozenset(
    {"add", "subtract", "multiply", "add_double", "subtract_double", "multiply_double", "divide_double"}
)
_ONE = frozenset({"to_double", "elapsed", "remap", "edge"})


class Supply(Protocol):
    """Arrays that a program reads: stored columns by name, those made outside the walk by their rule's node."""

    def column(self, key: Any) -> Column: ...

    def words(self, key: Any) -> NDArray[np.uint64]: ...

    def events(self, event: str) -> EventFilters: ...


def inside_value(node: Node) -> tuple[int, ...]:
    """The values of which a value is made."""
    if node[0] in _TWO:
        return node[1:3]
    if node[0] in _ONE:
        return node[1:2]
    return tuple(bound for bound in node[-2:] if bound >= 0) if node[0] == "group" else ()


def values_of(node: Node) -> tuple[int, ...]:
    """The values that a word looks at."""
    if node[0] in ("compare", "compare_double", "ratio"):
        return node[1:3]
    if node[0] in ("range", "range_double", "table", "anniversary", "set", "set_known"):
        return node[1:2]
    return tuple(bound for bound in node[-2:] if bound >= 0) if node[0] == "sequence" else ()


def reach(graph: Graph, words: Iterable[int], values: Iterable[int]) -> tuple[list[int], list[int]]:
    """All words and values that these are made of, ascending, so that parts come before what they make."""
    found_words, found_values = set[int](), set[int]()
    waiting = list(words)
    while waiting:
        word = waiting.pop()
        if word not in found_words:
            found_words.add(word)
            waiting.extend(graph.inside(graph.words[word]))
    waiting = [*values, *(value for word in found_words for value in values_of(graph.words[word]))]
    while waiting:
        value = waiting.pop()
        if value not in found_values:
            found_values.add(value)
            waiting.extend(inside_value(graph.values[value]))
    return sorted(found_words), sorted(found_values)


@dataclass(slots=True)
class Emitter:
    """Emits what is asked for, walk by walk; `register_of` and `place_of` say where values and words are."""

    graph: Graph
    supply: Supply
    builder: ProgramBuilder
    register_of: dict[int, int] = field(default_factory=dict)
    place_of: dict[int, int] = field(default_factory=dict)

    def emit(self, words: Iterable[int], values: Mapping[int, int]) -> None:
        """Compute the words, and store each value (by node) as the output of the given number."""
        wanted_words, wanted_values = reach(self.graph, words, values)
        groups = [value for value in wanted_values if self.graph.values[value][0] == "group"]
        levels = self._find_levels(wanted_values)
        plans: dict[tuple[int, str], list[int]] = {}
        for group in groups:
            plans.setdefault((levels[group], self.graph.values[group][1]), []).append(group)
        tests = [word for word in wanted_words if self.graph.words[word][0] not in ("and", "or", "not")]
        outputs = dict(values)
        tests = self._emit_ready(tests, outputs)
        for key in sorted(plans):
            self._emit_walk(key[1], plans[key])
            tests = self._emit_ready(tests, outputs)
        if tests or outputs:
            raise BugError("A rule's values could not be put in order.")
        for word in wanted_words:
            self._emit_combination(word)

    def _find_levels(self, values: Iterable[int]) -> dict[int, int]:
        """How many walks come before a value is known; nodes come after those inside them."""
        levels: dict[int, int] = {}
        for value in values:
            node = self.graph.values[value]
            below = max((levels[inside] for inside in inside_value(node)), default=0)
            levels[value] = below + 1 if node[0] == "group" else below
        return levels

    def _is_ready(self, value: int) -> bool:
        if value in self.register_of:
            return True
        node = self.graph.values[value]
        return node[0] != "group" and all(self._is_ready(inside) for inside in inside_value(node))

    def _emit_ready(self, tests: list[int], outputs: dict[int, int]) -> list[int]:
        """Emit the tests and outputs whose values are known by now; the tests that must wait."""
        ready: list[int] = []
        later: list[int] = []
        for word in tests:
            is_ready = all(self._is_ready(value) for value in values_of(self.graph.words[word]))
            (ready if is_ready else later).append(word)
        ready.sort(key=lambda word: values_of(self.graph.words[word]))
        tables: dict[int, list[int]] = {}
        for word in ready:
            node = self.graph.words[word]
            if node[0] == "table":
                tables.setdefault(node[1], []).append(word)
            else:
                self._emit_test(word)
        for value, found in tables.items():
            for start in range(0, len(found), 8):
                self._emit_table(value, found[start : start + 8])
        for value in [value for value in outputs if self._is_ready(value)]:
            self.builder.emit("OUT", a=self.register(value), x=outputs.pop(value))
        return later

    def _emit_walk(self, event: str, groups: list[int]) -> None:
        plan = WalkPlan(self.builder, self.supply.events(event))
        for value in groups:
            _, _, passing, kind, name, low, high, low_node, high_node = self.graph.values[value]
            bounds = tuple(-1 if node < 0 else self.register(node) for node in (low_node, high_node))
            plan.add(value, passing, kind, name, low, high, *bounds)
        self.register_of.update(plan.emit())

    def register(self, value: int) -> int:
        """The value's register, computed now if it was not yet."""
        if value not in self.register_of:
            node = self.graph.values[value]
            self.register_of[value] = self._emit_value(node)
        return self.register_of[value]

    def _emit_value(self, node: Node) -> int:
        name, builder = node[0], self.builder
        inside = [self.register(value) for value in inside_value(node)]
        dst = builder.new_register()
        if name in ("constant", "constant_double"):
            return builder.emit("CONSTANT", dst, x=node[1])
        if name == "rows":
            return builder.emit("LOAD", dst, a=builder.add_rows())
        if name == "column":
            column = self.supply.column(node[1])
            is_double = isinstance(column, Doubles)
            return builder.emit("LOAD_DOUBLE" if is_double else "LOAD", dst, a=builder.add_column(column))
        if name in _TWO:
            tens = node[3:5] or (0, 0)
            return builder.emit(name.upper(), dst, inside[0], inside[1], *tens)
        if name == "to_double":
            return builder.emit("TO_DOUBLE", dst, inside[0], c=node[2])
        if name == "elapsed":
            return builder.emit("ELAPSED", dst, inside[0], c=node[2], x=node[3])
        if name == "remap":
            return builder.emit("REMAP", dst, inside[0], x=builder.add_numbers(node[2]))
        if name == "edge":
            return builder.emit("EDGE", dst, inside[0], x=node[2], y=node[3])
        raise BugError(f"The kernel has no value '{name}'.")

    def _emit_table(self, value: int, words: list[int]) -> None:
        codes = sum(
            np.frombuffer(self.graph.words[word][2], np.uint8).astype(np.int64) << bit
            for bit, word in enumerate(words)
        )
        table = self.builder.add_bytes(b"\0" + np.asarray(codes, np.uint8).tobytes())
        first = self.builder.new_words(len(words))
        self.builder.emit("TABLE", first, a=self.register(value), c=len(words), x=table)
        self.place_of.update((word, first + bit) for bit, word in enumerate(words))

    def _emit_test(self, word: int) -> None:
        name, *rest = self.graph.words[word]
        builder, lib = self.builder, self.builder.library.lib
        registers = [self.register(value) for value in values_of(self.graph.words[word])]
        dst = self.place_of[word] = builder.new_words()
        if name in ("range", "range_double"):
            builder.emit(name.upper(), dst, registers[0], x=rest[1], y=rest[2])
        elif name in ("compare", "compare_double", "ratio"):
            relation, numbers = getattr(lib, f"SS_{rest[2]}"), rest[3:] or [0, 0]
            tens, y = (numbers[1], 0) if name == "ratio" else (0, numbers[1])
            builder.emit(name.upper(), dst, registers[0], registers[1], relation, tens, numbers[0], y)
        elif name == "anniversary":
            builder.emit("ANNIVERSARY", dst, registers[0], x=rest[1], y=rest[2])
        elif name == "sequence":
            self._emit_sequence(dst, rest)
        elif name == "input":
            builder.inputs.append(self.supply.words(rest[0]))
            builder.emit("INPUT", dst, len(builder.inputs) - 1)
        elif name == "all":
            builder.emit("ALL", dst)
        else:
            self._emit_set_test(dst, name, registers[0], rest)

    def _emit_set_test(self, dst: int, name: str, row: int, rest: list[Any]) -> None:
        column = self.supply.column(rest[1])
        if not isinstance(column, Sets):
            raise BugError("Only sets have several words.")
        index = self.builder.add_set(column)
        if name == "set_known":
            self.builder.emit("SET_KNOWN", dst, index, row)
            return
        how, options = rest[2], rest[3]
        bits = {word: 1 << bit for bit, word in enumerate(options)}
        masks = np.array([bits.get(word, 0) for word in column.dictionary] or [0], np.uint64)
        asked = (1 << len(options)) - 1
        signed = asked - 2**64 if asked >= 2**63 else asked
        place = self.builder.add_masks(masks)
        self.builder.emit("SET_TEST", dst, index, row, c=("any", "all", "none").index(how), x=place, y=signed)

    def _emit_sequence(self, dst: int, rest: list[Any]) -> None:
        steps, is_negated, low, high, low_node, high_node = rest
        builder, first = self.builder, len(self.builder.steps)
        as_of = 0
        for event, passing, is_anywhen, within in steps:
            filters = self.supply.events(event)
            as_of = filters.scope.as_of
            test = filters.add_tests(builder, [passing], 1)
            history = builder.add_history(filters.table, as_of + 1, test, 1)
            builder.steps.append((history, int(is_anywhen), within))
        bounds = [-1 if node < 0 else self.register(node) for node in (low_node, high_node)]
        builder.sequences.append((first, len(steps), int(is_negated), *bounds, low, high, as_of))
        builder.emit("SEQUENCE", dst, len(builder.sequences) - 1)

    def _emit_combination(self, word: int) -> None:
        name, *rest = self.graph.words[word]
        if name not in ("and", "or", "not"):
            return
        places = [self.place_of[inside] for inside in rest]
        if name == "not":
            self.place_of[word] = self.builder.emit("NOT", self.builder.new_words(), places[0])
            return
        found = places[0]
        for other in places[1:]:
            found = self.builder.emit(name.upper(), self.builder.new_words(), found, other)
        self.place_of[word] = found
