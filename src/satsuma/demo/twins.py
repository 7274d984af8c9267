"""Duplicate people: the same person's second record, with another id and differing letters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.demo import words
from satsuma.demo.orders import Orders
from satsuma.demo.people import People
from satsuma.demo.streams import stream

TWIN_SHARE = 0.03
SECOND_ADDRESS_SHARE = 0.3  # of a mistyped twin's orders


@dataclass(frozen=True, slots=True)
class Twins:
    """Parallel columns, one entry a second record; `email` differs in case or altogether."""

    person: np.ndarray
    first_name: tuple[str, ...]
    last_name: tuple[str, ...]
    email: tuple[str, ...]
    is_mistyped: np.ndarray  # the other half differs in upper and lower case only


def draw_twins(people: People, seed: int) -> Twins:
    """`TWIN_SHARE` of the people appear twice, half in other letters' case, half with a typing mistake."""
    rng = stream(seed, "twins")
    possible = np.flatnonzero((people.email != "") & ~people.is_staff & ~people.is_prospect)
    person = np.sort(rng.choice(possible, round(people.count * TWIN_SHARE), replace=False))
    is_mistyped = rng.random(len(person)) < 0.5
    firsts, lasts, emails = [], [], []
    for number, mistyped in zip(person.tolist(), is_mistyped.tolist(), strict=True):
        first, last = people.name(number)
        email = str(people.email[number])
        if mistyped:
            last = last[:1] + last[2:3] + last[1:2] + last[3:]
            email = f"{words.slug(first)}{words.slug(last)[:1]}.{number}@{words.DOMAINS[number % 3]}"
        else:
            last, email = last.upper(), email.title()
        firsts.append(first)
        lasts.append(last)
        emails.append(email)
    return Twins(person, tuple(firsts), tuple(lasts), tuple(emails), is_mistyped)


def address_orders(people: People, twins: Twins, orders: Orders, seed: int) -> np.ndarray:
    """The e-mail typed at each order, as objects: "" for guests, sometimes a mistyped twin's second one."""
    email = np.where(orders.customer >= 0, people.email[orders.customer], "").astype(object)
    second = np.full(people.count, None, dtype=object)
    for number, address, mistyped in zip(twins.person, twins.email, twins.is_mistyped, strict=True):
        if mistyped:
            second[number] = address
    uses_second = stream(seed, "twins/orders").random(len(email)) < SECOND_ADDRESS_SHARE
    rows = np.flatnonzero(uses_second & (orders.customer >= 0))
    rows = rows[second[orders.customer[rows]] != None]  # noqa: E711 - element by element
    email[rows] = second[orders.customer[rows]]
    return email
