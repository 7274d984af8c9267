"""`run`: the whole chain, published in one step."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from satsuma.language.check import check_vocabulary
from satsuma.model.accounts import RunRecord
from satsuma.model.errors import RuleError
from satsuma.project.failures import explain_failure
from satsuma.project.fingerprints import fingerprint_run
from satsuma.project.keeping import opened_state
from satsuma.project.locating import located
from satsuma.project.model_checks import refuse_broken_models
from satsuma.project.modelling import extend_shape, speak
from satsuma.project.moments import AsOf, choose_as_of, find_last_event, read_day, read_zone
from satsuma.project.opening import open_kept_runs
from satsuma.project.preparing import Inputs, gather_inputs, prepare_data, prepared_path
from satsuma.project.privacy import warn_all_sensitive
from satsuma.project.progress import Progress, silent
from satsuma.project.reporting import refresh_report
from satsuma.project.results import Chain, compute_results
from satsuma.project.shown import ShownRun
from satsuma.project.version import read_version
from satsuma.store.definitions import read_definitions
from satsuma.store.runs import StoredRun, load_json
from satsuma.store.runs.wholeness import seal_run
from satsuma.store.state import RunLock, current_run_id

if TYPE_CHECKING:
    from satsuma.store.definitions import LoadedDefinitions
    from satsuma.store.state.ledger import State


@dataclass(frozen=True, slots=True)
class Work:
    """One run's circumstances. `asked` is a day or None for the data's own, `started` a stop-watch's reading."""

    loaded: LoadedDefinitions
    inputs: Inputs
    previous: StoredRun | None
    asked: str | None
    started: float
    progress: Progress
    planted: Mapping[str, tuple[str, float]]


def run_project(
    folder: Path,
    as_of: str | None,
    now: int,
    progress: Progress | None = None,
    planted: Mapping[str, tuple[str, float]] = MappingProxyType({}),
) -> ShownRun:
    """Raises every finding of the definitions at once; the last good run stays where anything fails.

    `planted` is for made-up companies: the true share of what a part of a segmentation is meant to find.
    """
    started = time.perf_counter()
    report = progress or silent
    loaded = read_definitions(folder)
    read_zone(loaded.definitions.project.timezone)
    if as_of is not None:
        read_day(as_of)
    with RunLock(folder) as lock, opened_state(folder) as state:
        state.recover(lock)
        inputs = gather_inputs(folder, loaded.definitions, read_version(), now, report)
        work = Work(loaded, inputs, open_previous(folder), as_of, started, report, planted)
        if is_unchanged(work) and work.previous is not None:
            result = show_again(work.previous, started)
        else:
            result = run_anew(work, state)
        path = refresh_report(folder)
    return result.model_copy(update={"report": str(path)})


def open_previous(folder: Path) -> StoredRun | None:
    """The newest run that is whole: its keys keep their numbers, and its data are used again where the files are the same."""
    return next(reversed(open_kept_runs(folder)), None)


def is_unchanged(work: Work) -> bool:
    """Whether files, definitions, as_of and version are those of the last run."""
    if work.previous is None or work.previous.id != current_run_id(work.inputs.folder):
        return False
    stored = load_json(work.previous.path, "inputs")
    if stored["data"] != work.inputs.fingerprint:
        return False
    moment = choose_moment(work, work.previous)
    wanted = fingerprint_run(
        work.inputs.fingerprint, work.inputs.definitions, work.inputs.models, moment.day.isoformat()
    )
    return bool(stored["run"] == wanted)


def choose_moment(work: Work, run: StoredRun) -> AsOf:
    """`--as-of`, else today if the data reach it, else the main event's last day."""
    project = work.inputs.definitions.project
    last, source = find_last_event(run.population(), run.shape.main_unit, project.main_event)
    return choose_as_of(work.asked, work.inputs.now, last, source, read_zone(project.timezone))


def show_again(run: StoredRun, started: float) -> ShownRun:
    result = ShownRun.model_validate(load_json(run.path, "summary"))
    seconds = round(time.perf_counter() - started, 3)
    return result.model_copy(update={"unchanged": True, "seconds": seconds})


def run_anew(work: Work, state: State) -> ShownRun:
    begun = datetime.fromtimestamp(work.inputs.now, UTC)
    run_id = state.new_run_id(begun, work.inputs.fingerprint)
    target = state.begin_run(
        RunRecord(
            id=run_id,
            status="running",
            as_of=work.asked or "",
            started=begun.isoformat(),
            inputs=work.inputs.fingerprint,
            version=work.inputs.version,
        )
    )
    try:
        with located(work.loaded.places):
            stored = prepare_data(work.inputs, work.previous, target, work.progress)
        result = compute_results(begin_chain(work, stored, run_id), work.progress, work.started)
        seal_run(target)
        state.publish(run_id, finished=begun.isoformat(), as_of=result.as_of, customers=result.customers)
    except BaseException as error:
        state.fail(run_id, str(explain_failure(error)))
        raise
    state.prune(work.inputs.definitions.project.keep_runs)
    shutil.rmtree(prepared_path(work.inputs.folder), ignore_errors=True)
    return result


def begin_chain(work: Work, stored: StoredRun, run_id: str) -> Chain:
    """Checks every rule against the data's shape; RuleError with all findings at once."""
    definitions = work.inputs.definitions
    shape = extend_shape(stored.shape, definitions)
    refuse_broken_models(definitions, work.inputs.models, stored.shape)
    findings = check_vocabulary(definitions, shape, work.loaded.places)
    if any(finding.severity == "error" for finding in findings):
        raise RuleError(findings)
    vocabulary = speak(definitions, stored.shape, work.inputs.models)
    moment = choose_moment(work, stored)
    secret = warn_all_sensitive(definitions, work.loaded.places)
    warnings = tuple(str(finding) for finding in (*work.loaded.warnings, *findings, *secret))
    return Chain(work.inputs, stored, work.previous, moment, vocabulary, warnings, run_id, work.planted)
