"""Questions about one column, as SQL aggregates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from satsuma.clean.apply.dates import HAS_OFFSET, alternatives
from satsuma.clean.apply.fields import (
    NOT_FINITE,
    Field,
    has_white_edge,
    known_codes,
    known_text,
    known_value,
    trimmed,
)
from satsuma.clean.apply.numbers import (
    CURRENCY,
    decimals_of_double,
    decimals_of_text,
    plain_text,
)
from satsuma.clean.apply.quoting import is_one_text, text
from satsuma.model.kinds import NUMERIC, Kind

INTEGER_KEY = r"0|-?[1-9][0-9]{0,17}"
DESTROYED_KEY = r"[+-]?\d(?:[.,]\d+)?[eE]\+\d+"
SALESFORCE_ID = r"[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?"
OFTEN_REPEATED = frozenset({Kind.CATEGORY, Kind.ORDERED, Kind.FLAG})
"""Kinds whose raw column DuckDB keeps as a dictionary, on which any function is cheap."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about one column: `known` is its value in the innermost select, named k<number>; `digits` a number's text
    made of that, named n<number>; the double of that is d<number>. The aggregates are over those and the raw column, named
    o<number>, by the field of the evidence that they fill."""

    number: int
    field: Field
    known: str
    aggregates: dict[str, str]
    digits: str | None = None


def glance(number: int, field: Field) -> Inquiry:
    """What a few rows can already deny: that all values are the same, or all identifiers of one form."""
    known = f"k{number}"
    asked = {"constant": _is_constant(known)} | (
        _ask_identifiers(known) if field.kind is Kind.IDENTIFIER else {}
    )
    return Inquiry(number, field, _known(field, trim=True), asked)


def inquire(number: int, field: Field, possible: Collection[str], *, is_key: bool) -> Inquiry:
    """The first look at a column, at its texts as they are: most need no trimming. `possible` names what the glance has not
    denied; only keys are asked whether they are integers."""
    raw, known = f"o{number}", f"k{number}"
    asked = {"rows": "count(*)", "known": f"count({known})"}
    if "constant" in possible:
        asked["constant"] = _is_constant(known)
    codes = known_codes(field)
    if codes:
        value = trimmed(raw) if field.is_text and field.trims else f"CAST({raw} AS VARCHAR)"
        counted = f"count(*) FILTER (WHERE {is_one_text(value, codes)})"
        asked["absent_codes"] = counted if field.is_text else f"count({raw}) - count({known})"
    if field.kind in NUMERIC:
        digits, questions = _ask_numbers(number, field)
        return Inquiry(number, field, _known(field, trim=bool(codes)), asked | questions, digits)
    if field.is_text and field.trims:
        edge = f"{raw} <> {trimmed(raw)}" if field.kind in OFTEN_REPEATED else has_white_edge(raw)
        asked["trimmed"] = f"count(*) FILTER (WHERE {edge})"
    if field.kind is Kind.DATE and not field.is_native and "iso" in alternatives(field):
        asked["has_offset"] = _has_offset(known)
    if field.kind is Kind.IDENTIFIER:
        possible = (
            {*possible, "destroyed_keys"} if is_key else set(possible) - {"integer_keys", "destroyed_keys"}
        )
        asked |= {name: sql for name, sql in _ask_identifiers(known).items() if name in possible}
    return Inquiry(number, field, _known(field, trim=bool(codes)), asked)


def inquire_again(number: int, field: Field, plain: bool) -> Inquiry:
    """The closer look: numbers with signs and separators, texts with white space around them."""
    known = f"k{number}"
    value = known_text(field, trim=True)
    asked = {"known": f"count({known})", "constant": _is_constant(known)}
    if field.kind in NUMERIC:
        asked |= _ask_sizes(number, field, closely=True)
        asked["not_finite"] = _count_not_finite(known)
        if field.kind is Kind.MONEY:
            sign = f"upper(regexp_extract({known}, {text(CURRENCY)}))"
            asked["currencies"] = (
                f"list(DISTINCT {sign}) FILTER (WHERE {sign} <> '' AND n{number} IS NOT NULL)"
            )
        cleaned = plain_text(known, field.kind, field.decimal, percent=field.definition.percent)
        return Inquiry(number, field, value, asked, known if plain else cleaned)
    if field.kind is Kind.DATE and "iso" in alternatives(field):
        asked["has_offset"] = _has_offset(known)
    if field.kind is Kind.IDENTIFIER:
        asked |= _ask_identifiers(known)
    return Inquiry(number, field, value, asked)


def inquire_key(field: Field, *, trim: bool) -> Inquiry:
    """A look at a key whose column is of another kind than identifier."""
    return Inquiry(0, field, known_text(field, trim=trim), {"known": "count(k0)"} | _ask_identifiers("k0"))


def _is_constant(known: str) -> str:
    return f"coalesce(min({known}) = max({known}), true)"


def _known(field: Field, *, trim: bool) -> str:
    return known_value(field) if field.is_native else known_text(field, trim=trim)


def _has_offset(known: str) -> str:
    return f"coalesce(bool_or(regexp_matches({known}, {text(HAS_OFFSET)})), false)"


def _count_not_finite(known: str) -> str:
    return f"count(*) FILTER (WHERE {is_one_text(f'lower({known})', NOT_FINITE)})"


def _ask_identifiers(known: str) -> dict[str, str]:
    lengths = f"length({known}) IN (15, 18) AND regexp_full_match({known}, {text(SALESFORCE_ID)})"
    destroyed = f"(contains({known}, 'E+') OR contains({known}, 'e+')) AND regexp_full_match({known}, {text(DESTROYED_KEY)})"
    return {
        "integer_keys": f"coalesce(bool_and({known} IS NULL OR regexp_full_match({known}, {text(INTEGER_KEY)})), false)",
        "destroyed_keys": f"count(*) FILTER (WHERE {destroyed})",
        "whole_doubles": f"coalesce(bool_and(ends_with({known}, '.0') AND regexp_full_match({known}, '-?[0-9]+\\.0')), false)",
        "salesforce_ids": f"coalesce(bool_and({known} IS NULL OR ({lengths})), false)",
    }


def _ask_numbers(number: int, field: Field) -> tuple[str | None, dict[str, str]]:
    raw, known, double = f"o{number}", f"k{number}", f"d{number}"
    if field.is_native_number:
        asked = {"largest": f"max(abs(CAST({known} AS DOUBLE)))"}
        if field.raw_type == "DOUBLE":
            asked["decimals"] = f"max({decimals_of_double(known, noisy=field.is_money)})"
            asked["not_finite"] = f"count(*) FILTER (WHERE NOT isfinite({raw}))"
        return None, asked
    if field.decimal == "," or field.definition.percent:
        return None, {"plain": "false"}
    asked = {
        "plain": f"coalesce(bool_and({known} IS NULL OR {double} IS NOT NULL), true)",
        "not_finite": f"count(*) FILTER (WHERE NOT isfinite({double}))",
    }
    return known, asked | _ask_sizes(number, field, closely=False)


def _ask_sizes(number: int, field: Field, *, closely: bool) -> dict[str, str]:
    digits, double = f"n{number}", f"d{number}"
    decimals = decimals_of_double(double, noisy=field.is_money)
    if closely:
        decimals = decimals_of_text(digits, double, noisy=field.is_money)
    return {
        "largest": f"max(abs({double})) FILTER (WHERE isfinite({double}))",
        "decimals": f"max({decimals}) FILTER (WHERE isfinite({double}))",
    }
