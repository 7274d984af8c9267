"""The kind of a column, decided from a sample of its texts and its name, each decision with a sentence of evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from satsuma.clean.infer.dates import DateReading, read_date_numbers, read_dates
from satsuma.clean.infer.guess import Guess, change
from satsuma.clean.infer.meanings import (
    CODE_NAMES,
    PHONE,
    POSTCODE,
    names_date,
    names_id,
    names_money,
    names_person,
    says,
)
from satsuma.clean.infer.names import split_words
from satsuma.clean.infer.numbers import NumberReading, find_missing_codes, read_numbers
from satsuma.clean.infer.sample import ColumnSample
from satsuma.clean.infer.texts import has_digit, judge_text, judge_words
from satsuma.clean.infer.words import (
    MISSING_WORDS,
    NO_WORDS,
    PLAIN_NO,
    PLAIN_YES,
    WORDLIKE_MISSING,
    YES_WORDS,
    list_words,
)
from satsuma.model.kinds import Kind

MIN_FIT = 0.98
"""Share of the filled values that must read as a number or a date."""
MIN_FIT_WITH_WORDS = 0.6
"""The same where the rest are at most MOST_FOREIGN_WORDS repeated words, which then mean missing."""
MOST_FOREIGN_WORDS = 3
MOST_CODES = 30
MOST_UNITS = 1e15
"""Beyond it cleaning holds no number."""
FEWEST_KEYS = 10
WHOSE = list_words("customer client user kunde cliente usuario nutzer account")
"""Alone as a header above many different whole numbers, such a word means the key."""
_DESTROYED = re.compile(r"^\d([.,]\d+)?[eE]\+?(\d{2})$")
_SHARE_NAMES = list_words(
    """share ratio rate pct percent percentage probability anteil quote taux tasa wahrscheinlichkeit"""
)


def judge_kind(
    sample: ColumnSample, decimal: Literal[".", ","] | None = None, day_first: bool | None = None
) -> Guess:
    """The kind of one column. `decimal` is what the file's format declares, `day_first` how dates that nothing in the
    column decides are read."""
    words = split_words(sample.raw)
    missing = _find_missing_words(sample, words)
    texts = tuple(pair for pair in sample.texts if pair[0] not in missing)
    start = Guess(sample, words, Kind.CATEGORY, "", missing=missing)
    if not texts:
        return change(start, evidence="no row has a value", notes=("has no value in any row",))
    for judge in (_judge_native, _judge_destroyed, _judge_flag):
        if guess := judge(start, texts):
            return guess
    numbers = read_numbers(texts, decimal)
    for guess in (
        _judge_dates(start, texts, numbers, day_first),
        _judge_numbers(start, texts, numbers),
        judge_words(start, texts),
    ):
        if guess is not None:
            return guess
    return judge_text(start, texts)


def _find_missing_words(sample: ColumnSample, words: Sequence[str]) -> tuple[str, ...]:
    is_name = names_person(words)
    found = tuple(
        text
        for text, _ in sample.texts
        if text.casefold() in MISSING_WORDS
        and not (
            text.casefold() in WORDLIKE_MISSING and text.istitle() and (is_name or text in ("Na", "Nan"))
        )
    )
    rest = [text for text, _ in sample.texts if text not in found]
    if found and rest and all(len(text) == 2 and text.isupper() for text in rest):
        # A column of two-letter codes: NA is Namibia, not a missing country.
        return tuple(text for text in found if not (text == "NA" and len(rest) >= 5))
    return found


def _judge_native(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    dtype = start.sample.dtype.upper()
    if dtype == "BOOLEAN":
        return change(start, kind=Kind.FLAG, evidence="stored as true or false", yes=("true",), no=("false",))
    if dtype.startswith(("TIMESTAMP", "DATE")):
        dates = DateReading((), start.sample.filled, has_time=dtype != "DATE")
        return change(start, kind=Kind.DATE, evidence=f"stored as {dtype.lower()}", dates=dates)
    if dtype.endswith("[]"):
        return change(start, kind=Kind.SET, evidence="stored as a list")
    return None


def _judge_destroyed(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    filled = sum(count for _, count in texts)
    big = sum(count for text, count in texts if (match := _DESTROYED.match(text)) and int(match[2]) >= 9)
    if start.sample.dtype != "VARCHAR" or big < 0.5 * filled:
        return None
    sentence = (
        "values such as 2.82E+18: a spreadsheet rounded these numbers, so they identify nobody any more"
    )
    return change(start, kind=Kind.IDENTIFIER, evidence=sentence, is_destroyed=True, notes=(sentence,))


def _judge_flag(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    if start.sample.distinct > 8 or len(texts) > 4:
        return None
    spelled = {text: text.casefold() for text, _ in texts}
    yes = tuple(text for text, word in spelled.items() if word in YES_WORDS)
    no = tuple(text for text, word in spelled.items() if word in NO_WORDS)
    if len(yes) + len(no) != len(spelled) or (names_id(start.words) and all(map(str.isdigit, spelled))):
        return None
    plain = set(spelled.values()) & (PLAIN_YES | PLAIN_NO)
    if not (yes and no) and not plain:
        return None
    if yes and no and not _is_pair({spelled[text] for text in yes}, {spelled[text] for text in no}):
        return None
    shown = " / ".join(sorted(spelled))
    return change(start, kind=Kind.FLAG, evidence=f"only the values {shown}", yes=yes, no=no)


def _is_pair(yes: set[str], no: set[str]) -> bool:
    """Letters need their counterpart: S and N may be sizes, Y and N are not."""
    lone = {"s": {"n"}, "o": {"n"}, "x": set(), "t": {"f"}, "j": {"n"}, "y": {"n"}}
    return all(not (word in lone and not (lone[word] & no)) for word in yes)


def _judge_dates(
    start: Guess, texts: Sequence[tuple[str, int]], numbers: NumberReading | None, day_first: bool | None
) -> Guess | None:
    filled = sum(count for _, count in texts)
    if numbers is not None and numbers.fits == filled and not numbers.has_currency:
        named = names_date(start.words) or start.words[:1] == ("date",)
        if names_id(start.words) and not named:
            return None
        reading = read_date_numbers(numbers.values, is_named_date=named)
        if reading is None:
            return None
        return change(
            start, kind=Kind.DATE, dates=reading, evidence=f"every value is a date as {reading.formats[0]}"
        )
    reading = read_dates(texts, day_first=day_first)
    if reading is None:
        return None
    misfits = [text for text, _ in texts if read_dates([(text, 1)]) is None] if reading.fits < filled else []
    if reading.fits < MIN_FIT * filled and not (
        reading.fits >= MIN_FIT_WITH_WORDS * filled and len(misfits) <= MOST_FOREIGN_WORDS
    ):
        return None
    foreign = (
        tuple(misfits) if len(misfits) <= MOST_FOREIGN_WORDS and not any(map(has_digit, misfits)) else ()
    )
    return change(
        start,
        kind=Kind.DATE,
        dates=reading,
        missing=start.missing + foreign,
        evidence=_explain_dates(reading, filled),
    )


def _explain_dates(reading: DateReading, filled: int) -> str:
    sentence = f"{reading.fits:,} of {filled:,} values looked at are dates as {' | '.join(reading.formats)}"
    if reading.day_first and reading.month_first:
        sentence += f"; {reading.day_first:,} can only be day first, {reading.month_first:,} only month first"
    elif reading.month_first:
        sentence += f"; {reading.month_first:,} values with a day above 12 show that the month comes first"
    elif reading.day_first:
        sentence += f"; {reading.day_first:,} values with a day above 12 show that the day comes first"
    elif reading.both:
        sentence += "; no value shows whether the day or the month comes first"
    return sentence


def _judge_numbers(
    start: Guess, texts: Sequence[tuple[str, int]], numbers: NumberReading | None
) -> Guess | None:
    if numbers is None:
        return None
    filled = sum(count for _, count in texts)
    foreign: tuple[str, ...] = ()
    if numbers.fits < filled:
        words = tuple(text for text, _ in numbers.misfits)
        if (
            len(words) <= MOST_FOREIGN_WORDS
            and numbers.fits >= MIN_FIT_WITH_WORDS * filled
            and not any(map(has_digit, words))
        ):
            foreign = words
        elif numbers.fits < MIN_FIT * filled:
            return None
    if guess := _judge_codes(start, texts, numbers):
        return guess
    notes = tuple(f"'{word}' stands among numbers and is taken as missing" for word in foreign)
    start = change(start, missing=start.missing + foreign, notes=start.notes + notes)
    return change(_name_number(start, numbers), numbers=numbers)


def _name_number(start: Guess, numbers: NumberReading) -> Guess:
    words = start.words
    looked = f"{numbers.fits:,} values looked at are numbers"
    marks = (
        f", written with {'a decimal comma' if numbers.decimal == ',' else 'a decimal point'}"
        if numbers.decimal
        else ""
    )
    if numbers.is_percent:
        return change(start, kind=Kind.SHARE, percent=True, evidence=f"{looked} with a percent sign")
    codes = () if names_money(words) or numbers.has_currency else find_missing_codes(numbers.values)
    notes = tuple(f"{code} lies far from all other values and is taken as missing" for code in codes)
    spelled = tuple(text for text, _ in start.sample.texts if any(_equals(text, code) for code in codes))
    start = change(start, missing=start.missing + spelled, notes=start.notes + notes)
    rest = "".join(f"; {note}" for note in notes)
    if numbers.has_currency:
        return change(
            start, kind=Kind.MONEY, evidence=f"{looked} with a currency sign ({numbers.currency}){marks}"
        )
    if names_money(words):
        return change(start, kind=Kind.MONEY, evidence=f"{looked}{marks} and the name speaks of money")
    values = [value for value, _ in numbers.values if value not in codes]
    if (
        says(words, _SHARE_NAMES)
        and values
        and min(values) >= 0
        and max(values) <= 1
        and not numbers.integers
    ):
        return change(
            start, kind=Kind.SHARE, evidence=f"{looked} between 0 and 1 and the name speaks of a share"
        )
    return change(start, kind=Kind.NUMBER, evidence=f"{looked}{marks}{rest}")


def _equals(text: str, code: int) -> bool:
    try:
        return float(text) == code
    except ValueError:
        return False


def are_too_long(numbers: NumberReading) -> bool:
    """Whether most values are beyond what is held as a number."""
    beyond = sum(count for value, count in numbers.values if abs(value) >= MOST_UNITS)
    return 2 * beyond > sum(count for _, count in numbers.values)


def _judge_codes(start: Guess, texts: Sequence[tuple[str, int]], numbers: NumberReading) -> Guess | None:
    """Digits that are names, not amounts: keys, postcodes, phone numbers, small codes named type or status."""
    words = start.words
    if numbers.has_currency or numbers.is_percent:
        return None
    if says(words, POSTCODE):
        return change(start, kind=Kind.CATEGORY, evidence="postcodes are digits that name a place")
    if says(words, PHONE) and not says(words, frozenset({"calls", "count", "cost", "spend"})):
        return change(start, kind=Kind.IDENTIFIER, evidence="the name says phone number")
    if names_id(words):
        return change(
            start,
            kind=Kind.IDENTIFIER,
            numbers=numbers,
            evidence="whole numbers, and the name says identifier",
        )
    if numbers.integers and len(texts) >= FEWEST_KEYS and len(words) == 1 and words[0] in WHOSE:
        return change(
            start,
            kind=Kind.IDENTIFIER,
            numbers=numbers,
            evidence=f"many whole numbers, and the name is {words[0]}",
        )
    if numbers.integers and not names_money(words) and are_too_long(numbers):
        return change(
            start, kind=Kind.IDENTIFIER, numbers=numbers, evidence="whole numbers too long to be amounts"
        )
    if numbers.has_leading_zeros and numbers.integers and start.sample.dtype == "VARCHAR":
        return change(
            start, kind=Kind.IDENTIFIER, numbers=numbers, evidence="digits with leading zeros name something"
        )
    if words and words[-1] in CODE_NAMES and numbers.integers and len(texts) <= MOST_CODES:
        return change(
            start, kind=Kind.CATEGORY, evidence=f"{len(texts)} whole numbers, and the name says code"
        )
    return None
