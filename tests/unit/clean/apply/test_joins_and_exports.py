"""Lookups, and what the exports that people have need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from satsuma.clean.apply import joined_names
from satsuma.model.definitions import Definitions
from satsuma.model.errors import DataError, DefinitionError

if TYPE_CHECKING:
    from tests.unit.clean.apply.conftest import Bench

KINDS = {"customer": "identifier", "day": "date", "product": "identifier", "qty": "number"}


def add_lines(bench: Bench, products: list[str], joins: list[dict[str, Any]], **options: Any) -> None:
    rows = [("1", "2019-01-01", product, "2") for product in products]
    bench.add("lines", list(KINDS), rows, **({"kinds": KINDS, "role": "event", "key": "customer", "time": "day",
              "joins": joins} | options))  # fmt: skip


def add_products(bench: Bench, rows: list[tuple[str, str, str]], **options: Any) -> None:
    kinds = {"id": "identifier", "price": "money", "group": "identifier"}
    bench.add("products", list(kinds), rows, **({"kinds": kinds, "role": "lookup"} | options))


JOIN = {"lookup": "products", "on": "product", "key": "id"}


def test_lookups_join_lookups_and_bring_the_price(bench: Bench) -> None:
    add_products(bench, [("a", "1.25", "x"), ("b", "2.1", "y"), ("b", "2.1", "y")],
                 joins=[{"lookup": "groups", "on": "group", "key": "id"}])  # fmt: skip
    bench.add(
        "groups",
        ["id", "title"],
        [("x", "Tea")],
        kinds={"id": "identifier", "title": "category"},
        role="lookup",
    )
    add_lines(bench, ["b", "a", "c", "a"], [JOIN], amount={"product_of": ["qty", "price"]},
              exclude=[{"name": "cheap", "where": "price < 1.25"}])  # fmt: skip
    clean = bench.clean()
    assert bench.rows("lines", "product", "amount", "title") == [
        ("b", 420, None), ("a", 250, "Tea"), ("c", None, None), ("a", 250, "Tea")]  # fmt: skip
    assert bench.actions("lines")["product", "not found in lookup products"] == 1
    assert bench.reasons("products") == {"identical to another row": 1}
    assert clean.typed["lines"].types["amount"].scale == 2


def test_what_a_lookup_holds_per_piece_is_multiplied_by_the_quantity(bench: Bench) -> None:
    add_products(bench, [("a", "1.25", "x"), ("b", "2.1", "y")])
    rows = [
        ("1", "2019-01-01", product, quantity)
        for product, quantity in (("a", "3"), ("b", "-2"), ("c", "1"), ("a", ""))
    ]
    join = JOIN | {"times": {"price": "qty"}}
    bench.add("lines", list(KINDS), rows, kinds=KINDS, role="event", key="customer", time="day", joins=[join])
    clean = bench.clean()
    assert bench.values("lines", "price") == [375, -420, None, None]
    assert clean.typed["lines"].types["price"].kind == "money"


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"group": "qty"}, "no number"),
        ({"price": "product"}, "no number column"),
        ({"weight": "qty"}, "does not have"),
    ],
)
def test_what_cannot_be_multiplied_is_said(bench: Bench, times: dict[str, str], words: str) -> None:
    add_products(bench, [("a", "1.25", "x")])
    add_lines(bench, ["a"], [JOIN | {"times": times}])
    with pytest.raises(DefinitionError, match=words):
        bench.clean()


def test_names_of_joined_columns(bench: Bench) -> None:
    add_products(bench, [("a", "1", "x")])
    add_lines(bench, ["a"], [JOIN], kinds=KINDS | {"price": {"from": "qty", "kind": "number"}})
    bench.clean()
    assert bench.rows("lines", "price", "products_price", "group") == [(2, 1, "x")]
    definitions = Definitions.model_validate({"project": {"name": "t"}, "sources": bench.sources})
    assert joined_names(definitions, "lines") == {
        "products_price": ("products", "price"), "group": ("products", "group")}  # fmt: skip


def test_one_lookup_joined_twice(bench: Bench) -> None:
    add_products(bench, [("a", "1", "x"), ("b", "2", "x")])
    twice = [JOIN | {"columns": ["price"]}, JOIN | {"on": "gift", "columns": ["price"]}]
    rows = [("1", "2019-01-01", "a", "2", "b")]
    kinds = KINDS | {"gift": "identifier"}
    bench.add("lines", list(kinds), rows, kinds=kinds, role="event", key="customer", joins=twice)
    bench.clean()
    assert bench.rows("lines", "price", "products_price") == [(1, 2)]


def test_a_lookup_with_repeated_keys_is_refused(bench: Bench) -> None:
    add_products(bench, [("a", "1", "x"), ("a", "2", "x"), ("b", "1", "x")])
    add_lines(bench, ["a"], [JOIN])
    with pytest.raises(
        DataError, match=r"1 keys of the lookup 'products' stand in more than one row \(2 rows"
    ):
        bench.clean()


@pytest.mark.parametrize(
    ("join", "words"),
    [
        (JOIN | {"on": "prodct"}, "no column"),
        (JOIN | {"key": "idd"}, "no column 'idd'"),
        (JOIN | {"columns": ["colour"]}, "no column 'colour'"),
    ],
)
def test_wrong_joins(bench: Bench, join: dict[str, Any], words: str) -> None:
    add_products(bench, [("a", "1", "x")])
    add_lines(bench, ["a"], [join])
    with pytest.raises(DefinitionError, match=words):
        bench.clean()


def test_joins_in_a_circle_are_refused(bench: Bench) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        bench.add(name, ["id"], [("1",)], kinds={"id": "identifier"}, role="lookup",
                  joins=[{"lookup": other, "on": "id", "key": "id"}])  # fmt: skip
    with pytest.raises(DefinitionError, match="circle"):
        bench.clean()


def test_numbers_join_texts(bench: Bench) -> None:
    bench.add("products", ["id", "price"], [(7, "3")], types=["BIGINT", "VARCHAR"], role="lookup",
              kinds={"id": "number", "price": "money"})  # fmt: skip
    add_lines(bench, ["7"], [JOIN])
    bench.clean()
    assert bench.values("lines", "price") == [3]


def test_products_of_long_prices_stay_exact(bench: Bench) -> None:
    kinds = {"customer": "identifier", "a": "number", "b": "number", "c": "money"}
    definition: dict[str, Any] = {"kinds": kinds, "role": "event", "key": "customer"}
    rows = [("1", "1.0001", "2.0005", "0.5"), ("1", "1.5", "0.1", "0")]
    bench.add("lines", list(kinds), rows, amount={"product_of": ["a", "b"], "minus": ["c"]}, **definition)
    clean = bench.clean()
    assert clean.typed["lines"].types["amount"].scale == 6
    assert bench.values("lines", "amount") == [
        1_500_700,
        150_000,
    ]  # 1.50070005 has to be rounded, and is counted
    assert bench.actions("lines")["amount", "amount rounded to 6 decimals"] == 1


def test_overflowing_products_go_to_quarantine(bench: Bench) -> None:
    kinds = {"customer": "identifier", "a": "number", "b": "number"}
    rows = [("1", "999999999999", "999999999999"), ("1", "2", "3"), ("1", "", "3")]
    bench.add(
        "lines",
        list(kinds),
        rows,
        kinds=kinds,
        role="event",
        key="customer",
        amount={"product_of": ["a", "b"]},
    )
    bench.clean()
    assert bench.reasons("lines") == {"amount is too large to be held exactly": 1}
    assert bench.values("lines", "amount") == [6, None]


def test_shopify_orders_fill_down_but_do_not_repeat_totals(bench: Bench) -> None:
    header = ["Name", "Email", "Created at", "Total", "Lineitem name", "Lineitem price", "Lineitem quantity"]
    rows = [
        ("#1", "a@example.org", "2019-01-01 10:00:00 +0100", "30.00", "Tea", "10.00", "1"),
        ("#1", "", "", "", "Pot", "10.00", "2"),
        ("#2", "b@example.org", "2019-01-02 10:00:00 +0100", "5.00", "Cup", "5.00", "1"),
    ]
    kinds: dict[str, Any] = {
        "order": {"from": "Name", "kind": "identifier"},
        "email": {"from": "Email", "kind": "identifier"},
        "at": {"from": "Created at", "kind": "date", "date_format": "%Y-%m-%d %H:%M:%S %z"},
        "total": {"from": "Total", "kind": "money"},
        "price": {"from": "Lineitem price", "kind": "money"},
        "qty": {"from": "Lineitem quantity", "kind": "number"},
    }
    bench.add("orders", header, rows, kinds=kinds, role="event", key="email", time="at", recognised_as="shopify orders",
              groups={"event": "order", "by": "order"}, amount={"product_of": ["price", "qty"]})  # fmt: skip
    money = bench.clean().quality.money[0]
    assert bench.values("orders", "_key") == ["a@example.org", "a@example.org", "b@example.org"]
    assert bench.values("orders", "total") == [30, None, 5]
    assert (money.net, money.orders, money.lines) == ("35", 2, 3)


def test_mailchimp_consent_comes_from_the_files_names(bench: Bench) -> None:
    kinds: dict[str, Any] = {
        "email": {"from": "Email Address", "kind": "identifier"},
        "consent": {"from": "(file status)", "kind": "flag", "yes": ["subscribed"],
                    "no": ["unsubscribed", "cleaned"]},
    }  # fmt: skip
    files = [
        ("subscribed_members_export_1.csv", 2),
        ("unsubscribed_members_export_1.csv", 1),
        ("cleaned_x.csv", 1),
    ]
    bench.add("members", ["Email Address"], [("a@x",), ("b@x",), ("c@x",), ("d@x",)], kinds=kinds, files=files,
              role="profile", key="email", recognised_as="mailchimp members")  # fmt: skip
    bench.clean()
    assert bench.values("members", "consent") == [True, True, False, False]


def test_salesforce_ids_of_15_and_18_letters_are_one(bench: Bench) -> None:
    kinds = {"Id": "identifier", "Name": "text"}
    accounts = [("001D000000IqhSLIAZ", "Acme"), ("001D000000IqhSlIAJ", "Other")]
    bench.add("accounts", list(kinds), accounts, kinds=kinds, role="profile", key="Id", unit="account",
              recognised_as="salesforce accounts")  # fmt: skip
    deals = {"AccountId": "identifier", "Closed": "date"}
    bench.add("deals", list(deals), [("001D000000IqhSL", "2019-01-01"), ("001D000000IqhSl", "2019-01-01")], kinds=deals,
              role="event", key="AccountId", time="Closed", unit="account", unknown_customers="quarantine",
              recognised_as="salesforce opportunities")  # fmt: skip
    bench.clean()
    assert bench.values("deals", "_key") == ["001D000000IqhSLIAZ", "001D000000IqhSlIAJ"]


@pytest.mark.parametrize("name", ["rowid", "select", "naïve ☕", 'quote"d', "_row"])
def test_reserved_and_strange_raw_names(bench: Bench, name: str) -> None:
    kinds = {"id": "identifier", "v": {"from": name, "kind": "text"}}
    bench.add("people", ["id", name], [("a", "x"), ("b", "y")], kinds=kinds, role="profile", key="id")
    bench.clean()
    assert bench.rows("people", "_row", "v") == [(0, "x"), (1, "y")]
