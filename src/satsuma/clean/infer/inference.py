"""Looks at raw tables and writes down what each source means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.clean.infer.entities import ACCOUNT, CUSTOMER, find_key_columns
from satsuma.clean.infer.events import Money, find_group, find_money, find_time
from satsuma.clean.infer.exclusions import find_exclusions
from satsuma.clean.infer.exports import Export
from satsuma.clean.infer.harmony import part_events
from satsuma.clean.infer.joins import Found, find_joins
from satsuma.clean.infer.keys import measure_coverage
from satsuma.clean.infer.plans import Plan
from satsuma.clean.infer.recognised import find_export_money, find_header
from satsuma.clean.infer.roles import (
    SAME_PEOPLE,
    judge_unknown,
    leave_out_copies,
    plan_tables,
    says_survey,
    says_text,
)
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.understanding import settle_dates, understand
from satsuma.clean.infer.writing import free_amount, write_source
from satsuma.model.definitions import LinkDefinition, SourceDefinition
from satsuma.model.errors import DataError, Finding, KeyColumnError, Place
from satsuma.model.kinds import Kind, Role
from satsuma.store.scratch import FoundSource, RawTable, Scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROW_NUMBER = "row number"


@dataclass(frozen=True, slots=True)
class Inference:
    """What was understood: a definition per source, the project's main unit and event, its currency, sentences about what
    was noticed, and questions that a person should look at."""

    sources: dict[str, SourceDefinition]
    main_unit: str
    main_event: str | None
    currency: str | None
    notes: tuple[str, ...]
    questions: tuple[Finding, ...]


def infer_sources(scratch: Scratch, found: Sequence[tuple[FoundSource, RawTable]]) -> Inference:
    """Complete source definitions for raw tables, each decision with a reason. Sources that are about no customer and that
    nothing refers to are left out, with a note or question. Raises KeyColumnError when no source says whose its rows are."""
    connection = scratch.connection
    tables = {source.name: understand(connection, source, raw) for source, raw in found}
    if not any(table.rows for table in tables.values()):
        names = ", ".join(f"'{name}'" for name in tables)
        raise DataError(
            f"There are no rows in any source ({names}).", hint="Export the files again, with data."
        )
    tables, questions = settle_dates(tables)
    notes = [note for table in tables.values() for note in _note_columns(table)]
    plans = plan_tables(connection, tables)
    if not plans:
        plans = _plan_by_row_number(tables)
    joins = find_joins(connection, tables, list(plans))
    plans = _add_lookups(tables, plans, joins)
    plans, copies = leave_out_copies(connection, tables, plans)
    plans = {
        name: judge_unknown(connection, tables, plans, name) if plan.unit else plan
        for name, plan in plans.items()
    }
    questions += [_ask_strangers(name, plan) for name, plan in plans.items() if plan.coverage == 0.0]
    left_out = {name: table for name, table in tables.items() if name not in plans and name not in copies}
    more_notes, more_questions = _explain_left_out(left_out)
    sources = {
        name: _write(connection, tables, plans, name, joins.get(name, ())) for name in tables if name in plans
    }
    sources = part_events(sources)
    main_unit = _choose_main_unit(tables, plans)
    return Inference(
        sources=sources,
        main_unit=main_unit,
        main_event=_choose_main_event(tables, plans, sources, main_unit),
        currency=_choose_currency(tables),
        notes=(*notes, *copies.values(), *more_notes),
        questions=(*questions, *more_questions),
    )


def _write(
    connection: DuckDBPyConnection,
    tables: Mapping[str, Table],
    plans: Mapping[str, Plan],
    name: str,
    joins: Sequence[Found],
) -> SourceDefinition:
    table, plan = tables[name], plans[name]
    brought: dict[str, Column] = {}
    for found in joins:
        brought.update(found.brings)
    money = _find_amount(table, brought) if plan.happens else Money()
    table = free_amount(table, money)
    exclude = find_exclusions(connection, table, plan, money) if plan.unit else ()
    return write_source(table, plan, joins, money, exclude, _find_links(connection, tables, name, plans))


def _find_amount(table: Table, brought: Mapping[str, Column]) -> Money:
    known = find_export_money(table)
    return known if known.amount or known.price else find_money(table, brought)


def _find_links(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], name: str, plans: Mapping[str, Plan]
) -> list[LinkDefinition]:
    """The column of a profile of people that holds the key of their account: known from the export, or found in the
    accounts' keys."""
    table, plan = tables[name], plans[name]
    accounts = [other for other, theirs in plans.items() if theirs.unit == ACCOUNT and theirs.is_unique]
    if plan.role is not Role.PROFILE or plan.unit != CUSTOMER or not accounts:
        return []
    if table.export is not None and (link := find_header(table, table.export.link)):
        return [LinkDefinition(unit=ACCOUNT, column=link)]
    for key in find_key_columns(table):
        if key.unit != ACCOUNT or key.column == plan.key:
            continue
        for other in accounts:
            theirs = plans[other].key
            if theirs in tables[other].columns and theirs is not None:
                share = measure_coverage(connection, table, key.column, tables[other], theirs)
                if share >= SAME_PEOPLE:
                    return [LinkDefinition(unit=ACCOUNT, column=key.column)]
    return []


