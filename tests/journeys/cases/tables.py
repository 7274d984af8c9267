"""Tables whose shape is wrong: no key, no rows, too many columns, ragged or mixed lines."""

from __future__ import annotations

from tests.journeys.cases.case import FileCase, both, replace, write
from tests.journeys.cases.files import CUSTOMERS, orders
from tests.journeys.company import (
    CUSTOMER_COLUMNS,
    ORDER_COLUMNS,
    csv_text,
    customer_rows,
    customers_csv,
    order_rows,
    orders_csv,
)

ORDERS = len(order_rows())
SOURCES = {"customers": 60, "orders": ORDERS}
ONE = ("customers.csv",)


def wide(columns: int) -> str:
    """The customers with many further columns."""
    head = ",".join(f"answer_{number}" for number in range(columns))
    cells = ",".join("1" for _ in range(columns))
    first, *lines = customers_csv().splitlines()
    return "\n".join([f"{first},{head}", *(f"{line},{cells}" for line in lines), ""])


def without(columns: tuple[str, ...], rows: list[list[object]], *names: str) -> str:
    kept = [i for i, column in enumerate(columns) if column not in names]
    return csv_text([columns[i] for i in kept], ([row[i] for i in kept] for row in rows))


def with_column(name: str, values: list[str]) -> str:
    rows = [[*row, values[i % len(values)]] for i, row in enumerate(customer_rows())]
    return csv_text([*CUSTOMER_COLUMNS, name], rows)


def mixed_ends() -> bytes:
    ends = ("\n", "\r\n", "\r")
    lines = orders_csv().splitlines()
    return "".join(line + ends[number % 3] for number, line in enumerate(lines)).encode()


def ragged() -> str:
    return orders_csv() + "9001,1001,2024-01-01\n9002,1002,2024-01-02,5.00,web,too,many\n9003\n"


def reserved_columns() -> str:
    """Columns called like words of the rule language and of SQL."""
    names = (
        "count",
        "and",
        "order",
        "select",
        "from",
        "amount",
        "ever",
        "last",
        "not",
        "table",
        "rowid",
        "group",
    )
    rows = [[*row, *(f"v{i % 3}" for _ in names)] for i, row in enumerate(customer_rows())]
    return csv_text([*CUSTOMER_COLUMNS, *names], rows)


def emoji_customers() -> str:
    names = ("Zoë 🍊", "李小龍", "Łukasz", "ليلى", "Ð¡ÐµÑ€Ð³ÐµÐ¹", "e\u0301clair", "👩‍👩‍👧")
    rows = [[*row[:2], names[i % len(names)], *row[3:]] for i, row in enumerate(customer_rows())]
    return csv_text(["customer_id", "email", "prénom", "âge", "país 🌍", "новости", "signup"], rows)


