"""Words of sentences about rules: numbers, days, names, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from satsuma.language import tree
from satsuma.language.facts import Exact, Fact
from satsuma.language.write import write_number
from satsuma.model.kinds import Kind, ValueType


def name_words(name: str) -> str:
    """`revenue_12m` as people say it."""
    return name.replace("_", " ").replace("/", ": ")


def inside_sentence(title: str) -> str:
    """A title as it stands inside a sentence: 'Orders in a year' is 'orders in a year', 'NPS' stays."""
    first = title.partition(" ")[0]
    return title[:1].lower() + title[1:] if first[1:] == first[1:].lower() else title


def plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word if word.endswith("s") else word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in tuple("aeiou") else word + "s"


def with_article(word: str) -> str:
    return f"{'an' if word[:1].lower() in tuple('aeio') else 'a'} {word}"


def listed(words: Sequence[str], conjunction: str) -> str:
    """'a', 'a or b', 'a, b or c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def quoted(text: str) -> str:
    return f"“{text}”"


def number_words(number: Decimal, found: ValueType | None = None) -> str:
    """A number with its thousands apart, and with what its type says: a currency, percent."""
    if found is not None and found.kind is Kind.SHARE:
        return f"{_group(number * 100)} %"
    suffix = f" {found.currency}" if found is not None and found.kind is Kind.MONEY and found.currency else ""
    return _group(number) + suffix


def _group(number: Decimal) -> str:
    whole, point, decimals = write_number(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}" if len(digits) > 4 else digits
    return sign + grouped + point + decimals


def day_words(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def literal_words(literal: tree.Literal_, found: ValueType | None = None) -> str:
    """A literal as it stands in a sentence; `found` is the type of what it is compared with."""
    if isinstance(literal, tree.Number):
        return number_words(literal.value, found)
    if isinstance(literal, tree.Text):
        return quoted(literal.value)
    if isinstance(literal, tree.YesNo):
        return "yes" if literal.value else "no"
    return day_words(literal.day) + (f", {literal.time:%H:%M}" if literal.time is not None else "")


def fact_words(fact: Fact, found: ValueType | None, zone: ZoneInfo) -> str:
    """A customer's value as it stands in an explanation."""
    if fact is None:
        return "not known"
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, Exact):
        return number_words(Decimal(fact.mantissa).scaleb(-fact.scale), found)
    if isinstance(fact, float):
        return number_words(Decimal(f"{fact:.6g}"), found) if abs(fact) < 1e15 else f"{fact:.6g}"
    if isinstance(fact, frozenset):
        return listed([quoted(item) for item in sorted(fact)], "and")
    if isinstance(fact, int):
        return moment_words(fact, zone)
    return quoted(fact)


def moment_words(seconds: int, zone: ZoneInfo) -> str:
    """A moment in the project's time zone; midnight is only a day."""
    local = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    local = local.astimezone(zone)
    return day_words(local.date()) + (f", {local:%H:%M}" if (local.hour, local.minute) != (0, 0) else "")


_MANY = {
    "hours": "hour",
    "days": "day",
    "weeks": "week",
    "months": "month",
    "years": "year",
    "minutes": "minute",
}


def span_words(count: int, span: str) -> str:
    return f"{count:,} {span}" if count != 1 else f"1 {_MANY[span]}"


def window_words(window: tree.Window, say: Callable[[str], str] = name_words) -> str:
    """The window as an adverbial: 'in the last 90 days', 'before 1 January 2019'; nothing for ever. `say` gives the words for
    a column that a window ends at."""
    if isinstance(window, tree.Ever):
        return ""
    if isinstance(window, tree.Last | tree.Next):
        return f"in the {window.op} {span_words(window.count, window.span) if window.count > 1 else _MANY[window.span]}"
    if isinstance(window, tree.Ago):
        return f"{window.furthest} to {window.nearest} days ago"
    if isinstance(window, tree.Calendar):
        if window.period == "day":
            return {"last": "yesterday", "this": "today", "next": "tomorrow"}[window.which]
        return f"in the {({'last': 'previous', 'this': 'current', 'next': 'coming'})[window.which]} calendar {window.period}"
    if isinstance(window, tree.Between):
        return f"between {bound_words(window.start, say)} and {bound_words(window.end, say)}"
    return f"{window.op} {bound_words(window.bound, say)}"


def bound_words(bound: tree.Bound, say: Callable[[str], str] = name_words) -> str:
    if isinstance(bound, tree.Date):
        return literal_words(bound)
    words = say(bound.name)
    return f"the {words}" if "date" in words.lower().split() else f"the {words} date"
