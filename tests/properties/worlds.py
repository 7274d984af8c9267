"""Small made-up worlds: a schema, people and accounts in it, and rules that fit it.

Values come from small pools, so that ties, edges and hits are common; times gather around the ends of local days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from satsuma.language import tree
from satsuma.language.calendar import add_days, day_start, local_day
from satsuma.language.facts import Customer, Event, Exact, Fact, Moment, Thresholds
from satsuma.language.interpret import Scope, fact_of, is_true
from satsuma.language.normalise import rank_key
from satsuma.language.ranks import thresholds_for
from satsuma.language.read import read_condition, read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.walk import walk
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType

LEVELS = ("bronze", "silver", "gold")
TYPES = {
    "number": ValueType(kind=Kind.NUMBER, scale=0),
    "decimal": ValueType(kind=Kind.NUMBER, scale=2),
    "double": ValueType(kind=Kind.NUMBER),
    "money": ValueType(kind=Kind.MONEY, scale=2, currency="EUR"),
    "fine money": ValueType(kind=Kind.MONEY, scale=4, currency="EUR"),
    "share": ValueType(kind=Kind.SHARE, scale=3),
    "category": ValueType(kind=Kind.CATEGORY),
    "ordered": ValueType(kind=Kind.ORDERED, levels=LEVELS),
    "text": ValueType(kind=Kind.TEXT),
    "flag": ValueType(kind=Kind.FLAG),
    "date": ValueType(kind=Kind.DATE),
    "set": ValueType(kind=Kind.SET),
}
COLUMNS = {
    "customer": {
        "age": "number", "weight": "decimal", "score": "double", "balance": "money", "price": "fine money",
        "rate": "share", "country": "category", "tier": "ordered", "name": "text", "member": "flag", "signup": "date",
        "birth": "date", "interests": "set",
    },
    "account": {
        "employees": "number", "revenue": "money", "industry": "category", "partner": "flag", "founded": "date",
    },
}  # fmt: skip
EVENTS = {
    "customer": {
        "order": {
            "amount": "money", "quantity": "number", "mass": "double", "channel": "category", "size": "ordered",
            "gift": "flag", "delivered": "date", "labels": "set", "note": "text",
        },
        "cart": {"amount": "money", "channel": "category"},
        "click": {"seconds": "number"},
    },
    "account": {"contract": {"amount": "money", "channel": "category"}},
}  # fmt: skip
VARIABLES = {
    "customer": {
        "orders_90d": ("number", "count(order, last 90 days)"),
        "revenue_ever": ("money", "sum(order.amount)"),
        "average_order": ("quotient", "sum(order.amount) / count(order)"),
        "recency": ("number", "days since last(order)"),
        "first_order": ("date", "date of first(order)"),
    },
    "account": {"heads": ("number", "count(people)"), "deal_size": ("quotient", "average(contract.amount)")},
}
SEGMENTS = {
    "customer": {
        "buyers": "has order",
        "adults": "age >= 18",
        "tiers/upper": 'tier > "bronze"',
        "leaders": "top 25% by revenue_ever",
    },
    "account": {"big": "employees > 50"},
}

SHAPE = Shape(
    units={
        unit: UnitShape(
            name=unit,
            columns={name: TYPES[kind] for name, kind in COLUMNS[unit].items()},
            events={
                name: EventShape(
                    name=name, source=name, properties={key: TYPES[kind] for key, kind in properties.items()}
                )
                for name, properties in EVENTS[unit].items()
            },
            people="customer" if unit == "account" else None,
            account="account" if unit == "customer" else None,
        )
        for unit in COLUMNS
    },
    main_unit="customer",
    timezone="UTC",
    currency="EUR",
)
VOCABULARY = Vocabulary(
    shape=SHAPE,
    variables={
        unit: {name: read_value(text) for name, (_, text) in of_unit.items()}
        for unit, of_unit in VARIABLES.items()
    },
    segments={
        unit: {name: read_condition(text) for name, text in of_unit.items()}
        for unit, of_unit in SEGMENTS.items()
    },
)

ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"]
DAYS = [
    dt.date(2019, 3, 31),
    dt.date(2018, 11, 4),
    dt.date(2020, 2, 29),
    dt.date(2011, 12, 31),
    dt.date(2019, 6, 30),
]

WORDS = ["US", "DE", "é", "phone", "web"]
NUMBERS = [-5, 0, 1, 2, 3, 18, 40, 60, 51]


def make_facts(kind: str, as_of: int, zone: ZoneInfo) -> st.SearchStrategy[Fact]:
    """Values of one kind, often missing, often equal."""
    mantissas = st.sampled_from([0, 1, 5, 100, 150, 2000, 2005, -300, 99_999]) | st.integers(-(10**5), 10**5)
    by_kind: dict[str, st.SearchStrategy[Fact]] = {
        "number": (st.sampled_from(NUMBERS) | st.integers(-3, 70)).map(Exact),
        "decimal": mantissas.map(lambda mantissa: Exact(mantissa, 2)),
        "double": st.sampled_from([0.0, 0.1, 0.2, 0.30000000000000004, 1.5, -2.0, 1e300]),
        "money": mantissas.map(lambda mantissa: Exact(mantissa, 2)),
        "fine money": (mantissas | st.sampled_from([2**63 - 1, 2**62])).map(
            lambda mantissa: Exact(mantissa, 4)
        ),
        "share": st.integers(0, 1000).map(lambda mantissa: Exact(mantissa, 3)),
        "category": st.sampled_from(WORDS),
        "ordered": st.sampled_from(LEVELS),
        "text": st.sampled_from(["Ann", "anna", "Bob\n", "", "a.b", "é"]),
        "flag": st.booleans(),
        "date": make_times(as_of, zone, ahead=True),
        "set": st.frozensets(st.sampled_from(WORDS), max_size=4),
    }
    usual = by_kind[kind]
    return st.one_of(usual, usual, usual, usual, st.none())


@st.composite
def make_times(draw: st.DrawFn, as_of: int, zone: ZoneInfo, ahead: bool = False) -> int:
    """Moments around as_of and around the ends of local days before it; some years back and, if asked, ahead."""
    ago = draw(
        st.sampled_from([0, 1, 2, 7, 29, 30, 31, 89, 90, 91, 365, 366, 20 * 365]) | st.integers(0, 400)
    )
    days = -ago if ahead and draw(st.booleans()) and ago < 100 else ago
    start = day_start(add_days(local_day(as_of, zone), -days), zone)
    edges = [
        start - 1,
        start,
        start + 1,
        start + 43_200,
        as_of,
        as_of + 1,
        as_of - 3600 * ago,
        as_of - 86_400 * ago,
    ]
    return draw(st.sampled_from(edges))


@st.composite
def make_events(draw: st.DrawFn, properties: Mapping[str, str], as_of: int, zone: ZoneInfo) -> list[Event]:
    """A customer's events of one type, in order, none to six, some at equal times."""
    times = sorted(draw(st.lists(make_times(as_of, zone), max_size=6)))
    if len(times) > 2 and draw(st.booleans()):
        times[1] = times[0]
    return [
        Event(time, {name: draw(make_facts(kind, as_of, zone)) for name, kind in properties.items()})
        for time in times
    ]


