"""Filters on events as tables: each property's value gives, by one look, the groups whose filter it passes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, EventTable, Flags
from satsuma.engine.comparisons import is_known
from satsuma.engine.conditions import compile_condition
from satsuma.engine.graph import Graph
from satsuma.engine.library import array_of, describe_column, load_library
from satsuma.engine.program import ProgramBuilder
from satsuma.engine.scope import RowScope
from satsuma.engine.typed import LEAST, MOST
from satsuma.engine.values import bits_of
from satsuma.language.tree import Condition
from satsuma.model.errors import BugError

Bools = NDArray[np.bool_]
_SIMPLE = frozenset({"range", "range_double", "table"})
_INSIDE = frozenset({"and", "or", "not", "all"})


@dataclass(slots=True)
class EventFilters:
    """All filters on one event type. A filter is a set of words of `scope.graph`, all of which a row must satisfy."""

    event: str
    table: EventTable
    scope: RowScope
    look_at_rows: Callable[[EventFilters, Sequence[int]], None]
    threads: int = 1
    _compiled: dict[Condition, frozenset[int]] = field(default_factory=dict)
    _homes: dict[int, str | None] = field(default_factory=dict)
    _looks: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    row_bits: dict[int, NDArray[np.uint64]] = field(default_factory=dict)

    def compile(self, where: Condition | None, known: str | None = None) -> frozenset[int]:
        """The words of a filter, and, where `known` names a property, that it is not missing."""
        graph = self.scope.graph
        words: frozenset[int] = frozenset()
        if where is not None:
            if where not in self._compiled:
                word = compile_condition(self.scope, where)
                node = graph.words[word]
                parts = node[1:] if node[0] == "and" else () if node[0] == "all" else (word,)
                self._compiled[where] = frozenset(parts)
            words = self._compiled[where]
        return words if known is None else words | {is_known(self.scope, self.scope.resolve(known))}

    def home_of(self, word: int) -> str | None:
        """The only property that a word asks about, if tables can answer it."""
        if word not in self._homes:
            found = _properties_of(self.scope.graph, word)
            self._homes[word] = found.pop() if found is not None and len(found) == 1 else None
        return self._homes[word]

    def look_at(self, name: str) -> tuple[bool, bool]:
        """Whether a customer's sum of the property could leave int64, and whether any value is missing."""
        if name not in self._looks:
            column, library = self.table.properties[name], load_library()
            described = library.ffi.new("ss_column *")
            data, described.missing, described.width, described.is_double = describe_column(column)
            described.data = library.ffi.cast("void *", data)
            largest, missing = library.ffi.new("int64_t *"), library.ffi.new("int64_t *")
            library.lib.ss_bounds(described, len(array_of(column)), largest, missing)
            most_rows = int(np.max(np.diff(self.table.offsets), initial=0))
            self._looks[name] = (largest[0] * most_rows > MOST, bool(missing[0]))
        return self._looks[name]

    def row_words(self, filters: Sequence[frozenset[int]]) -> list[int]:
        """The words that need a look at several properties of a row at once."""
        return sorted({word for words in filters for word in words if self.home_of(word) is None})

    def add_tests(self, builder: ProgramBuilder, filters: Sequence[frozenset[int]], mask_words: int) -> int:
        """Add the tests after which bit k of a row's mask says whether it passes filters[k]; the first test's index."""
        unseen = [word for word in self.row_words(filters) if word not in self.row_bits]
        if unseen:
            self.look_at_rows(self, unseen)
        first = len(builder.tests)
        by_home: dict[str, dict[int, list[int]]] = {}
        for bit, words in enumerate(filters):
            for word in words:
                home = self.home_of(word)
                if home is None:
                    continue
                by_home.setdefault(home, {}).setdefault(bit, []).append(word)
        for name, asked in sorted(by_home.items()):
            self._add_table(builder, name, asked, mask_words)
        for word in self.row_words(filters):
            asking = [bit for bit, words in enumerate(filters) if word in words]
            truths = {bit: np.array([False, True]) for bit in asking}
            table = builder.add_masks(_masks(truths, 2, mask_words))
            column = builder.add_bits(self.row_bits[word])
            builder.tests.append((column, builder.library.lib.SS_BY_BIT, 0, 0, table))
        return first

    def _add_table(
        self, builder: ProgramBuilder, name: str, asked: Mapping[int, Sequence[int]], mask_words: int
    ) -> None:
        graph, lib = self.scope.graph, builder.library.lib
        domain = _domain_of(
            graph, self.table.properties[name], {word for words in asked.values() for word in words}
        )
        truths = {
            bit: np.logical_and.reduce([_truth(graph, word, domain) for word in words])
            for bit, words in asked.items()
        }
        table = builder.add_masks(_masks(truths, domain.size, mask_words))
        cuts = builder.add_numbers(domain.bits)
        column = builder.add_column(self.table.properties[name])
        builder.tests.append((column, getattr(lib, domain.form), cuts, len(domain.bits), table))


