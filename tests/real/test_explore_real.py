"""`explore` on real data and on the made-up company: leaks, time, confounders that are known to be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.model.patterns import Drivers
from satsuma.project import Project
from satsuma.project.showing import show_demo
from satsuma.project.shown_patterns import ShownExplore
from tests.real.test_runs_real import ADVENTUREWORKS

NOW = 1_790_000_000
DECLARED = "  title: Duration\n"


@pytest.fixture(scope="module")
def bank(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """45,211 calls of a bank, of which 11.7 % sold a deposit; the length of the call is known only after it."""
    folder = tmp_path_factory.mktemp("bank")
    Project.init(folder, [shared_data / "bank_marketing" / "bank-full.parquet"], clock=lambda: NOW)
    Project.open(folder, clock=lambda: NOW).run()
    return Project.open(folder, clock=lambda: NOW)


def drivers_of(explored: ShownExplore) -> Drivers:
    assert explored.drivers is not None
    return explored.drivers


@pytest.mark.real
def test_the_length_of_a_call_is_suspected_then_refused(bank: Project) -> None:
    found = drivers_of(bank.explore(kpi="y"))
    suspects = [each.variable for each in found.refused if each.must_confirm]
    assert suspects == ["duration"]
    assert "Possible leak: Duration is left out" in found.warnings[0]
    named = [driver.variable for driver in found.drivers]
    assert {"month", "contact", "poutcome", "housing"} <= set(named)
    assert 0.74 < found.fit < 0.82, "without the call's length Moro et al. (2014) reach 0.80"
    success = next(driver for driver in found.drivers if driver.variable == "poutcome")
    assert success.threshold == "'success'"

    path = bank.folder / "variables" / "variables.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(DECLARED) == 1
    path.write_text(text.replace(DECLARED, DECLARED + "  known: {when: after, of: y}\n"), encoding="utf-8")
    found = drivers_of(bank.explore("duration", "poutcome", kpi="y", confirm=["duration"]))
    refused = {each.variable: each for each in found.refused}
    assert refused["duration"].reason == "It becomes known after y."
    assert not refused["duration"].must_confirm
    assert [driver.variable for driver in found.drivers] == ["poutcome"]


@pytest.mark.real
def test_adventureworks(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("adventureworks")
    Project.init(
        folder, [shared_data / "adventureworks" / name for name in ADVENTUREWORKS], clock=lambda: NOW
    )
    project = Project.open(folder, clock=lambda: NOW)
    project.run()
    explored = project.explore()
    found = drivers_of(explored)
    assert (found.cut, found.as_of) == ("2018-06-30", "2019-06-30")
    assert found.customers > 18_000
    assert found.drivers[0].variable in (
        "categories_bought",
        "orders_ever",
        "net_revenue_ever",
        "days_since_order",
    )
    assert {"occupation", "marital_status"} <= {each.variable for each in found.refused}
    assert explored.associations is not None
    pairs = {frozenset((pair.first, pair.second)): pair for pair in explored.associations.pairs}
    assert pairs[frozenset(("age", "total_children"))].value == pytest.approx(0.60, abs=0.02)
    assert pairs[frozenset(("home_owner", "marital_status"))].measure == "cramer's v"
    home = next(
        each
        for each in explored.associations.adjusted
        if each.effect_on == "home_owner" and each.cause == "age"
    )
    assert home.reversed, "the old own homes because they have children; among equals they do less"


@pytest.mark.slow
def test_the_demos_reversed_effect_of_age_on_clicks_is_flagged(tmp_path: Path) -> None:
    show_demo(tmp_path / "larkfield", 12_000, 7, NOW)
    explored = Project.open(tmp_path / "larkfield", clock=lambda: NOW).explore()
    assert explored.associations is not None
    clicks = [each for each in explored.associations.adjusted if each.cause == "age"]
    first = next(each for each in clicks if each.effect_on == "click_rate_90d")
    assert first.confounder == "original_source"
    assert first.reversed
    assert first.crude > 0.08
    assert first.adjusted < -0.01
    assert first.sentence in explored.associations.sentences
