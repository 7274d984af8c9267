"""Targets: written, changed, measured, and refused."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import numpy as np
import pytest

from satsuma.demo.objectives import end_quarter
from satsuma.model.errors import MistakeError, OptionError, UnknownNameError
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.project.targeting import summarise

NOW = 1_790_000_000


@pytest.fixture(scope="module")
def project(shown: DemoResult, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("targets") / "p"
    shutil.copytree(shown.project, folder, ignore=shutil.ignore_patterns("data", "trade"))
    return Project.open(folder, clock=lambda: NOW)


def test_the_demo_has_a_target_with_goal_date_and_benchmark(shown: DemoResult) -> None:
    found = Project.open(shown.project, clock=lambda: NOW).target("revenue_per_customer")
    assert found.now is not None
    assert found.low is not None
    assert found.low < found.now < (found.high or 0)
    assert found.by == "2026-12-31"
    assert found.days_left == 101
    assert found.reached is False
    assert found.against_benchmark in ("better", "worse", "cannot be told apart")
    assert "frequent-buyers" in found.objectives
    assert found.benchmark is not None
    assert found.benchmark.source in str(found.sentences)
    assert found._repr_html_().startswith("<p><b>More revenue")


def test_a_new_target_is_written_and_then_changed(project: Project) -> None:
    made = project.target(
        "churn", problem="They leave.", kpi="days_since_order", measure="average", direction="lower", goal=90,
        by="2026-08-31", teams=("Shop: calls them",),
    )  # fmt: skip
    assert made.overdue
    assert made.days_left == -21
    assert made.teams == {"Shop": "calls them"}
    again = project.target("churn", goal=10_000, teams=("Board: decides",))
    assert again.reached is True
    assert not again.overdue
    assert again.problem == "They leave."
    assert again.teams == {"Shop": "calls them", "Board": "decides"}
    text = (project.folder / "targets" / "targets.yaml").read_text(encoding="utf-8")
    assert "revenue_per_customer" in text
    assert text.count("churn:") == 1


@pytest.mark.parametrize(
    ("value", "verdict"), [(1, "worse"), (10_000, "better"), (None, "cannot be told apart")]
)
def test_lower_than_the_industry(project: Project, value: float | None, verdict: str) -> None:
    plain = project.target("gap", problem="p", kpi="average_gap_days", measure="average", direction="lower")
    value = plain.now if value is None else value
    found = project.target("gap", benchmark=value, source="Trade body", date="2026-01-31")
    assert found.against_benchmark == verdict


def test_everything_missing_is_said_at_once(project: Project) -> None:
    with pytest.raises(OptionError) as caught:
        project.target("new", goal=5, by="soon", measure="sum", benchmark=4, teams=("Shop",))
    said = str(caught.value)
    for words in ("problem is missing", "KPI is missing", "'soon' is not a day", "'sum' is no measure", "source is missing",
                  "date is missing", "does not say why"):  # fmt: skip
        assert words in said


def test_unknown_names(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'revenue_per_customer'"):
        project.target("revenue_per_custmer")
    with pytest.raises(MistakeError, match="Did you mean 'net_revenue_12m'"):
        project.target("new", problem="p", kpi="net_revenue_12")
    with pytest.raises(MistakeError, match="no total or average"):
        project.target("new", problem="p", kpi="area")
    assert "new" not in project.definitions.targets


def test_one_number_for_everyone() -> None:
    values = np.array([1.0, 3.0, np.nan, 0.0])
    now, low, high, n = summarise(values, "total")
    assert (now, n) == (4, 3)
    assert low is not None
    assert high is not None
    assert low < 4 < high
    assert summarise(values, "average")[0] == pytest.approx(4 / 3)
    assert summarise(values, "share")[0] == 0.5
    assert summarise(np.array([np.nan]), "average") == (None, None, None, 0)


def test_init_writes_the_first_target(tmp_path: Path) -> None:
    from satsuma.project.starting import Purpose
    from tests.journeys.company import write_company

    write_company(tmp_path)
    files = [tmp_path / "customers.csv", tmp_path / "orders.csv"]
    Project.init(
        tmp_path / "p", files, purpose=Purpose("Flat.", "net_revenue_12m", ("Shop",)), clock=lambda: NOW
    )
    assert "kpi: net_revenue_12m" in (tmp_path / "p" / "targets" / "targets.yaml").read_text(encoding="utf-8")
    result = Project.init(tmp_path / "q", files, purpose=Purpose("Flat.", "happiness"), clock=lambda: NOW)
    assert any("No variable is called 'happiness'" in note for note in result.notes)
    assert not (tmp_path / "q" / "targets").exists()


def test_quarters_end() -> None:
    ends = [end_quarter(dt.date(2026, month, 1)).isoformat()[5:] for month in range(1, 13)]
    assert ends == ["03-31"] * 3 + ["06-30"] * 3 + ["09-30"] * 3 + ["12-31"] * 3
