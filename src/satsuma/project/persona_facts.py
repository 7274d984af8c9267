"""What events say of a segment: each figure of a card that its profile does not hold, from the rooms that measure it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import EventTable
from satsuma.model.measures import Deals, Measured, NextStep, Timing
from satsuma.value.affinity import find_favourites, find_next
from satsuma.value.comparing import Words, compare_levels, compare_medians, compare_ratio
from satsuma.value.tallies import own

if TYPE_CHECKING:
    from satsuma.project.persona_unit import UnitView

Bools = NDArray[np.bool_]
RESPONSE_DAYS = 365
CHANNELS = {"email": "e-mail", "phone": "phone", "post": "post"}


def measure_reach(view: UnitView, members: Bools) -> tuple[Measured, ...]:
    """Members who can be contacted, by channel; of accounts also through their people."""
    found = []
    for whose, reach in (("", view.reach), ("a person by ", view.people_reach)):
        for channel, can in reach.items():
            named = f"{whose}{CHANNELS[channel]}"
            query = f"{channel}: an address is known and nobody said no" + (
                ", any person of the account" if whose else ""
            )
            words = Words(f"reach:{named}", f"Reachable by {named}", f"{view.unit}s", query)
            share = compare_ratio(
                can.astype(np.float64),
                np.ones(len(can)),
                members,
                view.everyone,
                words,
                view.smallest,
            )
            found += [share] if share else []
    return tuple(found)


def measure_response(view: UnitView, members: Bools) -> Measured | None:
    """Clicks per message of the last year."""
    click, send = (view.events(view.evidence.events.get(sort)) for sort in ("click", "send"))
    if click is None or send is None:
        return None
    names = view.evidence.events
    since = view.as_of - RESPONSE_DAYS * 86_400
    clicks, sends = (count_since(events, since, view.as_of) for events in (click, send))
    query = f"count({names['click']}, last {RESPONSE_DAYS} days) / count({names['send']}, last {RESPONSE_DAYS} days)"
    words = Words("response:e-mail", "Clicks per e-mail sent", "e-mails", query)
    return compare_ratio(clicks, sends, members, view.everyone, words, view.smallest)


def count_since(events: EventTable, since: int, as_of: int) -> NDArray[np.float64]:
    """Events in (since, as_of] by customer."""
    seen = (events.time > since) & (events.time <= as_of)
    return np.bincount(own(events.offsets)[seen], minlength=len(events.offsets) - 1).astype(np.float64)


def measure_ways(view: UnitView, members: Bools) -> tuple[Measured, ...]:
    """Orders by the way they came."""
    name, way = view.evidence.orders, view.way
    if view.ways is None or name is None or way is None:
        return ()
    query = f'count({name} where {way} = "{{}}") / count({name} where {way} is known)'
    words = Words("way", f"Orders, {way.replace('_', ' ')}: {{}}", "orders", query)
    found = compare_levels(view.ways, members, words, view.smallest)
    return tuple(sorted(found, key=lambda each: -each.value))


def measure_timings(view: UnitView, members: Bools) -> tuple[Timing, ...]:
    """Weekdays and hours of orders and clicks."""
    names = {"order": view.evidence.orders, "click": view.evidence.events.get("click")}
    found = []
    for sort, counted in view.weekdays.items():
        of, event = f"{sort}s", str(names[sort])
        zone = view.opened.run.shape.timezone
        query = f"{event} events on {{}}, of all, on the clocks of {zone}"
        words = Words(f"{sort} weekday", f"{sort.capitalize()}s on {{}}", of, query)
        days = compare_levels(counted, members, words, view.smallest)
        hours = view.hours[sort]
        query = f"{event} events in the hour from {{}}, of all with a time, on the clocks of {zone}"
        words = Words(f"{sort} hour", f"{sort.capitalize()}s from {{}}", of, query)
        times = compare_levels(hours, members, words, view.smallest) if hours else ()
        if days:
            found.append(Timing(event=event, of=of, weekdays=days, hours=times))
    return tuple(found)


def measure_gap(view: UnitView, members: Bools) -> Measured | None:
    """Days between orders."""
    if view.gaps is None:
        return None
    name = view.evidence.orders
    query = (
        f"(days since first({name}) - days since last({name})) / (count({name}) - 1), median over customers"
    )
    words = Words("gap", "Days between orders", f"{view.unit}s with two orders", query)
    return compare_medians(view.gaps, members, view.everyone, words, view.smallest)


def measure_discount(view: UnitView, members: Bools) -> Measured | None:
    """Order lines with a discount."""
    from satsuma.columns import Scaled
    from satsuma.describe.lines import read_numbers

    lines, name = view.events(view.evidence.lines), view.evidence.discount
    column = lines.properties.get(name or "") if lines is not None else None
    if lines is None or not isinstance(column, Scaled) or not view.may_show(name):
        return None
    numbers = read_numbers(column)
    owner, seen = own(lines.offsets), lines.time <= view.as_of
    customers = len(lines.offsets) - 1
    hits, totals = (
        np.bincount(owner[which], minlength=customers).astype(np.float64)
        for which in (seen & np.isfinite(numbers) & (numbers != 0), seen)
    )
    event = view.evidence.lines
    query = f"count({event} where {name} != 0) / count({event})"
    words = Words("discount", "Bought with a discount", "order lines", query)
    return compare_ratio(hits, totals, members, view.everyone, words, view.smallest)


def measure_affinity(
    view: UnitView, members: Bools
) -> tuple[tuple[Measured, ...], tuple[NextStep, ...], int]:
    """What they buy, what goes with it, and how many pairs were looked at."""
    basket, lines, name = view.basket, view.evidence.lines, view.bought
    if basket is None or lines is None or name is None:
        return (), (), 0
    query = f'has({lines} where {name} = "{{}}"), of those who bought anything'
    words = Words("bought", "Bought {}", f"{view.unit}s who bought", query)
    favourites = find_favourites(basket, members, words, view.smallest)
    query = (
        f'of buyers: has({lines} where {name} = "{{c}}"), those who have({lines} where {name} = "{{a}}") against others '
        "who know as many further values"
    )
    steps, looked_at = find_next(basket, members, favourites, view.smallest, query)
    return favourites, steps, looked_at


def measure_deals(view: UnitView, members: Bools) -> Deals | None:
    """What deals, people and contracts say of a segment of businesses; None for people."""
    from satsuma.project import persona_deals

    if not view.is_business:
        return None
    return persona_deals.measure_deals(view, members)
