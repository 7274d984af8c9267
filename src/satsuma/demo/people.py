"""The customers: who they are, when they came, how they can be reached. Columns, one entry a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.demo import words
from satsuma.demo.days import Days
from satsuma.demo.plants import (
    BALCONY,
    DECEMBER,
    EVERYONE,
    FAMILY,
    GIFTER,
    HABITS,
    NEW_CUSTOMER_GROWTH,
    PROSPECT_SHARE,
    SLIPPING,
    SOURCE_BY_AGE,
    habit_column,
    segment_sizes,
)
from satsuma.demo.streams import pick, stream

STAFF_PER_CUSTOMER = 35 / 20_000
NEW_LAST_YEAR = 0.31  # share of customers who came in the last twelve months
NO_GIFT_DAY = -1
FIRST_HARD_NAME = 11


@dataclass(frozen=True, slots=True)
class People:
    """Arrays of length `count`; codes index the word lists, days count from the first day."""

    count: int
    segment: np.ndarray
    created_day: np.ndarray  # negative before the 24 months
    is_prospect: np.ndarray
    is_staff: np.ndarray
    age: np.ndarray
    area: np.ndarray
    household: np.ndarray
    language: np.ndarray
    country: np.ndarray
    city: np.ndarray
    source: np.ndarray
    gift_day: np.ndarray  # day of a birthday in the first year, NO_GIFT_DAY without
    has_card: np.ndarray
    first_name: np.ndarray
    last_name: np.ndarray
    email: np.ndarray  # object, "" without

    @property
    def age_band(self) -> np.ndarray:
        """0 under 35, 1 from 35 to 49, 2 from 50."""
        return np.asarray(np.digitize(self.age, (35, 50)), dtype=np.int8)

    def card(self, person: int) -> str:
        """The loyalty card number that the till reads."""
        return f"LC{100000 + person * 7:07d}" if self.has_card[person] else ""

    def name(self, person: int) -> tuple[str, str]:
        """First and last name; three early people carry the hard names."""
        if FIRST_HARD_NAME <= person < FIRST_HARD_NAME + len(words.HARD_NAMES):
            return words.HARD_NAMES[person - FIRST_HARD_NAME]
        return words.FIRST_NAMES[self.first_name[person]], words.LAST_NAMES[self.last_name[person]]

    def address(self, person: int) -> tuple[str, str, str, str]:
        """Street, city, post code, country code."""
        country = int(self.country[person])
        street = f"{words.STREETS[person % len(words.STREETS)]} {person % 97 + 1}"
        return (
            street,
            words.CITIES[country][self.city[person]],
            words.POSTCODES[country],
            words.COUNTRY_CODES[country],
        )

    def phone(self, person: int) -> str:
        """A number of the range kept free for made-up people."""
        return f"+49 30 23125 {person % 1000:03d}"


def draw_people(customers: int, seed: int, days: Days) -> People:
    """Everyone in the customer files, in no particular order of segment."""
    segment = np.repeat(np.arange(len(HABITS), dtype=np.int8), segment_sizes(customers))
    segment = stream(seed, "people/segment").permutation(segment)
    is_prospect = np.zeros(customers, dtype=bool)
    others = np.flatnonzero(segment == EVERYONE)
    prospects = round(customers * PROSPECT_SHARE)
    is_prospect[others[:prospects]] = True
    is_staff = np.zeros(customers, dtype=bool)
    is_staff[others[prospects : prospects + max(1, round(customers * STAFF_PER_CUSTOMER))]] = True
    age = _draw_ages(segment, seed)
    country = pick(stream(seed, "people/country"), [0.82, 0.08, 0.05, 0.05], customers)
    city_count = np.array([len(cities) for cities in words.CITIES])
    city = (stream(seed, "people/city").random(customers) ** 1.5 * city_count[country]).astype(np.int8)
    has_card = stream(seed, "people/card").random(customers) < 0.6
    first_name = _draw_names("first", len(words.FIRST_NAMES), customers, seed)
    last_name = _draw_names("last", len(words.LAST_NAMES), customers, seed)
    no_email = has_card & (stream(seed, "people/email").random(customers) < 0.05)
    return People(
        customers, segment, _draw_created(segment, is_prospect, seed, days), is_prospect, is_staff, age,
        _draw_areas(segment, seed), _draw_households(segment, seed),
        pick(stream(seed, "people/language"), [0.80, 0.07, 0.06, 0.04, 0.03], customers), country, city,
        pick(stream(seed, "people/source"), np.array(SOURCE_BY_AGE), customers,
             rows=np.digitize(age, (35, 50))),
        _draw_gift_days(segment, seed), has_card, first_name, last_name,
        _write_emails(first_name, last_name, no_email, is_staff),
    )  # fmt: skip


def _draw_ages(segment: np.ndarray, seed: int) -> np.ndarray:
    rng = stream(seed, "people/age")
    age = np.clip(rng.normal(49, 15.5, len(segment)), 18, 88)
    for code, low, high in ((BALCONY, 20, 35), (FAMILY, 31, 51), (GIFTER, 38, 76)):
        chosen = segment == code
        age[chosen] = rng.uniform(low, high, int(chosen.sum()))
    return age.astype(np.int16)


def _draw_areas(segment: np.ndarray, seed: int) -> np.ndarray:
    table = np.tile([0.42, 0.36, 0.22], (len(HABITS), 1))
    table[BALCONY] = [0.93, 0.05, 0.02]
    table[FAMILY] = [0.10, 0.55, 0.35]
    return pick(stream(seed, "people/area"), table, len(segment), rows=segment)


def _draw_households(segment: np.ndarray, seed: int) -> np.ndarray:
    table = np.tile([0.30, 0.36, 0.27, 0.07], (len(HABITS), 1))
    table[BALCONY] = [0.45, 0.28, 0.02, 0.25]
    table[FAMILY] = [0.02, 0.03, 0.95, 0.0]
    return pick(stream(seed, "people/household"), table, len(segment), rows=segment)


def _draw_names(which: str, words_count: int, customers: int, seed: int) -> np.ndarray:
    skewed = stream(seed, f"people/{which}_name").random(customers) ** 1.2
    return (skewed * words_count).astype(np.int16)


def _draw_created(segment: np.ndarray, is_prospect: np.ndarray, seed: int, days: Days) -> np.ndarray:
    """First contact. The last year's new buyers are exactly `NEW_CUSTOMER_GROWTH` more than the first's."""
    rng = stream(seed, "people/created")
    size = len(segment)
    created = -1 - (rng.random(size) ** 1.4 * 2500).astype(np.int32)
    everywhere = np.flatnonzero(is_prospect)
    created[everywhere] = rng.integers(-400, days.count - 20, len(everywhere))
    _create_december(created, np.flatnonzero(segment == DECEMBER), rng, days)
    balcony = np.flatnonzero(segment == BALCONY)
    created[balcony] = days.middle - 60 + rng.integers(0, days.count - days.middle + 20, len(balcony))
    new_last = round(size * NEW_LAST_YEAR)
    wanted = (round(new_last / (1 + NEW_CUSTOMER_GROWTH)), new_last)
    buys = ~is_prospect
    ready = habit_column("new")[segment] * buys
    order = np.argsort(-ready * (0.5 + rng.random(size)), kind="stable")
    order = order[ready[order] > 0]
    used = 0
    for year, (low, high) in enumerate(((0, days.middle), (days.middle, days.count))):
        already = int((buys & (created >= low) & (created < high)).sum())
        missing = max(0, wanted[year] - already)
        chosen = order[used : used + missing]
        used += missing
        created[chosen] = rng.integers(low, high, len(chosen))
    return created


def _create_december(created: np.ndarray, who: np.ndarray, rng: np.random.Generator, days: Days) -> None:
    """One-time customers come in December, 52 % of them in the first of the two."""
    december = np.flatnonzero((days.month == 12) & (np.arange(days.count) >= 0))
    first, second = december[december < days.middle], december[december >= days.middle]
    is_first = rng.random(len(who)) < 0.52
    early, late = who[is_first], who[~is_first]
    created[early] = first[(rng.random(len(early)) * min(24, len(first))).astype(int)]
    created[late] = second[(rng.random(len(late)) * min(24, len(second))).astype(int)]


def _draw_gift_days(segment: np.ndarray, seed: int) -> np.ndarray:
    rng = stream(seed, "people/gift_day")
    day = rng.integers(0, 365, len(segment)).astype(np.int16)
    asked = (segment == GIFTER) | ((rng.random(len(segment)) < 0.15) & (segment != SLIPPING))
    return np.where(asked, day, NO_GIFT_DAY).astype(np.int16)


def _write_emails(
    first: np.ndarray, last: np.ndarray, no_email: np.ndarray, is_staff: np.ndarray
) -> np.ndarray:
    """A reserved-domain address a person, made unique by the person's number."""
    firsts, lasts, domains = words.FIRST_SLUGS, words.LAST_SLUGS, words.DOMAINS
    emails = [
        f"{firsts[a]}.{lasts[b]}{number}@{domains[number % len(domains)]}"
        for number, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True))
    ]
    for number in np.flatnonzero(is_staff).tolist():
        emails[number] = emails[number].partition("@")[0] + "@" + words.STAFF_DOMAIN
    column = np.array(emails, dtype=object)
    column[no_email & ~is_staff] = ""
    return column
