"""Looking back: what the members of a segment at an earlier day did until now, against others of that day who had ordered
as often."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.language.tree import Aggregate, Done, Events, Last
from satsuma.project.evaluating import list_enabled
from satsuma.project.moments import end_of_day, read_zone
from satsuma.project.opening import THREADS

if TYPE_CHECKING:
    from satsuma.columns import Column, Memberships
    from satsuma.describe.content import Followed
    from satsuma.language.tree import Condition
    from satsuma.project.results import Chain

DAYS = 90
OFTEN = (1, 2, 3, 5, 10, 20)
"""Customers with as many orders as one another: 1, 2, 3 to 4, 5 to 9, 10 to 19, 20 and more."""
BUYERS = "\0buyers"


def follow_segments(chain: Chain) -> list[Followed]:
    """Each segment of the main unit as of `DAYS` earlier: the share of its members without the main event since. Nothing
    without a main event, and nothing for segments under the smallest group."""
    from satsuma.describe.content import Followed
    from satsuma.project.sizing import find_labels

    definitions = chain.inputs.definitions
    unit, event = chain.stored.shape.main_unit, definitions.project.main_event
    if event is None or event not in chain.stored.shape.units[unit].events:
        return []
    day = chain.moment.day - dt.timedelta(days=DAYS)
    then = end_of_day(day, read_zone(chain.stored.shape.timezone))
    names = [name for name in list_enabled(definitions, unit) if "/" not in name]
    conditions = {name: chain.vocabulary.segments[unit][name] for name in names}
    members = ask(chain, unit, conditions | {BUYERS: Done(events=Events(event=event))}, then)
    back = Done(events=Events(event=event, window=Last(count=DAYS, span="days")))
    returned = ask(chain, unit, {"back": back}, chain.moment.seconds).words[0]
    counts = {name: bitmaps.count(words) for name, words in zip(members.names, members.words, strict=True)}
    away = {
        name: 1 - bitmaps.share(returned, words) if counts[name] else 0.0
        for name, words in zip(members.names, members.words, strict=True)
    }
    often = count_orders(chain, unit, event, then)
    came_back = bitmaps.unpack(returned, len(often))
    rows = dict(zip(members.names, members.words, strict=True))
    smallest = definitions.project.smallest_group
    found = []
    for name in names:
        if counts[name] < smallest or counts[BUYERS] == 0:
            continue
        similar = compare_similar(bitmaps.unpack(rows[name], len(often)), often, came_back, smallest)
        found.append(
            Followed(
                segment=name,
                title=str(find_labels(name, definitions)["title"]),
                then=day.isoformat(),
                days=DAYS,
                members=counts[name],
                did_not_return=away[name],
                everyone=counts[BUYERS],
                everyone_did_not_return=away[BUYERS],
                similar=similar[0] if similar else 0,
                similar_did_not_return=similar[1] if similar else None,
            )
        )
    return found


def count_orders(chain: Chain, unit: str, event: str, as_of: int) -> NDArray[np.int64]:
    """How often each customer had done the main event by a moment, in steps of `OFTEN`; 0 for never."""
    from satsuma.engine import measure

    counted = Aggregate(function="count", events=Events(event=event))
    zone = read_zone(chain.stored.shape.timezone)
    population = chain.population_at(as_of)
    return step_orders(measure(population, chain.vocabulary, unit, {"n": counted}, as_of, zone, THREADS)["n"])


def step_orders(column: Column) -> NDArray[np.int64]:
    """Counts of orders in steps of `OFTEN`; 0 for none."""
    from satsuma.columns import Scaled

    counts = column.values if isinstance(column, Scaled) else np.zeros(0, np.int64)
    return np.digitize(counts, OFTEN)


def compare_similar(
    inside: NDArray[np.bool_], often: NDArray[np.int64], came_back: NDArray[np.bool_], smallest: int
) -> tuple[int, float] | None:
    """How many other customers had ordered as often as the members, and the share of them that stayed away; None where
    most members have nobody like them."""
    return expect_alike(inside, often, (~came_back).astype(np.float64), smallest)


def expect_alike(
    inside: NDArray[np.bool_], often: NDArray[np.int64], values: NDArray[np.float64], smallest: int
) -> tuple[int, float] | None:
    """How many other customers had ordered as often as the members, and the mean of their values (NaN: none) if they were
    spread over the steps as the members are (direct standardisation). None where most members have nobody like them."""
    compared = expected = 0.0
    others = 0
    known = ~np.isnan(values)
    for step in range(1, len(OFTEN) + 1):
        here = (often == step) & known
        like = here & ~inside
        n, members = int(like.sum()), int((here & inside).sum())
        if members and n >= smallest:
            compared += members
            expected += members * float(values[like].mean())
            others += n
    if not compared or compared < 0.5 * int((inside & known).sum()):
        return None
    return others, expected / compared


def ask(chain: Chain, unit: str, conditions: dict[str, Condition], as_of: int) -> Memberships:
    from satsuma.engine import evaluate

    zone = read_zone(chain.stored.shape.timezone)
    population = chain.population_at(as_of)
    return evaluate(population, chain.vocabulary, unit, conditions, as_of, zone, THREADS).memberships
