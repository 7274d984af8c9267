"""Candidates that tell an outcome too well to be true."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from satsuma.discover.drivers.leaks import find_leaks
from satsuma.model.answers import Group, Ranking


def warn_of_leaks(rankings: Sequence[Ranking], undeclared: Collection[str]) -> Iterator[str]:
    """One warning a variable of which nobody has said when it becomes known, and whose groups alone part customers with a
    yes-no outcome from those without it as hardly anything known before can."""
    titles = {ranking.variable: ranking.title for ranking in rankings}
    solo = {ranking.variable: measure_auc(ranking.groups) for ranking in rankings if ranking.groups}
    for name, value in find_leaks(solo, undeclared, is_yes_no=True).items():
        yield (
            f"Possible leak: {titles[name]} alone tells the outcome too well to be believed unseen (AUC {value:.2f}): it may "
            "become known only with the outcome. Say at it when it is known, 'known: {when: after, of: …}' or before."
        )


def measure_auc(groups: Sequence[Group]) -> float:
    """The chance that of two customers of different outcome the one with it is in the group of higher rate; groups alike
    count half."""
    ordered = sorted(groups, key=lambda group: group.rate)
    sizes = np.array([group.customers for group in ordered], np.float64)
    rates = np.array([group.rate for group in ordered])
    hits, misses = sizes * rates, sizes * (1 - rates)
    if not hits.sum() or not misses.sum():
        return 0.5
    below = np.cumsum(misses) - misses
    return float((hits * (below + misses / 2)).sum() / (hits.sum() * misses.sum()))
