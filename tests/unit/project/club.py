"""A made-up club of three kinds of members, some of whom change from one kind to another; small enough to study in a second."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from satsuma.project import Project

NOW = int(dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC).timestamp())
LAST = dt.date(2024, 6, 30)
EARLIER = "2023-12-31"
EACH, CHANGING = 60, 24
KINDS = ("small and often", "large and rare", "by phone")
VARIABLES = """
orders_half: {value: "count(order, last 182 days)", family: behavioural, title: Orders in half a year}
basket: {value: "average(order.amount, last 182 days)", family: value, title: Average basket}
phone: {value: "count(order where source = \\"phone\\", last 182 days) / count(order, last 182 days)", family: technographic,
  kind: share, title: Share by phone}
spent: {value: "sum(order.amount)", family: value, title: Spent}
age: {column: age, family: demographic}
town: {column: town, family: geographic}
"""
DISCOVERIES = """
kinds:
  title: Kinds of members
  population: count(order, last 182 days) > 0
  basis: [orders_half, basket, phone]
  descriptors: [age, town]
  outcomes: [spent]
  algorithms: [k-means]
  fewest: 2
  most: 4
  manageable: [2, 8]
  starts: 5
  bootstraps: 10
  null_draws: 19
"""


def list_members() -> list[tuple[int, int, int]]:
    """Number, kind until the end of 2023, kind since; the last ones change from the first kind to the last."""
    stay = [(kind * EACH + i + 1, kind, kind) for kind in range(3) for i in range(EACH)]
    return [*stay, *((3 * EACH + i + 1, 0, 2) for i in range(CHANGING))]


def write_club(folder: Path) -> None:
    chance = random.Random(11)
    people = ["customer_id,email,age,town,since"]
    orders = ["order_id,customer_id,order_date,amount,source"]
    for number, before, since in list_members():
        age = "" if number % 9 == 0 else chance.randint(20, 70)
        people.append(
            f"{number},m{number}@example.com,{age},{chance.choice(('Ulm', 'Bonn', 'Kiel'))},2022-01-01"
        )
        for kind, first, last in (
            (before, dt.date(2023, 7, 3), dt.date(2023, 12, 31)),
            (since, dt.date(2024, 1, 2), LAST),
        ):
            for _ in range((chance.randint(11, 15), chance.randint(2, 4), chance.randint(5, 8))[kind]):
                day = first + dt.timedelta(chance.randint(0, (last - first).days))
                amount = max(chance.gauss((20, 200, 90)[kind], (3, 12, 8)[kind]), 1)
                source = "phone" if chance.random() < (0.05, 0.1, 0.95)[kind] else "web"
                orders.append(f"{len(orders)},{number},{day},{amount:.2f},{source}")
    people.append("999,quiet@example.com,40,Ulm,2022-01-01")
    orders.append(f"{len(orders)},1,{LAST},20.00,web")
    (folder / "customers.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    (folder / "orders.csv").write_text("\n".join(orders) + "\n", encoding="utf-8")


def start_club(outer: Path) -> Path:
    """The project's folder, run once; its segments are only those that a test adopts."""
    write_club(outer)
    folder = outer / "club"
    Project.init(folder, [outer / "customers.csv", outer / "orders.csv"], clock=lambda: NOW)
    for kind in ("variables", "segments", "segmentations"):
        for path in (folder / kind).glob("*.yaml"):
            path.unlink()
    (folder / "variables" / "mine.yaml").write_text(VARIABLES, encoding="utf-8")
    (folder / "discoveries").mkdir(exist_ok=True)
    (folder / "discoveries" / "mine.yaml").write_text(DISCOVERIES, encoding="utf-8")
    Project.open(folder, clock=lambda: NOW).run()
    return folder


def open_club(folder: Path) -> Project:
    return Project.open(folder, clock=lambda: NOW)
