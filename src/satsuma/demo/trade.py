"""Larkfield Trade: the business accounts and their people, in the shape of a CRM's object export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from satsuma.demo import words
from satsuma.demo.rows import quote, write_rows
from satsuma.demo.streams import pick, stream
from satsuma.demo.trade_words import ENDINGS, HOTEL, HOTEL_SPELLINGS, ROLES, TRADES

PEOPLE_PER_ACCOUNT = 3200 / 900
SINGLE_CONTACT_SHARE = 0.27
VARIANT_SHARE = 0.02  # accounts that are another account with a differing name
NO_COMPANY_SHARE = 0.015  # of contacts
SHORT_ID_SHARE = 0.25  # of contacts whose AccountId has 15 characters
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
ACCOUNT_HEADER = (
    "Id,Name,Type,Industry,NumberOfEmployees,AnnualRevenue,BillingStreet,BillingCity,BillingPostalCode,"
    "BillingCountry,Phone,Website,OwnerId,CreatedDate"
)
CONTACT_HEADER = (
    "Id,AccountId,FirstName,LastName,Title,Department,Email,Phone,HasOptedOutOfEmail,LeadSource,CreatedDate"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A contact; `account` is -1 without a company."""

    id: str
    account: int
    first_name: str
    last_name: str
    role: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Parallel tuples by account; `people` holds each account's contacts, `variant_of` -1 or the original."""

    id: tuple[str, ...]
    name: tuple[str, ...]
    trade: tuple[int, ...]
    created: tuple[date, ...]
    people: tuple[tuple[Person, ...], ...]
    homeless: tuple[Person, ...]
    variant_of: tuple[int, ...]

    def is_single(self, account: int) -> bool:
        """One contact only: the account is lost when that person leaves."""
        return len(self.people[account]) == 1


def salesforce_id(prefix: str, number: int) -> str:
    """An 18-character record id: 15 case-sensitive characters and the checksum of their case."""
    text = ""
    for _ in range(9):
        number, digit = divmod(number, 62)
        text = _DIGITS[digit] + text
    return with_checksum(f"{prefix}7Q0{text}")


def with_checksum(short_id: str) -> str:
    """The 18-character form: one letter for the capitals in each of three groups of five."""
    groups = (short_id[start : start + 5] for start in (0, 5, 10))
    codes = (sum(1 << place for place, mark in enumerate(group) if mark.isupper()) for group in groups)
    return short_id + "".join(_SUFFIX[code] for code in codes)


def draw_accounts(count: int, seed: int, ends_on: date) -> Accounts:
    """All accounts with their people: exact shares of the trades, `PEOPLE_PER_ACCOUNT` on average."""
    rng = stream(seed, "trade/accounts")
    sizes = [round(trade.share * count) for trade in TRADES]
    sizes[-1] += count - sum(sizes)
    trade = rng.permutation(np.repeat(np.arange(len(TRADES)), sizes))
    names, variant_of = _name_accounts(trade, rng)
    days_ago = rng.integers(120, 2600, count).tolist()
    size = _committee_sizes(count, round(count * PEOPLE_PER_ACCOUNT), rng)
    people, homeless = _draw_people(trade, size, names, round(count * PEOPLE_PER_ACCOUNT), seed)
    return Accounts(
        tuple(salesforce_id("001", 40_000 + 11 * number) for number in range(count)), names,
        tuple(trade.tolist()), tuple(ends_on - timedelta(days=days) for days in days_ago),
        people, homeless, variant_of,
    )  # fmt: skip


def _name_accounts(trade: np.ndarray, rng: np.random.Generator) -> tuple[tuple[str, ...], tuple[int, ...]]:
    names, variant_of = [], [-1] * len(trade)
    for number, kind in enumerate(trade.tolist()):
        choices = TRADES[kind].names[1:] if kind == HOTEL else TRADES[kind].names
        city = words.CITIES[0][int(rng.integers(0, len(words.CITIES[0])))]
        names.append(f"{choices[number % len(choices)]} {city} {ENDINGS[number % len(ENDINGS)]}")
    hotels = np.flatnonzero(trade == HOTEL)[: len(HOTEL_SPELLINGS)].tolist()
    for account, name in zip(hotels, HOTEL_SPELLINGS, strict=False):
        names[account] = name
        variant_of[account] = hotels[0] if account != hotels[0] else -1
    others = [number for number in rng.permutation(len(trade)).tolist() if number not in hotels]
    pairs = max(1, round(len(trade) * VARIANT_SHARE)) - (len(HOTEL_SPELLINGS) - 1)
    for account in others[: max(0, pairs)]:
        same = [number for number in others if trade[number] == trade[account] and number != account]
        original = next((number for number in same if variant_of[number] < 0 and number > account), -1)
        if original >= 0:
            names[account] = _misspell(names[original], account)
            variant_of[account] = original
    return tuple(names), tuple(variant_of)


