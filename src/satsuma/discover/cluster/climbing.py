"""Many starts up the hill of a likelihood: which are followed to the top, and how many reached the highest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Parameters = TypeVar("Parameters")
Held = TypeVar("Held", covariant=True)

IN_FULL = 100_000
"""Rows times starts up to which every start is followed to its optimum; beyond, the most promising quarter is."""
SHORT_STEPS = 40
"""Steps after which starts are compared, where not all are followed to the end."""
LONG_STEPS = 3000
FINISHED = 3
"""How many starts are at least followed, and how many different optima at most tried on everyone."""
SAME = 1e-6
"""Log-likelihoods that differ by less than this share are one optimum."""


class Reached(Protocol[Held]):
    """Where a climb ended."""

    @property
    def parameters(self) -> Held: ...

    @property
    def log_likelihood(self) -> float: ...


Climb = Callable[[Sequence[Parameters], int], Sequence[Reached[Parameters]]]
"""From starts, in at most so many steps each, to where they end, in order."""


def follow(
    climb: Climb[Parameters],
    starts: Sequence[Parameters],
    rows: int,
    *,
    in_full: int = IN_FULL,
    short_steps: int = SHORT_STEPS,
    share: float = 0.25,
) -> list[Reached[Parameters]]:
    """Where the starts end. Where rows times starts are more than `in_full`, only the likeliest `share` of them (at least 3)
    after `short_steps` goes on to its optimum (Biernacki, Celeux and Govaert 2003, Computational Statistics & Data Analysis
    41:561); the others stay there, so that the share at the best optimum is then at least what is found."""
    left: list[Reached[Parameters]] = []
    if rows * len(starts) > in_full:
        short = sorted(climb(starts, short_steps), key=lambda one: -one.log_likelihood)
        going = max(FINISHED, int(len(starts) * share))
        starts, left = [one.parameters for one in short[:going]], short[going:]
    return [*climb(starts, LONG_STEPS), *left]


def find_best(found: Sequence[Reached[Parameters]]) -> Reached[Parameters]:
    """The likeliest; the first of equals."""
    return max(found, key=lambda one: one.log_likelihood)


def find_share_at_best(found: Sequence[Reached[Parameters]]) -> float:
    """The share of the starts that reached the best optimum, as far as they were followed."""
    best = find_best(found).log_likelihood
    return sum(one.log_likelihood >= best - SAME * abs(best) for one in found) / len(found)


def list_best(found: Sequence[Reached[Parameters]], near: float) -> list[Parameters]:
    """The best different optima, at most `near` below the very best in log-likelihood, the likeliest first."""
    kept: list[Reached[Parameters]] = []
    for one in sorted(found, key=lambda one: -one.log_likelihood):
        if not kept or (
            one.log_likelihood < kept[-1].log_likelihood - SAME * abs(kept[-1].log_likelihood)
            and one.log_likelihood > kept[0].log_likelihood - near
        ):
            kept.append(one)
    return [one.parameters for one in kept[:FINISHED]]
