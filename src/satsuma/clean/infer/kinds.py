"""The kind of a column, decided from a sample of its texts and its name, each decision with a sentence of evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from satsuma.clean.infer.dates import DateReading, read_date_numbers, read_dates
from satsuma.clean.infer.meanings import (
    CATEGORY_NAMES,
    CODE_NAMES,
    EMAIL,
    PHONE,
    PLACES,
    POSTCODE,
    STREET,
    names_date,
    names_id,
    names_money,
    names_person,
    says,
)
from satsuma.clean.infer.names import split_words
from satsuma.clean.infer.numbers import NumberReading, find_missing_codes, read_numbers
from satsuma.clean.infer.privacy import EMAIL_SHAPE, IP_SHAPE, PHONE_SHAPE, is_shaped
from satsuma.clean.infer.sample import ColumnSample
from satsuma.clean.infer.scales import order_bands, order_words
from satsuma.clean.infer.words import (
    MISSING_WORDS,
    NO_WORDS,
    PLAIN_NO,
    PLAIN_YES,
    UNKNOWN_WORDS,
    WORDLIKE_MISSING,
    YES_WORDS,
)
from satsuma.model.kinds import Kind

MIN_FIT = 0.98
"""Share of the filled values that must read as a number or a date."""
MIN_FIT_WITH_WORDS = 0.6
"""The same where the rest are at most MOST_FOREIGN_WORDS repeated words, which then mean missing."""
MOST_FOREIGN_WORDS = 3
MIN_SET_SHARE = 0.05
LONG_TEXT_LENGTH = 40.0
LONG_TEXT_WORDS = 6.0
UNIQUE_SHARE = 0.9
MANY_DISTINCT = 50
MOST_TEXT_DISTINCT_SHARE = 0.5
MOST_CODES = 30
_DESTROYED = re.compile(r"^\d([.,]\d+)?[eE]\+?(\d{2})$")
_UUID = re.compile(r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$|^[0-9a-fA-F]{32}$")
_SALESFORCE = re.compile(r"^00[0-9A-Za-z]{13}([0-9A-Za-z]{3})?$")
_SHARE_NAMES = frozenset(
    ["share", "ratio", "rate", "pct", "percent", "percentage", "probability", "anteil", "quote", "taux", "tasa", "wahrscheinlichkeit"]
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A column's kind and how to read it. `numbers` or `dates` are set where the texts read so; `is_destroyed` marks
    identifiers that a spreadsheet rounded; `code_rows` are rows of the sample with a missing code."""

    sample: ColumnSample
    words: tuple[str, ...]
    kind: Kind
    evidence: str
    numbers: NumberReading | None = None
    dates: DateReading | None = None
    missing: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    levels: tuple[str, ...] | None = None
    separator: str | None = None
    percent: bool = False
    is_destroyed: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """The filled texts without those that mean missing."""
        return tuple(pair for pair in self.sample.texts if pair[0] not in self.missing)

    @property
    def filled(self) -> int:
        lost = sum(count for text, count in self.sample.texts if text in self.missing)
        return self.sample.filled - lost

    @property
    def distinct(self) -> int:
        return self.sample.distinct - sum(text in self.missing for text, _ in self.sample.texts)


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
        return _but(start, evidence="no row has a value", notes=("has no value in any row",))
    for judge in (_judge_native, _judge_destroyed, _judge_flag):
        if guess := judge(start, texts):
            return guess
    numbers = read_numbers(texts, decimal)
    for guess in (
        _judge_dates(start, texts, numbers, day_first),
        _judge_numbers(start, texts, numbers),
        _judge_words(start, texts),
    ):
        if guess is not None:
            return guess
    return _judge_text(start, texts)


def _but(guess: Guess, **changes: object) -> Guess:
    from dataclasses import replace

    return replace(guess, **changes)  # type: ignore[arg-type]


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
        return _but(start, kind=Kind.FLAG, evidence="stored as true or false", yes=("true",), no=("false",))
    if dtype.startswith(("TIMESTAMP", "DATE")):
        dates = DateReading((), start.sample.filled, has_time=dtype != "DATE")
        return _but(start, kind=Kind.DATE, evidence=f"stored as {dtype.lower()}", dates=dates)
    if dtype.endswith("[]"):
        return _but(start, kind=Kind.SET, evidence="stored as a list")
    return None


