"""What the page of targets shows: goals held against the past, objectives that are being written, answers that grow old."""

from __future__ import annotations

import shutil

import pytest

from satsuma.model.aims import ObjectiveDefinition
from satsuma.model.errors import MistakeError, OptionError, UnknownNameError
from satsuma.model.prospects import KpiPoint, Prospect
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.project.foreseeing import best_move

NOW = 1_790_000_000


@pytest.fixture(scope="module")
def project(shown: DemoResult, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("aims") / "p"
    shutil.copytree(shown.project, folder, ignore=shutil.ignore_patterns("data", "trade"))
    return Project.open(folder, clock=lambda: NOW)


def test_a_goal_is_held_against_now_and_the_past(shown: DemoResult) -> None:
    project = Project.open(shown.project, clock=lambda: NOW)
    now = project.target("revenue_per_customer").now or 0.0
    near = project.foresee("net_revenue_12m", goal=now - 1)
    assert near.result.judgement == "reached"
    far = project.foresee("net_revenue_12m", goal=now * 10, by="2027-03-31")
    assert far.result.judgement == "beyond"
    assert far.result.change == pytest.approx(9.0)
    assert "further than ever" in far.result.sentences[-1]
    assert far.result.now.value == pytest.approx(now)
    rows = far.charts["history"]["data"]["values"]
    assert [row["day"] for row in rows] == [point.as_of for point in (*far.result.past, far.result.now)]


def test_a_kpi_is_not_asked_before_its_window_is_covered(shown: DemoResult) -> None:
    project = Project.open(shown.project, clock=lambda: NOW)
    yearly = project.foresee("net_revenue_12m").result.past
    ever = project.foresee("orders_ever").result.past
    assert 0 < len(yearly) < len(ever)
    assert project.foresee("age").result.past == ()
    assert project.foresee("age", goal=60).result.judgement == "unknown"


def test_what_is_no_kpi_is_refused(shown: DemoResult) -> None:
    project = Project.open(shown.project, clock=lambda: NOW)
    with pytest.raises(MistakeError, match="no variable"):
        project.foresee("revnue")
    with pytest.raises(OptionError, match="not a day"):
        project.foresee("net_revenue_12m", goal=1e9, by="soon")


def test_the_largest_move_is_over_as_many_days_as_the_goal_has() -> None:
    values = (10.0, 14.0, 15.0, 30.0)
    points = [KpiPoint(as_of=f"2026-0{i + 1}-01", value=value, n=9) for i, value in enumerate(values)]
    prospect = Prospect(
        kpi="k", title="K", unit="customer", kind="number", measure="average", is_percent=False,
        now=points[-1], past=tuple(points[:-1]),
    )  # fmt: skip
    assert best_move(prospect, 1, 90) == (15.0, 91)
    assert best_move(prospect, 1, 180) == (16.0, 182)
    assert best_move(prospect, 1, None) == (20.0, 273)
    assert best_move(prospect, -1, 90) == (-1.0, 91)


def test_an_objective_grows_old_when_its_question_changes(project: Project) -> None:
    before = {each.name: each.state for each in project.aims().objectives}
    assert before["loyal-age"] in ("open", "answered")
    project.answer("loyal-age")
    assert project.objective("loyal-age").standing.state == "answered"
    path = project.folder / "objectives" / "objectives.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("window_days: 90", "window_days: 60"), encoding="utf-8")
    page = project.objective("loyal-age")
    assert page.standing.state == "stale"
    assert page.result is not None
    with pytest.raises(UnknownNameError, match="loyal-ages"):
        project.objective("loyal-ages")


def test_an_objective_that_is_being_written_says_what_it_lacks_and_what_is_known(shown: DemoResult) -> None:
    project = Project.open(shown.project, clock=lambda: NOW)
    bare = project.try_objective(ObjectiveDefinition(question="Who is loyal?"))
    assert bare.population is None
    assert any("not specific" in finding.message for finding in bare.findings)
    some = project.try_objective(
        ObjectiveDefinition(
            question="Who is loyal?", outcome="has(order, last 90 days)", candidates=("age",), lift=1.5
        )
    )
    assert some.everyone is not None
    assert some.needed == pytest.approx(some.everyone * 1.5)
    assert some.candidates == ("Age",)
    assert any(finding.severity == "warning" for finding in some.findings)
    late = project.try_objective(
        ObjectiveDefinition(
            question="?", outcome="has(order)", window_days=90, candidates=("household",), lift=1.5
        )
    )
    assert late.candidates == ()
    assert "stable" in late.left_out["Household"]
    wrong = project.try_objective(ObjectiveDefinition(question="?", outcome="has(ordr)", candidates=("age",)))
    assert wrong.population is None
    assert any("order" in (finding.hint or "") for finding in wrong.findings)
    compared = project.try_objective(
        ObjectiveDefinition(
            question="?",
            candidates=("age",),
            compare={"few": "orders_ever >= 1", "none": "orders_ever >= 100000"},
        )
    )
    assert (compared.compared["few"] or 0) > 100
    assert compared.compared["none"] == 0
