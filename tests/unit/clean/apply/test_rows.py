"""Rows: each counted once, under the first reason that fits; money with them; nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from satsuma.model.accounts import Reject
from satsuma.model.errors import (
    ContractError,
    DataError,
    DefinitionError,
    KeyColumnError,
    RuleError,
    RuleSyntaxError,
)

if TYPE_CHECKING:
    from tests.unit.clean.apply.conftest import Bench

ORDER_KINDS = {"customer": "identifier", "day": "date", "price": "money", "qty": "number"}
ORDER: dict[str, Any] = {
    "role": "event",
    "key": "customer",
    "time": "day",
    "kinds": ORDER_KINDS,
    "amount": {"product_of": ["price", "qty"]},
}
HEADER = ["customer", "day", "price", "qty"]


def add_orders(bench: Bench, rows: list[tuple[Any, ...]], **options: Any) -> None:
    bench.add("orders", HEADER, rows, **(ORDER | options))


def test_each_row_counts_once_under_the_first_reason_that_fits(bench: Bench) -> None:
    rows = [
        ("1", "2019-01-01", "2.50", "2"),
        ("", "2019-01-01", "1", "-1"),  # excluded before it is found to lack its customer
        ("", "2019-01-01", "1", "1"),
        ("2", "31.12.2018", "1", "1"),
        ("2", "0001-01-01", "1", "1"),
        ("2", "", "1", "1"),
        ("2", "2019-01-02", "a lot", "1"),
        ("2", "2019-01-02", "9999999999999999", "1"),
        ("3", "2019-01-03", "", "1"),
    ]
    rejects = [Reject(file="orders.csv", line=7, reason="too many fields", content="1,2,3,4,5")]
    add_orders(bench, rows, exclude=[{"name": "returned", "where": "qty < 0"}], rejects=rejects)
    clean = bench.clean()
    account = clean.typed["orders"].account
    assert (account.rows_in, account.rows_kept) == (10, 2)
    assert bench.reasons("orders") == {
        "too many fields": 1,
        "returned": 1,
        "customer is missing": 1,
        "day cannot be read as a date": 1,
        "day lies outside the years 1800 to 2200": 1,
        "day is missing": 1,
        "price cannot be read as a number": 1,
        "price is too large to be held exactly": 1,
    }
    own = {reason.reason: reason.own_total for reason in account.quarantined}
    assert own["customer is missing"] == 2
    assert bench.values("orders", "amount") == [50, None]
    assert bench.values("orders", "_key") == [1, 3]
    assert len(bench.quarantine()) == 7


def test_quarantine_keeps_file_line_and_the_raw_row(bench: Bench) -> None:
    rows = [("1", "2019-01-01", "1", "1"), ("2", "soon", "1", "1"), ("3", "later", "1", "1")]
    add_orders(bench, rows, files=[("a.csv", 2), ("b.csv", 1)])
    bench.clean()
    kept = [(file, line, json.loads(content)["day"]) for _, _, file, line, content in bench.quarantine()]
    assert kept == [("a.csv", 3, "soon"), ("b.csv", 2, "later")]


def test_money_in_is_money_kept_and_reasons(bench: Bench) -> None:
    rows = [
        ("1", "2019-01-31", "2.50", "2"),
        ("1", "2019-02-01", "1.1", "-1"),
        ("9", "2019-02-01", "100", "1"),
    ]
    exclude = [{"name": "staff", "where": 'customer = "9"'}]
    add_orders(bench, rows, exclude=exclude, returns="negative amount", timezone="UTC")
    money = bench.clean(timezone="Europe/Berlin", currency="EUR").quality.money[0]
    assert (money.total_in, money.total_kept, money.excluded) == ("103.9", "3.9", {"staff": "100.0"})
    assert (money.gross, money.returns, money.net, money.lines) == ("5.0", "1.1", "3.9", 2)
    assert [(month.month, month.net) for month in money.months] == [("2019-01", "5.0"), ("2019-02", "-1.1")]
    assert money.currency == "EUR"


def test_months_and_naive_times_are_local(bench: Bench) -> None:
    add_orders(bench, [("1", "2019-07-01", "1", "1")])
    clean = bench.clean(timezone="Europe/Berlin")
    assert bench.values("orders", "_time") == [1561932000]  # 30 June, 22:00 UTC
    assert clean.quality.money[0].months[0].month == "2019-07"
    assert clean.typed["orders"].account.last_date == "2019-07-01"


def test_future_rows_are_kept_and_counted(bench: Bench) -> None:
    add_orders(bench, [("1", "2019-07-01", "1", "1"), ("1", "2031-07-01", "1", "1")])
    account = bench.clean().typed["orders"].account
    assert (account.rows_kept, account.future_rows, account.last_date) == (2, 1, "2019-07-01")


def test_exact_duplicates_of_events_are_told_and_kept(bench: Bench) -> None:
    add_orders(bench, [("1", "2019-07-01", "1", "1")] * 3)
    assert bench.clean().typed["orders"].rows == 3
    assert bench.actions("orders")[None, "exact duplicates, kept"] == 2


PROFILES: list[tuple[str, list[tuple[str, str]], dict[str, Any], list[tuple[Any, ...]], dict[str, int]]] = [
    ("identical rows merge", [("a", "x"), ("a", "x")], {}, [("a", "x")], {"identical to another row": 1}),
    ("the last of a key is current", [("a", "x"), ("b", "z"), ("a", "y")], {}, [("b", "z"), ("a", "y")],
     {"another row has the same key": 1}),
    ("both", [("a", "x"), ("a", "y"), ("a", "x")], {}, [("a", "x")],
     {"identical to another row": 1, "another row has the same key": 1}),
    ("not merging", [("a", "x"), ("a", "x")], {"collapse_identical": False}, [("a", "x")],
     {"another row has the same key": 1}),
    ("no key", [("", "x"), ("b", "y")], {}, [("b", "y")], {"id is missing": 1}),
    ("'007' is no 7", [("007", "x"), ("7", "y")], {}, [("007", "x"), ("7", "y")], {}),
    ("integers", [("7", "x"), ("8", "y")], {}, [(7, "x"), (8, "y")], {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "rows", "options", "kept", "reasons"), PROFILES, ids=[case[0] for case in PROFILES]
)
def test_profiles(
    bench: Bench,
    name: str,
    rows: list[tuple[str, str]],
    options: dict[str, Any],
    kept: list[tuple[Any, ...]],
    reasons: dict[str, int],
) -> None:
    kinds = {"id": "identifier", "v": "text"}
    bench.add("people", ["id", "v"], rows, kinds=kinds, role="profile", key="id", **options)
    bench.clean()
    assert bench.rows("people", "_key", "v") == kept
    assert bench.reasons("people") == reasons


def test_row_numbers_as_keys_run_across_files_and_never_merge(bench: Bench) -> None:
    rows = [("x",), ("x",), ("y",)]
    files = [("a.csv", 2), ("b.csv", 1)]
    bench.add("answers", ["v"], rows, kinds={"v": "text"}, files=files, role="profile", key="row number")
    bench.clean()
    assert bench.values("answers", "_key") == [1, 2, 3]


@pytest.fixture
def shop(bench: Bench) -> Bench:
    bench.add("people", ["id"], [("1",), ("2",)], kinds={"id": "identifier"}, role="profile", key="id")
    add_orders(
        bench, [("3", "2019-01-01", "1", "1"), ("1", "2019-01-01", "1", "1"), ("3", "2019-01-02", "1", "1")]
    )
    bench.add("survey", ["id", "answer"], [("2", "a"), ("3", "b"), ("4", "c")],
              kinds={"id": "identifier", "answer": "category"}, role="survey", key="id")  # fmt: skip
    return bench


def keys(bench: Bench) -> list[tuple[Any, ...]]:
    return bench.scratch.connection.execute("SELECT * FROM keys_customer").fetchall()


def test_unknown_customers_are_added_in_order_of_appearance(shop: Bench) -> None:
    shop.clean()
    assert keys(shop) == [(1, True), (2, True), (3, True), (4, True)]


def test_unknown_customers_go_to_quarantine_where_declared(shop: Bench) -> None:
    shop.sources["survey"]["unknown_customers"] = "quarantine"
    shop.clean()
    assert keys(shop) == [(1, True), (2, True), (3, True)]
    assert shop.reasons("survey") == {"unknown customer": 1}
    assert shop.values("survey", "answer") == ["a", "b"]


def test_customers_of_events_only_are_not_profiled(shop: Bench) -> None:
    del shop.sources["survey"]
    shop.clean()
    assert keys(shop) == [(1, True), (2, True), (3, False)]


def test_one_text_key_makes_all_keys_of_the_unit_text(shop: Bench) -> None:
    del shop.sources["survey"]
    rows = [("x9", "2019-01-01", "1", "1")]
    shop.add("more", HEADER, rows, **ORDER)
    clean = shop.clean()
    assert not clean.typed["people"].key_is_integer
    assert keys(shop) == [("1", True), ("2", True), ("3", False), ("x9", False)]


def test_destroyed_keys_are_refused(bench: Bench) -> None:
    add_orders(bench, [("2.82E+18", "2019-01-01", "1", "1")] * 3 + [("7", "2019-01-01", "1", "1")])
    with pytest.raises(KeyColumnError, match="3 of 4 values"):
        bench.clean()


def test_a_few_destroyed_keys_go_to_quarantine(bench: Bench) -> None:
    add_orders(bench, [("2.82E+18", "2019-01-01", "1", "1")] + [("7", "2019-01-01", "1", "1")] * 3)
    bench.clean()
    assert bench.reasons("orders") == {"customer was destroyed by a spreadsheet": 1}


def test_bounds_are_promises(bench: Bench) -> None:
    kinds = {"id": "identifier", "age": {"kind": "number", "minimum": 0, "maximum": 120}}
    bench.add("people", ["id", "age"], [("a", "-1"), ("b", "121"), ("c", "0"), ("d", "120.0"), ("e", "")],
              kinds=kinds, role="profile", key="id")  # fmt: skip
    bench.clean()
    assert bench.reasons("people") == {"age is below 0": 1, "age is above 120": 1}
    assert bench.values("people", "_key") == ["c", "d", "e"]


def test_values_that_cannot_be_read_are_counted(bench: Bench) -> None:
    kinds = {"id": "identifier", "age": "number", "empty": "text", "same": "text"}
    rows = [("a", "old", "", "x"), ("b", "12", "", "x ")]
    bench.add("people", ["id", "age", "empty", "same"], rows, kinds=kinds, role="profile", key="id")
    bench.clean()
    actions = bench.actions("people")
    assert actions["age", "cannot be read as a number, made missing"] == 1
    assert actions["empty", "column is empty"] == 2
    assert actions["same", "column is constant"] == 2
    assert actions["same", "spaces at the ends removed"] == 1


def test_a_value_is_told_once(bench: Bench) -> None:
    kinds = {"id": "identifier", "n": "number", "d": "date", "f": "flag"}
    rows = [
        ("a", "NaN", "soon", "perhaps"),
        ("b", "x", "0001-01-01", "yes"),
        ("c", "9999999999999999", "", ""),
        ("d", "1", "2019-01-01", "no"),
    ]
    bench.add("people", ["id", "n", "d", "f"], rows, kinds=kinds, role="profile", key="id")
    bench.clean()
    assert bench.reasons("people") == {"n is too large to be held exactly": 1}
    told = {key: count for key, count in bench.actions("people").items() if "missing" in key[1]}
    assert told == {
        ("n", "not finite, made missing"): 1,
        ("n", "cannot be read as a number, made missing"): 1,
        ("d", "cannot be read as a date, made missing"): 2,
        ("f", "cannot be read as a flag, made missing"): 1,
    }


def test_events_of_several_types_in_one_file(bench: Bench) -> None:
    kinds = {"id": "identifier", "at": "date", "what": "category", "amount": "money"}
    rows = [("1", "2019-01-01T10:00:00Z", "open", "1.5"), ("1", "2019-01-01", "", "2")]
    options: dict[str, Any] = {
        "role": "event",
        "key": "id",
        "time": "at",
        "event_column": "what",
        "amount": "amount",
    }
    bench.add("mails", list(kinds), rows, kinds=kinds, **options)
    money = bench.clean().quality.money[0]
    assert bench.rows("mails", "_event", "what", "amount") == [("open", "open", 15)]
    assert bench.reasons("mails") == {"what is missing": 1}
    assert (money.total_kept, money.quarantined) == ("1.5", {"what is missing": "2.0"})


WRONG: list[tuple[str, dict[str, Any], type[Exception], str]] = [
    ("no such raw column", {"kinds": ORDER_KINDS | {"x": {"from": "prise", "kind": "money"}}}, DefinitionError, "price"),
    ("no key", {"key": None}, KeyColumnError, "whose they are"),
    ("no key of a profile", {"role": "profile", "key": None, "amount": None}, KeyColumnError, "row number"),
    ("row number for events", {"key": "row number"}, KeyColumnError, "whose they are"),
    ("key is no column", {"key": "custmer"}, DefinitionError, "customer"),
    ("time is no date", {"time": "qty"}, DefinitionError, "kind date"),
    ("amount of texts", {"amount": {"product_of": ["price", "customer"]}}, DefinitionError, "'customer'"),
    ("zone", {"timezone": "Europe/Berln"}, DefinitionError, "Europe/Berlin"),
    ("date format", {"kinds": ORDER_KINDS | {"day": {"kind": "date", "date_format": "%Q"}}}, DefinitionError, "%Q"),
    ("word for a format", {"kinds": ORDER_KINDS | {"day": {"kind": "date", "date_format": "us"}}}, DefinitionError, "us"),
    ("reserved name", {"kinds": ORDER_KINDS | {"_row": {"from": "qty", "kind": "number"}}}, DefinitionError, "taken"),
    ("names by case", {"kinds": ORDER_KINDS | {"Price": {"from": "qty", "kind": "number"}}}, DefinitionError, "case"),
    ("rule on no column", {"exclude": [{"name": "r", "where": "prize > 1"}]}, RuleError, "price"),
    ("rule on events", {"exclude": [{"name": "r", "where": "has orders"}]}, RuleError, "one row at a time"),
    ("rule of wrong types", {"exclude": [{"name": "r", "where": 'price = "1"'}]}, RuleError, "compared"),
    ("rule that is none", {"exclude": [{"name": "r", "where": "price >"}]}, RuleError, "price >|expected|ends"),
    ("lookup that is none", {"joins": [{"lookup": "x", "on": "qty", "key": "a"}]}, DefinitionError, "no source"),
    ("currencies", {"kinds": ORDER_KINDS | {"price": {"kind": "money", "currency": "EUR"},
                                            "qty": {"kind": "money", "currency": "USD"}}}, ContractError, "EUR, USD"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "error", "words"), WRONG, ids=[case[0] for case in WRONG])
def test_wrong_definitions(
    bench: Bench, name: str, options: dict[str, Any], error: type[Exception], words: str
) -> None:
    definition = dict(ORDER) | options
    kinds = definition.pop("kinds")
    fixed = {column: one if isinstance(one, dict) else {"kind": one} for column, one in kinds.items()}
    bench.add("orders", HEADER, [("1", "2019-01-01", "1", "1")], kinds=fixed, **definition)
    with pytest.raises((error, RuleSyntaxError), match=words):
        bench.clean()


def test_all_findings_come_at_once(bench: Bench) -> None:
    add_orders(bench, [], key="a", time="b")
    with pytest.raises(DefinitionError) as caught:
        bench.clean()
    assert len(caught.value.findings) == 2


def test_a_currency_column_with_two_currencies_is_an_error(bench: Bench) -> None:
    rows = [("1", "2019-01-01", "1", "1", "EUR"), ("1", "2019-01-01", "1", "1", "USD")]
    kinds = ORDER_KINDS | {"currency": "category"}
    bench.add("orders", [*HEADER, "currency"], rows, **(ORDER | {"kinds": kinds}))
    with pytest.raises(ContractError, match="2 currencies"):
        bench.clean()


def test_currency_signs_that_differ_within_a_column_are_an_error(bench: Bench) -> None:
    add_orders(bench, [("1", "2019-01-01", "$1", "1"), ("1", "2019-01-01", "€1", "1")])
    with pytest.raises(ContractError, match="price"):
        bench.clean()


@pytest.mark.parametrize("rows", [0, 1])
def test_empty_and_tiny_sources(bench: Bench, rows: int) -> None:
    add_orders(bench, [("1", "2019-01-01", "1", "1")][:rows], exclude=[{"name": "r", "where": "price > 5"}])
    clean = bench.clean()
    assert clean.typed["orders"].rows == rows
    assert clean.quality.money[0].net == ("1" if rows else "0")


def test_a_source_that_was_not_read_is_an_error(bench: Bench) -> None:
    add_orders(bench, [])
    bench.raws.clear()
    with pytest.raises(DataError, match="not read"):
        bench.clean()


def test_many_columns(bench: Bench) -> None:
    header = ["id", *(f"n{number}" for number in range(200))]
    kinds: dict[str, Any] = {"id": "identifier"} | {
        name: {"kind": "number", "minimum": 0} for name in header[1:]
    }
    bench.add("wide", header, [tuple("1" for _ in header)], kinds=kinds, role="profile", key="id")
    assert len(bench.clean().typed["wide"].types) == 201
