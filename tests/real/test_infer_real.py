"""What inference says about the real data sets, written by hand and asserted exactly."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from satsuma.clean.infer import Inference, infer_sources
from satsuma.model.definitions import Product, SourceDefinition
from satsuma.model.kinds import Sensitivity
from satsuma.store.scratch import Scratch
from tests.unit.clean.infer.raw import load_file

pytestmark = pytest.mark.real

Joins = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Source:
    """What one source must be; `kinds` lists the important columns, `joins` lookup, own column and the lookup's key."""

    role: str
    unit: str | None = None
    key: str | None = None
    time: str | None = None
    event: str | None = None
    groups: tuple[str, str] | None = None
    amount: str | tuple[str, ...] | None = None
    unknown: str = "add"
    joins: Joins = ()
    kinds: dict[str, str] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataSet:
    files: dict[str, str]
    sources: dict[str, Source]
    main_unit: str = "customer"
    main_event: str | None = None
    currency: str | None = None


ADVENTUREWORKS = DataSet(
    files={
        "customers": "adventureworks/AdventureWorks_Customers.csv.gz",
        "sales": "adventureworks/AdventureWorks_Sales_*.csv.gz",
        "products": "adventureworks/AdventureWorks_Products.csv.gz",
        "product_category": "adventureworks/DimProductCategory.csv",
        "product_subcategory": "adventureworks/DimProductSubcategory.csv",
        "sales_territory": "adventureworks/DimSalesTerritory.csv",
        "geography": "adventureworks/DimGeography.csv",
        "survey_response": "adventureworks/FactSurveyResponse.csv",
        "reseller": "adventureworks/DimReseller.csv",
    },
    sources={
        "customers": Source(
            "profile",
            "customer",
            "customer_key",
            kinds={
                "customer_key": "identifier",
                "prefix": "category",
                "first_name": "text",
                "birth_date": "date",
                "marital_status": "category",
                "gender": "category",
                "email_address": "identifier",
                "annual_income": "money",
                "total_children": "number",
                "education_level": "ordered",
                "occupation": "category",
                "home_owner": "flag",
            },
        ),
        "sales": Source(
            "event",
            "customer",
            "customer_key",
            "order_date",
            "order_line",
            ("order", "order_number"),
            ("order_quantity", "product_price"),
            "quarantine",
            (
                ("products", "product_key", "product_key"),
                ("sales_territory", "territory_key", "sales_territory_key"),
            ),
            {
                "order_date": "date",
                "stock_date": "date",
                "order_quantity": "number",
                "order_number": "identifier",
            },
        ),
        "products": Source(
            "lookup",
            key="product_key",
            joins=(("product_subcategory", "product_subcategory_key", "product_subcategory_key"),),
            kinds={
                "product_sku": "identifier",
                "product_name": "category",
                "product_description": "text",
                "product_size": "category",
                "product_cost": "money",
                "product_price": "money",
            },
        ),
        "product_category": Source("lookup", key="product_category_key"),
        "product_subcategory": Source(
            "lookup",
            key="product_subcategory_key",
            joins=(("product_category", "product_category_key", "product_category_key"),),
        ),
        "sales_territory": Source("lookup", key="sales_territory_key"),
        "geography": Source(
            "lookup",
            key="geography_key",
            joins=(("sales_territory", "sales_territory_key", "sales_territory_key"),),
            kinds={"postal_code": "category", "city": "category", "state_province_code": "category"},
        ),
        "survey_response": Source(
            "survey",
            "customer",
            "customer_key",
            "date",
            "survey_response",
            unknown="quarantine",
            kinds={"date": "date", "date_key": "date", "english_product_category_name": "category"},
        ),
        "reseller": Source(
            "profile",
            "account",
            "reseller_key",
            joins=(("geography", "geography_key", "geography_key"),),
            kinds={
                "business_type": "category",
                "number_employees": "number",
                "annual_revenue": "money",
                "year_opened": "number",
                "phone": "identifier",
                "min_payment_type": "category",
            },
        ),
    },
    main_event="order",
    currency="USD",
)

ONLINE_RETAIL = DataSet(
    files={"online_retail": "online_retail/online_retail.parquet"},
    sources={
        "online_retail": Source(
            "event",
            "customer",
            "customer_id",
            "invoice_date",
            "order_line",
            ("order", "invoice_no"),
            ("quantity", "unit_price"),
            kinds={
                "invoice_no": "identifier",
                "stock_code": "identifier",
                "description": "category",
                "quantity": "number",
                "invoice_date": "date",
                "unit_price": "money",
                "customer_id": "identifier",
                "country": "category",
            },
            exclude=(
                'invoice_no starts with "C"',
                "customer_id is missing",
                "quantity <= 0",
                "unit_price <= 0",
            ),
        )
    },
    main_event="order",
)

