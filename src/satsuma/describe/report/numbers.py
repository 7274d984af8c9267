"""Numbers as the report writes them: a comma between thousands, a point before decimals, on every machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from satsuma.describe.sentences import show_share

NO_BREAK = "\u00a0"
IRREGULAR = {"person": "people"}
"""Plurals that no rule makes."""


def glue(text: str) -> str:
    """No line break between a number and its percent sign, nor within `n = 5`."""
    return re.sub(r"(?<=\d) ?%", f"{NO_BREAK}%", text).replace("n = ", f"n{NO_BREAK}={NO_BREAK}")


def share(value: float | None) -> str:
    """A share as percent, a dash where there is none."""
    return "–" if value is None else glue(show_share(value))


def count(number: int) -> str:
    return f"{number:,}"


def money(value: float, currency: str | None) -> str:
    """An amount in whole currency units, or with two decimals where it is small."""
    text = f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.2f}"
    return with_currency(text, currency)


def with_currency(text: str, currency: str | None) -> str:
    return f"{text}{NO_BREAK}{currency}" if currency else text


def signed_figure(value: float, digits: int = 2) -> str:
    """A number with the true minus."""
    return f"{value:,.{digits}f}".replace("-", "−")


def chance(p: float) -> str:
    """A p-value."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def decimal(text: str) -> str:
    """Exact decimal text with separators: '8911407.904' is '8,911,407.904'."""
    return f"{Decimal(text):,f}"


def signed(number: int) -> str:
    """A change with its sign, the true minus included."""
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "0"


def plural(noun: str) -> str:
    """A unit's name for several of them: customer, customers; company, companies."""
    words = noun.replace("_", " ")
    if words in IRREGULAR:
        return IRREGULAR[words]
    if words.endswith("y") and words[-2:-1] not in tuple("aeiou"):
        return f"{words[:-1]}ies"
    return words if words.endswith("s") else f"{words}s"


def of(number: int, noun: str) -> str:
    """A number with its noun: 1 row, 2 rows."""
    return f"{number:,} {noun.replace('_', ' ') if number == 1 else plural(noun)}"


def listed(parts: Sequence[str]) -> str:
    """Words in a row: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def inline(title: str) -> str:
    """A variable's title within a sentence: 'Net revenue, last 12 months' is 'net revenue (last 12 months)'."""
    name, _, period = title.partition(", ")
    return f"{lower_first(name)} ({period})" if period else lower_first(name)


def lower_first(text: str) -> str:
    """A title within a sentence: 'Net revenue' becomes 'net revenue', 'NPS' stays."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
