"""A run as readers see it: the manifest at once, every column when it is asked for, mapped and never copied.

Imports NumPy, pydantic and the standard library only, so that a cold command starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from satsuma.columns import Column, EventTable, Keys, Links, Population, UnitData
from satsuma.model.accounts import Quality
from satsuma.model.errors import ProjectNotFoundError, UnknownNameError
from satsuma.model.kinds import Shape
from satsuma.store.runs.arrays import damaged, load_array
from satsuma.store.runs.manifest import (
    LAYOUT,
    Manifest,
    StoredCodes,
    StoredEvents,
    StoredKeys,
    StoredUnit,
)
from satsuma.store.runs.ordinals import find_key
from satsuma.store.runs.stored import load_column, load_words, read_file, read_json

MANIFEST = "manifest.json"
QUALITY = "quality.json"
T = TypeVar("T")


class Lazy(Mapping[str, T]):
    """A mapping that makes a value on first access and keeps it."""

    def __init__(self, names: tuple[str, ...], make: Callable[[str], T]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


@dataclass(frozen=True)
class StoredRun:
    """A run's folder, opened. `path` is the folder; everything else is read when asked for."""

    path: Path
    manifest: Manifest
    orders: dict[str, Any] = field(default_factory=dict, compare=False)
    """By unit: the ordinals in the order of their keys, mapped when a customer was looked for."""

    @property
    def id(self) -> str:
        """The run's id, which is its folder's name."""
        return self.path.name.removesuffix(".partial")

    @property
    def shape(self) -> Shape:
        """What the data look like."""
        return self.manifest.shape

    @cached_property
    def quality(self) -> Quality:
        """The data-quality report. Raises StorageError."""
        try:
            return Quality.model_validate_json(read_file(self.path / QUALITY))
        except ValidationError as error:
            raise damaged(self.path / QUALITY, "is not whole") from error

    def population(self) -> Population:
        """All units; columns and events load on access. Raises StorageError naming a damaged file, then or later."""
        return self._population

    @cached_property
    def _population(self) -> Population:
        return Population(Lazy(tuple(self.manifest.units), self._load_unit))

    def _load_unit(self, name: str) -> UnitData:
        unit = self.manifest.units[name]
        folder = self.path / unit.folder

        def column(name: str) -> Column:
            return load_column(folder, unit.columns[name], unit.customers)

        def events(name: str) -> EventTable:
            return _load_events(self.path, unit.events[name], unit.customers)

        return UnitData(
            keys=Keys(_load_keys(folder, unit)),
            known=load_array(folder / unit.known, unit.customers),
            profiled=load_array(folder / unit.profiled, unit.customers),
            columns=Lazy(tuple(unit.columns), column),
            events=Lazy(tuple(unit.events), events),
            links=_load_links(folder, unit),
        )

    def list_values(self, unit: str) -> dict[str, tuple[str, ...]]:
        """All values of the unit's categories with few of them; event properties as `event.property`."""
        stored = self.manifest.units[unit]
        columns = dict(stored.columns)
        for name, events in stored.events.items():
            columns |= {f"{name}.{inner}": column for inner, column in events.properties.items()}
        return {
            name: column.dictionary.words
            for name, column in columns.items()
            if isinstance(column, StoredCodes) and column.dictionary.words is not None
        }

    def table_path(self, source: str) -> Path:
        """The Parquet file of a source's typed rows. Raises UnknownNameError."""
        for stored in self.manifest.sources:
            if stored.name == source:
                return self.path / stored.table
        raise UnknownNameError(f"The run has no source '{source}'.")

    @property
    def quarantine_path(self) -> Path:
        """The Parquet file of the rows set aside."""
        return self.path / "quarantine.parquet"

    def find_keys_file(self, unit: str) -> tuple[Path | None, bool]:
        """The unit's keys as Parquet in ordinal order, and whether they are whole numbers; (None, True) for a unit that
        the run does not have or that nobody belongs to."""
        if unit not in self.manifest.units or not self.manifest.units[unit].customers:
            return None, True
        stored = self.manifest.units[unit]
        path = self.path / stored.folder / "keys.parquet"
        if not path.is_file():
            raise damaged(path, "is missing")
        return path, stored.keys.is_integer


def open_run(path: Path) -> StoredRun:
    """Opens a run's folder. Raises ProjectNotFoundError where there is none, StorageError for a damaged manifest."""
    if not path.is_dir():
        raise ProjectNotFoundError(f"There is no run in {path.name}.", hint="Make one with 'satsuma run'.")
    raw = read_json(path / MANIFEST)
    if not isinstance(raw, dict) or raw.get("layout") != LAYOUT:
        raise damaged(path / MANIFEST, "was written by another version of Satsuma")
    try:
        return StoredRun(path, Manifest.model_validate(raw))
    except ValidationError as error:
        raise damaged(path / MANIFEST, "is not whole") from error


def find_customer(run: StoredRun, unit: str, key_text: str) -> int | None:
    """The ordinal of the customer whose key is written so; None for an unknown key. Raises UnknownNameError for an
    unknown unit."""
    if unit not in run.manifest.units:
        raise UnknownNameError(f"There is no unit '{unit}'.", hint=f"Units: {', '.join(run.manifest.units)}.")
    stored = run.manifest.units[unit]
    folder = run.path / stored.folder
    if unit not in run.orders:
        run.orders[unit] = load_array(folder / stored.keys.order, stored.customers)
    keys = run.population().units[unit].keys.values
    return find_key(keys, run.orders[unit], key_text, stored.keys.is_integer)


def _load_keys(folder: Path, unit: StoredUnit) -> Any:
    keys: StoredKeys = unit.keys
    if keys.values is not None:
        return load_array(folder / keys.values, unit.customers)
    assert keys.words is not None
    values = np.empty(unit.customers, dtype=object)
    values[:] = load_words(folder, keys.words)
    return values


def _load_events(path: Path, stored: StoredEvents, customers: int) -> EventTable:
    folder = path / stored.folder

    def column(name: str) -> Column:
        return load_column(folder, stored.properties[name], stored.rows)

    offsets = load_array(folder / stored.offsets, customers + 1)
    time = load_array(folder / stored.time, stored.rows)
    return EventTable(offsets, time, Lazy(tuple(stored.properties), column))


def _load_links(folder: Path, unit: StoredUnit) -> Links | None:
    if unit.links is None:
        return None
    offsets = load_array(folder / unit.links.offsets, unit.customers + 1)
    members = load_array(folder / unit.links.members, int(offsets[-1]))
    return Links(offsets, members, load_array(folder / unit.links.account_of, unit.links.people))
