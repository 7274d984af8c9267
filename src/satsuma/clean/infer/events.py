"""What a source's rows say happened: the event's name, its time column, the lines that belong together, its amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from satsuma.clean.infer.entities import find_stem
from satsuma.clean.infer.meanings import (
    BIRTH,
    COST,
    DISCOUNT,
    PRICE,
    QUANTITY,
    TAX,
    says,
)
from satsuma.clean.infer.names import make_name, singularise
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.words import list_words
from satsuma.model.kinds import Kind

MIN_TIME_FILL = 0.3
LINES_SHARE = 0.98
"""Rows with distinct order numbers up to this share of all rows are an order's lines."""
MOST_EVENT_TYPES = 40

_EVENTS: tuple[tuple[str, str], ...] = (
    ("order", "order orders sale sales transaction transactions purchase purchases retail receipts receipt invoice invoices "
              "basket till bestellung bestellungen verkäufe umsätze kassenbons commande commandes achats ventes pedido pedidos "
              "compras ventas shop bookings booking"),
    ("click", "click clicks"),
    ("open", "opens"),
    ("visit", "visit visits session sessions besuche visites visitas"),
    ("page_view", "page_views pageviews pages clickstream weblog"),
    ("ticket", "ticket tickets cases support"),
    ("deal", "deal deals opportunity opportunities pipeline"),
    ("refund", "refund refunds return returns retouren retours devoluciones"),
    ("redemption", "redemption redemptions"),
    ("email", "email emails mailing mailings newsletter"),
    ("payment", "payment payments zahlungen"),
    ("survey_response", "survey surveys umfrage encuesta sondage questionnaire nps"),
    ("review", "review reviews rating ratings"),
    ("call", "call calls"),
    ("meeting", "meeting meetings"),
    ("submission", "submission submissions"),
    ("subscription", "subscription subscriptions"),
    ("contract", "contract contracts"),
)  # fmt: skip
ORDER_STEMS = list_words(
    """order invoice basket receipt transaction bill bon beleg rechnung facture pedido commande bestellung
    cart check"""
)
_EVENT_TYPES = list_words(
    """open opened opens click clicked clicks sent send delivered bounce bounced unsubscribe unsubscribed
    spam visit page_view pageview view cart add_to_cart addtocart remove_from_cart order purchase login
    logout signup sign_up register checkout search subscribe download refund play like share call email
    meeting processed dropped deferred"""
)
_WHOLE_ORDER = list_words("order invoice basket cart receipt grand bestellung rechnung commande pedido")
_TYPE_NAMES = list_words(
    """event type event_type eventtype event_name action activity metric activity_type"""
)
_NEVER_TIMES = list_words(
    "synced sync fivetran modified lastmodifieddate updated deleted obsoleted loaded imported"
)
_WORST_TIMES = list_words(
    """stock ship shipped shipping delivery delivered due close closed end updated modified synced sync
    deleted expected valid expiry expires cancelled paid finish registration registered last
    lastmodifieddate obsoleted caused sent fivetran changed completed returned batch load loaded import
    imported export"""
)
_BEST_TIMES = list_words(
    """order invoice purchase transaction event sale booking visit click redemption engage bestell
    bestelldatum kaufdatum rechnungsdatum commande compra pedido"""
)


@dataclass(frozen=True, slots=True)
class Money:
    """The amount's columns: one column, or quantity and price; discount and tax beside it."""

    amount: str | None = None
    quantity: str | None = None
    price: str | None = None
    discount: str | None = None
    tax: str | None = None
    minus_discount: bool = False


def find_time(table: Table) -> Column | None:
    """The business date of the rows: order date before creation date before any other; never a birth date."""
    dates = [
        column
        for column in table.of_kind(Kind.DATE)
        if not says(column.words, BIRTH | _NEVER_TIMES) and column.fill >= MIN_TIME_FILL
    ]
    return max(dates, key=_rate_time, default=None)


