"""The role, unit and key of every source: who is segmented, what happened to them, what only describes other things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from satsuma.clean.infer.contacts import find_contacts
from satsuma.clean.infer.entities import CUSTOMER, KeyColumn, find_key_columns, find_stem
from satsuma.clean.infer.events import ORDER_STEMS, find_event_column, find_group, find_time, name_event
from satsuma.clean.infer.keys import UNIQUE, measure_coverage, measure_uniqueness
from satsuma.clean.infer.names import make_name, with_article
from satsuma.clean.infer.plans import Plan
from satsuma.clean.infer.recognised import plan_export
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.words import list_words
from satsuma.model.kinds import Kind, Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAME_PEOPLE = 0.05
"""Two profile sources with at least this overlap of keys speak of the same customers."""
REFERS = 0.2
"""A column refers to a key when at least this share of its values occurs there."""
WHOLE_POPULATION = 0.95
COPY = 0.8
"""Share of keys and of columns that make a profile source the copy of another."""
SURVEY_ITEMS = 10
SURVEY_SHARE = 0.5
_SURVEY_WORDS = list_words(
    """survey surveys response responses respondents umfrage questionnaire poll nps encuesta sondage
    answers"""
)
_TEXT_WORDS = list_words(
    """review reviews interview interviews comment comments notes posts post feedback text texts verbatim"""
)
_TICKET_WORDS = list_words("deal deals opportunity opportunities pipeline contract contracts")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A key candidate with its uniqueness."""

    key: KeyColumn
    uniqueness: float


def find_candidates(connection: DuckDBPyConnection, table: Table) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(key, measure_uniqueness(connection, table, key.column)) for key in find_key_columns(table)
    )


def plan_tables(connection: DuckDBPyConnection, tables: Mapping[str, Table]) -> dict[str, Plan]:
    """A plan for every table that has a unit's key. Tables without one are not in the answer: they may be lookups."""
    known = {name: table for name, table in tables.items() if table.export is not None}
    plans = {name: plan for name, table in known.items() if (plan := plan_export(table))}
    open_ones = {name: table for name, table in tables.items() if name not in known}
    candidates = {name: find_candidates(connection, table) for name, table in open_ones.items()}
    unique: dict[str, list[Candidate]] = {
        name: [item for item in found if item.uniqueness >= UNIQUE]
        for name, found in candidates.items()
        if not _is_transaction(tables[name])
    }
    profiles = {name: found for name, found in unique.items() if found}
    for name, found in profiles.items():
        chosen, reason = _choose_key(connection, tables, candidates, name, found)
        plans[name] = _plan_profile(tables[name], chosen, reason)
    units = {plan.unit for plan in plans.values()}
    for name, choices in candidates.items():
        if name not in plans and (event := _plan_events(tables[name], choices, units)):
            plans[name] = event
    plans = _part_units(connection, tables, plans)
    return match_columns(connection, tables, plans)


def match_columns(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], plans: Mapping[str, Plan]
) -> dict[str, Plan]:
    """Sources that know customers by something other than the profile's key (an e-mail address, a card number) name the
    profile's column that holds it."""
    matched = dict(plans)
    for name, plan in plans.items():
        for label, other in plans.items():
            if (
                label == name
                or other.role is not Role.PROFILE
                or other.unit != plan.unit
                or plan.role is Role.PROFILE
            ):
                continue
            if column := _find_match(connection, tables[name], plan, tables[label], other):
                reason = f"{plan.reasons['key']}; it is compared with '{label}.{column}', whose key is '{other.key}'"
                matched[name] = replace(plan, matches=column, reasons={**plan.reasons, "key": reason})
                break
    return matched


def _find_match(
    connection: DuckDBPyConnection, table: Table, plan: Plan, profile: Table, other: Plan
) -> str | None:
    if (
        plan.key not in table.columns
        or other.key not in profile.columns
        or plan.key is None
        or other.key is None
    ):
        return None
    if plan.entity == "email":
        return None if other.entity == "email" else find_contacts(profile).get("email")
    if measure_coverage(connection, table, plan.key, profile, other.key) >= REFERS:
        return None
    shares = {
        column.name: measure_coverage(connection, table, plan.key, profile, column.name)
        for column in profile.of_kind(Kind.IDENTIFIER)
        if column.name != other.key and not column.guess.is_destroyed
    }
    best = max(shares, key=lambda name: shares[name], default=None)
    return best if best is not None and shares[best] >= REFERS else None


