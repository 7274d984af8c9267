"""Dates in texts and integers: which formats a column's values have, and whether 03/04 can be told apart."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.clean.infer.words import list_words

MIN_FORMAT_SHARE = 0.0005
"""Formats rarer than this share of the values are not listed."""
_EPOCH_S = (315_532_800.0, 4_102_444_800.0)  # 1980 to 2100
_EXCEL = (10_959.0, 73_050.0)  # 1930 to 2100
_TIMES = (
    (r"\d{1,2}:\d{2}", "%H:%M"),
    (r"\d{1,2}:\d{2}:\d{2}", "%H:%M:%S"),
    (r"\d{1,2}:\d{2}:\d{2}\.\d+", "%H:%M:%S.%f"),
    (r"\d{1,2}:\d{2} ?[AaPp][Mm]", "%I:%M %p"),
    (r"\d{1,2}:\d{2}:\d{2} ?[AaPp][Mm]", "%I:%M:%S %p"),
)
_ISO = re.compile(
    r"^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?UTC|Z|[+-]\d{2}(:\d{2})?)?)?$"
)
_ISO_OFFSET = re.compile(r"^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}:\d{2} [+-]\d{4}$")
_ISO_TIGHT = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}T\d{1,2}:\d{2}:\d{2}[+-]\d{4}$")
_ISO_FRACTION = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+[+-]\d{4}$")
_NUMERIC = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T,]+(.+))?$")
_YEAR_FIRST = re.compile(r"^(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?:[ T]+(.+))?$")
_MONTH = r"[A-Za-z]{3,9}\.?"
_NAMED = (
    (re.compile(rf"^\d{{1,2}}([ -])({_MONTH})\1(\d{{4}}|\d{{2}})(?: +(.+))?$"), "%d{0}{1}{0}{2}"),
    (re.compile(rf"^({_MONTH}) (\d{{1,2}}), (\d{{4}})(?:,? +(.+))?$"), "{1} %d, %Y"),
)
_MONTH_NAMES = list_words(
    """january february march april may june july august september october november december"""
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a column's texts read as dates. `formats` are strptime formats (or 'iso', 'epoch s' …), commonest first;
    `day_first` and `month_first` count the values that only one order can explain; `both` those that either explains."""

    formats: tuple[str, ...]
    fits: int
    day_first: int = 0
    month_first: int = 0
    both: int = 0
    has_time: bool = False

    @property
    def is_ambiguous(self) -> bool:
        return self.both > 0 and self.day_first == 0 and self.month_first == 0


def read_dates(texts: Sequence[tuple[str, int]], *, day_first: bool | None = None) -> DateReading | None:
    """The formats that the texts have, or None without any date. `day_first` says how to read dates that no value
    decides; None means month first (with slashes) or day first (with dots)."""
    shapes: Counter[str] = Counter()
    days = months = both = 0
    for text, count in texts:
        shape = _find_shape(text)
        if shape is None:
            continue
        shapes[shape] += count
        if "@" in shape:
            match = _NUMERIC.match(text)
            first, second = (int(match[1]), int(match[3])) if match else (0, 0)
            days += count * (first > 12)
            months += count * (second > 12)
            both += count * (first <= 12 and second <= 12 and first != second)
    if not shapes:
        return None
    fits = sum(shapes.values())
    kept = [shape for shape, count in shapes.most_common() if count >= MIN_FORMAT_SHARE * fits]
    formats: list[str] = []
    for shape in kept:
        formats.extend(_write_formats(shape, days, months, day_first))
    has_time = any("%H" in item or "%I" in item for item in formats) or any(
        ":" in text for text, _ in texts[:20]
    )
    return DateReading(tuple(dict.fromkeys(formats)), fits, days, months, both, has_time)


def read_date_numbers(values: Sequence[tuple[float, int]], *, is_named_date: bool) -> DateReading | None:
    """Integers that are dates: YYYYMMDD, seconds or milliseconds since 1970, Excel's day numbers (only in columns whose
    name says date)."""
    if not values or not all(value.is_integer() for value, _ in values):
        return None
    fits = sum(count for _, count in values)
    low, high = min(value for value, _ in values), max(value for value, _ in values)
    if all(19_000_101 <= value <= 21_000_101 and _is_calendar_day(int(value)) for value, _ in values):
        return DateReading(("%Y%m%d",), fits) if is_named_date or len(values) > 1 else None
    if low >= _EPOCH_S[0] * 1000 and high <= _EPOCH_S[1] * 1000 and (is_named_date or len(values) > 1):
        return DateReading(("epoch ms",), fits, has_time=True)
    if low >= _EPOCH_S[0] and high <= _EPOCH_S[1] and is_named_date:
        return DateReading(("epoch s",), fits, has_time=True)
    if is_named_date and low >= _EXCEL[0] and high <= _EXCEL[1]:
        return DateReading(("excel",), fits)
    return None


def _is_calendar_day(number: int) -> bool:
    try:
        dt.date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return False
    return True


def _find_shape(text: str) -> str | None:
    """A format with @ for the two parts of a numeric date whose order is open, or None."""
    if _ISO.match(text):
        return "iso"
    if _ISO_OFFSET.match(text):
        return "%Y-%m-%d %H:%M:%S %z"
    if _ISO_TIGHT.match(text):
        return "%Y-%m-%dT%H:%M:%S%z"
    if _ISO_FRACTION.match(text):
        return "%Y-%m-%dT%H:%M:%S.%f%z"
    if match := _NUMERIC.match(text):
        if (
            not (1 <= int(match[1]) <= 31 and 1 <= int(match[3]) <= 31)
            or min(int(match[1]), int(match[3])) > 12
        ):
            return None
        year = "%Y" if len(match[4]) == 4 else "%y"
        return _add_time(f"@{match[2]}@{match[2]}{year}", match[5])
    if match := _YEAR_FIRST.match(text):
        return _add_time(f"%Y{match[2]}%m{match[2]}%d", match[5])
    for pattern, template in _NAMED:
        if match := pattern.match(text):
            return _write_named(match, template)
    return None


def _write_named(match: re.Match[str], template: str) -> str | None:
    groups = match.groups()
    by_day = template.startswith("%d")
    month = groups[1] if by_day else groups[0]
    word = month.rstrip(".").lower()
    if len(word) == 3 and any(name.startswith(word) for name in _MONTH_NAMES):
        code = "%b" + ("." if month.endswith(".") else "")
    elif word in _MONTH_NAMES:
        code = "%B"
    else:
        return None
    year = "%Y" if len(groups[2]) == 4 else "%y"
    return _add_time(template.format(groups[0], code, year), groups[3])


def _add_time(shape: str, rest: str | None) -> str | None:
    if rest is None:
        return shape
    for pattern, code in _TIMES:
        if re.fullmatch(pattern, rest):
            return f"{shape} {code}"
    return None


def _write_formats(shape: str, days: int, months: int, day_first: bool | None) -> list[str]:
    if "@" not in shape:
        return [shape]
    by_day = shape.replace("@", "%d", 1).replace("@", "%m", 1)
    by_month = shape.replace("@", "%m", 1).replace("@", "%d", 1)
    if days and months:
        return [by_day, by_month] if days > months else [by_month, by_day]
    if days or months:
        return [by_day] if days else [by_month]
    default = "." in shape.split(" ")[0] or "-" in shape.split(" ")[0]
    return [by_day] if (default if day_first is None else day_first) else [by_month]
