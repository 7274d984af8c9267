"""Worked examples of objectives on real companies, against SQL written independently of Satsuma."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from satsuma.model.answers import AnswerResult
from satsuma.project import Project

pytestmark = pytest.mark.real

HEAD = "  direction: highest\n  deadline: 2030-12-31\n  teams: [Marketing]\n"
Rows = dict[str, tuple[float, int]]


def ask_sql(*queries: str) -> list[tuple[Any, ...]]:
    """The rows of the last query."""
    import duckdb

    with duckdb.connect() as connection:
        for query in queries:
            connection.execute(query)
        return connection.fetchall()


def start(
    folder: Path, files: Sequence[Path], objectives: str, edit: dict[str, str] | None = None
) -> Project:
    Project.init(folder, files)
    (folder / "objectives").mkdir()
    (folder / "objectives" / "mine.yaml").write_text(objectives, encoding="utf-8")
    variables = folder / "variables" / "variables.yaml"
    text = variables.read_text(encoding="utf-8")
    for old, new in (edit or {}).items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    variables.write_text(text, encoding="utf-8")
    project = Project.open(folder)
    project.run()
    return project


def rates_of(answer: AnswerResult, variable: str) -> Rows:
    """Rate and customers of a variable's groups, by the level's name."""
    ranking = next(each for each in answer.rankings if each.variable == variable)
    return {each.title.partition(": ")[2]: (each.rate, each.customers) for each in ranking.groups}


def same(found: Rows, rows: list[tuple[Any, ...]]) -> None:
    expected = {str(level): (float(rate), int(n)) for level, rate, n in rows if str(level) in found}
    assert len(found) >= 2
    assert set(found) == set(expected)
    for level, (rate, n) in expected.items():
        assert found[level][1] == n
        assert found[level][0] == pytest.approx(rate, rel=1e-9)


ADVENTURE = """
frequent:
  question: Which three groups buy most often?
  outcome: count(order) >= 3
  candidates: [occupation, education_level, marital_status, gender, home_owner, total_children]
  lift: 1.2
{head}
married:
  question: How do married customers' needs differ from singles'?
  compare: {{married: 'marital_status = "M"', single: 'marital_status = "S"'}}
  candidates: [last_category, total_children, home_owner, average_order, marital_status]
  success: a need to write about
bikes:
  question: What ages and genders go with sales of bikes?
  outcome: has(order_line where english_product_category_name = "Bikes")
  candidates: [age, gender]
  lift: 1.2
{head}
"""
ADVENTURE_FILES = """AdventureWorks_Customers.csv.gz AdventureWorks_Sales_2017.csv.gz AdventureWorks_Sales_2018.csv.gz
    AdventureWorks_Sales_2019.csv.gz AdventureWorks_Products.csv.gz DimProductCategory.csv DimProductSubcategory.csv"""
ADVENTURE_TABLES = """
create table person as select distinct on (CustomerKey) CustomerKey::int as k, MaritalStatus as marital, Gender as gender,
    Occupation as occupation, EducationLevel as education, TotalChildren::int as children, HomeOwner = 'Y' as owns,
    date_diff('year', b, date '2019-06-30') - (strftime(b, '%m%d') > '0630')::int as age
  from (select *, strptime(BirthDate, '%m/%d/%Y')::date as b from read_csv('{folder}/AdventureWorks_Customers.csv.gz',
    header = true, all_varchar = true) where try_cast(CustomerKey as int) is not null);
create table line as select s.OrderNumber as number, s.CustomerKey::int as k, c.EnglishProductCategoryName as category
  from read_csv('{folder}/AdventureWorks_Sales_*.csv.gz', header = true, all_varchar = true) s
  join read_csv('{folder}/AdventureWorks_Products.csv.gz', header = true, all_varchar = true) p using (ProductKey)
  join read_csv('{folder}/DimProductSubcategory.csv', all_varchar = true) b using (ProductSubcategoryKey)
  join read_csv('{folder}/DimProductCategory.csv', all_varchar = true) c using (ProductCategoryKey);
create table known as select p.*, coalesce(orders, 0) >= 3 as often, coalesce(bikes, false) as bikes
  from person p left join (select k, count(distinct number) as orders, bool_or(category = 'Bikes') as bikes
  from line group by k) using (k);
