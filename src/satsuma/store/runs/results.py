"""What later stages add to a run before it is published: memberships, values of variables, JSON results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from satsuma.columns import Column, Memberships
from satsuma.model.errors import UnknownNameError
from satsuma.store.disk import write_whole
from satsuma.store.runs.arrays import damaged, load_array, save_array
from satsuma.store.runs.manifest import Stored, StoredColumn
from satsuma.store.runs.opening import Lazy
from satsuma.store.runs.stored import count_rows, load_column, read_file, read_json, save_column


class _StoredMemberships(Stored):
    names: tuple[str, ...]
    words: str
    population: str


class _StoredValues(Stored):
    rows: int
    columns: dict[str, StoredColumn]


def save_memberships(run_path: Path, unit: str, memberships: Memberships) -> None:
    """Writes a unit's memberships into the run. Raises StorageError."""
    folder = run_path / "memberships" / unit
    stored = _StoredMemberships(
        names=memberships.names,
        words=save_array(folder, "words", memberships.words),
        population=save_array(folder, "population", memberships.population),
    )
    write_whole(folder / "index.json", stored.model_dump_json().encode())


def load_memberships(run_path: Path, unit: str) -> Memberships | None:
    """A unit's memberships, mapped; None where the run has none. Raises StorageError for damaged files."""
    folder = run_path / "memberships" / unit
    if not (folder / "index.json").is_file():
        return None
    stored = _read(folder / "index.json", TypeAdapter(_StoredMemberships))
    population = load_array(folder / stored.population)
    words = load_array(folder / stored.words, len(population))
    if words.shape[0] != len(stored.names):
        raise damaged(folder / stored.words, "does not fit its index")
    return Memberships(stored.names, words, population)


def save_values(run_path: Path, unit: str, values: Mapping[str, Column]) -> None:
    """Writes computed variables of a unit into the run, in place of earlier ones. Raises StorageError."""
    folder = run_path / "values" / unit
    columns = {
        name: save_column(folder, f"value-{i}", column) for i, (name, column) in enumerate(values.items())
    }
    rows = max((count_rows(column) for column in values.values()), default=0)
    stored = _StoredValues(rows=rows, columns=columns)
    write_whole(folder / "index.json", stored.model_dump_json().encode())


def load_values(run_path: Path, unit: str) -> Mapping[str, Column]:
    """Computed variables of a unit, each mapped on access; empty where the run has none. Raises StorageError."""
    folder = run_path / "values" / unit
    if not (folder / "index.json").is_file():
        return {}
    stored = _read(folder / "index.json", TypeAdapter(_StoredValues))
    return Lazy(tuple(stored.columns), lambda name: load_column(folder, stored.columns[name], stored.rows))


def save_json(run_path: Path, name: str, value: Any) -> None:
    """Writes `results/<name>.json`: plain values, or anything pydantic can write. Raises StorageError."""
    content = TypeAdapter(Any).dump_json(value, indent=1)
    write_whole(run_path / "results" / f"{name}.json", content + b"\n")


def load_json(run_path: Path, name: str) -> Any:
    """What `save_json` wrote, as plain values. Raises UnknownNameError where there is none, StorageError."""
    path = run_path / "results" / f"{name}.json"
    if not path.is_file():
        raise UnknownNameError(f"The run has no result '{name}'.", hint="Run again with 'satsuma run'.")
    return read_json(path)


def _read(path: Path, adapter: TypeAdapter[Any]) -> Any:
    try:
        return adapter.validate_json(read_file(path))
    except ValidationError as error:
        raise damaged(path, "is not whole") from error
