"""A typed source as events of one or several types, its columns fetched once and kept in the workbench."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Moments
from satsuma.model.definitions import SourceDefinition
from satsuma.model.kinds import WORDS, Kind, Role, ValueType
from satsuma.store.runs.fetching import Table, estimate_distinct, fetch_column, fetch_ordinals
from satsuma.store.runs.histories import Part
from satsuma.store.runs.ordinals import Ordinals
from satsuma.store.runs.small_tables import convert, is_small, take_over
from satsuma.store.runs.stored import load_column, save_column, take

MANY_ROWS = 100_000
MOST_EVENT_TYPES = 100
OTHER = "other"


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A typed table with its definition. `spill` is a folder of the workbench for columns that are needed twice."""

    name: str
    definition: SourceDefinition
    table: Table
    types: Mapping[str, ValueType]
    spill: Path
    kept: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, Any] = field(default_factory=dict)

    @property
    def is_history(self) -> bool:
        """True where rows are events, false where they are columns of a customer."""
        definition = self.definition
        is_named = definition.event is not None or definition.event_column is not None
        is_dated_text = definition.role is Role.TEXT and definition.time is not None
        return definition.role is Role.EVENT or is_named or is_dated_text

    def load(self, name: str) -> Column:
        """A column in source order; of a large table mapped from the workbench after the first time."""
        if is_small(self.table, len(self.types)):
            if not self.arrays:
                self.arrays.update(take_over(self.table, tuple(self.types)))
            return convert(self.arrays[name], self.types[name])
        if name not in self.kept:
            column = fetch_column(self.table, name, self.types[name])
            if not (self.definition.event_column or self.definition.groups):
                return column
            stem = f"column-{len(self.kept)}"
            self.kept[name] = save_column(self.spill, stem, column)
        return load_column(self.spill, self.kept[name], self.table.rows)


def choose_properties(source: SourceTable) -> tuple[dict[str, ValueType], tuple[str, ...]]:
    """The types of the columns that go with events, and the names of those that only the Parquet table keeps: words
    with almost as many values as rows are of no use in a rule."""
    types = {name: type_ for name, type_ in source.types.items() if name != source.definition.event_column}
    words = [name for name, type_ in types.items() if type_.kind in WORDS]
    if source.table.rows <= MANY_ROWS:
        return types, ()
    distinct = estimate_distinct(source.table, words)
    left = tuple(name for name in words if distinct[name] * 2 > source.table.rows)
    return {name: type_ for name, type_ in types.items() if name not in left}, left


def list_parts(source: SourceTable, ordinals: Ordinals) -> dict[str, Part]:
    """The source's events by event type."""
    types, left = choose_properties(source)
    customers = fetch_ordinals(source.table, "_key", ordinals.table, ordinals.is_integer)
    times = fetch_column(source.table, "_time", ValueType(kind=Kind.DATE))
    assert isinstance(times, Moments)
    if source.definition.event_column is None:
        name = source.definition.event or source.name
        return {name: Part(source.name, customers, times.seconds, types, source.load, left)}
    named = fetch_column(source.table, "_event", ValueType(kind=Kind.CATEGORY))
    assert isinstance(named, Codes)
    parts = {}
    for event, codes in group_names(named, source.definition.event or source.name).items():
        rows = np.flatnonzero(np.isin(named.codes, codes))
        parts[event] = Part(
            source.name, customers[rows], times.seconds[rows], types, _load_rows(source, rows), left
        )
    return parts


def _load_rows(source: SourceTable, rows: NDArray[np.int64]) -> Callable[[str], Column]:
    return lambda name: take(source.load(name), rows)


def group_names(named: Codes, default: str) -> dict[str, list[int]]:
    """Event types by name with their codes, in dictionary order. Beyond the hundred most frequent ones, and for rows
    without a name, the rest share one type."""
    counts = np.bincount(named.codes[named.codes >= 0], minlength=len(named.dictionary))
    slugs: dict[str, list[int]] = {}
    for code, word in enumerate(named.dictionary):
        slugs.setdefault(write_slug(word) or default, []).append(code)
    if len(slugs) > MOST_EVENT_TYPES:
        ordered = sorted(slugs, key=lambda slug: (-int(counts[slugs[slug]].sum()), slug))
        rest = [code for slug in ordered[MOST_EVENT_TYPES:] for code in slugs[slug]]
        slugs = {slug: codes for slug, codes in slugs.items() if slug in set(ordered[:MOST_EVENT_TYPES])}
        slugs.setdefault(OTHER, []).extend(rest)
    if bool((named.codes < 0).any()):
        slugs.setdefault(default, []).append(-1)
    return slugs


def write_slug(word: str) -> str:
    """A name for rules from any text: 'Thumbs Up' → thumbs_up."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    slug = re.sub(r"\W+", "_", plain).strip("_")[:80]
    return f"_{slug}"[:80] if slug[:1].isdigit() else slug
