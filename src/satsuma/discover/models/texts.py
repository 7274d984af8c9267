"""Texts of a file as values of a model's fields. What cannot be read is missing, and said by row, never shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Sets
from satsuma.model.discoveries import BasisField
from satsuma.model.kinds import Kind

MISSING = frozenset({"", "-", "–", "?", "na", "n/a", "nan", "null", "#n/a", "none", "missing", "unknown"})
YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "ja", "j", "wahr", "oui", "vrai", "si", "sí", "x", "✓"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0", "nein", "falsch", "non", "faux"})
_MARKS = re.compile(
    r"[\s\u00a0\u202f'’€$£¥]|(?<=\d)\s*(?:eur|usd|gbp|chf)$|^(?:eur|usd|gbp|chf)\s*", re.IGNORECASE
)
_GROUPED_COMMA = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_POINT = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d")


@dataclass(slots=True)
class Reading:
    """One column as values, and the rows (from 1) whose text could not be read."""

    column: Column
    unreadable: list[int] = field(default_factory=list)


def read_texts(fields: Sequence[BasisField], texts: Sequence[str | None]) -> Reading:
    """`fields` are those of one variable: one, or one for each item of a set."""
    first = fields[0]
    words = [None if text is None else text.strip() for text in texts]
    if first.item is not None:
        return _read_sets([each.item or "" for each in fields], words)
    if first.kind is Kind.FLAG:
        return _read_flags(words)
    if first.levels:
        return _read_levels(first, words)
    if first.kind is Kind.DATE:
        return _read_days(words)
    return _read_numbers(first, words)


def is_missing(word: str | None) -> bool:
    return word is None or word.casefold() in MISSING


def _read_numbers(field: BasisField, words: Sequence[str | None]) -> Reading:
    found = Reading(Doubles(np.full(len(words), np.nan)))
    plain = [None if is_missing(word) else _MARKS.sub("", word or "") for word in words]
    has_comma = is_decimal_comma([word for word in plain if word is not None])
    values = np.full(len(words), np.nan)
    for row, word in enumerate(plain):
        if word is None:
            continue
        number = read_number(word, has_comma)
        if number is None:
            found.unreadable.append(row + 1)
            continue
        values[row] = number / 100 if word.endswith("%") and field.kind is Kind.SHARE else number
    found.column = Doubles(values)
    return found


def is_decimal_comma(words: Sequence[str]) -> bool:
    """Whether a comma parts the decimals: told by all numbers of a column together."""
    if any("," in word and "." in word for word in words):
        mixed = [word for word in words if "," in word and "." in word]
        return sum(word.rfind(",") > word.rfind(".") for word in mixed) * 2 > len(mixed)
    commas = [word.rstrip("%") for word in words if "," in word]
    return any(not _GROUPED_COMMA.fullmatch(word) for word in commas)


def read_number(word: str, has_comma: bool) -> float | None:
    """None where the text is no number."""
    text = word.rstrip("%")
    if has_comma:
        text = text.replace(".", "") if "," in text or _GROUPED_POINT.fullmatch(text) else text
        text = text.replace(",", ".")
    else:
        text = text.replace(",", "") if _GROUPED_COMMA.fullmatch(text) else text
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if np.isfinite(number) else None


def _read_flags(words: Sequence[str | None]) -> Reading:
    values = np.full(len(words), -1, np.int8)
    unreadable = []
    for row, word in enumerate(words):
        small = (word or "").casefold()
        if small in YES or small in NO:
            values[row] = small in YES
        elif not is_missing(word):
            unreadable.append(row + 1)
    return Reading(Flags(values), unreadable)


def _read_levels(field: BasisField, words: Sequence[str | None]) -> Reading:
    """Levels whatever their letter case; another word counts as the model counts rare ones, else as missing."""
    places = {level.casefold(): code for code, level in enumerate(field.levels)}
    rest = field.levels.index(field.other) if field.other is not None else -1
    codes = np.full(len(words), -1, np.int32)
    unreadable = []
    for row, word in enumerate(words):
        small = (word or "").casefold()
        if small in places:
            codes[row] = places[small]
        elif not is_missing(word):
            codes[row] = rest
            if rest < 0:
                unreadable.append(row + 1)
    return Reading(Codes(codes, field.levels), unreadable)


def _read_sets(items: Sequence[str], words: Sequence[str | None]) -> Reading:
    """Items apart by ; or | or commas; items that the model does not know still make the answer a known one."""
    places = {item.casefold(): code for code, item in enumerate(items)}
    codes: list[int] = []
    offsets = [0]
    for word in words:
        parts = [] if is_missing(word) else [part.strip() for part in re.split(r"[;|,]", word or "")]
        codes += sorted({places.get(part.casefold(), len(items)) for part in parts if part})
        offsets.append(len(codes))
    others = (*items, "other items")
    return Reading(Sets(np.array(offsets, np.int64), np.array(codes, np.int32), others))


def _read_days(words: Sequence[str | None]) -> Reading:
    seconds = np.full(len(words), np.iinfo(np.int64).min, np.int64)
    unreadable = []
    for row, word in enumerate(words):
        if is_missing(word):
            continue
        day = read_day(word or "")
        if day is None:
            unreadable.append(row + 1)
        else:
            seconds[row] = int(day.replace(tzinfo=dt.UTC).timestamp())
    return Reading(Moments(seconds), unreadable)


def read_day(word: str) -> dt.datetime | None:
    """Year first, or day.month.year; 03/04/2019 says too little to be read."""
    try:
        return dt.datetime.fromisoformat(word).replace(tzinfo=None)
    except ValueError:
        pass
    for form in _DAYS:
        try:
            return dt.datetime.strptime(word, form)
        except ValueError:
            continue
    return None
