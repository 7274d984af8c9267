"""A unit's rules being compiled: its columns, variables, segments, events; what lies outside the walk is only named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import numpy as np

from satsuma.columns import Codes, Column, Doubles, EventTable, Flags, Moments, Scaled, UnitData
from satsuma.engine.conditions import compile_condition
from satsuma.engine.filters import EventFilters
from satsuma.engine.graph import Graph
from satsuma.engine.histories import compile_aggregate, compile_sequence
from satsuma.engine.running import look_at_rows
from satsuma.engine.scope import RowScope, count_customers, resolve_column
from satsuma.engine.typed import Typed, type_of_mistake
from satsuma.engine.values import as_double, compile_value, place
from satsuma.language import tree
from satsuma.language.tree import Aggregate, Condition, Sequence, Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.errors import BugError, RuleError, UnknownNameError
from satsuma.model.kinds import NUMERIC, WORDS, Kind, UnitShape, ValueType

Ranked = tree.Rank | tree.PercentileRange


@dataclass(slots=True)
class UnitScope:
    """Compiles conditions and values of one unit at one moment. `account` gives the scope of the account unit."""

    unit: str
    data: UnitData
    shape: UnitShape
    vocabulary: Vocabulary
    as_of: int
    zone: ZoneInfo
    account: Callable[[], UnitScope]
    threads: int = 1
    graph: Graph = field(default_factory=Graph)
    filters: dict[str, EventFilters] = field(default_factory=dict)
    ranks: dict[Ranked, tuple[Typed, Typed | None, int | None]] = field(default_factory=dict)
    _variables: dict[str, Typed | None] = field(default_factory=dict)
    _segments: dict[str, int | None] = field(default_factory=dict)

    def resolve(self, name: str) -> Typed:
        """A variable's expression, or a column. Raises RuleError for a variable that depends on itself."""
        declared = self.vocabulary.variables.get(self.unit, {})
        if name not in declared:
            return resolve_column(
                self.graph, self.data.columns, self.shape.columns, name, f"the unit '{self.unit}'"
            )
        if name not in self._variables:
            self._variables[name] = None
            self._variables[name] = self._name_literal(compile_value(self, declared[name]))
        found = self._variables[name]
        if found is None:
            raise RuleError(f"The variable '{name}' depends on itself.")
        return found

    def _name_literal(self, value: Typed) -> Typed:
        """A variable that is a literal counts as stored: a day is then its first second."""
        if value.literal is None:
            return value
        words = (value.literal,) if isinstance(value.literal, str) else ()
        return replace(value, node=place(self, value), dictionary=words, literal=None)

    def segment(self, name: str) -> int:
        """The word of another segment. Raises UnknownNameError and RuleError."""
        declared = self.vocabulary.segments.get(self.unit, {})
        if name not in declared:
            raise UnknownNameError(f"There is no segment '{name}' of the unit '{self.unit}'.")
        if name not in self._segments:
            self._segments[name] = None
            self._segments[name] = compile_condition(self, declared[name])
        found = self._segments[name]
        if found is None:
            raise RuleError(f"The segment '{name}' depends on itself.")
        return found

    def events(self, event: str) -> EventFilters:
        """The events of a type, empty where the data have none yet. Raises UnknownNameError."""
        if event not in self.filters:
            shape = self.shape.events.get(event)
            if shape is None and event not in self.data.events:
                raise UnknownNameError(
                    f"There is no event '{event}' of the unit '{self.unit}'.",
                    hint=f"There are: {', '.join(sorted(self.shape.events)) or 'none'}.",
                )
            types = shape.properties if shape else {}
            table = self.data.events.get(event) or _no_events(count_customers(self.data), types)
            scope = RowScope(event, table.properties, types, self.as_of, self.zone)
            self.filters[event] = EventFilters(event, table, scope, look_at_rows, self.threads)
        return self.filters[event]

    def compile_aggregate(self, node: Aggregate) -> Typed:
        return compile_aggregate(self, node)

    def compile_sequence(self, node: Sequence) -> int:
        return compile_sequence(self, node)

    def compile_outside(self, node: Condition) -> int:
        """Ranks, random shares, people: known by the node itself, and supplied when the program runs."""
        match node:
            case tree.InSegment():
                return self.segment(node.name)
            case tree.RandomShare() | tree.People():
                return self.graph.word("input", node)
            case tree.Rank() | tree.PercentileRange():
                if node not in self.ranks:
                    self.ranks[node] = self._compile_rank(node)
                return self.graph.word("rank", node)
            case _:
                raise BugError(f"The engine does not know the condition '{node.op}'.")

    def _compile_rank(self, node: Ranked) -> tuple[Typed, Typed | None, int | None]:
        by = compile_value(self, node.by)
        if not by.is_number and by.type != "moment":
            raise type_of_mistake("A rank", by)
        if by.type == "ratio":
            by = Typed("double", as_double(self, by))
        elif by.literal is not None:
            by = self._name_literal(by)
        within = self.resolve(node.within) if node.within is not None else None
        if within is not None and within.type != "words":
            raise type_of_mistake("'within'", within)
        return by, within, self.segment(node.among) if node.among is not None else None

    def compile_outside_value(self, node: Value) -> Typed:
        """An account's value, or how many people: columns that are made when the program runs."""
        match node:
            case tree.PeopleCount():
                return Typed("exact", self.graph.value("column", node))
            case tree.AccountVariable():
                found = self.account().resolve(node.name)
                if found.type == "set":
                    return replace(found, node=self.graph.value("rows"), column=node)
                return Typed(
                    "double" if found.type == "ratio" else found.type,
                    self.graph.value("column", node),
                    found.scale,
                    found.dictionary,
                    found.levels,
                )
            case _:
                raise BugError(f"The engine does not know the value '{node.op}'.")


def _no_events(n: int, types: dict[str, ValueType]) -> EventTable:
    empty = {name: _empty_column(found) for name, found in types.items()}
    return EventTable(np.zeros(n + 1, np.int64), np.zeros(0, np.int64), empty)


def _empty_column(found: ValueType) -> Column:
    if found.kind in NUMERIC:
        return Doubles(np.zeros(0)) if found.scale is None else Scaled(np.zeros(0, np.int64), found.scale)
    if found.kind in WORDS or found.kind is Kind.SET:
        return Codes(np.zeros(0, np.int32), ())
    return Flags(np.zeros(0, np.int8)) if found.kind is Kind.FLAG else Moments(np.zeros(0, np.int64))
