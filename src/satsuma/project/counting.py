"""`count`: a rule's text to a number."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from satsuma.language.check import check_condition
from satsuma.language.explain import describe
from satsuma.language.read import read_condition
from satsuma.language.write import write_condition
from satsuma.model.errors import RuleError
from satsuma.project.privacy import list_hidden, warn_sensitive
from satsuma.project.shown import ShownCount

if TYPE_CHECKING:
    from satsuma.language.tree import Condition
    from satsuma.project.opening import Opened


def count_rule(opened: Opened, rule: str | Condition, as_of: str | None, unit: str | None) -> ShownCount:
    """RuleSyntaxError or RuleError with all findings where the rule cannot be read or means nothing here."""
    from satsuma.engine import bitmaps, evaluate

    started = time.perf_counter()
    condition = read_condition(rule) if isinstance(rule, str) else rule
    unit = opened.choose_unit(unit)
    findings = check_condition(condition, opened.vocabulary, unit, None)
    if any(finding.severity == "error" for finding in findings):
        raise RuleError(findings)
    secret = warn_sensitive(condition, list_hidden(opened.definitions))
    moment = opened.choose_as_of(as_of)
    found = evaluate(
        opened.population_at(moment),
        opened.vocabulary,
        unit,
        {"rule": condition},
        moment.seconds,
        opened.zone,
        opened.threads,
    ).memberships
    customers = bitmaps.count(found.words[0])
    population = bitmaps.count(found.population)
    return ShownCount(
        rule=write_condition(condition),
        sentence=describe(condition, opened.vocabulary, unit),
        unit=unit,
        customers=customers,
        population=population,
        share=customers / population if population else 0.0,
        as_of=moment.day.isoformat(),
        seconds=round(time.perf_counter() - started, 4),
        warnings=(*map(str, [*findings, *secret]), *opened.warn_stale(condition, unit, moment)),
    )
