"""Clean tables → run → columns, with the awkward cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.columns import Codes, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.errors import ContractError
from satsuma.model.kinds import Kind, Role, ValueType
from satsuma.store.runs import find_customer, small_tables
from tests.unit.store.tables import (
    CATEGORY,
    DATE,
    DOUBLE,
    FLAG,
    MONEY,
    NUMBER,
    SET,
    TEXT,
    Rows,
    build,
)


@pytest.fixture(params=[-1, small_tables.MOST_CELLS], ids=["large", "small"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tables are taken over at once, large ones column by column; both must do the same."""
    monkeypatch.setattr(small_tables, "MOST_CELLS", request.param)


PEOPLE = Rows(
    Role.PROFILE,
    {
        "_key": ["ann", "bob", "cid"],
        "age": [41, None, 2**40],
        "weight": [1.5, None, -0.25],
        "city": ["Rome", None, "Århus"],
        "size": ["L", "S", None],
        "member": [True, None, False],
        "born": [0, None, -86400],
        "likes": [["tea", "art", "tea"], None, []],
    },
    {
        "age": NUMBER,
        "weight": DOUBLE,
        "city": CATEGORY,
        "size": ValueType(kind=Kind.ORDERED, levels=("S", "M", "L")),
        "member": FLAG,
        "born": DATE,
        "likes": SET,
    },
)
LINES = Rows(
    Role.EVENT,
    {
        "_key": ["bob", "ann", "bob", "bob", "dan"],
        "_time": [300, 50, 100, 100, 7],
        "order_id": ["o1", "o2", "o1", "o3", None],
        "shop": ["x", "y", "x", None, "x"],
        "sku": ["a", "b", "c", "a", "b"],
        "amount": [1050, 200, -50, None, 5],
    },
    {"order_id": ValueType(kind=Kind.IDENTIFIER), "shop": CATEGORY, "sku": TEXT, "amount": MONEY},
    {"event": "line", "groups": {"event": "order", "by": "order_id"}},
)


def test_every_column_kind_comes_back(tmp_path: Path) -> None:
    run = build(tmp_path / "run", {"people": PEOPLE})
    columns = run.population().units["customer"].columns
    age, weight, city, size = columns["age"], columns["weight"], columns["city"], columns["size"]
    assert isinstance(age, Scaled)
    assert age.scale == 0
    assert age.values.tolist() == [41, np.iinfo(np.int64).min, 2**40]
    assert isinstance(weight, Doubles)
    assert np.array_equal(weight.values, [1.5, np.nan, -0.25], equal_nan=True)
    assert isinstance(city, Codes)
    assert [None if code < 0 else city.dictionary[code] for code in city.codes] == ["Rome", None, "Århus"]
    assert isinstance(size, Codes)
    assert size.dictionary == ("S", "M", "L")
    assert size.codes.tolist() == [2, 0, -1]
    member, born, likes = columns["member"], columns["born"], columns["likes"]
    assert isinstance(member, Flags)
    assert member.values.tolist() == [1, -1, 0]
    assert isinstance(born, Moments)
    assert born.seconds[0] == 0
    assert born.seconds[1] == np.iinfo(born.seconds.dtype).min
    assert born.seconds[2] == -86400
    assert isinstance(likes, Sets)
    assert likes.dictionary == ("art", "tea")
    assert likes.offsets.tolist() == [0, 2, 2, 2]
    assert likes.codes.tolist() == [0, 1]
    assert run.shape.units["customer"].as_known_on["age"] == "2026-06-30"


def test_histories_are_sorted_and_lines_become_orders(tmp_path: Path) -> None:
    run = build(tmp_path / "run", {"people": PEOPLE, "lines": LINES})
    unit = run.population().units["customer"]
    assert unit.keys.values.tolist() == ["ann", "bob", "cid", "dan"]
    assert unit.known.all()
    assert unit.profiled.tolist() == [True, True, True, False]
    line, order = unit.events["line"], unit.events["order"]
    assert line.offsets.tolist() == [0, 1, 4, 4, 5]
    assert line.time.tolist() == [50, 100, 100, 300, 7]
    assert line.time.dtype == np.int32
    sku = line.properties["sku"]
    assert isinstance(sku, Codes)
    assert "".join(sku.dictionary[code] for code in sku.codes) == "bcaab"
    assert order.offsets.tolist() == [0, 1, 3, 3, 4]
    assert order.time.tolist() == [50, 100, 100, 7]
    assert set(order.properties) == {"order_id", "shop", "amount", "lines"}
    amount, lines, shop = (order.properties[name] for name in ("amount", "lines", "shop"))
    assert isinstance(amount, Scaled)
    assert amount.values.tolist() == [200, 1000, np.iinfo(amount.values.dtype).min, 5]
    assert isinstance(lines, Scaled)
    assert lines.values.tolist() == [1, 2, 1, 1]
    assert isinstance(shop, Codes)
    assert shop.codes.tolist() == [1, 0, -1, 0]
    shape = run.shape.units["customer"].events["order"]
    assert shape.properties["amount"] == MONEY
    assert find_customer(run, "customer", "bob") == 1
    assert find_customer(run, "customer", "zoe") is None


