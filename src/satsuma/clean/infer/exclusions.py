"""Rows that a run may leave out on purpose: the classic rules of invoices, switched on, and suspects, switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from satsuma.clean.infer.events import Money
from satsuma.clean.infer.plans import Plan
from satsuma.clean.infer.recognised import find_header
from satsuma.clean.infer.sample import quote
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.words import list_words
from satsuma.model.definitions import RowRule
from satsuma.model.kinds import Kind, Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_CANCELLED = 0.2
_TEST_ADDRESS = re.compile(r"(^|[.+_-])test([.+_@-]|\d)|@(example|test)\.", re.IGNORECASE)
_TYPE_WORDS = list_words("type kind group role segment class category typ art tipo status")
_SUSPECTS = {
    "staff": frozenset(
        {"staff", "employee", "employees", "internal", "mitarbeiter", "intern", "empleado", "personnel"}
    ),
    "test": frozenset({"test", "testing", "dummy", "demo", "sandbox"}),
    "guest": frozenset({"guest", "gast", "anonymous", "invité", "invitado"}),
    "reseller": frozenset(
        {"reseller", "wholesale", "wholesaler", "b2b", "händler", "grossiste", "distributor", "trade"}
    ),
}


def find_exclusions(
    connection: DuckDBPyConnection, table: Table, plan: Plan, money: Money
) -> tuple[RowRule, ...]:
    """The rules in the order in which a row is counted."""
    rules: list[RowRule] = []
    if plan.role is Role.EVENT:
        rules.extend(_find_invoice_rules(connection, table, plan, money))
    rules.extend(_find_suspects(table, plan))
    return tuple(rules)


def _find_invoice_rules(
    connection: DuckDBPyConnection, table: Table, plan: Plan, money: Money
) -> list[RowRule]:
    rules: list[RowRule] = []
    group = table.columns[plan.group] if plan.group else None
    if group is not None and _has_cancellations(connection, table, group):
        rules.append(RowRule(name="cancelled invoices", where=f'{group.name} starts with "C"'))
    cancelled = find_header(table, table.export.cancelled) if table.export else None
    if (
        cancelled
        and table.columns[cancelled].kind is Kind.DATE
        and 0 < table.columns[cancelled].fill <= MOST_CANCELLED
    ):
        rules.append(RowRule(name="cancelled orders", where=f"{cancelled} is known"))
    is_sale = money.quantity in table.columns and money.price in table.columns
    key = table.columns[plan.key] if plan.key in table.columns and plan.key else None
    if is_sale and key is not None and key.filled < key.rows and table.export is None:
        rules.append(RowRule(name=f"no {plan.unit} id", where=f"{key.name} is missing"))
    if is_sale:
        for name, title in (
            (money.quantity, "quantity not above zero"),
            (money.price, "price not above zero"),
        ):
            column = table.columns[name or ""]
            if column.low is not None and column.low <= 0:
                rules.append(RowRule(name=title, where=f"{column.name} <= 0"))
    return rules


def _has_cancellations(connection: DuckDBPyConnection, table: Table, column: Column) -> bool:
    """True when most order numbers are digits and some are a C before digits."""
    if column.guess.sample.dtype != "VARCHAR":
        return False
    name = quote(column.raw)
    first = f"left(trim({name}), 1)"
    row = connection.execute(
        f"SELECT count(CASE WHEN {first} IN ('C', 'c') THEN TRY_CAST(substr(trim({name}), 2) AS BIGINT) END), "
        f"count(CASE WHEN {first} BETWEEN '0' AND '9' THEN 1 END) FROM {quote(table.raw.table)}"
    ).fetchall()[0]
    cancelled, plain = int(row[0]), int(row[1])
    return 0 < cancelled <= MOST_CANCELLED * (cancelled + plain)


def _find_suspects(table: Table, plan: Plan) -> list[RowRule]:
    """Staff, test, guest and reseller records are proposed, never applied by themselves."""
    rules: list[RowRule] = []
    for column in table.columns.values():
        if column.kind is Kind.FLAG:
            rules.extend(
                RowRule(name=f"{what} records", where=column.name, enabled=False)
                for what, words in _SUSPECTS.items()
                if any(word in words for word in column.words)
            )
        elif column.kind is Kind.CATEGORY and any(word in _TYPE_WORDS for word in column.words):
            rules.extend(_propose_values(column, plan.entity))
        elif (
            column.kind is Kind.IDENTIFIER
            and any(_TEST_ADDRESS.search(text) for text, _ in column.guess.texts)
            and any("@" in text for text, _ in column.guess.texts[:5])
            and plan.role
            in (
                Role.PROFILE,
                Role.EVENT,
            )
        ):
            where = f'{column.name} matches "(?i)(^|[.+_-])test([.+_@-]|[0-9])|@(example|test)[.]"'
            rules.append(RowRule(name="test addresses", where=where, enabled=False))
    return rules


def _propose_values(column: Column, whose: str | None) -> list[RowRule]:
    found: list[RowRule] = []
    for what, words in _SUSPECTS.items():
        texts = [text for text, _ in column.guess.texts if {word.casefold() for word in text.split()} & words]
        if texts and len(texts) < len(column.guess.texts) and what != whose:
            options = ", ".join(
                '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in sorted(texts)
            )
            found.append(
                RowRule(name=f"{what} records", where=f"{column.name} in ({options})", enabled=False)
            )
    return found