def _properties_of(graph: Graph, word: int) -> set[str] | None:
    """The properties under a word, or None where it is more than tests of stored values."""
    name, *rest = graph.words[word]
    if name in _SIMPLE:
        value = graph.values[rest[0]]
        return {value[1]} if value[0] == "column" else None
    if name not in _INSIDE:
        return None
    found: set[str] = set()
    for inside in rest:
        below = _properties_of(graph, inside)
        if below is None:
            return None
        found |= below
    return found


@dataclass(frozen=True, slots=True)
class _Domain:
    """A property's values, divided so that no test differs within a part: codes, or what lies between cuts. Part 0 is
    missing; `numbers` are the parts' least values."""

    form: str
    size: int
    bits: list[int]
    numbers: NDArray[np.int64] | NDArray[np.float64]


def _domain_of(graph: Graph, column: Column, words: set[int]) -> _Domain:
    if isinstance(column, Codes | Flags):
        size = len(column.dictionary) + 1 if isinstance(column, Codes) else 3
        return _Domain("SS_BY_CODE", size, [], np.arange(size - 1, dtype=np.int64))
    is_double = isinstance(column, Doubles)
    ranges = list(_ranges(graph, words))
    if not is_double:
        cuts = {LEAST, *(low for low, _ in ranges), *(high + 1 for _, high in ranges if high < MOST)}
        ordered = sorted(cuts)
        return _Domain("SS_BY_CUTS", len(ordered) + 1, ordered, np.array(ordered, np.int64))
    doubles = {-math.inf}
    for low, high in ranges:
        doubles |= {_double_of(low), math.nextafter(_double_of(high), math.inf)}
    lows = sorted(doubles)
    return _Domain(
        "SS_BY_DOUBLE_CUTS", len(lows) + 1, [bits_of(low) for low in lows], np.array(lows, np.float64)
    )


def _ranges(graph: Graph, words: set[int]) -> list[tuple[int, int]]:
    found = []
    for word in words:
        name, *rest = graph.words[word]
        if name in ("range", "range_double"):
            found.append((rest[1], rest[2]))
        elif name in _INSIDE:
            found.extend(_ranges(graph, set(rest)))
    return found


def _double_of(bits: int) -> float:
    return float(np.array([bits], np.int64).view(np.float64)[0])


def _truth(graph: Graph, word: int, domain: _Domain) -> Bools:
    """Whether the word is true, by part of the domain."""
    name, *rest = graph.words[word]
    found = np.zeros(domain.size, np.bool_)
    if name == "all":
        found[:] = True
    elif name == "not":
        found = ~_truth(graph, rest[0], domain)
    elif name == "and":
        found = np.logical_and.reduce([_truth(graph, inside, domain) for inside in rest])
    elif name == "or":
        found = np.logical_or.reduce([_truth(graph, inside, domain) for inside in rest])
    elif name == "table":
        found[1:] = np.frombuffer(rest[1], np.bool_)
    elif name in _SIMPLE:
        low, high = (_double_of(rest[1]), _double_of(rest[2])) if name == "range_double" else rest[1:]
        found[1:] = (domain.numbers >= low) & (domain.numbers <= high)
    else:
        raise BugError(f"A filter's table cannot hold '{name}'.")
    return found


def _masks(truths: Mapping[int, Bools], size: int, mask_words: int) -> NDArray[np.uint64]:
    """masks[part, word]: all groups except those that ask and are not satisfied."""
    masks = np.full((size, mask_words), np.iinfo(np.uint64).max, np.uint64)
    for bit, truth in truths.items():
        masks[~truth, bit // 64] &= np.uint64(~(1 << bit % 64) & (2**64 - 1))
    return masks