def _judge_destroyed(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    filled = sum(count for _, count in texts)
    big = sum(count for text, count in texts if (match := _DESTROYED.match(text)) and int(match[2]) >= 9)
    if start.sample.dtype != "VARCHAR" or big < 0.5 * filled:
        return None
    sentence = (
        "values such as 2.82E+18: a spreadsheet rounded these numbers, so they identify nobody any more"
    )
    return _but(start, kind=Kind.IDENTIFIER, evidence=sentence, is_destroyed=True, notes=(sentence,))


def _judge_flag(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    if start.sample.distinct > 8 or len(texts) > 4:
        return None
    spelled = {text: text.casefold() for text, _ in texts}
    yes = tuple(text for text, word in spelled.items() if word in YES_WORDS)
    no = tuple(text for text, word in spelled.items() if word in NO_WORDS)
    if len(yes) + len(no) != len(spelled):
        return None
    plain = {word for word in spelled.values()} & (PLAIN_YES | PLAIN_NO)
    if not (yes and no) and not plain:
        return None
    if yes and no and not _is_pair({spelled[text] for text in yes}, {spelled[text] for text in no}):
        return None
    shown = " / ".join(sorted(spelled))
    return _but(start, kind=Kind.FLAG, evidence=f"only the values {shown}", yes=yes, no=no)


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
        return _but(
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
        tuple(misfits) if len(misfits) <= MOST_FOREIGN_WORDS and not any(map(_has_digit, misfits)) else ()
    )
    return _but(
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
            and not any(map(_has_digit, words))
        ):
            foreign = words
        elif numbers.fits < MIN_FIT * filled:
            return None
    if guess := _judge_codes(start, texts, numbers):
        return guess
    missing = start.missing + foreign
    return _but(_name_number(start, numbers), numbers=numbers, missing=missing)


def _name_number(start: Guess, numbers: NumberReading) -> Guess:
    words = start.words
    looked = f"{numbers.fits:,} values looked at are numbers"
    marks = (
        f", written with {'a decimal comma' if numbers.decimal == ',' else 'a decimal point'}"
        if numbers.decimal
        else ""
    )
    if numbers.is_percent:
        return _but(start, kind=Kind.SHARE, percent=True, evidence=f"{looked} with a percent sign")
    codes = () if names_money(words) or numbers.has_currency else find_missing_codes(numbers.values)
    notes = tuple(f"{code} lies far from all other values and is taken as missing" for code in codes)
    spelled = tuple(text for text, _ in start.sample.texts if any(_equals(text, code) for code in codes))
    start = _but(start, missing=start.missing + spelled, notes=notes)
    rest = "".join(f"; {note}" for note in notes)
    if numbers.has_currency:
        return _but(
            start, kind=Kind.MONEY, evidence=f"{looked} with a currency sign ({numbers.currency}){marks}"
        )
    if names_money(words):
        return _but(start, kind=Kind.MONEY, evidence=f"{looked}{marks} and the name speaks of money")
    values = [value for value, _ in numbers.values if value not in codes]
    if (
        says(words, _SHARE_NAMES)
        and values
        and min(values) >= 0
        and max(values) <= 1
        and not numbers.integers
    ):
        return _but(
            start, kind=Kind.SHARE, evidence=f"{looked} between 0 and 1 and the name speaks of a share"
        )
    return _but(start, kind=Kind.NUMBER, evidence=f"{looked}{marks}{rest}")


def _equals(text: str, code: int) -> bool:
    try:
        return float(text) == code
    except ValueError:
        return False


def _judge_codes(start: Guess, texts: Sequence[tuple[str, int]], numbers: NumberReading) -> Guess | None:
    """Digits that are names, not amounts: keys, postcodes, phone numbers, small codes named type or status."""
    words = start.words
    if numbers.has_currency or numbers.is_percent:
        return None
    if says(words, POSTCODE):
        return _but(start, kind=Kind.CATEGORY, evidence="postcodes are digits that name a place")
    if says(words, PHONE) and not says(words, frozenset({"calls", "count", "cost", "spend"})):
        return _but(start, kind=Kind.IDENTIFIER, evidence="the name says phone number")
    if names_id(words):
        return _but(
            start,
            kind=Kind.IDENTIFIER,
            numbers=numbers,
            evidence="whole numbers, and the name says identifier",
        )
    if numbers.has_leading_zeros and numbers.integers and start.sample.dtype == "VARCHAR":
        return _but(
            start, kind=Kind.IDENTIFIER, numbers=numbers, evidence="digits with leading zeros name something"
        )
    if words and words[-1] in CODE_NAMES and numbers.integers and len(texts) <= MOST_CODES:
        return _but(start, kind=Kind.CATEGORY, evidence=f"{len(texts)} whole numbers, and the name says code")
    return None


def _judge_words(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    plain = [text for text, _ in texts]
    if len(plain) == start.sample.distinct - len(start.missing):
        if levels := order_bands(plain):
            return _but(
                start,
                kind=Kind.ORDERED,
                levels=levels,
                evidence=f"{len(levels)} bands that follow each other",
            )
        if levels := order_words(plain):
            return _but(
                start, kind=Kind.ORDERED, levels=levels, evidence=f"{len(levels)} steps of a known scale"
            )
    if (says(start.words, EMAIL) and is_shaped(texts, EMAIL_SHAPE, 0.5)) or is_shaped(texts, EMAIL_SHAPE):
        return _but(start, kind=Kind.IDENTIFIER, evidence="the values are e-mail addresses")
    if says(start.words, PHONE) and is_shaped(texts, PHONE_SHAPE, 0.5):
        return _but(start, kind=Kind.IDENTIFIER, evidence="the values are phone numbers")
    if separator := _find_separator(texts):
        return _but(
            start,
            kind=Kind.SET,
            separator=separator,
            evidence=f"several values in a field, separated by '{separator}'",
        )
    return None


def _find_separator(texts: Sequence[tuple[str, int]]) -> str | None:
    filled = sum(count for _, count in texts)
    for separator in (";", "|"):
        having = [text for text, _ in texts if separator in text.strip(separator)]
        if sum(count for text, count in texts if separator in text.strip(separator)) < MIN_SET_SHARE * filled:
            continue
        tokens = [token.strip() for text in having for token in text.split(separator) if token.strip()]
        is_short = sum(map(len, tokens)) <= 30 * len(tokens) and max(map(len, tokens)) <= 80
        is_whole = all(token.count("(") == token.count(")") for token in tokens)
        if tokens and is_short and is_whole:
            return separator
    return None


def _judge_text(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess:
    filled = sum(count for _, count in texts)
    distinct = start.sample.distinct - len(start.missing)
    length = sum(len(text) * count for text, count in texts) / max(1, sum(count for _, count in texts))
    spaces = sum(len(text.split()) * count for text, count in texts) / max(
        1, sum(count for _, count in texts)
    )
    is_unique = distinct >= UNIQUE_SHARE * filled and distinct >= MANY_DISTINCT
    has_codes = is_shaped(texts, _UUID) or is_shaped(texts, _SALESFORCE)
    if says(start.words, POSTCODE):
        return _but(start, kind=Kind.CATEGORY, evidence="postcodes name a place")
    if is_shaped(texts, IP_SHAPE):
        return _but(start, kind=Kind.IDENTIFIER, evidence="the values are network addresses")
    is_code = names_id(start.words) and not (start.words[-1] == "code" and says(start.words, PLACES))
    if (
        says(start.words, CATEGORY_NAMES | PLACES)
        and length < LONG_TEXT_LENGTH
        and not has_codes
        and not is_code
    ):
        return _judge_category(start, texts, distinct)
    if (names_id(start.words) and spaces < 2.5) or (has_codes and (is_unique or names_id(start.words))):
        return _but(
            start, kind=Kind.IDENTIFIER, evidence="the name or the shape of the values says identifier"
        )
    if names_person(start.words):
        return _but(start, kind=Kind.TEXT, evidence="the name says that these are people's names")
    if says(start.words, EMAIL) and distinct > MANY_DISTINCT and spaces < 1.2:
        return _but(start, kind=Kind.IDENTIFIER, evidence="the name says e-mail address")
    if (length >= LONG_TEXT_LENGTH or spaces >= LONG_TEXT_WORDS) and (
        distinct > MOST_TEXT_DISTINCT_SHARE * filled
        or (length >= 2 * LONG_TEXT_LENGTH and distinct > MANY_DISTINCT)
    ):
        return _but(start, kind=Kind.TEXT, evidence=f"long texts, {length:.0f} letters on average")
    if says(start.words, STREET) and distinct > MANY_DISTINCT:
        return _but(start, kind=Kind.TEXT, evidence="the name says address and the values differ")
    if is_unique and spaces < 1.5 and any(_has_digit(text) for text, _ in texts[:50]):
        return _but(start, kind=Kind.IDENTIFIER, evidence="nearly every row has another code")
    if distinct > MOST_TEXT_DISTINCT_SHARE * filled and distinct > 2 * MANY_DISTINCT:
        return _but(start, kind=Kind.TEXT, evidence=f"{distinct:,} different texts in {filled:,} values")
    return _judge_category(start, texts, distinct)


def _judge_category(start: Guess, texts: Sequence[tuple[str, int]], distinct: int) -> Guess:
    notes: list[str] = []
    folded = {" ".join(text.casefold().split()) for text, _ in texts}
    if len(folded) < len(texts):
        notes.append(f"{len(texts) - len(folded)} values differ from another only by case or spaces")
    unknown = sum(count for text, count in texts if text.casefold() in UNKNOWN_WORDS)
    if unknown:
        notes.append(
            f"'unknown' occurs {unknown:,} times in the rows looked at and stays a category of its own"
        )
    if distinct == 1:
        notes.append("has the same value in every filled row")
    plural = "different value" if distinct == 1 else "different values"
    return _but(
        start,
        kind=Kind.CATEGORY,
        evidence="; ".join([f"{distinct:,} {plural} in {start.filled:,} rows looked at", *notes]),
        notes=tuple(notes),
    )


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