COMPLETE_JOURNEY = DataSet(
    files={
        "transactions": "complete_journey/transactions.parquet",
        "demographics": "complete_journey/demographics.parquet",
        "products": "complete_journey/products.parquet",
        "campaigns": "complete_journey/campaigns.parquet",
        "campaign_descriptions": "complete_journey/campaign_descriptions.parquet",
        "coupon_redemptions": "complete_journey/coupon_redemptions.parquet",
    },
    sources={
        "transactions": Source(
            "event",
            "customer",
            "household_id",
            "transaction_timestamp",
            "order_line",
            ("order", "basket_id"),
            "sales_value",
            joins=(("products", "product_id", "product_id"),),
            kinds={
                "sales_value": "money",
                "quantity": "number",
                "retail_disc": "money",
                "store_id": "identifier",
            },
        ),
        "demographics": Source(
            "profile",
            "customer",
            "household_id",
            kinds={
                "age": "ordered",
                "income": "ordered",
                "home_ownership": "category",
                "marital_status": "category",
                "household_size": "ordered",
                "household_comp": "category",
                "kids_count": "ordered",
            },
        ),
        "products": Source("lookup", key="product_id"),
        "campaign_descriptions": Source("lookup", key="campaign_id"),
        "coupon_redemptions": Source(
            "event",
            "customer",
            "household_id",
            "redemption_date",
            "redemption",
            joins=(("campaign_descriptions", "campaign_id", "campaign_id"),),
        ),
    },
    main_event="order",
)

SPARKIFY = DataSet(
    files={"events": "sparkify_events/events.parquet"},
    sources={
        "events": Source(
            "event",
            "customer",
            "user_id",
            "ts",
            "page_view",
            kinds={
                "ts": "date",
                "registration": "date",
                "page": "category",
                "level": "category",
                "location": "category",
                "status": "category",
                "length": "number",
                "session_id": "identifier",
                "user_agent": "category",
                "song": "text",
                "gender": "category",
                "first_name": "text",
            },
        )
    },
    main_event="page_view",
)

MAVEN = DataSet(
    files={
        "accounts": "maven_crm/accounts.csv",
        "products": "maven_crm/products.csv",
        "sales_pipeline": "maven_crm/sales_pipeline.csv",
        "sales_teams": "maven_crm/sales_teams.csv",
    },
    sources={
        "accounts": Source(
            "profile",
            "account",
            "account_",
            kinds={
                "account_": "identifier",
                "sector": "category",
                "year_established": "number",
                "revenue": "money",
                "employees": "number",
                "office_location": "category",
                "subsidiary_of": "category",
            },
        ),
        "products": Source("lookup", key="product", kinds={"sales_price": "money", "series": "category"}),
        "sales_pipeline": Source(
            "event",
            "account",
            "account_",
            "engage_date",
            "deal",
            amount="close_value",
            unknown="quarantine",
            joins=(("products", "product", "product"), ("sales_teams", "sales_agent", "sales_agent")),
            kinds={"deal_stage": "category", "close_date": "date", "opportunity_id": "identifier"},
        ),
        "sales_teams": Source("lookup", key="sales_agent"),
    },
    main_unit="account",
    main_event="deal",
)

BANK = DataSet(
    files={"bank": "bank_marketing/bank-additional-full.parquet"},
    sources={
        "bank": Source(
            "profile",
            "customer",
            "row number",
            kinds={
                "age": "number",
                "job": "category",
                "education": "category",
                "default": "category",
                "housing": "category",
                "month": "category",
                "day_of_week": "category",
                "duration": "number",
                "pdays": "number",
                "poutcome": "category",
                "emp_var_rate": "number",
                "y": "flag",
            },
        )
    },
)

YOUNG = DataSet(
    files={"responses": "young_people_survey/responses.csv"},
    sources={
        "responses": Source(
            "survey",
            "customer",
            "row number",
            kinds={
                "music": "number",
                "slow_songs_or_fast_songs": "number",
                "smoking": "ordered",
                "alcohol": "category",
                "age": "number",
                "height": "number",
                "gender": "category",
                "internet_usage": "ordered",
                "education": "ordered",
                "only_child": "flag",
            },
        )
    },
)

