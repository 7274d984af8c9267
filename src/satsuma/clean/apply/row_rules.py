"""Row rules (`exclude:` of a source) as SQL: the part of the rule language that a single row can answer.

Two-valued logic as everywhere: each leaf is false where a value is missing, and only `not` complements.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from satsuma.clean.apply import row_values
from satsuma.clean.apply.quoting import text, texts
from satsuma.clean.apply.row_values import Operand
from satsuma.clean.apply.scope import Scope
from satsuma.language import tree
from satsuma.model.definitions import RowRule
from satsuma.model.errors import Finding, Place, RuleError
from satsuma.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class RuleContext:
    """Where a rule stands, for its errors, and what it may name."""

    source: str
    rule: str
    scope: Scope
    zone: str

    def error(self, message: str, hint: str | None = None) -> RuleError:
        return RuleError(message, hint=hint, place=Place(what=f"source {self.source}, rule {self.rule!r}"))


def compile_rules(source: str, rules: tuple[RowRule, ...], scope: Scope, zone: str) -> list[tuple[str, str]]:
    """(name, SQL condition) of each enabled rule. Raises RuleError or RuleSyntaxError with all findings of all rules."""
    from satsuma.language.read import read_condition
    from satsuma.model.errors import MistakeError

    compiled: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for rule in rules:
        if not rule.enabled:
            continue
        try:
            condition = read_condition(rule.where)
            compiled.append(
                (rule.name, compile_condition(condition, RuleContext(source, rule.name, scope, zone)))
            )
        except MistakeError as error:
            place = Place(what=f"source {source}, rule {rule.name!r}")
            findings += [finding.model_copy(update={"place": place}) for finding in error.findings]
    if findings:
        raise RuleError(findings)
    return compiled


def compile_condition(condition: tree.Condition, context: RuleContext) -> str:
    """SQL that is true or false, never NULL. Raises RuleError for what a single row cannot answer."""
    match condition:
        case tree.And():
            return "(" + " AND ".join(compile_condition(one, context) for one in condition.conditions) + ")"
        case tree.Or():
            return "(" + " OR ".join(compile_condition(one, context) for one in condition.conditions) + ")"
        case tree.Not():
            return f"(NOT {compile_condition(condition.condition, context)})"
        case tree.Everyone():
            return "true"
    return f"coalesce({_leaf(condition, context)}, false)"


def _leaf(condition: tree.Condition, context: RuleContext) -> str:
    match condition:
        case tree.Compare():
            return _compare(
                condition.sign, _value(condition.left, context), _value(condition.right, context), context
            )
        case tree.InRange():
            value = _value(condition.value, context)
            low = _compare(">=", value, _value(condition.low, context), context)
            return f"({low} AND {_compare('<=', value, _value(condition.high, context), context)})"
        case tree.OneOf():
            return _one_of(condition, context)
        case tree.TextMatch():
            return _text_match(condition, context)
        case tree.Missing():
            return f"({_value(condition.value, context).sql} IS {'NOT ' if condition.negated else ''}NULL)"
        case tree.Flag():
            value = _value(condition.value, context)
            if value.sort != "flag":
                raise context.error("A condition by itself must be a yes/no column.")
            return value.sql
        case tree.SetHas():
            return _set_has(condition, context)
        case tree.DateIs():
            return _date_is(condition, context)
    raise context.error(
        f"A row rule cannot use {condition.op!r}: it looks at one row at a time.",
        "Use comparisons, lists, text matches, dates and 'is missing' on this source's columns.",
    )


def _value(value: tree.Value, context: RuleContext) -> Operand:
    match value:
        case tree.Number():
            return row_values.number(value.value)
        case tree.Text():
            return Operand(text(value.value), "text", literal=value.value)
        case tree.YesNo():
            return Operand("true" if value.value else "false", "flag")
        case tree.Date():
            return row_values.moment(value, context.zone)
        case tree.Variable():
            return _column(value.name, context)
        case tree.Arithmetic():
            left, right = _value(value.left, context), _value(value.right, context)
            if left.sort != "number" or right.sort != "number":
                raise context.error(f"{value.sign!r} needs numbers on both sides.")
            return row_values.arithmetic(value.sign, left, right)
    raise context.error(
        f"A row rule cannot use {value.op!r}: it looks at one row at a time.", "Use this source's columns."
    )


def _column(name: str, context: RuleContext) -> Operand:
    column = context.scope.get(name)
    if column is None:
        near = difflib.get_close_matches(name, context.scope, n=3)
        hint = (
            f"Did you mean {' or '.join(near)}?"
            if near
            else f"Known are {', '.join(sorted(context.scope)[:20])}."
        )
        raise context.error(f"There is no column {name!r} in this source.", hint)
    if column.is_number:
        return Operand(column.sql, "number", scale=column.scale)
    sorts = {Kind.FLAG: "flag", Kind.DATE: "date", Kind.SET: "set"}
    return Operand(column.sql, sorts.get(column.type.kind, "text"), levels=column.type.levels)


def _compare(sign: str, left: Operand, right: Operand, context: RuleContext) -> str:
    if left.sort != right.sort or left.sort == "set":
        raise context.error(
            f"A {left.word} cannot be compared with a {right.word}.",
            'Texts stand in quotes: country = "DE".' if "text" in (left.sort, right.sort) else None,
        )
    if left.sort == "flag" and sign not in ("=", "!="):
        raise context.error(f"Yes/no values have no order for {sign!r}.")
    if left.sort == "number":
        return row_values.compare_numbers(sign, left, right)
    if left.sort == "date":
        return row_values.compare_dates(sign, left, right)
    if left.sort == "text" and sign not in ("=", "!="):
        levels = left.levels or right.levels
        if levels:
            ordered = f"[{texts(levels)}]"
            left_place, right_place = (f"list_position({ordered}, {one.sql})" for one in (left, right))
            return f"({left_place} {sign} {right_place})"
    return f"({left.sql} {'<>' if sign == '!=' else sign} {right.sql})"


def _one_of(condition: tree.OneOf, context: RuleContext) -> str:
    value = _value(condition.value, context)
    equal = " OR ".join(
        f"coalesce({_compare('=', value, _value(option, context), context)}, false)"
        for option in condition.options
    )
    return f"({value.sql} IS NOT NULL AND NOT ({equal}))" if condition.negated else f"({equal})"


def _text_match(condition: tree.TextMatch, context: RuleContext) -> str:
    value = _value(condition.value, context)
    if value.sort != "text":
        raise context.error(f"{condition.how!r} needs a text column, this is a {value.word}.")
    names = {"contains": "contains", "starts with": "starts_with", "ends with": "ends_with"}
    function = names.get(condition.how, "regexp_matches")
    return f"{function}({value.sql}, {text(condition.pattern)})"


def _set_has(condition: tree.SetHas, context: RuleContext) -> str:
    value = _value(condition.value, context)
    if value.sort != "set":
        raise context.error(f"'has {condition.how}' needs a set column, this is a {value.word}.")
    options = f"[{texts(condition.options)}]"
    if condition.how == "all":
        return f"list_has_all({value.sql}, {options})"
    found = f"list_has_any({value.sql}, {options})"
    return found if condition.how == "any" else f"(NOT {found})"


def _date_is(condition: tree.DateIs, context: RuleContext) -> str:
    value = _value(condition.value, context)
    if value.sort != "date":
        raise context.error(f"A window needs a date column, this is a {value.word}.")

    def bound(one: tree.Bound) -> Operand:
        if isinstance(one, tree.VariableBound):
            operand = _column(one.name, context)
            if operand.sort != "date":
                raise context.error(f"{one.name!r} is a {operand.word}, a window needs a date.")
            return operand
        return row_values.moment(one, context.zone)

    window = condition.window
    match window:
        case tree.Ever():
            return f"({value.sql} IS NOT NULL)"
        case tree.Before():
            return row_values.compare_dates("<", value, bound(window.bound))
        case tree.After():
            return row_values.compare_dates(">", value, bound(window.bound))
        case tree.Since():
            return row_values.compare_dates(">=", value, bound(window.bound))
        case tree.Between():
            low = row_values.compare_dates(">=", value, bound(window.start))
            return f"({low} AND {row_values.compare_dates('<=', value, bound(window.end))})"
    raise context.error(
        f"A row rule cannot use the moving window {window.op!r}: what it excludes would change from day to day.",
        "Give dates: before 2019-01-01.",
    )
