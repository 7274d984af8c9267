"""Formulas in the shapes that products take: any of all, all of any, numbered filters with logic."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from satsuma.activate.recipes.facts import All, Any, Fact, FieldFact, Formula, Truth, facts_of

Clause = tuple[Fact, ...]


def tidy(formula: Formula) -> Formula:
    """Flat, without repetitions, and without parts that are always or never true."""
    if not isinstance(formula, All | Any):
        return formula
    is_all = isinstance(formula, All)
    parts: list[Formula] = []
    for part in map(tidy, formula.parts):
        if isinstance(part, Truth):
            if part.holds is not is_all:
                return part
            continue
        parts += part.parts if isinstance(part, type(formula)) else (part,)
    parts = list(dict.fromkeys(parts))
    if not parts:
        return Truth(is_all)
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts)) if is_all else Any(tuple(parts))


def drop(formula: Formula, refused: Collection[Fact], *, is_inside: bool = False) -> Formula | None:
    """Without facts that cannot be said; None where nothing is left. Within an `all` a choice with such a fact goes as a
    whole, so that nobody is lost; the outermost choice keeps its other alternatives."""
    if not isinstance(formula, All | Any):
        return None if formula in refused else formula
    if isinstance(formula, Any) and is_inside and any(fact in refused for fact in facts_of(formula)):
        return None
    inside = is_inside or isinstance(formula, All)
    parts = [drop(part, refused, is_inside=inside) for part in formula.parts]
    kept = [part for part in parts if part is not None]
    if not kept:
        return None
    return tidy(All(tuple(kept)) if isinstance(formula, All) else Any(tuple(kept)))


def find_bias(formula: Formula, refused: Collection[Fact], *, is_inside: bool = False) -> tuple[bool, bool]:
    """Whether `drop` lets others in, and keeps members out."""
    if not isinstance(formula, All | Any):
        return False, False
    inside = is_inside or isinstance(formula, All)
    wider = narrower = False
    for part in formula.parts:
        if drop(part, refused, is_inside=inside) is None:
            wider, narrower = wider or isinstance(formula, All), narrower or isinstance(formula, Any)
        else:
            inner = find_bias(part, refused, is_inside=inside)
            wider, narrower = wider or inner[0], narrower or inner[1]
    return wider, narrower


def list_clauses(formula: Formula, most: int, *, inner: type[All] | type[Any] = All) -> list[Clause] | None:
    """Groups of facts: with `inner` All any group may hold (each all of its facts), with Any every group must hold (each
    any of its facts). None where that takes more than `most` groups. Nobody (any) or everyone (all) is no group at all."""
    if isinstance(formula, Truth):
        return [()] if formula.holds is (inner is All) else []
    if not isinstance(formula, All | Any):
        return [(formula,)]
    below = [list_clauses(part, most, inner=inner) for part in formula.parts]
    found: list[Clause] = [()]
    if not isinstance(formula, inner):
        found = []
        for clauses in below:
            if clauses is None:
                return None
            found += clauses
    else:
        for clauses in below:
            if clauses is None or len(found) * len(clauses) > 50 * most:
                return None
            found = absorb([join(a, b) for a in found for b in clauses], inner)
    found = absorb(found, inner)
    return found if len(found) <= most else None


def join(first: Clause, second: Clause) -> Clause:
    return tuple(dict.fromkeys(chain(first, second)))


def absorb(clauses: list[Clause], inner: type[All] | type[Any]) -> list[Clause]:
    """Without groups that another group makes needless, or that contradict themselves."""
    sets = [frozenset(clause) for clause in dict.fromkeys(clauses) if not is_settled(clause)]
    kept = [one for place, one in enumerate(sets) if not any(
        other < one or (other == one and before < place) for before, other in enumerate(sets)
    )]  # fmt: skip
    order = {frozenset(clause): clause for clause in clauses}
    return [order[one] for one in kept]


def is_settled(clause: Clause) -> bool:
    """Whether it holds a field that is known and unknown: never true together, always true as alternatives."""
    known = {
        replace_operator(fact) for fact in clause if isinstance(fact, FieldFact) and fact.operator == "known"
    }
    unknown = {
        replace_operator(fact)
        for fact in clause
        if isinstance(fact, FieldFact) and fact.operator == "unknown"
    }
    return bool(known & unknown)


def replace_operator(fact: FieldFact) -> tuple[str, str, str, str | None]:
    return fact.unit, fact.name, fact.owner, fact.event
