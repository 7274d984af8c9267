"""How long customers take until they order again: the lengths behind "due", "lapsing" and "lost".

Every order opens a gap that the next order closes; the gap after the last order is still open at `as_of`, so it is
censored. The survival function S is estimated by Kaplan and Meier over all gaps. Where part of the customers never come
back it levels off above zero; the quantiles are those of customers who do come back: the days where 1 - S reaches p of
its last value, the non-parametric estimate for a population of which a part never returns (Maller and Zhou 1992,
Biometrika 79:731).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import EventTable, Scaled

DAY = 86_400

FEWEST_REPEATS = 30
"""Below this many closed gaps an 80th percentile rests on a handful of them: the fallback days are used."""

FALLBACK_DAYS = (90, 180, 365)
"""A quarter, half a year, a year: what retailers without figures of their own commonly use."""

SHORTEST_DAYS = (7, 14, 28)
"""A week at least: shorter windows would follow the days of the week, not the customers."""

LONGEST_DAYS = (365, 548, 730)
"""A year, a year and a half, two years: a plan for customers does not wait longer."""

LONGEST_PARTS = (4, 3, 2)
"""A window takes at most a quarter, a third, a half of the time the data span, or it cannot be seen in them."""


@dataclass(frozen=True, slots=True)
class RepurchaseGaps:
    """Days within which half (`p50`), 80 % and 95 % of those who order again have done so, ready for windows.

    `repeats` are the closed gaps, `open` the censored ones; `returning` the estimated share of orders that another one
    follows within the longest gap seen; `measured_days` the quantiles before floors and caps, None with the fallback.
    `method` is a sentence for people.
    """

    p50: int
    p80: int
    p95: int
    repeats: int
    open: int
    returning: float
    measured_days: tuple[int, int, int] | None
    method: str


def measure_gaps(orders: EventTable, as_of: int) -> RepurchaseGaps:
    """The repurchase gaps of an event type at a moment (seconds UTC). Orders of the same day (UTC) count as one, and
    those with a negative amount not at all.
    The order of customers does not matter."""
    times = np.asarray(orders.time, dtype=np.int64)
    counts = np.diff(orders.offsets)
    customer = np.repeat(np.arange(len(counts)), counts)
    seen = (times <= as_of) & ~_are_returns(orders)
    days, customer = times[seen] // DAY, customer[seen]
    last_day = as_of // DAY
    if not len(days):
        return _fall_back(0, 0)
    span_days = int(last_day - days.min())
    fresh = np.ones(len(days), dtype=np.bool_)
    fresh[1:] = (customer[1:] != customer[:-1]) | (days[1:] != days[:-1])
    days, customer = days[fresh], customer[fresh]
    follows = customer[1:] == customer[:-1]
    closed = (days[1:] - days[:-1])[follows]
    is_last = np.append(~follows, True)
    still_open = last_day - days[is_last]
    if len(closed) < FEWEST_REPEATS:
        return _fall_back(len(closed), len(still_open))
    lengths, returned = _estimate(closed, still_open)
    quantiles = [
        int(lengths[np.searchsorted(returned, share * returned[-1] - 1e-12)]) for share in (0.5, 0.8, 0.95)
    ]
    measured = (quantiles[0], quantiles[1], quantiles[2])
    p50, p80, p95 = _fit(measured, span_days)
    return RepurchaseGaps(
        p50=p50,
        p80=p80,
        p95=p95,
        repeats=len(closed),
        open=len(still_open),
        returning=float(returned[-1]),
        measured_days=measured,
        method=_describe(measured, (p50, p80, p95), len(closed), len(still_open), span_days),
    )


def _are_returns(orders: EventTable) -> NDArray[np.bool_]:
    """Orders with a negative amount are returns, not purchases; a missing amount says nothing."""
    amount = orders.properties.get("amount")
    if not isinstance(amount, Scaled):
        return np.zeros(len(orders.time), dtype=np.bool_)
    missing = np.iinfo(amount.values.dtype).min
    negative: NDArray[np.bool_] = (amount.values < 0) & (amount.values != missing)
    return negative


def _estimate(
    closed: NDArray[np.int64], still_open: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Kaplan–Meier: the distinct closed lengths in days and the share that has returned by each. Gaps censored at a
    length are still at risk there."""
    lengths, events = np.unique(closed, return_counts=True)
    everything = np.sort(np.concatenate([closed, still_open]))
    at_risk = len(everything) - np.searchsorted(everything, lengths, side="left")
    staying = np.cumprod(1.0 - events / at_risk)
    return lengths, (1.0 - staying).astype(np.float64)


def _fit(measured: tuple[int, int, int], span_days: int) -> tuple[int, int, int]:
    """Floors, caps and a day between them, so that the windows stay in order."""
    fitted: list[int] = []
    for days, shortest, longest, part in zip(
        measured, SHORTEST_DAYS, LONGEST_DAYS, LONGEST_PARTS, strict=True
    ):
        capped = max(shortest, min(days, longest, span_days // part))
        fitted.append(max(capped, fitted[-1] + 1) if fitted else capped)
    return fitted[0], fitted[1], fitted[2]


def _describe(
    measured: tuple[int, int, int], used: tuple[int, int, int], repeats: int, still_open: int, span_days: int
) -> str:
    sentence = (
        f"Of customers who order again, half do so within {measured[0]} days, 80 % within {measured[1]} and 95 % within "
        f"{measured[2]} (Kaplan–Meier over {repeats:,} gaps between orders and {still_open:,} that are still open)."
    )
    if used == measured:
        return sentence
    return (
        f"{sentence} Windows use {used[0]}, {used[1]} and {used[2]} days: no shorter than {SHORTEST_DAYS[0]} days and no "
        f"longer than the {span_days} days of orders let us see."
    )


def _fall_back(repeats: int, still_open: int) -> RepurchaseGaps:
    p50, p80, p95 = FALLBACK_DAYS
    return RepurchaseGaps(
        p50=p50,
        p80=p80,
        p95=p95,
        repeats=repeats,
        open=still_open,
        returning=0.0 if not still_open else repeats / (repeats + still_open),
        measured_days=None,
        method=f"Only {repeats} repeat orders, fewer than {FEWEST_REPEATS}: windows use {p50}, {p80} and {p95} days.",
    )
