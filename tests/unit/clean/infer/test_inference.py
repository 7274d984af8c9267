"""Roles, units, keys, joins and questions, on small made-up sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from satsuma.clean.infer import Inference, infer_sources
from satsuma.language.read import read_condition
from satsuma.model.errors import DataError, KeyColumnError
from satsuma.model.kinds import Kind, Role, Sensitivity
from satsuma.store.scratch import Scratch
from tests.unit.clean.infer.raw import load_rows

Rows = tuple[Sequence[str], Sequence[Sequence[object]]]

CUSTOMERS: Rows = (
    ("customer_id", "email", "country", "signup_date", "newsletter opt in"),
    [
        (
            f"C{n}",
            f"p{n}@example.org",
            "DE" if n % 2 else "FR",
            f"2023-01-{n % 28 + 1:02d}",
            "yes" if n % 3 else "no",
        )
        for n in range(60)
    ],
)
ORDERS: Rows = (
    ("customer_id", "order_date", "total"),
    [(f"C{n % 40}", f"2024-{n % 12 + 1:02d}-15", f"{n}.50") for n in range(120)],
)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path) as opened:
        yield opened


def infer(scratch: Scratch, **sources: Rows) -> Inference:
    return infer_sources(scratch, [load_rows(scratch, name, *rows) for name, rows in sources.items()])


def test_customers_and_orders(scratch: Scratch) -> None:
    inference = infer(scratch, customers=CUSTOMERS, orders=ORDERS)
    customers, orders = inference.sources["customers"], inference.sources["orders"]
    assert (customers.role, customers.key, customers.created) == (Role.PROFILE, "customer_id", "signup_date")
    assert customers.contact == {"email": "email"}
    assert customers.consent == {"email": "newsletter_opt_in"}
    assert (orders.role, orders.key, orders.time, orders.event, orders.amount) == (
        Role.EVENT, "customer_id", "order_date", "order", "total",
    )  # fmt: skip
    assert orders.unknown_customers == "quarantine"
    assert (inference.main_unit, inference.main_event) == ("customer", "order")
    assert {"role", "unit", "key", "time", "amount", "unknown_customers"} <= set(orders.reasons)


def test_a_profile_of_some_customers_adds_the_others(scratch: Scratch) -> None:
    few = (CUSTOMERS[0], CUSTOMERS[1][:10])
    orders = infer(scratch, customers=few, orders=ORDERS).sources["orders"]
    assert orders.unknown_customers == "add"
    assert "25.0%" in orders.reasons["unknown_customers"]


def test_of_two_candidate_keys_the_one_that_others_refer_to_wins(scratch: Scratch) -> None:
    rows = [(f"p{n % 50}@example.org", f"2024-01-{n % 28 + 1:02d}", "9.99") for n in range(100)]
    orders: Rows = (("email", "order_date", "total"), rows)
    inference = infer(scratch, customers=CUSTOMERS, orders=orders)
    assert inference.sources["customers"].key == "email"
    assert "customer_id" in inference.sources["customers"].reasons["key"]
    assert inference.sources["orders"].key == "email"


def test_events_by_email_are_matched_where_the_key_is_another(scratch: Scratch) -> None:
    rows = [
        (f"p{n % 50}@example.org", "click" if n % 2 else "open", f"2024-01-{n % 28 + 1:02d}")
        for n in range(100)
    ]
    mails: Rows = (("email", "event_type", "timestamp"), rows)
    many = {f"orders_{n}": (ORDERS[0], ORDERS[1][n:]) for n in range(2)}
    inference = infer(scratch, customers=CUSTOMERS, mails=mails, **many)
    assert inference.sources["customers"].key == "customer_id"
    assert (inference.sources["mails"].key, inference.sources["mails"].matches) == ("email", "email")
    assert inference.sources["mails"].event_column == "event_type"


def test_without_a_key_a_profile_uses_the_row_number_and_says_so(scratch: Scratch) -> None:
    people: Rows = (("age", "job"), [(str(20 + n % 50), f"job {n % 7}") for n in range(80)])
    source = infer(scratch, people=people).sources["people"]
    assert (source.role, source.key) == (Role.PROFILE, "row number")
    assert "NO COLUMN" in source.reasons["key"]


def test_orders_that_are_nobodys_are_an_error(scratch: Scratch) -> None:
    sales: Rows = (("order_date", "price"), [(f"2024-01-{n % 28 + 1:02d}", f"{n}.25") for n in range(50)])
    with pytest.raises(KeyColumnError) as caught:
        infer(scratch, sales=sales)
    assert caught.value.findings[0].hint


def test_orders_that_are_nobodys_beside_others_are_a_question(scratch: Scratch) -> None:
    sales: Rows = (("order_date", "price"), [(f"2024-01-{n % 28 + 1:02d}", f"{n}.25") for n in range(50)])
    inference = infer(scratch, customers=CUSTOMERS, sales=sales)
    assert "sales" not in inference.sources
    assert [(finding.code, finding.severity) for finding in inference.questions] == [("key", "error")]


def test_header_only_sources_are_an_error_alone_and_noted_beside_others(scratch: Scratch) -> None:
    empty: Rows = (("customer_id", "email"), [])
    with pytest.raises(DataError, match="no rows"):
        infer(scratch, empty=empty)
    inference = infer(scratch, customers=CUSTOMERS, nothing=empty)
    assert "nothing" not in inference.sources
    assert any("nothing" in note for note in inference.notes)


def test_one_row_is_enough_for_a_profile(scratch: Scratch) -> None:
    one = (CUSTOMERS[0], CUSTOMERS[1][:1])
    assert infer(scratch, customers=one).sources["customers"].key == "customer_id"


def test_a_destroyed_key_is_never_chosen(scratch: Scratch) -> None:
    rows = [("2.82E+18", f"p{n}@example.org", str(n)) for n in range(60)]
    inference = infer(scratch, customers=(("customer_id", "email", "visits"), rows))
    assert inference.sources["customers"].key == "email"
    assert any("spreadsheet" in note for note in inference.notes)


def test_ambiguous_dates_become_a_question(scratch: Scratch) -> None:
    rows = [(f"C{n % 20}", f"0{n % 9 + 1}/04/2024", f"{n},50 €") for n in range(60)]
    inference = infer(scratch, orders=(("customer_id", "order_date", "betrag"), rows))
    assert inference.sources["orders"].columns["order_date"].date_format == "%d/%m/%Y"
    question = next(finding for finding in inference.questions if finding.code == "ambiguous-date")
    assert "decimal comma" in question.message
    assert "date_format" in (question.hint or "")


def test_lookups_join_over_several_levels(scratch: Scratch) -> None:
    orders: Rows = (
        ("customer_id", "order_date", "product_id", "quantity"),
        [(f"C{n % 40}", f"2024-{n % 12 + 1:02d}-15", str(n % 6), "2") for n in range(120)],
    )
    products: Rows = (
        ("product_id", "category_id", "colour", "unit_price"),
        [(str(n), str(n % 2), "red" if n % 3 else "blue", f"{n + 1}.95") for n in range(6)],
    )
    categories: Rows = (("category_id", "category_name"), [("0", "pots"), ("1", "tools")])
    inference = infer(scratch, customers=CUSTOMERS, orders=orders, products=products, categories=categories)
    source = inference.sources["orders"]
    assert [(join.lookup, join.on, join.key) for join in source.joins] == [
        ("products", "product_id", "product_id")
    ]
    assert set(source.joins[0].columns or ()) == {"colour", "unit_price", "category_name"}
    assert getattr(source.amount, "product_of", None) == ("quantity", "unit_price")
    assert inference.sources["categories"].role is Role.LOOKUP


def test_contacts_link_to_accounts(scratch: Scratch) -> None:
    contacts: Rows = (
        ("contact_id", "company_id", "job title"),
        [(str(n), f"A{n % 5}", "Buyer") for n in range(30)],
    )
    companies: Rows = (("company_id", "industry"), [(f"A{n}", "hotel") for n in range(5)])
    inference = infer(scratch, contacts=contacts, companies=companies)
    assert inference.sources["contacts"].unit == "customer"
    assert inference.sources["companies"].unit == "account"
    assert [(link.unit, link.column) for link in inference.sources["contacts"].links] == [
        ("account", "company_id")
    ]


def test_a_survey_with_one_row_a_customer_has_no_event(scratch: Scratch) -> None:
    survey: Rows = (
        ("customer_id", "date", "nps", "top need"),
        [(f"C{n}", "2024-03-01", str(n % 11), "price") for n in range(40)],
    )
    source = infer(scratch, customers=CUSTOMERS, survey=survey).sources["survey"]
    assert (source.role, source.event, source.time) == (Role.SURVEY, None, None)


def test_suspicious_rows_are_proposed_and_not_applied(scratch: Scratch) -> None:
    rows = [(f"C{n}", "staff" if n < 3 else "private") for n in range(60)]
    source = infer(scratch, customers=(("customer_id", "customer_type"), rows)).sources["customers"]
    rule = source.exclude[0]
    assert (rule.where, rule.enabled) == ('customer_type in ("staff")', False)
    read_condition(rule.where)


def test_names_are_slugs_and_no_words_of_the_rules(scratch: Scratch) -> None:
    header = ("CustomerKey", "First Name", "Count", "größe (cm)", "2nd_phone", "first-name", "Unnamed: 6")
    rows = [(str(n), "Ada", "3", "170", "x", "Bo", f"p{n}@example.org") for n in range(60)]
    columns = infer(scratch, customers=(header, rows)).sources["customers"].columns
    assert list(columns) == [
        "customer_key",
        "first_name",
        "count_",
        "größe_cm",
        "n_2nd_phone",
        "first_name_2",
        "email",
    ]
    assert columns["customer_key"].raw == "CustomerKey"
    for name in columns:
        read_condition(f"{name} is missing")


def test_sensitive_columns(scratch: Scratch) -> None:
    header = ("customer_id", "Nachname", "Geburtsdatum", "Einkommen", "ethnicity", "Geschlecht")
    rows = [
        (str(n), "Muster", f"{n % 28 + 1:02d}.05.1980", "40000", "a" if n % 2 else "b", "w")
        for n in range(60)
    ]
    columns = infer(scratch, customers=(header, rows)).sources["customers"].columns
    assert {name: column.sensitivity for name, column in columns.items()} == {
        "customer_id": Sensitivity.ORDINARY,
        "nachname": Sensitivity.PERSONAL,
        "geburtsdatum": Sensitivity.SENSITIVE,
        "einkommen": Sensitivity.SENSITIVE,
        "ethnicity": Sensitivity.SENSITIVE,
        "geschlecht": Sensitivity.ORDINARY,
    }
    assert (columns["geburtsdatum"].stable, columns["geschlecht"].stable) == (True, True)
    assert columns["geburtsdatum"].kind is Kind.DATE


def test_a_late_misfit_changes_the_date_order(scratch: Scratch) -> None:
    rows = [(str(n % 900), f"{n % 12 + 1:02d}/{n % 11 + 1:02d}/{2000 + n % 24}", "1.5") for n in range(6_000)]
    rows.append(("5", "25/03/2020", "1.5"))
    inference = infer(scratch, orders=(("customer_id", "order_date", "total"), rows))
    assert inference.sources["orders"].columns["order_date"].date_format == "%d/%m/%Y"
    assert inference.questions == ()


def test_keys_that_never_meet_are_a_question(scratch: Scratch) -> None:
    rows = [(f"X{n % 40}", "2024-01-15", "5.00") for n in range(80)]
    inference = infer(scratch, customers=CUSTOMERS, orders=(("customer_id", "order_date", "total"), rows))
    assert [finding.code for finding in inference.questions] == ["no-common-keys"]
    assert inference.sources["orders"].unknown_customers == "add"


def test_an_order_total_on_each_line_is_not_the_lines_money(scratch: Scratch) -> None:
    header = ("customer_id", "order_date", "order_id", "quantity", "unit_price", "order_total")
    rows = [(f"C{n // 3 % 40}", "2024-01-15", f"S{n // 3}", "2", "5.00", "30.00") for n in range(120)]
    orders = infer(scratch, customers=CUSTOMERS, orders=(header, rows)).sources["orders"]
    assert getattr(orders.amount, "product_of", None) == ("quantity", "unit_price")
    assert orders.groups is not None
    assert (orders.event, orders.groups.event, orders.groups.by) == ("order_line", "order", "order_id")


def test_two_sources_of_orders_share_the_event(scratch: Scratch) -> None:
    till: Rows = (ORDERS[0], ORDERS[1][:60])
    sources = infer(scratch, customers=CUSTOMERS, web_orders=ORDERS, till_orders=till).sources
    assert {source.event for source in sources.values() if source.event} == {"order"}


def test_orders_in_two_currencies_are_two_events(scratch: Scratch) -> None:
    dollars: Rows = (
        ("customer_id", "order_date", "total"),
        [(f"C{n % 40}", "2024-02-15", f"${n}.50") for n in range(60)],
    )
    euros: Rows = (dollars[0], [(*row[:2], f"{n}.50 €") for n, row in enumerate(dollars[1])])
    sources = infer(scratch, customers=CUSTOMERS, us_orders=dollars, eu_orders=euros).sources
    assert sorted(source.event for source in sources.values() if source.event) == ["eu_orders_order", "order"]


def test_a_card_number_is_matched_with_the_profiles_card_column(scratch: Scratch) -> None:
    profile: Rows = (
        ("customer_id", "loyalty_card"),
        [(f"C{n}", f"LC{n:05d}") for n in range(60)],
    )
    till: Rows = (
        ("Datum", "Kartennummer", "Bon-Nr", "Menge", "Einzelpreis", "Rabatt"),
        [("01.07.2024", f"LC{n % 40:05d}", f"B{n // 2}", "1", "2,99", "0,10") for n in range(100)],
    )
    source = infer(scratch, customers=profile, orders=ORDERS, till=till).sources["till"]
    assert (source.key, source.matches, source.time) == ("kartennummer", "loyalty_card", "datum")
    assert source.columns["einzelpreis"].decimal == ","
    assert source.columns["datum"].date_format == "%d.%m.%Y"
    assert getattr(source.amount, "minus", None) == ("rabatt",)
