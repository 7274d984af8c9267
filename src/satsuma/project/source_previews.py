"""What a source's definition makes of its first rows, before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from satsuma.model.data import ColumnPreview, ReadValue, SourcePreview
from satsuma.model.definitions import Definitions, SourceDefinition
from satsuma.model.errors import DefinitionError
from satsuma.model.kinds import Kind, Role, Sensitivity
from satsuma.project.edit_checks import find_outside
from satsuma.project.masking import list_open_columns, mask, shorten
from satsuma.project.moments import read_zone
from satsuma.project.preparing import scratch_in
from satsuma.store.definitions import Change, read_definitions

if TYPE_CHECKING:
    from satsuma.model.kinds import ValueType
    from satsuma.store.scratch import CleanTables, RawTable, Scratch

ROWS = 200
SHOWN_VALUES = 12


@dataclass(frozen=True, slots=True)
class Trial:
    """The definition that is tried, on the first rows of its files."""

    name: str
    source: SourceDefinition
    raw: RawTable
    clean: CleanTables
    shown: set[str]
    """Raw columns whose values may be shown."""
    zone: ZoneInfo


def preview_source(folder: Path, name: str, source: SourceDefinition, now: int) -> SourcePreview:
    """Nothing is written. FileError for files that cannot be read, DefinitionError and the like with all findings for a
    definition that does not fit them."""
    definitions = read_definitions(folder).definitions
    before = definitions.sources.get(name)
    outside = list(find_outside(definitions, Change("sources", name, before, source)))
    if outside:
        raise DefinitionError(outside)
    with scratch_in(folder) as scratch:
        trial = try_source(scratch, folder, definitions, name, source, now)
        if before is not None:  # what was secret stays so until the change is written
            was_open = list_open_columns(before, definitions.project.allow_sensitive)
            described = {column.raw for column in before.columns.values()}
            secret = described - was_open
            trial = replace(trial, shown=trial.shown - secret)
        account = trial.clean.typed[name].account
        return SourcePreview(
            name=name,
            files=source.files,
            rows=account.rows_in,
            kept=account.rows_kept,
            set_aside=tuple(each for each in account.quarantined if each.rows),
            excluded=tuple(each for each in account.excluded if each.rows),
            merged=tuple(each for each in account.merged if each.rows),
            columns=tuple(preview_columns(scratch, trial)),
            unused=tuple(list_unused(trial)),
            first_date=account.first_date,
            last_date=account.last_date,
            notes=trial.raw.notes,
        )


def try_source(
    scratch: Scratch, folder: Path, definitions: Definitions, name: str, source: SourceDefinition, now: int
) -> Trial:
    """The source alone with the lookups that it joins: whose its rows are is a matter of the whole data."""
    from satsuma.clean.apply import clean_tables

    alone = source.model_copy(update={"unknown_customers": "add", "matches": None})
    sources = {name: alone, **find_lookups(definitions, alone)}
    raws = {
        each: read_beginning(scratch, folder, each, definition, is_whole=each != name)
        for each, definition in sources.items()
    }
    tried = definitions.model_copy(
        update={"sources": sources, "variables": {}, "segments": {}, "segmentations": {}}
    )
    clean = clean_tables(scratch, raws, tried, now)
    shown = list_open_columns(source, definitions.project.allow_sensitive)
    zone = read_zone(source.timezone or definitions.project.timezone)
    return Trial(name, source, raws[name], clean, shown, zone)


def find_lookups(definitions: Definitions, source: SourceDefinition) -> dict[str, SourceDefinition]:
    """The lookups that a source joins, and those that they join."""
    found: dict[str, SourceDefinition] = {}
    waiting = [join.lookup for join in source.joins]
    while waiting:
        lookup = waiting.pop()
        definition = definitions.sources.get(lookup)
        if definition is not None and lookup not in found and definition.role is Role.LOOKUP:
            found[lookup] = definition
            waiting += [join.lookup for join in definition.joins]
    return found


def read_beginning(
    scratch: Scratch, folder: Path, name: str, source: SourceDefinition, *, is_whole: bool
) -> RawTable:
    """The first rows of the first file, or for a lookup all there is."""
    from satsuma.collect import read_source
    from satsuma.collect.beginnings import copy_beginnings

    if is_whole:
        return read_source(scratch, name, source.files, source.format, folder)
    place = scratch.folder / "heads"
    place.mkdir(exist_ok=True)
    files = copy_beginnings(source.files, source.format, folder, place)
    raw = read_source(scratch, name, files, source.format, folder)
    table = f'"{raw.table}"'
    scratch.connection.execute(f"DELETE FROM {table} WHERE rowid >= {ROWS}")
    first = raw.files[0]
    return replace(raw, files=(replace(first, rows=min(first.rows, ROWS)),), rejects=raw.rejects[:ROWS])


def preview_columns(scratch: Scratch, trial: Trial) -> Iterator[ColumnPreview]:
    """Every column of the definition: some of its texts with what they become."""
    types = trial.clean.typed[trial.name].types
    rows = read_rows(scratch, trial)
    for number, (name, column) in enumerate(trial.source.columns.items()):
        read = [(row[2 * number], row[2 * number + 1]) for row in rows]
        of_type = types.get(name)
        is_open = column.raw in trial.shown and column.sensitivity is not Sensitivity.PERSONAL
        texts = [(raw, show_value(value, of_type, trial.zone)) for raw, value in read]
        unreadable = sum(
            value is None and bool((raw or "").strip()) and (raw or "").strip() not in column.missing
            for raw, value in read
        )
        yield ColumnPreview(
            name=name,
            raw=column.raw,
            kind=column.kind,
            values=tuple(choose_values(texts, is_open=is_open)),
            missing=sum(value is None for _, value in read),
            unreadable=unreadable,
            masked=not is_open,
        )


def read_rows(scratch: Scratch, trial: Trial) -> list[tuple[Any, ...]]:
    """Of every row, set aside or not: each column's raw text and its typed value."""
    known = {each.casefold(): each for each in trial.raw.columns}
    stage, typed = f'"stage_{trial.name}"', f'"{trial.clean.typed[trial.name].table}"'
    stored = {str(row[0]) for row in scratch.connection.execute(f"DESCRIBE {stage}").fetchall()}
    special = {trial.source.time: "s._time", trial.source.event_column: "s._event"}
    if "_key" in stored and trial.source.matches is None:
        special[trial.source.key] = "s._key"
    selected = []
    for name, column in trial.source.columns.items():
        selected.append(f'CAST(r."{quoted(known[column.raw.casefold()])}" AS VARCHAR)')
        selected.append(f's."{quoted(name)}"' if name in stored else special.get(name, f't."{quoted(name)}"'))
    return scratch.connection.execute(
        f'SELECT {", ".join(selected)} FROM "{trial.raw.table}" r JOIN {stage} s ON s._row = r.rowid '
        f"LEFT JOIN {typed} t ON t._row = r.rowid ORDER BY r.rowid"
    ).fetchall()


