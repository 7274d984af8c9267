"""Worlds and rules by plain seeded chance: thousands a minute, the same each time, one construct at a time.

Event times lie on the edges of the windows that rules use; literals are values that customers have.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from satsuma.language import tree
from satsuma.language.calendar import add_days, day_start, window_edges
from satsuma.language.facts import Customer, Event, Exact, Fact
from satsuma.language.interpret import value_of
from tests.properties.arrays import make_population
from tests.properties.equality import Example
from tests.properties.worlds import COLUMNS, DAYS, EVENTS, LEVELS, VOCABULARY, WORDS, ZONES, World

FIXED: list[tree.Window] = [
    tree.Last(count=7, span="days"),
    tree.Last(count=1, span="days"),
    tree.Last(count=48, span="hours"),
    tree.Last(count=3, span="months"),
    tree.Last(count=1, span="years"),
    tree.Last(count=2, span="weeks"),
    tree.Ago(furthest=60, nearest=7),
    tree.Calendar(which="this", period="month"),
    tree.Calendar(which="last", period="quarter"),
    tree.Calendar(which="last", period="week"),
    tree.Calendar(which="this", period="year"),
    tree.Ever(),
]
AHEAD: list[tree.Window] = [tree.Next(count=14, span="days"), tree.Calendar(which="next", period="month")]
FUNCTIONS = {
    "sum": ["amount", "quantity", "mass"],
    "average": ["amount", "quantity", "mass"],
    "minimum": ["amount", "mass", "delivered"],
    "maximum": ["amount", "mass", "delivered"],
    "distinct": ["amount", "mass", "channel", "gift", "delivered", "note"],
    "first": ["amount", "mass", "channel", "size", "gift", "delivered"],
    "last": ["amount", "mass", "channel", "size", "gift", "delivered"],
}
SIGNS = ["=", "!=", "<", "<=", ">", ">="]


class Chance:
    """Draws one world and rules about it."""

    def __init__(self, seed: int, people: int | None = None) -> None:
        self.random = random.Random(seed)
        self.zone = ZoneInfo(self.random.choice(ZONES))
        day = self.random.choice(DAYS)
        self.as_of = day_start(add_days(day, 1), self.zone) - self.random.choice([1, 1, 40_000])
        self.bounds = [
            tree.Date(day=add_days(day, -offset), time=self.random.choice([None, None, dt.time(12, 30)]))
            for offset in (3, 40)
        ]
        self.windows = [
            *FIXED,
            tree.Between(start=self.bounds[1], end=self.bounds[0]),
            tree.Before(bound=self.bounds[0]),
            tree.After(bound=self.bounds[1]),
            tree.Since(bound=self.bounds[1]),
        ]
        self.edges = self._find_edges([*self.windows, *AHEAD])
        self.world = self._make_world(people or self.random.randint(4, 12))

    def _find_edges(self, windows: list[tree.Window]) -> list[int]:
        found = {self.as_of}
        for window in windows:
            low, high = window_edges(window, self.as_of, self.zone)
            found |= {edge for edge in (low, high) if abs(edge) < 2**40}
        return sorted(found)

    def _time(self) -> int:
        edge = self.random.choice(self.edges)
        return min(edge, self.as_of + 1) + self.random.choice([-86_400, -1, 0, 0, 0, 1, 5])

    def _fact(self, kind: str) -> Fact:
        draw = self.random
        if draw.random() < 0.15:
            return None
        match kind:
            case "number":
                return Exact(draw.choice([-5, 0, 1, 2, 3, 18, 40, 60, draw.randint(-3, 70)]))
            case "double":
                return draw.choice([0.0, 0.1, 0.2, 0.30000000000000004, 1.5, -2.0, 1e300])
            case "share":
                return Exact(draw.randint(0, 1000), 3)
            case "fine money":
                return Exact(draw.choice([0, 5, -300, 2**63 - 1, 2**62, draw.randint(-(10**6), 10**6)]), 4)
            case "decimal" | "money":
                return Exact(
                    draw.choice([0, 1, 150, 2000, 2005, -300, 99_999, draw.randint(-(10**5), 10**5)]), 2
                )
            case "category":
                return draw.choice(WORDS)
            case "ordered":
                return draw.choice(LEVELS)
            case "text":
                return draw.choice(["Ann", "anna", "Bob\n", "", "a.b", "é"])
            case "flag":
                return draw.random() < 0.5
            case "set":
                return frozenset(draw.sample(WORDS, draw.randint(0, 3)))
            case _:
                if draw.random() < 0.4:
                    return self.as_of - draw.choice([-1, 0, 1, draw.randint(-4, 24)]) * 43_200
                ago = draw.choice([0, 0, 0, 365, 366, 4 * 365 + 1, 20 * 365])
                return draw.choice(self.edges) - 86_400 * ago + draw.choice([-1, 0, 0, 1])

    def _customer(self, unit: str, number: int) -> Customer:
        if self.random.random() < 0.1:
            return Customer(unit, number, {})
        events = {}
        starts: list[int] = []
        for name, properties in EVENTS[unit].items():
            times = sorted(self._time() for _ in range(self.random.choice([0, 1, 2, 3, 5, 9])))
            if len(times) > 1 and self.random.random() < 0.5:
                times[0] = times[1]
            starts = starts or times
            if starts and self.random.random() < 0.7:
                after = self.random.choice([0, 60, 86_400, 2 * 86_400, 7 * 86_400, 35 * 86_400])
                times.append(self.random.choice(starts) + after + self.random.choice([0, 0, 1]))
                times.sort()
            events[name] = [
                Event(time, {key: self._fact(kind) for key, kind in properties.items()}) for time in times
            ]
        return Customer(
            unit, number, {name: self._fact(kind) for name, kind in COLUMNS[unit].items()}, events
        )

    def _make_world(self, size: int) -> World:
        accounts = [self._customer("account", number) for number in range(3)]
        persons = [self._customer("customer", number) for number in range(size)]
        employer = [self.random.choice([0, 1, None]) for _ in persons]
        whole = [
            replace(account, people=[p for p, e in zip(persons, employer, strict=True) if e == number])
            for number, account in enumerate(accounts)
        ]
        employed = [
            replace(person, account=None if e is None else whole[e])
            for person, e in zip(persons, employer, strict=True)
        ]
        return World(self.as_of, self.zone, {"customer": employed, "account": whole})

    # --- values

    def window(self) -> tree.Window:
        return self.random.choice(self.windows)

    def own_window(self) -> tree.Window:
        """A window with bounds of the customer's own."""
        own = tree.VariableBound(name=self.random.choice(["signup", "birth", "first_order"]))
        return self.random.choice(
            [
                tree.Since(bound=own), tree.After(bound=own), tree.Before(bound=own),
                tree.Between(start=own, end=self.bounds[0]), tree.Between(start=self.bounds[1], end=own),
                tree.Between(start=tree.VariableBound(name="birth"), end=own),
            ]
        )  # fmt: skip

    def filter(self, name: str) -> tree.Condition:
        parts = [self._filter_leaf(name) for _ in range(self.random.choice([1, 1, 2]))]
        found = parts[0]
        if len(parts) > 1:
            found = (tree.And if self.random.random() < 0.5 else tree.Or)(conditions=tuple(parts))
        return tree.Not(condition=found) if self.random.random() < 0.2 else found

    def _filter_leaf(self, name: str) -> tree.Condition:
        key, kind = self.random.choice(sorted(EVENTS["customer"][name].items()))
        value = tree.Variable(name=key)
        match kind:
            case "category" | "text":
                return tree.OneOf(
                    value=value,
                    options=(tree.Text(value=self.random.choice(WORDS)), tree.Text(value="Ann")),
                    negated=self.random.random() < 0.3,
                )
            case "ordered":
                return tree.Compare(
                    sign=self.random.choice(SIGNS), left=value, right=tree.Text(value="silver")
                )
            case "flag":
                return tree.Flag(value=value)
            case "date":
                return tree.DateIs(value=value, window=self.window())
            case "set":
                return tree.SetHas(
                    how=self.random.choice(["any", "all", "none"]), value=value, options=("US",)
                )
            case _:
                literal = tree.Number(value=Decimal(self.random.choice(["0", "1.5", "20", "20.05", "0.3"])))
                return tree.Compare(sign=self.random.choice(SIGNS), left=value, right=literal)

    def events(self, name: str = "order", window: tree.Window | None = None) -> tree.Events:
        where = self.filter(name) if self.random.random() < 0.5 else None
        return tree.Events(event=name, where=where, window=window or self.window())

    def aggregate(self, function: str) -> tree.Aggregate:
        if function in FUNCTIONS:
            key = self.random.choice(FUNCTIONS[function])
            return tree.Aggregate(function=function, events=self.events(), property=key)
        return tree.Aggregate(
            function=function, events=self.events(self.random.choice(["order", "cart", "click"]))
        )

    def near(self, value: tree.Value) -> tree.Condition:
        """The value compared with one that a customer has, so that edges and ties are met."""
        moment = self.world.moment_for()
        facts = [value_of(value, customer, moment, VOCABULARY) for customer in self.world.customers]
        known = [fact for fact in facts if fact is not None]
        if not known:
            return tree.Missing(value=value)
        other = self._literal(self.random.choice(known))
        ordered = isinstance(known[0], Exact | float) or (isinstance(known[0], str) and known[0] in LEVELS)
        dated = isinstance(known[0], int) and not isinstance(known[0], bool)
        sign = self.random.choice(SIGNS if ordered or dated else ["=", "!="])
        if sign in ("=", "!=") and self.random.random() < 0.5:
            return tree.OneOf(value=value, options=(other,), negated=sign == "!=")
        return tree.Compare(sign=sign, left=value, right=other)

    def _literal(self, fact: Fact) -> tree.Number | tree.Text | tree.YesNo | tree.Date:
        match fact:
            case Exact():
                digits = Decimal(fact.mantissa).scaleb(-fact.scale)
                return tree.Number(value=digits if abs(digits) < 10**14 else Decimal(7))
            case float():
                return tree.Number(
                    value=Decimal(repr(fact)).quantize(Decimal("1e-9")) if abs(fact) < 1e9 else Decimal(1)
                )
            case str():
                return tree.Text(value=fact)
            case bool():
                return tree.YesNo(value=fact)
            case int():
                local = dt.datetime.fromtimestamp(fact, self.zone)
                is_exact = local.replace(tzinfo=self.zone).timestamp() == fact
                return tree.Date(
                    day=local.date(), time=local.time() if is_exact and self.random.random() < 0.4 else None
                )
            case _:
                return tree.Number(value=Decimal(0))

    # --- conditions

    def sequence(self, negated: bool, within: bool) -> tree.Sequence:
        names = [self.random.choice(["order", "cart", "click"]) for _ in range(self.random.choice([2, 2, 3]))]
        steps = []
        for number, name in enumerate(names):
            where = self.filter(name) if self.random.random() < 0.3 else None
            last = number == len(names) - 1
            if number and (within or (negated and last)):
                span, count = self.random.choice(
                    [("days", 1), ("days", 7), ("hours", 48), ("minutes", 1), ("weeks", 5)]
                )
                steps.append(tree.Step(event=name, where=where, within=count, span=span))
            else:
                steps.append(tree.Step(event=name, where=where))
        window = self.random.choice([tree.Ever(), tree.Ever(), self.window(), self.own_window()])
        return tree.Sequence(steps=tuple(steps), negated_last=negated, window=window)

    def rank(self, side: str, in_percent: bool) -> tree.Rank:
        amount = (
            Decimal(self.random.choice([10, 25, 50])) if in_percent else Decimal(self.random.randint(1, 4))
        )
        return tree.Rank(side=side, amount=amount, in_percent=in_percent, **self._ranked())

    def percentiles(self) -> tree.PercentileRange:
        return tree.PercentileRange(
            low=Decimal(20), high=Decimal(self.random.choice([60, 75])), **self._ranked()
        )

    def _ranked(self) -> dict[str, object]:
        by: tree.Value = tree.Variable(
            name=self.random.choice(["age", "score", "orders_90d", "average_order"])
        )
        if self.random.random() < 0.5:
            by = self.aggregate(self.random.choice(["count", "sum", "date of last"]))
        if self.random.random() < 0.2:
            by = tree.AccountVariable(name=self.random.choice(["deal_size", "employees", "founded", "heads"]))
        return {
            "by": by,
            "within": self.random.choice([None, None, "country", "tier"]),
            "among": self.random.choice([None, None, None, "buyers", "leaders"]),
        }

    def example(self, rules: list[tree.Condition], unit: str = "customer") -> Example:
        """The rules about this world, which is turned into arrays of chance widths."""
        population = make_population(self.world, self.random.randrange(10**6))
        return Example(self.world, population, unit, tuple(rules))


