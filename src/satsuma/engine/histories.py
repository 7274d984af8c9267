"""Aggregates and sequences of events as graph nodes: which rows, in which window, what to gather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.columns import Doubles, Sets
from satsuma.engine.typed import MOST, Typed, type_of_mistake
from satsuma.engine.values import MISSING_BITS, NAN_BITS, count_elapsed, place
from satsuma.language import calendar, tree

if TYPE_CHECKING:
    from satsuma.engine.units import UnitScope

Bounds = tuple[int, int, int, int]
"""Of a window: first and last second, and the nodes of such seconds per customer (-1: none)."""

_EMPTY: Bounds = (1, 0, -1, -1)
_KINDS = {"minimum": "MIN", "maximum": "MAX", "first": "FIRST", "last": "LAST"}


def compile_window(scope: UnitScope, window: tree.Window) -> Bounds:
    """The window's bounds for events, of which only those at or before as_of are seen."""
    if not calendar.has_variable_bound(window):
        low, high = calendar.window_edges(window, scope.as_of, scope.zone)
        high = min(high, scope.as_of)
        return (low, high, -1, -1) if low <= high else _EMPTY
    match window:
        case tree.Between():
            low, low_node = _bound(scope, window.start, 0, is_low=True)
            high, high_node = _bound(scope, window.end, 0, is_low=False)
            return low, high, low_node, high_node
        case tree.Before():
            high, high_node = _bound(scope, window.bound, -1, is_low=False)
            return calendar.FIRST, high, -1, high_node
        case tree.After() | tree.Since():
            low, low_node = _bound(scope, window.bound, int(isinstance(window, tree.After)), is_low=True)
            return low, scope.as_of, low_node, -1
        case _:
            return _EMPTY


def _bound(scope: UnitScope, bound: tree.Bound, plus: int, is_low: bool) -> tuple[int, int]:
    if isinstance(bound, tree.Date):
        first, last = calendar.date_edges(bound, scope.zone)
        return (first, -1) if is_low else (min(last, scope.as_of), -1)
    value = scope.resolve(bound.name)
    if value.type != "moment":
        raise type_of_mistake("A window's bound", value)
    node = scope.graph.value("edge", place(scope, value), plus, MOST if is_low else MISSING_BITS)
    return (calendar.FIRST if is_low else scope.as_of), node


def compile_aggregate(scope: UnitScope, node: tree.Aggregate) -> Typed:
    """An aggregate as the group that gathers it."""
    events, bounds = scope.events(node.events.event), compile_window(scope, node.events.window)

    def gather(kind: str, name: str = "", known: str | None = None, none: int = MISSING_BITS) -> int:
        if bounds == _EMPTY:
            return scope.graph.value("constant_double" if kind.endswith("_DOUBLE") else "constant", none)
        passing = events.compile(node.events.where, known)
        return scope.graph.value("group", node.events.event, passing, kind, name, *bounds)

    function, name = node.function, node.property
    if function == "count":
        return Typed("exact", gather("COUNT", none=0))
    if name is None:
        time = Typed("moment", gather("FIRST_TIME" if function.endswith("first") else "LAST_TIME"))
        return time if function.startswith("date") else count_elapsed(scope, "days", time)
    found, column = events.scope.resolve(name), events.table.properties[name]
    if isinstance(column, Sets):
        if function not in ("first", "last"):
            raise type_of_mistake(f"'{function}'", found)
        row = gather(function.upper(), known=name)
        return Typed("set", row, dictionary=found.dictionary, column=(node.events.event, name))
    if function == "distinct":
        return Typed("exact", gather("DISTINCT", name, none=0))
    double = isinstance(column, Doubles)
    if function in _KINDS:
        kind = _KINDS[function] + ("_DOUBLE" if double else "")
        gathered = gather(kind, name, none=NAN_BITS if double else MISSING_BITS)
        return Typed(found.type, gathered, found.scale, found.dictionary, found.levels)
    if not found.is_number:
        raise type_of_mistake(f"'{function}'", found)
    if double:
        total = Typed("double", gather("SUM_DOUBLE", name, none=0))
        has_missing = True
    else:
        is_wide, has_missing = events.look_at(name)
        total = Typed("exact", gather("SUM_WIDE" if is_wide else "SUM", name, none=0), found.scale)
    if function == "sum":
        return total
    n = Typed("exact", gather("COUNT", known=name if has_missing else None, none=0))
    if double:
        bottom = scope.graph.value("to_double", n.node, 0)
        return Typed("double", scope.graph.value("divide_double", total.node, bottom))
    return Typed("ratio", top=total, bottom=n)


def compile_sequence(scope: UnitScope, node: tree.Sequence) -> int:
    """A sequence as one state machine."""
    bounds = compile_window(scope, node.window)
    if bounds == _EMPTY:
        return scope.graph.nobody()
    steps = []
    for number, step in enumerate(node.steps):
        is_anywhen = node.negated_last and number == len(node.steps) - 1
        within = -1 if step.within is None else step.within * calendar.SECONDS[step.span]
        passing = scope.events(step.event).compile(step.where)
        steps.append((step.event, passing, is_anywhen, within))
    return scope.graph.word("sequence", tuple(steps), node.negated_last, *bounds)
