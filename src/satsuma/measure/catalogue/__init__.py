"""The catalogue: every factor of the eleven families, how it is obtained, and what to collect where it is not there."""

from __future__ import annotations

from satsuma.measure.catalogue import behaviour, business, people
from satsuma.measure.catalogue.factor import Factor, How
from satsuma.measure.words import match
from satsuma.model.kinds import Family

CATALOGUE: dict[Family, tuple[Factor, ...]] = {
    Family.DEMOGRAPHIC: people.DEMOGRAPHIC,
    Family.PSYCHOGRAPHIC: people.PSYCHOGRAPHIC,
    Family.FIRMOGRAPHIC: business.FIRMOGRAPHIC,
    Family.BEHAVIOURAL: behaviour.BEHAVIOURAL,
    Family.GEOGRAPHIC: people.GEOGRAPHIC,
    Family.NEEDS: people.NEEDS,
    Family.TECHNOGRAPHIC: business.TECHNOGRAPHIC,
    Family.ENGAGEMENT: behaviour.ENGAGEMENT,
    Family.INTENT: behaviour.INTENT,
    Family.JOURNEY: behaviour.JOURNEY,
    Family.VALUE: behaviour.VALUE,
}


def find_factor(family: Family, name: str) -> Factor:
    """The entry of a factor; KeyError where there is none."""
    return {factor.name: factor for factor in CATALOGUE[family]}[name]


def recognise_factor(column: str, families: frozenset[Family] = frozenset(Family)) -> Factor | None:
    """The factor that a column's name stands for, by the aliases; the best match wins, then the catalogue's order."""
    best: tuple[int, Factor] | None = None
    for family in families_in_order(families):
        for factor in CATALOGUE[family]:
            score = match(column, factor.aliases)
            if score and (best is None or score > best[0]):
                best = score, factor
    return best[1] if best is not None else None


def families_in_order(families: frozenset[Family]) -> list[Family]:
    """Families in the catalogue's order, whatever the set's."""
    return [family for family in CATALOGUE if family in families]


__all__ = ["CATALOGUE", "Factor", "How", "families_in_order", "find_factor", "recognise_factor"]
