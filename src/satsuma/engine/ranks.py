"""Ranks: a second step over everyone's values, since thresholds are known only when all values are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_NUMBER
from satsuma.engine.bitmaps import pack, unpack
from satsuma.engine.library import Library
from satsuma.engine.typed import MOST, Typed
from satsuma.engine.units import Ranked, UnitScope
from satsuma.language import tree
from satsuma.language.facts import Exact, Fact, Thresholds
from satsuma.language.normalise import rank_key

Words = NDArray[np.uint64]
Values = NDArray[Any]
Span = tuple[Any, Any]
"""The lowest and highest value that is in."""


def find_span(rank: Ranked, ascending: Values) -> Span | None:
    """The span of a rank condition over sorted values; None where nobody is in.

    The top p % is every value at or above the one at position ceil(p · n / 100); a percentile is
    100 · (values below + half of equals) / n.
    """
    n = len(ascending)
    if n == 0:
        return None
    if isinstance(rank, tree.Rank):
        position = ceil(Fraction(rank.amount) * n / 100) if rank.in_percent else int(rank.amount)
        position = min(position, n)
        if rank.side == "top":
            return ascending[n - position], ascending[-1]
        return ascending[0], ascending[position - 1]
    starts = np.flatnonzero(np.concatenate([[True], ascending[1:] != ascending[:-1]]))
    ends = np.concatenate([starts[1:], [n]])
    doubled = starts + ends  # twice (values below + half of equals)
    low, high = ceil(Fraction(rank.low) * n / 50), floor(Fraction(rank.high) * n / 50)
    inside = np.flatnonzero((doubled >= low) & (doubled <= high))
    return (ascending[starts[inside[0]]], ascending[starts[inside[-1]]]) if len(inside) else None


@dataclass(slots=True)
class RankTable:
    """The ranks under some words of a unit's graph, and the combinations above them."""

    scope: UnitScope
    existing: Words
    thresholds: dict[str, Thresholds]
    library: Library
    _found: dict[int, Words] = field(default_factory=dict)
    _values: dict[int, Values] = field(default_factory=dict)
    _asked: dict[Ranked, None] = field(default_factory=dict)
    _spans: dict[Ranked, dict[int, Span]] = field(default_factory=dict)
    _room: dict[str, Values] = field(default_factory=dict)

    def early_words(self, roots: Iterable[int]) -> list[int]:
        """The words that the walk must give: those that depend on no rank, as large as possible."""
        graph, found = self.scope.graph, dict[int, None]()
        waiting, seen = list(roots), set[int]()
        while waiting:
            word = waiting.pop()
            if word in seen:
                continue
            seen.add(word)
            name, *rest = graph.words[word]
            if not graph.is_late[word]:
                found[word] = None
            elif name == "rank":
                self._asked[rest[0]] = None
                by, within, among = self.scope.ranks[rest[0]]
                self._values[by.node] = np.zeros(0)
                if within is not None:
                    self._values[within.node] = np.zeros(0)
                if among is not None:
                    waiting.append(among)
            else:
                waiting.extend(rest)
        return list(found)

    def wanted_values(self) -> dict[int, int]:
        """The value nodes that the walk must store, with the numbers of their outputs."""
        return {node: number for number, node in enumerate(self._values)}

    def fill(self, found: Mapping[int, Words], values: Mapping[int, Values]) -> None:
        """Take what the walk gave."""
        self._found.update(found)
        self._values.update(values)

    def answer(self, root: int) -> Words:
        """The words of a condition, within the population."""
        return self._word(root) & self.existing

    def _word(self, word: int) -> Words:
        if word not in self._found:
            name, *rest = self.scope.graph.words[word]
            if name == "rank":
                self._found[word] = self._rank(rest[0])
            elif name == "not":
                self._found[word] = ~self._word(rest[0])
            else:
                combine = np.bitwise_and if name == "and" else np.bitwise_or
                self._found[word] = combine.reduce([self._word(inside) for inside in rest])
        return self._found[word]

    def _rank(self, rank: Ranked) -> Words:
        by, within, among = self.scope.ranks[rank]
        ranked = self.existing if among is None else self.existing & self._word(among)
        if rank not in self._spans:
            self._find_spans(by, within, among, ranked)
        spans = self._spans[rank]
        words = within.dictionary if within is not None else ()
        bounds = {
            words[code] if within is not None else None: (as_fact(by, span[0]), as_fact(by, span[1]))
            for code, span in spans.items()
        }
        self.thresholds[rank_key(rank, self.scope.unit)] = Thresholds(bounds)
        values = self._values[by.node]
        if within is None:
            return ranked & self._between(values, spans.get(-1))
        return ranked & _between_by_group(values, self._values[within.node], spans, len(words))

    def _find_spans(self, by: Typed, within: Typed | None, among: int | None, ranked: Words) -> None:
        """The spans, by group (-1: no grouping), of all ranks by this value: sorted once for all of them."""
        alike = [rank for rank in self._asked if self.scope.ranks[rank] == (by, within, among)]
        groups = self._sort(by, within, ranked)
        for rank in alike:
            found = {code: find_span(rank, values) for code, values in groups.items()}
            self._spans[rank] = {code: span for code, span in found.items() if span is not None}

    def _sort(self, by: Typed, within: Typed | None, ranked: Words) -> dict[int, Values]:
        """The known values of those who are ranked, ascending, by group, in room that the next call uses again."""
        values, library = self._values[by.node], self.library
        if within is None:
            room = self._room.setdefault(values.dtype.str, np.empty_like(values))
            kind = "double *" if values.dtype == np.float64 else "int64_t *"
            copy = library.lib.ss_known_double if values.dtype == np.float64 else library.lib.ss_known
            words = library.pointer("uint64_t *", ranked)
            n = copy(library.pointer(kind, values), len(values), words, library.pointer(kind, room))
            kept = room[:n]
            kept.sort()
            return {-1: kept}
        counted = unpack(ranked, len(values))
        counted &= ~np.isnan(values) if by.type == "double" else values != NO_NUMBER
        codes = self._values[within.node]
        counted &= codes != NO_NUMBER
        kept, codes = values[counted], codes[counted]
        order = np.lexsort((kept, codes))
        kept, codes = kept[order], codes[order]
        present, starts = np.unique(codes, return_index=True)
        parts = np.split(kept, starts[1:])
        return {int(code): part for code, part in zip(present, parts, strict=True)} if len(kept) else {}

    def _between(self, values: Values, span: Span | None) -> Words:
        words = np.zeros(len(self.existing), np.uint64)
        if span is None:
            return words
        to = self.library.pointer("uint64_t *", words)
        if values.dtype == np.float64:
            start = self.library.pointer("double *", values)
            self.library.lib.ss_range_words_double(start, len(values), float(span[0]), float(span[1]), to)
        else:
            start = self.library.pointer("int64_t *", values)
            self.library.lib.ss_range_words(start, len(values), int(span[0]), int(span[1]), to)
        return words


def _between_by_group(values: Values, codes: Values, spans: Mapping[int, Span], n_codes: int) -> Words:
    """Who lies in the span of their own group; the last place of the tables stands for no group."""
    double = values.dtype == np.float64
    lows = np.full(n_codes + 1, np.inf if double else MOST, values.dtype)
    highs = np.full(n_codes + 1, -np.inf if double else NO_NUMBER, values.dtype)
    for code, (low, high) in spans.items():
        lows[code], highs[code] = low, high
    place = np.where(codes == NO_NUMBER, n_codes, codes)
    return pack((values >= lows[place]) & (values <= highs[place]))


def as_fact(value: Typed, number: Any) -> Fact:
    """A stored number as readers of one customer see it."""
    if value.type == "exact":
        return Exact(int(number), value.scale)
    return float(number) if value.type == "double" else int(number)
