"""Sources bound to their raw tables: every name of a definition looked up, all findings at once."""

from __future__ import annotations

import difflib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.clean.apply.exports import origin_columns
from satsuma.clean.apply.fields import Field
from satsuma.clean.apply.quoting import ident, text
from satsuma.model.definitions import Definitions, Product, SourceDefinition
from satsuma.model.errors import DefinitionError, Finding, KeyColumnError, Place, SatsumaError
from satsuma.model.kinds import Kind, Role
from satsuma.store.scratch import RawTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RESERVED = frozenset({"_row", "_key", "_time", "_event", "_reason", "rowid"})
WIDE = 400
"""From so many columns on, DuckDB's planning of a select costs more than its rows: seconds for 5,000 columns."""


@dataclass(frozen=True, slots=True)
class BoundSource:
    """`origin` is a view over the raw table, a table where it is wide: `_row`, then `c0`, `c1`, … in the order of `columns`
    (raw names)."""

    name: str
    definition: SourceDefinition
    raw: RawTable
    origin: str
    columns: tuple[str, ...]
    fields: tuple[Field, ...]
    unit: str | None
    values: tuple[str, ...]

    def alone(self, field: Field) -> str:
        """A select with one column of the origin view only: of a wide table the view takes long to plan."""
        value = self.values[int(field.origin[1:])]
        return f"(SELECT {value} AS {field.origin} FROM {ident(self.raw.table)})"

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def key_field(self) -> Field | None:
        key = self.definition.key
        return None if key in (None, "row number") else self.field(str(key))

    @property
    def is_wide(self) -> bool:
        return len(self.columns) >= WIDE

    @property
    def stage(self) -> str:
        return ident(f"stage_{self.name}")

    @property
    def table(self) -> str:
        return ident(f"typed_{self.name}")


def order_sources(definitions: Definitions) -> list[str]:
    """Source names so that every lookup comes before the sources that join it, then profiles, then the rest in the order of
    their definition. Raises DefinitionError on circles and unknown lookups."""
    findings: list[Finding] = []
    ordered: list[str] = []
    rank = {Role.LOOKUP: 0, Role.PROFILE: 1}
    names = sorted(definitions.sources, key=lambda name: rank.get(definitions.sources[name].role, 2))

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            findings.append(_finding(name, f"The joins go in a circle: {circle}.", "Remove one of them."))
            return
        if name in ordered:
            return
        for join in definitions.sources[name].joins:
            if join.lookup not in definitions.sources:
                hint = _near(join.lookup, definitions.sources)
                findings.append(_finding(name, f"It joins {join.lookup!r}, which is no source.", hint))
            else:
                visit(join.lookup, (*path, name))
        if name not in ordered:
            ordered.append(name)

    for name in names:
        visit(name, ())
    if findings:
        raise DefinitionError(list(dict.fromkeys(findings)))
    return ordered


def check_sources(definitions: Definitions) -> list[Finding]:
    """What is wrong with sources as far as it can be known without their files."""
    try:
        order_sources(definitions)
        found: list[Finding] = []
    except DefinitionError as error:
        found = list(error.findings)
    for name, definition in definitions.sources.items():
        found += _name_findings(name, definition) + _zone_findings(name, definition)
        found += [finding for error in _key_errors(name, definition) for finding in error.findings]
    return found


def bind_source(
    con: DuckDBPyConnection, name: str, definitions: Definitions, raw: RawTable
) -> BoundSource | list[SatsumaError]:
    """Looks up every raw column and makes the origin view; errors are returned, so that all sources' come together."""
    definition = definitions.sources[name]
    raw_types = {str(row[0]): str(row[1]) for row in con.execute(f"DESCRIBE {ident(raw.table)}").fetchall()}
    origin = ident(f"origin_{name}")
    select = origin_columns(definition, raw, raw_types)
    made = "TABLE" if len(select.columns) >= WIDE else "VIEW"
    con.execute(f"CREATE OR REPLACE TEMP {made} {origin} AS {select.sql}")
    places = {column: f"c{position}" for position, column in enumerate(select.columns)}
    findings = _name_findings(name, definition)
    exact = _money_columns(definition)
    fields = []
    for column, one in definition.columns.items():
        if one.raw not in places:
            findings.append(_lacking(name, column, definition, places))
            continue
        decimal = one.decimal or definition.format.decimal or "."
        zone = definition.timezone or definitions.project.timezone
        raw_type = select.columns[one.raw]
        raw_type = "DOUBLE" if raw_type == "FLOAT" and one.kind is Kind.DATE else raw_type
        fields.append(Field(column, one, places[one.raw], raw_type, decimal, zone, column in exact))
    errors: list[SatsumaError] = [*_key_errors(name, definition)]
    findings += _zone_findings(name, definition) + _format_findings(con, name, fields)
    if findings:
        errors.append(DefinitionError(findings))
    if errors:
        return errors
    unit = None if definition.role is Role.LOOKUP else definition.unit or definitions.project.main_unit
    return BoundSource(
        name, definition, raw, origin, tuple(select.columns), tuple(fields), unit, select.values
    )