CASES = (
    FileCase(
        "header only, alone",
        write("customers.csv", ",".join(CUSTOMER_COLUMNS) + "\n"),
        ONE,
        init=2,
        says=("customers",),
    ),
    FileCase(
        "header only, beside others",
        orders(",".join(ORDER_COLUMNS) + "\n"),
        says=("orders", "no rows"),
        rows={"customers": 60},
    ),
    FileCase(
        "one row",
        both(CUSTOMERS, write("orders.csv", orders_csv(rows=order_rows()[:1]))),
        rows={"customers": 60, "orders": 1},
        says=("orders",),
    ),
    FileCase(
        "one customer",
        write("customers.csv", customers_csv(customer_rows()[:1])),
        ONE,
        rows={"customers": 1},
        says=("customers",),
    ),
    FileCase(
        "one column, one row",
        write("customers.csv", "customer_id\n7\n"),
        ONE,
        rows={"customers": 1},
        says=("customers",),
    ),
    FileCase(
        "events without a key",
        write("orders.csv", without(ORDER_COLUMNS, order_rows(), "customer_id")),
        ("orders.csv",),
        init=2,
        says=("orders", "whose its rows are"),
    ),
    FileCase(
        "profile without a key",
        write(
            "customers.csv", without(CUSTOMER_COLUMNS, customer_rows(), "customer_id", "email", "first_name")
        ),
        ONE,
        rows={"customers": 60},
        says=("row number",),
    ),
    FileCase(
        "two candidate keys",
        CUSTOMERS,
        ONE,
        rows={"customers": 60},
        says=("'customer_id' rather than 'email'",),
    ),
    FileCase(
        "duplicate keys",
        both(
            write(
                "customers.csv",
                customers_csv(
                    [
                        *customer_rows(),
                        ["1001", "other@example.com", "Other", 33, "Spain", "no", "2022-01-01"],
                    ]
                ),
            ),
            write("orders.csv", orders_csv()),
        ),
        rows={"customers": 61, "orders": ORDERS},
        set_aside={"customers": 1},
        says=("another row has the same key",),
    ),
    FileCase(
        "identical rows",
        both(
            write("customers.csv", customers_csv([*customer_rows(), *customer_rows()[:5]])),
            write("orders.csv", orders_csv()),
        ),
        rows={"customers": 65, "orders": ORDERS},
        set_aside={"customers": 0},
        says=("identical to another row",),
    ),
    FileCase(
        "empty keys",
        orders(orders_csv([[901, "", "2024-01-01", 5, "web"], [902, "   ", "2024-01-01", 5, "web"]])),
        rows={"orders": ORDERS + 2},
        set_aside={"orders": 2},
        says=("customer_id is missing",),
    ),
    FileCase(
        "unknown customers",
        orders(orders_csv([[901, 5555, "2024-01-01", 5, "web"]])),
        rows={"orders": ORDERS + 1},
        set_aside={"orders": 1},
        says=("unknown customer",),
    ),
    FileCase(
        "key destroyed by a spreadsheet",
        write(
            "customers.csv", csv_text(["customer_id", "country"], [["2.82E+18", "Spain"] for _ in range(40)])
        ),
        ONE,
        says=("2.82E+18", "spreadsheet", "row number"),
    ),
    FileCase(
        "leading zeros",
        both(
            write(
                "customers.csv",
                csv_text(["customer_id", "country"], [[f"{i:05}", "Spain"] for i in range(40)]),
            ),
            write(
                "orders.csv",
                csv_text(
                    ["customer_id", "order_date", "amount"],
                    [[f"{i % 40:05}", f"2024-01-{1 + i % 28:02}", 5] for i in range(90)],
                ),
            ),
        ),
        rows={"customers": 40, "orders": 90},
        set_aside={"orders": 0},
        says=("orders",),
    ),
    FileCase(
        "all-missing column",
        both(write("customers.csv", with_column("fax", [""])), write("orders.csv", orders_csv())),
        rows=SOURCES,
        says=("customers.fax", "no value in any row"),
    ),
    FileCase(
        "constant column",
        both(write("customers.csv", with_column("brand", ["acme"])), write("orders.csv", orders_csv())),
        rows=SOURCES,
        says=("customers.brand", "same value"),
    ),
    FileCase(
        "5,000 columns",
        both(write("customers.csv", wide(5_000)), write("orders.csv", orders_csv())),
        init=0,
        rows=SOURCES,
        says=("customers",),
    ),
    FileCase(
        "a million columns",
        orders(
            ",".join("x" for _ in range(1_000_000)) + "\n" + ",".join("1" for _ in range(1_000_000)) + "\n"
        ),
        init=2,
        says=("columns",),
    ),
    FileCase(
        "ragged rows",
        orders(ragged()),
        rows={"orders": ORDERS + 3},
        set_aside={"orders": 3},
        says=("more fields than columns", "fewer fields than columns"),
    ),
    FileCase(
        "mixed line ends", orders(mixed_ends()), rows=SOURCES, set_aside={"orders": 0}, says=("orders",)
    ),
    FileCase(
        "delimiter is a semicolon",
        orders(csv_text(ORDER_COLUMNS, order_rows(), ";")),
        rows=SOURCES,
        says=("orders",),
    ),
    FileCase(
        "wrong delimiter in the YAML",
        orders(orders_csv()),
        run=2,
        says=("orders", "delimiter"),
        edit=replace("sources/orders.yaml", "delimiter: ','", "delimiter: ';'"),
    ),
    FileCase(
        "delimiter of two letters",
        orders(orders_csv()),
        run=2,
        says=("orders", "delimiter"),
        edit=replace("sources/orders.yaml", "delimiter: ','", "delimiter: ''"),
    ),
    FileCase(
        "Latin-1 letters",
        orders(orders_csv([[901, 1001, "2024-01-01", 5, "Köln"]]).encode("latin-1")),
        rows={"orders": ORDERS + 1},
        set_aside={"orders": 0},
        says=("read as cp1252",),
    ),
    FileCase(
        "wrong encoding in the YAML",
        orders(orders_csv([[901, 1001, "2024-01-01", 5, "Köln"]]).encode("latin-1")),
        rows={"orders": ORDERS + 1},
        set_aside={"orders": 1},
        says=("no characters in this encoding",),
        edit=replace("sources/orders.yaml", "encoding: cp1252", "encoding: utf-8"),
    ),
    FileCase(
        "unknown encoding in the YAML",
        orders(orders_csv()),
        run=2,
        says=("klingon", "encoding"),
        edit=replace("sources/orders.yaml", "encoding: utf-8", "encoding: klingon"),
    ),
    FileCase(
        "UTF-16 with a mark",
        orders(orders_csv().encode("utf-16")),
        rows=SOURCES,
        set_aside={"orders": 0},
        says=("orders",),
    ),
    FileCase("NUL bytes", orders(orders_csv().replace("web", "w\0b", 2)), rows=SOURCES, says=("orders",)),
    FileCase(
        "quote never closed",
        orders(orders_csv() + '9001,1001,2024-01-01,5.00,"web\n' + orders_csv().split("\n", 1)[1]),
        rows={"orders": 2 * ORDERS + 1},
        set_aside={"orders": 1},
        says=("a quote that is opened and never closed",),
    ),
    FileCase(
        "10 MB field",
        orders(orders_csv() + f"9001,1001,2024-01-01,5.00,{'x' * 10_500_000}\n"),
        rows={"orders": ORDERS + 1},
        set_aside={"orders": 1},
        says=("longer than 10 MB",),
    ),
    FileCase(
        "duplicate column names",
        both(
            write(
                "customers.csv",
                csv_text(
                    [*CUSTOMER_COLUMNS, "country", "COUNTRY"], [[*row, "x", "y"] for row in customer_rows()]
                ),
            ),
            write("orders.csv", orders_csv()),
        ),
        rows=SOURCES,
        says=("Repeated column names",),
    ),
    FileCase(
        "columns without names",
        both(
            write("customers.csv", customers_csv().replace("country", "").replace("age", "")),
            write("orders.csv", orders_csv()),
        ),
        rows=SOURCES,
        says=("without a label",),
    ),
    FileCase(
        "reserved names as columns",
        both(write("customers.csv", reserved_columns()), write("orders.csv", orders_csv())),
        rows=SOURCES,
        says=("customers",),
    ),
    FileCase(
        "names in other scripts",
        both(write("customers.csv", emoji_customers()), write("orders.csv", orders_csv())),
        rows=SOURCES,
        says=("país",),
    ),
    FileCase(
        "emoji in a file's name",
        both(write("kunden 🍊.csv", customers_csv()), write("orders.csv", orders_csv())),
        ("kunden 🍊.csv", "orders.csv"),
        rows={"kunden": 60, "orders": ORDERS},
        says=("kunden",),
    ),
    FileCase(
        "file called like a keyword",
        both(write("select.csv", customers_csv()), write("count.csv", orders_csv())),
        ("select.csv", "count.csv"),
        says=("select", "count"),
    ),
    FileCase(
        "same file twice",
        both(CUSTOMERS, write("orders.csv", orders_csv())),
        ("customers.csv", "orders.csv", "orders.csv"),
        rows=SOURCES,
        says=("orders",),
    ),
)
