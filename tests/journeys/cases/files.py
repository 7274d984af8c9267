"""Files that are broken, packed, locked, empty or not what their names say."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

from tests.journeys.cases.case import FileCase, Spoil, both, write
from tests.journeys.company import customers_csv, orders_csv

CUSTOMERS = write("customers.csv", customers_csv())


def orders(content: str | bytes, name: str = "orders.csv") -> Spoil:
    """The good customers, and a file of orders with this content."""
    return both(CUSTOMERS, write(name, content))


def parquet_bytes() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table({"customer_id": [1001, 1002], "order_date": ["2024-01-01", "2024-02-01"]}), sink)
    return sink.getvalue()


def workbook_bytes(rows: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def locked_workbook() -> bytes:
    """What Excel writes under a password: an OLE container with a stream called EncryptedPackage."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (126 * 4)
    return (
        header + table + folder_entry("Root Entry", 5) + folder_entry("EncryptedPackage", 2) + bytes(256 * 8)
    )


def folder_entry(name: str, kind: int) -> bytes:
    """One entry of an OLE directory, 128 bytes."""
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + b"\xff" * 12
    return entry.ljust(128, b"\0")


def json_lines(*channels: str) -> str:
    """Ninety orders, the channels written as they are."""
    lines = [
        f'{{"order_id": {i}, "customer_id": {1001 + i % 50}, "order_date": "2024-01-{1 + i % 28:02}", '
        f'"amount": {5 + i}.5, "channel": "{channels[i % len(channels)]}"}}'
        for i in range(90)
    ]
    return "\n".join(lines) + "\n"


