"""The data part of a run: files into a stored folder. Used again while files and source definitions stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.project.fingerprints import fingerprint_data
from satsuma.project.modelling import Models, load_models
from satsuma.store.runs import StoredRun, load_json, open_run, save_json
from satsuma.store.runs.linking import link_data
from satsuma.store.runs.wholeness import is_whole, seal_run
from satsuma.store.scratch import RawTable, Scratch

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.project.progress import Progress

STATE = ".satsuma"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run starts from. `hashes` holds SHA-256 by source and file, `now` the moment of loading in seconds UTC."""

    folder: Path
    definitions: Definitions
    version: str
    now: int
    hashes: Mapping[str, Mapping[str, str]]
    models: Models = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return fingerprint_data(self.hashes, self.definitions, self.version)

    @property
    def loaded(self) -> str:
        """The moment of loading as ISO text."""
        return datetime.fromtimestamp(self.now, UTC).isoformat()


def scratch_in(folder: Path) -> Scratch:
    """The workbench of a project."""
    return Scratch(folder / STATE / "scratch")


def prepared_path(folder: Path) -> Path:
    """Where `init` leaves the data for the first run."""
    return folder / STATE / "prepared"


def gather_inputs(
    folder: Path, definitions: Definitions, version: str, now: int, progress: Progress
) -> Inputs:
    """Hashes every source's files; FileError lists all that are missing at once."""
    from satsuma.collect import hash_files
    from satsuma.model.errors import FileError, Finding

    progress("Looking at the files", None)
    hashes: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for name, source in definitions.sources.items():
        try:
            hashes[name] = hash_files(source.files, folder)
        except FileError as error:
            findings += error.findings
    if findings:
        raise FileError(findings)
    return Inputs(folder, definitions, version, now, hashes, load_models(folder, definitions))


def read_raws(scratch: Scratch, inputs: Inputs, progress: Progress) -> dict[str, RawTable]:
    """Every source as a raw table."""
    from satsuma.collect import read_source

    raws = {}
    sources = inputs.definitions.sources
    for number, (name, source) in enumerate(sources.items()):
        progress(f"Reading {name}", number / len(sources))
        raws[name] = read_source(scratch, name, source.files, source.format, inputs.folder)
    return raws


def store_tables(
    scratch: Scratch,
    raws: Mapping[str, RawTable],
    inputs: Inputs,
    previous: StoredRun | None,
    target: Path,
    progress: Progress,
) -> StoredRun:
    """Cleans the raw tables and stores them in the folder `target`, which nobody sees yet."""
    from satsuma.clean.apply import clean_tables
    from satsuma.store.runs.building import build_run

    def tell(what: str) -> None:
        progress(what[:1].upper() + what[1:], None)

    tables = clean_tables(scratch, raws, inputs.definitions, inputs.now, tell)
    path = build_run(target, scratch, inputs.definitions, tables, previous, tell, created=inputs.loaded)
    save_json(path, "inputs", {"data": inputs.fingerprint})
    seal_run(path)
    return open_run(path)


def prepare_data(inputs: Inputs, previous: StoredRun | None, target: Path, progress: Progress) -> StoredRun:
    """The stored data of an earlier run where files and source definitions are the same, else read anew."""
    for candidate in (previous, open_prepared(inputs.folder)):
        if candidate is not None and load_json(candidate.path, "inputs")["data"] == inputs.fingerprint:
            progress("Using the stored data again", None)
            return open_run(link_data(candidate.path, target))
    with scratch_in(inputs.folder) as scratch:
        raws = read_raws(scratch, inputs, progress)
        return store_tables(scratch, raws, inputs, previous, target, progress)


def open_prepared(folder: Path) -> StoredRun | None:
    path = prepared_path(folder)
    return open_run(path) if is_whole(path) else None
