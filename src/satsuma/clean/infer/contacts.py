"""How customers are reached and whether they agreed: contact, consent and opt-out columns per channel, links to accounts."""

from __future__ import annotations

from satsuma.clean.infer.exports.export import Channel
from satsuma.clean.infer.meanings import EMAIL, PHONE, STREET, says
from satsuma.clean.infer.privacy import EMAIL_SHAPE, is_shaped
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.words import list_words
from satsuma.model.kinds import Kind

_PHONE_WORDS = PHONE | frozenset({"sms", "call", "calls", "telemarketing", "whatsapp"})
_POST_WORDS = list_words("post postal letter direct catalogue catalog brief postalisch")
_AGREE = list_words(
    """consent optin opt_in accepts accept subscribed newsletter permission agree agreed einwilligung
    consentement"""
)
_REFUSE = list_words(
    """unsubscribed unsubscribe optout optedout unsub donotcall donotemail abgemeldet baja désabonné"""
)


def find_contacts(table: Table) -> dict[Channel, str]:
    """The first e-mail, phone and address columns."""
    found: dict[Channel, str] = {}
    for column in table.columns.values():
        if column.kind not in (Kind.IDENTIFIER, Kind.TEXT, Kind.CATEGORY) or not column.filled:
            continue
        is_email = is_shaped(column.guess.texts, EMAIL_SHAPE, 0.5)
        if is_email or (says(column.words, EMAIL) and column.kind is Kind.IDENTIFIER):
            found.setdefault("email", column.name)
        elif says(column.words, PHONE - {"fax"}) and column.kind is Kind.IDENTIFIER:
            found.setdefault("phone", column.name)
        elif says(column.words, STREET) and column.kind is Kind.TEXT:
            found.setdefault("post", column.name)
    return found


def find_consents(table: Table) -> tuple[dict[Channel, str], dict[Channel, str]]:
    """Flags that say yes to being contacted, and flags that say no."""
    agreed: dict[Channel, str] = {}
    refused: dict[Channel, str] = {}
    for column in table.of_kind(Kind.FLAG):
        channel = _find_channel(column)
        if _refuses(column):
            refused.setdefault(channel, column.name)
        elif _agrees(column):
            agreed.setdefault(channel, column.name)
    return agreed, refused


def _find_channel(column: Column) -> Channel:
    if says(column.words, _PHONE_WORDS):
        return "phone"
    if says(column.words, _POST_WORDS) and not says(column.words, EMAIL - {"mail"}):
        return "post"
    return "email"


def _refuses(column: Column) -> bool:
    words = column.words
    text = " ".join(words)
    return says(words, _REFUSE) or any(
        part in text for part in ("opt out", "opted out", "do not", "no contact")
    )


def _agrees(column: Column) -> bool:
    words = column.words
    text = " ".join(words)
    return says(words, _AGREE) or any(
        part in text for part in ("opt in", "opted in", "accepts marketing", "may contact")
    )