def sheet_rows(*errors: str) -> list[list[object]]:
    """Ninety orders, some amounts of which are errors."""
    rows: list[list[object]] = [["order_id", "customer_id", "order_date", "amount"]]
    for i in range(90):
        amount: object = errors[i // 20] if i % 20 == 0 and i // 20 < len(errors) else 5.5 + i
        rows.append([i, 1001 + i % 50, f"2024-01-{1 + i % 28:02}", amount])
    return rows


def zip_bytes(members: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return sink.getvalue()


def zip_bomb(folder: Path) -> None:
    archive = zipfile.ZipFile(folder / "orders.zip", "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("orders.csv", "w") as member:
        for _ in range(120):
            member.write(b"0" * (1 << 20))


def gzip_bomb(folder: Path) -> None:
    with gzip.open(folder / "orders.csv.gz", "wb", compresslevel=9) as stream:
        for _ in range(120):
            stream.write(b"0" * (1 << 20))


def locked_zip() -> bytes:
    """An archive whose member says that it is encrypted."""
    content = bytearray(zip_bytes({"orders.csv": orders_csv()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def link_zip() -> bytes:
    info = zipfile.ZipInfo("orders.csv")
    info.external_attr = 0o120777 << 16
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    return sink.getvalue()


GZ, XLSX, PARQUET, ZIP = (
    ("customers.csv", name) for name in ("orders.csv.gz", "orders.xlsx", "orders.parquet", "orders.zip")
)
GOOD_GZIP = gzip.compress(orders_csv().encode())

CASES = (
    FileCase("empty file", orders(""), init=2, says=("orders.csv", "empty")),
    FileCase("only line ends", orders("\n\n\r\n\n"), init=2, says=("orders.csv", "empty")),
    FileCase("missing file", CUSTOMERS, init=2, says=("orders.csv", "no such file")),
    FileCase(
        "missing file with a near name",
        CUSTOMERS,
        named=("customer.csv",),
        init=2,
        says=("Did you mean", "customers.csv"),
    ),
    FileCase(
        "all missing files at once", CUSTOMERS, named=("a.csv", "b.csv"), init=2, says=("a.csv", "b.csv")
    ),
    FileCase("glob that finds nothing", CUSTOMERS, named=("sales_*.csv",), init=2, says=("No file matches",)),
    FileCase(
        "folder without data",
        lambda folder: (folder / "data").mkdir(),
        named=("data",),
        init=2,
        says=("no data files",),
    ),
    FileCase("a device", CUSTOMERS, named=("/dev/zero",), init=2, says=("device",)),
    FileCase("an address", CUSTOMERS, named=("https://example.com/a.csv",), init=2, says=("network",)),
    FileCase("a home folder", CUSTOMERS, named=("~/orders.csv",), init=2, says=("starts with ~",)),
    FileCase("binary called .csv", orders(bytes(range(256)) * 40), init=2, says=("orders.csv", "binary")),
    FileCase("image called .csv", orders(b"\x89PNG\r\n\x1a\n" + bytes(900)), init=2, says=("an image",)),
    FileCase("PDF called .csv", orders(b"%PDF-1.7\n" + b"x" * 900), init=2, says=("a PDF document",)),
    FileCase("gzip cut off", orders(GOOD_GZIP[:-900], GZ[1]), GZ, init=2, says=("gzip file is broken",)),
    FileCase(
        "gzip with a wrong sum",
        orders(GOOD_GZIP[:-8] + bytes(8), GZ[1]),
        GZ,
        init=2,
        says=("gzip file is broken",),
    ),
    FileCase(
        "gzip that is none", orders(b"\x1f\x8b" + b"no gzip at all", GZ[1]), GZ, init=2, says=("broken",)
    ),
    FileCase("gzip bomb", both(CUSTOMERS, gzip_bomb), GZ, init=2, says=("200 times its size",)),
    FileCase("Parquet cut off", orders(parquet_bytes()[:-30], PARQUET[1]), PARQUET, init=2, says=("broken",)),
    FileCase("Parquet that is none", orders("a,b\n1,2\n", PARQUET[1]), PARQUET, init=2, says=("Parquet",)),
    FileCase(
        "Excel cut off", orders(workbook_bytes([["a"], [1]])[:-200], XLSX[1]), XLSX, init=2, says=("broken",)
    ),
    FileCase(
        "Excel that is none", orders("customer_id;x\n1;2\n", XLSX[1]), XLSX, init=2, says=("orders.xlsx",)
    ),
    FileCase("Excel under a password", orders(locked_workbook(), XLSX[1]), XLSX, init=2, says=("password",)),
    FileCase("Excel without rows", orders(workbook_bytes([]), XLSX[1]), XLSX, init=2, says=("orders.xlsx",)),
    FileCase(
        "zip that leads out",
        orders(zip_bytes({"../../orders.csv": orders_csv()}), ZIP[1]),
        ZIP,
        init=2,
        says=("leads out of the archive",),
    ),
    FileCase(
        "zip with an absolute path",
        orders(zip_bytes({"/tmp_orders/orders.csv": orders_csv()}), ZIP[1]),
        ZIP,
        init=2,
        says=("leads out of the archive",),
    ),
    FileCase("zip bomb", both(CUSTOMERS, zip_bomb), ZIP, init=2, says=("200 times its size",)),
    FileCase(
        "zip under a password", orders(locked_zip(), ZIP[1]), ZIP, init=2, says=("locked by a password",)
    ),
    FileCase("zip with a link", orders(link_zip(), ZIP[1]), ZIP, init=2, says=("a link, not a file",)),
    FileCase(
        "zip in a zip",
        orders(zip_bytes({"inner.zip": zip_bytes({"orders.csv": orders_csv()})}), ZIP[1]),
        ZIP,
        init=2,
        says=("archive lies within",),
    ),
    FileCase(
        "zip cut off",
        orders(zip_bytes({"orders.csv": orders_csv()})[:-40], ZIP[1]),
        ZIP,
        init=2,
        says=("broken",),
    ),
    FileCase(
        "zip without data",
        orders(zip_bytes({}), ZIP[1]),
        ZIP,
        init=2,
        says=("orders.zip", "holds no data files"),
    ),
    FileCase(
        "JSON cut off",
        orders('[{"customer_id": 1001, "am', "orders.json"),
        ("customers.csv", "orders.json"),
        init=2,
        says=("broken or no JSON",),
    ),
    FileCase(
        "JSON number",
        orders("42", "orders.json"),
        ("customers.csv", "orders.json"),
        init=2,
        says=("broken or no JSON",),
    ),
    FileCase(
        "JSON nested without end",
        orders("[" * 100_000, "orders.json"),
        ("customers.csv", "orders.json"),
        init=2,
        says=("broken or no JSON",),
    ),
    FileCase(
        "UTF-16 cut off",
        orders(orders_csv().encode("utf-16")[:-1]),
        says=("bytes that are no characters",),
        rows={"orders": 181},
        set_aside={"orders": 1},
    ),
    FileCase(
        "JSON with halves of characters",
        orders(json_lines("\\ud800", "\\u0000", "a\\udfffb"), "orders.ndjson"),
        ("customers.csv", "orders.ndjson"),
        rows={"orders": 90},
        set_aside={"orders": 60},
        says=("no JSON object",),
    ),
    FileCase(
        "JSON with broken lines",
        orders(json_lines("web", "shop") + '{"customer_id": 1\n[1, 2]\nnull\n', "orders.ndjson"),
        ("customers.csv", "orders.ndjson"),
        rows={"orders": 93},
        set_aside={"orders": 3},
        says=("no JSON object",),
    ),
    FileCase(
        "Excel with errors in cells",
        orders(workbook_bytes(sheet_rows("#REF!", "#DIV/0!", "#N/A", "=1/0")), XLSX[1]),
        XLSX,
        says=("orders",),
    ),
    FileCase(
        "Excel of charts and notes only",
        orders(workbook_bytes([["Quarterly report"], [], ["see the other file"]]), XLSX[1]),
        XLSX,
        says=("orders",),
    ),
)
