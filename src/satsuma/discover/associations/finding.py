"""All pairs of a family of variables: how strongly each goes together, corrected, ordered, put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from satsuma.columns import Column
from satsuma.discover.associations.confounders import find_confounded
from satsuma.discover.associations.ordering import group_duplicates, order_together
from satsuma.discover.associations.sentences import say_associations, say_pair
from satsuma.discover.associations.variables import Compared, Index, compare_variables
from satsuma.model.patterns import Association, Associations
from satsuma.model.results import VariableInfo
from satsuma.stats.corrections import benjamini_hochberg
from satsuma.stats.pairs import Pair, measure_pairs

FEWEST = 10
"""Customers with both values below whom a pair is not looked at."""
DUPLICATE = 0.9
DUPLICATE_AT_LEAST = 0.75
"""The strength from which two variables say the same, and its interval's lower bound, so that few customers do not."""


def find_associations(
    infos: Sequence[VariableInfo],
    values: Mapping[str, Column],
    everyone: Index,
    *,
    made_of: Mapping[str, frozenset[str]],
    kpi: str | None = None,
    smallest_group: int = 5,
    seed: int = 1,
    told: Callable[[float], None] | None = None,
) -> Associations:
    """How strongly each pair of the variables goes together, over `everyone` (ordinals).

    Numbers, dates and ordered words are compared by rank, other words by their levels. `made_of` says which columns and
    event types a variable is computed from: pairs that share some go together by definition. The `kpi`, else what lies
    latest on the way from who customers are to what they are worth, is taken as the effect where confounders are looked for.
    Fewer than two usable variables give an empty table that says so.
    """
    compared, left_out = compare_variables(infos, values, everyone)
    fewest = max(FEWEST, smallest_group)
    pairs = measure_pairs([each.field for each in compared], fewest, told)
    pairs = [pair for pair in pairs if not np.isnan(pair.strength.p)]
    adjusted = benjamini_hochberg([pair.strength.p for pair in pairs])
    found = [_describe(pair, compared, float(p)) for pair, p in zip(pairs, adjusted, strict=True)]
    names = [each.name for each in compared]
    confounded = find_confounded(compared, found, made_of, kpi, seed)
    table = Associations(
        variables=tuple(names),
        order=order_together(names, found),
        pairs=tuple(sorted(found, key=lambda pair: (-pair.strength, pair.first, pair.second))),
        m=len(found),
        duplicates=group_duplicates(names, found),
        adjusted=tuple(confounded),
    )
    by_name = {each.name: each for each in compared}
    titles = {info.name: info.title for info in infos}
    told_out = {titles[name]: reason for name, reason in left_out.items()}
    return _put_words(table, by_name, told_out, made_of, kpi, smallest_group)


def _describe(pair: Pair, compared: Sequence[Compared], adjusted: float) -> Association:
    first, second, strength = compared[pair.first], compared[pair.second], pair.strength
    size = abs(strength.value)
    surely = min(abs(strength.low), abs(strength.high)) if strength.low * strength.high > 0 else 0.0
    return Association(
        first=first.name,
        second=second.name,
        first_title=first.title,
        second_title=second.title,
        measure=pair.measure,
        value=strength.value,
        strength=size,
        low=strength.low,
        high=strength.high,
        n=strength.n,
        p=strength.p,
        adjusted_p=adjusted,
        pearson=pair.pearson,
        duplicate=size >= DUPLICATE and surely >= DUPLICATE_AT_LEAST,
    )


def _put_words(
    table: Associations,
    by_name: Mapping[str, Compared],
    left_out: Mapping[str, str],
    made_of: Mapping[str, frozenset[str]],
    kpi: str | None,
    smallest_group: int,
) -> Associations:
    spoken = tuple(
        pair.model_copy(
            update={"sentence": say_pair(pair, by_name[pair.first], by_name[pair.second], smallest_group)}
        )
        for pair in table.pairs
    )
    table = table.model_copy(update={"pairs": spoken})
    return table.model_copy(update={"sentences": say_associations(table, left_out, made_of, kpi)})
