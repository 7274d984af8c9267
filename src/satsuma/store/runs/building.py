"""Clean tables to a run on disk: Parquet tables, the dictionary of keys, mapped columns and histories, the manifest.

Nothing here is visible to readers: the state publishes the folder when all of it is on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from satsuma.columns import Column
from satsuma.model.definitions import ColumnDefinition, Definitions, SourceDefinition
from satsuma.model.kinds import EventShape, Role, Shape, UnitShape, ValueType
from satsuma.store.disk import plain_disk_errors, write_whole
from satsuma.store.runs.arrays import load_array, save_array
from satsuma.store.runs.fetching import open_table, quote, quote_text
from satsuma.store.runs.groups import group_lines
from satsuma.store.runs.histories import Part, build_history
from satsuma.store.runs.manifest import (
    Manifest,
    StoredColumn,
    StoredEvents,
    StoredKeys,
    StoredLinks,
    StoredSource,
    StoredUnit,
)
from satsuma.store.runs.opening import MANIFEST, QUALITY, StoredRun
from satsuma.store.runs.ordinals import Ordinals, extend_ordinals, save_ordinals
from satsuma.store.runs.profiles import find_accounts, link_people, spread_columns
from satsuma.store.runs.sources import SourceTable, list_parts
from satsuma.store.runs.stored import count_known, save_column
from satsuma.store.scratch import CleanTables, Scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Progress = Callable[[str], None]


@dataclass(slots=True)
class _UnitDraft:
    """What has been written of a unit so far."""

    name: str
    folder: Path
    ordinals: Ordinals
    columns: dict[str, StoredColumn] = field(default_factory=dict)
    types: dict[str, ValueType] = field(default_factory=dict)
    as_known_on: dict[str, str] = field(default_factory=dict)
    created: str | None = None
    events: dict[str, StoredEvents] = field(default_factory=dict)
    shapes: dict[str, EventShape] = field(default_factory=dict)
    links: StoredLinks | None = None
    people: str | None = None
    account: str | None = None


def build_run(
    folder: Path,
    scratch: Scratch,
    definitions: Definitions,
    tables: CleanTables,
    previous: StoredRun | None,
    progress: Progress | None = None,
    *,
    created: str,
) -> Path:
    """Writes a run into `folder` (made if need be; the state's `partial_path`) and returns it.

    `previous` gives the ordinals of earlier keys; `created` is the moment of loading as ISO text, its date is what
    `as_known_on` says. Raises StorageError, and ContractError where sources of one event type contradict each other.
    """
    tell = progress or (lambda _: None)
    with plain_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _copy_tables(folder, scratch.connection, tables) as copied:
            drafts = _number_customers(folder, scratch.connection, tables, previous, tell)
            sources = _list_sources(scratch, definitions, tables)
            for unit, draft in drafts.items():
                mine = [source for source in sources if source.definition.unit == unit]
                tell(f"Sorting the histories of {unit}")
                _write_profiles(draft, [s for s in mine if not s.is_history], created[:10])
                _write_histories(draft, [s for s in mine if s.is_history])
            _write_links(drafts, sources)
            tell("Writing the manifest")
            stored = {
                unit: save_ordinals(scratch.connection, draft.ordinals, draft.folder)
                for unit, draft in drafts.items()
            }
            quarantined = copied()
        manifest = _describe(definitions, tables, drafts, stored, quarantined, created)
        write_whole(folder / QUALITY, tables.quality.model_dump_json().encode())
        write_whole(folder / MANIFEST, manifest.model_dump_json().encode())
    return folder


@contextmanager
def _copy_tables(
    folder: Path, connection: DuckDBPyConnection, tables: CleanTables
) -> Iterator[Callable[[], int]]:
    """Writes the typed rows and the quarantine as Parquet beside the other work."""
    (folder / "tables").mkdir(exist_ok=True)
    beside = connection.cursor()

    def copy() -> int:
        for typed in tables.typed.values():
            target = quote_text(str(folder / "tables" / f"{typed.source}.parquet"))
            beside.execute(f"COPY {quote(typed.table)} TO {target} (COMPRESSION lz4_raw)").fetchall()
        target = quote_text(str(folder / "quarantine.parquet"))
        found = beside.execute(f"COPY {quote(tables.quarantine)} TO {target} (COMPRESSION zstd)").fetchall()
        return int(found[0][0])

    with ThreadPoolExecutor(1) as pool:
        future: Future[int] = pool.submit(copy)
        try:
            yield future.result
        except BaseException:
            beside.interrupt()
            raise
    beside.close()


def _number_customers(
    folder: Path,
    connection: DuckDBPyConnection,
    tables: CleanTables,
    previous: StoredRun | None,
    tell: Progress,
) -> dict[str, _UnitDraft]:
    drafts = {}
    for number, (unit, keys) in enumerate(tables.keys.items()):
        tell(f"Numbering the keys of {unit}")
        before, was_integer = previous.find_keys_file(unit) if previous else (None, True)
        ordinals = extend_ordinals(connection, unit, keys, before, was_integer)
        drafts[unit] = _UnitDraft(unit, folder / f"unit-{number}", ordinals)
    return drafts


def _list_sources(scratch: Scratch, definitions: Definitions, tables: CleanTables) -> list[SourceTable]:
    found = []
    for number, typed in enumerate(tables.typed.values()):
        definition = definitions.sources[typed.source]
        if definition.role is Role.LOOKUP or definition.unit not in tables.keys:
            continue
        table = open_table(scratch.connection, typed.table)
        spill = scratch.folder / f"source-{number}"
        found.append(SourceTable(typed.source, definition, table, typed.types, spill))
    return found


def _write_profiles(draft: _UnitDraft, sources: list[SourceTable], loaded_on: str) -> None:
    for source in sources:
        if source.definition.role is Role.LINK and not source.types:
            continue
        for raw_name, type_, column in spread_columns(source, draft.ordinals):
            name = raw_name if raw_name not in draft.types else f"{source.name}_{raw_name}"
            stem = f"column-{len(draft.columns)}"
            draft.columns[name] = save_column(draft.folder, stem, column)
            draft.types[name] = type_
            known = _known_on(source.definition, raw_name, loaded_on)
            if known:
                draft.as_known_on[name] = known
            if raw_name == source.definition.created and draft.created is None:
                draft.created = name


def _known_on(definition: SourceDefinition, name: str, loaded_on: str) -> str | None:
    """Since which date a column's values hold; None for what does not change."""
    column: ColumnDefinition | None = definition.columns.get(name)
    if (column is not None and column.stable) or name == definition.created:
        return None
    since = column.valid_from if column is not None else None
    return since if since and re.fullmatch(r"\d{4}-\d\d-\d\d", since) else loaded_on


def _write_histories(draft: _UnitDraft, sources: list[SourceTable]) -> None:
    parts: dict[str, list[Part]] = {}
    may_be_empty: set[str] = set()
    for source in sources:
        for event, part in list_parts(source, draft.ordinals).items():
            parts.setdefault(event, []).append(part)
            if source.definition.event_column is None:
                may_be_empty.add(event)
            if source.definition.groups is not None and source.definition.event_column is None:
                grouped = group_lines(source, part)
                parts.setdefault(source.definition.groups.event, []).append(grouped)
                may_be_empty.add(source.definition.groups.event)
    for number, (event, mine) in enumerate(parts.items()):
        folder = draft.folder / f"event-{number}"
        history = build_history(mine, draft.ordinals.size)
        properties: dict[str, StoredColumn] = {}
        types: dict[str, ValueType] = {}
        for name, type_, column in history.properties():
            # In a file of many event types most columns mean nothing to most types.
            if event in may_be_empty or count_known(column):
                properties[name] = save_column(folder, f"property-{len(properties)}", column)
                types[name] = _describe_type(type_, column)
        draft.events[event] = StoredEvents(
            folder=folder.relative_to(draft.folder.parent).as_posix(),
            rows=len(history.time),
            offsets=save_array(folder, "offsets", history.offsets),
            time=save_array(folder, "time", history.time),
            properties=properties,
            sources=tuple(part.source for part in mine),
            only_in_tables=tuple(dict.fromkeys(name for part in mine for name in part.notes)),
        )
        names = ", ".join(dict.fromkeys(part.source for part in mine))
        draft.shapes[event] = EventShape(name=event, source=names, properties=types)


def _describe_type(type_: ValueType, column: Column) -> ValueType:
    scale = getattr(column, "scale", None)
    return type_ if scale == type_.scale else type_.model_copy(update={"scale": scale})


def _write_links(drafts: dict[str, _UnitDraft], sources: list[SourceTable]) -> None:
    for source in sources:
        person = str(source.definition.unit)
        for link in source.definition.links:
            if link.unit not in drafts or link.unit == person:
                continue
            people, accounts = drafts[person], drafts[link.unit]
            account_of = find_accounts(source, link.column, people.ordinals, accounts.ordinals)
            if accounts.links is not None and accounts.people == person:
                before = load_array(accounts.folder / accounts.links.account_of)
                account_of = np.where(account_of < 0, before, account_of).astype(np.int32)
            links = link_people(account_of, accounts.ordinals.size)
            accounts.links = StoredLinks(
                offsets=save_array(accounts.folder, "links-offsets", links.offsets),
                members=save_array(accounts.folder, "links-members", links.members),
                account_of=save_array(accounts.folder, "links-account-of", links.account_of),
                people=people.ordinals.size,
            )
            accounts.people, people.account = person, link.unit


def _describe(
    definitions: Definitions,
    tables: CleanTables,
    drafts: dict[str, _UnitDraft],
    stored: dict[str, tuple[StoredKeys, str, str]],
    quarantined: int,
    created: str,
) -> Manifest:
    units, shapes = {}, {}
    for name, draft in drafts.items():
        keys, known, profiled = stored[name]
        units[name] = StoredUnit(
            folder=draft.folder.name, customers=draft.ordinals.size, keys=keys, known=known, profiled=profiled,
            columns=draft.columns, events=draft.events, links=draft.links,
        )  # fmt: skip
        shapes[name] = UnitShape(
            name=name, columns=draft.types, events=draft.shapes, people=draft.people, account=draft.account,
            created=draft.created, as_known_on=draft.as_known_on,
        )  # fmt: skip
    project = definitions.project
    shape = Shape(
        units=shapes, main_unit=project.main_unit, timezone=project.timezone, currency=project.currency
    )
    sources = tuple(
        StoredSource(
            name=typed.source, role=typed.account.role, unit=typed.account.unit,
            table=f"tables/{typed.source}.parquet", rows=typed.rows,
        )
        for typed in tables.typed.values()
    )  # fmt: skip
    return Manifest(created=created, shape=shape, units=units, sources=sources, quarantined=quarantined)
