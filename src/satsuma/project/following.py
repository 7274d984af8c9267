"""Looking back: what the members of a segment at an earlier day did until now, against all buyers of that day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from satsuma.engine import bitmaps
from satsuma.language.tree import Done, Events, Last
from satsuma.project.evaluating import list_enabled
from satsuma.project.moments import end_of_day, read_zone
from satsuma.project.opening import THREADS

if TYPE_CHECKING:
    from satsuma.columns import Memberships
    from satsuma.describe.content import Followed
    from satsuma.language.tree import Condition
    from satsuma.project.results import Chain

DAYS = 90
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
    return [
        Followed(
            segment=name,
            title=str(find_labels(name, definitions)["title"]),
            then=day.isoformat(),
            days=DAYS,
            members=counts[name],
            did_not_return=away[name],
            everyone=counts[BUYERS],
            everyone_did_not_return=away[BUYERS],
        )
        for name in names
        if counts[name] >= definitions.project.smallest_group and counts[BUYERS] > 0
    ]


def ask(chain: Chain, unit: str, conditions: dict[str, Condition], as_of: int) -> Memberships:
    from satsuma.engine import evaluate

    zone = read_zone(chain.stored.shape.timezone)
    population = chain.population_at(as_of)
    return evaluate(population, chain.vocabulary, unit, conditions, as_of, zone, THREADS).memberships
