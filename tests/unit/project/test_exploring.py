"""`explore` on a made-up shop: outcomes after the cut only, time-safe drivers, the report, and results that show themselves."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest

from satsuma.engine import measure
from satsuma.model.errors import DataError, MistakeError, OptionError
from satsuma.model.patterns import ExploreResult
from satsuma.project import Project
from satsuma.project.opening import Opened, open_folder
from satsuma.project.outcomes import Outlook, look_ahead
from satsuma.project.shown_patterns import ShownExplore
from satsuma.store.findings import load_finding

NOW = int(dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC).timestamp())
FIRST, LAST = dt.date(2022, 1, 1), dt.date(2024, 6, 30)
CUSTOMERS = 400
VARIABLES = """
revenue_year: {value: "sum(order.amount, last 12 months)", family: value, title: Revenue of a year}
revenue_ever: {value: "sum(order.amount)", family: value, title: Revenue}
growth: {value: "sum(order.amount, last 90 days) - sum(order.amount, 180 to 91 days ago)", family: value}
plan: {column: plan, family: value}
orders_before: {value: "count(order)", family: behavioural}
silent_days: {value: "days since last(order)", family: behavioural}
height: {column: height, family: demographic}
"""


def write_shop(folder: Path) -> None:
    """Every second customer stops ordering at a random day; nothing else differs."""
    chance = random.Random(3)
    people = ["customer_id,height,plan,since"]
    orders = ["order_id,customer_id,order_date,amount"]
    span = (LAST - FIRST).days
    for i in range(1, CUSTOMERS + 1):
        people.append(f"{i},{chance.gauss(170, 9):.1f},{chance.choice('ab')},2022-01-01")
        end = span if i % 2 else chance.randint(200, span)
        day = chance.randint(0, 60)
        while day <= end:
            orders.append(
                f"{len(orders)},{i},{FIRST + dt.timedelta(day)},{chance.randint(500, 9000) / 100:.2f}"
            )
            day += chance.randint(20, 70)
    orders.append(f"{len(orders)},1,{LAST},10.00")
    (folder / "customers.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    (folder / "orders.csv").write_text("\n".join(orders) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outer = tmp_path_factory.mktemp("shop")
    write_shop(outer)
    project = outer / "p"
    Project.init(project, [outer / "customers.csv", outer / "orders.csv"], clock=lambda: NOW)
    for path in [
        *(project / "variables").glob("*.yaml"),
        *(project / "segments").glob("*.yaml"),
        *(project / "segmentations").glob("*.yaml"),
    ]:
        path.unlink()
    (project / "variables" / "mine.yaml").write_text(VARIABLES, encoding="utf-8")
    Project.open(project, clock=lambda: NOW).run()
    return project


@pytest.fixture(scope="module")
def opened(folder: Path) -> Opened:
    return open_folder(folder, NOW)


@pytest.fixture(scope="module")
def explored(folder: Path) -> ShownExplore:
    return Project.open(folder, clock=lambda: NOW).explore(kpi="revenue_year")


def ahead(opened: Opened, name: str, as_of: str) -> Outlook:
    from satsuma.project.listing import inform_variables

    infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, "customer")
    info = next(each for each in infos if each.name == name)
    return look_ahead(opened, info, "customer", opened.choose_as_of(as_of))


def sum_after(opened: Opened, outlook: Outlook, as_of: str) -> tuple[np.ndarray, np.ndarray]:
    """The outcome as the engine gives it, and the sum of all amounts after the cut by hand."""
    end = opened.choose_as_of(as_of)
    asked = measure(
        opened.population, opened.vocabulary, "customer", {"kpi": outlook.value}, end.seconds, opened.zone
    )["kpi"]
    table = opened.population.units["customer"].events["order"]
    times = np.asarray(table.time)
    inside = (times > outlook.cut.seconds) & (times <= end.seconds)
    owner = np.repeat(np.arange(len(table.offsets) - 1), np.diff(table.offsets))
    amounts = np.asarray(table.properties["amount"].values)  # type: ignore[union-attr]
    by_hand = np.bincount(owner[inside], weights=amounts[inside], minlength=len(table.offsets) - 1)
    return np.asarray(asked.values), by_hand  # type: ignore[union-attr]


def test_a_window_that_the_data_allow_is_the_outcome(opened: Opened) -> None:
    outlook = ahead(opened, "revenue_year", "2024-06-30")
    assert outlook.cut.day == dt.date(2023, 6, 30)
    assert outlook.title == "Revenue of a year"
    assert np.array_equal(*sum_after(opened, outlook, "2024-06-30"))


def test_a_kpi_over_all_time_counts_from_the_cut(opened: Opened) -> None:
    outlook = ahead(opened, "revenue_ever", "2024-06-30")
    assert outlook.cut.day == dt.date(2024, 4, 1)
    assert "only the 90 days after 2024-04-01" in outlook.title
    assert np.array_equal(*sum_after(opened, outlook, "2024-06-30"))


def test_a_window_longer_than_the_data_is_shortened_and_said(opened: Opened) -> None:
    outlook = ahead(opened, "revenue_year", "2022-12-31")
    assert outlook.cut.day == dt.date(2022, 10, 2)
    assert "too late to know customers before" in outlook.notes[0]
    assert np.array_equal(*sum_after(opened, outlook, "2022-12-31"))


def test_windows_that_are_compared_are_kept_and_lie_after_the_cut(opened: Opened) -> None:
    outlook = ahead(opened, "growth", "2024-06-30")
    assert outlook.cut.day == dt.date(2024, 6, 30) - dt.timedelta(days=181)
    assert outlook.title == "Growth"


def test_columns_have_one_moment(opened: Opened) -> None:
    assert ahead(opened, "plan", "2024-06-30").is_same_moment


def test_too_little_history_is_an_error(opened: Opened) -> None:
    with pytest.raises(DataError, match=r"an outcome window of 14 days .* reaches beyond the data"):
        ahead(opened, "revenue_ever", "2022-01-20")
    with pytest.raises(DataError, match="has no events before 2021-06-01"):
        ahead(opened, "revenue_ever", "2021-06-01")


def test_drivers_look_at_the_cut_and_refuse_columns_known_later(explored: ShownExplore) -> None:
    drivers = explored.drivers
    assert drivers is not None
    assert (drivers.cut, drivers.as_of) == ("2023-06-30", "2024-06-30")
    assert drivers.drivers[0].variable == "silent_days"
    assert drivers.drivers[0].bins
    refused = {each.variable: each.reason for each in drivers.refused}
    assert set(refused) == {"plan", "height"} | set(refused)
    assert "holds what was known on 2024-07-01, not on 2023-06-30" in refused["height"]


def test_everything_is_there_and_kept_for_the_report(explored: ShownExplore, folder: Path) -> None:
    assert explored.population == CUSTOMERS
    assert {each.variable for each in explored.distributions} >= {"height", "plan", "revenue_year"}
    assert explored.associations is not None
    assert explored.associations.m >= 15
    assert any(line.startswith("As known on 2024-07-01, not as of 2024-06-30") for line in explored.warnings)
    kept = load_finding(folder, "explored", "explored", ExploreResult)
    assert kept is not None
    assert kept.model_dump() == explored.model_dump()


def test_results_show_themselves(explored: ShownExplore) -> None:
    assert str(explored).startswith("7 variables of 400 customers as of 2024-06-30")
    page = explored._repr_html_()
    assert "Strongest pairs" in page
    assert "What separates customers on Revenue of a year" in page


def test_named_variables_alone_are_looked_at(folder: Path) -> None:
    found = Project.open(folder, clock=lambda: NOW).explore("height", "plan")
    assert [each.variable for each in found.distributions] == ["height", "plan"]
    assert found.drivers is None
    assert found.associations is not None
    assert found.associations.m == 1


def test_wrong_names_are_said_at_once_with_what_was_meant(folder: Path) -> None:
    with pytest.raises(MistakeError) as caught:
        Project.open(folder, clock=lambda: NOW).explore("heigth", kpi="revenue_yaer", confirm=["zzz"])
    hints = [finding.hint for finding in caught.value.findings]
    assert hints == [
        "Did you mean 'height'?",
        "Did you mean 'revenue_year'?",
        "'satsuma variables' lists them.",
    ]
    with pytest.raises(OptionError, match="There is no customer to explore, looking back from 1990-01-01"):
        Project.open(folder, clock=lambda: NOW).explore(as_of="1990-01-01")
