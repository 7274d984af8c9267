"""A made-up company of sixty customers, small enough for a run of half a second, and ways to spoil its files."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

CUSTOMERS = 60
BUYERS = 50
FIRST_DAY = dt.date(2023, 1, 1)
LAST_DAY = dt.date(2024, 6, 24)

Row = Sequence[object]
CUSTOMER_COLUMNS = ("customer_id", "email", "first_name", "age", "country", "newsletter", "signup")
ORDER_COLUMNS = ("order_id", "customer_id", "order_date", "amount", "channel")


def customer_rows() -> list[list[object]]:
    countries = ("Germany", "France", "Spain")
    return [
        [
            1000 + i,
            f"p{i}@example.com",
            f"Name{i}",
            20 + i * 7 % 60,
            countries[i % 3],
            "yes" if i % 4 else "no",
            f"2022-{1 + i % 9:02}-01",
        ]
        for i in range(1, CUSTOMERS + 1)
    ]


def order_rows() -> list[list[object]]:
    chance = random.Random(7)
    span = (LAST_DAY - FIRST_DAY).days
    rows: list[list[object]] = []
    for i in range(1, BUYERS + 1):
        for _ in range(chance.randint(1, 6)):
            day = FIRST_DAY + dt.timedelta(chance.randint(0, span - 1))
            amount = f"{chance.randint(500, 20_000) / 100:.2f}"
            rows.append([len(rows) + 1, 1000 + i, day, amount, chance.choice(("web", "shop"))])
    rows.append([len(rows) + 1, 1001, LAST_DAY, "25.00", "web"])
    return rows


def csv_text(columns: Row, rows: Iterable[Row], delimiter: str = ",", end: str = "\n") -> str:
    return "".join(delimiter.join(map(str, row)) + end for row in [columns, *rows])


def customers_csv(rows: Iterable[Row] | None = None) -> str:
    return csv_text(CUSTOMER_COLUMNS, customer_rows() if rows is None else rows)


def orders_csv(extra: Iterable[Row] = (), rows: Iterable[Row] | None = None) -> str:
    """The orders, further ones behind them."""
    return csv_text(ORDER_COLUMNS, [*(order_rows() if rows is None else rows), *extra])


def write_company(folder: Path) -> None:
    (folder / "customers.csv").write_text(customers_csv(), encoding="utf-8")
    (folder / "orders.csv").write_text(orders_csv(), encoding="utf-8")
