"""What cleaning did and noticed: actions with their counts and how to switch them off, and warnings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from satsuma.clean.apply.duplicates import count_exact_duplicates
from satsuma.clean.apply.joins import Lookup, count_unmatched
from satsuma.clean.apply.quoting import ident
from satsuma.clean.apply.stage import Stage, StagePlan
from satsuma.model.accounts import Action, SourceAccount
from satsuma.model.kinds import NUMERIC, WORDS, Kind, Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNLABELLED = re.compile(r"(?:column|unnamed|field|var|v|c|x|_c)?[\s_:]*\d*(?:_\d+)?|unnamed.*", re.IGNORECASE)
LAG_DAYS = 7
OLD_DAYS = 365
"""Answers of a survey are old after a year."""


def column_actions(
    con: DuckDBPyConnection, plan: StagePlan, stage: Stage, account: SourceAccount
) -> list[Action]:
    """What happened to the values of a source's columns."""
    source = plan.source
    unreadable = _count_unreadable(con, plan, stage, account)
    actions: list[Action] = []
    for one in source.fields:
        found, name = plan.evidence[one.name], one.name

        def act(
            action: str, count: int, detail: str | None = None, switch: str | None = None, at: str = name
        ) -> None:
            if count:
                actions.append(
                    Action(
                        source=source.name,
                        column=at,
                        action=action,
                        count=count,
                        detail=detail,
                        switch=switch,
                    )
                )

        if one.trims and (one.kind in WORDS or one.kind is Kind.FLAG):
            act("spaces at the ends removed", found.trimmed, switch=f"columns.{name}.cleaning.trim: false")
        act(
            "declared missing",
            found.absent_codes,
            ", ".join(one.definition.missing),
            f"columns.{name}.missing: []",
        )
        act("not finite, made missing", found.not_finite)
        variants = plan.variants.get(name)
        if variants is not None:
            detail = f"{variants.spellings} spellings replaced by the commonest"
            act("spellings merged", variants.rows, detail, f"columns.{name}.cleaning.merge_variants: false")
        if found.known == 0:
            act("column is empty", found.rows)
        elif found.constant and found.rows > 1:
            act("column is constant", found.known)
        if not found.plain and one.kind in NUMERIC:
            act("read without currency signs, spaces and separators", found.known, f"decimal {one.decimal!r}")
        if stage.casts[name].rounded:
            act("rounded to 6 decimals where it has more", found.known)
        if UNLABELLED.fullmatch(one.definition.raw):
            act("column has no name of its own", found.rows)
        act(f"cannot be read as a {one.kind}, made missing", unreadable.get(name, 0))
    return actions


def _count_unreadable(
    con: DuckDBPyConnection, plan: StagePlan, stage: Stage, account: SourceAccount
) -> dict[str, int]:
    """Values that were there and are missing after the cast, without those whose rows went to quarantine for it."""
    counted = [
        one
        for one in plan.source.fields
        if one.name not in stage.aliases
        and one.kind is not Kind.SET
        and (one.kind not in WORDS or one.definition.levels)
    ]
    if not counted:
        return {}
    select = ", ".join(f"count({ident(one.name)})" for one in counted)
    row = con.execute(f"SELECT {select} FROM {plan.source.stage}").fetchone() or ()
    quarantined = {reason.reason: reason.own_total for reason in account.quarantined}
    unreadable = {}
    for one, typed in zip(counted, row, strict=True):
        found = plan.evidence[one.name]
        told = 0 if one.is_native else found.not_finite
        told += quarantined.get(f"{one.name} cannot be read as a number", 0)
        told += quarantined.get(f"{one.name} {stage.casts[one.name].reason}", 0)
        unreadable[one.name] = found.known - int(typed) - told
    return unreadable


def source_actions(
    con: DuckDBPyConnection, stage: Stage, lookups: Mapping[str, Lookup], shared: int = 0
) -> list[Action]:
    """Duplicates, lookups without a match, rounded amounts, what the reader noted."""
    source, actions = stage.source, []

    def act(action: str, count: int, column: str | None = None, detail: str | None = None) -> None:
        if count:
            actions.append(
                Action(source=source.name, column=column, action=action, count=count, detail=detail)
            )

    if source.definition.role in (Role.EVENT, Role.SURVEY, Role.LINK, Role.TEXT):
        act("exact duplicates, kept", count_exact_duplicates(con, source))
    for joined in stage.joins:
        lookup, on = lookups[joined.join.lookup], joined.join.on
        values, rows = count_unmatched(con, source.table, joined, lookup)
        act(f"not found in lookup {lookup.name}", rows, on, f"{values} values of {on} in {rows} rows")
    if shared:
        detail = f"{source.definition.matches} is shared by several records; the first one counts"
        act("ambiguous customers", shared, source.definition.key, detail)
    act("amount rounded to 6 decimals", stage.inexact_amounts, "amount")
    for note in source.raw.notes:
        actions.append(Action(source=source.name, column=None, action="read", count=1, detail=note))
    return actions


def warn_of_old_surveys(accounts: Sequence[SourceAccount], newest: dt.date) -> list[str]:
    """Answers given more than a year before the newest events."""
    warnings = []
    for one in accounts:
        if one.role != Role.SURVEY or one.last_date is None:
            continue
        days = (newest - dt.date.fromisoformat(one.last_date)).days
        if days > OLD_DAYS:
            years = round(days / 365.25, 1)
            warnings.append(
                f"The survey {one.source} ends on {one.last_date}, {years:g} years before the newest events ({newest}): what "
                "people answered then may not hold now."
            )
    return warnings


def warn_about_dates(accounts: Sequence[SourceAccount], main_source: str | None) -> list[str]:
    """Sources that end more than a week apart, sources without rows, and rows that lie in the future."""
    warnings = []
    last = {
        one.source: one.last_date for one in accounts if one.last_date is not None and one.role == Role.EVENT
    }
    if last:
        newest = max(last.values())
        for source, date in last.items():
            days = (dt.date.fromisoformat(newest) - dt.date.fromisoformat(date)).days
            if days > LAG_DAYS:
                warnings.append(
                    f"Source {source} ends on {date}, {days} days before the newest source ({newest})."
                )
        warnings += warn_of_old_surveys(accounts, dt.date.fromisoformat(newest))
    for one in accounts:
        if not one.rows_kept:
            why = f"none of its {one.rows_in:,} rows is kept" if one.rows_in else "it has no rows"
            warnings.append(f"Source {one.source} is empty: {why}.")
        if one.future_rows:
            warnings.append(
                f"Source {one.source} has {one.future_rows} rows after the as-of date; they are kept."
            )
    if main_source in last:
        warnings.append(f"The main event source {main_source} ends on {last[main_source]}.")
    return warnings
