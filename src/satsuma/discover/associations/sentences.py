"""Associations in the words of someone who runs a shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from satsuma.discover.associations.variables import OTHERS, Compared
from satsuma.model.patterns import Association, Associations
from satsuma.stats.association import Numbers, rank_places

SURE = 0.05
WORTH_SAYING = 0.1
"""Strength below which an association is not said, however sure."""
MOST_SENTENCES = 5
MOST_NAMED = 3
MEASURES = {
    "spearman": "rank correlation",
    "cramer's v": "Cramér's V",
    "correlation ratio": "correlation ratio",
}


def name_strength(strength: float) -> str:
    """Cohen's (1988) conventions for correlations, in words."""
    bounds = ((0.9, "almost perfectly"), (0.5, "strongly"), (0.3, "moderately"), (0.1, "weakly"))
    return next((word for bound, word in bounds if strength >= bound), "hardly")


def say_pair(pair: Association, first: Compared, second: Compared, smallest_group: int) -> str:
    """'The higher the one, the higher the other', with strength, interval and n."""
    figures = (
        f"({MEASURES[pair.measure]} {pair.value:.2f}, 95 % interval {pair.low:.2f} to {pair.high:.2f}, "
        f"n = {pair.n:,})"
    )
    if pair.adjusted_p > SURE:
        return f"No association of {first.title} and {second.title} can be told from chance {figures}."
    strength = name_strength(pair.strength)
    if pair.measure == "spearman":
        side = "higher" if pair.value > 0 else "lower"
        return f"The higher {first.title}, the {side} {second.title}: {strength} associated {figures}."
    if pair.measure == "correlation ratio":
        words, number = (second, first) if first.field.is_number else (first, second)
        return f"{_say_levels(words, number, smallest_group)}: {strength} associated {figures}."
    if first.is_yes_no and second.is_yes_no:
        return f"{_say_both(first, second)}: {strength} associated {figures}."
    return (
        f"{first.title} and {second.title} are {strength} associated"
        f"{_say_cell(first, second, smallest_group)} {figures}."
    )


def _say_levels(words: Compared, number: Compared, smallest_group: int) -> str:
    both = words.known & number.known
    codes = words.field.places[both]
    ranks: Numbers = rank_places(number.field.places[both], number.field.levels)
    counts = np.bincount(codes, minlength=len(words.levels))
    means = np.bincount(codes, weights=ranks, minlength=len(words.levels)) / np.maximum(counts, 1)
    shown = [i for i, count in enumerate(counts) if count >= smallest_group and words.levels[i] != OTHERS]
    if len(shown) < 2:
        return f"{number.title} differs by {words.title}"
    high, low = (words.levels[best(shown, key=lambda i: means[i])] for best in (max, min))
    return f"{number.title} differs by {words.title}, highest at '{high}' and lowest at '{low}'"


def _say_both(first: Compared, second: Compared) -> str:
    both = first.known & second.known
    one, other = first.field.places[both] == 1, second.field.places[both] == 1
    side = "more" if other[one].mean() > other[~one].mean() else "less"
    return f"With {first.title} '{first.levels[1]}', {second.title} '{second.levels[1]}' is {side} likely"


def _say_cell(first: Compared, second: Compared, smallest_group: int) -> str:
    both = first.known & second.known
    cells = first.field.places[both].astype(np.int64) * len(second.levels) + second.field.places[both]
    table = np.bincount(cells, minlength=len(first.levels) * len(second.levels))
    table = table.reshape(len(first.levels), len(second.levels)).astype(np.float64)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / max(table.sum(), 1)
    excess = np.where(
        table >= smallest_group, (table - expected) / np.sqrt(np.maximum(expected, 1e-9)), -np.inf
    )
    for group, position in ((first, 0), (second, 1)):
        if OTHERS in group.levels:
            np.moveaxis(excess, position, 0)[group.levels.index(OTHERS)] = -np.inf
    row, column = np.unravel_index(int(np.argmax(excess)), excess.shape)
    if not excess[row, column] > 0:
        return ""
    times = table[row, column] / expected[row, column]
    return (
        f": '{first.levels[row]}' and '{second.levels[column]}' meet {times:.1f} times as often as by chance"
    )


def say_associations(
    table: Associations,
    left_out: Mapping[str, str],
    made_of: Mapping[str, frozenset[str]],
    kpi: str | None,
) -> tuple[str, ...]:
    """What to read first: how many pairs, the strongest that are news, duplicates, what only seems so, what was left out."""
    return tuple(_say_all(table, left_out, made_of, kpi))


def _say_all(
    table: Associations, left_out: Mapping[str, str], made_of: Mapping[str, frozenset[str]], kpi: str | None
) -> Iterator[str]:
    sure = [pair for pair in table.pairs if pair.adjusted_p <= SURE]
    if not table.pairs:
        yield "There are no two variables with enough values to compare."
    elif table.m == 1:
        yield "One pair was compared; " + ("chance does not explain it." if sure else "it may be chance.")
    else:
        yield (
            f"{len(sure):,} of {table.m:,} pairs are associated by more than chance "
            f"(corrected for all {table.m:,} by Benjamini-Hochberg: about 5 % of them may be chance)."
        )
    news = [pair for pair in sure if pair.strength >= WORTH_SAYING and not _shares(pair, made_of)]
    old = [pair for pair in sure if pair.strength >= WORTH_SAYING and _shares(pair, made_of)]
    about_kpi = [pair for pair in news if kpi in (pair.first, pair.second)]
    for pair in list(dict.fromkeys([*about_kpi[:MOST_SENTENCES], *news[:MOST_SENTENCES]])):
        yield pair.sentence
    if sure and not news and table.m > 1:
        yield "None of them is both strong enough to matter and made of different data."
    if old:
        go = (
            "pair is made of the same data and goes"
            if len(old) == 1
            else "pairs are made of the same data and go"
        )
        named = [f"'{pair.first_title}' and '{pair.second_title}'" for pair in old[:MOST_NAMED]]
        yield f"{len(old):,} {go} together by definition, such as {', '.join(named)}."
    titles = {name: title for pair in table.pairs for name, title in _titles(pair)}
    for group in table.duplicates:
        named = [f"'{titles[name]}'" for name in group]
        yield f"{', '.join(named[:-1])} and {named[-1]} say nearly the same: one of them is enough."
    yield from (effect.sentence for effect in table.adjusted[:MOST_SENTENCES])
    by_reason: dict[str, list[str]] = {}
    for title, reason in left_out.items():
        by_reason.setdefault(reason, []).append(f"'{title}'")
    for reason, names in by_reason.items():
        yield f"Left out, {_each(reason, len(names))}: {', '.join(names)}."


def _each(reason: str, count: int) -> str:
    return f"because it {reason}" if count == 1 else f"because each {reason}"


def _shares(pair: Association, made_of: Mapping[str, frozenset[str]]) -> bool:
    return bool(made_of.get(pair.first, frozenset()) & made_of.get(pair.second, frozenset()))


def _titles(pair: Association) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.first, pair.first_title), (pair.second, pair.second_title)
