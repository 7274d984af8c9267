"""Numbers, money and shares: text to scaled integers, exactly."""

from __future__ import annotations

from typing import Literal

from satsuma.clean.apply.quoting import text
from satsuma.model.kinds import MAX_SCALE, Kind

LARGEST_UNITS = 10**15
TOO_MANY_DECIMALS = 99

_SPACES = r"[\s\x{00A0}\x{202F}\x{2009}'\x{2019}]"
_SIGNS = r"[\s\x{00A0}\x{202F}\x{2009}'\x{2019}]|\p{Sc}"
_CODE = r"(?:[A-Z]{3}|US|AU|NZ|CA|HK|kr\.?|Kr\.?|Rs\.?|Fr\.?|z\x{0142}|K\x{010D}|[ACRS])"
CURRENCY = r"\p{Sc}|[A-Z]{3}|kr|Kr|Rs|Fr|z\x{0142}|K\x{010D}"
"""What names a currency inside a money text."""


def plain_text(value: str, kind: Kind, decimal: Literal[".", ","], *, percent: bool = False) -> str:
    """SQL that turns '$1,234.50 ' or '(1.234,50 €)' into '1234.50' and '-1234.50', and anything that is no number into
    NULL. Separators of thousands must stand where thousands are: '1,5' is never 15."""
    signs = (_SIGNS if kind is Kind.MONEY else _SPACES) + ("|%" if percent else "")
    bare = f"replace(regexp_replace({value}, {text(signs)}, '', 'g'), '\u2212', '-')"
    if kind is Kind.MONEY:
        bare = f"regexp_replace({bare}, {text(rf'^([(+-]?){_CODE}')}, '\\1')"
        bare = f"regexp_replace({bare}, {text(rf'{_CODE}([)-]?)$')}, '\\1')"
    bare = f"regexp_replace({bare}, '^\\((.*)\\)$', '-\\1')"
    bare = f"regexp_replace({bare}, '^([^-]+)-$', '-\\1')"
    point, thousands = (r"\.", ",") if decimal == "." else (",", r"\.")
    shape = (
        rf"[+-]?(?:\d{{1,3}}(?:{thousands}\d{{2,3}})*{thousands}\d{{3}}|\d+)?(?:{point}\d*)?(?:[eE][+-]?\d+)?"
    )
    digits = f"replace({bare}, ',', '')" if decimal == "." else f"replace(replace({bare}, '.', ''), ',', '.')"
    return f"CASE WHEN regexp_full_match({bare}, {text(shape)}) THEN {digits} END"


def decimals_of_double(value: str, *, noisy: bool) -> str:
    """SQL: the fewest decimals (0 to 6) whose decimal number is this double, else 99. With `noisy`, traces of binary
    arithmetic (12.340000000000002) are not taken for decimals."""
    if noisy:
        value = f"round({value}, 9)"
    steps = [f"WHEN {value} IS NULL THEN NULL WHEN {value} = round({value}) THEN 0"]
    for scale in range(1, MAX_SCALE + 1):
        power = f"{10**scale}.0::DOUBLE"
        steps.append(f"WHEN round({value} * {power}) / {power} = {value} THEN {scale}")
    return f"CASE {' '.join(steps)} ELSE {TOO_MANY_DECIMALS} END"


def written_decimals(value: str) -> str:
    """SQL: the decimals of a number text without exponent, trailing zeros not counted."""
    return (
        f"CASE WHEN contains({value}, '.') THEN length(rtrim({value}, '0')) - strpos({value}, '.') ELSE 0 END"
    )


def decimals_of_text(value: str, double: str, *, noisy: bool) -> str:
    """SQL: the decimals of a number text of any form; `double` is the same value as a double."""
    ladder = f"contains({value}, 'e') OR contains({value}, 'E')"
    if noisy:
        ladder += f" OR {written_decimals(value)} > {MAX_SCALE}"
    return f"CASE WHEN {ladder} THEN {decimals_of_double(double, noisy=noisy)} ELSE {written_decimals(value)} END"


def scaled_text(value: str, scale: int, *, percent: bool = False) -> str:
    """SQL: a number text as BIGINT with `scale` decimals; NULL where it is no number or does not fit."""
    digits = scale - 2 if percent else scale
    if digits <= 0 and not percent:
        return f"try_cast(try_cast({value} AS DECIMAL(18, 0)) AS BIGINT)"
    return f"try_cast(try_cast({value} AS DECIMAL(18, {digits})) * {10**digits} AS BIGINT)"


def scaled_double(value: str, scale: int, *, percent: bool = False) -> str:
    """SQL: a double as BIGINT with `scale` decimals, rounded to the nearest; NULL where it does not fit."""
    digits = scale - 2 if percent else scale
    return f"try_cast(round({value} * {10**digits}.0::DOUBLE) AS BIGINT)"


def largest_units(scale: int) -> int:
    """The largest whole amount that a column of this scale holds."""
    return min(LARGEST_UNITS, int(10 ** (18 - scale)) - 1)
