"""Persona cards of AdventureWorks: favourites and gaps against SQL over the files themselves."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from satsuma.project import Project

pytestmark = pytest.mark.real

FILES = """AdventureWorks_Customers.csv.gz AdventureWorks_Sales_2017.csv.gz AdventureWorks_Sales_2018.csv.gz
    AdventureWorks_Sales_2019.csv.gz AdventureWorks_Products.csv.gz DimProductCategory.csv DimProductSubcategory.csv"""


def test_cards_of_a_shop_nobody_made_for_us(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "adventureworks"
    home = tmp_path / "aw"
    Project.init(home, [folder / name for name in FILES.split()])
    project = Project.open(home)
    project.run()
    card = project.persona("vips")
    connection = duckdb.connect()
    connection.register("inside", project.members("vips").to_arrow())
    key = connection.execute("SELECT column_name FROM (DESCRIBE inside)").fetchall()[0][0]
    line = f"""SELECT s.CustomerKey::int AS k, c.EnglishProductCategoryName AS category
        FROM read_csv('{folder}/AdventureWorks_Sales_*.csv.gz', all_varchar = true) s
        JOIN read_csv('{folder}/AdventureWorks_Products.csv.gz', all_varchar = true) p USING (ProductKey)
        JOIN read_csv('{folder}/DimProductSubcategory.csv', all_varchar = true) b USING (ProductSubcategoryKey)
        JOIN read_csv('{folder}/DimProductCategory.csv', all_varchar = true) c USING (ProductCategoryKey)"""
    bikes, buyers, all_bikes, everyone = connection.execute(
        f"""WITH line AS ({line}), vip AS (SELECT "{key}"::int AS k FROM inside)
        SELECT count(DISTINCT k) FILTER (category = 'Bikes' AND k IN (SELECT k FROM vip)),
            count(DISTINCT k) FILTER (k IN (SELECT k FROM vip)),
            count(DISTINCT k) FILTER (category = 'Bikes'), count(DISTINCT k) FROM line"""
    ).fetchall()[0]
    found = next(each for section in card.sections for each in section.lines if each.id == "bought:Bikes")
    assert found.n == buyers
    assert found.value == pytest.approx(bikes / buyers)
    assert found.everyone == pytest.approx(all_bikes / everyone)
    assert found.marker
    timing = [each.id for section in card.sections for each in section.lines if "hour" in each.id]
    assert timing == []
    assert len(project.personas().cards) >= 8