def _is_transaction(table: Table) -> bool:
    """True for tables with order numbers or event types: even if each customer occurs once, rows are what happened."""
    has_order = any(
        (stem := find_stem(column.words)) and stem[-1] in ORDER_STEMS
        for column in table.of_kind(Kind.IDENTIFIER)
    )
    return find_time(table) is not None and (has_order or find_event_column(table) is not None)


def _choose_key(
    connection: DuckDBPyConnection,
    tables: Mapping[str, Table],
    candidates: Mapping[str, Sequence[Candidate]],
    name: str,
    found: Sequence[Candidate],
) -> tuple[KeyColumn, str]:
    """Of several candidates the one that other sources refer to."""
    if len(found) == 1:
        key = found[0].key
        share = f"{found[0].uniqueness:.1%}"
        named = f"named like the key of {with_article(key.unit)}"
        return key, f"'{key.column}' is different in {share} of the rows and {named}"
    references: dict[str, list[str]] = {item.key.column: [] for item in found}
    for other, theirs in candidates.items():
        if other == name or not theirs:
            continue
        for item in found:
            if any(
                their.key.unit == item.key.unit
                and (their.key.entity == "email") == (item.key.entity == "email")
                and measure_coverage(
                    connection, tables[other], their.key.column, tables[name], item.key.column
                )
                >= REFERS
                for their in theirs
            ):
                references[item.key.column].append(other)
    best = max(found, key=lambda item: (len(references[item.key.column]), item.key.score))
    rest = ", ".join(f"'{item.key.column}'" for item in found if item is not best)
    used = references[best.key.column]
    why = f"{len(used)} other sources refer to it" if used else "its name says so most clearly"
    return best.key, f"'{best.key.column}' rather than {rest}, which would do as well: {why}"


def _plan_profile(table: Table, key: KeyColumn, reason: str) -> Plan:
    is_survey = says_survey(table)
    role = Role.SURVEY if is_survey else Role.PROFILE
    what = "answers" if is_survey else "one row"
    reasons = {
        "role": f"{what} {with_article(key.unit)}: '{key.column}' does not repeat",
        "unit": f"the key's name speaks of {with_article(key.entity.replace('_', ' '))}",
        "key": reason,
    }
    return Plan(role, key.unit, key.column, key.entity, is_unique=True, reasons=reasons)


def _plan_events(table: Table, found: Sequence[Candidate], units: set[str | None]) -> Plan | None:
    if not found:
        return None
    chosen = found[0].key
    deals = any(word in _TICKET_WORDS for word in table.words)
    for item in found:
        if deals and item.key.unit != CUSTOMER and item.key.unit in units:
            chosen = item.key
            break
    time = find_time(table)
    if time is None:
        return None
    role = Role.SURVEY if says_survey(table) else Role.EVENT
    group, typed = find_group(table), find_event_column(table)
    name = "survey_response" if role is Role.SURVEY else name_event(table)
    reasons = {
        "role": f"dated rows, several {with_article(chosen.unit)}: '{chosen.column}' repeats and '{time.name}' says when",
        "unit": f"the key's name speaks of {with_article(chosen.entity.replace('_', ' '))}",
        "key": f"'{chosen.column}' is named like the key of {with_article(chosen.unit)}",
        "time": explain_time(table, time),
    }
    if group is not None:
        reasons["groups"] = f"several rows share one '{group.name}', so the rows are lines of one {name}"
    if typed is not None:
        reasons["event_column"] = f"'{typed.name}' names what happened in each row"
    return Plan(
        role,
        chosen.unit,
        chosen.column,
        chosen.entity,
        time=time.name,
        event=name if typed is None else None,
        event_column=typed.name if typed else None,
        group=group.name if group else None,
        reasons=reasons,
    )


def explain_time(table: Table, time: Column) -> str:
    rest = [column.name for column in table.of_kind(Kind.DATE) if column.name != time.name]
    others = f", rather than {', '.join(repr(name) for name in rest)}" if rest else ""
    return f"'{time.name}' is the date that says when the row happened{others}"


def says_survey(table: Table) -> bool:
    """True by the source's name, or where at least half of many columns are yes/no answers or small scales."""
    if any(word in _SURVEY_WORDS for word in table.words):
        return True
    items = sum(_is_item(column) for column in table.columns.values())
    return items >= SURVEY_ITEMS and items >= SURVEY_SHARE * len(table.columns)


def _is_item(column: Column) -> bool:
    if column.kind is Kind.FLAG:
        return True
    numbers = column.guess.numbers
    if column.kind is not Kind.NUMBER or numbers is None or not numbers.integers:
        return False
    return column.low in (0.0, 1.0) and column.high in (4.0, 5.0, 6.0, 7.0, 10.0) and column.distinct <= 11


