"""`init` and `run` on real data with no hand edits: customers, rows and money, counted by hand from the sources' notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from satsuma.project import Project

pytestmark = pytest.mark.real
NOW = 1_790_000_000


@dataclass(frozen=True)
class Expected:
    """What a run must give: population by unit, and by source the rows in, kept, excluded, set aside and merged."""

    folder: str
    files: tuple[str, ...]
    units: dict[str, int]
    rows: dict[str, tuple[int, int, int, int, int]]
    money: dict[str, str] = field(default_factory=dict)
    as_of: str | None = None


ADVENTUREWORKS = (
    "AdventureWorks_Customers.csv.gz",
    "AdventureWorks_Sales_2017.csv.gz",
    "AdventureWorks_Sales_2018.csv.gz",
    "AdventureWorks_Sales_2019.csv.gz",
    "AdventureWorks_Products.csv.gz",
    "DimProductCategory.csv",
    "DimProductSubcategory.csv",
    "DimSalesTerritory.csv",
    "FactSurveyResponse.csv",
    "DimReseller.csv",
)
CASES = (
    Expected(
        "adventureworks",
        ADVENTUREWORKS,
        {"customer": 18_148, "account": 701},
        {
            "customers": (18_148, 18_148, 0, 0, 0),
            "sales": (56_046, 56_046, 0, 0, 0),
            "survey_response": (2_727, 2_661, 0, 66, 0),
            "reseller": (701, 701, 0, 0, 0),
        },
        {"sales": "24914586.8193"},
        "2019-06-30",
    ),
    Expected(
        "online_retail",
        ("online_retail.parquet",),
        {"customer": 4_338},
        {"online_retail": (541_909, 397_884, 144_025, 0, 0)},
        {"online_retail": "8911407.904"},
        "2011-12-09",
    ),
    Expected(
        "complete_journey",
        ("demographics.parquet", "transactions.parquet", "products.parquet"),
        {"customer": 2_469},
        {"demographics": (801, 801, 0, 0, 0), "transactions": (1_469_307, 1_469_307, 0, 0, 0)},
        {"transactions": "4596039.58"},
        "2018-01-01",
    ),
    Expected(
        "sparkify_events",
        ("events.parquet",),
        {"customer": 97},
        {"events": (8_056, 7_770, 0, 286, 0)},
        as_of="2018-11-30",
    ),
    Expected(
        "young_people_survey",
        ("responses.csv",),
        {"customer": 1_010},
        {"responses": (1_010, 1_010, 0, 0, 0)},
    ),
    Expected(
        "bank_marketing",
        ("bank-additional-full.parquet",),
        {"customer": 41_188},
        {"bank_additional": (41_188, 41_188, 0, 0, 0)},
    ),
    Expected(
        "maven_crm",
        ("accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"),
        {"account": 85},
        {"accounts": (85, 85, 0, 0, 0), "sales_pipeline": (8_800, 7_212, 0, 1_588, 0)},
        {"sales_pipeline": "10005534"},
    ),
)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.folder)
def ran(request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    expected: Expected = request.param
    folder = tmp_path_factory.mktemp(expected.folder)
    files = [shared_data / expected.folder / name for name in expected.files]
    Project.init(folder, files, clock=lambda: NOW)
    project = Project.open(folder, clock=lambda: NOW)
    return expected, project, project.run()


def test_customers_rows_and_money(ran) -> None:  # type: ignore[no-untyped-def]
    expected, _, result = ran
    assert result.units == expected.units
    found = {
        source: (
            result.rows_in[source],
            result.rows_kept[source],
            sum(result.excluded[source].values()),
            sum(result.quarantined[source].values()),
            sum(result.merged[source].values()),
        )
        for source in expected.rows
    }
    assert found == expected.rows
    assert {money.source: money.total_kept for money in result.money} == expected.money
    if expected.as_of:
        assert result.as_of == expected.as_of


def test_all_rows_are_accounted_for(ran) -> None:  # type: ignore[no-untyped-def]
    _, _, result = ran
    for account in result.quality.accounts:
        parts = (*account.excluded, *account.quarantined, *account.merged)
        assert account.rows_in == account.rows_kept + sum(reason.rows for reason in parts), account.source


def test_definitions_are_in_order_and_the_report_is_there(ran) -> None:  # type: ignore[no-untyped-def]
    _, project, result = ran
    assert [finding for finding in project.check() if finding.severity == "error"] == []
    assert Path(result.report).stat().st_size > 10_000
    assert result.segments


def test_a_second_run_does_no_work(ran) -> None:  # type: ignore[no-untyped-def]
    _, project, result = ran
    again = project.run()
    assert again.unchanged
    assert again.model_dump(exclude={"unchanged", "seconds"}) == result.model_dump(
        exclude={"unchanged", "seconds"}
    )


def test_online_retail_counts_every_excluded_row_under_its_reason(shared_data: Path, tmp_path: Path) -> None:
    Project.init(tmp_path / "p", [shared_data / "online_retail" / "online_retail.parquet"], clock=lambda: NOW)
    project = Project.open(tmp_path / "p", clock=lambda: NOW)
    result = project.run()
    reasons = result.excluded["online_retail"]
    assert sum(reasons.values()) == 541_909 - 397_884
    assert len([count for count in reasons.values() if count]) >= 3
    assert project.count("has(order)").customers == 4_338
    assert result.money[0].orders == 18_532
    assert any("duplicates" in action.action for action in result.quality.actions)


def test_hubspot_seeds_come_out_of_their_archive(shared_data: Path, tmp_path: Path) -> None:
    Project.init(tmp_path / "p", [shared_data / "hubspot_seeds" / "seeds.zip"], clock=lambda: NOW)
    result = Project.open(tmp_path / "p", clock=lambda: NOW).run()
    assert result.customers > 0
    assert sum(result.rows_in.values()) == sum(
        account.rows_kept
        + sum(one.rows for part in (account.excluded, account.quarantined, account.merged) for one in part)
        for account in result.quality.accounts
    )
