"""What deals, people and contracts say of a segment of businesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Moments
from satsuma.measure.words import LABELS, find_named
from satsuma.model.kinds import Kind
from satsuma.model.measures import Deals, Measured
from satsuma.value.comparing import Words, compare_levels, compare_medians, compare_ratio, count_everyone
from satsuma.value.deals import (
    DealTable,
    measure_cycle,
    measure_win_rate,
    measure_words,
    order,
    read_deals,
)
from satsuma.value.tallies import own, tally

if TYPE_CHECKING:
    from satsuma.columns import EventTable
    from satsuma.project.persona_unit import UnitView

Bools = NDArray[np.bool_]
ROLES = ("buying role", "decision role", "contact role", "signed by", "signatory", "role", "decision maker")
OBJECTIONS = (
    "loss reason",
    "lost reason",
    "reason lost",
    "closed lost reason",
    "objection",
    "objections",
    "reason",
)
NEEDS = ("customer need", "need", "needs", "pain point", "requirement", "use case")
CLOSES = ("close date", "closed date", "close", "closed on", "won date", "end date", "signed on")
IS_WON = ("is won", "won")
TITLES = ("job title", "title", "role", "department", "position", "function", "seniority")
RENEWAL_DAYS = 90


def measure_deals(view: UnitView, members: Bools) -> Deals:
    """Each part as far as the data have it."""
    evidence = view.evidence
    name = evidence.events.get("deal")
    events = view.events(name)
    deals = None
    if events is not None and name is not None and evidence.stage is not None:
        close = find_named(evidence.properties(name), CLOSES, (Kind.DATE,))
        won = find_named(evidence.properties(name), IS_WON, (Kind.FLAG,))
        deals = read_deals(events, view.as_of, evidence.stage, close, won)
        return Deals(
            win_rate=measure_win_rate(
                deals, members, view.everyone, f"won of closed {name} events", view.smallest
            ),
            cycle=measure_cycle(
                deals,
                members,
                view.everyone,
                f"median of {close} - time of {name}, won ones",
                view.smallest,
            ),
            committee=measure_committee(view, deals, events, members),
            needs=measure_needs(view, deals, events, members),
            objections=measure_objections(view, deals, events, members),
            renewal=measure_renewal(view, members),
            people=measure_people(view, members),
        )
    return Deals(renewal=measure_renewal(view, members), people=measure_people(view, members))


def measure_committee(
    view: UnitView, deals: DealTable, events: EventTable, members: Bools
) -> tuple[Measured, ...]:
    """Who signs won deals."""
    name = view.evidence.events["deal"]
    role = find_named(view.evidence.properties(name), ROLES, LABELS)
    if role is None or not view.may_show(role):
        return ()
    words = Words("committee", "{} signs", "won deals", f'won {name} events where {role} = "{{}}"')
    who = (members, view.everyone)
    return measure_words(deals, events.properties.get(role), deals.won, who, words, view.smallest)


def measure_needs(
    view: UnitView, deals: DealTable, events: EventTable, members: Bools
) -> tuple[Measured, ...]:
    """What deals are about, won or not."""
    name = view.evidence.events["deal"]
    need = find_named(view.evidence.properties(name), NEEDS, LABELS)
    if need is None or not view.may_show(need):
        return ()
    words = Words("need", "Deals that ask for: {}", "deals", f'{name} events where {need} = "{{}}"')
    every = np.ones(len(deals.owner), np.bool_)
    return measure_words(
        deals, events.properties.get(need), every, (members, view.everyone), words, view.smallest
    )


def measure_objections(
    view: UnitView, deals: DealTable, events: EventTable, members: Bools
) -> tuple[Measured, ...]:
    """Why deals are lost; where no reason is noted, what customers of lost deals needed."""
    name = view.evidence.events["deal"]
    properties = view.evidence.properties(name)
    reason = find_named(properties, OBJECTIONS, LABELS)
    need = find_named(properties, NEEDS, LABELS)
    found = reason or need
    if found is None or not view.may_show(found):
        return ()
    what = "Lost for: {}" if reason else "Lost deals that asked for: {}"
    words = Words("objection", what, "lost deals", f'lost {name} events where {found} = "{{}}"')
    lost = deals.closed & ~deals.won
    return measure_words(
        deals, events.properties.get(found), lost, (members, view.everyone), words, view.smallest
    )


def measure_renewal(view: UnitView, members: Bools) -> tuple[Measured, ...]:
    """How many contracts renew soon, and when the middle one does."""
    name = view.evidence.renewal
    column = view.data.columns.get(name or "")
    if name is None or not isinstance(column, Moments) or not view.may_show(name):
        return ()
    known = column.seconds != np.iinfo(column.seconds.dtype).min
    days = np.where(known, (column.seconds.astype(np.float64) - view.as_of) / 86_400, np.nan)
    ahead = np.where(days >= 0, days, np.nan)
    due = (ahead <= RENEWAL_DAYS).astype(np.float64)
    words = Words(
        "renewal:due",
        f"Contracts up for renewal within {RENEWAL_DAYS} days",
        "contracts",
        f"{name} in next {RENEWAL_DAYS} days, of those with a {name}",
    )
    share = compare_ratio(due, known.astype(np.float64), members, view.everyone, words, view.smallest)
    words = Words("renewal:days", "Days to renewal", "contracts ahead", f"0 - days since {name}, where ahead")
    middle = compare_medians(ahead, members, view.everyone, words, view.smallest)
    return tuple(each for each in (share, middle) if each is not None)


def measure_people(view: UnitView, members: Bools) -> tuple[Measured, ...]:
    """Accounts that hang on a single contact, and what the contacts are."""
    links, people = view.data.links, view.opened.run.shape.units[view.unit].people
    if links is None or people is None:
        return ()
    sizes = np.diff(links.offsets)
    words = Words(
        "people:single",
        "A single contact",
        f"{view.unit}s with people",
        "count(people) = 1, of those with people",
    )
    single = compare_ratio(
        (sizes == 1).astype(np.float64),
        (sizes > 0).astype(np.float64),
        members,
        view.everyone,
        words,
        view.smallest,
    )
    data = view.opened.population.units[people]
    shape = view.opened.run.shape.units[people]
    title = find_named(shape.columns, TITLES, LABELS)
    column = data.columns.get(title or "")
    found = [single] if single else []
    if isinstance(column, Codes) and view.may_show(title):
        codes = np.asarray(column.codes[links.members])
        counted = tally(own(links.offsets), codes, column.dictionary, len(sizes))
        words = Words("people", "Contacts: {}", "contacts", f'people where {title} = "{{}}"')
        found += order(compare_levels(count_everyone(counted, view.everyone), members, words, view.smallest))
    return tuple(found)
