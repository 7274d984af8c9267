"""Customer keys: their text, whether a unit's keys are integers, and the table of all keys of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from satsuma.clean.apply.evidence import Evidence
from satsuma.clean.apply.exports import salesforce_id
from satsuma.clean.apply.fields import Field, known_text
from satsuma.clean.apply.quoting import ident
from satsuma.clean.apply.sources import BoundSource
from satsuma.model.errors import Finding, KeyColumnError, Place
from satsuma.model.kinds import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def identifier_text(field: Field, evidence: Evidence, *, salesforce: bool) -> str:
    """An identifier's text, the same in every source that has it: without the '.0' of whole numbers kept as doubles, with
    Salesforce ids in their 18-character form."""
    value = known_text(field, trim=evidence.trims or bool(field.definition.missing))
    if evidence.whole_doubles:
        value = f"regexp_replace({value}, '\\.0$', '')"
    if salesforce and evidence.salesforce_ids:
        value = salesforce_id(value)
    return value


def units_with_integer_keys(sources: Iterable[BoundSource], evidence: Mapping[str, Evidence]) -> set[str]:
    """Units whose keys look like integers in every source ('007' does not: it is no 7)."""
    units: set[str] = set()
    texts: set[str] = set()
    for source in sources:
        if source.unit is None or source.definition.key is None:
            continue
        if source.definition.matches is not None and source.definition.unknown_customers == "quarantine":
            continue
        units.add(source.unit)
        found = evidence.get(source.name)
        if found is not None and not (found.integer_keys or found.whole_doubles) and found.known:
            texts.add(source.unit)
    return units - texts


def check_keys(sources: Iterable[BoundSource], evidence: Mapping[str, Evidence]) -> None:
    """Refuses keys that a spreadsheet wrote as 2.82E+18: different customers share them. A few are left to quarantine.
    Raises KeyColumnError."""
    findings = []
    for source in sources:
        found = evidence.get(source.name)
        if found is None or source.definition.role is Role.LOOKUP:
            continue
        if found.destroyed_keys and found.destroyed_keys * 2 >= found.known:
            message = (
                f"The key {source.definition.key!r} of source {source.name!r} was destroyed by a spreadsheet: "
                f"{found.destroyed_keys} of {found.known} values are written like 2.82E+18."
            )
            hint = "Export the file again with this column as text, or choose another key."
            findings.append(
                Finding(code="key", message=message, hint=hint, place=Place(what=f"source {source.name}"))
            )
    if findings:
        raise KeyColumnError(findings)


def create_keys(con: DuckDBPyConnection, unit: str, *, integer: bool) -> str:
    table = ident(f"keys_{unit}")
    con.execute(
        f"CREATE OR REPLACE TABLE {table} (key {'BIGINT' if integer else 'VARCHAR'}, profiled BOOLEAN)"
    )
    return table


def add_keys(con: DuckDBPyConnection, keys: str, source: BoundSource) -> None:
    """Appends a source's new keys in the order of their first row; profiles and surveys mark them as profiled."""
    profiled = source.definition.role in (Role.PROFILE, Role.SURVEY)
    con.execute(
        f"INSERT INTO {keys} SELECT s._key, {str(profiled).lower()} FROM "
        f"(SELECT _key, min(_row) AS first FROM {source.table} GROUP BY _key) s "
        f"WHERE NOT EXISTS (SELECT 1 FROM {keys} k WHERE k.key = s._key) ORDER BY s.first"
    )
    if profiled:
        con.execute(
            f"UPDATE {keys} SET profiled = true WHERE NOT profiled AND key IN (SELECT _key FROM {source.table})"
        )