def says_text(table: Table) -> bool:
    """True for few columns with one of long texts: reviews, interviews, comments."""
    long = table.of_kind(Kind.TEXT)
    return (
        bool(long)
        and len(table.columns) <= 6
        and any(word in _TEXT_WORDS for column in long for word in (*column.words, *table.words))
    )


def _part_units(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], plans: Mapping[str, Plan]
) -> dict[str, Plan]:
    """Profile sources of one unit whose keys have other names and do not overlap are other people: they get a unit of their
    own, so that equal numbers do not become one person."""
    parted = dict(plans)
    for unit in sorted({plan.unit for plan in plans.values() if plan.unit}):
        names = [name for name, plan in plans.items() if plan.unit == unit and plan.is_unique]
        if len(names) < 2:
            continue
        main = max(
            names, key=lambda name: (_count_referrers(connection, tables, plans, name), tables[name].rows)
        )
        for name in names:
            mine, theirs = plans[name], plans[main]
            if (
                name == main
                or "email" in (mine.entity, theirs.entity)
                or mine.entity == theirs.entity
                or mine.key is None
                or theirs.key is None
            ):
                continue
            overlap = measure_coverage(connection, tables[name], mine.key, tables[main], theirs.key)
            if overlap < SAME_PEOPLE and mine.entity:
                own = make_name(mine.entity)
                reason = f"its keys are not those of '{main}' ({overlap:.0%} in common), so its rows are a unit of their own"
                parted[name] = replace(mine, unit=own, reasons={**mine.reasons, "unit": reason})
    return parted


def _count_referrers(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], plans: Mapping[str, Plan], name: str
) -> int:
    plan = plans[name]
    return sum(
        other.key is not None
        and plan.key is not None
        and not other.is_unique
        and other.unit == plan.unit
        and measure_coverage(connection, tables[label], other.key, tables[name], plan.key) >= REFERS
        for label, other in plans.items()
    )


def judge_unknown(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], plans: Mapping[str, Plan], name: str
) -> Plan:
    """Whether keys that no profile has are added or set aside: set aside when the profile covers (nearly) all of them."""
    plan = plans[name]
    best, source = 0.0, ""
    for label, other in plans.items():
        if label != name and other.is_unique and other.role is Role.PROFILE and other.unit == plan.unit:
            theirs = plan.matches or other.key
            if theirs not in tables[label].columns or plan.key not in tables[name].columns:
                continue
            share = measure_coverage(connection, tables[name], plan.key or "", tables[label], theirs or "")
            if share >= best:
                best, source = share, label
    if not source or (plan.is_unique and plan.role is Role.PROFILE):
        return plan
    if plan.matches:
        known = f"'{source}.{plan.matches}' has {best:.1%} of the values here"
        reason = f"{known}; the others cannot become {plan.unit}s, whose key is another column"
        return replace(
            plan, unknown_customers="quarantine", reasons={**plan.reasons, "unknown_customers": reason}
        )
    if best >= WHOLE_POPULATION:
        reason = f"'{source}' has {best:.1%} of the {plan.unit}s here: it covers the whole population, so others are set aside"
        return replace(
            plan, unknown_customers="quarantine", reasons={**plan.reasons, "unknown_customers": reason}
        )
    reason = f"'{source}' has only {best:.1%} of the {plan.unit}s here, so the others are added"
    return replace(plan, coverage=best, reasons={**plan.reasons, "unknown_customers": reason})


def leave_out_copies(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], plans: Mapping[str, Plan]
) -> tuple[dict[str, Plan], dict[str, str]]:
    """Profile sources that hold the same keys and (nearly) the same columns as an earlier one are copies: the plans
    without them, and a sentence for each."""
    kept: dict[str, Plan] = {}
    copies: dict[str, str] = {}
    for name, plan in plans.items():
        twin = None
        for other, theirs in kept.items():
            if not (
                plan.is_unique and theirs.is_unique and theirs.unit == plan.unit and plan.key and theirs.key
            ):
                continue
            if plan.key not in tables[name].columns or theirs.key not in tables[other].columns:
                continue
            mine, other_columns = set(tables[name].columns), set(tables[other].columns)
            is_alike = len(mine & other_columns) >= COPY * len(mine | other_columns)
            if (
                is_alike
                and measure_coverage(connection, tables[name], plan.key, tables[other], theirs.key) >= COPY
            ):
                twin = other
        if twin is None:
            kept[name] = plan
        else:
            copies[name] = f"'{name}' is left out: it holds the same {plan.unit}s and columns as '{twin}'."
    return kept, copies
