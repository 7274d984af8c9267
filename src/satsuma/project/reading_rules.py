"""Rules and values between their forms, text and tree: read, checked against the vocabulary, written back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.language.check import check_condition, check_value
from satsuma.language.explain import describe, sentence, value_words
from satsuma.language.grounds import Ground
from satsuma.language.read import read_condition, read_value, refuse_depth
from satsuma.language.types import type_of
from satsuma.language.write import write_condition, write_value
from satsuma.model.errors import Finding, RuleSyntaxError
from satsuma.project.privacy import list_hidden, warn_sensitive
from satsuma.project.shown_rules import RuleRead, ValueRead

if TYPE_CHECKING:
    from satsuma.language.tree import Condition, Value
    from satsuma.project.opening import Opened


def read_rule(opened: Opened, rule: str | Condition, unit: str | None) -> RuleRead:
    """Text or tree; what is wrong with a rule is among the findings and raises nothing. OptionError for an unknown unit."""
    unit = opened.choose_unit(unit)
    try:
        condition = parse_rule(rule)
    except RuleSyntaxError as error:
        written = rule if isinstance(rule, str) else ""
        return RuleRead(text=written, tree=None, sentence="", unit=unit, findings=error.findings)
    return RuleRead(
        text=write_condition(condition),
        tree=condition,
        sentence=describe(condition, opened.vocabulary, unit),
        unit=unit,
        findings=tuple(find_all(opened, condition, unit)),
    )


def parse_rule(rule: str | Condition) -> Condition:
    """RuleSyntaxError for a text that is no rule, or a tree that is too deep."""
    if isinstance(rule, str):
        return read_condition(rule)
    refuse_depth(rule)
    return rule


def find_all(opened: Opened, condition: Condition, unit: str) -> list[Finding]:
    """Mistakes, warnings, and the use of what the project does not allow."""
    found = check_condition(condition, opened.vocabulary, unit)
    return [*found, *warn_sensitive(condition, list_hidden(opened.definitions))]


def read_expression(opened: Opened, value: str | Value, unit: str | None) -> ValueRead:
    """As `read_rule`, of a value."""
    unit = opened.choose_unit(unit)
    try:
        if isinstance(value, str):
            node = read_value(value)
        else:
            refuse_depth(value)
            node = value
    except RuleSyntaxError as error:
        written = value if isinstance(value, str) else ""
        return ValueRead(text=written, tree=None, sentence="", unit=unit, findings=error.findings)
    found = type_of(node, opened.vocabulary, unit)
    return ValueRead(
        text=write_value(node),
        tree=node,
        sentence=sentence(value_words(node, Ground(opened.vocabulary, unit))),
        unit=unit,
        kind=found.kind if found else None,
        currency=found.currency if found else None,
        findings=(
            *check_value(node, opened.vocabulary, unit),
            *warn_sensitive(node, list_hidden(opened.definitions)),
        ),
    )
