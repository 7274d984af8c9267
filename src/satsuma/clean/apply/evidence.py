"""What cleaning must know about a column's values before it casts them: one aggregate query per source over all rows."""

from __future__ import annotations
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from satsuma.clean.apply.dates import HAS_OFFSET
from satsuma.clean.apply.fields import NOT_FINITE, Field, known_text, known_value, trimmed
from satsuma.clean.apply.numbers import CURRENCY, decimals_of_double, decimals_of_text, plain_text
from satsuma.clean.apply.quoting import text, texts
from satsuma.model.errors import ContractError, Place
from satsuma.model.kinds import NUMERIC, Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS_PER_QUERY = 40
INTEGER_KEY = r"0|-?[1-9][0-9]{0,17}"
DESTROYED_KEY = r"[+-]?\d(?:[.,]\d+)?[eE]\+\d+"
SALESFORCE_ID = r"[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?"

SIGN_NAMES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "FR": "CHF"}


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


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about one column: `known` is its value in the inner select, named k<number>; `double` a number made of
    that in the next one, named d<number>; the aggregates are over those and the raw column, named o<number>."""

    number: int
    field: Field
    known: str
    double: str | None
    aggregates: dict[str, str]


def gather_evidence(con: DuckDBPyConnection, origin: str, fields: Sequence[Field]) -> dict[str, Evidence]:
    """Evidence by column name, in one query per 40 columns; a second one asks about number columns whose text a cast cannot
    read as it stands. Raises ContractError for a money column with several currencies."""
    found: dict[str, Evidence] = {}
    inquiries = [_inquire(number, field) for number, field in enumerate(fields)]
    for field, answers in zip(fields, _ask(con, origin, inquiries), strict=True):
        found[field.name] = Evidence(**answers)
    again = [field for field in fields if not found[field.name].plain]
    inquiries = [_inquire_again(number, field) for number, field in enumerate(again)]
    for field, answers in zip(again, _ask(con, origin, inquiries), strict=True):
        signs = answers.pop("currencies", [])
        _check_signs(field, signs)
        found[field.name] = replace(found[field.name], **answers)
    return found


def key_evidence(con: DuckDBPyConnection, origin: str, field: Field) -> Evidence:
    """Evidence about a column used as a key, whatever its kind."""
    inquiry = Inquiry(
        0, field, known_text(field, trim=True), None, {"known": "count(k0)"} | _identifier_questions("k0")
    )
    return Evidence(**_ask(con, origin, [inquiry])[0])


def _ask(con: DuckDBPyConnection, origin: str, inquiries: Sequence[Inquiry]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    for start in range(0, len(inquiries), COLUMNS_PER_QUERY):
        part = inquiries[start : start + COLUMNS_PER_QUERY]
        inner: list[str] = []
        outer: list[str] = []
        select: list[str] = []
        for one in part:
            number = one.number
            inner += [f"{one.field.origin} AS o{number}", f"{one.known} AS k{number}"]
            outer += [f"o{number}", f"k{number}"]
            if one.double is not None:
                outer.append(f"{one.double} AS d{number}")
            select += one.aggregates.values()
        row = con.execute(
            f"SELECT {', '.join(select)} FROM (SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM {origin}))"
        ).fetchone()
        values = iter(row or ())
        for one in part:
            answers.append({name: value for name in one.aggregates if (value := next(values)) is not None})
    return answers


def _inquire(number: int, field: Field) -> Inquiry:
    raw, known = f"o{number}", f"k{number}"
    asked = {"rows": "count(*)", "known": f"count({known})", "constant": f"min({known}) = max({known})"}
    if field.is_text and field.trims:
        asked["trimmed"] = f"count(*) FILTER (WHERE {raw} <> {trimmed(raw)})"
    codes = [code.strip() if field.trims else code for code in field.definition.missing if code.strip()]
    if codes and field.is_text:
        asked["absent_codes"] = (
            f"count(*) FILTER (WHERE {trimmed(raw) if field.trims else raw} IN ({texts(codes)}))"
        )
    elif codes:
        asked["absent_codes"] = f"count({raw}) - count({known})"
    double = None
    if field.kind in NUMERIC:
        double, questions = _number_questions(number, field)
        asked |= questions
    if field.kind is Kind.DATE and not field.is_native:
        asked["has_offset"] = f"coalesce(bool_or(regexp_matches({known}, {text(HAS_OFFSET)})), false)"
    if field.kind is Kind.IDENTIFIER:
        asked |= _identifier_questions(known)
    value = known_value(field) if field.is_native else known_text(field, trim=True)
    return Inquiry(number, field, value, double, asked)


def _identifier_questions(known: str) -> dict[str, str]:
    return {
        "integer_keys": f"coalesce(bool_and({known} IS NULL OR regexp_full_match({known}, {text(INTEGER_KEY)})), false)",
        "destroyed_keys": f"count(*) FILTER (WHERE regexp_full_match({known}, {text(DESTROYED_KEY)}))",
        "whole_doubles": f"coalesce(bool_and(regexp_full_match({known}, '-?[0-9]+\\.0')), false)",
        "salesforce_ids": f"coalesce(bool_and({known} IS NULL OR regexp_full_match({known}, {text(SALESFORCE_ID)})), false)",
    }


def _number_questions(number: int, field: Field) -> tuple[str | None, dict[str, str]]:
    raw, known, double = f"o{number}", f"k{number}", f"d{number}"
    if field.is_native_number:
        asked = {"largest": f"max(abs(CAST({known} AS DOUBLE)))"}
        if field.raw_type == "DOUBLE":
            asked["decimals"] = f"max({decimals_of_double(known, noisy=_is_money(field))})"
            asked["not_finite"] = f"count(*) FILTER (WHERE NOT isfinite({raw}))"
        return None, asked
    asked = {"not_finite": f"count(*) FILTER (WHERE lower({known}) IN ({texts(NOT_FINITE)}))"}
    if field.decimal == "," or field.definition.percent:
        return None, asked | {"plain": "false"}
    asked["plain"] = f"coalesce(bool_and({known} IS NULL OR {double} IS NOT NULL), true)"
    return f"try_cast({known} AS DOUBLE)", asked | _size_questions(number, field)


def _size_questions(number: int, field: Field) -> dict[str, str]:
    known, double = f"k{number}", f"d{number}"
    decimals = decimals_of_text(known, double, noisy=_is_money(field))
    return {
        "largest": f"max(abs({double})) FILTER (WHERE isfinite({double}))",
        "decimals": f"max({decimals}) FILTER (WHERE isfinite({double}))",
    }


def _inquire_again(number: int, field: Field) -> Inquiry:
    raw, known = f"o{number}", f"k{number}"
    value = plain_text(
        known_text(field, trim=True), field.kind, field.decimal, percent=field.definition.percent
    )
    asked = _size_questions(number, field)
    if field.kind is Kind.MONEY:
        sign = f"upper(regexp_extract(CAST({raw} AS VARCHAR), {text(CURRENCY)}))"
        asked["currencies"] = f"list(DISTINCT {sign}) FILTER (WHERE {sign} <> '' AND {known} IS NOT NULL)"
    return Inquiry(number, field, value, f"try_cast({known} AS DOUBLE)", asked)


def _check_signs(field: Field, signs: Sequence[str]) -> None:
    names = {SIGN_NAMES.get(sign, sign) for sign in signs}
    if len(names) > 1:
        raise ContractError(
            f"Column {field.name!r} mixes the currencies {', '.join(sorted(names))}.",
            hint="Make one source per currency, or convert before loading.",
            place=Place(what=f"column {field.name}"),
        )


def _is_money(field: Field) -> bool:
    return field.exact or field.kind is Kind.MONEY
