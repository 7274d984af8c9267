"""What is planted in the company: seven kinds of customer, their shares and how they behave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SLIPPING, HUNTER, BALCONY, FAMILY, GIFTER, DECEMBER, EVERYONE = range(7)

NEW_CUSTOMER_GROWTH = 0.18
SLIPPING_NOT_RETURNED = 0.44
REGULARS_NOT_RETURNED = 0.17
REGULAR_ORDERS = 5
REGULAR_RECENCY_DAYS = 180


@dataclass(frozen=True, slots=True)
class Habit:
    """How one kind of customer shops. Category weights follow the order of the product range."""

    name: str
    share: float  # of all customers
    orders_per_year: float
    spread: float  # gamma shape of the customers' own pace; higher = more alike
    lines: float  # mean lines an order, at least 1
    online: float  # share of orders in the web shop
    phone: float  # share of web orders and e-mail actions by phone
    codes: float  # share of orders with a discount
    leaves: float  # share that stops buying at a random day
    new: float  # how ready this kind is to fill the quota of new customers
    categories: tuple[float, ...]


HABITS = (
    Habit("Slipping regulars", 0.09, 7.15, 14, 2.2, 0.60, 0.35, 0.06, 0.0, 0.0,
          (6, 8, 9, 9, 1.0, 0.5, 7, 9, 9, 4, 2.0, 14)),
    Habit("Discount hunters", 0.22, 3.6, 9, 2.3, 0.75, 0.45, 0.97, 0.24, 1.0,
          (8, 6, 8, 8, 2.2, 0.8, 8, 10, 10, 5, 2.0, 8)),
    Habit("New balcony gardeners", 0.14, 3.2, 8, 1.8, 0.93, 0.86, 0.08, 0.0, 0.0,
          (30, 16, 18, 3, 0.6, 0.0, 8, 4, 4, 2, 0.2, 14)),
    Habit("Big-project families", 0.07, 3.0, 30, 2.3, 0.55, 0.40, 0.07, 0.0, 0.25,
          (4, 2, 1, 14, 14, 17, 5, 2, 2, 1, 6.0, 8)),
    Habit("Loyal gifters", 0.11, 2.7, 12, 2.0, 0.65, 0.40, 0.07, 0.0, 0.15,
          (4, 3, 8, 3, 0.6, 0.1, 8, 8, 10, 44, 0.4, 3)),
    Habit("One-time December", 0.18, 0.0, 10, 1.8, 0.80, 0.45, 0.10, 0.0, 0.0,
          (2, 2, 4, 2, 0.2, 0.0, 16, 14, 16, 34, 0.6, 1)),
    Habit("Everyone else", 0.19, 4.3, 5, 2.0, 0.60, 0.42, 0.09, 0.51, 0.8,
          (9, 9, 9, 9, 2.2, 1.0, 8, 9, 9, 6, 2.6, 14)),
)  # fmt: skip

SEGMENT_NAMES = tuple(habit.name for habit in HABITS)
PROSPECT_SHARE = 0.04  # of all customers: in the contacts, without any order; part of Everyone else

# Orders by month of the year, January first: a garden shop, and people who build in spring.
GARDEN_SEASON = (0.55, 0.65, 1.05, 1.45, 1.60, 1.40, 1.00, 0.85, 0.90, 0.80, 0.80, 0.95)
SPRING_SEASON = (0.10, 0.25, 3.20, 3.60, 2.60, 0.60, 0.30, 0.25, 0.35, 0.20, 0.10, 0.10)

# e-mail clicks: lead source × age band (under 35, 35-49, 50 and over). Inside each source the young
# click more; over all sources the old do, because the young came by paid social. Simpson's reversal.
CLICK_RATES = ((0.100, 0.080, 0.066), (0.030, 0.023, 0.019), (0.200, 0.162, 0.136))
SOURCE_BY_AGE = ((0.15, 0.82, 0.03), (0.45, 0.30, 0.25), (0.30, 0.05, 0.65))


@dataclass(frozen=True, slots=True)
class Planted:
    """One figure that a newcomer can find again in the files; `value` is a share."""

    segment: str  # "" for the whole company
    what: str
    value: float


PLANTED = (
    *(Planted(habit.name, "share of customers", habit.share) for habit in HABITS),
    Planted("Slipping regulars", "share of revenue lost by all who spent less than the year before", 0.38),
    Planted("Slipping regulars", "regulars 90 days ago who did not return", SLIPPING_NOT_RETURNED),
    Planted("Discount hunters", "share of margin", 0.04),
    Planted("Big-project families", "share of revenue", 0.24),
    Planted("", "regulars 90 days ago who did not return", REGULARS_NOT_RETURNED),
    Planted("", "revenue, last twelve months against the twelve before", 0.0),
    Planted("", "new customers, last twelve months against the twelve before", NEW_CUSTOMER_GROWTH),
)  # fmt: skip


def habit_column(field: str) -> np.ndarray:
    """One field of all habits as an array by segment code."""
    return np.array([getattr(habit, field) for habit in HABITS], dtype=np.float64)


def segment_sizes(customers: int) -> np.ndarray:
    """Exact customers a segment; rounding differences go to Everyone else."""
    sizes = np.floor(habit_column("share") * customers + 0.5).astype(np.int64)
    sizes[EVERYONE] += customers - sizes.sum()
    return sizes
