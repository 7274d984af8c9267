"""`check`: every finding in the definitions, with the data's shape where a run exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.language.aims import check_aims
from satsuma.language.check import check_vocabulary
from satsuma.model.errors import DefinitionError, Finding
from satsuma.project.model_checks import check_models
from satsuma.project.modelling import extend_shape, load_models
from satsuma.project.preparing import open_prepared
from satsuma.project.privacy import warn_all_sensitive
from satsuma.store.definitions.reading import read_what_can_be
from satsuma.store.runs import open_run
from satsuma.store.state import current_run_id, current_run_path

if TYPE_CHECKING:
    from satsuma.model.kinds import Shape


def check_project(folder: Path) -> tuple[Finding, ...]:
    """Errors first, each with file and line. Nothing is raised for what is merely wrong in a definition."""
    reading = read_what_can_be(folder)
    if reading.loaded is None:
        return reading.findings
    loaded = reading.loaded
    shape = find_shape(folder)
    extended = extend_shape(shape, loaded.definitions) if shape else None
    found = [*reading.findings, *loaded.warnings]
    found += [
        finding
        for finding in (
            *check_vocabulary(loaded.definitions, extended, loaded.places),
            *check_aims(loaded.definitions, extended, loaded.places),
        )
        if not any(f"'{name}'" in finding.message for name in reading.lost)
    ]
    found += warn_all_sensitive(loaded.definitions, loaded.places)
    try:
        found += check_models(loaded.definitions, load_models(folder, loaded.definitions), shape)
    except DefinitionError as error:
        found += error.findings
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def find_shape(folder: Path) -> Shape | None:
    """The shape of the last run's data, else of what `init` prepared."""
    run = open_run(current_run_path(folder)) if current_run_id(folder) else open_prepared(folder)
    return run.shape if run else None