def quoted(name: str) -> str:
    return name.replace('"', '""')


def choose_values(pairs: Sequence[tuple[str | None, str | None]], *, is_open: bool) -> list[ReadValue]:
    """Different pairs, those that cannot be read first."""
    hidden = (
        pairs
        if is_open
        else [(mask(raw) if raw else raw, mask(read) if read else read) for raw, read in pairs]
    )
    unique = list(dict.fromkeys(pair for pair in hidden if pair[0]))
    unique.sort(key=lambda pair: pair[1] is not None)
    lost = [pair for pair in unique if pair[1] is None][: SHOWN_VALUES // 2]
    read = [pair for pair in unique if pair[1] is not None][: SHOWN_VALUES - len(lost)]
    return [ReadValue(raw=shorten(raw or ""), read=value) for raw, value in (*lost, *read)]


def show_value(value: Any, of_type: ValueType | None, zone: ZoneInfo) -> str | None:
    """A typed value as text."""
    if value is None:
        return None
    kind = of_type.kind if of_type is not None else Kind.TEXT
    if kind is Kind.DATE:
        moment = dt.datetime.fromtimestamp(int(value), zone)
        return (
            moment.date().isoformat()
            if moment.time() == dt.time(0)
            else moment.isoformat(" ", "minutes")[:16]
        )
    if kind is Kind.FLAG:
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if of_type is not None and of_type.scale and isinstance(value, int):
        return f"{value / 10**of_type.scale:.{of_type.scale}f}"
    return shorten(str(value))


def list_unused(trial: Trial) -> Iterator[str]:
    """The files' columns that the definition does not name."""
    named = {column.raw.casefold() for column in trial.source.columns.values()}
    yield from (each for each in trial.raw.columns if each.casefold() not in named)
