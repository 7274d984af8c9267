"""The report after a run: what was found joins it; a run that kept no content is shown as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

from satsuma.project.reporting import refresh_report
from satsuma.store.state import current_run_path


def test_findings_join_the_report(adopted: Path) -> None:
    page = refresh_report(adopted).read_text(encoding="utf-8")
    assert 'id="groups"' in page
    assert 'id="groups"' not in (current_run_path(adopted) / "report.html").read_text(encoding="utf-8")


def test_a_run_without_content_is_shown_as_written(adopted: Path, tmp_path: Path) -> None:
    shutil.copytree(adopted.parent, tmp_path / "own")
    own = tmp_path / "own" / adopted.name
    run = current_run_path(own)
    (run / "results" / "content.json").unlink()
    assert refresh_report(own).read_bytes() == (run / "report.html").read_bytes()