def make_constructs() -> dict[str, Callable[[Chance], tree.Condition]]:
    """A maker for each construct of the language, by name."""
    made: dict[str, Callable[[Chance], tree.Condition]] = {}
    for name in (*FUNCTIONS, "count", "days since first", "days since last", "date of first", "date of last"):
        made[name] = lambda chance, name=name: chance.near(chance.aggregate(name))
    for number, kind in enumerate(["last days", "last day", "last hours", "last months", "last years", "last weeks",
                                   "ago", "this month", "last quarter", "last week", "this year", "ever",
                                   "between", "before", "after", "since"]):  # fmt: skip
        made[f"window {kind}"] = lambda chance, number=number: chance.near(
            tree.Aggregate(function="count", events=chance.events("click", chance.windows[number]))
        )
        made[f"date is {kind}"] = lambda chance, number=number: tree.DateIs(
            value=tree.Variable(name=chance.random.choice(["signup", "first_order"])),
            window=chance.windows[number],
        )
    made |= {
        "date is next": lambda chance: tree.DateIs(
            value=tree.Variable(name="signup"), window=chance.random.choice(AHEAD)
        ),
        "date is own": lambda chance: tree.DateIs(
            value=tree.Variable(name="birth"), window=chance.own_window()
        ),
        "window own": lambda chance: chance.near(
            chance.aggregate(
                chance.random.choice(["count", "sum", "last", "distinct", "maximum"])
            ).model_copy(update={"events": chance.events("order", chance.own_window())})
        ),
        "anniversary": lambda chance: tree.Anniversary(
            value=tree.Variable(name=chance.random.choice(["birth", "signup"])),
            window=chance.random.choice([*FIXED[:11], *AHEAD]),
        ),
        "done": lambda chance: tree.Done(events=chance.events()),
        "not done": lambda chance: tree.Done(events=chance.events(), negated=True),
    }
    for negated in (False, True):
        for within in (False, True):
            made[f"sequence{' not' * negated}{' within' * within}"] = (
                lambda chance, negated=negated, within=within: chance.sequence(negated, within)
            )
    for side in ("top", "bottom"):
        for in_percent in (False, True):
            made[f"{side} {'percent' if in_percent else 'count'}"] = (
                lambda chance, side=side, in_percent=in_percent: chance.rank(side, in_percent)
            )
    return made | _make_plain_constructs()


