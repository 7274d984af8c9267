"""Dates and moments: text or numbers to seconds UTC."""

from __future__ import annotations

import datetime as dt

from satsuma.clean.apply.fields import Field
from satsuma.clean.apply.quoting import text

FIRST_YEAR, LAST_YEAR = 1800, 2200
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
FIRST_SECOND = int((dt.datetime(FIRST_YEAR, 1, 1, tzinfo=dt.UTC) - _EPOCH).total_seconds())
LAST_SECOND = int((dt.datetime(LAST_YEAR + 1, 1, 1, tzinfo=dt.UTC) - _EPOCH).total_seconds()) - 1
_EXCEL_START = int((dt.datetime(1899, 12, 30, tzinfo=dt.UTC) - _EPOCH).total_seconds())

HAS_OFFSET = r"\d[Tt ]?\d\d:\d\d.*(?:[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)$"
"""A moment that says its own offset from UTC."""


def alternatives(field: Field) -> tuple[str, ...]:
    return tuple(part.strip() for part in (field.definition.date_format or "iso").split(" | "))


def strptime_formats(field: Field) -> tuple[str, ...]:
    return tuple(one for one in alternatives(field) if "%" in one)


def seconds(field: Field, value: str, *, has_offset: bool) -> str:
    """SQL: `value` as BIGINT seconds UTC, NULL where no alternative reads it. Not yet checked for range."""
    if field.is_native_date:
        return _of_native(value, field)
    readings = [_reading(one, field, value, has_offset) for one in alternatives(field)]
    return readings[0] if len(readings) == 1 else f"coalesce({', '.join(readings)})"


def in_range(value: str) -> str:
    return f"{value} BETWEEN {FIRST_SECOND} AND {LAST_SECOND}"


def _reading(one: str, field: Field, value: str, has_offset: bool) -> str:
    if one == "iso":
        naive = _local(f"try_cast({value} AS TIMESTAMP)", field.zone)
        if not has_offset:
            return naive
        absolute = _whole(f"epoch_us(try_cast({value} AS TIMESTAMPTZ))")
        return f"CASE WHEN regexp_matches({value}, {text(HAS_OFFSET)}) THEN {absolute} ELSE {naive} END"
    number = f"try_cast({value} AS DOUBLE)"
    if one == "epoch s":
        return f"try_cast(floor({number}) AS BIGINT)"
    if one == "epoch ms":
        return f"try_cast(floor({number} / 1000) AS BIGINT)"
    if one == "excel":
        days = f"CASE WHEN abs({number}) < 1e6 THEN {number} END"
        moment = f"make_timestamp((CAST(round({days} * 86400) AS BIGINT) + ({_EXCEL_START})) * 1000000)"
        return _local(moment, field.zone)
    if "%z" not in one:
        return _local(f"try_strptime({value}, {text(one)})", field.zone)
    numbered = f"regexp_replace({value}, '(Z|z|UTC|GMT)$', '+00:00')"
    return _whole(f"epoch_us(try_strptime({numbered}, {text(one)}))")


def _of_native(value: str, field: Field) -> str:
    if field.raw_type == "TIMESTAMP WITH TIME ZONE":
        return _whole(f"epoch_us({value})")
    return _local(f"CASE WHEN isfinite({value}) THEN CAST({value} AS TIMESTAMP) END", field.zone)


def _local(timestamp: str, zone: str) -> str:
    if zone in ("UTC", "Etc/UTC"):
        return _whole(f"epoch_us({timestamp})")
    return _whole(f"epoch_us(timezone({text(zone)}, {timestamp}))")


def _whole(microseconds: str) -> str:
    """Whole seconds, towards the past (DuckDB's // cuts towards zero)."""
    return f"({microseconds} - (({microseconds}) % 1000000 + 1000000) % 1000000) // 1000000"
