"""The report's content from a run's results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.project.listing import inform_variables

if TYPE_CHECKING:
    from satsuma.project.results import Chain, Computed
    from satsuma.project.shown import ShownRun


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
        for unit in chain.stored.shape.units
        for info in inform_variables(definitions, chain.stored, chain.vocabulary, unit)
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
        unavailable=(),
        kpi=next((info for info in variables if info.name == kpi), None),
        kpi_total=computed.kpi_total,
        warnings=summary.warnings,
    )
    write_report(chain.stored.path, content)
