"""Numbers and sentences of answers, as a marketer reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def name_number(number: int) -> str:
    """Up to ten in letters."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def count_things(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def list_things(things: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def show_percent(share: float) -> str:
    if abs(share) < 0.0995:
        return f"{share * 100:.1f} %"
    return f"{share * 100:.0f} %"


def show_plain(number: float) -> str:
    if number == 0:
        return "0"
    size = abs(number)
    if size >= 100:
        return f"{number:,.0f}"
    if size >= 10:
        return f"{number:.1f}"
    return f"{number:.2f}" if size >= 0.01 else f"{number:.2g}"


class Figures:
    """How the outcome's rates are shown: as a share, a number, an amount, or a rate over a time."""

    def __init__(
        self, *, is_share: bool, per: tuple[float, str] | None = None, currency: str | None = None
    ) -> None:
        """`per` is set for rates over an exposure: what they are multiplied by for reading, and its words."""
        self._is_share = is_share and per is None
        self._factor, self._per = per or (1.0, "")
        self._currency = None if is_share else currency

    def show(self, rate: float) -> str:
        if self._is_share:
            return show_percent(rate)
        text = show_plain(rate * self._factor)
        text = f"{text} {self._currency}" if self._currency else text
        return f"{text} {self._per}".strip()

    def bounds(self, low: float, high: float) -> str:
        """The interval without repeating the unit."""
        if self._is_share:
            return f"{show_percent(low).removesuffix(' %')}–{show_percent(high)}"
        return f"{show_plain(low * self._factor)} to {show_plain(high * self._factor)}"


def say_lift(lift: float | None) -> str:
    return (
        ""
        if lift is None
        else f"{lift:.2f} times everyone's"
        if lift < 10
        else f"{lift:.0f} times everyone's"
    )


def say_chance(share: float) -> str:
    """A probability without false certainty."""
    if share > 0.99:
        return "more than 99 %"
    return "less than 1 %" if share < 0.01 else f"{share * 100:.0f} %"


def say_deadline(deadline: dt.date, today: dt.date) -> str:
    days = (deadline - today).days
    if days < 0:
        return f"Overdue: the deadline {deadline.isoformat()} passed {count_things(-days, 'day')} ago."
    if days == 0:
        return f"The deadline is today, {deadline.isoformat()}."
    return (
        f"{count_things(days, 'day')} are left until {deadline.isoformat()}."
        if days > 1
        else (f"One day is left until {deadline.isoformat()}.")
    )