def test_ordinals_only_ever_grow(tmp_path: Path) -> None:
    first = build(tmp_path / "one", {"people": Rows(Role.PROFILE, {"_key": [30, 10]}, {})})
    second = build(tmp_path / "two", {"people": Rows(Role.PROFILE, {"_key": [20, 10]}, {})}, first)
    unit = second.population().units["customer"]
    assert unit.keys.values.tolist() == [30, 10, 20]
    assert unit.known.tolist() == [False, True, True]
    assert [find_customer(second, "customer", text) for text in ("10", "20", "010", "x")] == [
        1,
        2,
        None,
        None,
    ]


def test_numbers_become_text_where_texts_join_them(tmp_path: Path) -> None:
    first = build(tmp_path / "one", {"people": Rows(Role.PROFILE, {"_key": [7]}, {})})
    second = build(tmp_path / "two", {"people": Rows(Role.PROFILE, {"_key": ["007", "7"]}, {})}, first)
    assert second.population().units["customer"].keys.values.tolist() == ["7", "007"]
    third = build(
        tmp_path / "three",
        {"p": Rows(Role.PROFILE, {"_key": [7], "a": [1]}, {"a": NUMBER})},
        second,
    )
    unit = third.population().units["customer"]
    assert unit.known.tolist() == [True, False]
    assert third.population().units["customer"].columns["a"].values.tolist()[0] == 1  # type: ignore[union-attr]


def test_an_event_column_makes_types(tmp_path: Path) -> None:
    rows = Rows(
        Role.EVENT,
        {
            "_key": [1, 1, 2, 1],
            "_time": [5, 4, 3, 2],
            "_event": ["Next Song", "Home", "next song", None],
            "song": ["a", None, "b", None],
        },
        {"song": CATEGORY},
        {"event_column": "page"},
    )
    events = build(tmp_path / "run", {"log": rows}).population().units["customer"].events
    assert set(events) == {"next_song", "home", "log"}
    assert events["next_song"].offsets.tolist() == [0, 1, 2]
    assert set(events["next_song"].properties) == {"song"}
    assert set(events["home"].properties) == set()


def test_sources_of_one_event_are_appended_in_their_order(tmp_path: Path) -> None:
    def sale(amounts: list[int], scale: int, words: list[str | None]) -> Rows:
        return Rows(
            Role.EVENT,
            {"_key": [1] * len(amounts), "_time": [9] * len(amounts), "amount": amounts, "shop": words},
            {"amount": ValueType(kind=Kind.MONEY, scale=scale, currency="EUR"), "shop": CATEGORY},
            {"event": "sale"},
        )

    run = build(tmp_path / "run", {"a": sale([150], 2, ["x"]), "b": sale([2500, 7], 3, [None, "w"])})
    sale_events = run.population().units["customer"].events["sale"]
    amount, shop = sale_events.properties["amount"], sale_events.properties["shop"]
    assert isinstance(amount, Scaled)
    assert (amount.scale, amount.values.tolist()) == (3, [1500, 2500, 7])
    assert isinstance(shop, Codes)
    assert [shop.dictionary[code] if code >= 0 else None for code in shop.codes] == ["x", None, "w"]
    assert run.shape.units["customer"].events["sale"].properties["amount"].scale == 3


def test_currencies_are_never_added(tmp_path: Path) -> None:
    def sale(currency: str) -> Rows:
        money = ValueType(kind=Kind.MONEY, scale=2, currency=currency)
        return Rows(
            Role.EVENT, {"_key": [1], "_time": [9], "amount": [1]}, {"amount": money}, {"event": "sale"}
        )

    with pytest.raises(ContractError, match="money in USD, but money in EUR"):
        build(tmp_path / "run", {"a": sale("EUR"), "b": sale("USD")})


def test_people_are_linked_to_accounts(tmp_path: Path) -> None:
    people = Rows(
        Role.PROFILE,
        {"_key": ["p1", "p2", "p3"], "firm": ["20", None, "10"]},
        {"firm": ValueType(kind=Kind.IDENTIFIER)},
        {"links": [{"unit": "account", "column": "firm"}]},
    )
    firms = Rows(Role.PROFILE, {"_key": [10, 20], "employees": [5, 6]}, {"employees": NUMBER}, unit="account")
    run = build(tmp_path / "run", {"people": people, "firms": firms})
    links = run.population().units["account"].links
    assert links is not None
    assert links.offsets.tolist() == [0, 1, 2]
    assert links.members.tolist() == [2, 0]
    assert links.account_of.tolist() == [1, -1, 0]
    assert run.shape.units["account"].people == "customer"
    assert run.shape.units["customer"].account == "account"


def test_an_empty_source_is_no_accident(tmp_path: Path) -> None:
    nothing = Rows(
        Role.EVENT,
        {"_key": [], "_time": [], "shop": [], "tags": [], "amount": []},
        {"shop": CATEGORY, "tags": SET, "amount": MONEY},
        {"groups": {"event": "order", "by": "shop"}},
    )
    run = build(tmp_path / "run", {"people": PEOPLE, "sales": nothing})
    events = run.population().units["customer"].events
    assert events["sales"].offsets.tolist() == [0, 0, 0, 0]
    assert events["order"].offsets.tolist() == [0, 0, 0, 0]
    assert len(events["sales"].time) == 0
    assert set(events["sales"].properties) == {"shop", "tags", "amount"}
    assert all(events["sales"].properties[name] is not None for name in events["sales"].properties)