MCDONALDS = DataSet(
    files={"mcdonalds": "mcdonalds/mcdonalds.csv"},
    sources={
        "mcdonalds": Source(
            "survey",
            "customer",
            "row number",
            kinds={
                "yummy": "flag",
                "disgusting": "flag",
                "like": "number",
                "age": "number",
                "visit_frequency": "ordered",
                "gender": "category",
            },
        )
    },
)

RFM_ORDERS = DataSet(
    files={"orders": "rfm_pkg/rfm_data_orders.csv"},
    sources={
        "orders": Source(
            "event",
            "customer",
            "customer_id",
            "order_date",
            "order",
            amount="revenue",
            kinds={
                "customer_id": "identifier",
                "revenue": "money",
                "email": "identifier",
                "first_name": "text",
            },
        )
    },
    main_event="order",
)

RFM_CUSTOMERS = DataSet(
    files={"customers": "rfm_pkg/rfm_data_customer.parquet"},
    sources={
        "customers": Source(
            "profile",
            "customer",
            "customer_id",
            kinds={"revenue": "money", "most_recent_visit": "date", "number_of_orders": "number"},
        )
    },
)

CDNOW = DataSet(
    files={"cdnow_customers_summary": "cdnow/cdnow_customers_summary.csv"},
    sources={
        "cdnow_customers_summary": Source(
            "profile", "customer", "id", kinds={"frequency": "number", "recency": "number", "t": "number"}
        )
    },
)

DATA_SETS = {
    "adventureworks": ADVENTUREWORKS,
    "online_retail": ONLINE_RETAIL,
    "complete_journey": COMPLETE_JOURNEY,
    "sparkify_events": SPARKIFY,
    "maven_crm": MAVEN,
    "bank_marketing": BANK,
    "young_people_survey": YOUNG,
    "mcdonalds": MCDONALDS,
    "rfm_pkg orders": RFM_ORDERS,
    "rfm_pkg customers": RFM_CUSTOMERS,
    "cdnow": CDNOW,
}


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path) as opened:
        yield opened


def infer(scratch: Scratch, shared_data: Path, files: dict[str, str]) -> Inference:
    return infer_sources(
        scratch, [load_file(scratch, name, str(shared_data / path)) for name, path in files.items()]
    )


def describe(source: SourceDefinition, kinds: dict[str, str]) -> Source:
    amount = source.amount.product_of if isinstance(source.amount, Product) else source.amount
    return Source(
        source.role.value,
        source.unit,
        source.key,
        source.time,
        source.event,
        (source.groups.event, source.groups.by) if source.groups else None,
        amount,
        source.unknown_customers,
        tuple((join.lookup, join.on, join.key) for join in source.joins),
        {name: source.columns[name].kind.value for name in kinds},
        tuple(rule.where for rule in source.exclude if rule.enabled),
    )


@pytest.mark.parametrize("name", DATA_SETS)
def test_each_data_set_is_understood(name: str, scratch: Scratch, shared_data: Path) -> None:
    expected = DATA_SETS[name]
    inference = infer(scratch, shared_data, expected.files)
    assert {
        label: describe(source, expected.sources[label].kinds if label in expected.sources else {})
        for label, source in inference.sources.items()
    } == expected.sources
    assert inference.main_unit == expected.main_unit
    assert inference.main_event == expected.main_event
    assert inference.currency == expected.currency
    for source in inference.sources.values():
        assert source.reasons["role"]
        assert all(column.evidence for column in source.columns.values())


def test_cdnow_master_is_a_log_of_orders(scratch: Scratch, shared_data: Path, tmp_path: Path) -> None:
    with gzip.open(shared_data / "cdnow/CDNOW_master.txt.gz", "rt") as file:
        lines = file.read().splitlines()
    path = tmp_path / "cdnow_master.csv"
    path.write_text("\n".join(",".join(line.split()) for line in lines if line.strip()))
    inference = infer_sources(scratch, [load_file(scratch, "cdnow_master", str(path))])
    source = inference.sources["cdnow_master"]
    assert describe(source, {"date": "date", "number_of_cds": "number"}) == Source(
        "event",
        "customer",
        "customer_id",
        "date",
        "order",
        amount="dollar_value",
        kinds={"date": "date", "number_of_cds": "number"},
    )
    assert source.columns["date"].date_format == "%Y%m%d"


