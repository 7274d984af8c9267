"""The made-up company, from its files to its story."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.model.errors import MistakeError
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.project.showing import show_demo
from satsuma.project.starting import ignore_results

NOW = 1_790_000_000


def test_five_lines_say_it(shown: DemoResult) -> None:
    assert len(shown.lines) == 5
    assert "looking back from 2026-06-30" in shown.lines[0]
    assert shown.lines[4].endswith(" serve")
    assert Path(shown.report).is_file()


def test_each_planted_group_is_found_by_its_segment(shown: DemoResult) -> None:
    groups = {group.planted: group for group in shown.groups}
    assert len(groups) == 7
    weak = [group for group in groups.values() if group.planted != "Everyone else" and group.found < 0.75]
    assert weak == []
    assert groups["One-time December"].right > 0.9


def test_nobody_is_lost_between_people_and_accounts(shown: DemoResult) -> None:
    people, trade = Project.open(shown.project), Project.open(shown.trade)
    assert people.count("everyone").customers == shown.customers
    assert trade.count("everyone", unit="account").customers == shown.accounts


def test_every_row_and_all_money_is_accounted_for(shown: DemoResult) -> None:
    for folder in (shown.project, shown.trade):
        result = Project.open(folder, clock=lambda: NOW).run()
        assert result.unchanged
        for account in result.quality.accounts:
            parts = (*account.excluded, *account.quarantined, *account.merged)
            assert account.rows_in == account.rows_kept + sum(reason.rows for reason in parts)


def test_slipping_regulars_looked_back_at_stay_away_more_than_other_regulars(shown: DemoResult) -> None:
    project = Project.open(shown.project)
    slipping = project.count("in segment slipping-regulars", as_of="2026-04-01")
    assert slipping.as_of == "2026-04-01"
    assert slipping.customers > 0


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(MistakeError, match="not empty"):
        show_demo(tmp_path, 500, 7, NOW)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_what_a_person_changed_in_a_demo_is_not_replaced_unasked(tmp_path: Path) -> None:
    folder = tmp_path / "larkfield"
    first = show_demo(folder, 200, 7, NOW)
    assert not first.replaced
    assert show_demo(folder, 200, 8, NOW).replaced
    mine = folder / "segments" / "mine.yaml"
    mine.write_text("mine:\n  rule: everyone\n", encoding="utf-8")
    with pytest.raises(MistakeError, match=r"changed since: segments/mine\.yaml") as refused:
        show_demo(folder, 200, 7, NOW)
    assert "--replace" in str(refused.value.findings[0].hint)
    assert mine.is_file()
    assert show_demo(folder, 200, 7, NOW, may_replace=True).replaced
    assert not mine.exists()


def test_runs_and_reports_stay_out_of_version_control(shown: DemoResult) -> None:
    lines = (Path(shown.project) / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/.satsuma/*", "/report.html"} <= set(lines)


def test_what_a_folder_ignores_already_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.csv\n/report.html", encoding="utf-8")
    ignore_results(tmp_path)
    ignore_results(tmp_path)
    lines = (tmp_path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["*.csv", "/report.html"]
    assert lines.count("/.satsuma/*") == lines.count("/report.html") == 1


def test_the_report_begins_with_the_largest_lever(shown: DemoResult) -> None:
    page = Path(shown.report).read_text(encoding="utf-8")
    do = page.index("Three things to do")
    assert page.index("Slipping regulars", do) < page.index("Discount hunters", do)
    assert "of others who had ordered as often" in page
