"""From a known value to a typed one: the SQL and the type of every kind."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.clean.apply import dates, numbers
from satsuma.clean.apply.evidence import Evidence
from satsuma.clean.apply.fields import Field
from satsuma.clean.apply.quoting import is_one_text, text
from satsuma.model.kinds import MAX_SCALE, NUMERIC, Kind, ValueType

YES = ("yes", "y", "true", "t", "1", "on", "ja", "oui", "si", "sí", "sim")
NO = ("no", "n", "false", "f", "0", "off", "nein", "non", "não")


@dataclass(frozen=True, slots=True)
class Cast:
    """`value` is the typed value before the last check, over the known value's column; `check` (over `value`) says
    whether it stands; `reason` names what is wrong with values that do not."""

    value: str
    type: ValueType
    check: str | None = None
    reason: str = ""
    rounded: bool = False


def cast(field: Field, known: str, evidence: Evidence, currency: str | None) -> Cast:
    """`known` is the SQL name of the known value: text, or native where the field is."""
    kind = field.kind
    if kind in NUMERIC:
        return _number(field, known, evidence, currency)
    if kind is Kind.DATE:
        moment = dates.seconds(field, known, has_offset=evidence.has_offset)
        reason = f"lies outside the years {dates.FIRST_YEAR} to {dates.LAST_YEAR}"
        return Cast(moment, ValueType(kind=kind), dates.in_range("{}"), reason)
    if kind is Kind.FLAG:
        return Cast(_flag(field, known), ValueType(kind=kind))
    if kind is Kind.SET:
        return Cast(_set(field, known), ValueType(kind=kind))
    levels = field.definition.levels
    if kind is Kind.ORDERED and levels:
        within = f"CASE WHEN {is_one_text(known, levels)} THEN {known} END"
        return Cast(within, ValueType(kind=kind, levels=levels))
    return Cast(known, ValueType(kind=kind))


def _number(field: Field, known: str, evidence: Evidence, currency: str | None) -> Cast:
    percent = field.definition.percent
    money = field.is_money
    scale: int | None = evidence.decimals + (2 if percent else 0)
    rounded = False
    if scale is not None and scale > MAX_SCALE:
        rounded, scale = (True, MAX_SCALE) if money else (False, None)
    kind_currency = (field.definition.currency or currency) if money else None
    value_type = ValueType(kind=field.kind, scale=scale, currency=kind_currency)
    if field.is_native_number or evidence.plain:
        value = known
    else:
        value = numbers.plain_text(known, field.kind, field.decimal, percent=percent)
    if scale is None:
        double = f"try_cast({value} AS DOUBLE)" + (" / 100" if percent else "")
        return Cast(f"CASE WHEN isfinite({double}) THEN {double} END", value_type)
    limit = numbers.largest_units(scale)
    large = evidence.largest > limit
    typed = _scaled(field, value, scale, percent)
    if not large:
        return Cast(typed, value_type, rounded=rounded)
    bounded = f"CASE WHEN abs(try_cast({value} AS DOUBLE)) > {limit} THEN {2**63 - 1} ELSE {typed} END"
    return Cast(bounded, value_type, f"{{}} <> {2**63 - 1}", "is too large to be held exactly", rounded)


def _scaled(field: Field, value: str, scale: int, percent: bool) -> str:
    if not field.is_native_number:
        return numbers.scaled_text(value, scale, percent=percent)
    if field.raw_type == "DOUBLE":
        return numbers.scaled_double(value, scale, percent=percent)
    return f"CAST({value} AS BIGINT)"


def _flag(field: Field, known: str) -> str:
    if field.is_native:
        return known
    yes, no = field.definition.yes, field.definition.no
    words_yes = tuple(word.lower() for word in (yes or YES))
    words_no = tuple(word.lower() for word in (no or NO))
    both = set(words_yes) & set(words_no)
    words_no = tuple(word for word in words_no if word not in both or no)
    lowered = f"lower({known})"
    yes_sql, no_sql = (is_one_text(lowered, words) if words else "false" for words in (words_yes, words_no))
    return f"CASE WHEN {yes_sql} THEN true WHEN {no_sql} THEN false END"


def _set(field: Field, known: str) -> str:
    if field.is_native:
        parts = f"list_transform({known}, lambda x: CAST(x AS VARCHAR))"
    else:
        parts = f"string_split({known}, {text(field.definition.separator or ';')})"
    if field.definition.cleaning.trim:
        parts = f"list_transform({parts}, lambda x: trim(x))"
    is_code = is_one_text("x", ("", *field.definition.missing))
    kept = f"list_filter({parts}, lambda x: x IS NOT NULL AND NOT {is_code})"
    return f"CASE WHEN len({kept}) > 0 THEN list_sort(list_distinct({kept})) END"