def test_the_details_of_adventureworks(scratch: Scratch, shared_data: Path) -> None:
    inference = infer(scratch, shared_data, ADVENTUREWORKS.files)
    customers, sales = inference.sources["customers"], inference.sources["sales"]
    assert customers.columns["birth_date"].date_format == "%m/%d/%Y"
    assert customers.columns["birth_date"].sensitivity is Sensitivity.SENSITIVE
    assert customers.columns["birth_date"].stable
    assert customers.columns["annual_income"].sensitivity is Sensitivity.SENSITIVE
    assert customers.columns["annual_income"].currency == "USD"
    assert customers.columns["last_name"].sensitivity is Sensitivity.PERSONAL
    assert customers.columns["gender"].missing == ("NA",)
    assert customers.columns["education_level"].levels == (
        "Partial High School",
        "High School",
        "Partial College",
        "Bachelors",
        "Graduate Degree",
    )
    assert customers.contact == {"email": "email_address"}
    assert "email_address" in customers.reasons["key"]
    assert "stock_date" in sales.reasons["time"]
    products = next(join for join in sales.joins if join.lookup == "products")
    assert {"product_price", "english_product_subcategory_name", "english_product_category_name"} <= set(
        products.columns or ()
    )
    assert "97" in inference.sources["survey_response"].reasons["unknown_customers"]
    assert inference.questions == ()


def test_prospects_with_keys_of_their_own_are_a_unit_of_their_own(
    scratch: Scratch, shared_data: Path
) -> None:
    files = {name: ADVENTUREWORKS.files[name] for name in ("customers", "sales")} | {
        "prospective_buyer": "adventureworks/ProspectiveBuyer.csv"
    }
    inference = infer(scratch, shared_data, files)
    assert inference.sources["customers"].unit == "customer"
    assert inference.sources["prospective_buyer"].unit == "prospective_buyer"
    assert inference.main_unit == "customer"


def test_the_rules_of_online_retail_leave_the_published_lines(scratch: Scratch, shared_data: Path) -> None:
    inference = infer(scratch, shared_data, ONLINE_RETAIL.files)
    source = inference.sources["online_retail"]
    assert all(rule.enabled for rule in source.exclude)
    row = scratch.connection.execute(
        "SELECT count(*), count(DISTINCT InvoiceNo), count(DISTINCT CustomerID) FROM online_retail "
        "WHERE NOT starts_with(InvoiceNo, 'C') AND CustomerID IS NOT NULL AND Quantity > 0 AND UnitPrice > 0"
    ).fetchone()
    assert row == (397_884, 18_532, 4_338)


def test_999_days_are_missing_in_the_bank_data(scratch: Scratch, shared_data: Path) -> None:
    inference = infer(scratch, shared_data, BANK.files)
    source = inference.sources["bank"]
    assert source.columns["pdays"].missing == ("999",)
    assert source.columns["job"].missing == ()
    assert "row number" in source.reasons["key"]
    assert any("pdays" in note for note in inference.notes)


def test_hubspot_seeds(scratch: Scratch, shared_data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared_data / "hubspot_seeds/seeds.zip") as archive:
        archive.extractall(tmp_path / "seeds")
    paths = sorted((tmp_path / "seeds").rglob("*.csv"))
    found = [load_file(scratch, path.stem.removesuffix("_data"), str(path)) for path in paths]
    inference = infer_sources(scratch, found)
    seen = {
        name: (source.role.value, source.unit, source.key, source.time, source.event or source.event_column)
        for name, source in inference.sources.items()
    }
    assert seen == {
        "contact": ("profile", "customer", "id", None, None),
        "company": ("profile", "account", "id", None, None),
        "contact_form_submission": ("event", "customer", "contact_id", "timestamp", "form_submission"),
        "contact_list_member": ("event", "customer", "contact_id", "added_at", "list_join"),
        "email_event": ("event", "customer", "recipient", "created", "type"),
        "contact_list": ("lookup", None, "id", None, None),
        "email_campaign": ("lookup", None, "id", None, None),
        "form": ("lookup", None, "guid", None, None),
    }
    assert inference.sources["email_event"].matches == "email"
    assert inference.sources["contact"].recognised_as == "hubspot contacts"
    asked = [(finding.code, finding.message.split("'")[1]) for finding in inference.questions]
    assert sorted(asked)[:2] == [("key", "deal"), ("key", "ticket")]
    assert [code for code, _ in sorted(asked)[2:]] == ["no-common-keys"] * 2, "two logs of strangers"
    assert any("company_data_snowflake" in note and "same accounts" in note for note in inference.notes)
