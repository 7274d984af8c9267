"""till.csv: the shops' till. Semicolons, decimal commas, Windows-1252, day first; one row a line item."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from satsuma.demo.catalogue import Products
from satsuma.demo.days import Days
from satsuma.demo.orders import Orders
from satsuma.demo.people import People
from satsuma.demo.rows import format_rows, write_rows
from satsuma.demo.streams import stream

AMBIGUOUS_PER_CUSTOMER = 240 / 20_000
BLOCK_LINES = 200_000
BRANCHES = ("Köln", "München", "Münster", "Düsseldorf")
PAYMENTS = ("Karte", "Bar", "Gutschein")
HEADER = "Datum;Uhrzeit;Filiale;Bon-Nr;Kartennummer;Artikel;Bezeichnung;Menge;Einzelpreis;Rabatt;Zahlungsart"
_ROW = "%s;%s;%s;B%07d;%s;%s;%s;%d;%s;%s;%s"


def write_till(path: Path, people: People, orders: Orders, products: Products, seed: int, days: Days) -> None:
    """Write all till lines. Some old terminals write 03/04/2025 instead of 03.04.2025: dates that could
    be read month first and are told apart only by the rest of the file."""
    lines = np.flatnonzero(orders.is_till[orders.line_order])
    slashed = _choose_slashed(orders.day[orders.line_order[lines]], people.count, seed, days)
    rng = stream(seed, "till/branch")
    branch = rng.integers(0, len(BRANCHES), people.count + 1)  # everyone has a shop; guests share one
    payment = rng.integers(0, len(PAYMENTS), len(orders.day))
    blocks = (
        _block_rows(lines[low : low + BLOCK_LINES], slashed[low : low + BLOCK_LINES], people, orders,
                    products, days, branch, payment)
        for low in range(0, len(lines), BLOCK_LINES)
    )  # fmt: skip
    write_rows(path, HEADER, chain.from_iterable(blocks), encoding="cp1252", line_end="\r\n")


def _choose_slashed(day: np.ndarray, customers: int, seed: int, days: Days) -> np.ndarray:
    """Rows whose day and month are both at most 12 and differ."""
    dates = days.dates(day)
    months = dates.astype("datetime64[M]")
    of_month = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    possible = np.flatnonzero((of_month <= 12) & (of_month != days.month[day]))
    wanted = min(round(customers * AMBIGUOUS_PER_CUSTOMER), len(possible))
    slashed = np.zeros(len(day), dtype=bool)
    slashed[stream(seed, "till/dates").choice(possible, wanted, replace=False)] = True
    return slashed


def _block_rows(
    lines: np.ndarray, slashed: np.ndarray, people: People, orders: Orders, products: Products, days: Days,
    branch: np.ndarray, payment: np.ndarray,
) -> Iterator[str]:  # fmt: skip
    order = orders.line_order[lines]
    customer = orders.customer[order].tolist()
    dotted = days.texts(orders.day[order], "%d.%m.%Y")
    dates = [
        text.replace(".", "/") if is_slashed else text
        for text, is_slashed in zip(dotted, slashed.tolist(), strict=True)
    ]
    product = orders.product[lines].tolist()
    return format_rows(
        _ROW, dates, [f"{at // 3600:02d}:{at // 60 % 60:02d}" for at in orders.second[order].tolist()],
        [BRANCHES[code] for code in branch[orders.customer[order]].tolist()], (order + 1).tolist(),
        [people.card(number) if number >= 0 else "" for number in customer],
        [products.sku[code] for code in product], [products.name[code] for code in product],
        orders.quantity[lines].tolist(), _commas(products.price_cents[orders.product[lines]]),
        _commas(orders.discount_cents[lines]), [PAYMENTS[code] for code in payment[order].tolist()],
    )  # fmt: skip


def _commas(cents: np.ndarray) -> list[str]:
    return [f"{value // 100},{value % 100:02d}" for value in cents.tolist()]
