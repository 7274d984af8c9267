"""Segments that would be treated alike: advised to be one."""

from __future__ import annotations

from itertools import combinations

from satsuma.model.scorecards import MergeAdvice
from satsuma.validate.division import Division
from satsuma.validate.separation import Separation


def advise_merges(
    division: Division, separation: Separation, kpi_title: str | None
) -> tuple[MergeAdvice, ...]:
    """Pairs with the same play, then pairs that nothing clearly sets apart; the residual has no play to share."""
    advice: dict[tuple[int, int], str] = {}
    for i, j in combinations(division.chosen(), 2):
        if has_same_play(division, i, j):
            advice[i, j] = "The same is done with both."
    on = f"{kpi_title} and" if kpi_title else ""
    for pair in separation.pairs:
        if not pair.is_apart and pair.feature is not None:
            m = len(separation.variables)
            reason = f"Nothing clearly sets them apart on {on} {m:,} variables outside their rules.".replace(
                "  ", " "
            )
            advice.setdefault((pair.first, pair.second), reason)
    parts = division.parts
    return tuple(
        MergeAdvice(first=parts[i].name, second=parts[j].name, reason=reason)
        for (i, j), reason in sorted(advice.items())
    )


def has_same_play(division: Division, i: int, j: int) -> bool:
    """The same action in the same words, whatever case and spaces."""
    first, second = (" ".join((division.parts[k].action or "").lower().split()).rstrip(".") for k in (i, j))
    return bool(first) and first == second
