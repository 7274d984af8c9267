"""shop_orders.csv: the web shop's order export. Order fields stand only on an order's first line item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path

import numpy as np

from satsuma.demo import words
from satsuma.demo.catalogue import Products
from satsuma.demo.days import Days, utc_offset_hours
from satsuma.demo.orders import CODES, DEVICES, TEST, Orders
from satsuma.demo.people import People
from satsuma.demo.rows import format_rows, quote, write_rows
from satsuma.demo.streams import stream

FIRST_ORDER_NUMBER = 1001
BLOCK_ORDERS = 50_000
FREE_SHIPPING_CENTS, SHIPPING_CENTS = 5900, 490
_ADDRESS = "Name|Street|Address1|Address2|Company|City|Zip|Province|Country|Phone"
HEADER = ",".join((
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal",
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity",
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping",
    "Lineitem taxable,Lineitem fulfillment status",
    ",".join(f"Billing {part}" for part in _ADDRESS.split("|")),
    ",".join(f"Shipping {part}" for part in _ADDRESS.split("|")),
    "Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor",
    "Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount",
    ",".join(f"Tax {number} {part}" for number in range(1, 6) for part in ("Name", "Value")),
    "Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name",
    "Next Payment Due At,Payment References",
))  # fmt: skip

_ORDER = "#%d,%s,paid,%s,fulfilled,%s,%s,EUR,%.2f,%.2f,%.2f,%.2f,%s,%.2f,Standard,%s,"
_ORDER_END = "%s,%s,,,,%s,c%d.1,0.00,Larkfield,0.00,,,,%d,%s,Low,%s,0.00,VAT 19%%,%.2f" + "," * 17
_MORE = "#%d,%s" + "," * 14 + "%s,"
_MORE_END = "," * 26 + "Larkfield" + "," * 9 + "0.00" + "," * 19
_LINE = "%s%d,%s,%.2f,,%s,true,true,fulfilled,%s"
_NOBODY = "," * 9
_METHODS = ("card", "invoice", "wallet")


@dataclass(frozen=True, slots=True)
class WebOrders:
    """The web orders and what the export adds to them; arrays by order of `orders`, 0 for till orders."""

    orders: Orders
    number: np.ndarray
    email: np.ndarray
    subtotal_cents: np.ndarray
    discount_cents: np.ndarray
    method: np.ndarray
    accepts_marketing: np.ndarray


def number_web_orders(orders: Orders, products: Products, email: np.ndarray, seed: int) -> WebOrders:
    """Give the web orders their numbers and totals; `email` is the address typed at each order."""
    is_web = ~orders.is_till
    number = np.where(is_web, FIRST_ORDER_NUMBER + np.cumsum(is_web) - 1, 0)
    cents = np.bincount(orders.line_order, orders.line_cents(products), len(orders.day)).astype(np.int64)
    discount = np.bincount(orders.line_order, orders.discount_cents, len(orders.day)).astype(np.int64)
    rng = stream(seed, "shop/payment")
    method = rng.integers(0, len(_METHODS), len(orders.day))
    email = np.where(orders.customer == TEST, words.TEST_EMAIL, email)
    return WebOrders(orders, number, email, cents, discount, method, rng.random(len(orders.day)) < 0.7)


def write_shop(path: Path, people: People, web: WebOrders, products: Products, days: Days) -> None:
    """Write the export in order of time."""
    chosen = np.flatnonzero(web.number > 0)
    offsets = [utc_offset_hours(days.first + timedelta(days=day)) for day in range(days.count)]
    items = [
        (quote(name), cents / 100, sku)
        for name, cents, sku in zip(products.name, products.price_cents.tolist(), products.sku, strict=True)
    ]
    blocks = (chosen[low : low + BLOCK_ORDERS] for low in range(0, len(chosen), BLOCK_ORDERS))
    rows = (_block_rows(block, people, web, items, days, offsets) for block in blocks)
    write_rows(path, HEADER, chain.from_iterable(rows))


def _block_rows(
    block: np.ndarray, people: People, web: WebOrders, items: list[tuple[str, float, str]], days: Days,
    offsets: list[int],
) -> Iterator[str]:  # fmt: skip
    orders = web.orders
    placed = _stamps(orders.day[block], orders.second[block], days, offsets)
    numbers, emails = web.number[block].tolist(), web.email[block].tolist()
    heads = _order_heads(block, web, placed)
    tails = _order_tails(block, people, web)
    more = list(format_rows(_MORE, numbers, emails, placed))
    start = orders.line_start[block]
    size = orders.line_start[block + 1] - start
    row = np.repeat(np.arange(len(block)), size)
    place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    lines = start[row] + place
    for index, first, product, quantity in zip(
        row.tolist(),
        (place == 0).tolist(),
        orders.product[lines].tolist(),
        orders.quantity[lines].tolist(),
        strict=True,
    ):
        name, price, sku = items[product]
        head, tail = (heads[index], tails[index]) if first else (more[index], _MORE_END)
        yield _LINE % (head, quantity, name, price, sku, tail)


def _order_heads(block: np.ndarray, web: WebOrders, placed: list[str]) -> list[str]:
    orders = web.orders
    codes = [code for code, _ in CODES] + [""]
    subtotal = web.subtotal_cents[block]
    shipping = np.where(subtotal >= FREE_SHIPPING_CENTS, 0, SHIPPING_CENTS)
    total = subtotal + shipping
    rows = format_rows(
        _ORDER, web.number[block].tolist(), web.email[block].tolist(), placed, placed,
        ["yes" if yes else "no" for yes in web.accepts_marketing[block].tolist()],
        (subtotal / 100).tolist(), (shipping / 100).tolist(), _tax(total).tolist(), (total / 100).tolist(),
        [codes[code] for code in orders.code[block].tolist()],
        (web.discount_cents[block] / 100).tolist(), placed,
    )  # fmt: skip
    return list(rows)


def _order_tails(block: np.ndarray, people: People, web: WebOrders) -> list[str]:
    orders = web.orders
    customers = orders.customer[block].tolist()
    persons = [_person_cell(people, customer) if customer >= 0 else _NOBODY for customer in customers]
    subtotal = web.subtotal_cents[block]
    total = subtotal + np.where(subtotal >= FREE_SHIPPING_CENTS, 0, SHIPPING_CENTS)
    numbers = web.number[block].tolist()
    return list(format_rows(
        _ORDER_END, persons, persons, [_METHODS[code] for code in web.method[block].tolist()], numbers,
        [5_400_000_000_000 + 7 * number for number in numbers],
        ["test" if customer == TEST else "" for customer in customers],
        [DEVICES[code] for code in orders.device[block].tolist()], _tax(total).tolist(),
    ))  # fmt: skip


def _tax(total_cents: np.ndarray) -> np.ndarray:
    """The 19 % that a price includes, in euros, rounded to cents."""
    return (total_cents * 19 + 59) // 119 / 100


def _stamps(day: np.ndarray, second: np.ndarray, days: Days, offsets: list[int]) -> list[str]:
    return [
        f"{text} {at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d} +0{offsets[number]}00"
        for text, at, number in zip(days.texts(day), second.tolist(), day.tolist(), strict=True)
    ]


def _person_cell(people: People, person: int) -> str:
    street, city, postcode, country = people.address(person)
    first, last = people.name(person)
    return (
        f"{quote(f'{first} {last}')},{street},{street},,,{city},{postcode},,{country},{people.phone(person)}"
    )
