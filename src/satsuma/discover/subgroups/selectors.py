"""Simple conditions of one variable each: a level, an interval, an item of a set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Flags, Moments, Sets
from satsuma.discover.basis.reading import count_items, read_item, read_numbers, read_words
from satsuma.discover.subgroups.edges import BINS, cut_numbers
from satsuma.language import tree
from satsuma.language.write import write_condition

Bools = NDArray[np.bool_]
MOST_LEVELS = 60
"""Levels of one variable that are looked at, the largest first; the others are counted as left out."""
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A variable that groups may be made of. `column` holds all customers of the unit."""

    name: str
    title: str
    column: Column
    currency: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Selector:
    """One condition; `inside` is over the customers studied. Compared by identity."""

    variable: str
    title: str
    label: str
    condition: tree.Condition
    inside: Bools

    @property
    def rule(self) -> str:
        return write_condition(self.condition)


@dataclass(frozen=True, slots=True)
class Levels:
    """A variable's selectors, in the order of their values where they have one. `suppressed` levels are too small; `why` is
    set where there is nothing to choose between."""

    candidate: Candidate
    selectors: tuple[Selector, ...]
    not_known: Selector | None
    suppressed: int = 0
    is_exclusive: bool = True
    """Whether nobody is in two of them; the items of a set may overlap."""
    why: str | None = None


def make_levels(candidate: Candidate, rows: NDArray[np.int64], minimum: int, bins: int = BINS) -> Levels:
    """The selectors of a variable over the customers `rows` (ordinals) with at least `minimum` members each."""
    column = candidate.column
    if isinstance(column, Moments):
        return Levels(
            candidate, (), None, why="It is a date; make a number of it, such as the days since then."
        )
    known = find_known(column, rows)
    if not known.any():
        return Levels(candidate, (), None, why="Nobody in the population has a value.")
    if isinstance(column, Sets):
        found, exclusive = list(_read_set(candidate, column, rows)), False
    elif isinstance(column, Codes | Flags):
        found, exclusive = list(_read_words(candidate, column, rows)), True
    else:
        found, exclusive = list(_read_numbers(candidate, column, rows, bins)), True
    if exclusive and len(found) == 1:
        return Levels(candidate, (), None, why="Everyone with a value has the same one.")
    kept = tuple(each for each in found if int(each.inside.sum()) >= minimum)
    levels = max(_count_levels(column, rows), len(found))
    if not kept:
        why = f"None of its {levels:,} levels has {minimum} customers."
        return Levels(candidate, (), None, levels, exclusive, why)
    missing = _make(candidate, NOT_KNOWN, tree.Missing(value=_variable(candidate)), ~known)
    is_large = int(missing.inside.sum()) >= minimum
    return Levels(candidate, kept, missing if is_large else None, levels - len(kept), exclusive)


def _count_levels(column: Column, rows: NDArray[np.int64]) -> int:
    """How many words the customers have; 0 for numbers, whose groups are cut."""
    if isinstance(column, Codes):
        codes = column.codes[rows]
        return int(np.count_nonzero(np.bincount(codes[codes >= 0])))
    return int(np.count_nonzero(count_items(column, rows))) if isinstance(column, Sets) else 0


def _variable(candidate: Candidate) -> tree.Variable:
    return tree.Variable(name=candidate.name)


def _make(candidate: Candidate, label: str, condition: tree.Condition, inside: Bools) -> Selector:
    return Selector(candidate.name, candidate.title, label, condition, inside)


def find_known(column: Column, rows: NDArray[np.int64]) -> Bools:
    """Which of the customers have a value."""
    if isinstance(column, Sets):
        return (np.diff(column.offsets) > 0)[rows]
    return ~np.isnan(read_numbers(column)[rows])


def _read_words(candidate: Candidate, column: Codes | Flags, rows: NDArray[np.int64]) -> Iterator[Selector]:
    codes, words = read_words(column)
    codes = codes[rows]
    sizes = np.bincount(codes[codes >= 0], minlength=len(words))
    for code in np.sort(np.argsort(-sizes, kind="stable")[:MOST_LEVELS]).tolist():
        if not sizes[code]:
            continue
        word = words[code]
        literal: tree.Value = tree.Text(value=word)
        if isinstance(column, Flags):
            literal = tree.YesNo(value=word == "yes")
        condition = tree.Compare(sign="=", left=_variable(candidate), right=literal)
        yield _make(candidate, word, condition, codes == code)


def _read_set(candidate: Candidate, column: Sets, rows: NDArray[np.int64]) -> Iterator[Selector]:
    counts = count_items(column, rows)
    for code in np.sort(np.argsort(-counts, kind="stable")[:MOST_LEVELS]).tolist():
        if not counts[code]:
            continue
        item = column.dictionary[code]
        condition = tree.SetHas(how="any", value=_variable(candidate), options=(item,))
        yield _make(candidate, item, condition, read_item(column, item)[rows] == 1)


def _read_numbers(
    candidate: Candidate, column: Column, rows: NDArray[np.int64], bins: int
) -> Iterator[Selector]:
    values = read_numbers(column)[rows]
    known = values[~np.isnan(values)]
    edges = cut_numbers(known, bins)
    is_whole = bool((known == np.round(known)).all())
    lows, highs = [None, *edges], [*edges, None]
    for low, high in zip(lows, highs, strict=True):
        inside = ~np.isnan(values)
        inside &= True if low is None else values >= low
        inside &= True if high is None else values < high
        if inside.any():
            extremes = (float(values[inside].min()), float(values[inside].max()))
            label = name_interval(low, high, extremes, is_whole=is_whole, currency=candidate.currency)
            yield _make(candidate, label, _interval(candidate, low, high), inside)


def _interval(candidate: Candidate, low: float | None, high: float | None) -> tree.Condition:
    parts: list[tree.Condition] = []
    for edge, sign in ((low, ">="), (high, "<")):
        if edge is not None:
            literal = tree.Number(value=Decimal(f"{edge:.12g}"))
            parts.append(tree.Compare(sign=sign, left=_variable(candidate), right=literal))  # type: ignore[arg-type]
    return tree.And(conditions=tuple(parts)) if len(parts) > 1 else parts[0] if parts else tree.Everyone()


def name_interval(
    low: float | None,
    high: float | None,
    extremes: tuple[float, float],
    *,
    is_whole: bool,
    currency: str | None = None,
) -> str:
    """An interval in words: '30–44' for whole numbers, '0.5 to under 2', 'under 25', '60 or more', '3' for a single one."""
    if extremes[0] == extremes[1]:
        text = _show(extremes[0])
    elif low is None:
        text = f"under {_show(high or 0.0)}"
    elif high is None:
        text = f"{_show(low)} or more"
    elif is_whole and high - low == 1:
        text = _show(low)
    elif is_whole:
        text = f"{_show(low)}–{_show(high - 1)}"
    else:
        text = f"{_show(low)} to under {_show(high)}"
    return f"{text} {currency}" if currency else text


def _show(number: float) -> str:
    if number == round(number):
        return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:.0f}"
    return f"{number:.6g}"
