"""Exports of the tools that people have, recognised by their headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from satsuma.clean.infer import Inference, infer_sources
from satsuma.clean.infer.exports import EXPORTS, recognise
from satsuma.model.definitions import Product
from satsuma.store.scratch import Scratch
from tests.unit.clean.infer.raw import load_file

FIXTURES = Path(__file__).parents[3] / "fixtures" / "exports"


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path) as opened:
        yield opened


def infer(scratch: Scratch, *names: str) -> Inference:
    return infer_sources(scratch, [load_file(scratch, name, str(FIXTURES / f"{name}.csv")) for name in names])


def test_headers_are_listed_in_lower_case() -> None:
    for export in EXPORTS:
        assert all(header == header.casefold() for header in export.headers | set(export.kinds))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("hubspot_contacts", "hubspot contacts"),
        ("hubspot_companies", "hubspot companies"),
        ("hubspot_deals", "hubspot deals"),
        ("salesforce_accounts", "salesforce accounts"),
        ("salesforce_contacts", "salesforce contacts"),
        ("salesforce_opportunities", "salesforce opportunities"),
        ("shopify_orders", "shopify orders"),
        ("shopify_customers", "shopify customers"),
        ("klaviyo_profiles", "klaviyo profiles"),
        ("klaviyo_events", "klaviyo events"),
        ("subscribed_members_export", "mailchimp audience"),
        ("unsubscribed_members_export", "mailchimp audience"),
        ("cleaned_members_export", "mailchimp audience"),
    ],
)
def test_each_fixture_is_recognised(file: str, name: str) -> None:
    header = (FIXTURES / f"{file}.csv").read_text().splitlines()[0].replace('"', "").split(",")
    export = recognise(header)
    assert export is not None
    assert export.name == name


def test_an_ordinary_header_is_no_export() -> None:
    assert recognise(["customer_id", "email", "first_name"]) is None


def test_hubspot(scratch: Scratch) -> None:
    inference = infer(scratch, "hubspot_contacts", "hubspot_companies", "hubspot_deals")
    contacts, deals = inference.sources["hubspot_contacts"], inference.sources["hubspot_deals"]
    assert (contacts.role.value, contacts.unit, contacts.key, contacts.created) == (
        "profile",
        "customer",
        "record_id",
        "create_date",
    )
    assert contacts.contact == {"email": "email", "phone": "phone_number"}
    assert contacts.opted_out == {"email": "unsubscribed_from_all_email"}
    assert [(link.unit, link.column) for link in contacts.links] == [("account", "associated_company_ids")]
    assert contacts.columns["interests"].separator == ";"
    assert (deals.unit, deals.key, deals.time, deals.event, deals.amount) == (
        "account",
        "associated_company_ids",
        "create_date",
        "deal",
        "amount",
    )
    assert deals.unknown_customers == "quarantine"
    assert inference.main_unit == "customer"
    assert inference.main_event == "deal"


def test_salesforce_knows_both_lengths_of_an_id(scratch: Scratch) -> None:
    inference = infer(scratch, "salesforce_accounts", "salesforce_contacts", "salesforce_opportunities")
    contacts = inference.sources["salesforce_contacts"]
    deals = inference.sources["salesforce_opportunities"]
    assert contacts.opted_out == {"email": "has_opted_out_of_email", "phone": "do_not_call"}
    assert [link.column for link in contacts.links] == ["account_id"]
    assert (deals.unit, deals.key, deals.time, deals.amount) == (
        "account",
        "account_id",
        "created_date",
        "amount",
    )
    assert deals.unknown_customers == "quarantine", "15 characters are the same account as their 18"


def test_shopify_orders_are_lines(scratch: Scratch) -> None:
    inference = infer(scratch, "shopify_orders", "shopify_customers")
    orders, customers = inference.sources["shopify_orders"], inference.sources["shopify_customers"]
    assert orders.recognised_as == "shopify orders"
    assert (orders.key, orders.time, orders.event) == ("email", "created_at", "order_line")
    assert orders.groups is not None
    assert (orders.groups.event, orders.groups.by) == ("order", "name")
    assert orders.amount == Product(
        product_of=("lineitem_quantity", "lineitem_price"), minus=("discount_amount",)
    )
    assert orders.columns["created_at"].date_format == "%Y-%m-%d %H:%M:%S %z"
    assert [rule.where for rule in orders.exclude if rule.enabled] == ["cancelled_at is known"]
    assert customers.key == "email"
    assert customers.consent == {"email": "accepts_email_marketing", "phone": "accepts_sms_marketing"}
    assert inference.main_event == "order"


def test_klaviyo(scratch: Scratch) -> None:
    inference = infer(scratch, "klaviyo_profiles", "klaviyo_events")
    profiles, events = inference.sources["klaviyo_profiles"], inference.sources["klaviyo_events"]
    assert (profiles.key, profiles.created) == ("email", "profile_created_on")
    assert profiles.consent == {"email": "accepts_marketing"}
    assert (events.key, events.time, events.event, events.event_column) == (
        "email",
        "timestamp",
        None,
        "metric",
    )


def test_mailchimp_files_say_who_is_subscribed(scratch: Scratch) -> None:
    inference = infer(
        scratch, "subscribed_members_export", "unsubscribed_members_export", "cleaned_members_export"
    )
    assert set(inference.sources) == {
        "subscribed_members_export",
        "unsubscribed_members_export",
        "cleaned_members_export",
    }
    for source in inference.sources.values():
        assert (source.unit, source.key) == ("customer", "email_address")
        assert source.consent == {"email": "subscribed"}
        assert source.opted_out == {"email": "unsubscribed"}
        assert source.columns["unsubscribed"].raw == "(file status)"
        assert source.columns["unsubscribed"].yes == ("unsubscribed", "cleaned")


def test_a_column_that_holds_no_dates_cancels_no_order(scratch: Scratch, tmp_path: Path) -> None:
    shifted = (FIXTURES / "shopify_orders.csv").read_text().replace("2024-03-01 09:00:00 +0100", "card")
    (tmp_path / "orders.csv").write_text(shifted)
    inference = infer_sources(scratch, [load_file(scratch, "orders", str(tmp_path / "orders.csv"))])
    assert [rule for rule in inference.sources["orders"].exclude if rule.enabled] == []
