"""The written B2C files read back with the csv module alone, independent of everything that wrote them."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

Row = dict[str, str]


def read_rows(path: Path, *, delimiter: str = ",", encoding: str = "utf-8") -> list[Row]:
    """All rows of a CSV file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


@dataclass(frozen=True)
class Order:
    """One order as the files tell it; `person` "" for guests, cents after discount and without shipping."""

    person: str
    day: date
    cents: int
    margin_cents: int
    code: str
    device: str  # "till" for the shops
    categories: tuple[str, ...]


class Ledger:
    """Orders and people by the truth file's customer numbers."""

    def __init__(self, folder: Path, ends_on: date) -> None:
        self.folder = folder
        self.b2c = folder / "b2c"
        self.last = ends_on
        self.middle = date(ends_on.year - 1, ends_on.month, ends_on.day) + timedelta(days=1)
        self.look_back = ends_on - timedelta(days=90)

    @cached_property
    def truth(self) -> dict[str, Row]:
        return {row["customer"]: row for row in read_rows(self.folder / "truth.csv")}

    @cached_property
    def segment(self) -> dict[str, str]:
        return {person: row["segment"] for person, row in self.truth.items()}

    @cached_property
    def contacts(self) -> list[Row]:
        return read_rows(self.b2c / "contacts.csv")

    @cached_property
    def contact_of(self) -> dict[str, Row]:
        by_id = {row["Record ID"]: row for row in self.contacts}
        return {person: by_id[row["record_id"]] for person, row in self.truth.items()}

    @cached_property
    def shop_rows(self) -> list[Row]:
        return read_rows(self.b2c / "shop_orders.csv")

    @cached_property
    def till_rows(self) -> list[Row]:
        return read_rows(self.b2c / "till.csv", delimiter=";", encoding="cp1252")

    @cached_property
    def mail_rows(self) -> list[Row]:
        return read_rows(self.b2c / "email_events.csv.gz")

    @cached_property
    def person_by_email(self) -> dict[str, str]:
        emails = {row["email"]: person for person, row in self.truth.items() if row["email"]}
        second = {row["second_email"]: person for person, row in self.truth.items() if row["second_email"]}
        return emails | second

    @cached_property
    def orders(self) -> list[Order]:
        """Everything sold, test orders left out."""
        self._products = {row["sku"]: row for row in read_rows(self.b2c / "products.csv")}
        return [*self._shop_orders(), *self._till_orders()]

    def of_known(self) -> Iterator[Order]:
        return (order for order in self.orders if order.person)

    def _shop_orders(self) -> Iterator[Order]:
        lines: dict[str, list[Row]] = {}
        for row in self.shop_rows:
            lines.setdefault(row["Name"], []).append(row)
        for rows in lines.values():
            head = rows[0]
            if head["Tags"] == "test":
                continue
            cents = to_cents(head["Subtotal"])
            cost = sum(self._cost(row["Lineitem sku"], row["Lineitem quantity"]) for row in rows)
            person = self.person_by_email[head["Email"]] if head["Email"] else ""
            yield Order(
                person, datetime.fromisoformat(head["Created at"][:19]).date(), cents, cents - cost,
                head["Discount Code"], head["Source"],
                tuple(self._products[row["Lineitem sku"]]["category"] for row in rows),
            )  # fmt: skip

    def _till_orders(self) -> Iterator[Order]:
        person_by_card = {row["loyalty_card"]: person for person, row in self.truth.items()}
        lines: dict[str, list[Row]] = {}
        for row in self.till_rows:
            lines.setdefault(row["Bon-Nr"], []).append(row)
        for rows in lines.values():
            cents = cost = 0
            for row in rows:
                price, off = (to_cents(row[name].replace(",", ".")) for name in ("Einzelpreis", "Rabatt"))
                cents += price * int(row["Menge"]) - off
                cost += self._cost(row["Artikel"], row["Menge"])
            day = datetime.strptime(rows[0]["Datum"].replace("/", "."), "%d.%m.%Y").date()
            card = rows[0]["Kartennummer"]
            yield Order(
                person_by_card[card] if card else "", day, cents, cents - cost, "", "till",
                tuple(self._products[row["Artikel"]]["category"] for row in rows),
            )  # fmt: skip

    def _cost(self, sku: str, quantity: str) -> int:
        return to_cents(self._products[sku]["cost"]) * int(quantity)


def to_cents(text: str) -> int:
    """Money text with two decimals to cents, without floating point."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0")[:2])
