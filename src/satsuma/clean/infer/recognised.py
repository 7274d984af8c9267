"""A recognised export's own knowledge applied to a table: kinds, names, plan, money, contact and consent columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from satsuma.clean.infer.events import Money
from satsuma.clean.infer.exports import Export
from satsuma.clean.infer.exports.export import Channel
from satsuma.clean.infer.guess import Guess
from satsuma.clean.infer.plans import Plan
from satsuma.clean.infer.table import Table
from satsuma.model.definitions import ColumnDefinition
from satsuma.model.kinds import Family, Kind, Role


def strip_prefix(header: str, export: Export | None) -> str:
    """The header without the prefix that all of the export's columns carry."""
    if export is None or not export.prefix:
        return header
    text = header.removeprefix("_").removeprefix("fivetran_") if header.startswith("_") else header
    return text.removeprefix(export.prefix) or header


def correct_kind(guess: Guess, export: Export | None) -> Guess:
    """The guess with the kind that the export is known to have there."""
    kind = export.kinds.get(guess.sample.raw.strip().casefold()) if export else None
    if export is None or kind is None or kind is guess.kind:
        return guess
    plain = replace(guess, kind=kind, dates=None, levels=None, separator=None, percent=False, yes=(), no=())
    return replace(plain, evidence=f"known from {export.name}")


def find_header(table: Table, wanted: tuple[str, ...]) -> str | None:
    """The name of the first of these headers that the table has."""
    by_header = {column.raw.strip().casefold(): name for name, column in table.columns.items()}
    return next((by_header[header] for header in wanted if header in by_header), None)


def plan_export(table: Table) -> Plan | None:
    """The plan of a recognised export; None when it is not about customers or lacks its key or time."""
    export = table.export
    if export is None or export.role is None:
        return None
    key, time = find_header(table, export.key), find_header(table, export.time)
    happens = export.role is Role.EVENT
    if key is None or (happens and time is None) or not table.columns[key].filled:
        return None
    recognised = f"recognised as {export.name} by its header: {export.reason}"
    reasons = {
        "role": recognised,
        "unit": f"{export.name} are about {export.unit}s",
        "key": f"'{key}' is the key in {export.name}",
    }
    if time and happens:
        reasons["time"] = f"'{time}' says when it happened in {export.name}"
    group = find_header(table, export.group)
    if group:
        reasons["groups"] = f"rows with the same '{group}' are one {export.event}"
    return Plan(
        export.role,
        export.unit,
        key,
        "email" if export.matches or "email" in key else export.unit,
        time=time if happens else None,
        event=export.event,
        event_column=find_header(table, export.event_column),
        group=group,
        is_unique=not happens,
        reasons=reasons,
    )


def find_export_money(table: Table) -> Money:
    export = table.export
    if export is None:
        return Money()
    return Money(
        find_header(table, export.amount),
        find_header(table, export.quantity),
        find_header(table, export.price),
        find_header(table, export.discount),
        minus_discount=export.minus_discount,
    )


def find_export_contacts(table: Table) -> dict[Channel, str]:
    export = table.export
    found = (
        {"email": find_header(table, export.email), "phone": find_header(table, export.phone)}
        if export
        else {}
    )
    contacts: dict[Channel, str] = {}
    if email := found.get("email"):
        contacts["email"] = email
    if phone := found.get("phone"):
        contacts["phone"] = phone
    return contacts


def find_export_flags(table: Table, wanted: Mapping[Channel, tuple[str, ...]]) -> dict[Channel, str]:
    """Consent or opt-out columns of the export that are flags, made-up columns included."""
    made = {column.name for column in table.export.made} if table.export else set()
    found: dict[Channel, str] = {}
    for channel, names in wanted.items():
        name = next((name for name in names if name in made), None) or find_header(table, names)
        if name and (name in made or table.columns[name].kind is Kind.FLAG):
            found[channel] = name
    return found


def write_made_columns(export: Export | None) -> dict[str, ColumnDefinition]:
    """Definitions of the columns that cleaning makes up for this export."""
    return {
        made.name: ColumnDefinition.model_validate(
            {
                "from": made.raw,
                "kind": Kind.FLAG,
                "family": Family.ENGAGEMENT,
                "yes": made.yes,
                "no": made.no,
                "evidence": "from the file's name: each file of this export holds contacts of one status",
            }
        )
        for made in (export.made if export else ())
    }
