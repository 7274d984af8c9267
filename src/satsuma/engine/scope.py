"""Where a rule is compiled: what its names mean, and the graph that its nodes go to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from satsuma.columns import Column, UnitData
from satsuma.engine.graph import Graph
from satsuma.engine.typed import Typed, type_column
from satsuma.language.tree import Aggregate, Condition, Sequence, Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.errors import BugError, UnknownNameError
from satsuma.model.kinds import UnitShape, ValueType


class Scope(Protocol):
    """What compiling a condition or value asks for."""

    graph: Graph
    as_of: int
    zone: ZoneInfo

    def resolve(self, name: str) -> Typed: ...

    def compile_aggregate(self, node: Aggregate) -> Typed: ...

    def compile_sequence(self, node: Sequence) -> int: ...

    def compile_outside(self, node: Condition) -> int: ...

    def compile_outside_value(self, node: Value) -> Typed: ...


def resolve_column(
    graph: Graph, columns: Mapping[str, Column], types: Mapping[str, ValueType], name: str, where: str
) -> Typed:
    """A stored column as a value. Raises UnknownNameError."""
    if name not in columns:
        raise UnknownNameError(
            f"There is no '{name}' in {where}.", hint=f"There are: {', '.join(sorted(columns)) or 'none'}."
        )
    levels = types[name].levels if name in types else None
    return type_column(columns[name], graph.value("column", name), name, graph.value("rows"), levels)


@dataclass(slots=True)
class RowScope:
    """Conditions on an event's own properties: each row of the table is looked at by itself."""

    event: str
    columns: Mapping[str, Column]
    types: Mapping[str, ValueType]
    as_of: int
    zone: ZoneInfo
    graph: Graph = field(default_factory=Graph)

    def resolve(self, name: str) -> Typed:
        return resolve_column(self.graph, self.columns, self.types, name, f"the event '{self.event}'")

    def compile_aggregate(self, node: Aggregate) -> Typed:
        raise self._refuse(node.op)

    def compile_sequence(self, node: Sequence) -> int:
        raise self._refuse(node.op)

    def compile_outside(self, node: Condition) -> int:
        raise self._refuse(node.op)

    def compile_outside_value(self, node: Value) -> Typed:
        raise self._refuse(node.op)

    def _refuse(self, what: str) -> BugError:
        return BugError(f"A filter on '{self.event}' holds '{what}', which is about customers.")


def shape_of(vocabulary: Vocabulary, unit: str) -> UnitShape:
    """The unit's shape. Raises UnknownNameError."""
    if unit not in vocabulary.shape.units:
        raise UnknownNameError(
            f"There is no unit '{unit}'.", hint=f"There are: {', '.join(sorted(vocabulary.shape.units))}."
        )
    return vocabulary.shape.units[unit]


def count_customers(data: UnitData) -> int:
    return len(data.keys.values)
