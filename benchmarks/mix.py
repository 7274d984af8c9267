"""Segments as a company has them: attributes, windowed counts, has-not-done, recency, sums, ranks, segment in segment.

Each is made twice from the same draw: as a rule's text and as the SQL that somebody would write for it alone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from benchmarks.crowd import AS_OF, COLUMNS, DAY, EVENTS, word

DAYS = [7, 14, 30, 60, 90, 180, 365]
TODAY_START = AS_OF - DAY + 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A rule and its SQL: a predicate on the table `customers` with the column `id`."""

    name: str
    rule: str
    predicate: str

    @property
    def query(self) -> str:
        return f"SELECT id FROM customers WHERE {self.predicate}"


Leaf = tuple[str, str]


def _since(days: int) -> int:
    return TODAY_START - (days - 1) * DAY


class Mix:
    """Draws segments; earlier ones may be used in later ones."""

    def __init__(self, customers: int, seed: int = 11) -> None:
        self.customers = customers
        self.chance = random.Random(seed)
        self.made: list[Segment] = []

    def make(self, count: int) -> list[Segment]:
        leaves: list[Callable[[], Leaf]] = [
            self._attribute, self._attribute, self._count, self._count, self._count, self._not_done, self._recency,
            self._sum,
        ]  # fmt: skip
        while len(self.made) < count:
            number = len(self.made)
            kind = number % 10
            parts = [self.chance.choice(leaves)() for _ in range(self.chance.choice([1, 2, 2, 3]))]
            if kind == 7:
                parts = [self._rank(), *parts[:1]]
            if kind == 9 and number > 20:
                parts = [self._segment(), *parts[:2]]
            rule, predicate = self._combine(parts)
            self.made.append(Segment(f"s{number}", rule, predicate))
        return self.made

    def _combine(self, parts: list[Leaf]) -> Leaf:
        joint = "or" if self.chance.random() < 0.25 else "and"
        rule = f" {joint} ".join(f"({rule})" for rule, _ in parts)
        predicate = f" {joint} ".join(f"({predicate})" for _, predicate in parts)
        return rule, predicate

    def _attribute(self) -> Leaf:
        kind = self.chance.randrange(4)
        if kind == 0:
            low = self.chance.randrange(18, 70)
            return f"age between {low} and {low + 15}", f"coalesce(age BETWEEN {low} AND {low + 15}, false)"
        if kind == 1:
            return "member", "coalesce(member, false)"
        if kind == 2:
            day = dt.date(2019, 6, 30) - dt.timedelta(days=self.chance.randrange(30, 1500))
            edge = int((day - dt.date(1970, 1, 1)).days) * DAY
            return f"signup before {day}", f"signup < {edge}"
        name = self.chance.choice(sorted(COLUMNS))
        codes = self.chance.sample(range(COLUMNS[name]), min(COLUMNS[name], self.chance.choice([1, 2, 3])))
        rule = ", ".join(f'"{word(name, code)}"' for code in codes)
        sql = ", ".join(f"'{word(name, code)}'" for code in codes)
        return f"{name} in ({rule})", f"{name} IN ({sql})"

    def _events(
        self, event: str | None = None, may_filter: bool = True, may_end: bool = True
    ) -> tuple[str, str, str]:
        """An event with a filter and a window, the rule's two parts and the SQL's FROM."""
        event = event or self.chance.choice(["visit", "visit", "order", "order", "click", "search", "ticket"])
        days = self.chance.choice([*DAYS, 0]) if may_end else 0
        conditions, where = [f"type = '{event}'", f"time <= {AS_OF}"], ""
        if may_filter and self.chance.random() < 0.5:
            name = self.chance.choice(sorted(EVENTS[event][1]))
            code = self.chance.randrange(min(8, EVENTS[event][1][name]))
            where = f' where {name} = "{word(name, code)}"'
            conditions.append(f"{name} = '{word(name, code)}'")
        if days:
            conditions.append(f"time >= {_since(days)}")
        window = f", last {days} days" if days else ""
        return event, where + window, f"FROM events WHERE {' AND '.join(conditions)}"

    def _count(self) -> Leaf:
        event, rest, source = self._events()
        least = self.chance.choice([1, 1, 2, 3, 5, 10])
        return (
            f"count({event}{rest}) >= {least}",
            f"id IN (SELECT customer {source} GROUP BY customer HAVING count(*) >= {least})",
        )

    def _not_done(self) -> Leaf:
        event, rest, source = self._events()
        return f"has no ({event}{rest})", f"id NOT IN (SELECT customer {source})"

    def _recency(self) -> Leaf:
        event, rest, source = self._events(may_filter=False, may_end=False)
        days = self.chance.choice([10, 20, 45, 100, 200])
        return (
            f"days since last({event}{rest}) > {days}",
            f"id IN (SELECT customer {source} GROUP BY customer HAVING max(time) < {_since(days + 1)})",
        )

    def _sum(self) -> Leaf:
        _, rest, source = self._events("order")
        least = self.chance.choice([20, 50, 100, 250, 1000])
        return (
            f"sum(order.amount{rest}) >= {least}",
            f"id IN (SELECT customer {source} GROUP BY customer HAVING sum(amount) >= {least * 100})",
        )

    def _rank(self) -> Leaf:
        percent = self.chance.choice([1, 5, 10, 20])
        if self.chance.random() < 0.5:
            _, rest, source = self._events("order")
            value, sql = f"sum(order.amount{rest})", "sum(amount)"
        else:
            event, rest, source = self._events()
            value, sql = f"count({event}{rest})", "count(*)"
        position = ceil(percent * self.customers / 100)
        ranked = (
            f"SELECT id, coalesce(v, 0) AS v FROM customers LEFT JOIN (SELECT customer, {sql} AS v {source} "
            f"GROUP BY customer) ON customer = id"
        )
        return (
            f"top {percent}% by {value}",
            f"id IN (WITH ranked AS ({ranked}) SELECT id FROM ranked WHERE v >= "
            f"(SELECT v FROM ranked ORDER BY v DESC LIMIT 1 OFFSET {position - 1}))",
        )

    def _segment(self) -> Leaf:
        other = self.chance.choice(self.made[: len(self.made) // 2])
        return f"in segment {other.name}", other.predicate
