"""Conditions of the rule language as words of the graph."""

from __future__ import annotations

from decimal import Decimal

from satsuma.engine import comparisons
from satsuma.engine.comparisons import is_known
from satsuma.engine.scope import Scope
from satsuma.engine.typed import LEAST, MOST, Typed, type_of_mistake
from satsuma.engine.values import compile_value, place
from satsuma.engine.zones import day_number
from satsuma.language import calendar, tree
from satsuma.language.texts import text_test
from satsuma.language.tree import Condition


def compile_condition(scope: Scope, condition: Condition) -> int:
    """A condition as a word of the scope's graph: true, or not; never missing."""
    graph = scope.graph
    match condition:
        case tree.Everyone():
            return graph.everyone()
        case tree.And():
            return graph.all_of([compile_condition(scope, part) for part in condition.conditions])
        case tree.Or():
            return graph.any_of([compile_condition(scope, part) for part in condition.conditions])
        case tree.Not():
            return graph.negate(compile_condition(scope, condition.condition))
        case tree.Compare():
            left, right = compile_value(scope, condition.left), compile_value(scope, condition.right)
            return comparisons.compare(scope, left, condition.sign, right)
        case tree.InRange():
            return _compile_in_range(scope, condition)
        case tree.OneOf():
            return _compile_one_of(scope, condition)
        case tree.Missing():
            known = is_known(scope, compile_value(scope, condition.value))
            return known if condition.negated else graph.negate(known)
        case tree.Flag():
            value = compile_value(scope, condition.value)
            return comparisons.compare(scope, value, "=", Typed("flag", literal=True))
        case tree.Done():
            count = scope.compile_aggregate(tree.Aggregate(function="count", events=condition.events))
            done = graph.word("range", place(scope, count), 1, MOST)
            return graph.negate(done) if condition.negated else done
        case tree.Sequence():
            return scope.compile_sequence(condition)
        case _:
            return _compile_test(scope, condition)


def _compile_test(scope: Scope, condition: Condition) -> int:
    """Tests of one value's text, set or date; everything else is known to the scope only."""
    match condition:
        case tree.TextMatch():
            value = compile_value(scope, condition.value)
            test = text_test(condition.how, condition.pattern)
            if value.type != "words":
                raise type_of_mistake(f"'{condition.how}'", value)
            if isinstance(value.literal, str):
                return scope.graph.everyone() if test(value.literal) else scope.graph.nobody()
            return comparisons.look_up(scope, value, [test(word) for word in value.dictionary])
        case tree.SetHas():
            return _compile_set_has(scope, condition)
        case tree.DateIs():
            return _compile_date_is(scope, condition)
        case tree.Anniversary():
            return _compile_anniversary(scope, condition)
        case _:
            return scope.compile_outside(condition)


def _compile_in_range(scope: Scope, condition: tree.InRange) -> int:
    value, low, high = (
        compile_value(scope, side) for side in (condition.value, condition.low, condition.high)
    )
    if value.type == "exact" and isinstance(low.literal, Decimal) and isinstance(high.literal, Decimal):
        return comparisons.compare_span(scope, value, low.literal, high.literal)
    return scope.graph.all_of(
        [comparisons.compare(scope, value, ">=", low), comparisons.compare(scope, value, "<=", high)]
    )


def _compile_one_of(scope: Scope, condition: tree.OneOf) -> int:
    value = compile_value(scope, condition.value)
    options = [compile_value(scope, option) for option in condition.options]
    if value.type == "words" and value.literal is None:
        words = {option.literal for option in options if isinstance(option.literal, str)}
        found = comparisons.look_up_words(scope, value, sorted(words))
    else:
        found = scope.graph.any_of([comparisons.compare(scope, value, "=", option) for option in options])
    if not condition.negated:
        return found
    return scope.graph.all_of([is_known(scope, value), scope.graph.negate(found)])


def _compile_set_has(scope: Scope, condition: tree.SetHas) -> int:
    value = compile_value(scope, condition.value)
    graph = scope.graph
    if value.type != "set":
        raise type_of_mistake("'has any'", value)
    options = sorted(set(condition.options))
    found = []
    for start in range(0, len(options), 64):
        some = tuple(options[start : start + 64])
        found.append(graph.word("set", value.node, value.column, condition.how, some))
    return graph.any_of(found) if condition.how == "any" else graph.all_of(found)


def _compile_date_is(scope: Scope, condition: tree.DateIs) -> int:
    value, window = compile_value(scope, condition.value), condition.window
    graph = scope.graph
    if value.type != "moment":
        raise type_of_mistake("A time window", value)
    if not calendar.has_variable_bound(window):
        low, high = calendar.window_edges(window, scope.as_of, scope.zone)
        return graph.word("range", place(scope, value), max(low, LEAST), min(high, MOST))
    match window:
        case tree.Between():
            return graph.all_of(
                [
                    comparisons.compare(scope, value, ">=", _compile_bound(scope, window.start)),
                    comparisons.compare(scope, value, "<=", _compile_bound(scope, window.end)),
                ]
            )
        case tree.Before():
            return comparisons.compare(scope, value, "<", _compile_bound(scope, window.bound))
        case tree.After():
            return comparisons.compare(scope, value, ">", _compile_bound(scope, window.bound))
        case tree.Since():
            return comparisons.compare(scope, value, ">=", _compile_bound(scope, window.bound))
        case _:
            return graph.nobody()


def _compile_bound(scope: Scope, bound: tree.Bound) -> Typed:
    if isinstance(bound, tree.Date):
        return Typed("moment", literal=bound)
    return scope.resolve(bound.name)


def _compile_anniversary(scope: Scope, condition: tree.Anniversary) -> int:
    value = compile_value(scope, condition.value)
    if value.type != "moment":
        raise type_of_mistake("An anniversary", value)
    low, high = calendar.window_edges(condition.window, scope.as_of, scope.zone)
    if low > high:
        return scope.graph.nobody()
    first = calendar.local_day(low, scope.zone)
    if low > calendar.FIRST and calendar.day_start(first, scope.zone) < low:
        first = calendar.add_days(first, 1)
    last = calendar.local_day(high, scope.zone)
    return scope.graph.word("anniversary", place(scope, value), day_number(first), day_number(last))
