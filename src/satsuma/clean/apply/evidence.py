"""What cleaning must know about a column's values before it casts them: aggregates over all rows, in one query per 40
columns, and a second one for the few columns that need a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from satsuma.clean.apply.fields import Field
from satsuma.clean.apply.inquiries import Inquiry, glance, inquire, inquire_again, inquire_key
from satsuma.model.errors import ContractError, Place
from satsuma.model.kinds import MAX_SCALE, NUMERIC, Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS_PER_QUERY = 40
GLANCE_ROWS = 2_000
EXACT_DOUBLE = 2**51
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
    currencies: tuple[str, ...] = ()

    @property
    def trims(self) -> bool:
        """There is white space to take off."""
        return self.trimmed > 0 or not self.plain


def gather_evidence(
    con: DuckDBPyConnection, origin: str, fields: Sequence[Field], key: Field | None, source: str
) -> dict[str, Evidence]:
    """Evidence by column name. Raises ContractError for a money column with several currencies."""
    glances = _ask(
        con, origin, [glance(number, field) for number, field in enumerate(fields)], f" LIMIT {GLANCE_ROWS}"
    )
    inquiries = [
        inquire(number, field, [name for name, answer in possible.items() if answer], is_key=field is key)
        for number, (field, possible) in enumerate(zip(fields, glances, strict=True))
    ]
    found: dict[str, Evidence] = {}
    for field, answers in zip(fields, _ask(con, origin, inquiries), strict=True):
        found[field.name] = Evidence(**answers)
    again = [field for field in fields if _needs_closer_look(field, found[field.name])]
    inquiries = [inquire_again(number, field, found[field.name].plain) for number, field in enumerate(again)]
    for field, answers in zip(again, _ask(con, origin, inquiries), strict=True):
        found[field.name] = replace(found[field.name], **answers)
        _check_signs(source, field, found[field.name].currencies)
    return found


def _needs_closer_look(field: Field, found: Evidence) -> bool:
    """Texts with white space, numbers that a cast does not read, and numbers so long that their double is not exact."""
    if field.kind not in NUMERIC:
        return found.trimmed > 0
    inexact = found.decimals <= MAX_SCALE and found.largest * 10**found.decimals >= EXACT_DOUBLE
    return not field.is_native and (not found.plain or inexact)


def key_evidence(con: DuckDBPyConnection, origin: str, field: Field, found: Evidence) -> Evidence:
    """Evidence about a column as a key, whatever its kind."""
    if field.kind is Kind.IDENTIFIER:
        return found
    return Evidence(**_ask(con, origin, [inquire_key(field, trim=found.trims)])[0])


def _ask(
    con: DuckDBPyConnection, origin: str, inquiries: Sequence[Inquiry], limit: str = ""
) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    for start in range(0, len(inquiries), COLUMNS_PER_QUERY):
        part = inquiries[start : start + COLUMNS_PER_QUERY]
        inner: list[str] = []
        middle: list[str] = []
        doubles: list[str] = []
        select: list[str] = []
        for one in part:
            number = one.number
            inner += [f"{one.field.origin} AS o{number}", f"{one.known} AS k{number}"]
            if one.digits is not None:
                middle.append(f"{one.digits} AS n{number}")
                doubles.append(f"try_cast(n{number} AS DOUBLE) AS d{number}")
            select += one.aggregates.values()
        known = f"SELECT {', '.join(inner)} FROM {origin}{limit}"
        digits = f"SELECT {', '.join(['*', *middle])} FROM ({known})"
        row = con.execute(
            f"SELECT {', '.join(select)} FROM (SELECT {', '.join(['*', *doubles])} FROM ({digits}))"
        ).fetchone()
        values = iter(row or ())
        for one in part:
            answers.append({name: value for name in one.aggregates if (value := next(values)) is not None})
    return answers


def _check_signs(source: str, field: Field, signs: Sequence[str]) -> None:
    names = {SIGN_NAMES.get(sign, sign) for sign in signs}
    if len(names) > 1:
        raise ContractError(
            f"Column {field.name!r} mixes the currencies {', '.join(sorted(names))}.",
            hint="Make one source per currency, or convert before loading.",
            place=Place(what=f"source {source}, column {field.name}"),
        )
