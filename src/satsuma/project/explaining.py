"""`explain`: one customer and one segment, by the plain reader that gives reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.language.check import check_condition
from satsuma.language.explain import describe
from satsuma.language.facts import Moment
from satsuma.language.read import read_condition
from satsuma.language.reasons import Reason, reasons
from satsuma.model.errors import RuleError, RuleSyntaxError, UnknownNameError
from satsuma.model.results import Explanation, ReasonLine
from satsuma.project.privacy import list_hidden
from satsuma.store.runs import find_customer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from satsuma.language.tree import Condition
    from satsuma.project.opening import Opened
    from satsuma.store.runs import StoredRun


def explain_customer(
    opened: Opened, key: str, segment: str, as_of: str | None, unit: str | None
) -> Explanation:
    """UnknownNameError where there is no such customer or segment, RuleError for a wrong rule."""
    from satsuma.engine import bitmaps, facts_of
    from satsuma.project.remembered import find_existing, find_truths

    unit, name, condition = find_condition(opened, segment, unit)
    moment = opened.choose_as_of(as_of)
    ordinal = find_ordinal(opened.run, unit, key)
    refuse_mistakes(opened, condition, unit)
    truth = find_truths(opened, [condition], unit, moment)(condition)
    customer = facts_of(opened.population_at(moment), opened.run.shape, unit, ordinal)
    asked = Moment(moment.seconds, opened.zone, truth.thresholds.__getitem__)
    hidden = list_hidden(opened.definitions)
    reason = reasons(condition, customer, asked, opened.vocabulary, hidden=hidden)
    return Explanation(
        customer=key,
        unit=unit,
        segment=name,
        member=bitmaps.contains(truth.words, ordinal),
        in_population=bitmaps.contains(find_existing(opened, unit, moment), ordinal),
        sentence=describe(condition, opened.vocabulary, unit),
        as_of=moment.day.isoformat(),
        lines=tuple(list_lines(reason, 0)),
    )


def find_ordinal(run: StoredRun, unit: str, key: str) -> int:
    """UnknownNameError for a key that nobody has. The key is not repeated: it may be a person's address."""
    ordinal = find_customer(run, unit, key)
    if ordinal is None:
        raise UnknownNameError(
            f"There is no {unit} with this key.", hint="Keys are compared exactly: '007' is not 7."
        )
    return ordinal


def refuse_mistakes(opened: Opened, condition: Condition, unit: str) -> None:
    """RuleError for a rule that reads well but means nothing here."""
    findings = check_condition(condition, opened.vocabulary, unit)
    if any(finding.severity == "error" for finding in findings):
        raise RuleError(findings)


def find_condition(opened: Opened, segment: str, unit: str | None) -> tuple[str, str, Condition]:
    """A segment by its name, else the text as a rule."""
    try:
        found_unit, name = opened.find_segment(segment)
    except UnknownNameError as unknown:
        try:
            condition = read_condition(segment)
        except RuleSyntaxError:
            raise unknown from None
        if segment.replace("-", "").replace("_", "").isalnum():
            raise
        return opened.choose_unit(unit), segment, condition
    return found_unit, name, opened.vocabulary.segments[found_unit][name]


def list_lines(reason: Reason, depth: int) -> Iterator[ReasonLine]:
    yield ReasonLine(
        depth=depth, text=reason.text, holds=reason.holds, actual=reason.actual, needed=reason.needed
    )
    for inner in reason.reasons:
        yield from list_lines(inner, depth + 1)
