"""What cleaning must know about a column's values before it casts them: one aggregate query per source over all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from satsuma.clean.apply.dates import HAS_OFFSET
from satsuma.clean.apply.fields import NOT_FINITE, Field, known_text, known_value, raw_text, trimmed
from satsuma.clean.apply.numbers import decimals_of_double, decimals_of_text, plain_text
from satsuma.clean.apply.quoting import text, texts
from satsuma.model.kinds import NUMERIC, Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS_PER_QUERY = 200
INTEGER_KEY = r"0|-?[1-9][0-9]{0,17}"
DESTROYED_KEY = r"[+-]?\d(?:[.,]\d+)?[eE]\+\d+"
SALESFORCE_ID = r"[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts over all rows of the raw table. `known` values are neither empty nor a declared missing code."""

    rows: int = 0
    known: int = 0
    absent_codes: int = 0
    trimmed: int = 0
    constant: bool = False
    plain: bool = True
    """Number text that a cast reads without any cleaning."""
    decimals: int = 0
    largest: float = 0.0
    not_finite: int = 0
    has_offset: bool = False
    integer_keys: bool = False
    destroyed_keys: int = 0
    whole_doubles: bool = False
    """Every identifier ends with '.0', as tools write whole numbers with gaps."""
    salesforce_ids: bool = False


def gather_evidence(con: DuckDBPyConnection, origin: str, fields: Sequence[Field]) -> dict[str, Evidence]:
    """Evidence by column name, in one query for up to 200 columns, and a second one for the number columns whose text a
    cast cannot read as it stands."""
    found: dict[str, Evidence] = {}
    for start in range(0, len(fields), COLUMNS_PER_QUERY):
        part = fields[start : start + COLUMNS_PER_QUERY]
        asked = {field.name: _questions(field) for field in part}
        answers = _ask(con, origin, asked)
        found |= {field.name: Evidence(**answers[field.name]) for field in part}
    again = [field for field in fields if not found[field.name].plain]
    for start in range(0, len(again), COLUMNS_PER_QUERY):
        part = again[start : start + COLUMNS_PER_QUERY]
        answers = _ask(con, origin, {field.name: _number_questions(field, plain=False) for field in part})
        for field in part:
            first = found[field.name]
            values = {name: getattr(first, name) for name in first.__slots__} | answers[field.name]
            found[field.name] = Evidence(**(values | {"plain": False}))
    return found


def _ask(con: DuckDBPyConnection, origin: str, asked: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
    places = [(column, name) for column, questions in asked.items() for name in questions]
    select = ", ".join(asked[column][name] for column, name in places)
    row = con.execute(f"SELECT {select} FROM {origin}").fetchone()
    if row is None:
        return {}
    answers: dict[str, dict[str, Any]] = {column: {} for column in asked}
    for (column, name), value in zip(places, row, strict=True):
        if value is not None:
            answers[column][name] = value
    return answers


def _questions(field: Field) -> dict[str, str]:
    value = known_value(field)
    asked = {"rows": "count(*)", "known": f"count({value})", "constant": f"min({value}) = max({value})"}
    if field.is_text and field.trims:
        asked["trimmed"] = f"count(*) FILTER (WHERE {field.origin} <> {trimmed(field.origin)})"
    codes = [code for code in field.definition.missing if code.strip()]
    if codes and not field.is_native:
        stripped = [code.strip() if field.trims else code for code in codes]
        raw = trimmed(raw_text(field)) if field.trims else raw_text(field)
        asked["absent_codes"] = f"count(*) FILTER (WHERE {raw} IN ({texts(stripped)}))"
    elif codes:
        asked["absent_codes"] = f"count({field.origin}) - count({value})"
    if field.kind in NUMERIC:
        asked |= _number_questions(field, plain=True)
    if field.kind is Kind.DATE and not field.is_native:
        asked["has_offset"] = f"coalesce(bool_or(regexp_matches({value}, {text(HAS_OFFSET)})), false)"
    if field.kind is Kind.IDENTIFIER:
        asked |= _identifier_questions(known_text(field, trim=True))
    return asked


def _number_questions(field: Field, *, plain: bool) -> dict[str, str]:
    if field.is_native_number:
        value = known_value(field)
        whole = field.raw_type != "DOUBLE"
        return {
            "largest": f"max(abs(CAST({value} AS DOUBLE)))",
            "decimals": "0" if whole else f"max({decimals_of_double(value, noisy=_is_money(field))})",
            "not_finite": "0" if whole else f"count(*) FILTER (WHERE NOT isfinite({field.origin}))",
        }
    value = known_text(field, trim=True, finite=False)
    asked = {}
    if plain:
        asked["not_finite"] = f"count(*) FILTER (WHERE lower({value}) IN ({texts(NOT_FINITE)}))"
        unread = f"bool_and({value} IS NULL OR try_cast({value} AS DOUBLE) IS NOT NULL)"
        asked["plain"] = (
            "false" if field.decimal == "," or field.definition.percent else f"coalesce({unread}, true)"
        )
        if field.decimal == "," or field.definition.percent:
            return asked
    else:
        value = plain_text(value, field.kind, field.decimal, percent=field.definition.percent)
    double = f"try_cast({value} AS DOUBLE)"
    finite = f"isfinite({double})"
    asked["largest"] = f"max(abs({double})) FILTER (WHERE {finite})"
    asked["decimals"] = (
        f"max({decimals_of_text(value, double, noisy=_is_money(field))}) FILTER (WHERE {finite})"
    )
    return asked


def _identifier_questions(value: str) -> dict[str, str]:
    known = f"{value} IS NULL OR "
    return {
        "integer_keys": f"coalesce(bool_and({known}regexp_full_match({value}, {text(INTEGER_KEY)})), false)",
        "destroyed_keys": f"count(*) FILTER (WHERE regexp_full_match({value}, {text(DESTROYED_KEY)}))",
        "whole_doubles": f"coalesce(bool_and(regexp_full_match({value}, '-?[0-9]+\\.0')), false)",
        "salesforce_ids": f"coalesce(bool_and({known}regexp_full_match({value}, {text(SALESFORCE_ID)})), false)",
    }


def key_evidence(con: DuckDBPyConnection, origin: str, field: Field) -> Evidence:
    """Evidence about a column used as a key, whatever its kind."""
    value = known_text(field, trim=True)
    asked = {"known": f"count({value})"} | _identifier_questions(value)
    return Evidence(**_ask(con, origin, {"key": asked})["key"])


def _is_money(field: Field) -> bool:
    return field.exact or field.kind is Kind.MONEY
