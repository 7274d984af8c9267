"""contacts.csv: the CRM's contact export, with everything that goes wrong in one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from satsuma.demo import words
from satsuma.demo.catalogue import Products
from satsuma.demo.days import Days
from satsuma.demo.orders import Orders
from satsuma.demo.people import NO_GIFT_DAY, People
from satsuma.demo.rows import quote, write_rows
from satsuma.demo.streams import pick, stream
from satsuma.demo.twins import Twins

MISSING_AGE = -999
MISSING_AGES_PER_CUSTOMER = 400 / 20_000
FIRST_RECORD_ID = 51_001
TIER_DAYS = 90
_COLUMNS = (
    "Record ID", "First Name", "Last Name", "Email", "Phone Number", "City", "Country/Region",
    "Date of birth", "Age", "Household", "Area", "Preferred language", "Interests",
    "Lifecycle Stage", "Original Source", "Create Date", "Marketing contact status",
    "Unsubscribed from all email", "Loyalty number", "Loyalty card", "loyalty_tier",
    "Gift reminder date", "Staff account",
)  # fmt: skip
HEADER = ",".join(_COLUMNS)
_GERMANY = ("Germany", "DE", "germany ")


def record_id(row: int) -> int:
    """The id of the contacts' row: people first, then the second records, with gaps as ids have."""
    return FIRST_RECORD_ID + row * 3 + row // 7


def write_contacts(
    path: Path, people: People, twins: Twins, orders: Orders, products: Products, opts_out_on: np.ndarray,
    seed: int, days: Days,
) -> None:  # fmt: skip
    """Write one row a person, then one a second record. `loyalty_tier` leaks: it is computed from the
    last three months' spending, so it knows what it is often asked to foretell."""
    person = np.concatenate([np.arange(people.count), twins.person])
    parts = (
        _identity(people, twins, seed), _ages(people, seed, days), _traits(people, seed),
        _standing(people, orders, opts_out_on, days), _loyalty(people, orders, products, days),
    )  # fmt: skip
    write_rows(path, HEADER, _rows(person.tolist(), people.count, *parts))


def _rows(
    person: list[int], count: int, identity: Iterator[str], ages: list[str], traits: list[str],
    standing: list[str], loyalty: list[str],
) -> Iterator[str]:  # fmt: skip
    for row, (number, who) in enumerate(zip(person, identity, strict=True)):
        card = loyalty[number] if row < count else ",,none,,"
        yield f"{record_id(row)},{who},{ages[number]},{traits[number]},{standing[number]},{card}"


def _identity(people: People, twins: Twins, seed: int) -> Iterator[str]:
    spelling = pick(stream(seed, "contacts/country"), [0.84, 0.11, 0.05], people.count).tolist()
    emails = people.email.tolist()

    def write(person: int, first: str, last: str, email: str, variant: int) -> str:
        country = int(people.country[person])
        city = words.CITIES[country][people.city[person]]
        name = _GERMANY[variant] if country == 0 else words.COUNTRIES[country]
        return f"{quote(first)},{quote(last)},{email},{people.phone(person)},{city},{name}"

    for person in range(people.count):
        yield write(person, *people.name(person), emails[person], spelling[person])
    for person, first, last, email in zip(
        twins.person.tolist(), twins.first_name, twins.last_name, twins.email, strict=True
    ):
        yield write(person, first, last, email, 1)


def _ages(people: People, seed: int, days: Days) -> list[str]:
    rng = stream(seed, "contacts/age")
    age = people.age.copy()
    age[rng.permutation(people.count)[: round(people.count * MISSING_AGES_PER_CUSTOMER)]] = MISSING_AGE
    lived = np.floor(people.age * 365.2425).astype(np.int64) + rng.integers(2, 363, people.count)
    birth = (np.datetime64(days.last, "D") - lived).astype(str).tolist()
    known = (rng.random(people.count) < 0.7).tolist()
    return [
        f"{text if is_known else ''},{years}"
        for text, is_known, years in zip(birth, known, age.tolist(), strict=True)
    ]


def _traits(people: People, seed: int) -> list[str]:
    rng = stream(seed, "contacts/interests")
    likes = rng.random((people.count, len(words.INTERESTS))) < 0.22
    sets = [";".join(np.array(words.INTERESTS)[line]) for line in _distinct(len(words.INTERESTS))]
    codes = (likes @ (1 << np.arange(len(words.INTERESTS)))).tolist()
    return [
        f"{words.HOUSEHOLDS[home]},{words.AREAS[area]},{words.LANGUAGES[tongue]},{sets[code]}"
        for home, area, tongue, code in zip(
            people.household.tolist(), people.area.tolist(), people.language.tolist(), codes, strict=True
        )
    ]


def _distinct(width: int) -> np.ndarray:
    """All combinations of `width` yes and no, row k holding the bits of k."""
    return (np.arange(1 << width)[:, None] >> np.arange(width) & 1).astype(bool)


def _standing(people: People, orders: Orders, opts_out_on: np.ndarray, days: Days) -> list[str]:
    known = orders.customer[orders.customer >= 0]
    stage = np.where(np.bincount(known, minlength=people.count) > 0, "customer", "lead").tolist()
    created = days.texts(people.created_day)
    rows = zip(
        stage, people.source.tolist(), created, (opts_out_on < 10 * days.count).tolist(),
        (people.email != "").tolist(), strict=True,
    )  # fmt: skip
    return [
        f"{stage_word},{words.LEAD_SOURCES[source]},{day},"
        f"{'Marketing' if has_email and not is_out else 'Non-marketing'} contact,{str(is_out).lower()}"
        for stage_word, source, day, is_out, has_email in rows
    ]


def _loyalty(people: People, orders: Orders, products: Products, days: Days) -> list[str]:
    customer = orders.customer[orders.line_order]
    recent = (customer >= 0) & (orders.day[orders.line_order] >= days.count - TIER_DAYS)
    spent = np.bincount(customer[recent], orders.line_cents(products)[recent], people.count)
    tier = np.array(["none", "bronze", "silver", "gold"])[np.digitize(spent, (1, 6000, 15000))].tolist()
    gift = days.texts(np.maximum(people.gift_day, 0))
    has_gift = (people.gift_day != NO_GIFT_DAY).tolist()
    staff = people.is_staff.tolist()
    return [
        f"{'2.82E+18' if people.has_card[person] else ''},{people.card(person)},{tier[person]},"
        f"{gift[person] if has_gift[person] else ''},{'yes' if staff[person] else 'no'}"
        for person in range(people.count)
    ]
