"""Files that are odd but right: `init` must understand them without a word of help, and `run` must run what it wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.journeys.cases.case import FileCase, Spoil
from tests.journeys.company import (
    CUSTOMER_COLUMNS,
    ORDER_COLUMNS,
    Row,
    csv_text,
    customer_rows,
    customers_csv,
    order_rows,
    orders_csv,
)

ORDERS = len(order_rows())
BOTH = {"customers": 60, "orders": ORDERS}


def named_columns(*names: str) -> str:
    """The customers with further columns called so."""
    rows = [
        [*row, *(f"{(i * 7 + k) % 5}" for k in range(len(names)))] for i, row in enumerate(customer_rows())
    ]
    return csv_text([*CUSTOMER_COLUMNS, *names], rows)


def changed_orders(column: str, change: Callable[[int, str], object], delimiter: str = ",") -> str:
    """The orders with other values in one column, made from their number and the value."""
    place = ORDER_COLUMNS.index(column)
    rows = order_rows()
    for number, row in enumerate(rows):
        row[place] = change(number, str(row[place]))
    return csv_text(ORDER_COLUMNS, rows, delimiter)


def one_column(name: str, values: Callable[[int], object]) -> str:
    """Customers with one column beside the key."""
    return csv_text(["customer_id", name], [[row[0], values(i)] for i, row in enumerate(customer_rows())])


def nested_orders() -> str:
    return json.dumps(
        [
            {"order_id": row[0], "customer": {"customer_id": row[1]}, "order_date": str(row[2]),
             "amount": float(str(row[3])), "items": [{"sku": 1}, {"sku": 2}]}
            for row in order_rows()
        ]
    )  # fmt: skip


def german(number: int, date: str) -> str:
    year, month, day = date.split("-")
    return date if number % 3 else f"{day}.{month}.{year}"


def odd(name: str, rows: dict[str, int] | None = None, says: tuple[str, ...] = (), **files: str) -> FileCase:
    """A case that must end well. Where no customers are given, the usual ones stand beside the orders."""
    given = {f"{stem}.{'json' if text.startswith('[{') else 'csv'}": text for stem, text in files.items()}

    def write_all(folder: Path) -> None:
        for file, text in given.items():
            (folder / file).write_text(text, encoding="utf-8")

    spoil: Spoil = write_all
    return FileCase(name, spoil, tuple(given), rows=rows or {}, says=says)


def with_customers(
    name: str, orders: str, rows: dict[str, int] | None = None, **more: tuple[str, ...]
) -> FileCase:
    return odd(name, BOTH if rows is None else rows, customers=customers_csv(), orders=orders, **more)


def split(rows: list[list[object]], *columns: int) -> list[Row]:
    return [[row[column] for column in columns] for row in rows]


CASES = (
    odd(
        "quotes and line ends in a header",
        customers=named_columns('"a ""b"" c"', '"x\ny"', "it's", "100%s", "{z}"),
    ),
    odd("header of 10,000 letters", customers=named_columns("x" * 10_000, "y" * 200, "y" * 200 + "z")),
    odd(
        "names that become the same",
        customers=named_columns("A b", "a_b", "A-B", "a  b", "É", "E\u0301", "ß", "SS"),
    ),
    odd("names of SQL", customers=named_columns('""""', "'", "--", "/*", "*", "a.b", "$1", "?")),
    odd(
        "names of our own",
        customers=named_columns("_row", "_key", "_time", "_reason", "c0", "rowid", "filename"),
    ),
    odd(
        "events called like columns",
        BOTH,
        customers=named_columns("amount", "order", "everyone"),
        orders=orders_csv(),
    ),
    odd("only orders", {"orders": ORDERS}, orders=orders_csv()),
    odd("only three orders", {"orders": 3}, orders=orders_csv(rows=order_rows()[:3])),
    odd(
        "customer alone as a header",
        {"orders": ORDERS},
        orders=csv_text(["order", "customer", "date", "total"], split(order_rows(), 0, 1, 2, 3)),
    ),
    odd(
        "two exports of one profile",
        {"orders": ORDERS},
        customers=customers_csv(),
        customers_old=customers_csv(customer_rows()[:40]),
        orders=orders_csv(),
    ),
    odd(
        "long keys",
        {"customers": 60},
        customers=customers_csv([["k" * 100_000 + str(row[0]), *row[1:]] for row in customer_rows()]),
    ),
    odd(
        "numbers of nineteen digits",
        {"customers": 60},
        customers=one_column("n", lambda i: 9_223_372_036_854_775_807 + i),
    ),
    odd("numbers close to nothing", {"customers": 60}, customers=one_column("n", lambda i: f"{i}e-300")),
    odd(
        "sets of every size",
        {"customers": 60},
        customers=one_column("tags", lambda i: ";".join(f"t{k}" for k in range(i))),
    ),
    odd("nothing but prose", {"customers": 60}, customers=one_column("note", lambda i: f"note {i} " * 20)),
    with_customers("all at one second", changed_orders("order_date", lambda i, day: "2024-01-01")),
    with_customers("one buyer", changed_orders("customer_id", lambda i, key: 1001)),
    with_customers("strangers", changed_orders("customer_id", lambda i, key: 900_000 + int(key))),
    with_customers("nothing paid", changed_orders("amount", lambda i, amount: "0.00")),
    with_customers("no amounts", changed_orders("amount", lambda i, amount: "")),
    with_customers("everything returned", changed_orders("amount", lambda i, amount: f"-{amount}")),
    with_customers(
        "more decimals than money has", changed_orders("amount", lambda i, amount: f"{amount}12345")
    ),
    with_customers(
        "decimal comma", changed_orders("amount", lambda i, amount: amount.replace(".", ","), ";")
    ),
    with_customers("dates of two formats", changed_orders("order_date", german)),
    with_customers("dates with zones", changed_orders("order_date", lambda i, day: f"{day}T23:30:00+02:00")),
    with_customers(
        "everything in the future",
        changed_orders("order_date", lambda i, day: f"20{90 + i % 9}{day[4:8]}01"),
        says=("future",),
    ),
    with_customers(
        "an hour that the clocks skip",
        changed_orders("order_date", lambda i, day: f"2024-03-31 02:{i % 60:02}:00"),
    ),
    with_customers("lines above the header", "Sales report 2024\nExported by Ann\n\n" + orders_csv()),
    with_customers("a total below", orders_csv() + "Total,,,18089.68,\n", {"orders": ORDERS + 1}),
    odd("nested JSON", BOTH, customers=customers_csv(), orders=nested_orders()),
)