def _plan_by_row_number(tables: Mapping[str, Table]) -> dict[str, Plan]:
    """Without any key the largest source that is no log of events gets its row number as key."""
    eligible = {name: table for name, table in tables.items() if table.rows and not says_text(table)}
    logs = [name for name, table in eligible.items() if _is_keyless_log(table)]
    plain = [name for name in eligible if name not in logs]
    if not plain:
        if any(says_text(table) for table in tables.values()):
            return {}
        raise KeyColumnError(
            [_ask_key(name) for name in (logs or tables)] or "There is no source to look at.",
        )
    name = max(plain, key=lambda name: tables[name].rows * len(tables[name].columns))
    role = Role.SURVEY if says_survey(tables[name]) else Role.PROFILE
    reasons = {
        "role": "a row each, without dates of what happened",
        "unit": "no other source is about customers",
        "key": "NO COLUMN identifies the customers, so the row number is the key: rows of another file or of a later export "
        "cannot be matched with these",
    }
    return {name: Plan(role, CUSTOMER, ROW_NUMBER, None, is_unique=True, reasons=reasons)}


def _is_keyless_log(table: Table) -> bool:
    money = find_money(table)
    return find_time(table) is not None and (
        find_group(table) is not None or bool(money.amount or money.price)
    )


def _ask_key(name: str) -> Finding:
    return Finding(
        code="key",
        message=f"No column of '{name}' says whose its rows are, so its events belong to nobody.",
        hint="Add a customer number or e-mail address to the export, or leave the file out.",
        place=Place(what=name),
    )


def _ask_strangers(name: str, plan: Plan) -> Finding:
    return Finding(
        code="no-common-keys",
        message=f"Not one '{plan.key}' of '{name}' is a {plan.unit} of the profile source, so they stay apart.",
        hint=f"Check the keys; if '{name}' knows {plan.unit}s by another column, name it under 'key' and 'matches'.",
        place=Place(file=f"sources/{name}.yaml", what="key"),
        severity="warning",
    )


def _ask_export(table: Table, export: Export) -> Finding:
    wanted = ", ".join(f"'{header}'" for header in export.key)
    return Finding(
        code="key",
        message=f"'{table.name}' was recognised as {export.name}, but no filled column says whose its rows are ({wanted}).",
        hint="Add that column to the export, or leave the file out.",
        place=Place(what=table.name),
    )


def _add_lookups(
    tables: Mapping[str, Table], plans: Mapping[str, Plan], joins: Mapping[str, Sequence[Found]]
) -> dict[str, Plan]:
    """Adds the tables that a planned one joins, directly or through another lookup, and texts."""
    added = dict(plans)
    waiting = list(plans)
    while waiting:
        for found in joins.get(waiting.pop(), ()):
            lookup = found.join.lookup
            if lookup not in added:
                reasons = {"role": f"describes what '{found.join.key}' stands for; other sources refer to it"}
                added[lookup] = Plan(Role.LOOKUP, key=found.join.key, reasons=reasons)
                waiting.append(lookup)
    for name, table in tables.items():
        if name not in added and says_text(table):
            added[name] = Plan(
                Role.TEXT, reasons={"role": "few columns, one of them long texts that people wrote"}
            )
    return {name: added[name] for name in tables if name in added}


def _explain_left_out(tables: Mapping[str, Table]) -> tuple[list[str], list[Finding]]:
    notes: list[str] = []
    questions: list[Finding] = []
    for name, table in tables.items():
        if table.export is not None and table.export.role is None:
            notes.append(f"'{name}' is left out: {table.export.reason}.")
        elif table.export is not None:
            questions.append(_ask_export(table, table.export))
        elif not table.rows:
            notes.append(f"'{name}' has no rows and is left out.")
        elif _is_keyless_log(table) and not find_key_columns(table):
            questions.append(_ask_key(name))
        elif find_key_columns(table):
            notes.append(
                f"'{name}' is left out: it names customers, but no date says when its rows happened."
            )
        else:
            notes.append(f"'{name}' is left out: it names no customer and no other source refers to it.")
    return notes, questions


def _note_columns(table: Table) -> list[str]:
    return [
        f"'{table.name}.{column.name}' {note}."
        for column in table.columns.values()
        for note in column.guess.notes
    ]


def _choose_main_unit(tables: Mapping[str, Table], plans: Mapping[str, Plan]) -> str:
    units = [plan.unit for plan in plans.values() if plan.unit]
    if CUSTOMER in units or not units:
        return CUSTOMER
    return ACCOUNT if ACCOUNT in units else units[0]


def _choose_main_event(
    tables: Mapping[str, Table], plans: Mapping[str, Plan], sources: Mapping[str, SourceDefinition], unit: str
) -> str | None:
    """Orders before deals before the largest source of events with money before any other."""
    happening = [name for name, plan in plans.items() if plan.happens and plan.unit == unit]
    happening = happening or [name for name, plan in plans.items() if plan.happens]
    if not happening:
        return None

    def rate(name: str) -> tuple[bool, bool, bool, int]:
        plan, source = plans[name], sources[name]
        return plan.event == "order", plan.event == "deal", source.amount is not None, tables[name].rows

    best = max(happening, key=rate)
    source = sources[best]
    return source.groups.event if source.groups else source.event or best


def _choose_currency(tables: Mapping[str, Table]) -> str | None:
    """The commonest sign beside amounts; without any, the one code that all columns named currency hold."""
    seen = [
        column.guess.numbers.currency
        for table in tables.values()
        for column in table.of_kind(Kind.MONEY)
        if column.guess.numbers is not None and column.guess.numbers.currency
    ]
    if seen:
        return max(set(seen), key=seen.count)
    codes = {
        text
        for table in tables.values()
        for column in table.columns.values()
        if "currency" in column.words
        for text, _ in column.guess.sample.texts
    }
    code = codes.pop() if len(codes) == 1 else ""
    return code if re.fullmatch("[A-Z]{3}", code) else None
