"""Sources that know customers by an e-mail address or a card number."""

from __future__ import annotations

import pytest

from satsuma.model.errors import DefinitionError
from tests.unit.clean.apply.conftest import Bench

PEOPLE = {"id": "identifier", "email": "identifier", "card": "identifier"}
ORDERS = {"email": "identifier", "day": "date"}


def add_people(bench: Bench) -> None:
    rows = [("1", "ann@example.com", "C9"), ("2", "BOB@example.com", ""), ("3", "Ann@Example.com", "C7")]
    bench.add("people", list(PEOPLE), rows, kinds=PEOPLE, role="profile", unit="customer", key="id",
              contact={"email": "email"})  # fmt: skip


def add_orders(bench: Bench, **definition: object) -> None:
    rows = [("ann@EXAMPLE.com", "2019-01-01"), ("bob@example.com", "2019-01-02"), ("eve@example.com", "2019-01-03"),
            ("", "2019-01-04")]  # fmt: skip
    bench.add("orders", list(ORDERS), rows, kinds=ORDERS, role="event", unit="customer", key="email", time="day",
              matches="email", **definition)  # fmt: skip


def test_addresses_match_whatever_their_case_and_the_first_record_counts(bench: Bench) -> None:
    add_people(bench)
    add_orders(bench, unknown_customers="quarantine")
    bench.clean()
    assert bench.rows("orders", "_key", "email") == [(1, "ann@EXAMPLE.com"), (2, "bob@example.com")]
    assert bench.reasons("orders") == {"unknown customer": 1, "email is missing": 1}
    assert bench.actions("orders")["email", "ambiguous customers"] == 1


def test_strangers_that_are_added_keep_their_address_as_key(bench: Bench) -> None:
    add_people(bench)
    add_orders(bench, unknown_customers="add")
    cleaned = bench.clean()
    assert bench.values("orders", "_key") == ["1", "2", "eve@example.com"]
    keys = bench.scratch.connection.execute(
        f"SELECT key, profiled FROM {cleaned.keys['customer']}"
    ).fetchall()
    assert keys == [("1", True), ("2", True), ("3", True), ("eve@example.com", False)]


def test_card_numbers_match_exactly(bench: Bench) -> None:
    add_people(bench)
    kinds = {"card": "identifier", "day": "date"}
    bench.add("till", list(kinds), [("C9", "2019-01-01"), ("c9", "2019-01-02")], kinds=kinds, role="event", key="card",
              unit="customer", time="day", matches="card", unknown_customers="quarantine")  # fmt: skip
    bench.clean()
    assert bench.values("till", "_key") == [1]
    assert bench.reasons("till") == {"unknown customer": 1}


def test_the_order_of_definitions_does_not_matter(bench: Bench) -> None:
    add_orders(bench, unknown_customers="quarantine")
    add_people(bench)
    bench.clean()
    assert bench.values("orders", "_key") == [1, 2]


def test_a_column_that_no_profile_has_is_said(bench: Bench) -> None:
    add_orders(bench)
    with pytest.raises(DefinitionError, match="no profile of 'customer' has"):
        bench.clean()
