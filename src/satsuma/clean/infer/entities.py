"""Whose identifier a column holds: a customer's, an account's, or that of something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.clean.infer.meanings import EMAIL, ID_LAST, says
from satsuma.clean.infer.names import singularise
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.words import list_words
from satsuma.model.kinds import Kind

CUSTOMER, ACCOUNT = "customer", "account"

CUSTOMER_WORDS = list_words(
    """customer cust client user household member contact person people subscriber respondent patient donor
    guest buyer shopper consumer lead prospect individual visitor participant profile cardholder loyalty
    passenger student card karte kundenkarte kunde kunden kundin nutzer mitglied benutzer teilnehmer person client
    cliente clientes usuario abonné membre socio hshd cid custid customerid userid"""
)
ACCOUNT_WORDS = list_words(
    """account company organisation organization reseller business firm dealer partner enterprise merchant
    firma unternehmen entreprise société empresa cuenta compte accountname"""
)
_OTHERS = list_words(
    """owner created updated modified assigned agent employee manager rep sales parent by master previous
    last portal app bank campaign"""
)
_SECOND = list_words("alternate alt external source original legacy old secondary merged")
_JOINED = {
    "customerid": ("customer",), "userid": ("user",), "custid": ("customer",), "kundennummer": ("kunde",),
    "kartennummer": ("karte",),
    "cardnumber": ("card",),
    "kundenkartennummer": ("karte",),
    "kundennr": ("kunde",), "kundenid": ("kunde",), "clientid": ("client",), "contactid": ("contact",),
    "memberid": ("member",), "accountid": ("account",), "companyid": ("company",), "mitgliedsnummer": ("mitglied",),
    "householdid": ("household",), "customernumber": ("customer",), "orderid": ("order",), "productid": ("product",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """A column that may hold a unit's key. `score` is higher for more telling names; `entity` the word found, such as
    'household' or 'reseller'."""

    unit: str
    column: str
    entity: str
    score: int


def find_stem(words: Sequence[str]) -> tuple[str, ...]:
    """What an identifier's name identifies: ('sales', 'territory') of SalesTerritoryKey, () of a bare id."""
    if len(words) == 1 and words[0] in _JOINED:
        return _JOINED[words[0]]
    stem = list(words)
    while stem and stem[-1] in ID_LAST:
        stem.pop()
    return tuple(singularise(word) for word in stem)


def find_key_columns(table: Table) -> tuple[KeyColumn, ...]:
    """The columns that may hold a customer's or an account's key, most telling first."""
    found = [key for column in table.columns.values() if (key := _judge(table, column))]
    found.sort(key=lambda key: -key.score)
    return tuple(found)


def _judge(table: Table, column: Column) -> KeyColumn | None:
    if column.guess.is_destroyed or not column.filled:
        return None
    if column.kind is Kind.IDENTIFIER and not says(column.words, EMAIL):
        return _judge_id(table, column)
    if says(column.words, EMAIL) and column.kind is Kind.IDENTIFIER:
        return KeyColumn(CUSTOMER, column.name, "email", 30)
    if len(column.words) <= 2 and column.kind in (Kind.CATEGORY, Kind.TEXT):
        stem = tuple(word for word in column.words if word != "name")
        if len(stem) == 1 and stem[0] in ACCOUNT_WORDS and (column.words == stem or stem[0] != "contact"):
            return KeyColumn(ACCOUNT, column.name, stem[0], 40 if column.words == stem else 25)
        if len(stem) == 1 and stem[0] in CUSTOMER_WORDS and column.words == stem:
            return KeyColumn(CUSTOMER, column.name, stem[0], 35)
    return None


def _judge_id(table: Table, column: Column) -> KeyColumn | None:
    stem = find_stem(column.words)
    if not stem:
        return _judge_bare_id(table, column)
    second = any(word in _SECOND for word in stem)
    stem = tuple(word for word in stem if word not in _SECOND)
    if not stem or (len(stem) > 1 and any(word in _OTHERS for word in stem[:-1])):
        return None
    score = 60 if second else 90 - 5 * (len(stem) - 1)
    if stem[-1] in CUSTOMER_WORDS:
        return KeyColumn(CUSTOMER, column.name, "_".join(stem), score)
    if stem[-1] in ACCOUNT_WORDS:
        return KeyColumn(ACCOUNT, column.name, "_".join(stem), score)
    return None


def _judge_bare_id(table: Table, column: Column) -> KeyColumn | None:
    """A column named just `id` identifies what the source's name speaks of."""
    words = tuple(
        singularise(word) for word in table.words if word not in ("data", "export", "list", "table", "all")
    )
    head = words[-1:] if words[-1:] and words[-1] in CUSTOMER_WORDS | ACCOUNT_WORDS else words[:1]
    if len(words) > 2 or not head:
        words_in = [word for word in words if word in CUSTOMER_WORDS | ACCOUNT_WORDS]
        if len(words_in) != 1 or any(word in EVENT_WORDS for word in words):
            return None
        head = (words_in[0],)
    if len(words) == 2 and any(word in EVENT_WORDS for word in words):
        return None
    if head[0] in CUSTOMER_WORDS:
        return KeyColumn(CUSTOMER, column.name, head[0], 80)
    if head[0] in ACCOUNT_WORDS:
        return KeyColumn(ACCOUNT, column.name, head[0], 80)
    return None


EVENT_WORDS = list_words(
    """order sale transaction purchase invoice receipt event click visit session ticket deal opportunity
    pipeline return refund email payment subscription log activity history campaign redemption call
    meeting booking submission list merge response survey line basket retail bestellung umsatz verkauf
    commande vente pedido venta member_event property audit role team owner engagement option form stage"""
)
"""Words of a source's name that speak of what happened, or of something else than people."""
