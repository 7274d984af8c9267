"""Some of those who satisfy a rule, so that people see whom they have in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from satsuma.engine import bitmaps, facts_of
from satsuma.language.facts import Exact, Fact, Moment
from satsuma.language.interpret import value_of
from satsuma.language.tree import Variable
from satsuma.model.errors import OptionError
from satsuma.model.kinds import Kind
from satsuma.model.live import MemberSample, PlainValue, SampleColumn, SampleRow
from satsuma.project.explaining import refuse_mistakes
from satsuma.project.ingredients import walk_through
from satsuma.project.listing import inform_variables
from satsuma.project.privacy import list_hidden
from satsuma.project.reading_rules import parse_rule
from satsuma.project.remembered import find_truths

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from satsuma.language.tree import Condition
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened

MOST_ROWS = 100
DEFAULT_COLUMNS = 6


def sample_members(
    opened: Opened,
    rule: str | Condition,
    variables: Sequence[str],
    n: int,
    seed: int,
    as_of: str | None,
    unit: str | None,
) -> MemberSample:
    """`n` of the members by chance, in the order of their keys' ordinals. Without `variables` those that the rule
    names, and a few others. Raises RuleSyntaxError and RuleError for a wrong rule, OptionError."""
    if not 1 <= n <= MOST_ROWS:
        raise OptionError(
            f"A sample has 1 to {MOST_ROWS} customers.", hint="Ask for fewer, or export the segment."
        )
    unit, moment = opened.choose_unit(unit), opened.choose_as_of(as_of)
    condition = parse_rule(rule)
    refuse_mistakes(opened, condition, unit)
    members = bitmaps.members(find_truths(opened, [condition], unit, moment)(condition).words)
    drawn = np.sort(np.random.default_rng(seed).choice(members, min(n, len(members)), replace=False))
    shown, hidden = choose_columns(opened, condition, variables, unit)
    asked = Moment(moment.seconds, opened.zone)
    rows = []
    for ordinal in drawn.tolist():
        customer = facts_of(opened.population_at(moment), opened.run.shape, unit, ordinal)
        values = (value_of(Variable(name=info.name), customer, asked, opened.vocabulary) for info in shown)
        plain = tuple(
            make_plain(fact, info.kind, opened.zone) for fact, info in zip(values, shown, strict=True)
        )
        rows.append(SampleRow(key=str(customer.key), values=plain))
    return MemberSample(
        unit=unit,
        as_of=moment.day.isoformat(),
        customers=len(members),
        columns=tuple(
            SampleColumn(name=info.name, title=info.title, kind=info.kind, currency=info.currency)
            for info in shown
        ),
        rows=tuple(rows),
        hidden=tuple(hidden),
    )


def choose_columns(
    opened: Opened, condition: Condition, variables: Sequence[str], unit: str
) -> tuple[list[VariableInfo], list[str]]:
    """The variables to show, and those asked for that are kept back. OptionError for one that is none."""
    infos = {
        info.name: info for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    }
    unknown = [name for name in variables if name not in infos]
    if unknown:
        raise OptionError(f"There is no variable '{unknown[0]}'.", hint=f"Variables: {', '.join(infos)}.")
    secret = list_hidden(opened.definitions)
    readable = [
        info
        for info in infos.values()
        if info.allowed and info.name not in secret and info.kind not in (Kind.TEXT, Kind.IDENTIFIER)
    ]
    if not variables:
        parts = walk_through(condition, unit, opened.vocabulary)
        named = {node.name for node in parts if isinstance(node, Variable)}
        readable.sort(key=lambda info: info.name not in named)
        return readable[:DEFAULT_COLUMNS], []
    names = {info.name for info in readable}
    wanted = list(dict.fromkeys(variables))
    return [infos[name] for name in wanted if name in names], [name for name in wanted if name not in names]


def make_plain(fact: Fact, kind: Kind, zone: ZoneInfo) -> PlainValue:
    """A fact as JSON; dates are local days."""
    if isinstance(fact, Exact):
        return fact.mantissa if fact.scale == 0 else fact.mantissa / 10**fact.scale
    if isinstance(fact, frozenset):
        return tuple(sorted(fact))
    if kind is Kind.DATE and isinstance(fact, int):
        return dt.datetime.fromtimestamp(fact, zone).date().isoformat()
    return fact
