"""Row rules in SQL: each construct true, false and missing; what a row cannot answer is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from satsuma.clean.apply.row_rules import RuleContext, compile_condition, compile_rules
from satsuma.clean.apply.scope import Column, Scope
from satsuma.language.read import read_condition
from satsuma.model.definitions import RowRule
from satsuma.model.errors import RuleError
from satsuma.model.kinds import Kind, ValueType

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCOPE: Scope = {
    "price": Column("price", ValueType(kind=Kind.MONEY, scale=2)),
    "qty": Column("qty", ValueType(kind=Kind.NUMBER, scale=0)),
    "weight": Column("weight", ValueType(kind=Kind.NUMBER)),
    "name": Column("name", ValueType(kind=Kind.TEXT)),
    "size": Column("size", ValueType(kind=Kind.ORDERED, levels=("small", "medium", "large"))),
    "staff": Column("staff", ValueType(kind=Kind.FLAG)),
    "day": Column("day", ValueType(kind=Kind.DATE)),
    "tags": Column("tags", ValueType(kind=Kind.SET)),
}
# Row 1 is full: 2.50, 4, 0.5, "Ann's tea", medium, staff, 2019-06-30 23:30 in Berlin, {a, b}. Row 2 is all missing.
ROWS = """
CREATE TABLE rows AS SELECT * FROM (VALUES
  (1, 250::BIGINT, 4::BIGINT, 0.5::DOUBLE, 'Ann''s tea', 'medium', true, 1561930200::BIGINT, ['a', 'b']),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) t(id, price, qty, weight, name, size, staff, day, tags)
"""


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(ROWS)
        yield connection


def matching(con: DuckDBPyConnection, rule: str) -> set[int]:
    context = RuleContext("orders", "rule", SCOPE, "Europe/Berlin")
    sql = compile_condition(read_condition(rule), context)
    return {row[0] for row in con.execute(f"SELECT id FROM rows WHERE {sql}").fetchall()}


RULES: list[tuple[str, set[int]]] = [
    ("price = 2.5", {1}),
    ("price = 2.500", {1}),
    ("price != 2.5", set()),
    ("price = 2.501", set()),
    ("price != 2.501", {1}),
    ("price < 2.501", {1}),
    ("price <= 2.499", set()),
    ("price > 2.499", {1}),
    ("price >= 2.501", set()),
    ("2.6 > price", {1}),
    ("price between 2.5 and 3", {1}),
    ("price between 2.6 and 3", set()),
    ("not (price > 1)", {2}),
    ("not (price > 3)", {1, 2}),
    ("price > 3 or qty = 4", {1}),
    ("price > 1 and qty = 5", set()),
    ("price < qty", {1}),
    ("price * qty = 10", {1}),
    ("price + qty = 6.5", {1}),
    ("qty - price = 1.5", {1}),
    ("price / qty = 0.625", {1}),
    ("price / 0 > 0", set()),
    ("weight = 0.5", {1}),
    ("weight * price > 1.2", {1}),
    ("qty in (3, 4)", {1}),
    ("qty not in (3, 5)", {1}),
    ("qty not in (4)", set()),
    ('name = "Ann\'s tea"', {1}),
    ('name starts with "Ann"', {1}),
    ('name ends with "tea"', {1}),
    ('name contains "nn"', {1}),
    ('name contains "NN"', set()),
    ('name matches "^A.*a$"', {1}),
    ('name in ("x", "Ann\'s tea")', {1}),
    ('size >= "medium"', {1}),
    ('size > "medium"', set()),
    ("name is missing", {2}),
    ("name is known", {1}),
    ("staff", {1}),
    ("not staff", {2}),
    ("staff = no", set()),
    ('tags has any ("a", "x")', {1}),
    ('tags has all ("a", "x")', set()),
    ('tags has none ("x")', {1}),
    ("day = 2019-06-30", {1}),
    ("day != 2019-06-30", set()),
    ("day > 2019-06-30", set()),
    ("day <= 2019-06-30", {1}),
    ("day >= 2019-07-01", set()),
    ("day < 2019-07-01", {1}),
    ("day before 2019-07-01", {1}),
    ("day after 2019-06-30", set()),
    ("day between 2019-06-30 and 2019-06-30", {1}),
    ("everyone", {1, 2}),
]


@pytest.mark.parametrize(("rule", "rows"), RULES)
def test_rules(con: DuckDBPyConnection, rule: str, rows: set[int]) -> None:
    assert matching(con, rule) == rows
    assert matching(con, f"not ({rule})") == {1, 2} - rows


REFUSED: list[tuple[str, str]] = [
    ("prise > 1", "price"),
    ("has order", "one row at a time"),
    ("count(order) > 1", "one row at a time"),
    ("top 10% by price", "one row at a time"),
    ('random 10% of "x"', "one row at a time"),
    ("day in last 30 days", "from day to day"),
    ('price = "2"', "compared"),
    ("name = 2", "quotes"),
    ("name", "yes/no"),
    ('price contains "2"', "text column"),
    ('name has any ("a")', "set column"),
    ("price before 2019-01-01", "date column"),
    ("staff > yes", "order"),
    ("name + 1 > 2", "numbers"),
]


@pytest.mark.parametrize(("rule", "words"), REFUSED)
def test_refused_rules(con: DuckDBPyConnection, rule: str, words: str) -> None:
    with pytest.raises(RuleError, match=words) as caught:
        matching(con, rule)
    assert "orders" in str(caught.value.findings[0].place)


def test_all_wrong_rules_of_a_source_are_told_at_once() -> None:
    def rule(where: str, **options: Any) -> RowRule:
        return RowRule(name=where, where=where, **options)

    rules = (rule("prise > 1"), rule("price >"), rule("price > 1"), rule("nonsense", enabled=False))
    with pytest.raises(RuleError) as caught:
        compile_rules("orders", rules, SCOPE, "UTC")
    assert len(caught.value.findings) == 2
