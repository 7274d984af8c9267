"""Shapes and sources of typical projects, written by hand."""

from __future__ import annotations

from collections.abc import Mapping

from satsuma.model.definitions import ColumnDefinition, Format, Grouping, Product, SourceDefinition
from satsuma.model.kinds import EventShape, Kind, Role, Shape, UnitShape, ValueType

MONEY = ValueType(kind=Kind.MONEY, scale=4, currency="USD")
WHOLE = ValueType(kind=Kind.NUMBER, scale=0)
WORD = ValueType(kind=Kind.CATEGORY)
DATE = ValueType(kind=Kind.DATE)
FLAG = ValueType(kind=Kind.FLAG)
KEY = ValueType(kind=Kind.IDENTIFIER)


def source(role: Role, columns: Mapping[str, ValueType], **more: object) -> SourceDefinition:
    """A source whose raw columns have the names of its columns."""
    return SourceDefinition(
        role=role,
        files=("x.csv",),
        format=Format(type="csv"),
        columns={name: ColumnDefinition(raw=name, kind=value.kind) for name, value in columns.items()},
        **more,  # type: ignore[arg-type]
    )


CYCLE_CUSTOMERS = {
    "prefix": WORD,
    "first_name": ValueType(kind=Kind.TEXT),
    "birth_date": DATE,
    "marital_status": WORD,
    "gender": WORD,
    "email_address": KEY,
    "annual_income": MONEY,
    "total_children": WHOLE,
    "education_level": ValueType(
        kind=Kind.ORDERED, levels=("Partial High School", "High School", "Bachelors")
    ),
    "occupation": WORD,
    "home_owner": FLAG,
}
CYCLE_RESELLERS = {
    "reseller_name": ValueType(kind=Kind.TEXT),
    "business_type": WORD,
    "number_employees": WHOLE,
    "annual_revenue": MONEY,
    "annual_sales": MONEY,
    "year_opened": WHOLE,
    "phone": KEY,
}
CYCLE_LINES = {
    "amount": MONEY,
    "order_quantity": WHOLE,
    "product_name": WORD,
    "english_product_category_name": WORD,
    "spanish_product_category_name": WORD,
    "english_product_subcategory_name": WORD,
    "sales_territory_country": WORD,
    "order_number": KEY,
}
CYCLE_SURVEY = {
    "english_product_category_name": WORD,
    "english_product_subcategory_name": WORD,
    "survey_response_key": KEY,
}
CYCLE_SHOP = Shape(
    units={
        "customer": UnitShape(
            name="customer",
            columns=CYCLE_CUSTOMERS,
            events={
                "sale": EventShape(name="sale", source="sales", properties=CYCLE_LINES),
                "order": EventShape(
                    name="order", source="sales", properties={"amount": MONEY, "lines": WHOLE}
                ),
                "survey_response": EventShape(
                    name="survey_response", source="survey", properties=CYCLE_SURVEY
                ),
            },
        ),
        "account": UnitShape(name="account", columns=CYCLE_RESELLERS, events={}),
    },
    main_unit="customer",
    timezone="UTC",
    currency="USD",
)
"""Profiles, order lines grouped to orders, a dated survey, and resellers beside them."""

CYCLE_SOURCES = {
    "customers": source(Role.PROFILE, CYCLE_CUSTOMERS, unit="customer", key="customer_key"),
    "sales": source(
        Role.EVENT,
        CYCLE_LINES,
        unit="customer",
        key="customer_key",
        time="order_date",
        event="sale",
        groups=Grouping(event="order", by="order_number"),
        amount=Product(product_of=("order_quantity", "product_price")),
    ),
    "survey": source(Role.SURVEY, CYCLE_SURVEY, unit="customer", key="customer_key", event="survey_response"),
    "resellers": source(Role.PROFILE, CYCLE_RESELLERS, unit="account", key="reseller_key"),
}


def events_of(**events: Mapping[str, ValueType]) -> dict[str, EventShape]:
    """Event types by name."""
    return {name: EventShape(name=name, source=name, properties=dict(has)) for name, has in events.items()}


FULL_PEOPLE = {
    "birthday": DATE,
    "nps": WHOLE,
    "language": WORD,
    "lead_source": WORD,
    "job_title": WORD,
    "decision_role": WORD,
    "religion": WORD,
    "main_need": WORD,
}
FULL_SHOP = Shape(
    units={
        "customer": UnitShape(
            name="customer",
            columns=FULL_PEOPLE,
            events=events_of(
                order={
                    "amount": MONEY,
                    "channel": WORD,
                    "category": WORD,
                    "discount": MONEY,
                    "margin": MONEY,
                },
                refund={"amount": MONEY},
                email_sent={},
                email_click={},
                email_open={},
                visit={"minutes": WHOLE, "device": WORD, "browser": WORD},
                cart={},
                login={},
                trial={},
                webinar={},
                ticket={"topic": WORD},
            ),
            account="account",
        ),
        "account": UnitShape(
            name="account",
            columns={"industry": WORD, "employees": WHOLE, "renewal_date": DATE},
            events=events_of(deal={"amount": MONEY, "stage": WORD}),
            people="customer",
        ),
    },
    main_unit="customer",
    timezone="Europe/Berlin",
)
"""Everything that a template could ask for."""

FULL_SOURCES = {
    "contacts": source(Role.PROFILE, FULL_PEOPLE, unit="customer", key="contact_id"),
    "accounts": source(Role.PROFILE, FULL_SHOP.units["account"].columns, unit="account", key="account_id"),
}