@st.composite
def make_customers(draw: st.DrawFn, unit: str, number: int, as_of: int, zone: ZoneInfo) -> Customer:
    """One customer or account, without its people or account."""
    if draw(st.integers(0, 9)) == 0:
        return Customer(unit, number, {})
    columns = {name: draw(make_facts(kind, as_of, zone)) for name, kind in COLUMNS[unit].items()}
    events = {
        name: draw(make_events(properties, as_of, zone))
        for name, properties in EVENTS[unit].items()
        if draw(st.integers(0, 4))
    }
    return Customer(unit, number, columns, events)


@dataclass(frozen=True, slots=True)
class World:
    """Accounts with their people, people with their account, and when and where they are looked at."""

    as_of: int
    zone: ZoneInfo
    units: Mapping[str, Sequence[Customer]]

    @property
    def customers(self) -> Sequence[Customer]:
        return self.units["customer"]

    def moment_for(self, *conditions: tree.Condition) -> Moment:
        """The moment, with the thresholds of all ranks in these conditions and in the vocabulary."""
        return make_moment(self, conditions)


@st.composite
def make_worlds(draw: st.DrawFn, people: int = 6) -> World:
    """Up to `people` people, some of them in one of up to two accounts."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    day = draw(st.sampled_from(DAYS))
    as_of = draw(
        st.sampled_from(
            [day_start(add_days(day, 1), zone) - 1, day_start(day, zone), day_start(day, zone) + 5000]
        )
    )
    accounts = [
        draw(make_customers("account", number, as_of, zone)) for number in range(draw(st.integers(0, 2)))
    ]
    persons = [
        draw(make_customers("customer", number, as_of, zone))
        for number in range(draw(st.integers(1, people)))
    ]
    employers = [draw(st.sampled_from([*accounts, None])) for _ in persons]
    whole = [
        replace(
            account,
            people=[
                person for person, employer in zip(persons, employers, strict=True) if employer is account
            ],
        )
        for account in accounts
    ]
    employed = [
        replace(person, account=next((full for full in whole if employer and full.key == employer.key), None))
        for person, employer in zip(persons, employers, strict=True)
    ]
    return World(as_of, zone, {"customer": employed, "account": whole})


def make_moment(world: World, conditions: Sequence[tree.Condition]) -> Moment:
    """Ranks look at everyone of a unit, through the interpreter itself."""
    trees: list[tree.Node] = list(conditions)
    for unit in SHAPE.units:
        trees += [*VOCABULARY.segments[unit].values(), *VOCABULARY.variables[unit].values()]
    ranks = [
        node for whole in trees for node in walk(whole) if isinstance(node, tree.Rank | tree.PercentileRange)
    ]
    by_key = {rank_key(rank, unit): (rank, unit) for rank in ranks for unit in SHAPE.units}
    known: dict[str, Thresholds] = {}

    def find_thresholds(key: str) -> Thresholds:
        if key not in known:
            known[key] = _thresholds(*by_key[key], world, moment)
        return known[key]

    moment = Moment(world.as_of, world.zone, find_thresholds)
    return moment


def _thresholds(
    rank: tree.Rank | tree.PercentileRange, unit: str, world: World, moment: Moment
) -> Thresholds:
    values: list[tuple[str | None, Fact]] = []
    for customer in world.units[unit]:
        scope = Scope(customer, moment, VOCABULARY)
        if rank.among is None or is_true(tree.InSegment(name=rank.among), scope):
            group = fact_of(tree.Variable(name=rank.within), scope) if rank.within is not None else None
            assert group is None or isinstance(group, str)
            values.append((group, fact_of(rank.by, scope)))
    return thresholds_for(rank, values)
