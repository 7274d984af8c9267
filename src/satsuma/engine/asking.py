"""All questions of one moment: which rules need what from which unit, and the walks that answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_CODE, NO_NUMBER, Codes, Column, Doubles, Flags, Moments, Population, Scaled
from satsuma.engine import links, shares
from satsuma.engine.comparisons import is_known
from satsuma.engine.conditions import compile_condition
from satsuma.engine.emit import Emitter, reach
from satsuma.engine.existence import population_at
from satsuma.engine.filters import EventFilters
from satsuma.engine.library import Library, load_library
from satsuma.engine.program import Program, ProgramBuilder
from satsuma.engine.ranks import RankTable
from satsuma.engine.running import Progress, run_program
from satsuma.engine.scope import count_customers, shape_of
from satsuma.engine.typed import Typed
from satsuma.engine.units import UnitScope
from satsuma.engine.values import as_double, compile_value, place
from satsuma.engine.zones import zone_table
from satsuma.language import tree
from satsuma.language.facts import Thresholds
from satsuma.language.tree import Condition, Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.errors import BugError, RuleError, UnknownNameError

Words = NDArray[np.uint64]
Remember = Callable[[tuple[str, ...], Callable[[], Words]], Words]
"""Gives what is known under a key, else makes it: what follows from the customers' keys alone is the same at every moment."""


def make_anew(key: tuple[str, ...], make: Callable[[], Words]) -> Words:
    """Remembers nothing."""
    return make()


