"""Larkfield, garden and home: a made-up company with known truths, written as the files it would have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from satsuma.demo.catalogue import Products, read_range
from satsuma.demo.contacts import record_id, write_contacts
from satsuma.demo.days import Days, days_until
from satsuma.demo.deals import draw_deals, write_clicks, write_contracts, write_deals
from satsuma.demo.mailing import draw_unsubscribed, write_mailing
from satsuma.demo.orders import draw_orders
from satsuma.demo.people import People, draw_people
from satsuma.demo.plants import SEGMENT_NAMES
from satsuma.demo.rows import quote, write_rows
from satsuma.demo.service import write_interviews, write_returns, write_tickets
from satsuma.demo.shop import number_web_orders, write_shop
from satsuma.demo.survey import write_survey
from satsuma.demo.till import write_till
from satsuma.demo.trade import Accounts, draw_accounts, write_accounts, write_people
from satsuma.demo.trade_words import TRADES
from satsuma.demo.twins import Twins, address_orders, draw_twins
from satsuma.demo.visits import draw_visits
from satsuma.model.errors import MistakeError

FEWEST_CUSTOMERS = 100
FEWEST_ACCOUNTS = 20
ACCOUNTS_PER_CUSTOMER = 900 / 20_000
TRUTH_HEADER = (
    "customer,segment,record_id,email,loyalty_card,second_record_id,second_email,is_prospect,is_staff"
)
TRADE_TRUTH_HEADER = "account_id,trade,single_contact,same_as_account_id"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What was written. The truth files list the plants and are never a source."""

    b2c: tuple[Path, ...]
    b2b: tuple[Path, ...]
    truth: Path
    trade_truth: Path


def write_company(
    folder: Path,
    customers: int = 20_000,
    accounts: int | None = None,
    seed: int = 7,
    ends_on: date = date(2026, 6, 30),
) -> DemoFiles:
    """Write the 24 months that end on `ends_on` to `folder`/b2c and `folder`/b2b, truths beside them.

    `customers` counts people without their second records; `accounts` is 900 at the default size and in
    proportion otherwise. Equal arguments give equal bytes. Existing files are overwritten.
    Raises MistakeError for a company too small to hold the plants.
    """
    accounts = round(customers * ACCOUNTS_PER_CUSTOMER) if accounts is None else accounts
    if customers < FEWEST_CUSTOMERS:
        raise MistakeError(
            f"A made-up company of {customers} customers is too small to hold its segments.",
            hint=f"Ask for at least {FEWEST_CUSTOMERS} customers.",
        )
    days = days_until(ends_on)
    b2c, truth = _write_customers(folder, customers, seed, days)
    b2b, trade_truth = _write_trade(folder, max(accounts, FEWEST_ACCOUNTS), seed, ends_on)
    return DemoFiles(b2c, b2b, truth, trade_truth)


def _write_customers(folder: Path, customers: int, seed: int, days: Days) -> tuple[tuple[Path, ...], Path]:
    b2c, products = folder / "b2c", read_range()
    people = draw_people(customers, seed, days)
    orders = draw_orders(people, draw_visits(people, seed, days), products, seed, days)
    twins = draw_twins(people, seed)
    web = number_web_orders(orders, products, address_orders(people, twins, orders, seed), seed)
    opts_out_on = draw_unsubscribed(people, seed, days)
    names = ("shop_orders.csv", "till.csv", "email_events.csv.gz", "contacts.csv", "returns.csv",
             "survey.xlsx", "tickets.json", "products.csv")  # fmt: skip
    shop, till, mailing, contacts, returns, survey, tickets, items = (b2c / name for name in names)
    write_shop(shop, people, web, products, days)
    write_till(till, people, orders, products, seed, days)
    write_mailing(mailing, people, opts_out_on, seed, days)
    write_contacts(contacts, people, twins, orders, products, opts_out_on, seed, days)
    write_returns(returns, web, products, seed, days)
    write_survey(survey, people, seed, days)
    write_tickets(tickets, people, seed, days)
    _write_products(items, products)
    notes = write_interviews(b2c / "interviews")
    _write_truth(folder / "truth.csv", people, twins)
    return (shop, till, mailing, contacts, returns, survey, tickets, items, *notes), folder / "truth.csv"


def _write_products(path: Path, products: Products) -> None:
    prices, costs = products.price_cents.tolist(), products.cost_cents.tolist()
    rows = (
        f"{sku},{quote(name)},{category},{price / 100:.2f},{cost / 100:.2f},{(price - cost) / 100:.2f}"
        for sku, name, category, price, cost in zip(
            products.sku, products.name, products.category, prices, costs, strict=True
        )
    )
    write_rows(path, "sku,name,category,price,cost,margin", rows)


def _write_truth(path: Path, people: People, twins: Twins) -> None:
    second = {
        person: f"{record_id(people.count + place)},{email}"
        for place, (person, email) in enumerate(zip(twins.person.tolist(), twins.email, strict=True))
    }
    rows = (
        f"{person},{SEGMENT_NAMES[people.segment[person]]},{record_id(person)},{people.email[person]},"
        f"{people.card(person)},{second.get(person, ',')},{_yes(people.is_prospect[person])},"
        f"{_yes(people.is_staff[person])}"
        for person in range(people.count)
    )
    write_rows(path, TRUTH_HEADER, rows)


def _yes(value: np.bool_) -> str:
    return "yes" if value else "no"


def _write_trade(
    folder: Path, accounts_count: int, seed: int, ends_on: date
) -> tuple[tuple[Path, ...], Path]:
    b2b = folder / "b2b"
    accounts = draw_accounts(accounts_count, seed, ends_on)
    deals = draw_deals(accounts, seed)
    names = ("accounts.csv", "contacts.csv", "opportunities.csv", "contracts.csv", "email_clicks.csv")
    paths = tuple(b2b / name for name in names)
    write_accounts(paths[0], accounts, seed)
    write_people(paths[1], accounts, seed)
    write_deals(paths[2], accounts, deals, seed, ends_on)
    write_contracts(paths[3], accounts, seed, ends_on)
    write_clicks(paths[4], accounts, seed, ends_on)
    _write_trade_truth(folder / "truth_trade.csv", accounts)
    return paths, folder / "truth_trade.csv"


def _write_trade_truth(path: Path, accounts: Accounts) -> None:
    rows = (
        f"{account_id},{TRADES[accounts.trade[number]].name},{'yes' if accounts.is_single(number) else 'no'},"
        f"{accounts.id[original] if original >= 0 else ''}"
        for number, (account_id, original) in enumerate(zip(accounts.id, accounts.variant_of, strict=True))
    )
    write_rows(path, TRADE_TRUTH_HEADER, rows)
