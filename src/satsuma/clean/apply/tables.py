"""Cleaning, applied: raw tables and definitions in, typed tables, keys, quarantine and the quality report out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from satsuma.clean.apply.duplicates import settle_duplicates
from satsuma.clean.apply.evidence import Evidence, gather_evidence, key_evidence
from satsuma.clean.apply.joins import Lookup, check_lookup
from satsuma.clean.apply.keys import add_keys, check_keys, create_keys, units_with_integer_keys
from satsuma.clean.apply.ledger import account_money, check_currencies
from satsuma.clean.apply.matching import find_matching
from satsuma.clean.apply.quality import column_actions, source_actions, warn_about_dates
from satsuma.clean.apply.quoting import ident
from satsuma.clean.apply.rows import account_rows, create_quarantine, create_view, fill_quarantine
from satsuma.clean.apply.scope import Column
from satsuma.clean.apply.sources import BoundSource, bind_source, order_sources
from satsuma.clean.apply.stage import Stage, StagePlan, build_stage
from satsuma.clean.apply.variants import find_variants
from satsuma.model.accounts import Action, MoneyAccount, Quality, SourceAccount
from satsuma.model.definitions import Definitions
from satsuma.model.errors import DataError, Finding, SatsumaError
from satsuma.model.kinds import Role
from satsuma.store.scratch import CleanTables, RawTable, Scratch, TypedTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Progress = Callable[[str], None]


@dataclass(slots=True)
class Work:
    """What grows while sources are cleaned one after the other."""

    definitions: Definitions
    as_of: int
    integer_units: set[str]
    salesforce: bool
    keys: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)
    typed: dict[str, TypedTable] = field(default_factory=dict)
    actions: dict[str, list[Action]] = field(default_factory=dict)
    money: dict[str, MoneyAccount] = field(default_factory=dict)


def clean_tables(
    scratch: Scratch,
    raws: Mapping[str, RawTable],
    definitions: Definitions,
    as_of: int,
    progress: Progress | None = None,
) -> CleanTables:
    """Types, checks, joins and counts every source of the definitions.

    `raws` holds the raw table of each source by its name; `as_of` is in seconds UTC and only tells which rows lie in the
    future. Raises DefinitionError, RuleError, KeyColumnError, DataError, ContractError.
    """
    con = scratch.connection
    sources = _bind_all(con, raws, definitions)
    evidence: dict[str, dict[str, Evidence]] = {}
    keys: dict[str, Evidence] = {}
    for source in sources:
        if progress is not None:
            progress(f"looking at {source.name}")
        key = source.key_field
        evidence[source.name] = gather_evidence(con, source.origin, source.fields, key, source.name)
        if key is not None:
            keys[source.name] = key_evidence(con, source.origin, key, evidence[source.name][key.name])
    check_keys(sources, keys)
    work = Work(definitions, as_of, units_with_integer_keys(sources, keys), _has_salesforce(sources))
    quarantine = create_quarantine(con)
    for source in _adding_first(sources):
        if progress is not None:
            progress(f"cleaning {source.name}")
        _clean(con, source, evidence[source.name], keys.get(source.name), work)
    names = [name for name in definitions.sources if name in work.typed]
    accounts = tuple(work.typed[name].account for name in names)
    quality = Quality(
        accounts=accounts,
        money=tuple(work.money[name] for name in names if name in work.money),
        actions=tuple(action for name in names for action in work.actions[name]),
        warnings=tuple(warn_about_dates(accounts, _main_source(definitions))),
    )
    unit_keys = {unit: f"keys_{unit}" for unit in work.keys}
    return CleanTables({name: work.typed[name] for name in names}, unit_keys, quarantine, quality)


def _bind_all(
    con: DuckDBPyConnection, raws: Mapping[str, RawTable], definitions: Definitions
) -> list[BoundSource]:
    ordered = order_sources(definitions)
    sources: list[BoundSource] = []
    errors: list[SatsumaError] = []
    for name in ordered:
        if name not in raws:
            errors.append(DataError(f"The files of source {name!r} were not read."))
            continue
        bound = bind_source(con, name, definitions, raws[name])
        if isinstance(bound, BoundSource):
            sources.append(bound)
        else:
            errors += bound
    if errors:
        findings: list[Finding] = [finding for error in errors for finding in error.findings]
        raise type(errors[0])(findings)
    return sources


def _has_salesforce(sources: list[BoundSource]) -> bool:
    return any((source.definition.recognised_as or "").lower().startswith("salesforce") for source in sources)


def _adding_first(sources: list[BoundSource]) -> list[BoundSource]:
    """Sources that say who the customers are before those that quarantine unknown ones. The first of a unit always adds."""
    seen: set[str] = set()
    later: list[BoundSource] = []
    first: list[BoundSource] = []
    for source in sources:
        waits = source.unit in seen and source.definition.unknown_customers == "quarantine"
        waits = waits or source.definition.matches is not None
        (later if waits else first).append(source)
        if source.unit is not None:
            seen.add(source.unit)
    return first + later


def _clean(
    con: DuckDBPyConnection,
    source: BoundSource,
    evidence: Mapping[str, Evidence],
    key: Evidence | None,
    work: Work,
) -> None:
    definitions, definition = work.definitions, source.definition
    integer = source.unit in work.integer_units
    for join in definition.joins:
        if join.key in work.lookups[join.lookup].columns:
            check_lookup(con, source.name, join, work.lookups[join.lookup])
    waits = definition.unknown_customers == "quarantine" and source.unit in work.keys
    variants = {
        one.name: found
        for position, one in enumerate(source.fields)
        if (found := find_variants(con, source.alone(one), one, ident(f"variants_{source.name}_{position}")))
    }
    known_keys = work.keys[source.unit] if waits and source.unit is not None else None
    matching = find_matching(con, source, definitions)
    plan = StagePlan(source, evidence, key, integer, work.salesforce, variants, known_keys, matching)
    stage = build_stage(con, plan, definitions, work.lookups)
    settle_duplicates(con, stage)
    create_view(con, stage)
    check_currencies(con, stage)
    work.lookups[source.name] = _as_lookup(stage)
    if source.unit is not None and definition.key is not None:
        if source.unit not in work.keys:
            work.keys[source.unit] = create_keys(con, source.unit, integer=integer)
        if known_keys is None or definition.role in (Role.PROFILE, Role.SURVEY):
            add_keys(con, work.keys[source.unit], source)
    work.typed[source.name] = _typed(con, stage, integer, work)
    work.actions[source.name] = [
        *column_actions(con, plan, stage, work.typed[source.name].account),
        *source_actions(con, stage, work.lookups, matching.shared if matching else 0),
    ]
    money = account_money(con, stage, definitions.project.timezone)
    if money is not None:
        work.money[source.name] = money


def _as_lookup(stage: Stage) -> Lookup:
    columns = {name: Column(ident(name), one.type, one.largest) for name, one in stage.scope.items()}
    return Lookup(stage.source.name, stage.source.table, columns)


def _typed(con: DuckDBPyConnection, stage: Stage, integer: bool, work: Work) -> TypedTable:
    account: SourceAccount = account_rows(con, stage, work.as_of, work.definitions.project.timezone)
    fill_quarantine(con, stage)
    return TypedTable(
        source=stage.source.name,
        table=f"typed_{stage.source.name}",
        types=stage.types,
        key_is_integer=integer,
        rows=account.rows_kept,
        account=account,
    )


def _main_source(definitions: Definitions) -> str | None:
    """The source of the project's main event."""
    main = definitions.project.main_event
    for name, source in definitions.sources.items():
        events = {source.event or name, source.groups.event if source.groups else None}
        if source.role is Role.EVENT and main in events:
            return name
    return None
