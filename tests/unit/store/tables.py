"""Clean tables made by hand: what cleaning would hand to the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from satsuma.model.accounts import Quality, SourceAccount
from satsuma.model.definitions import (
    ColumnDefinition,
    Definitions,
    Format,
    ProjectDefinition,
    SourceDefinition,
)
from satsuma.model.kinds import Kind, Role, ValueType
from satsuma.store.runs import StoredRun, open_run
from satsuma.store.runs.building import build_run
from satsuma.store.scratch import CleanTables, Scratch, TypedTable

NUMBER = ValueType(kind=Kind.NUMBER, scale=0)
MONEY = ValueType(kind=Kind.MONEY, scale=2, currency="EUR")
DOUBLE = ValueType(kind=Kind.NUMBER)
CATEGORY = ValueType(kind=Kind.CATEGORY)
TEXT = ValueType(kind=Kind.TEXT)
FLAG = ValueType(kind=Kind.FLAG)
DATE = ValueType(kind=Kind.DATE)
SET = ValueType(kind=Kind.SET)


@dataclass(frozen=True, slots=True)
class Rows:
    """One typed source: `columns` by name (`_key`, `_time`, `_event` too), `types` of those without underscore."""

    role: Role
    columns: Mapping[str, Sequence[Any]]
    types: Mapping[str, ValueType]
    more: Mapping[str, Any] | None = None
    unit: str | None = "customer"


def arrow_type(type_: ValueType) -> pa.DataType:
    if type_.kind is Kind.SET:
        return pa.list_(pa.string())
    if type_.kind is Kind.FLAG:
        return pa.bool_()
    if type_.kind is Kind.DATE or type_.scale is not None:
        return pa.int64()
    return pa.float64() if type_.kind in (Kind.NUMBER, Kind.MONEY, Kind.SHARE) else pa.string()


def define(sources: Mapping[str, Rows], **project: Any) -> Definitions:
    return Definitions(
        project=ProjectDefinition(name="Test", **project),
        sources={
            name: SourceDefinition(
                role=rows.role,
                files=(f"{name}.csv",),
                format=Format(type="csv"),
                unit=rows.unit,
                columns={
                    column: ColumnDefinition(raw=column, kind=type_.kind)
                    for column, type_ in rows.types.items()
                },
                **(rows.more or {}),
            )
            for name, rows in sources.items()
        },
    )


def load(scratch: Scratch, sources: Mapping[str, Rows]) -> CleanTables:
    """Puts the rows into the workbench; keys are numbered in order of first appearance over the sources."""
    typed: dict[str, TypedTable] = {}
    keys: dict[str, dict[Any, bool]] = {}
    for name, rows in sources.items():
        count = len(next(iter(rows.columns.values())))
        arrays: dict[str, pa.Array] = {"_row": pa.array(range(count), pa.int64())}
        is_integer = all(isinstance(key, int) for key in rows.columns.get("_key", ()))
        for column, values in rows.columns.items():
            if column == "_key":
                arrays[column] = pa.array(values, pa.int64() if is_integer else pa.string())
            elif column in ("_time", "_event"):
                arrays[column] = pa.array(values, pa.int64() if column == "_time" else pa.string())
            else:
                arrays[column] = pa.array(values, arrow_type(rows.types[column]))
        scratch.connection.register("incoming", pa.table(arrays))
        scratch.connection.execute(f'CREATE TABLE "typed_{name}" AS SELECT * FROM incoming')
        scratch.connection.unregister("incoming")
        account = SourceAccount(source=name, role=rows.role, unit=rows.unit, rows_in=count, rows_kept=count)
        typed[name] = TypedTable(name, f"typed_{name}", rows.types, is_integer, count, account)
        if rows.unit is not None:
            known = keys.setdefault(rows.unit, {})
            for key in rows.columns["_key"]:
                is_profile = rows.role in (Role.PROFILE, Role.SURVEY)
                known[key] = known.get(key, False) or is_profile
    names = {}
    for unit, known in keys.items():
        type_ = pa.int64() if all(isinstance(key, int) for key in known) else pa.string()
        table = pa.table({"key": pa.array(list(known), type_), "profiled": list(known.values())})
        scratch.connection.register("incoming", table)
        scratch.connection.execute(f'CREATE TABLE "keys_{unit}" AS SELECT * FROM incoming')
        scratch.connection.unregister("incoming")
        names[unit] = f"keys_{unit}"
    scratch.connection.execute(
        "CREATE TABLE aside (source VARCHAR, reason VARCHAR, file VARCHAR, line BIGINT, content VARCHAR)"
    )
    quality = Quality(accounts=tuple(table.account for table in typed.values()), money=(), actions=())
    return CleanTables(typed, names, "aside", quality)


def build(
    folder: Path, sources: Mapping[str, Rows], previous: StoredRun | None = None, **project: Any
) -> StoredRun:
    """A run of the rows, opened."""
    with Scratch(folder.parent / "work") as scratch:
        tables = load(scratch, sources)
        build_run(
            folder, scratch, define(sources, **project), tables, previous, created="2026-06-30T12:00:00Z"
        )
    return open_run(folder)
