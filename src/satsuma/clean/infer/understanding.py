"""From raw tables to tables understood column by column: sample, judge, verify over all rows, settle ambiguous dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from satsuma.clean.infer.contents import name_unlabelled
from satsuma.clean.infer.exports import Export, recognise
from satsuma.clean.infer.guess import Guess
from satsuma.clean.infer.kinds import judge_kind
from satsuma.clean.infer.names import is_unlabelled, make_name, make_unique, split_words
from satsuma.clean.infer.recognised import correct_kind, strip_prefix
from satsuma.clean.infer.sample import count_rows, read_sample
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.verify import Measure, measure_columns, reconsider
from satsuma.model.errors import Finding, Place
from satsuma.model.kinds import Kind
from satsuma.store.scratch import FoundSource, RawTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DAY_FIRST_CURRENCIES = frozenset(
    {"EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "NZD", "BRL", "INR", "ZAR"}
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What speaks for the order of day and month elsewhere in the data: counts of deciding dates, and of other signs."""

    day_first_dates: int = 0
    month_first_dates: int = 0
    comma_columns: int = 0
    currencies: tuple[str, ...] = ()

    def decide(self) -> tuple[bool | None, str]:
        """True for day first, False for month first, None without any clue; and the sentence why."""
        if self.day_first_dates != self.month_first_dates:
            day = self.day_first_dates > self.month_first_dates
            return day, f"other date columns have the {'day' if day else 'month'} first"
        if self.comma_columns:
            return True, "numbers are written with a decimal comma, as where the day comes first"
        if any(code in _DAY_FIRST_CURRENCIES for code in self.currencies):
            return True, f"amounts are in {self.currencies[0]}, whose countries write the day first"
        if "USD" in self.currencies:
            return False, "amounts are in US dollars, and there the month comes first"
        return None, "nothing else in the data speaks for one or the other"


def understand(connection: DuckDBPyConnection, found: FoundSource, raw: RawTable) -> Table:
    """The table with every column judged and measured."""
    export = recognise(raw.columns)
    rows = count_rows(connection, raw.table)
    decimal = found.format.decimal
    samples = read_sample(connection, raw, rows)
    guesses = [correct_kind(judge_kind(sample, decimal), export) for sample in samples]
    measures = list(measure_columns(connection, raw.table, guesses)) if rows else []
    for number, measure in enumerate(measures):
        again = reconsider(connection, raw.table, guesses[number], measure, decimal)
        if again is not None:
            guesses[number] = correct_kind(again, export)
            measures[number] = measure_columns(connection, raw.table, [guesses[number]])[0]
    columns: dict[str, Column] = {}
    for number, (name, guess) in enumerate(zip(_name_columns(guesses, export), guesses, strict=True)):
        words = split_words(
            name if is_unlabelled(guess.sample.raw) else strip_prefix(guess.sample.raw, export)
        )
        columns[name] = _measured(
            name, replace(guess, words=words), rows, measures[number] if measures else None
        )
    return Table(found.name, found, raw, rows, split_words(found.name), columns, export)


def _measured(name: str, guess: Guess, rows: int, measure: Measure | None) -> Column:
    if measure is None:
        return Column(name, guess, rows, 0, 0)
    return Column(
        name, guess, rows, measure.filled, measure.distinct, measure.misfits, measure.low, measure.high
    )


def _name_columns(guesses: Sequence[Guess], export: Export | None) -> tuple[str, ...]:
    proposed = []
    for number, guess in enumerate(guesses, start=1):
        raw = guess.sample.raw
        if is_unlabelled(raw):
            proposed.append(make_name(name_unlabelled(guess) or f"column {number}"))
        else:
            proposed.append(make_name(strip_prefix(raw, export), f"column_{number}"))
    return make_unique(proposed)


def gather_clues(tables: Mapping[str, Table]) -> Clues:
    days = months = commas = 0
    currencies: list[str] = []
    for table in tables.values():
        for column in table.columns.values():
            if column.guess.dates is not None:
                days += column.guess.dates.day_first > column.guess.dates.month_first
                months += column.guess.dates.month_first > column.guess.dates.day_first
            if column.guess.numbers is not None:
                commas += column.guess.numbers.decimal == ","
                if column.guess.numbers.currency:
                    currencies.append(column.guess.numbers.currency)
    return Clues(days, months, commas, tuple(currencies))


def settle_dates(tables: Mapping[str, Table]) -> tuple[dict[str, Table], list[Finding]]:
    """Ambiguous dates get the order that the rest of the data speaks for; each becomes a question."""
    clues = gather_clues(tables)
    day_first, why = clues.decide()
    settled: dict[str, Table] = {}
    questions: list[Finding] = []
    for name, table in tables.items():
        columns = dict(table.columns)
        for column in table.columns.values():
            if column.guess.dates is None or not column.guess.dates.is_ambiguous:
                continue
            guess = judge_kind(column.guess.sample, table.found.format.decimal, day_first)
            if guess.kind is not Kind.DATE or guess.dates is None:
                continue
            chosen = " | ".join(guess.dates.formats)
            evidence = f"{guess.evidence}; read as {chosen} because {why}"
            columns[column.name] = replace(
                column, guess=replace(guess, words=column.words, evidence=evidence)
            )
            questions.append(_ask_order(name, column, chosen, why))
        settled[name] = replace(table, columns=columns)
    return settled, questions


def _ask_order(source: str, column: Column, chosen: str, why: str) -> Finding:
    unclear = f"No date in '{source}.{column.name}' shows whether the day or the month comes first"
    return Finding(
        code="ambiguous-date",
        message=f"{unclear}; read as {chosen} because {why}.",
        hint=f"If that is wrong, set 'date_format' of the column in sources/{source}.yaml.",
        place=Place(file=f"sources/{source}.yaml", what=column.name),
        severity="warning",
    )


def declared_decimal(guess: Guess) -> Literal[".", ","] | None:
    """The decimal mark to write down: only a comma needs to be said."""
    return "," if guess.numbers is not None and guess.numbers.decimal == "," else None