def _rate_time(column: Column) -> tuple[int, float]:
    score = 0
    words = set(column.words)
    if words & _BEST_TIMES:
        score += 40
    if column.words in (("date",), ("timestamp",), ("ts",), ("time",), ("datum",), ("fecha",), ("datetime",)):
        score += 35
    if words & {"created", "createdate", "createddate", "added", "start", "opened"}:
        score += 20
    if words & {"date", "timestamp", "datum", "fecha", "time", "at"}:
        score += 10
    if column.guess.dates is not None and column.guess.dates.has_time:
        score += 2
    if "key" in words or "id" in words:
        score -= 8
    if words & _WORST_TIMES:
        score -= 45
    return score, column.fill


def name_event(table: Table) -> str:
    """A short singular name that a marketer reads, from the source's name and columns."""
    for word in reversed(table.words):
        for event, words in _EVENTS:
            if word in words.split():
                return event
    if "page" in table.columns and {"session_id", "user_agent", "method"} & set(table.columns):
        return "page_view"
    if find_group(table) is not None or find_money(table).amount or find_money(table).price:
        return "order"
    kept = [
        word for word in table.words if word not in ("data", "fact", "export", "list", "table", "history")
    ]
    return make_name("_".join(singularise(word) for word in (kept or table.words)), "event")


def find_group(table: Table) -> Column | None:
    """The order number whose rows are an order's lines, where several rows share one."""
    for column in table.of_kind(Kind.IDENTIFIER):
        stem = find_stem(column.words)
        is_order = bool(stem) and stem[-1] in ORDER_STEMS
        if is_order and column.distinct <= LINES_SHARE * column.filled and column.fill >= MIN_TIME_FILL:
            return column
    return None


def find_event_column(table: Table) -> Column | None:
    """The column that names event types, where one file holds several."""
    for column in table.of_kind(Kind.CATEGORY):
        if column.name.rstrip("_") not in _TYPE_NAMES or column.distinct > MOST_EVENT_TYPES:
            continue
        texts = column.guess.texts
        known = sum(count for text, count in texts if _is_event_word(text))
        if known >= 0.5 * sum(count for _, count in texts):
            return column
    return None


def _is_event_word(text: str) -> bool:
    words = make_name(text).rstrip("_").split("_")
    return "_".join(words) in _EVENT_TYPES or any(word in _EVENT_TYPES for word in words)


def find_money(table: Table, joined: Mapping[str, Column] | None = None) -> Money:
    """The amount of an event's rows. An own total wins over an own price, that over a price that a lookup brings."""
    money = list(table.of_kind(Kind.MONEY))
    numbers = table.of_kind(Kind.NUMBER)
    quantity = next((column for column in numbers if says(column.words, QUANTITY)), None)
    discount = next((column for column in money if says(column.words, DISCOUNT)), None)
    tax = next((column for column in money if says(column.words, TAX)), None)
    price = next((column for column in money if says(column.words, PRICE) and _is_plain(column)), None)
    totals = [column for column in money if _is_plain(column) and not says(column.words, PRICE)]
    if price is not None and quantity is not None and find_group(table) is not None:
        # An order's total repeated on each of its lines would be counted once per line.
        totals = [column for column in totals if not says(column.words, _WHOLE_ORDER)]
    best = max(totals, key=_rate_total, default=None)
    if best is not None:
        return Money(best.name, discount=_name(discount), tax=_name(tax))
    refund = next((column for column in money if "refund" in column.words), None)
    if price is None and refund is not None:
        return Money(refund.name)
    if price is None and joined is not None and quantity is not None:
        price = next(
            (column for column in joined.values() if column.kind is Kind.MONEY and says(column.words, PRICE)),
            None,
        )
    if price is None:
        return Money(discount=_name(discount), tax=_name(tax))
    if quantity is None:
        return Money(price.name, discount=_name(discount), tax=_name(tax))
    return Money(None, quantity.name, price.name, _name(discount), _name(tax), minus_discount=True)


def _name(column: Column | None) -> str | None:
    return column.name if column else None


def _is_plain(column: Column) -> bool:
    return not says(
        column.words, DISCOUNT | TAX | COST | frozenset({"margin", "profit", "refund", "shipping", "balance"})
    )


def _rate_total(column: Column) -> tuple[int, float]:
    words = set(column.words)
    score = 10 * bool(
        words & {"total", "amount", "revenue", "sales", "value", "betrag", "umsatz", "montant", "importe"}
    )
    score += 5 * bool(words & {"line", "sales", "total", "net", "order"})
    return score, column.fill
