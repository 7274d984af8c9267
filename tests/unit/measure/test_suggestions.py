"""Variables suggested for hand-written shapes."""

from __future__ import annotations

from satsuma.language.read import read_value
from satsuma.language.types import type_of
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.write import write_value
from satsuma.measure.suggestions import default_kpi, suggest_variables
from satsuma.model.definitions import SourceDefinition, VariableDefinition
from satsuma.model.kinds import Family, Kind, Role, Sensitivity, Shape, UnitShape
from tests.unit.measure.shapes import (
    CYCLE_SHOP,
    CYCLE_SOURCES,
    FULL_SHOP,
    FULL_SOURCES,
    MONEY,
    WHOLE,
    WORD,
    events_of,
    source,
)

CYCLE = suggest_variables(CYCLE_SHOP, CYCLE_SOURCES, "sale")
FULL = suggest_variables(FULL_SHOP, FULL_SOURCES, "order")


def vocabulary(shape: Shape, variables: dict[str, VariableDefinition]) -> Vocabulary:
    return Vocabulary(
        shape=shape,
        variables={
            unit: {
                name: read_value(each.value)
                for name, each in variables.items()
                if each.unit == unit and each.value is not None
            }
            for unit in shape.units
        },
    )


def test_grouped_lines_are_counted_as_orders() -> None:
    values = {name: variable.value for name, variable in CYCLE.items()}
    assert values["orders_ever"] == "count(order)"
    assert values["orders_12m"] == "count(order, last 12 months)"
    assert values["net_revenue_12m"] == "sum(order.amount, last 12 months)"
    assert values["items_per_order"] == "count(sale) / count(order)"
    assert values["categories_bought"] == "distinct(sale.english_product_category_name)"
    assert values["age"] == "years since birth_date"
    assert values["overdue_ratio"] == (
        "days since last(order) * (count(order) - 1) / (days since first(order) - days since last(order))"
    )


def test_what_the_data_lack_is_not_suggested() -> None:
    assert not {"discount_share", "margin_12m", "return_rate", "visits_30d", "nps", "online_share"} & set(
        CYCLE
    )


def test_everything_of_the_list_is_suggested_where_data_allow_it() -> None:
    expected = [
        "orders_ever",
        "orders_12m",
        "net_revenue_12m",
        "net_revenue_ever",
        "average_order",
        "days_since_order",
        "tenure_days",
        "average_gap_days",
        "overdue_ratio",
        "spend_trend",
        "online_share",
        "categories_bought",
        "last_category",
        "category_focus",
        "discount_share",
        "margin_12m",
        "return_rate",
        "click_rate_90d",
        "days_since_click",
        "visits_30d",
        "time_on_site_30d",
        "days_since_sign_in",
        "carts_abandoned_30d",
        "device",
        "browser",
        "age",
        "language",
        "lead_source",
        "nps",
        "tickets_12m",
        "industry",
        "decision_role",
        "open_pipeline",
        "days_to_renewal",
        "main_need",
    ]
    assert set(expected) <= set(FULL)


def test_columns_become_variables_of_their_family() -> None:
    family = {name: each.family for name, each in CYCLE.items() if each.column is not None}
    assert family["marital_status"] is Family.DEMOGRAPHIC
    assert family["business_type"] is Family.FIRMOGRAPHIC
    assert family["annual_revenue"] is Family.FIRMOGRAPHIC
    assert {"first_name", "prefix", "email_address", "phone", "reseller_name"} & set(CYCLE) == set()
    assert all(each.column == name for name, each in CYCLE.items() if each.column is not None)


def test_sensitive_columns_are_marked() -> None:
    marked = {name for name, each in {**CYCLE, **FULL}.items() if each.sensitivity is Sensitivity.SENSITIVE}
    assert marked == {"birth_date", "annual_income", "birthday", "religion"}


def test_a_source_s_own_words_win() -> None:
    columns = CYCLE_SOURCES["customers"].columns
    changed = columns["occupation"].model_copy(
        update={"family": Family.NEEDS, "sensitivity": Sensitivity.SENSITIVE, "title": "Work"}
    )
    customers = CYCLE_SOURCES["customers"].model_copy(update={"columns": {**columns, "occupation": changed}})
    variable = suggest_variables(CYCLE_SHOP, {**CYCLE_SOURCES, "customers": customers}, "sale")["occupation"]
    assert (variable.family, variable.sensitivity, variable.title) == (
        Family.NEEDS,
        Sensitivity.SENSITIVE,
        "Work",
    )


def test_expressions_are_canonical_and_have_a_type() -> None:
    for shape, variables in ((CYCLE_SHOP, CYCLE), (FULL_SHOP, FULL)):
        words = vocabulary(shape, variables)
        for name, variable in variables.items():
            if variable.value is not None:
                value = read_value(variable.value)
                assert write_value(value) == variable.value
                assert type_of(value, words, variable.unit) is not None, name


def test_computed_names_never_clash_with_columns() -> None:
    people = {"age": WHOLE, "orders_ever": WHOLE, "device": WORD}
    shape = Shape(
        units={
            "customer": UnitShape(name="customer", columns=people, events=events_of(order={"amount": MONEY}))
        },
        main_unit="customer",
        timezone="UTC",
    )
    variables = suggest_variables(shape, {"p": source(Role.PROFILE, people, unit="customer")}, "order")
    computed = {name for name, each in variables.items() if each.value is not None}
    assert not computed & set(people)
    assert variables["customer_orders_ever"].value == "count(order)"
    assert variables["age"].column == "age"


def test_negative_orders_are_returns() -> None:
    shape = Shape(
        units={"customer": UnitShape(name="customer", columns={}, events=events_of(order={"amount": MONEY}))},
        main_unit="customer",
        timezone="UTC",
    )
    orders: SourceDefinition = source(
        Role.EVENT, {"amount": MONEY}, unit="customer", event="order", returns="negative amount"
    )
    variables = suggest_variables(shape, {"orders": orders}, "order")
    assert variables["orders_ever"].value == "count(order where amount > 0)"
    assert variables["net_revenue_ever"].value == "sum(order.amount)"
    assert variables["return_rate"].value == ("count(order where amount < 0) / count(order where amount > 0)")


def test_a_pipeline_is_not_an_order() -> None:
    pipeline = {"amount": MONEY, "deal_stage": WORD, "product": WORD}
    shape = Shape(
        units={
            "account": UnitShape(
                name="account", columns={"sector": WORD}, events=events_of(sales_pipeline=pipeline)
            )
        },
        main_unit="account",
        timezone="UTC",
    )
    variables = suggest_variables(shape, {}, "sales_pipeline")
    assert "orders_ever" not in variables
    assert variables["deals_won"].value == 'count(sales_pipeline where deal_stage matches "(?i)won|gewonnen")'
    assert default_kpi(variables, "account") == "won_value_12m"


def test_default_kpi() -> None:
    assert default_kpi(CYCLE) == "net_revenue_12m"
    assert default_kpi({}) is None


def test_kinds_and_notes_are_told() -> None:
    assert CYCLE["last_category"].kind is Kind.CATEGORY
    assert "not most often" in (CYCLE["last_category"].note or "")
    assert "median" in (CYCLE["average_gap_days"].note or "")
    assert "Unreliable" in (FULL["opens_90d"].note or "")


def test_suggestions_are_the_same_every_time() -> None:
    again = suggest_variables(FULL_SHOP, FULL_SOURCES, "order")
    assert list(again.items()) == list(FULL.items())
