"""Cleaning on the real data sets, with definitions written by hand: counts and money known from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from satsuma.clean.apply import clean_tables
from satsuma.model.definitions import Definitions
from satsuma.store.scratch import CleanTables, RawFile, RawTable, Scratch

AS_OF = int(dt.datetime(2019, 6, 30, 23, 59, 59, tzinfo=dt.UTC).timestamp())


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path) as opened:
        yield opened


def load(scratch: Scratch, name: str, files: Sequence[Path]) -> RawTable:
    """Files as the collect room leaves them: texts for CSV, Parquet types as they are."""
    con = scratch.connection
    first, parts = 0, []
    for file in files:
        reader = (
            f"read_parquet('{file}')"
            if file.suffix == ".parquet"
            else f"read_csv('{file}', all_varchar=true, header=true, null_padding=false, nullstr='\x01', delim=',', quote='\"')"
        )
        verb = f"INSERT INTO raw_{name}" if parts else f"CREATE TABLE raw_{name} AS"
        con.execute(f"{verb} SELECT * FROM {reader}")
        rows = con.execute(f"SELECT count(*) FROM raw_{name}").fetchall()[0][0] - first
        parts.append(RawFile(file.name, file, "0" * 64, file.stat().st_size, first, rows))
        first += rows
    columns = tuple(row[0] for row in con.execute(f"DESCRIBE raw_{name}").fetchall())
    return RawTable(name, f"raw_{name}", columns, tuple(parts), ())


def define(sources: dict[str, dict[str, Any]], **project: Any) -> Definitions:
    for source in sources.values():
        source.setdefault("files", ["x"])
        source.setdefault("format", {"type": "csv"})
    return Definitions.model_validate({"project": {"name": "test"} | project, "sources": sources})


def columns(**kinds: tuple[str, str] | dict[str, Any]) -> dict[str, Any]:
    return {
        name: {"from": one[0], "kind": one[1]} if isinstance(one, tuple) else one
        for name, one in kinds.items()
    }


def rows_of(clean: CleanTables, name: str) -> dict[str, int]:
    account = clean.typed[name].account
    return {one.reason: one.rows for one in (*account.excluded, *account.quarantined, *account.merged)}


RETAIL = {
    "role": "event",
    "key": "customer_id",
    "time": "invoice_date",
    "event": "line",
    "groups": {"event": "order", "by": "invoice_no"},
    "amount": {"product_of": ["quantity", "unit_price"]},
    "columns": columns(
        invoice_no=("InvoiceNo", "identifier"),
        stock_code=("StockCode", "identifier"),
        description=("Description", "text"),
        quantity=("Quantity", "number"),
        invoice_date=("InvoiceDate", "date"),
        unit_price=("UnitPrice", "money"),
        customer_id=("CustomerID", "identifier"),
        country=("Country", "category"),
    ),
    "exclude": [
        {"name": "cancelled", "where": 'invoice_no starts with "C"'},
        {"name": "no customer", "where": "customer_id is missing"},
        {"name": "no quantity", "where": "quantity <= 0"},
        {"name": "no price", "where": "unit_price <= 0"},
    ],
}


def test_online_retail_keeps_what_its_rules_say_to_the_tenth_of_a_cent(
    scratch: Scratch, shared_data: Path
) -> None:
    raw = load(scratch, "lines", [shared_data / "online_retail" / "online_retail.parquet"])
    clean = clean_tables(scratch, {"lines": raw}, define({"lines": RETAIL}, currency="GBP"), AS_OF)
    account, money = clean.typed["lines"].account, clean.quality.money[0]
    assert (account.rows_in, account.rows_kept) == (541_909, 397_884)
    assert sum(rows_of(clean, "lines").values()) == 541_909 - 397_884
    assert (money.net, money.total_kept, money.orders, money.lines) == (
        "8911407.904",
        "8911407.904",
        18_532,
        397_884,
    )
    assert scratch.connection.execute(f"SELECT count(*) FROM {clean.keys['customer']}").fetchone() == (4_338,)
    assert clean.typed["lines"].key_is_integer
    assert clean.typed["lines"].types["amount"].scale == 3
    own = {one.reason: one.own_total for one in account.excluded}
    sql = (
        f"SELECT count(*) FILTER (WHERE starts_with(InvoiceNo, 'C')), count(*) FILTER (WHERE CustomerID IS NULL), "
        f"count(*) FILTER (WHERE Quantity <= 0), count(*) FILTER (WHERE UnitPrice <= 0) FROM raw_lines"
    )
    assert tuple(own.values()) == scratch.connection.execute(sql).fetchone()
    print(account, money.total_in, money.excluded, clean.quality.actions)
