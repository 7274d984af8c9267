"""What is asked: a KPI's values after the cut, and the variables known at the cut."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Flags, Moments, Sets
from satsuma.discover.basis import read_numbers, read_words
from satsuma.model.errors import DataError, OptionError
from satsuma.model.kinds import Kind
from satsuma.model.results import VariableInfo
from satsuma.stats.association import Numbers, order_values, rank_places

FEWEST = 100
"""Customers with an outcome from whom drivers can be looked for: half of them choose, half of them judge."""
FEWEST_OF_EACH = 20
"""Customers with a yes, and with a no."""
MOST_CUSTOMERS = 20_000
"""Beyond, a sample: enough for differences that a business can use."""

Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Question:
    """`kpi` with its title; `values` are the variables' columns as of the `cut`, `outcome` the KPI's after it. `everyone`
    are the ordinals of those who existed at the cut. `refused` names untimely variables with their reasons, `undeclared`
    those of which nobody has said when they become known, `confirmed` those that a person vouches for."""

    kpi: VariableInfo
    kpi_title: str
    cut: str
    as_of: str
    infos: Sequence[VariableInfo]
    values: Mapping[str, Column]
    outcome: Column
    everyone: Index
    refused: Mapping[str, str]
    undeclared: Collection[str]
    confirmed: Collection[str]
    smallest_group: int
    zone: ZoneInfo
    seed: int = 1

    @property
    def is_same_moment(self) -> bool:
        return self.cut == self.as_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of n customers (`ordinals`): `shown` is what people read (1 and 0 for yes and no), `aim` what models fit: ranks from 0
    to 1 of numbers, which do not mind a few huge values. The first `split` of them choose, the others judge."""

    ordinals: Index
    shown: Numbers
    aim: Numbers
    is_yes_no: bool
    yes: str
    split: int
    customers: int

    @property
    def held_out(self) -> int:
        return len(self.ordinals) - self.split


def read_outcome(question: Question) -> Outcome:
    """The outcome of a random sample, split in halves; DataError where it cannot be explained, OptionError for a KPI of the
    wrong kind."""
    numbers, yes = _read_numbers(question)
    known = np.flatnonzero(~np.isnan(numbers))
    numbers = numbers[known]
    title, n = question.kpi_title, len(numbers)
    distinct = np.unique(numbers)
    if n > 1 and len(distinct) < 2:
        raise DataError(
            f"{title} does not vary: all {n:,} customers have the same value. Nothing can explain it.",
            hint="Choose a KPI that differs between customers.",
        )
    if n < FEWEST:
        raise DataError(
            f"{title} is known for {n:,} of {len(question.everyone):,} customers from {question.cut} to "
            f"{question.as_of}; drivers need at least {FEWEST}.",
            hint="Choose another KPI, or load more customers.",
        )
    is_yes_no = bool(yes) or len(distinct) == 2
    if is_yes_no:
        yes = yes or f"{distinct[1]:,.10g}"
        numbers = (numbers == distinct[1]).astype(np.float64)
        fewer = int(min(numbers.sum(), n - numbers.sum()))
        if fewer < FEWEST_OF_EACH:
            raise DataError(
                f"Only {fewer:,} of {n:,} customers differ from the others in {title}; drivers need "
                f"at least {FEWEST_OF_EACH}.",
                hint="Choose a KPI that differs between more customers.",
            )
    rows = _draw(numbers, is_yes_no, question.seed)
    shown = numbers[rows]
    places, levels = order_values(shown)
    aim = shown if is_yes_no else (rank_places(places, levels) - 0.5) / len(shown)
    return Outcome(question.everyone[known[rows]], shown, aim, is_yes_no, yes, len(rows) // 2, n)


def _read_numbers(question: Question) -> tuple[Numbers, str]:
    """The outcome as numbers, and what 1 means where it is yes or no."""
    column, title = question.outcome, question.kpi_title
    if isinstance(column, Sets | Moments) or question.kpi.kind is Kind.TEXT:
        raise OptionError(
            f"{title} is a {question.kpi.kind.value}; a KPI is a number, money, a share, or yes or no.",
            hint="Make a variable of it that is, for example a count or 'days since'.",
        )
    if isinstance(column, Codes) and question.kpi.kind is not Kind.ORDERED:
        codes, words = read_words(column)
        here = codes[question.everyone]
        counts = np.bincount(here + 1, minlength=len(words) + 1)[1:]
        used = np.flatnonzero(counts)
        if len(used) > 2:
            raise OptionError(
                f"{title} is a {question.kpi.kind.value} with {len(used):,} values; a KPI is a number, money, a share, "
                "or yes or no.",
                hint="Make a yes-or-no variable or a segment of the value that you want more of.",
            )
        rarer = int(used[np.argmin(counts[used])]) if len(used) else 0
        return np.where(here < 0, np.nan, here == rarer), words[rarer] if words else ""
    yes = "yes" if isinstance(column, Flags) else ""
    return read_numbers(column)[question.everyone], yes


def _draw(numbers: Numbers, is_yes_no: bool, seed: int) -> NDArray[np.intp]:
    """A random order, cut to the most that are looked at; both halves have the same share of yes."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(numbers))[:MOST_CUSTOMERS]
    if not is_yes_no:
        return rows
    halves = [rows[numbers[rows] == value] for value in (1, 0)]
    first = [part[: len(part) // 2] for part in halves]
    second = [part[len(part) // 2 :] for part in halves]
    both = [rng.permutation(np.concatenate(part)) for part in (first, second)]
    return np.concatenate(both)
