"""Event histories of any size for benchmarks: skewed activity, sessions, a dormant half. Arrays, no files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.random import Generator

from satsuma.demo.streams import pick, stream

EVENTS = ("visit", "open", "click", "cart", "order", "ticket", "return")
CATEGORIES, PRODUCTS_PER_CATEGORY = 12, 40
CHANNELS = ("web", "app", "store", "phone")
COUNTRIES, PLANS = 20, 4
HISTORY_DAYS = 730
DORMANT_SHARE, DORMANT_DAYS = 0.5, 180
SILENT_SHARE = 0.04  # customers without any event
SESSION_SHARE = 0.3  # of events begin a session
CHUNK_CUSTOMERS = 200_000
_SECONDS_A_DAY = 86_400
_TABLE = 1 << 16
_EVENT_WEIGHTS = (0.44, 0.20, 0.12, 0.10, 0.11, 0.02, 0.01)
_CHANNEL_WEIGHTS = (0.55, 0.25, 0.15, 0.05)
_PAID = np.array([name in ("order", "return") for name in EVENTS])


@dataclass(frozen=True, slots=True)
class Histories:
    """Columns by event, sorted by customer and time, and by customer. Codes start at 0."""

    customer: np.ndarray  # int32 ordinal
    time: np.ndarray  # int64 seconds, UTC
    event: np.ndarray  # uint8, of EVENTS
    category: np.ndarray  # uint8
    product: np.ndarray  # uint16
    channel: np.ndarray  # uint8, of CHANNELS
    amount_cents: np.ndarray  # int32, 0 for events that are not paid
    offset: np.ndarray  # int64, where each customer's events begin; one entry more than customers
    country: np.ndarray  # uint8
    age: np.ndarray  # uint8
    plan: np.ndarray  # uint8
    signup: np.ndarray  # int64 seconds, UTC


def write_histories(
    n_customers: int, n_events: int, seed: int = 7, ends_on: date = date(2026, 6, 30)
) -> Histories:
    """Draw exactly `n_events` events of `n_customers` customers in the 730 days that end on `ends_on`.

    Memory is 21 bytes an event, 19 a customer, and the work space of one chunk of customers.
    """
    end = int((np.datetime64(ends_on, "s") + np.timedelta64(_SECONDS_A_DAY, "s")).astype(np.int64))
    offset = _draw_offsets(n_customers, n_events, stream(seed, "scale/activity"))
    signup, first, last = _draw_lives(n_customers, end, stream(seed, "scale/lives"))
    rng = stream(seed, "scale/people")
    histories = Histories(
        np.empty(n_events, np.int32), np.empty(n_events, np.int64), np.empty(n_events, np.uint8),
        np.empty(n_events, np.uint8), np.empty(n_events, np.uint16), np.empty(n_events, np.uint8),
        np.empty(n_events, np.int32), offset,
        (rng.random(n_customers) ** 2.5 * COUNTRIES).astype(np.uint8),
        rng.integers(18, 90, n_customers, dtype=np.uint8),
        pick(rng, [0.6, 0.25, 0.1, 0.05], n_customers).astype(np.uint8), signup,
    )  # fmt: skip
    for low in range(0, n_customers, CHUNK_CUSTOMERS):
        high = min(low + CHUNK_CUSTOMERS, n_customers)
        _fill_times(histories, low, high, first[low:high], last[low:high], stream(seed, f"scale/times/{low}"))
        _fill_properties(histories, int(offset[low]), int(offset[high]), stream(seed, f"scale/events/{low}"))
    return histories


def _draw_offsets(n_customers: int, n_events: int, rng: Generator) -> np.ndarray:
    """Power-law activity: a customer's share of the events falls with an exponent of 1.3, cut at 1,000 fold."""
    weight = np.minimum(rng.pareto(1.3, n_customers) + 0.05, 1000.0)
    weight[rng.random(n_customers) < SILENT_SHARE] = 0.0
    total = float(weight.sum())
    if total == 0.0:
        weight[:], total = 1.0, float(n_customers)
    reached = np.rint(np.cumsum(weight) / total * n_events).astype(np.int64)
    reached[-1] = n_events
    return np.concatenate([[0], reached])


