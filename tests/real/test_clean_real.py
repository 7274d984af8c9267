"""Cleaning on the real data sets, with definitions written by hand: counts and money known from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from satsuma.clean.apply import clean_tables
from satsuma.model.definitions import Definitions
from satsuma.store.scratch import CleanTables, RawFile, RawTable, Scratch

AS_OF = int(dt.datetime(2019, 6, 30, 23, 59, 59, tzinfo=dt.UTC).timestamp())


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path) as opened:
        yield opened


def load(scratch: Scratch, name: str, files: Sequence[Path]) -> RawTable:
    """Files as the collect room leaves them: texts for CSV, Parquet types as they are."""
    con = scratch.connection
    first, parts = 0, []
    for file in files:
        reader = (
            f"read_parquet('{file}')"
            if file.suffix == ".parquet"
            else f"read_csv('{file}', all_varchar=true, header=true, null_padding=false, nullstr='\x01', delim=',', quote='\"')"
        )
        verb = f"INSERT INTO raw_{name}" if parts else f"CREATE TABLE raw_{name} AS"
        con.execute(f"{verb} SELECT * FROM {reader}")
        rows = con.execute(f"SELECT count(*) FROM raw_{name}").fetchall()[0][0] - first
        parts.append(RawFile(file.name, file, "0" * 64, file.stat().st_size, first, rows))
        first += rows
    columns = tuple(row[0] for row in con.execute(f"DESCRIBE raw_{name}").fetchall())
    return RawTable(name, f"raw_{name}", columns, tuple(parts), ())


def define(sources: dict[str, dict[str, Any]], **project: Any) -> Definitions:
    for source in sources.values():
        source.setdefault("files", ["x"])
        source.setdefault("format", {"type": "csv"})
    return Definitions.model_validate({"project": {"name": "test"} | project, "sources": sources})


def columns(**kinds: tuple[str, str] | dict[str, Any]) -> dict[str, Any]:
    return {
        name: {"from": one[0], "kind": one[1]} if isinstance(one, tuple) else one
        for name, one in kinds.items()
    }


def rows_of(clean: CleanTables, name: str) -> dict[str, int]:
    account = clean.typed[name].account
    return {one.reason: one.rows for one in (*account.excluded, *account.quarantined, *account.merged)}


RETAIL = {
    "role": "event",
    "key": "customer_id",
    "time": "invoice_date",
    "event": "line",
    "groups": {"event": "order", "by": "invoice_no"},
    "amount": {"product_of": ["quantity", "unit_price"]},
    "columns": columns(
        invoice_no=("InvoiceNo", "identifier"),
        stock_code=("StockCode", "identifier"),
        description=("Description", "text"),
        quantity=("Quantity", "number"),
        invoice_date=("InvoiceDate", "date"),
        unit_price=("UnitPrice", "money"),
        customer_id=("CustomerID", "identifier"),
        country=("Country", "category"),
    ),
    "exclude": [
        {"name": "cancelled", "where": 'invoice_no starts with "C"'},
        {"name": "no customer", "where": "customer_id is missing"},
        {"name": "no quantity", "where": "quantity <= 0"},
        {"name": "no price", "where": "unit_price <= 0"},
    ],
}


def test_online_retail_keeps_what_its_rules_say_to_the_tenth_of_a_cent(
    scratch: Scratch, shared_data: Path
) -> None:
    raw = load(scratch, "lines", [shared_data / "online_retail" / "online_retail.parquet"])
    clean = clean_tables(scratch, {"lines": raw}, define({"lines": RETAIL}, currency="GBP"), AS_OF)
    account, money = clean.typed["lines"].account, clean.quality.money[0]
    assert (account.rows_in, account.rows_kept) == (541_909, 397_884)
    assert sum(rows_of(clean, "lines").values()) == 541_909 - 397_884
    assert (money.net, money.total_kept, money.orders, money.lines) == (
        "8911407.904",
        "8911407.904",
        18_532,
        397_884,
    )
    assert scratch.connection.execute(f"SELECT count(*) FROM {clean.keys['customer']}").fetchone() == (4_338,)
    assert clean.typed["lines"].key_is_integer
    assert clean.typed["lines"].types["amount"].scale == 3
    own = {one.reason: one.own_total for one in account.excluded}
    sql = (
        "SELECT count(*) FILTER (WHERE starts_with(InvoiceNo, 'C')), count(*) FILTER (WHERE CustomerID IS NULL), "
        "count(*) FILTER (WHERE Quantity <= 0), count(*) FILTER (WHERE UnitPrice <= 0) FROM raw_lines"
    )
    assert tuple(own.values()) == scratch.connection.execute(sql).fetchone()


def test_complete_journey_survives_the_missing_demographics(scratch: Scratch, shared_data: Path) -> None:
    folder = shared_data / "complete_journey"
    raws = {
        "baskets": load(scratch, "baskets", [folder / "transactions.parquet"]),
        "households": load(scratch, "households", [folder / "demographics.parquet"]),
        "products": load(scratch, "products", [folder / "products.parquet"]),
    }
    sources: dict[str, dict[str, Any]] = {
        "baskets": {
            "role": "event",
            "key": "household_id",
            "time": "at",
            "groups": {"event": "order", "by": "basket_id"},
            "amount": "sales_value",
            "discount": "retail_disc",
            "joins": [
                {"lookup": "products", "on": "product_id", "key": "product_id", "columns": ["department"]}
            ],
            "columns": columns(
                household_id=("household_id", "identifier"),
                basket_id=("basket_id", "identifier"),
                product_id=("product_id", "identifier"),
                quantity=("quantity", "number"),
                sales_value=("sales_value", "money"),
                retail_disc=("retail_disc", "money"),
                at=("transaction_timestamp", "date"),
            ),
        },
        "households": {
            "role": "profile",
            "key": "household_id",
            "columns": columns(household_id=("household_id", "identifier"), age=("age", "category")),
        },
        "products": {
            "role": "lookup",
            "columns": columns(
                product_id=("product_id", "identifier"), department=("department", "category")
            ),
        },
    }
    clean = clean_tables(scratch, raws, define(sources), AS_OF)
    con = scratch.connection
    assert clean.typed["baskets"].rows == 1_469_307
    assert con.execute("SELECT count(*), count(*) FILTER (WHERE profiled) FROM keys_customer").fetchone() == (
        2469,
        801,
    )
    expected = con.execute("SELECT sum(CAST(sales_value AS DECIMAL(12,2))) FROM raw_baskets").fetchall()[0][0]
    assert clean.quality.money[0].total_in == str(expected)
    baskets = con.execute("SELECT count(DISTINCT basket_id) FROM raw_baskets").fetchone()
    assert baskets == (clean.quality.money[0].orders,)
    numbers = con.execute("SELECT _row FROM typed_baskets").fetchnumpy()["_row"]
    assert (numbers[1:] > numbers[:-1]).all()


def test_adventureworks_finds_amounts_by_lookup_and_keeps_strange_answers(
    scratch: Scratch, shared_data: Path
) -> None:
    folder = shared_data / "adventureworks"
    sales = sorted(folder.glob("AdventureWorks_Sales_*.csv.gz"))
    raws = {
        "customers": load(scratch, "customers", [folder / "AdventureWorks_Customers.csv.gz"]),
        "sales": load(scratch, "sales", sales),
        "products": load(scratch, "products", [folder / "AdventureWorks_Products.csv.gz"]),
        "subcategories": load(scratch, "subcategories", [folder / "DimProductSubcategory.csv"]),
        "categories": load(scratch, "categories", [folder / "DimProductCategory.csv"]),
        "survey": load(scratch, "survey", [folder / "FactSurveyResponse.csv"]),
    }
    slashes = {"kind": "date", "date_format": "%m/%d/%Y | iso"}
    sources: dict[str, dict[str, Any]] = {
        "customers": {
            "role": "profile",
            "key": "customer",
            "columns": columns(
                customer=("CustomerKey", "identifier"),
                income=("AnnualIncome", "money"),
                home_owner=("HomeOwner", "flag"),
                birth_date={"from": "BirthDate"} | slashes,
            ),
        },
        "sales": {
            "role": "event",
            "key": "customer",
            "time": "order_date",
            "groups": {"event": "order", "by": "order_number"},
            "amount": {"product_of": ["quantity", "price"]},
            "unknown_customers": "quarantine",
            "joins": [{"lookup": "products", "on": "product", "key": "product"}],
            "columns": columns(
                customer=("CustomerKey", "identifier"),
                order_number=("OrderNumber", "identifier"),
                product=("ProductKey", "identifier"),
                quantity=("OrderQuantity", "number"),
                order_date={"from": "OrderDate"} | slashes,
            ),
        },
        "products": {
            "role": "lookup",
            "joins": [{"lookup": "subcategories", "on": "subcategory_key", "key": "subcategory_key"}],
            "columns": columns(
                product=("ProductKey", "identifier"),
                price=("ProductPrice", "money"),
                subcategory_key=("ProductSubcategoryKey", "identifier"),
            ),
        },
        "subcategories": {
            "role": "lookup",
            "joins": [{"lookup": "categories", "on": "category_key", "key": "category_key"}],
            "columns": columns(
                subcategory_key=("ProductSubcategoryKey", "identifier"),
                subcategory=("EnglishProductSubcategoryName", "category"),
                category_key=("ProductCategoryKey", "identifier"),
            ),
        },
        "categories": {
            "role": "lookup",
            "columns": columns(
                category_key=("ProductCategoryKey", "identifier"),
                category=("EnglishProductCategoryName", "category"),
            ),
        },
        "survey": {
            "role": "survey",
            "key": "customer",
            "unknown_customers": "quarantine",
            "columns": columns(
                customer=("CustomerKey", "identifier"), interest=("EnglishProductCategoryName", "category")
            ),
        },
    }
    clean = clean_tables(scratch, raws, define(sources, currency="USD"), AS_OF)
    con = scratch.connection
    assert clean.typed["customers"].rows == 18_148
    assert clean.typed["sales"].rows == 56_046
    assert con.execute("SELECT count(*) FROM keys_customer").fetchone() == (18_148,)
    assert con.execute("SELECT count(DISTINCT _key) FROM typed_sales").fetchone() == (17_411,)
    assert con.execute("SELECT count(DISTINCT category), count(*) FILTER (WHERE category IS NULL) FROM typed_sales")\
        .fetchone() == (3, 0)  # fmt: skip
    lost = rows_of(clean, "survey")["unknown customer"]
    assert round(lost / 2727, 3) == 0.024
    assert con.execute("SELECT count(*) FROM quarantine WHERE source = 'survey'").fetchone() == (lost,)
    assert con.execute("SELECT count(income), min(income), max(income) FROM typed_customers").fetchone() == (
        18_148, 10_000, 170_000)  # fmt: skip
    money = con.execute(
        "SELECT sum(CAST(OrderQuantity AS INT) * CAST(ProductPrice AS DECIMAL(12,4))) "
        "FROM raw_sales JOIN raw_products USING (ProductKey)"
    ).fetchall()[0][0]
    assert clean.quality.money[0].net == str(money)


def test_maven_crm_sets_deals_without_an_account_aside(scratch: Scratch, shared_data: Path) -> None:
    folder = shared_data / "maven_crm"
    raws = {
        "accounts": load(scratch, "accounts", [folder / "accounts.csv"]),
        "deals": load(scratch, "deals", [folder / "sales_pipeline.csv"]),
    }
    sources: dict[str, dict[str, Any]] = {
        "accounts": {
            "role": "profile",
            "unit": "account",
            "key": "account",
            "columns": columns(
                account=("account", "identifier"), sector=("sector", "category"), revenue=("revenue", "money")
            ),
        },
        "deals": {
            "role": "event",
            "unit": "account",
            "key": "account",
            "time": "engage_date",
            "amount": "close_value",
            "unknown_customers": "quarantine",
            "columns": columns(
                account=("account", "identifier"),
                stage=("deal_stage", "category"),
                engage_date=("engage_date", "date"),
                close_value=("close_value", "money"),
            ),
        },
    }
    clean = clean_tables(scratch, raws, define(sources, main_unit="account"), AS_OF)
    assert rows_of(clean, "deals")["account is missing"] == 1_425
    assert scratch.connection.execute("SELECT count(*) FROM keys_account").fetchone() == (85,)