def _lacking(name: str, column: str, definition: SourceDefinition, known: Mapping[str, object]) -> Finding:
    """The near names only: where the header is wrong, the columns' names are data."""
    raw = definition.columns[column].raw
    spoken_for = {one.raw for one in definition.columns.values()}
    hint = _near(raw, set(known) - spoken_for) or _near(raw, set(known) & spoken_for, 0.75)
    count = "1 column" if len(known) == 1 else f"{len(known)} columns"
    hint = hint or f"They have {count}. Check 'from', and the format's delimiter and header."
    return _finding(name, f"Column {column!r}: the files have no column {raw!r}.", hint, column)


def _key_errors(name: str, definition: SourceDefinition) -> list[KeyColumnError]:
    if definition.role is Role.EVENT and definition.key in (None, "row number"):
        message = f"Source {name!r} holds events but no column says whose they are."
        return [KeyColumnError(message, hint="Name the customer's column under 'key'.", place=_place(name))]
    if definition.role in (Role.PROFILE, Role.SURVEY, Role.LINK) and definition.key is None:
        message = f"Source {name!r} has no key."
        hint = "Name the customer's column under 'key', or 'row number' where there is none."
        return [KeyColumnError(message, hint=hint, place=_place(name))]
    return []


def _money_columns(definition: SourceDefinition) -> frozenset[str]:
    amount = definition.amount
    named = {amount} if isinstance(amount, str) else set()
    return frozenset(named | {column for column in (definition.tax, definition.discount) if column})


def _name_findings(name: str, definition: SourceDefinition) -> list[Finding]:
    findings = []
    columns = definition.columns
    named = {"key": definition.key, "time": definition.time, "event_column": definition.event_column}
    named |= {"tax": definition.tax, "discount": definition.discount, "created": definition.created}
    for what, column in named.items():
        if column is not None and column not in columns and column != "row number":
            findings.append(
                _finding(name, f"{what!r} names {column!r}, which is no column.", _near(column, columns))
            )
    if definition.time in columns and columns[str(definition.time)].kind is not Kind.DATE:
        findings.append(_finding(name, f"The time column {definition.time!r} must have the kind date.", None))
    seen: dict[str, str] = {}
    for column in columns:
        other = seen.setdefault(column.casefold(), column)
        if other != column:
            findings.append(
                _finding(name, f"Columns {other!r} and {column!r} differ only by case.", "Rename one.")
            )
        taken = column == "amount" and definition.amount not in (None, "amount")
        if column.casefold() in RESERVED or taken:
            findings.append(
                _finding(name, f"The column name {column!r} is taken by Satsuma.", "Rename it.", column)
            )
    if isinstance(definition.amount, Product) and not definition.amount.product_of:
        findings.append(_finding(name, "The amount is a product of no columns.", "Name at least one."))
    return findings


def _zone_findings(name: str, definition: SourceDefinition) -> list[Finding]:
    zone = definition.timezone
    if zone is None or zone in zoneinfo.available_timezones():
        return []
    return [_finding(name, f"{zone!r} is no time zone.", _near(zone, zoneinfo.available_timezones()))]


def _format_findings(con: DuckDBPyConnection, name: str, fields: list[Field]) -> list[Finding]:
    import duckdb

    from satsuma.clean.apply.dates import alternatives, strptime_formats

    findings = []
    for field in fields:
        if field.kind is not Kind.DATE:
            continue
        for one in strptime_formats(field):
            try:
                con.execute(f"SELECT try_strptime('x', {text(one)})")
            except duckdb.Error:
                findings.append(_finding(name, f"{one!r} is no date format.", "See strptime.", field.name))
        words = {"iso", "excel", "epoch s", "epoch ms"}
        for one in alternatives(field):
            if "%" not in one and one not in words:
                hint = "Use iso, excel, epoch s, epoch ms or a strptime format such as %d/%m/%Y."
                findings.append(_finding(name, f"{one!r} is no date format.", hint, field.name))
    return findings


def _place(name: str, column: str | None = None) -> Place:
    return Place(what=f"source {name}" + (f", column {column}" if column else ""))


def _finding(name: str, message: str, hint: str | None, column: str | None = None) -> Finding:
    return Finding(code="definition", message=message, hint=hint, place=_place(name, column))


def _near(name: str, known: Mapping[str, object] | set[str], cutoff: float = 0.6) -> str | None:
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=cutoff)
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else None