def _make_plain_constructs() -> dict[str, Callable[[Chance], tree.Condition]]:
    def name(*names: str) -> Callable[[Chance], tree.Variable]:
        return lambda chance: tree.Variable(name=chance.random.choice(names))

    number, word = name("age", "weight", "balance", "rate"), name("country", "tier", "name")
    made: dict[str, Callable[[Chance], tree.Condition]] = {
        "everyone": lambda chance: chance.random.choice(
            [tree.Everyone(), tree.Not(condition=tree.Everyone())]
        ),
        "percentiles": lambda chance: chance.percentiles(),
        "random share": lambda chance: tree.RandomShare(
            low=Decimal(20), high=Decimal(60), salt=f"s{chance.as_of}"
        ),
        "segment": lambda chance: tree.InSegment(
            name=chance.random.choice(["adults", "buyers", "leaders", "tiers/upper"])
        ),
        "compare numbers": lambda chance: chance.near(number(chance)),
        "compare doubles": lambda chance: chance.near(tree.Variable(name="score")),
        "compare words": lambda chance: chance.near(word(chance)),
        "compare dates": lambda chance: chance.near(name("signup", "birth", "first_order")(chance)),
        "compare two values": lambda chance: tree.Compare(
            sign=chance.random.choice(SIGNS),
            left=number(chance),
            right=name("score", "price", "orders_90d", "age")(chance),
        ),
        "in range": lambda chance: tree.InRange(
            value=number(chance), low=tree.Number(value=Decimal(0)), high=tree.Number(value=Decimal("40.5"))
        ),
        "missing": lambda chance: tree.Missing(
            value=name("age", "score", "country", "interests", "signup")(chance)
        ),
        "known": lambda chance: tree.Missing(value=chance.aggregate("last"), negated=True),
        "flag": lambda chance: tree.Flag(value=tree.Variable(name="member")),
        "account": lambda chance: chance.near(
            tree.AccountVariable(name=chance.random.choice(["employees", "industry", "heads", "deal_size"]))
        ),
        "and": lambda chance: tree.And(
            conditions=(chance.near(number(chance)), tree.Done(events=chance.events()))
        ),
        "or": lambda chance: tree.Or(conditions=(chance.near(word(chance)), chance.rank("top", True))),
        "not": lambda chance: tree.Not(condition=chance.near(number(chance))),
    }
    for how, pattern in (
        ("contains", "n"),
        ("starts with", "A"),
        ("ends with", "a"),
        ("matches", "^[A-Z]|b$"),
    ):
        made[how] = lambda chance, how=how, pattern=pattern: tree.TextMatch(
            how=how, value=tree.Variable(name="name"), pattern=pattern
        )
    for how in ("any", "all", "none"):
        made[f"set has {how}"] = lambda chance, how=how: tree.SetHas(
            how=how,
            value=chance.random.choice([tree.Variable(name="interests"), chance.aggregate("last").model_copy(
                update={"property": "labels"})]),
            options=tuple(chance.random.sample(WORDS, 1 if how == "all" else 2)),
        )  # fmt: skip
    for span in ("days", "months", "years"):
        made[f"{span} since"] = lambda chance, span=span: chance.near(
            tree.Elapsed(span=span, value=name("birth", "signup", "first_order")(chance))
        )
    for sign in ("+", "-", "*", "/"):
        made[f"arithmetic {sign}"] = lambda chance, sign=sign: chance.near(
            tree.Arithmetic(
                sign=sign, left=chance.aggregate(chance.random.choice(["sum", "count"])),
                right=name("weight", "price", "orders_90d", "average_order")(chance),
            )
        )  # fmt: skip
    return made


def make_people_constructs() -> dict[str, Callable[[Chance], tree.Condition]]:
    """Those that are asked of accounts."""
    made: dict[str, Callable[[Chance], tree.Condition]] = {
        "people count": lambda chance: tree.Compare(
            sign=chance.random.choice(SIGNS),
            left=tree.PeopleCount(where=chance.near(tree.Variable(name="age"))),
            right=tree.Number(value=Decimal(chance.random.randint(0, 3))),
        )
    }
    for quantifier in ("any", "all", "none"):
        made[f"people {quantifier}"] = lambda chance, quantifier=quantifier: tree.People(
            quantifier=quantifier,
            where=chance.near(tree.Variable(name=chance.random.choice(["country", "age", "tier"]))),
        )
    return made


def collect_examples(count: int) -> list[Example]:
    """Worlds with a rule of each construct, about people and about accounts in turn; always the same."""
    constructs, of_people = make_constructs(), make_people_constructs()
    found = []
    for seed in range(count):
        chance = Chance(seed)
        found.append(chance.example([make(chance) for make in constructs.values()]))
        found.append(chance.example([make(chance) for make in of_people.values()], "account"))
    return found
