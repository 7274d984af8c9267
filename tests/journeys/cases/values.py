"""Values that no shop has: dates out of range, amounts beyond reason, text that a program would run."""

from __future__ import annotations

from tests.journeys.cases.case import FileCase, both, write
from tests.journeys.cases.files import orders
from tests.journeys.cases.tables import ORDERS
from tests.journeys.company import (
    CUSTOMER_COLUMNS,
    ORDER_COLUMNS,
    csv_text,
    customer_rows,
    customers_csv,
    order_rows,
    orders_csv,
)

Extra = list[list[object]]


def dated(*days: str) -> Extra:
    return [[9000 + i, 1001 + i, day, "5.00", "web"] for i, day in enumerate(days)]


def paid(*amounts: str) -> Extra:
    return [[9000 + i, 1001 + i, "2024-01-01", amount, "web"] for i, amount in enumerate(amounts)]


HTML = "<script>alert(1)</script><b>Köln & Co</b>"
FORMULAS = ("=1+1", "@SUM(A1)", "+491234", "-cmd|' /C calc'!A0")


def named(*names: str) -> str:
    """The customers, their countries called so."""
    rows = [[*row[:4], f'"{names[i % len(names)]}"', *row[5:]] for i, row in enumerate(customer_rows())]
    return csv_text(CUSTOMER_COLUMNS, rows)


def ambiguous() -> str:
    rows = [[*row[:2], f"0{1 + i % 9}/0{1 + i % 8}/2024", *row[3:]] for i, row in enumerate(order_rows())]
    return csv_text(ORDER_COLUMNS, rows)


def two_currencies() -> str:
    rows = [[*row[:3], f"{'$' if i % 2 else '€'}{row[3]}", row[4]] for i, row in enumerate(order_rows())]
    return csv_text(ORDER_COLUMNS, rows)


CASES = (
    FileCase(
        "dates that are none",
        orders(orders_csv(dated("2024-02-30", "2023-13-01", "yesterday"))),
        rows={"orders": ORDERS + 3},
        set_aside={"orders": 3},
        says=("date",),
    ),
    FileCase(
        "dates out of range",
        orders(orders_csv(dated("0001-01-01", "9999-12-31", "1066-10-14"))),
        rows={"orders": ORDERS + 3},
        set_aside={"orders": 3},
        says=("outside the years 1800 to 2200",),
    ),
    FileCase(
        "dates in the future",
        orders(orders_csv(dated("2199-01-01", "2150-05-05"))),
        rows={"orders": ORDERS + 2},
        set_aside={"orders": 0},
        says=("future",),
    ),
    FileCase(
        "empty dates",
        orders(orders_csv(dated("", ""))),
        rows={"orders": ORDERS + 2},
        set_aside={"orders": 2},
        says=("date",),
    ),
    FileCase(
        "03/04 may be March or April",
        orders(ambiguous()),
        rows={"orders": ORDERS},
        says=("orders", "whether the day or the month comes first"),
    ),
    FileCase(
        "negative amounts",
        orders(orders_csv(paid("-5.00", "-10000.00"))),
        rows={"orders": ORDERS + 2},
        set_aside={"orders": 0},
        says=("orders",),
    ),
    FileCase(
        "astronomically large amounts",
        orders(orders_csv(paid("1" + "0" * 16, "9" * 30, "1e300", "-" + "9" * 25))),
        rows={"orders": ORDERS + 4},
        set_aside={"orders": 4},
        says=("too large to be held exactly",),
    ),
    FileCase(
        "infinite amounts",
        orders(orders_csv(paid("inf", "-Infinity", "NaN", "1e999"))),
        rows={"orders": ORDERS + 4},
        set_aside={"orders": 1},
        says=("inf", "taken as missing", "cannot be read as a number"),
    ),
    FileCase(
        "words for amounts",
        orders(orders_csv(paid("free", "see invoice"))),
        rows={"orders": ORDERS + 2},
        set_aside={"orders": 0},
        says=("see invoice", "taken as missing"),
    ),
    FileCase("two currencies", orders(two_currencies()), init=2, says=("mixes the currencies EUR, USD",)),
    FileCase(
        "HTML in values",
        both(write("customers.csv", named(HTML, "France")), write("orders.csv", orders_csv())),
        says=("customers",),
        never_says=("<script>alert(1)",),
    ),
    FileCase(
        "HTML in names",
        both(
            write("customers.csv", customers_csv().replace("country", HTML)),
            write("orders.csv", orders_csv()),
        ),
        says=("customers",),
        never_says=("<script>alert(1)",),
    ),
    FileCase(
        "formulas in values",
        both(write("customers.csv", named(*FORMULAS)), write("orders.csv", orders_csv())),
        says=("customers",),
    ),
    FileCase(
        "rich markup in values",
        both(
            write("customers.csv", named("[red]x[/]", "[/bold]", "France")), write("orders.csv", orders_csv())
        ),
        says=("customers",),
    ),
    FileCase(
        "missing codes",
        both(
            write(
                "customers.csv",
                csv_text(
                    CUSTOMER_COLUMNS,
                    [
                        [*row[:3], -999 if i % 10 == 0 else row[3], *row[4:]]
                        for i, row in enumerate(customer_rows())
                    ],
                ),
            ),
            write("orders.csv", orders_csv()),
        ),
        says=("-999",),
    ),
    FileCase(
        "SQL in values",
        both(
            write("customers.csv", named("'; DROP TABLE x; --", "France")), write("orders.csv", orders_csv())
        ),
        rows={"customers": 60},
        says=("customers",),
    ),
)