def _draw_lives(n_customers: int, end: int, rng: Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sign-up, and between which moments a customer does something; for the dormant that ends early."""
    quiet = DORMANT_DAYS * _SECONDS_A_DAY
    first = end - HISTORY_DAYS * _SECONDS_A_DAY
    signup = first + rng.integers(-1000 * _SECONDS_A_DAY, (HISTORY_DAYS - DORMANT_DAYS - 30) * _SECONDS_A_DAY,
                                  n_customers)  # fmt: skip
    dormant = rng.random(n_customers) < DORMANT_SHARE
    begin = np.maximum(signup, first)
    gone = begin + (rng.random(n_customers) * (end - quiet - begin)).astype(np.int64)
    return signup, begin, np.where(dormant, gone, end)


def _fill_times(
    histories: Histories, low: int, high: int, first: np.ndarray, last: np.ndarray, rng: Generator
) -> None:
    """Sessions at sorted random moments of each life; events follow within a session at short gaps."""
    begin, end = int(histories.offset[low]), int(histories.offset[high])
    if begin == end:
        return
    count = np.diff(histories.offset[low : high + 1])
    local = np.repeat(np.arange(high - low, dtype=np.int32), count)
    starts = rng.random(end - begin, dtype=np.float32) < SESSION_SHARE
    starts[(histories.offset[low:high] - begin)[count > 0]] = True
    session = np.cumsum(starts, dtype=np.int32) - 1
    owner = local[starts]
    moment = np.sort(owner + rng.random(len(owner)) * 0.999_999) - owner
    started = first[owner] + (moment * (last - first)[owner]).astype(np.int64)
    place = np.arange(end - begin, dtype=np.int32) - np.flatnonzero(starts).astype(np.int32)[session]
    at = started[session] + place * 45 + (rng.random(end - begin, dtype=np.float32) * 44).astype(np.int32)
    np.minimum(at, last[local] - 1, out=at)
    span = np.int64(1) << 33  # beyond any time, so that customers cannot mix
    histories.time[begin:end] = np.maximum.accumulate(at + local * span) - local * span
    histories.customer[begin:end] = local + np.int32(low)


def _fill_properties(histories: Histories, begin: int, end: int, rng: Generator) -> None:
    """Independent properties by table look-up of 16 random bits, the fastest way to skewed codes."""
    size = end - begin

    def look_up(table: np.ndarray) -> np.ndarray:
        return np.asarray(table[rng.integers(0, _TABLE, size, dtype=np.uint16)])

    category = look_up(_skewed_table(CATEGORIES, 1.6)).astype(np.uint8)
    event = look_up(_weighted_table(_EVENT_WEIGHTS))
    prices = np.exp(rng.normal(7.9, 0.9, _TABLE)).astype(np.int32) + 99
    histories.category[begin:end] = category
    histories.product[begin:end] = category * np.uint16(PRODUCTS_PER_CATEGORY) + look_up(
        _skewed_table(PRODUCTS_PER_CATEGORY, 2.0)
    )
    histories.event[begin:end] = event
    histories.channel[begin:end] = look_up(_weighted_table(_CHANNEL_WEIGHTS))
    histories.amount_cents[begin:end] = look_up(prices) * _PAID[event]


def _skewed_table(codes: int, power: float) -> np.ndarray:
    return (((np.arange(_TABLE) + 0.5) / _TABLE) ** power * codes).astype(np.uint8)


def _weighted_table(weights: tuple[float, ...]) -> np.ndarray:
    edges = np.cumsum(weights) * _TABLE
    return np.searchsorted(edges[:-1], np.arange(_TABLE), side="right").astype(np.uint8)
