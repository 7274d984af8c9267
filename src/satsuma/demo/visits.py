"""When each customer buys: one row an order, before it is known what is in the basket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.demo.days import LOOK_BACK_DAYS, Days
from satsuma.demo.people import People
from satsuma.demo.plants import (
    DECEMBER,
    EVERYONE,
    FAMILY,
    GARDEN_SEASON,
    GIFTER,
    REGULAR_ORDERS,
    REGULAR_RECENCY_DAYS,
    REGULARS_NOT_RETURNED,
    SLIPPING,
    SLIPPING_NOT_RETURNED,
    SPRING_SEASON,
    habit_column,
)
from satsuma.demo.streams import stream

SLIPPING_PACE = 0.33  # a slipping regular's pace after the turn, as a share of before
GIFT_LEAD_DAYS = 21


@dataclass(frozen=True, slots=True)
class Visits:
    """Orders by (customer, day); parallel int32 arrays."""

    customer: np.ndarray
    day: np.ndarray


def draw_visits(people: People, seed: int, days: Days) -> Visits:
    """All orders of known customers, with what regulars did after the look-back day planted exactly."""
    parts = [
        _first_orders(people, days),
        *_seasonal_orders(people, seed, days),
        _gift_orders(people, seed, days),
    ]
    customer = np.concatenate([part.customer for part in parts])
    day = np.concatenate([part.day for part in parts])
    return _plant_returns(people, customer, day, seed, days)


def is_regular(customer: np.ndarray, day: np.ndarray, count: int, looked_from: int) -> np.ndarray:
    """Regulars on a day: at least five orders until then, one of them in the 180 days that end on it."""
    known = day <= looked_from
    orders = np.bincount(customer[known], minlength=count)
    recent = np.bincount(customer[known & (day > looked_from - REGULAR_RECENCY_DAYS)], minlength=count)
    return (orders >= REGULAR_ORDERS) & (recent > 0)


def _first_orders(people: People, days: Days) -> Visits:
    """Who is new joined by buying."""
    who = np.flatnonzero((people.created_day >= 0) & ~people.is_prospect).astype(np.int32)
    return Visits(who, people.created_day[who].astype(np.int32))


def _seasonal_orders(people: People, seed: int, days: Days) -> list[Visits]:
    """Orders at each customer's own pace through the seasons, until a turn and after it."""
    rng = stream(seed, "visits/pace")
    shape = habit_column("spread")[people.segment]
    pace = habit_column("orders_per_year")[people.segment] / shape * rng.standard_gamma(shape)
    pace[people.is_prospect | (people.segment == DECEMBER)] = 0.0
    start = np.maximum(people.created_day + 1, 0)
    turn = np.full(people.count, days.count)
    slipping = people.segment == SLIPPING
    turn[slipping] = days.middle + rng.integers(-75, 45, int(slipping.sum()))
    leaves = rng.random(people.count) < habit_column("leaves")[people.segment]
    turn[leaves] = rng.integers(np.minimum(start[leaves], days.count - 1), days.count)
    after = pace * np.where(slipping, SLIPPING_PACE, 0.0)
    groups = ((people.segment != FAMILY, GARDEN_SEASON), (people.segment == FAMILY, SPRING_SEASON))
    parts = []
    for chosen, season in groups:
        who = np.flatnonzero(chosen & (pace > 0)).astype(np.int32)
        loose = people.segment[who] == EVERYONE
        ends = np.full(len(who), days.count)
        for rate, low, high in ((pace, start[who], turn[who]), (after, turn[who], ends)):
            parts.append(_spread(who, rate[who], low, high, loose, _season_curve(season, days), rng))
    return parts


def _season_curve(season: tuple[float, ...], days: Days) -> np.ndarray:
    """Cumulative season, one unit a year; entry d is the season passed before day d."""
    weight = np.array(season)[days.month - 1]
    return np.asarray(np.concatenate([[0.0], np.cumsum(weight)]) / weight.sum() * 2.0)


def _spread(
    who: np.ndarray, pace: np.ndarray, low: np.ndarray, high: np.ndarray, loose: np.ndarray,
    curve: np.ndarray, rng: np.random.Generator,
) -> Visits:  # fmt: skip
    """Orders between two days: evenly paced with jitter, or at random where `loose`."""
    begins, ends = curve[np.minimum(low, len(curve) - 1)], curve[high]
    mean = pace * np.maximum(ends - begins, 0.0)
    number = np.where(loose, rng.poisson(mean), np.floor(mean + rng.random(len(who)))).astype(np.int64)
    row = np.repeat(np.arange(len(who), dtype=np.int32), number)
    place = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    jitter = rng.random(len(row))
    share = np.where(loose[row], jitter, (place + jitter) / number[row])
    passed = begins[row] + share * (ends - begins)[row]
    day = np.searchsorted(curve, passed, side="right") - 1
    return Visits(who[row], np.clip(day, low[row], high[row] - 1).astype(np.int32))


def _gift_orders(people: People, seed: int, days: Days) -> Visits:
    """Gifters buy in the three weeks before the birthday they asked to be reminded of."""
    rng = stream(seed, "visits/gifts")
    gifters = np.flatnonzero(people.segment == GIFTER).astype(np.int32)
    who = np.tile(gifters, 6)
    year = np.repeat((0, 1, 2), 2 * len(gifters))
    day = people.gift_day[who] + 365 * year - rng.integers(1, GIFT_LEAD_DAYS + 1, len(who))
    happens = rng.random(len(who)) < 0.9
    inside = (day >= np.maximum(people.created_day[who] + 1, 0)) & (day < days.count)
    keep = happens & inside
    return Visits(who[keep], day[keep].astype(np.int32))


def _plant_returns(people: People, customer: np.ndarray, day: np.ndarray, seed: int, days: Days) -> Visits:
    """Hold the planted shares of regulars without an order in the days after the look-back day.

    44 % of the slipping regulars and 17 % of all regulars (`is_regular`, slipping included) do not order
    in the `LOOK_BACK_DAYS` that follow; orders are removed or added until both counts are exact.
    """
    rng = stream(seed, "visits/returns")
    regular = is_regular(customer, day, people.count, days.look_back)
    returned = np.bincount(customer[day > days.look_back], minlength=people.count) > 0
    slipping = regular & (people.segment == SLIPPING)
    away = round(SLIPPING_NOT_RETURNED * int(slipping.sum()))
    away_others = max(0, round(REGULARS_NOT_RETURNED * int(regular.sum())) - away)
    removed = np.zeros(people.count, dtype=bool)
    added = []
    for group, wanted in ((slipping, away), (regular & ~slipping, away_others)):
        gone, back = np.flatnonzero(group & ~returned), np.flatnonzero(group & returned)
        change = wanted - len(gone)
        if change > 0:
            removed[rng.permutation(back)[:change]] = True
        else:
            added.append(rng.permutation(gone)[:-change] if change else gone[:0])
    keep = ~(removed[customer] & (day > days.look_back))
    extra = np.concatenate([np.zeros(0, dtype=np.int64), *added]).astype(np.int32)
    extra_day = days.look_back + rng.integers(1, LOOK_BACK_DAYS + 1, len(extra)).astype(np.int32)
    return Visits(np.concatenate([customer[keep], extra]), np.concatenate([day[keep], extra_day]))
