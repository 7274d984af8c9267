"""Orders and their lines: visits of customers, guests without id and test orders, with filled baskets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.demo.catalogue import PER_CATEGORY, Products
from satsuma.demo.days import Days
from satsuma.demo.people import People
from satsuma.demo.plants import DECEMBER, EVERYONE, HABITS, HUNTER, habit_column
from satsuma.demo.streams import pick, stream
from satsuma.demo.visits import Visits

GUEST, TEST = -1, -2  # in place of a customer
GUEST_SHARE = 0.015  # of all orders with a person behind them
TESTS_PER_CUSTOMER = 60 / 20_000
NO_CODE = -1
CODES = (("SPRING35", 35), ("SALE40", 40), ("CLEAR45", 45), ("WELCOME10", 10), ("NEWS5", 5))
DEVICES = ("web", "iphone", "android")
# Quantities 1 … 5 by category: seeds and soil come in several
_SINGLE = (0.90, 0.08, 0.02, 0.0, 0.0)
_SEVERAL = (0.45, 0.27, 0.16, 0.07, 0.05)
_SOME = (0.74, 0.18, 0.05, 0.02, 0.01)
_QUANTITIES = (
    _SOME,
    _SEVERAL,
    _SINGLE,
    _SINGLE,
    _SINGLE,
    _SINGLE,
    _SOME,
    _SOME,
    _SOME,
    _SOME,
    _SINGLE,
    _SEVERAL,
)


@dataclass(frozen=True, slots=True)
class Orders:
    """Columns by order, in order of time, and by line, in order of order. Money in cents."""

    customer: np.ndarray
    day: np.ndarray
    second: np.ndarray  # of the day
    is_till: np.ndarray
    code: np.ndarray  # of CODES, NO_CODE without
    device: np.ndarray  # of DEVICES
    line_start: np.ndarray  # where each order's lines begin, one entry more than orders
    line_order: np.ndarray
    product: np.ndarray
    quantity: np.ndarray
    discount_cents: np.ndarray

    def line_cents(self, products: Products) -> np.ndarray:
        """What each line brings after its discount."""
        gross = products.price_cents[self.product] * self.quantity.astype(np.int32)
        return np.asarray(gross - self.discount_cents)


def draw_orders(people: People, visits: Visits, products: Products, seed: int, days: Days) -> Orders:
    """Baskets for all visits; guests shop like Everyone else on the days others do."""
    guests = round(len(visits.day) * GUEST_SHARE / (1 - GUEST_SHARE))
    tests = max(1, round(people.count * TESTS_PER_CUSTOMER))
    rng = stream(seed, "orders/time")
    guest_day = visits.day[rng.integers(0, len(visits.day), guests)]
    test_day = rng.integers(0, days.count, tests)
    customer = np.concatenate([visits.customer, np.full(guests, GUEST), np.full(tests, TEST)]).astype(
        np.int32
    )
    day = np.concatenate([visits.day, guest_day, test_day]).astype(np.int32)
    day[: len(visits.day)][np.argmax(visits.day)] = days.count - 1  # the files reach the last day
    second = np.clip(rng.normal(14.5 * 3600, 3.2 * 3600, len(day)), 7 * 3600, 21 * 3600).astype(np.int32)
    order = np.lexsort((second, day))
    customer, day, second = customer[order], day[order], second[order]
    segment = np.where(customer >= 0, people.segment[customer], EVERYONE).astype(np.int8)
    code = _draw_codes(segment, seed)
    line_order, product, quantity = _fill_baskets(segment, products, seed)
    gross = products.price_cents[product] * quantity.astype(np.int32)
    percent = np.array([depth for _, depth in CODES] + [0])[code[line_order]]
    return Orders(
        customer, day, second, _draw_tills(people, customer, segment, seed), code,
        _draw_devices(segment, seed), np.searchsorted(line_order, np.arange(len(day) + 1)),
        line_order, product, quantity,
        ((gross * percent + 50) // 100).astype(np.int32),
    )  # fmt: skip


def _draw_codes(segment: np.ndarray, seed: int) -> np.ndarray:
    rng = stream(seed, "orders/codes")
    uses = rng.random(len(segment)) < habit_column("codes")[segment]
    deep = pick(rng, [0.15, 0.45, 0.40], len(segment))
    small = pick(rng, [0.0, 0.0, 0.0, 0.5, 0.5], len(segment))
    return np.where(uses, np.where(segment == HUNTER, deep, small), NO_CODE).astype(np.int8)


def _draw_tills(people: People, customer: np.ndarray, segment: np.ndarray, seed: int) -> np.ndarray:
    """At the till only with a card, so card holders go there more often; always without an e-mail."""
    chance = stream(seed, "orders/till").random(len(customer))
    offline = 1 - habit_column("online")[segment]
    known = customer >= 0
    has_card = people.has_card[customer]
    no_email = people.email[customer] == ""
    share = np.where(known & ~has_card, 0.0, np.where(known, np.minimum(offline / 0.6, 1.0), offline))
    share[known & no_email] = 1.0
    share[customer == TEST] = 0.0
    return chance < share


def _draw_devices(segment: np.ndarray, seed: int) -> np.ndarray:
    rng = stream(seed, "orders/device")
    by_phone = rng.random(len(segment)) < habit_column("phone")[segment]
    return np.where(by_phone, rng.integers(1, 3, len(segment)), 0).astype(np.int8)


def _fill_baskets(
    segment: np.ndarray, products: Products, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = stream(seed, "orders/baskets")
    lines = 1 + np.minimum(rng.poisson(habit_column("lines")[segment] - 1), 6)
    line_order = np.repeat(np.arange(len(segment), dtype=np.int32), lines)
    weights = np.array([habit.categories for habit in HABITS])
    category = pick(rng, weights, len(line_order), rows=segment[line_order])
    place = (rng.random(len(line_order)) ** 1.3 * PER_CATEGORY).astype(np.int16)
    quantity = 1 + pick(rng, np.array(_QUANTITIES), len(line_order), rows=category)
    quantity[segment[line_order] == DECEMBER] = np.minimum(quantity[segment[line_order] == DECEMBER], 2)
    return line_order, (category * np.int16(PER_CATEGORY) + place).astype(np.int16), quantity.astype(np.int8)
