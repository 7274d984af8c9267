"""Which variables stand together in the table, and which say the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from satsuma.model.patterns import Association


def order_together(names: Sequence[str], pairs: Sequence[Association]) -> tuple[str, ...]:
    """The variables in the order of a hierarchical clustering (average linkage on 1 - strength), its branches turned so
    that neighbours go together (Bar-Joseph et al. 2001, Bioinformatics 17:S22-S29)."""
    if len(names) < 3:
        return tuple(names)
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering

    place = {name: i for i, name in enumerate(names)}
    apart = np.ones((len(names), len(names)))
    for pair in pairs:
        i, j = place[pair.first], place[pair.second]
        apart[i, j] = apart[j, i] = 1 - pair.strength
    between = apart[np.triu_indices(len(names), 1)]
    tree = optimal_leaf_ordering(linkage(between, "average"), between)
    return tuple(names[i] for i in leaves_list(tree))


def group_duplicates(names: Sequence[str], pairs: Sequence[Association]) -> tuple[tuple[str, ...], ...]:
    """Variables that say the same, in groups of two and more, each in the order of `names`."""
    leader = {name: name for name in names}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for pair in pairs:
        if pair.duplicate:
            leader[lead(pair.second)] = lead(pair.first)
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(lead(name), []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
