"""A source's columns bound to its raw table: where each value comes from, and its text with missing codes removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from satsuma.clean.apply.quoting import is_one_of, is_one_text, text
from satsuma.model.definitions import ColumnDefinition
from satsuma.model.kinds import NUMERIC, Kind

WHITE_SPACE = " \t\r\n\v\f\u00a0\u202f\u2009\ufeff"
INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})
NOT_FINITE = ("nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the definition. `origin` is the column's SQL name in the origin view, `raw_type` its DuckDB type."""

    name: str
    definition: ColumnDefinition
    origin: str
    raw_type: str
    decimal: Literal[".", ","]
    zone: str
    exact: bool = False
    """True where the column is the source's money: it is kept in scaled integers even if its kind is number."""

    @property
    def kind(self) -> Kind:
        return self.definition.kind

    @property
    def is_text(self) -> bool:
        return self.raw_type == "VARCHAR"

    @property
    def is_native_number(self) -> bool:
        return self.kind in NUMERIC and (self.raw_type in INTEGERS or self.raw_type == "DOUBLE")

    @property
    def is_native_date(self) -> bool:
        return self.kind is Kind.DATE and self.raw_type.startswith(("DATE", "TIMESTAMP"))

    @property
    def is_native(self) -> bool:
        """The raw value is used as it is, without a detour over its text."""
        flag = self.kind is Kind.FLAG and self.raw_type == "BOOLEAN"
        array = self.kind is Kind.SET and self.raw_type.endswith("[]")
        return self.is_native_number or self.is_native_date or flag or array

    @property
    def is_money(self) -> bool:
        return self.exact or self.kind is Kind.MONEY

    @property
    def trims(self) -> bool:
        return self.definition.cleaning.trim or self.kind in NUMERIC or self.kind is Kind.DATE


def raw_text(field: Field) -> str:
    """The raw value as text. Whole numbers that a file keeps as doubles lose their '.0'."""
    column, raw_type = field.origin, field.raw_type
    if field.is_text:
        return column
    if raw_type in ("DOUBLE", "FLOAT"):
        whole = f"isfinite({column}) AND {column} = trunc({column}) AND abs({column}) < 1e15"
        return (
            f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) "
            f"WHEN isnan({column}) THEN NULL ELSE CAST({column} AS VARCHAR) END"
        )
    if raw_type.startswith("DECIMAL"):
        plain = f"CAST({column} AS VARCHAR)"
        return f"CASE WHEN contains({plain}, '.') THEN rtrim(rtrim({plain}, '0'), '.') ELSE {plain} END"
    if raw_type.startswith(("STRUCT", "MAP")) or raw_type.endswith("]"):
        return f"CAST(to_json({column}) AS VARCHAR)"
    if raw_type == "BLOB":
        return f"CAST({column} AS VARCHAR)"
    return f"CAST({column} AS VARCHAR)"


def trimmed(expression: str) -> str:
    return f"trim({expression}, {text(WHITE_SPACE)})"


def has_white_edge(expression: str) -> str:
    """SQL: the text starts or ends with white space; a third of the work of trimming it. The rarer ones are looked for only
    where a text has more bytes than characters."""
    rare = "".join(f"\\x{{{ord(character):04X}}}" for character in WHITE_SPACE if ord(character) > 127)
    is_rare = text(f"^[{rare}]|[{rare}]$")
    return (
        f"unicode({expression}) BETWEEN 9 AND 32 OR unicode(right({expression}, 1)) BETWEEN 9 AND 32 "
        f"OR (strlen({expression}) > length({expression}) AND regexp_matches({expression}, {is_rare}))"
    )


def known_text(field: Field, *, trim: bool, finite: bool = True) -> str:
    """The value as text, NULL where it is empty or a declared missing code. `trim` says whether there is white space to take
    off, `finite` that there are no words for infinite."""
    value = raw_text(field)
    if trim and field.trims and field.is_text:
        value = trimmed(value)
    codes = known_codes(field)
    known = (
        f"CASE WHEN NOT {is_one_text(value, ['', *codes])} THEN {value} END"
        if codes
        else f"nullif({value}, '')"
    )
    if not finite and field.kind in NUMERIC:
        known = f"CASE WHEN NOT {is_one_text(f'lower({known})', NOT_FINITE)} THEN {known} END"
    return known


def known_codes(field: Field) -> list[str]:
    """The declared missing codes as they compare with values."""
    codes = [code.strip() if field.trims else code for code in field.definition.missing]
    return [code for code in dict.fromkeys(codes) if code]


def known_native(field: Field) -> str:
    """A native value, NULL where it is not finite or a declared missing code."""
    column = field.origin
    if not field.is_native_number:
        codes = [code for code in field.definition.missing if code]
        if not codes:
            return column
        return f"CASE WHEN NOT {is_one_text(f'CAST({column} AS VARCHAR)', codes)} THEN {column} END"
    conditions = [f"isfinite({column})"] if field.raw_type == "DOUBLE" else []
    numbers = [number for code in field.definition.missing if (number := as_number(code)) is not None]
    if numbers:
        conditions.append(f"NOT {is_one_of(column, numbers)}")
    return f"CASE WHEN {' AND '.join(conditions)} THEN {column} END" if conditions else column


def as_number(code: str) -> str | None:
    """A missing code as an SQL number, None if it is a word."""
    try:
        number = float(code)
    except ValueError:
        return None
    return repr(number) if abs(number) < 1e300 else None


def known_value(field: Field, *, trim: bool = True, finite: bool = True) -> str:
    return known_native(field) if field.is_native else known_text(field, trim=trim, finite=finite)
