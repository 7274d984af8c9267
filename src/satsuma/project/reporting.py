"""The report's content from a run's results."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from satsuma.model.errors import UnknownNameError
from satsuma.model.results import SegmentSizes
from satsuma.project.following import follow_segments
from satsuma.project.listing import fill_counts, inform_variables
from satsuma.project.opening import open_kept_runs
from satsuma.project.sizing import list_sizes
from satsuma.store.definitions import read_definitions
from satsuma.store.disk import write_whole
from satsuma.store.findings import FOLDER, load_finding, load_findings
from satsuma.store.runs import load_json, save_json

if TYPE_CHECKING:
    from satsuma.describe.content import Findings, HistoryPoint
    from satsuma.model.results import Unavailable
    from satsuma.project.results import Chain, Computed
    from satsuma.project.shown import ShownRun

CONTENT = "content"
REPORT = "report.html"


def write_run_report(chain: Chain, computed: Computed, summary: ShownRun) -> None:
    """`report.html` and the charts' specs into the run's folder."""
    from satsuma.describe.content import ReportContent
    from satsuma.describe.report import write_report
    from satsuma.measure.coverage import family_coverage
    from satsuma.project.sizing import name_kpi

    definitions = chain.inputs.definitions
    main = chain.stored.shape.main_unit
    variables = [
        info
        for unit, snapshot in computed.snapshots.items()
        for info in fill_counts(
            inform_variables(definitions, chain.stored, chain.vocabulary, unit),
            snapshot.values,
            snapshot.memberships.population,
        )
    ]
    kpi = name_kpi(definitions, main)
    content = ReportContent(
        project=definitions.project,
        version=chain.inputs.version,
        run=chain.run_id,
        as_of=summary.as_of,
        as_of_reason=summary.as_of_reason,
        units=summary.units,
        sources=definitions.sources,
        quality=summary.quality,
        variables=variables,
        coverage=family_coverage(variables),
        segments=summary.segments,
        segmentations=summary.segmentations,
        profiles=computed.profiles,
        overlaps=computed.overlaps,
        unavailable=suggest_again(chain),
        kpi=next((info for info in variables if info.name == kpi), None),
        kpi_total=computed.kpi_total,
        history=list_history(chain),
        followed=follow_segments(chain),
        truth=list_truth(chain, summary),
        warnings=summary.warnings,
    )
    write_report(chain.stored.path, content)
    save_json(chain.stored.path, CONTENT, TypeAdapter(ReportContent).dump_python(content, mode="json"))


def refresh_report(folder: Path) -> Path:
    """The last run's report with what was found since, written where people look for it: `report.html` in the project's
    folder. Without findings, and where a run of an earlier version kept no content, it is the page that the run wrote.
    Raises StorageError."""
    from dataclasses import replace

    from satsuma.describe.content import Findings, ReportContent
    from satsuma.describe.report import write_report
    from satsuma.store.state import current_run_path

    run, target = current_run_path(folder), folder / REPORT
    page, findings = run / REPORT, load_all_findings(folder)
    if findings != Findings():
        with suppress(UnknownNameError, ValidationError):
            stored = TypeAdapter(ReportContent).validate_python(load_json(run, CONTENT))
            page = write_report(folder / FOLDER / "report", replace(stored, findings=findings))
    write_whole(target, page.read_bytes())
    return target


def load_all_findings(folder: Path) -> Findings:
    """Everything found since, as far as the definitions that asked are still there."""
    from satsuma.describe.content import Findings
    from satsuma.model.answers import AnswerResult, TargetResult
    from satsuma.model.discoveries import DiscoveryResult
    from satsuma.model.patterns import ExploreResult
    from satsuma.model.scorecards import Scorecard

    definitions = read_definitions(folder).definitions
    targets = load_findings(folder, "targets", TargetResult)
    answers = load_findings(folder, "answers", AnswerResult)
    discoveries = load_findings(folder, "discoveries", DiscoveryResult)
    cards = load_findings(folder, "scorecards", Scorecard)
    return Findings(
        explored=load_finding(folder, "explored", "explored", ExploreResult),
        targets={name: targets[name] for name in definitions.targets if name in targets},
        answers={name: answers[name] for name in definitions.objectives if name in answers},
        discoveries={name: discoveries[name] for name in definitions.discoveries if name in discoveries},
        scorecards={name: cards[name] for name in definitions.segmentations if name in cards},
    )


def suggest_again(chain: Chain) -> tuple[Unavailable, ...]:
    """The templates that these data do not allow, with what each needs."""
    from satsuma.measure.gaps import measure_gaps
    from satsuma.measure.templates import suggest_segments
    from satsuma.project.suggesting import NO_ORDERS, leave_out_constants

    definitions = chain.inputs.definitions
    gaps = measure_gaps(NO_ORDERS, chain.moment.seconds)
    main_event = definitions.project.main_event
    shape = leave_out_constants(chain.stored.shape, chain.stored.population())
    return suggest_segments(shape, definitions.sources, definitions.variables, gaps, main_event)[1]


def list_history(chain: Chain) -> dict[str, list[HistoryPoint]]:
    """The sizes in the runs that are kept, oldest first."""
    from satsuma.describe.content import HistoryPoint

    found: dict[str, list[HistoryPoint]] = {}
    for run in open_kept_runs(chain.inputs.folder):
        sizes = SegmentSizes.model_validate(load_json(run.path, "sizes"))
        for size in list_sizes(sizes):
            found.setdefault(size.name, []).append(HistoryPoint(sizes.as_of, size.customers))
    return found


def list_truth(chain: Chain, summary: ShownRun) -> list[tuple[str, str, float, float]]:
    """What is planted in a made-up company, beside what was found."""
    parts = {part.name: part for each in summary.segmentations for part in each.segments}
    return [
        (planted, parts[name].title, share, parts[name].share)
        for name, (planted, share) in chain.planted.items()
        if name in parts
    ]
