"""Kinds of texts that are neither numbers nor dates: bands, e-mail addresses, sets, long texts, identifiers, categories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from satsuma.clean.infer.guess import Guess, change
from satsuma.clean.infer.meanings import (
    CAMPAIGN_CODES,
    CATEGORY_NAMES,
    EMAIL,
    PHONE,
    PLACES,
    POSTCODE,
    STREET,
    names_id,
    names_person,
    says,
)
from satsuma.clean.infer.privacy import EMAIL_SHAPE, IP_SHAPE, PHONE_SHAPE, SALESFORCE_SHAPE, is_shaped
from satsuma.clean.infer.scales import order_bands, order_words
from satsuma.clean.infer.words import UNKNOWN_WORDS
from satsuma.model.kinds import Kind

MIN_SET_SHARE = 0.05
LONG_TEXT_LENGTH = 40.0
LONG_TEXT_WORDS = 6.0
UNIQUE_SHARE = 0.9
MANY_DISTINCT = 50
MOST_TEXT_DISTINCT_SHARE = 0.5
_UUID = re.compile(r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$|^[0-9a-fA-F]{32}$")


def judge_words(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess | None:
    plain = [text for text, _ in texts]
    if len(plain) == start.sample.distinct - len(start.missing) and not names_id(start.words):
        if levels := order_bands(plain):
            return change(
                start,
                kind=Kind.ORDERED,
                levels=levels,
                evidence=f"{len(levels)} bands that follow each other",
            )
        if levels := order_words(plain):
            return change(
                start, kind=Kind.ORDERED, levels=levels, evidence=f"{len(levels)} steps of a known scale"
            )
    if (says(start.words, EMAIL) and is_shaped(texts, EMAIL_SHAPE, 0.5)) or is_shaped(texts, EMAIL_SHAPE):
        return change(start, kind=Kind.IDENTIFIER, evidence="the values are e-mail addresses")
    if says(start.words, PHONE) and is_shaped(texts, PHONE_SHAPE, 0.5):
        return change(start, kind=Kind.IDENTIFIER, evidence="the values are phone numbers")
    if separator := _find_separator(texts):
        return change(
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


def judge_text(start: Guess, texts: Sequence[tuple[str, int]]) -> Guess:
    filled = sum(count for _, count in texts)
    distinct = start.sample.distinct - len(start.missing)
    length = sum(len(text) * count for text, count in texts) / max(1, sum(count for _, count in texts))
    spaces = sum(len(text.split()) * count for text, count in texts) / max(
        1, sum(count for _, count in texts)
    )
    is_unique = distinct >= UNIQUE_SHARE * filled and distinct >= MANY_DISTINCT
    has_codes = is_shaped(texts, _UUID) or is_shaped(texts, SALESFORCE_SHAPE)
    if says(start.words, POSTCODE):
        return change(start, kind=Kind.CATEGORY, evidence="postcodes name a place")
    if is_shaped(texts, IP_SHAPE):
        return change(start, kind=Kind.IDENTIFIER, evidence="the values are network addresses")
    is_code = names_id(start.words) and not (
        start.words[-1] == "code" and says(start.words, PLACES | CAMPAIGN_CODES)
    )
    if (
        says(start.words, CATEGORY_NAMES | PLACES | CAMPAIGN_CODES)
        and length < LONG_TEXT_LENGTH
        and not has_codes
        and not is_code
    ):
        return _judge_category(start, texts, distinct)
    if (names_id(start.words) and spaces < 2.5) or (has_codes and (is_unique or names_id(start.words))):
        return change(
            start, kind=Kind.IDENTIFIER, evidence="the name or the shape of the values says identifier"
        )
    if names_person(start.words):
        return change(start, kind=Kind.TEXT, evidence="the name says that these are people's names")
    if says(start.words, EMAIL) and distinct > MANY_DISTINCT and spaces < 1.2:
        return change(start, kind=Kind.IDENTIFIER, evidence="the name says e-mail address")
    if (length >= LONG_TEXT_LENGTH or spaces >= LONG_TEXT_WORDS) and (
        distinct > MOST_TEXT_DISTINCT_SHARE * filled
        or (length >= 2 * LONG_TEXT_LENGTH and distinct > MANY_DISTINCT)
    ):
        return change(start, kind=Kind.TEXT, evidence=f"long texts, {length:.0f} letters on average")
    if says(start.words, STREET) and distinct > MANY_DISTINCT:
        return change(start, kind=Kind.TEXT, evidence="the name says address and the values differ")
    if is_unique and spaces < 1.5 and any(has_digit(text) for text, _ in texts[:50]):
        return change(start, kind=Kind.IDENTIFIER, evidence="nearly every row has another code")
    if distinct > MOST_TEXT_DISTINCT_SHARE * filled and distinct > 2 * MANY_DISTINCT:
        return change(start, kind=Kind.TEXT, evidence=f"{distinct:,} different texts in {filled:,} values")
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
    if distinct == 1 and start.filled > 1:
        notes.append("has the same value in every filled row")
    plural = "different value" if distinct == 1 else "different values"
    return change(
        start,
        kind=Kind.CATEGORY,
        evidence="; ".join([f"{distinct:,} {plural} in {start.filled:,} rows looked at", *notes]),
        notes=tuple(notes),
    )


def has_digit(text: str) -> bool:
    """True when the text holds a digit."""
    return any(letter.isdigit() for letter in text)
