"""Segments suggested for AdventureWorks, against SQL written independently of the rule language."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.project import Project

pytestmark = pytest.mark.real

FILES = """AdventureWorks_Customers.csv.gz AdventureWorks_Sales_2017.csv.gz AdventureWorks_Sales_2018.csv.gz
    AdventureWorks_Sales_2019.csv.gz AdventureWorks_Products.csv.gz DimProductCategory.csv DimProductSubcategory.csv
    DimSalesTerritory.csv DimReseller.csv FactSurveyResponse.csv"""

TABLES = """
create table line as
    select strptime(s.OrderDate, '%m/%d/%Y')::date as day, s.OrderNumber as number, s.CustomerKey::int as k,
           s.OrderQuantity::int * p.ProductPrice::decimal(18, 4) as money, c.EnglishProductCategoryName as category
    from read_csv('{folder}/AdventureWorks_Sales_*.csv.gz', header = true, all_varchar = true) s
    join read_csv('{folder}/AdventureWorks_Products.csv.gz', header = true, all_varchar = true) p using (ProductKey)
    join read_csv('{folder}/DimProductSubcategory.csv', all_varchar = true) b using (ProductSubcategoryKey)
    join read_csv('{folder}/DimProductCategory.csv', all_varchar = true) c using (ProductCategoryKey);
create table buyer as
    select k, count(distinct number) as orders, date '2019-06-30' - max(day) as silent,
           date '2019-06-30' - min(day) as known, sum(money) as ever,
           coalesce(sum(money) filter (day > date '2018-06-30'), 0) as year,
           count(distinct number) filter (day > date '2018-06-30') as orders_year,
           coalesce(sum(money) filter (day > date '2018-12-30'), 0) as now,
           coalesce(sum(money) filter (day between date '2018-07-02' and date '2018-12-30'), 0) as before,
           count(distinct category) as categories
    from line group by k;
create table ranked as
    select *, rank() over (order by ever desc) as by_ever,
           rank() over (partition by orders_year > 0 order by year desc) as by_year,
           rank() over (partition by orders_year > 0 order by orders_year desc) as by_orders,
           count(*) over (partition by orders_year > 0) as n_year, count(*) over () as n_ever
    from buyer;
create table person as
    select try_cast(CustomerKey as int) as k, any_value(BirthDate) as born
    from read_csv('{folder}/AdventureWorks_Customers.csv.gz', header = true, all_varchar = true)
    where try_cast(CustomerKey as int) is not null group by 1;
"""
"""`rank` gives ties the best place, so `rank <= ceil(p · n)` lets them enter together, as the rule language does."""

CONDITIONS = {
    "new-customers": "known <= 90",
    "just-bought": "silent <= 30",
    "second-order-due": "orders = 1 and silent between 227 and 303",
    "active-repeat": "orders >= 2 and silent <= 303",
    "loyal": "orders_year > 0 and by_orders <= ceil(0.2 * n_year) and orders >= 3 and silent <= 303",
    "vips": "orders_year > 0 and by_year <= ceil(0.1 * n_year)",
    "rising": "before > 0 and now >= 1.5 * before and silent <= 227",
    "lapsing-vips": "by_ever <= ceil(0.1 * n_ever) and silent between 228 and 455",
    "lapsing": "silent between 304 and 455",
    "lost": "silent > 455",
    "category-fans": "orders >= 2 and categories = 1",
    "cross-sell-gap": "orders_year > 0 and by_year <= ceil(0.5 * n_year) and categories = 1",
}


def count_by_sql(folder: Path) -> dict[str, int]:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(TABLES.format(folder=folder))
        queries = {name: f"select count(*) from ranked where {where}" for name, where in CONDITIONS.items()}
        queries["never-bought"] = "select count(*) from person anti join buyer using (k)"
        found = {name: connection.execute(query).fetchone() for name, query in queries.items()}
    return {name: row[0] for name, row in found.items() if row is not None}


def test_ten_templates_hold_and_agree_with_sql(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "adventureworks"
    Project.init(tmp_path / "shop", [folder / name for name in FILES.split()])
    result = Project.open(tmp_path / "shop").run()
    sizes = {each.name: each.customers for each in result.segments if each.unit == "customer"}
    expected = count_by_sql(folder)
    assert {name: sizes[name] for name in expected} == expected
    assert result.customers == 18_148
    assert len(sizes) >= 10
    assert all(0.01 * 17_411 <= size <= 0.6 * 17_411 for size in sizes.values()), sizes
    (starter,) = [each for each in result.segmentations if each.unit == "customer"]
    assert sum(part.customers for part in starter.segments) == starter.population == 18_148
    assert len(starter.segments) == 9, "eight segments and everyone else"