"""


@pytest.fixture(scope="module")
def project(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    files = [shared_data / "adventureworks" / name for name in ADVENTURE_FILES.split()]
    return start(tmp_path_factory.mktemp("aw") / "p", files, ADVENTURE.format(head=HEAD))


@pytest.fixture(scope="module")
def tables(shared_data: Path) -> str:
    return ADVENTURE_TABLES.format(folder=shared_data / "adventureworks")


def test_the_top_three_frequent_buyers(project: Project, tables: str) -> None:
    found = project.answer("frequent")
    for variable, column in (
        ("occupation", "occupation"),
        ("education_level", "education"),
        ("gender", "gender"),
    ):
        query = f"select {column}, avg(often::int), count(*) from known group by 1"
        same(rates_of(found, variable), ask_sql(tables, query))
    winner = ask_sql(tables, "select occupation from known group by 1 order by avg(often::int) desc limit 1")
    groups = next(each for each in found.rankings if each.variable == "occupation").groups
    assert groups[0].title == f"Occupation: {winner[0][0]}"
    assert found.success_reached is True
    pairs = {(each.title, each.customers): each for each in found.combinations}
    query = "select avg(often::int), count(*) from known where occupation = 'Professional' and education = 'Bachelors'"
    rate, n = ask_sql(tables, query)[0]
    best = pairs["Occupation: Professional + Education level: Bachelors", n]
    assert best.held_out_rate is not None
    assert min(best.rate, best.held_out_rate) <= rate <= max(best.rate, best.held_out_rate)


def test_married_and_single_customers(project: Project, tables: str) -> None:
    found = project.answer("married")
    assert found.compared_sizes == tuple(
        n for _, n in ask_sql(tables, "select marital, count(*) from known group by 1 order by 1")
    )
    owners = next(each for each in found.differences if each.variable == "home_owner")
    expected = ask_sql(tables, "select avg(owns::int) from known group by marital order by marital")
    assert owners.values == pytest.approx([row[0] for row in expected])
    children = next(each for each in found.differences if each.variable == "total_children")
    expected = ask_sql(tables, "select avg(children) from known group by marital order by marital")
    assert children.values == pytest.approx([row[0] for row in expected])
    assert found.status == "differences found"
    assert found.left_out["marital_status"]


def test_ages_and_genders_that_buy_bikes(project: Project, tables: str) -> None:
    found = project.answer("bikes")
    same(
        rates_of(found, "gender"),
        ask_sql(tables, "select gender, avg(bikes::int), count(*) from known group by 1"),
    )
    for group in next(each for each in found.rankings if each.variable == "age").groups:
        rate, n = ask_sql(tables, f"select avg(bikes::int), count(*) from known where {group.rule}")[0]
        assert (group.rate, group.customers) == (pytest.approx(rate), n)


def test_no_sector_of_maven_signs_more_often(shared_data: Path, tmp_path: Path) -> None:
    """Real deals of 85 accounts: all sectors win alike, and the answer says so."""
    folder = shared_data / "maven_crm"
    objectives = f"""
signing:
  question: Which three sectors are most likely to sign off a deal?
  unit: account
  outcome: count(deal where deal_stage = "Won")
  exposure: count(deal)
  candidates: [sector]
  minimum_group: 5
  depth: 1
  lift: 1.2
{HEAD}"""
    files = [
        folder / name for name in ("accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv")
    ]
    found = start(tmp_path / "p", files, objectives).answer("signing")
    rows = ask_sql(f"""select sector, sum((deal_stage = 'Won')::int) / count(*), count(distinct account)
        from read_csv('{folder}/sales_pipeline.csv') d join read_csv('{folder}/accounts.csv') a using (account)
        where engage_date is not null group by 1""")
    rates = rates_of(found, "sector")
    assert found.status == "nothing stands out"
    assert found.success_reached is False
    best = max((row for row in rows if row[0] in rates), key=lambda row: row[1])
    assert found.rankings[0].groups[0].title == f"Sector: {best[0]}"
    same(rates, rows)


def test_ages_that_buy_meat_in_the_complete_journey(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "complete_journey"
    objectives = f"""
meat:
  question: What ages and kinds of household go with sales of meat?
  outcome: sum(order_line.amount where department = "MEAT")
  candidates: [age, household_comp, marital_status]
  population: age is known
  minimum_group: 20
  depth: 3
  lift: 1.2
{HEAD}"""
    files = [folder / f"{name}.parquet" for name in ("demographics", "products", "transactions")]
    project = start(tmp_path / "p", files, objectives)
    found = project.answer("meat")
    rows = ask_sql(f"""select d.age, avg(coalesce(meat, 0)), count(*) from '{folder}/demographics.parquet' d left join (
        select household_id, sum(sales_value) as meat from '{folder}/transactions.parquet'
        join '{folder}/products.parquet' using (product_id) where department = 'MEAT' group by 1) using (household_id)
        group by 1""")
    assert found.population == 801
    same(rates_of(found, "age"), rows)
    assert found.measure == "number"


def test_who_subscribes_at_the_bank(shared_data: Path, tmp_path: Path) -> None:
    """The length of the call is known only when the answer is: declared, it is refused."""
    file = shared_data / "bank_marketing" / "bank-additional-full.parquet"
    objectives = f"""
subscribe:
  question: Which groups subscribe?
  outcome: y
  candidates: [job, marital, education, contact, month, poutcome, duration]
  lift: 2
{HEAD}"""
    edit = {"\nduration:\n": "\nduration:\n  known: {when: after, of: y}\n"}
    found = start(tmp_path / "p", [file], objectives, edit).answer("subscribe")
    assert found.left_out == {"duration": "It becomes known after y."}
    assert "duration" not in str(found.rankings)
    for variable in ("job", "poutcome", "month"):
        query = f"select {variable}, avg((y = 'yes')::int), count(*) from '{file}' group by 1"
        rows = [row for row in ask_sql(query) if row[2] >= 30]
        same(rates_of(found, variable), rows)
    assert found.top[0].title == "Poutcome: success"
    assert found.success_reached is True
    assert found.everyone == pytest.approx(4640 / 41188, abs=1e-4)


def test_a_call_length_of_which_nothing_is_said_may_be_a_leak(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "bank_marketing" / "bank-additional-full.parquet"
    objectives = f"""
subscribe:
  question: Which groups subscribe?
  outcome: y
  candidates: [job, contact, poutcome, duration]
  depth: 1
  lift: 2
{HEAD}"""
    found = start(tmp_path / "p", [file], objectives).answer("subscribe")
    assert [warning.partition(" alone")[0] for warning in found.warnings if "leak" in warning] == [
        "Possible leak: Duration"
    ]
    assert found.left_out == {}
