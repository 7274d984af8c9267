"""Joins of lookups to sources, on typed values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.clean.apply.amounts import multiply
from satsuma.clean.apply.quoting import ident
from satsuma.clean.apply.scope import Column, Scope
from satsuma.model.definitions import Definitions, Join, SourceDefinition
from satsuma.model.errors import DataError, DefinitionError, Finding, Place
from satsuma.model.kinds import ValueType

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Lookup:
    """A cleaned source that others may join: its table and columns, joined ones included."""

    name: str
    table: str
    columns: Scope


@dataclass(frozen=True, slots=True)
class Joined:
    """One join in SQL: `clause` goes after FROM, `names` are the new columns with where they come from."""

    join: Join
    clause: str
    probe: str
    """The same condition for a table `s` that has the source's column by name."""
    alias: str
    names: dict[str, Column]


def joined_names(definitions: Definitions, source: str) -> dict[str, tuple[str, str]]:
    """The columns that a source's joins add: new name → (lookup, the lookup's column). A column keeps its name where that is
    free in the source, else it becomes `<lookup>_<column>`."""
    joins = definitions.sources[source].joins
    added: dict[str, tuple[str, str]] = {}
    for join, names in zip(joins, _names_by_join(definitions, source), strict=True):
        added |= {name: (join.lookup, column) for name, column in names.items()}
    return added


def _names_by_join(definitions: Definitions, source: str) -> list[dict[str, str]]:
    """For each join of a source: new name → the lookup's column."""
    definition = definitions.sources[source]
    taken = {name.casefold() for name in definition.columns} | _own_names(definition)
    by_join: list[dict[str, str]] = []
    for join in definition.joins:
        added: dict[str, str] = {}
        lookup = definitions.sources.get(join.lookup)
        offered = [] if lookup is None else [*lookup.columns, *joined_names(definitions, join.lookup)]
        chosen = (
            [column for column in offered if column != join.key] if join.columns is None else join.columns
        )
        for column in chosen:
            name = column if column.casefold() not in taken else f"{join.lookup}_{column}"
            if name.casefold() not in taken:
                taken.add(name.casefold())
                added[name] = column
        by_join.append(added)
    return by_join


def _own_names(definition: SourceDefinition) -> set[str]:
    return {"amount"} if definition.amount is not None else set()


def plan_joins(
    definitions: Definitions, source: str, scope: Scope, lookups: Mapping[str, Lookup]
) -> tuple[list[Joined], Scope]:
    """SQL for each join of a source whose own columns are `scope`, and the scope with the joined columns.
    Raises DefinitionError."""
    names = _names_by_join(definitions, source)
    findings: list[Finding] = []
    joined: list[Joined] = []
    whole = dict(scope)
    for position, join in enumerate(definitions.sources[source].joins):
        lookup, alias = lookups[join.lookup], f'"#l{position}"'
        missing = [column for column in (join.columns or ()) if column not in lookup.columns]
        missing += [join.key] if join.key not in lookup.columns else []
        findings += [_unknown(source, join, column) for column in missing]
        if join.on not in whole:
            message = f"It joins {join.lookup!r} on {join.on!r}, which is no column."
            findings.append(Finding(code="definition", message=message, place=Place(what=f"source {source}")))
        wrong = list(_wrong_factors(join, lookup, whole))
        findings += [
            Finding(code="definition", message=each, place=Place(what=f"source {source}, join {join.lookup}"))
            for each in wrong
        ]
        if missing or wrong or join.on not in whole:
            continue
        looked_up = Column(f"{alias}.{ident(join.key)}", lookup.columns[join.key].type)
        condition = _equal(whole[join.on], looked_up)
        probe = _equal(Column(f"s.{ident(join.on)}", whole[join.on].type), looked_up)
        added = {
            name: Column(
                f"{alias}.{ident(column)}", lookup.columns[column].type, lookup.columns[column].largest
            )
            for name, column in names[position].items()
        }
        for name, column in names[position].items():
            if column in join.times:
                own = whole[join.times[column]]
                added[name] = multiply(added[name], own)
        joined.append(Joined(join, f"LEFT JOIN {lookup.table} {alias} ON {condition}", probe, alias, added))
        whole |= added
    if findings:
        raise DefinitionError(findings)
    return joined, whole


def _wrong_factors(join: Join, lookup: Lookup, whole: Scope) -> Iterator[str]:
    """What cannot be multiplied."""
    for column, quantity in join.times.items():
        if column in lookup.columns and not lookup.columns[column].is_number:
            yield f"'times' multiplies {column!r} of {join.lookup!r}, which is no number."
        elif column not in lookup.columns:
            yield f"'times' names {column!r}, which {join.lookup!r} does not have."
        if quantity not in whole or not whole[quantity].is_number:
            yield f"'times' multiplies {column!r} by {quantity!r}, which is no number column of this source."


def _unknown(source: str, join: Join, column: str) -> Finding:
    message = f"The lookup {join.lookup!r} has no column {column!r}."
    return Finding(
        code="definition", message=message, place=Place(what=f"source {source}, join {join.lookup}")
    )


def _equal(left: Column, right: Column) -> str:
    return f"{_comparable(left, right.type)} = {_comparable(right, left.type)}"


def _comparable(column: Column, other: ValueType) -> str:
    """A value in the form that two sides share: text, or numbers of the larger scale."""
    other_column = Column("", other)
    if not column.is_number or ((column.scale or 0) == 0 == (other.scale or 0) and other_column.is_number):
        return column.sql
    if not other_column.is_number:
        if column.scale == 0:
            return f"CAST({column.sql} AS VARCHAR)"
        return f"CAST({column.sql} / {10 ** (column.scale or 0)}.0 AS VARCHAR)"
    scale = max(column.scale or 0, other.scale or 0)
    return f"(CAST({column.sql} AS HUGEINT) * {10 ** (scale - (column.scale or 0))})"


def check_lookup(con: DuckDBPyConnection, source: str, join: Join, lookup: Lookup) -> None:
    """A lookup's keys must be unique, else joining would multiply rows. Raises DataError."""
    key = ident(join.key)
    row = con.execute(
        f"SELECT count(*), coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {lookup.table} "
        f"WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1)"
    ).fetchone()
    if row and row[0]:
        raise DataError(
            f"{row[0]} keys of the lookup {join.lookup!r} stand in more than one row ({row[1]} rows in all): "
            f"{join.key!r} cannot say which row belongs to source {source!r}.",
            hint="Choose a unique key, or exclude the rows that are not wanted.",
            place=Place(what=f"source {join.lookup}, column {join.key}"),
        )


def count_unmatched(con: DuckDBPyConnection, table: str, joined: Joined, lookup: Lookup) -> tuple[int, int]:
    """Distinct values of a typed table's column without a lookup row, and the rows that have them."""
    on = ident(joined.join.on)
    row = con.execute(
        f"SELECT count(*), coalesce(sum(n), 0) FROM (SELECT {on}, count(*) AS n FROM {table} WHERE {on} IS NOT NULL "
        f"GROUP BY 1) s ANTI JOIN {lookup.table} {joined.alias} ON {joined.probe}"
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
