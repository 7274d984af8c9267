"""What the cards of one unit share: who everyone is, what their events are about, and counts that all segments use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.activate.contact import find_contactable
from satsuma.columns import Codes, EventTable
from satsuma.measure.evidence import Evidence, gather_evidence
from satsuma.measure.words import LABELS, find_named
from satsuma.model.kinds import Kind
from satsuma.project.evaluating import sources_of
from satsuma.project.privacy import list_hidden
from satsuma.value.affinity import Basket, find_item, make_basket
from satsuma.value.comparing import Counted, count_everyone
from satsuma.value.tallies import Tally, own, tally
from satsuma.value.timing import measure_gaps, tally_hours, tally_weekdays

if TYPE_CHECKING:
    from satsuma.columns import UnitData
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened

Bools = NDArray[np.bool_]
WAYS = ("channel", "sales channel", "order channel", "source name", "source", "platform", "device", "medium")
MOST_WAYS = 12
ITEMS = ("lineitem name", "product name", "item name", "article name", "product", "item", "artikel", "produkt", "produit",
         "article", "bezeichnung", "description", "name")  # fmt: skip


@dataclass(frozen=True)
class UnitView:
    """One unit at one moment; everything is made when it is asked for, once."""

    opened: Opened
    unit: str
    moment: AsOf
    everyone: Bools

    @property
    def as_of(self) -> int:
        return self.moment.seconds

    @property
    def smallest(self) -> int:
        return self.opened.definitions.project.smallest_group

    @cached_property
    def data(self) -> UnitData:
        return self.opened.population.units[self.unit]

    @cached_property
    def evidence(self) -> Evidence:
        return find_evidence(self.opened, self.unit)

    @property
    def is_business(self) -> bool:
        return is_business(self.opened, self.unit)

    @cached_property
    def item(self) -> str | None:
        """The property of order lines that names a product as people do."""
        properties = self.evidence.properties(self.evidence.lines)
        shown = {name: kind for name, kind in properties.items() if self.may_show(name)}
        return find_named(shown, ITEMS, LABELS - {Kind.TEXT})

    @cached_property
    def hidden(self) -> Mapping[str, str]:
        """Fields that may not be shown."""
        return list_hidden(self.opened.definitions)

    def events(self, name: str | None) -> EventTable | None:
        return self.data.events.get(name) if name is not None else None

    def may_show(self, name: str | None) -> bool:
        return name is not None and name not in self.hidden

    @cached_property
    def reach(self) -> dict[str, Bools]:
        """Who can be contacted, by channel."""
        return find_contactable(self.data, sources_of(self.opened.definitions, self.unit))

    @cached_property
    def people_reach(self) -> dict[str, Bools]:
        """Accounts with a person who can be contacted, by channel."""
        people, links = self.opened.run.shape.units[self.unit].people, self.data.links
        if people is None or links is None:
            return {}
        reach = find_contactable(
            self.opened.population.units[people], sources_of(self.opened.definitions, people)
        )
        accounts = own(links.offsets)
        return {
            channel: np.bincount(accounts, weights=can[links.members], minlength=len(links.offsets) - 1) > 0
            for channel, can in reach.items()
        }

    @cached_property
    def weekdays(self) -> dict[str, Counted]:
        return {
            sort: count_everyone(tally_weekdays(events, self.as_of, self.opened.zone), self.everyone)
            for sort, events in self.timed.items()
        }

    @cached_property
    def hours(self) -> dict[str, Counted | None]:
        found: dict[str, Counted | None] = {}
        for sort, events in self.timed.items():
            counted = tally_hours(events, self.as_of, self.opened.zone)
            found[sort] = count_everyone(counted, self.everyone) if counted else None
        return found

    @cached_property
    def timed(self) -> dict[str, EventTable]:
        """Events whose time is the customer's own choice: orders and clicks."""
        named = {"order": self.evidence.orders, "click": self.evidence.events.get("click")}
        tables = {sort: self.events(name) for sort, name in named.items()}
        return {sort: table for sort, table in tables.items() if table is not None}

    @cached_property
    def gaps(self) -> NDArray[np.float64] | None:
        events = self.events(self.evidence.orders)
        return None if events is None else measure_gaps(events, self.as_of)

    @cached_property
    def way(self) -> str | None:
        """The property of orders that says by which way they came."""
        name = self.evidence.orders
        events = self.events(name)
        if name is None or events is None:
            return None
        found = find_named(self.evidence.properties(name), WAYS, LABELS)
        column = events.properties.get(found or "")
        usable = isinstance(column, Codes) and 2 <= len(column.dictionary) <= MOST_WAYS
        return found if usable and self.may_show(found) else None

    @cached_property
    def ways(self) -> Counted | None:
        events = self.events(self.evidence.orders)
        if events is None or self.way is None:
            return None
        return count_everyone(self.tally_codes(events, self.way), self.everyone)

    @cached_property
    def basket(self) -> Basket | None:
        """Who bought which category; products where there are no categories."""
        lines = self.events(self.evidence.lines)
        outer = self.bought
        if lines is None or outer is None:
            return None
        inner = self.item if self.item != outer else None
        return make_basket(
            self.tally_codes(lines, outer),
            self.everyone,
            lambda level, who: find_item(lines, outer, inner, level, who, self.as_of),
        )

    @cached_property
    def bought(self) -> str | None:
        """The property of order lines that next steps are made of."""
        lines = self.events(self.evidence.lines)
        for name in (self.evidence.category, self.evidence.product):
            column = lines.properties.get(name) if lines is not None and name is not None else None
            if isinstance(column, Codes) and len(column.dictionary) >= 2 and self.may_show(name):
                return name
        return None

    def tally_codes(self, events: EventTable, name: str) -> Tally:
        """Events until the moment by the levels of a property."""
        column = events.properties[name]
        assert isinstance(column, Codes)
        seen = events.time <= self.as_of
        return tally(
            own(events.offsets)[seen], column.codes[seen], column.dictionary, len(events.offsets) - 1
        )


def find_evidence(opened: Opened, unit: str) -> Evidence:
    """What the data of a unit are about."""
    definitions = opened.definitions
    sources = {name: each for name, each in definitions.sources.items() if each.unit == unit}
    return gather_evidence(opened.run.shape, unit, sources, definitions.project.main_event)


def is_business(opened: Opened, unit: str) -> bool:
    """Whether the unit is companies, so that its cards are of businesses; people of accounts stay people."""
    return opened.run.shape.units[unit].account is None and find_evidence(opened, unit).is_account
