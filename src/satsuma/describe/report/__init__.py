"""`report.html`: one self-contained file, and its charts as Vega-Lite specs beside it."""

from __future__ import annotations

import json
from pathlib import Path

from satsuma.describe.content import ReportContent
from satsuma.describe.report.chain import show_chain
from satsuma.describe.report.coverage import show_coverage
from satsuma.describe.report.digest import Digest, Section, digest
from satsuma.describe.report.findings.aims import show_targets
from satsuma.describe.report.findings.groups import show_groups
from satsuma.describe.report.findings.patterns import show_patterns
from satsuma.describe.report.findings.scores import show_scorecards
from satsuma.describe.report.later import show_followed, show_truth, show_unavailable
from satsuma.describe.report.method import show_method
from satsuma.describe.report.money import show_money
from satsuma.describe.report.opening import open_report
from satsuma.describe.report.page import draw_page
from satsuma.describe.report.pairs import show_overlap
from satsuma.describe.report.quality import show_quality
from satsuma.describe.report.segments import show_segments
from satsuma.describe.report.sizes import show_sizes
from satsuma.describe.report.specs import list_specs

PARTS = (
    open_report,
    show_chain,
    show_sizes,
    show_targets,
    show_patterns,
    show_groups,
    show_segments,
    show_scorecards,
    show_overlap,
    show_followed,
    show_unavailable,
    show_money,
    show_quality,
    show_coverage,
    show_truth,
    show_method,
)


def write_report(folder: Path, content: ReportContent) -> Path:
    """Write `folder/report.html` and `folder/charts/*.json`; the path of the page. Equal content gives equal bytes."""
    found = digest(content)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.html"
    path.write_text(draw_page(found, list_sections(found)), encoding="utf-8", newline="\n")
    charts = folder / "charts"
    charts.mkdir(exist_ok=True)
    for name, spec in list_specs(found).items():
        text = json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
        (charts / f"{name}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return path


def list_sections(of: Digest) -> list[Section]:
    """The parts that have something to say, in the order of the page."""
    return [section for part in PARTS if (section := part(of)) is not None]
