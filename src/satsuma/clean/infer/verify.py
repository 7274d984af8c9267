"""Holds what the sample suggested against all rows: one aggregate query for many columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from satsuma.clean.infer.guess import Guess
from satsuma.clean.infer.kinds import MIN_FIT, judge_kind
from satsuma.clean.infer.sample import LONGEST_TEXT, ColumnSample, quote
from satsuma.model.kinds import NUMERIC, Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS_PER_QUERY = 100
MOST_MISFITS = 500
_MARKS = "$€£¥₹ ’''%\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts over all rows of one column, see `Column`."""

    filled: int
    distinct: int
    misfits: int
    low: float | None
    high: float | None


def measure_columns(
    connection: DuckDBPyConnection, table: str, guesses: Sequence[Guess]
) -> tuple[Measure, ...]:
    """One measure per guess, in order."""
    found: list[Measure] = []
    for start in range(0, len(guesses), COLUMNS_PER_QUERY):
        part = guesses[start : start + COLUMNS_PER_QUERY]
        inner = ", ".join(f"{_write_known(guess)} AS v{number}" for number, guess in enumerate(part))
        middle = ", ".join(_write_readings(guess, number) for number, guess in enumerate(part))
        outer = ", ".join(_write_counts(guess, number) for number, guess in enumerate(part))
        query = f"SELECT {outer} FROM (SELECT {middle} FROM (SELECT {inner} FROM {quote(table)}))"
        row = connection.execute(query).fetchall()[0]
        for number in range(len(part)):
            filled, distinct, fits, low, high = row[number * 5 : number * 5 + 5]
            misfits = 0 if fits is None else filled - fits
            found.append(Measure(filled, min(distinct, filled), misfits, low, high))
    return tuple(found)


def reconsider(
    connection: DuckDBPyConnection,
    table: str,
    guess: Guess,
    measure: Measure,
    decimal: Literal[".", ","] | None,
) -> Guess | None:
    """A second look at a column whose other rows hold what the sample did not: values that do not fit, or a day above
    12 that decides an open date order. None when there is nothing new."""
    fit = _write_fit(guess, "text")
    if fit is None:
        return None
    unfit = f"NOT coalesce({fit}, false)" if measure.misfits else None
    if guess.dates is not None and guess.dates.is_ambiguous:
        swapped = [_swap(item) for item in guess.dates.formats]
        other = f"try_strptime(text, {_list(swapped)}) IS NULL"
        unfit = f"({unfit} OR {other})" if unfit else other
    if unfit is None:
        return None
    rows = connection.execute(
        f"SELECT left(text, {LONGEST_TEXT}), count(*) AS n FROM (SELECT {_write_known(guess)} AS text FROM "
        f"{quote(table)}) WHERE text IS NOT NULL AND {unfit} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_MISFITS}"
    ).fetchall()
    known = {text for text, _ in guess.sample.texts}
    fresh = tuple((text, count) for text, count in rows if text not in known)
    if not fresh:
        return None
    sample = _extend(guess.sample, fresh)
    again = judge_kind(sample, decimal)
    if measure.misfits <= (1 - MIN_FIT) * measure.filled and again.kind is not guess.kind:
        return None
    return again


def _extend(sample: ColumnSample, fresh: tuple[tuple[str, int], ...]) -> ColumnSample:
    added = sum(count for _, count in fresh)
    return replace(
        sample,
        rows=sample.rows + added,
        filled=sample.filled + added,
        distinct=sample.distinct + len(fresh),
        texts=sample.texts + fresh,
    )


def _swap(item: str) -> str:
    return item.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")


def _text(guess: Guess) -> str:
    column = quote(guess.sample.raw)
    return f"trim({column})" if guess.sample.dtype == "VARCHAR" else f"CAST({column} AS VARCHAR)"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _list(items: Sequence[str]) -> str:
    return "[" + ", ".join(_literal(item) for item in items) + "]"


def _write_known(guess: Guess) -> str:
    """The trimmed value (native where it is no text), NULL where it is missing."""
    column = quote(guess.sample.raw)
    value = _text(guess) if guess.sample.dtype == "VARCHAR" else column
    if not guess.missing:
        return f"nullif({value}, '')" if guess.sample.dtype == "VARCHAR" else value
    texts = ", ".join(_literal(text) for text in ("", *guess.missing))
    return f"CASE WHEN {_text(guess)} NOT IN ({texts}) THEN {value} END"


def _write_readings(guess: Guess, number: int) -> str:
    value = f"v{number}"
    reading = _write_number(guess, value)
    if reading is not None:
        return f"{value}, {reading} AS r{number}"
    fit = _write_fit(guess, value)
    return f"{value}, {f'CASE WHEN {fit} THEN 1 END' if fit else 'NULL'} AS r{number}"


def _write_counts(guess: Guess, number: int) -> str:
    value, reading = f"v{number}", f"r{number}"
    has_number = _write_number(guess, value) is not None
    fits = f"count({reading})" if has_number or _write_fit(guess, value) else "NULL"
    bounds = f"min({reading}), max({reading})" if has_number else "NULL, NULL"
    return f"count({value}), approx_count_distinct({value}), {fits}, {bounds}"


def _write_number(guess: Guess, value: str) -> str | None:
    """SQL that reads a known value as DOUBLE, NULL where it is no number; None for kinds without numbers."""
    if guess.kind not in NUMERIC or guess.numbers is None:
        return None
    if guess.sample.dtype != "VARCHAR":
        return f"CAST({value} AS DOUBLE)"
    if guess.numbers.is_plain and guess.numbers.decimal != ",":
        return f"TRY_CAST({value} AS DOUBLE)"
    if any("A" <= letter <= "z" for text, _ in guess.texts[:50] for letter in text):
        return None
    drop = _MARKS + ("." if guess.numbers.decimal == "," else ",")
    bare = f"translate({value}, '{drop}', '')"
    point = f"replace({bare}, ',', '.')" if guess.numbers.decimal == "," else bare
    return (
        f"TRY_CAST(CASE WHEN {point} LIKE '(%)' THEN '-' || trim({point}, '()') ELSE {point} END AS DOUBLE)"
    )


def _write_fit(guess: Guess, value: str) -> str | None:
    """An SQL condition that is true for known values that read as the kind; None where every value does."""
    if guess.sample.dtype != "VARCHAR":
        return None
    if guess.kind is Kind.FLAG or guess.kind is Kind.ORDERED:
        known = (*guess.yes, *guess.no, *(guess.levels or ()))
        return f"{value} IN ({', '.join(_literal(text) for text in known)})"
    if number := _write_number(guess, value):
        return f"{number} IS NOT NULL"
    if guess.kind is Kind.DATE and guess.dates is not None:
        return _write_date_fit(guess.dates.formats, value)
    return None


def _write_date_fit(formats: Sequence[str], value: str) -> str | None:
    if any(item.startswith(("epoch", "excel")) for item in formats):
        return f"TRY_CAST({value} AS DOUBLE) IS NOT NULL"
    parts = []
    if "iso" in formats:
        parts.append(f"TRY_CAST({value} AS TIMESTAMP) IS NOT NULL")
    rest = [item for item in formats if item != "iso"]
    if rest:
        parts.append(f"try_strptime({value}, {_list(rest)}) IS NOT NULL")
    return " OR ".join(parts) or None