@dataclass(slots=True)
class Asking:
    """One population, vocabulary and moment; scopes, and what was found already, by unit."""

    population: Population
    vocabulary: Vocabulary
    as_of: int
    zone: ZoneInfo
    threads: int = 2
    progress: Progress | None = None
    remember: Remember = make_anew
    library: Library = field(default_factory=load_library)
    thresholds: dict[str, Thresholds] = field(default_factory=dict)
    _scopes: dict[str, UnitScope] = field(default_factory=dict)
    _existing: dict[str, Words] = field(default_factory=dict)
    _supplied: dict[tuple[str, Any], Any] = field(default_factory=dict)

    def scope(self, unit: str) -> UnitScope:
        """The unit's scope. Raises UnknownNameError."""
        if unit not in self._scopes:
            shape = shape_of(self.vocabulary, unit)
            if unit not in self.population.units:
                raise UnknownNameError(f"This run has no data of the unit '{unit}'.")

            def account() -> UnitScope:
                if shape.account is None:
                    raise RuleError(f"The unit '{unit}' belongs to no account.")
                return self.scope(shape.account)

            data = self.population.units[unit]
            self._scopes[unit] = UnitScope(
                unit, data, shape, self.vocabulary, self.as_of, self.zone, account, self.threads
            )
        return self._scopes[unit]

    def existing(self, unit: str) -> Words:
        """The unit's population at the moment."""
        if unit not in self._existing:
            self._existing[unit] = population_at(self.population, self.vocabulary.shape, unit, self.as_of)
        return self._existing[unit]

    def evaluate(self, unit: str, conditions: Sequence[Condition]) -> Words:
        """The members of each condition among those who exist (conditions × blocks), in one walk."""
        scope = self.scope(unit)
        roots = [compile_condition(scope, condition) for condition in conditions]
        table = RankTable(scope, self.existing(unit), self.thresholds, self.library)
        early = set(table.early_words(roots))
        outputs = [*roots, *sorted(early - set(roots))]
        rows = [(word, row) for row, word in enumerate(outputs) if word in early]
        words = np.zeros((len(outputs), len(self.existing(unit))), np.uint64)
        values = self._walk(scope, rows, words, table.wanted_values())
        table.fill({word: words[row] for word, row in rows}, values)
        for row, root in enumerate(roots):
            if root not in early:
                words[row] = table.answer(root)
        return words[: len(roots)]

    def measure(self, unit: str, values: Sequence[Value]) -> list[Column]:
        """The values of everyone."""
        scope = self.scope(unit)
        typed = [compile_value(scope, value) for value in values]
        nodes = [_node_to_store(scope, value) for value in typed]
        sets = [is_known(scope, value) for value in typed if value.type == "set"]
        self._ask_other_units(scope, sets, nodes)
        stored = [node for node in nodes if not self._is_stored(scope, node)]
        wanted = {node: number for number, node in enumerate(dict.fromkeys(stored))}
        arrays = self._walk(scope, [], np.zeros((0, 1), np.uint64), wanted)
        return [self._as_column(scope, value, node, arrays) for value, node in zip(typed, nodes, strict=True)]

    def _is_stored(self, scope: UnitScope, node: int) -> bool:
        return scope.graph.values[node][0] in ("column", "rows")

    def _as_column(
        self, scope: UnitScope, value: Typed, node: int, arrays: Mapping[int, NDArray[Any]]
    ) -> Column:
        supply = _Supply(self, scope)
        if value.type == "set":
            sets = supply.column(value.column)
            return sets if self._is_stored(scope, node) else links.gather_rows(sets, arrays[node])
        if self._is_stored(scope, node):
            return supply.column(scope.graph.values[node][1])
        found = arrays[node]
        match value.type:
            case "exact":
                return Scaled(found, value.scale)
            case "double" | "ratio":
                return Doubles(found)
            case "moment":
                return Moments(found)
            case "flag":
                return Flags(np.where(found == NO_NUMBER, NO_CODE, found).astype(np.int8))
            case _:
                words = (value.literal,) if isinstance(value.literal, str) else value.dictionary
                return Codes(np.where(found == NO_NUMBER, NO_CODE, found).astype(np.int32), words)

    def _walk(
        self, scope: UnitScope, rows: Sequence[tuple[int, int]], words: Words, values: Mapping[int, int]
    ) -> dict[int, NDArray[Any]]:
        """Run one program for everyone: fill the rows of `words`; the arrays of the values, by node."""
        program = self.build(scope, rows, values)
        if program is None:
            return {}
        n = count_customers(scope.data)
        arrays = self.make_room(scope, values, n)
        run_program(program, n, words, self.threads, list(arrays.values()), self.progress)
        return arrays

    def build(
        self, scope: UnitScope, rows: Sequence[tuple[int, int]], values: Mapping[int, int]
    ) -> Program | None:
        """The program that gives words, within the population, by row, and values by the numbers of their outputs; None
        for nothing."""
        if not rows and not values:
            return None
        self._ask_other_units(scope, [word for word, _ in rows], values)
        builder = ProgramBuilder(self.library, zone=zone_table(self.zone))
        emitter = Emitter(scope.graph, _Supply(self, scope), builder)
        emitter.emit([word for word, _ in rows], values)
        builder.inputs.append(self.existing(scope.unit))
        existing = builder.emit("INPUT", builder.new_words(), len(builder.inputs) - 1)
        for word, row in rows:
            builder.emit("OUT_WORD", a=emitter.place_of[word], b=existing, x=row)
        return builder.finish()

    @staticmethod
    def make_room(scope: UnitScope, values: Iterable[int], n: int) -> dict[int, NDArray[Any]]:
        """Arrays for the values of n customers, by node."""
        return {node: np.empty(n, np.float64 if is_double_node(scope, node) else np.int64) for node in values}

    def _ask_other_units(self, scope: UnitScope, words: Iterable[int], values: Iterable[int]) -> None:
        """Put all questions about a unit's people, and all about their accounts, in one walk each. Raises RuleError."""
        needed_words, needed_values = reach(scope.graph, words, values)
        nodes = [scope.graph.words[word] for word in needed_words]
        keys = [node[1] for node in nodes if node[0] == "input"]
        keys += [node[2] for node in nodes if node[0] in ("set", "set_known")]
        keys += [node[1] for value in needed_values if (node := scope.graph.values[value])[0] == "column"]
        wheres = {key.where for key in keys if isinstance(key, tree.People | tree.PeopleCount)}
        if new := self._begin(scope, [("people", where) for where in wheres]):
            if scope.shape.people is None or scope.data.links is None:
                raise RuleError(f"The unit '{scope.unit}' has no people.")
            answers = self.evaluate(scope.shape.people, [where for _, where in new])
            self._supplied.update(((scope.unit, key), row) for key, row in zip(new, answers, strict=True))
        if read := self._begin(scope, {key for key in keys if isinstance(key, tree.AccountVariable)}):
            account = scope.account()
            if account.data.links is None:
                raise BugError(f"The unit '{account.unit}' has no links to its people.")
            columns = self.measure(account.unit, [tree.Variable(name=key.name) for key in read])
            for key, column in zip(read, columns, strict=True):
                self._supplied[scope.unit, key] = links.gather(column, account.data.links)

    def _begin(self, scope: UnitScope, keys: Iterable[Any]) -> list[Any]:
        """The keys not supplied yet, marked as being worked on. Raises RuleError for one that is already."""
        new = [key for key in keys if self._supplied.get((scope.unit, key)) is None]
        for key in new:
            if (scope.unit, key) in self._supplied:
                raise RuleError("An account's value depends on itself through its people.")
            self._supplied[scope.unit, key] = None
        return new

    def supply_column(self, scope: UnitScope, key: Any) -> Column:
        """A column that is made from another unit."""
        if isinstance(key, tree.PeopleCount) and scope.data.links is not None:
            answers = self._supplied[scope.unit, ("people", key.where)]
            return Scaled(links.count_members(scope.data.links, answers), 0)
        found: Column = self._supplied[scope.unit, key]
        return found

    def supply_words(self, scope: UnitScope, key: Any) -> Words:
        """Words that do not come from the walk: random shares, an account's people."""
        if isinstance(key, tree.RandomShare):
            return shares.pick(self._draw(scope, key.salt), key.low, key.high)
        if not isinstance(key, tree.People) or scope.data.links is None:
            raise BugError("The engine cannot make these words.")
        answers = self._supplied[scope.unit, ("people", key.where)]
        existing = self.existing(scope.shape.people or "")
        return links.quantify(key.quantifier, scope.data.links, answers, existing)

    def _draw(self, scope: UnitScope, salt: str) -> Words:
        kept = (scope.unit, f"salt {salt}")
        if kept not in self._supplied:
            self._supplied[kept] = self.remember(
                ("draw", scope.unit, salt),
                lambda: shares.draw(self.library, salt, scope.unit, scope.data.keys),
            )
        drawn: Words = self._supplied[kept]
        return drawn


def is_double_node(scope: UnitScope, node: int) -> bool:
    """Whether a value node holds doubles."""
    name, *rest = scope.graph.values[node]
    if name == "group":
        return str(rest[2]).endswith("_DOUBLE")
    if name == "column" and isinstance(rest[0], tree.AccountVariable):
        return scope.account().resolve(rest[0].name).type in ("double", "ratio")
    if name == "column" and isinstance(rest[0], str):
        return isinstance(scope.data.columns[rest[0]], Doubles)
    return str(name).endswith("_double")


def _node_to_store(scope: UnitScope, value: Typed) -> int:
    """The node of a value as it is stored; for sets that of their rows."""
    return as_double(scope, value) if value.type == "ratio" else place(scope, value)


@dataclass(frozen=True, slots=True)
class _Supply:
    asking: Asking
    scope: UnitScope

    def column(self, key: Any) -> Column:
        if isinstance(key, str):
            return self.scope.data.columns[key]
        if isinstance(key, tuple):
            return self.scope.events(key[0]).table.properties[key[1]]
        return self.asking.supply_column(self.scope, key)

    def words(self, key: Any) -> Words:
        return self.asking.supply_words(self.scope, key)

    def events(self, event: str) -> EventFilters:
        return self.scope.events(event)
