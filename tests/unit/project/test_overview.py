"""How far the work is: the steps, what is next, the KPI by segment, and what changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from satsuma.model.aims import TargetDefinition
from satsuma.model.definitions import SegmentDefinition
from satsuma.project import Project
from tests.unit.project.club import open_club, write_club

NAMES = ("targets", "data", "variables", "patterns", "discover", "segments", "scorecard", "personas")


@pytest.fixture
def own(club: Path, tmp_path: Path) -> Project:
    shutil.copytree(club.parent, tmp_path / "outer")
    return open_club(tmp_path / "outer" / club.name)


def states(project: Project) -> dict[str, str]:
    return {step.page: step.state for step in project.overview().steps}


def test_every_step_has_a_state_and_a_sentence_and_one_is_next(own: Project) -> None:
    found = own.overview()
    assert tuple(step.page for step in found.steps) == NAMES
    assert all(step.sentence.endswith(".") for step in found.steps)
    assert [step.page for step in found.steps if step.state == "next"] == ["targets"]
    assert found.next_page == "targets"
    assert states(own)["data"] == "done"
    assert states(own)["segments"] == "missing"
    assert found.units == {"customer": 205}


def test_definitions_and_files_that_changed_ask_for_a_run(own: Project) -> None:
    own.edit("segments", "elders", SegmentDefinition(rule="age >= 60"), who="Ann")
    found = own.overview()
    assert found.pending.definitions == ("segment elders",)
    assert found.run_again
    assert (found.next_page, found.next_step) == (
        "segments",
        "Run again. Changed since the last run: segment elders.",
    )
    assert found.edits[0].who == "Ann"
    orders = own.folder.parent / "orders.csv"
    orders.write_text(orders.read_text(encoding="utf-8") + "9999,1,2024-06-30,5.00,web\n", encoding="utf-8")
    again = own.overview()
    assert [(each.source, each.change) for each in again.pending.files] == [("orders", "changed")]
    assert again.next_page == "data"
    os.utime(own.folder.parent / "customers.csv")
    assert len(own.overview().pending.files) == 1


def test_what_changed_since_the_run_before_is_told(own: Project) -> None:
    own.edit(
        "segments", "elders", SegmentDefinition(rule="age >= 60", title="Elders", owner="CRM"), who="Ann"
    )
    own.run()
    own.edit(
        "segments", "elders", SegmentDefinition(rule="age >= 40", title="Elders", owner="CRM"), who="Ann"
    )
    own.run()
    found = own.overview()
    assert found.changes is not None
    (moved,) = found.changes.segments
    assert moved.now > moved.before
    assert (moved.entered, moved.left) == (moved.now - moved.before, 0)
    assert found.changes.definitions == ("segment “Elders”",)
    assert "Elders" in found.changes.sentence
    (elders,) = found.segments
    assert [point.customers for point in elders.trend] == [moved.before, moved.now]
    assert elders.owner == "CRM"
    assert not found.run_again


def test_goals_are_split_by_the_kpis_own_measure(own: Project) -> None:
    own.edit("segments", "callers", SegmentDefinition(rule="phone >= 0.5"), who="Ann")
    total = TargetDefinition(problem="few", kpi="spent", measure="total", goal=500_000.0, by="2024-12-31")
    own.edit("targets", "more", total, who="Ann")
    own.run()
    found = own.overview()
    assert found.kpi is not None
    assert found.kpi.value is not None
    assert found.kpi.low is not None
    assert found.kpi.low < found.kpi.value < (found.kpi.high or 0)
    assert found.kpi.needed == pytest.approx(500_000 - found.kpi.value)
    assert found.kpi.days_left == 183
    (callers,) = found.segments
    assert callers.value is not None
    assert callers.goal == pytest.approx(500_000 * callers.value / found.kpi.value)
    average = total.model_copy(update={"measure": "average", "goal": 900.0})
    own.edit("targets", "more", average, who="Ann")
    (callers,) = own.overview().segments
    assert callers.goal == 900.0
    assert callers.needed == pytest.approx(900 - (callers.value or 0))


def test_small_groups_show_no_kpi(own: Project) -> None:
    age = next(age for age in range(20, 70) if 0 < own.count(f"age = {age}").customers < 5)
    own.edit("segments", "few", SegmentDefinition(rule=f"age = {age}"), who="Ann")
    own.edit("targets", "more", TargetDefinition(problem="few", kpi="spent"), who="Ann")
    own.run()
    found = own.overview()
    (few,) = found.segments
    assert found.kpi is not None
    assert few.n == few.customers
    assert (few.value, few.low, few.trend[0].value) == (None, None, None)


def test_a_project_without_a_run_asks_for_one(tmp_path: Path) -> None:
    write_club(tmp_path)
    folder = tmp_path / "club"
    Project.init(folder, [tmp_path / "customers.csv", tmp_path / "orders.csv"], clock=lambda: 1_719_835_200)
    found = open_club(folder).overview()
    assert found.run is None
    assert (found.next_page, found.next_step, found.run_again) == ("data", "Make the first run.", True)
    assert {step.state for step in found.steps} == {"next", "missing"}
