"""Numbers in texts: decimal point or comma, thousands, currency, percent, and codes that stand for missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MISSING_CODES = (-999, -9999, -99, -9, -1, 99, 999, 9999, 99999, 999999)
ISOLATION = 2.0
"""A code is missing when it lies further from all other values than this many times their range …"""
LEAST_CODE_GAP = 50.0
"""… and at least this far."""

_SYMBOLS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "zł": "PLN", "Kč": "CZK",
    "R$": "BRL", "US$": "USD", "A$": "AUD", "C$": "CAD", "CHF": "CHF", "kr": "SEK", "Fr.": "CHF",
}  # fmt: skip
_CODES = (
    "USD", "EUR", "GBP", "CHF", "JPY", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "INR", "BRL",
    "MXN", "ZAR", "TRY", "CNY", "RUB", "SGD", "HKD", "KRW",
)  # fmt: skip
_CURRENCY = "|".join(sorted((re.escape(mark) for mark in (*_SYMBOLS, *_CODES)), key=len, reverse=True))
_MONEY = re.compile(
    rf"^(?P<sign>[+-]?)\s*(?P<before>{_CURRENCY})?\s*(?P<body>.*?)\s*(?P<after>{_CURRENCY})?$"
)
_POINT = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d{1,3}([ '’\u00a0\u202f]\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d+)?$")
_COMMA = re.compile(r"^[+-]?(\d{1,3}(\.\d{3})+|\d{1,3}([ '’\u00a0\u202f]\d{3})+|\d+)?(,\d*)?$")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """How a column's texts read as numbers. `misfits` are the texts that do not, with counts; `values` the numbers."""

    decimal: Literal[".", ","] | None
    currency: str | None
    has_currency: bool
    is_percent: bool
    is_plain: bool
    """True when every text is a number as DuckDB casts it, without marks, commas or spaces."""
    integers: bool
    has_leading_zeros: bool
    values: tuple[tuple[float, int], ...]
    fits: int
    misfits: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    body: str
    currency: str | None
    percent: bool
    text: str
    count: int


def read_numbers(
    texts: Sequence[tuple[str, int]], decimal: Literal[".", ","] | None = None
) -> NumberReading | None:
    """The reading that most texts fit, or None when not a single one is a number. `decimal`, where the file's format
    declares it, decides texts such as 1,234 that fit both ways."""
    parts = [_take_apart(text, count) for text, count in texts]
    point = sum(part.count for part in parts if _fits(_POINT, part.body))
    comma = sum(part.count for part in parts if _fits(_COMMA, part.body))
    if not point and not comma:
        return None
    uses_comma = comma > point or (comma == point and decimal == ",")
    pattern, mark = (_COMMA, ",") if uses_comma else (_POINT, ".")
    fitting = [part for part in parts if _fits(pattern, part.body)]
    values = tuple((_to_float(part.body, uses_comma), part.count) for part in fitting)
    fits = sum(part.count for part in fitting)
    has_marks = any(mark in part.body for part in fitting)
    has_groups = any("," in part.body or "." in part.body for part in fitting)
    percent = sum(part.count for part in fitting if part.percent)
    currencies = [part.currency for part in fitting if part.currency]
    return NumberReading(
        decimal=(("," if uses_comma else ".") if has_marks or has_groups else None),
        currency=max(set(currencies), key=currencies.count) if currencies else None,
        has_currency=bool(currencies),
        is_percent=percent >= 0.9 * fits,
        is_plain=all(
            part.body == part.text and "," not in part.body and " " not in part.body for part in fitting
        ),
        integers=all(value.is_integer() for value, _ in values),
        has_leading_zeros=any(
            len(part.body) > 1 and part.body[0] == "0" and part.body.isdigit() for part in fitting
        ),
        values=values,
        fits=fits,
        misfits=tuple((part.text, part.count) for part in parts if not _fits(pattern, part.body)),
    )


def find_missing_codes(values: Sequence[tuple[float, int]]) -> tuple[int, ...]:
    """Numbers such as −999 or 9999 that lie far from all other values, seen at least twice."""
    distinct = sorted({value for value, _ in values})
    counts: dict[float, int] = {}
    for value, count in values:
        counts[value] = counts.get(value, 0) + count
    found: list[int] = []
    for code in sorted(MISSING_CODES, key=abs, reverse=True):
        if counts.get(code, 0) < 2:
            continue
        others = [value for value in distinct if value != code and value not in found]
        if len(others) < 2 or others[0] < code < others[-1]:
            continue
        gap = others[0] - code if code < others[0] else code - others[-1]
        if gap >= max(LEAST_CODE_GAP, ISOLATION * (others[-1] - others[0])):
            found.append(code)
    return tuple(found)


def _take_apart(text: str, count: int) -> _Parts:
    body, percent, negative = text, False, False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1], True
    if body.endswith("%"):
        body, percent = body[:-1].rstrip(), True
    currency = None
    match = _MONEY.match(body)
    if match and (match["before"] or match["after"]):
        mark = match["before"] or match["after"]
        currency = _SYMBOLS.get(mark, mark)
        body = match["sign"] + match["body"]
    if body.endswith("-") and body[:-1].strip():
        body, negative = body[:-1].rstrip(), True
    return _Parts(f"-{body}" if negative else body, currency, percent, text, count)


def _fits(pattern: re.Pattern[str], body: str) -> bool:
    return bool(body) and any("0" <= letter <= "9" for letter in body) and bool(pattern.match(body))


def _to_float(body: str, uses_comma: bool) -> float:
    clean = re.sub(r"[ '’\u00a0\u202f]", "", body)
    clean = clean.replace(".", "").replace(",", ".") if uses_comma else clean.replace(",", "")
    return float(clean)
