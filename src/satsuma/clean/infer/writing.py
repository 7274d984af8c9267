"""Writes what was inferred down as definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from satsuma.clean.infer.contacts import find_consents, find_contacts
from satsuma.clean.infer.events import Money
from satsuma.clean.infer.joins import Found
from satsuma.clean.infer.meanings import QUANTITY, names_date, names_person, says
from satsuma.clean.infer.names import make_name
from satsuma.clean.infer.plans import Plan
from satsuma.clean.infer.privacy import is_stable, judge_family, judge_sensitivity
from satsuma.clean.infer.recognised import (
    find_export_contacts,
    find_export_flags,
    find_header,
    write_made_columns,
)
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.understanding import declared_decimal
from satsuma.clean.infer.words import list_words
from satsuma.model.definitions import (
    ColumnDefinition,
    Grouping,
    LinkDefinition,
    Product,
    RowRule,
    SourceDefinition,
)
from satsuma.model.kinds import Family, Kind, Role, Sensitivity

_CREATED = list_words(
    """created createdate createddate signup registered registration registered_at joined since optin added"""
)
_MARGIN = list_words("margin marge margen margine profit contribution deckungsbeitrag")
_NOT_CREATED = list_words("modified updated synced conversion last birth birthdate")


def write_column(column: Column, default: Family | None, unit: str | None) -> ColumnDefinition:
    guess = column.guess
    family = _choose_family(column, default, unit)
    sensitivity = judge_sensitivity(column.words, column.kind, guess.texts)
    if unit == "account" and sensitivity is Sensitivity.SENSITIVE:
        sensitivity = Sensitivity.ORDINARY
    evidence = guess.evidence
    if column.misfits:
        evidence += f"; {column.misfits:,} of {column.filled:,} values do not read so"
    if not column.filled:
        evidence = "no row has a value"
    return ColumnDefinition.model_validate(
        {
            "from": column.raw,
            "kind": column.kind,
            "family": family,
            "sensitivity": sensitivity,
            "date_format": " | ".join(guess.dates.formats) or None if guess.dates else None,
            "decimal": declared_decimal(guess),
            "currency": guess.numbers.currency if guess.numbers and column.kind is Kind.MONEY else None,
            "percent": guess.percent,
            "yes": guess.yes,
            "no": guess.no,
            "missing": guess.missing,
            "levels": guess.levels,
            "separator": guess.separator,
            "stable": is_stable(column.words, column.kind),
            "evidence": evidence,
        }
    )


def _choose_family(column: Column, default: Family | None, unit: str | None) -> Family | None:
    if column.kind is Kind.IDENTIFIER or names_person(column.words):
        return None
    family = judge_family(column.words) or default
    describes_firm = unit == "account" and default is Family.FIRMOGRAPHIC
    if describes_firm and family in (Family.VALUE, Family.DEMOGRAPHIC, Family.BEHAVIOURAL):
        return Family.FIRMOGRAPHIC
    return family


def write_source(
    table: Table,
    plan: Plan,
    joins: Sequence[Found],
    money: Money,
    exclude: Sequence[RowRule],
    links: Sequence[LinkDefinition],
) -> SourceDefinition:
    """The complete definition of one source."""
    reasons = dict(plan.reasons)
    if joins:
        reasons["joins"] = "; ".join(found.reason for found in joins)
    joins = multiply_margins(table, joins, money, reasons) if plan.happens else joins
    amount = _write_amount(money, reasons) if plan.happens and plan.role is Role.EVENT else None
    is_profile = plan.role in (Role.PROFILE, Role.SURVEY) and not plan.happens
    agreed, refused = find_consents(table) if is_profile else ({}, {})
    contact = find_contacts(table) if is_profile else {}
    if table.export is not None and is_profile:
        agreed |= find_export_flags(table, table.export.consent)
        refused |= find_export_flags(table, table.export.opted_out)
        contact |= find_export_contacts(table)
    created = _find_created(table) if plan.role is Role.PROFILE else None
    if created:
        reasons["created"] = f"'{created.name}' says since when the {plan.unit} is known"
    default = {Role.SURVEY: Family.PSYCHOGRAPHIC, Role.EVENT: Family.BEHAVIOURAL}.get(plan.role)
    if plan.unit == "account" and plan.role is Role.PROFILE:
        default = Family.FIRMOGRAPHIC
    line = f"{plan.event}_line" if plan.group and plan.event else plan.event
    return SourceDefinition(
        role=plan.role,
        files=table.found.files,
        format=table.found.format,
        unit=plan.unit,
        recognised_as=table.export.name if table.export else None,
        key=plan.key,
        matches=plan.matches,
        time=plan.time,
        event=line if plan.happens else None,
        event_column=plan.event_column,
        groups=Grouping(event=plan.event, by=plan.group) if plan.group and plan.event else None,
        amount=amount,
        returns="negative amount" if amount is not None and _has_negatives(table, money) else "none",
        tax=money.tax if amount is not None else None,
        discount=money.discount if amount is not None else None,
        created=created.name if created else None,
        contact=contact,
        consent=agreed,
        opted_out=refused,
        unknown_customers=plan.unknown_customers,
        links=tuple(links),
        joins=tuple(found.join for found in joins),
        columns=_write_columns(table, plan, default),
        exclude=tuple(exclude),
        reasons=reasons,
    )


def multiply_margins(
    table: Table, joins: Sequence[Found], money: Money, reasons: dict[str, str]
) -> list[Found]:
    """A product's margin is per piece: an order line's is that times its quantity."""
    numbers = (column.name for column in table.of_kind(Kind.NUMBER) if says(column.words, QUANTITY))
    quantity = money.quantity or next(numbers, None)
    done = []
    for found in joins:
        margins = [
            name
            for name, column in found.brings.items()
            if column.kind is Kind.MONEY and says(column.words, _MARGIN)
        ]
        if quantity is None or not margins:
            done.append(found)
            continue
        join = found.join.model_copy(update={"times": dict.fromkeys(margins, quantity)})
        done.append(replace(found, join=join))
        reasons["times"] = f"'{margins[0]}' of '{join.lookup}' is per piece: it is multiplied by '{quantity}'"
    return done


def _write_columns(table: Table, plan: Plan, default: Family | None) -> dict[str, ColumnDefinition]:
    written = {name: write_column(column, default, plan.unit) for name, column in table.columns.items()}
    if plan.key in written and plan.unit and plan.key:
        written[plan.key] = written[plan.key].model_copy(
            update={"kind": Kind.IDENTIFIER, "family": None, "levels": None, "separator": None}
        )
    return written | write_made_columns(table.export)


def _write_amount(money: Money, reasons: dict[str, str]) -> str | Product | None:
    if money.amount:
        reasons["amount"] = f"'{money.amount}' is the money of each row"
        return money.amount
    if money.quantity and money.price:
        reasons["amount"] = f"'{money.quantity}' times '{money.price}': no column holds the total"
        minus = (money.discount,) if money.discount and money.minus_discount else ()
        return Product(product_of=(money.quantity, money.price), minus=minus)
    return None


def _has_negatives(table: Table, money: Money) -> bool:
    names = (money.amount, money.quantity, money.price)
    lows = [table.columns[name].low for name in names if name in table.columns and name]
    return any(low is not None and low < 0 for low in lows)


def _find_created(table: Table) -> Column | None:
    if table.export is not None and (known := find_header(table, table.export.created)):
        return table.columns[known] if table.columns[known].kind is Kind.DATE else None
    for column in table.of_kind(Kind.DATE):
        if says(column.words, _CREATED) and not says(column.words, _NOT_CREATED) and column.filled:
            return column
    joined = (
        ("customer", "since"),
        ("member", "since"),
        ("join", "date"),
        ("joined",),
        ("sign", "up", "date"),
        ("signup", "date"),
    )
    return next(
        (
            column
            for column in table.of_kind(Kind.DATE)
            if names_date(column.words) and column.words in joined
        ),
        None,
    )


def free_amount(table: Table, money: Money) -> Table:
    """Renames a column called `amount` that is not the event's amount: that name belongs to it."""
    if "amount" not in table.columns or money.amount == "amount" or not (money.amount or money.price):
        return table
    columns: Mapping[str, Column] = {
        (make_name("amount_as_given") if name == "amount" else name): column
        for name, column in table.columns.items()
    }
    return replace(table, columns={name: replace(column, name=name) for name, column in columns.items()})
