"""Variables as pairs of them are compared: numbers by rank, words by their commoner levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Flags, Sets
from satsuma.discover.basis import read_numbers, read_words
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import VariableInfo
from satsuma.stats.pairs import Field, number_field, word_field

MOST_LEVELS = 50
"""Levels of words compared one by one; the rarer ones stand together."""
IDENTIFYING = 0.5
"""Share of distinct values among words from which they name customers and do not group them."""
OTHERS = "other levels"

Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Compared:
    """One variable over the population. `levels` are the words of its codes; empty for numbers."""

    info: VariableInfo
    field: Field
    levels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def title(self) -> str:
        return self.info.title

    @property
    def family(self) -> Family | None:
        return self.info.family

    @property
    def is_yes_no(self) -> bool:
        return len(self.levels) == 2

    @property
    def known(self) -> NDArray[np.bool_]:
        return np.asarray(self.field.places >= 0)


def compare_variables(
    infos: Sequence[VariableInfo], values: Mapping[str, Column], everyone: Index
) -> tuple[list[Compared], dict[str, str]]:
    """The variables that can be compared, and why the others cannot, by name."""
    found: list[Compared] = []
    left_out: dict[str, str] = {}
    for info in infos:
        compared = _compare(info, values[info.name], everyone)
        if isinstance(compared, Compared):
            found.append(compared)
        else:
            left_out[info.name] = compared
    return found, left_out


def _compare(info: VariableInfo, column: Column, everyone: Index) -> Compared | str:
    if isinstance(column, Sets):
        return "holds several words a customer"
    if info.kind is Kind.TEXT:
        return "is free text"
    is_words = isinstance(column, Codes | Flags) and info.kind is not Kind.ORDERED
    if not is_words:
        field = number_field(read_numbers(column)[everyone])
        known = int((field.places >= 0).sum())
        return Compared(info, field) if field.levels > 1 else _say_constant(known)
    assert isinstance(column, Codes | Flags)
    codes, words = read_words(column)
    codes = codes[everyone]
    counts = np.bincount(codes + 1, minlength=len(words) + 1)[1:]
    used, known = int((counts > 0).sum()), int(counts.sum())
    if used < 2:
        return _say_constant(known)
    if used > MOST_LEVELS and used > IDENTIFYING * known:
        return f"has {used:,} different values among {known:,} customers: it names customers"
    codes, words = join_rare(codes, words, counts, MOST_LEVELS)
    return Compared(info, word_field(codes, len(words)), words)


def _say_constant(known: int) -> str:
    return "has one and the same value for everyone" if known else "has no values"


def join_rare(
    codes: NDArray[np.int32], words: tuple[str, ...], counts: NDArray[np.integer], most: int
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Only levels in use, in their order; beyond the `most` commonest they are put together as one."""
    order = np.argsort(-counts, kind="stable")
    used = int((counts > 0).sum())
    kept = np.sort(order[: used if used <= most else most - 1])
    new = np.full(len(words) + 1, -1, np.int32)
    new[kept] = np.arange(len(kept))
    levels = tuple(words[i] for i in kept)
    if used > most:
        new[:-1][(counts > 0) & (new[:-1] < 0)] = len(kept)
        levels += (OTHERS,)
    return new[codes], levels
