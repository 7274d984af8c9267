"""What the data know of each family of variables, and what to collect where they know nothing."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.measure.catalogue import CATALOGUE
from satsuma.model.kinds import Family
from satsuma.model.results import FamilyCoverage, VariableInfo

FIRST_WISHES: dict[Family, tuple[str, ...]] = {
    Family.DEMOGRAPHIC: ("age", "marital status"),
    Family.PSYCHOGRAPHIC: ("hobbies and leisure", "values"),
    Family.FIRMOGRAPHIC: ("industry", "company size"),
    Family.BEHAVIOURAL: ("recency", "products bought"),
    Family.GEOGRAPHIC: ("country", "urban / suburban / rural"),
    Family.NEEDS: ("pain points", "event-based needs (wedding, birthday)"),
    Family.TECHNOGRAPHIC: ("device", "social platforms"),
    Family.ENGAGEMENT: ("clicks", "visits"),
    Family.INTENT: ("lead source", "cart"),
    Family.JOURNEY: ("awareness", "decision"),
    Family.VALUE: ("revenue", "margin"),
}
"""The two factors of each family that are worth asking for first."""


def family_coverage(variables: Sequence[VariableInfo]) -> tuple[FamilyCoverage, ...]:
    """All eleven families in the catalogue's order. A variable that is not allowed, or of which no customer has a value,
    does not cover its family; `share_known` is the mean share of customers with a value over those that do.
    A variable without counts is taken as known for nobody."""
    return tuple(
        _cover(family, [each for each in variables if each.family is family]) for family in CATALOGUE
    )


def _cover(family: Family, variables: Sequence[VariableInfo]) -> FamilyCoverage:
    shares = {each.name: share for each in variables if each.allowed and (share := _share(each)) > 0}
    return FamilyCoverage(
        family=family,
        variables=tuple(shares),
        share_known=sum(shares.values()) / len(shares) if shares else 0.0,
        collect=None if shares else describe_wishes(family),
    )


def _share(variable: VariableInfo) -> float:
    if not variable.customers or not variable.population:
        return 0.0
    return variable.customers / variable.population


def describe_wishes(family: Family) -> str:
    """What to gather first for a family without anything: one or two sentences."""
    factors = {factor.name: factor for factor in CATALOGUE[family]}
    collects = list(dict.fromkeys(factors[name].collect for name in FIRST_WISHES[family]))
    return " ".join(collects)