def _misspell(name: str, number: int) -> str:
    if number % 2:
        return name.upper().rstrip(".")
    return name[:3] + name[4:5] + name[3:4] + name[5:]


def _committee_sizes(count: int, people: int, rng: np.random.Generator) -> list[int]:
    """Contacts an account: one at accounts at risk, two and more elsewhere."""
    single = rng.random(count) < SINGLE_CONTACT_SHARE
    size = np.where(single, 1, 2)
    multiple = np.flatnonzero(~single)
    missing = people - round(people * NO_COMPANY_SHARE) - int(size.sum())
    if len(multiple):
        np.add.at(size, rng.choice(multiple, max(0, missing)), 1)
    return [int(number) for number in size]


def _draw_people(
    trade: np.ndarray, size: list[int], names: tuple[str, ...], total: int, seed: int
) -> tuple[tuple[tuple[Person, ...], ...], tuple[Person, ...]]:
    rng = stream(seed, "trade/people")
    owner = np.repeat(np.arange(len(trade)), size).tolist()
    owner += [-1] * max(0, total - len(owner))
    first = rng.integers(0, len(words.FIRST_NAMES), len(owner)).tolist()
    last = rng.integers(0, len(words.LAST_NAMES), len(owner)).tolist()
    language = pick(rng, [0.45, 0.35, 0.20], len(owner)).tolist()
    groups: list[list[Person]] = [[] for _ in trade]
    homeless: list[Person] = []
    for number, account in enumerate(owner):
        roles = TRADES[trade[account] if account >= 0 else -1].roles
        place = len(groups[account]) if account >= 0 else 0
        role = roles[place % len(roles)]
        domain = f"{words.slug(names[account])[:16]}.example.com" if account >= 0 else "example.net"
        email = f"{words.FIRST_SLUGS[first[number]]}.{words.LAST_SLUGS[last[number]]}{number}@{domain}"
        person = Person(
            salesforce_id("003", 910_000 + 5 * number), account, words.FIRST_NAMES[first[number]],
            words.LAST_NAMES[last[number]], role, ROLES[role].titles[language[number]], email,
        )  # fmt: skip
        (groups[account] if account >= 0 else homeless).append(person)
    return tuple(tuple(group) for group in groups), tuple(homeless)


def write_accounts(path: Path, accounts: Accounts, seed: int) -> None:
    """Write accounts.csv."""
    rng = stream(seed, "trade/account_file")
    rows = []
    for number, (account_id, name, kind) in enumerate(
        zip(accounts.id, accounts.name, accounts.trade, strict=True)
    ):
        low, high = TRADES[kind].employees
        employees = int(rng.integers(low, high + 1))
        revenue = employees * int(rng.integers(60, 140)) * 1000
        country = int(rng.random() < 0.15)
        city = words.CITIES[country][int(rng.integers(0, len(words.CITIES[country])))]
        rows.append(
            f"{account_id},{quote(name)},Customer,{TRADES[kind].industry},{employees},{revenue},"
            f"{words.STREETS[number % len(words.STREETS)]} {number % 60 + 1},{city},"
            f"{words.POSTCODES[country]},{words.COUNTRIES[country]},+49 30 23125 {number % 1000:03d},https://{number}.example.com,"
            f"{salesforce_id('005', 17 + number % 6)},{_stamp(accounts.created[number])}"
        )
    write_rows(path, ACCOUNT_HEADER, rows)


def write_people(path: Path, accounts: Accounts, seed: int) -> None:
    """Write contacts.csv; some rows carry the account's id in its 15-character form, some none."""
    rng = stream(seed, "trade/people_file")
    everyone = [person for group in accounts.people for person in group] + list(accounts.homeless)
    rows = []
    for number, person in enumerate(everyone):
        account_id = accounts.id[person.account] if person.account >= 0 else ""
        if rng.random() < SHORT_ID_SHARE:
            account_id = account_id[:15]
        created = accounts.created[max(person.account, 0)] + timedelta(days=int(rng.integers(0, 90)))
        rows.append(
            f"{person.id},{account_id},{person.first_name},{quote(person.last_name)},{person.title},"
            f"{ROLES[person.role].department},{person.email},+49 30 23125 {number % 1000:03d},"
            f"{'true' if rng.random() < 0.06 else 'false'},{words.LEAD_SOURCES[number % 3]},{_stamp(created)}"
        )
    write_rows(path, CONTACT_HEADER, rows)


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T09:00:00.000+0000"
