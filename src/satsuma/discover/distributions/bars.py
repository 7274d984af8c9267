"""Bars of a histogram or bar chart; groups too small to show keep their place but not their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Moments, Sets
from satsuma.discover.basis.reading import DAY_SECONDS, count_items
from satsuma.discover.basis.shape import Shape, find_code, look_at
from satsuma.discover.basis.words import Levels
from satsuma.discover.distributions.edges import (
    calendar_edges,
    choose_edges,
    is_whole,
    label_edges,
    say,
    say_value,
)
from satsuma.model.patterns import Bin

MOST_WORDS = 12
MOST_ORDERED = 30
MOST_SINGLE_VALUES = 12
SPIKE_SHARE = 0.05
"""Share of zeros from which 0 has a bar of its own."""

Rows = NDArray[np.int64]
Bar = tuple[str, float | None, float | None]
"""Label, lowest and highest value."""


def draw_numbers(shape: Shape, *, logged: bool, percent: bool, smallest_group: int) -> tuple[Bin, ...]:
    """A bar per value for few values, else per interval; 0, and a far value that looks like a code, apart where many have
    it."""
    if not shape.n:
        return ()
    apart = find_apart(shape)
    inside = shape if not apart else look_at(shape.ordered[~np.isin(shape.ordered, apart)])
    if not inside.n or len(shape.values) <= MOST_SINGLE_VALUES:
        bars = [name_value(value, percent) for value in shape.values.tolist()]
        return show(bars, hide_rare(shape.counts.tolist(), smallest_group), shape.n)
    edges = choose_edges(inside, logged=logged)
    places = np.searchsorted(inside.ordered, edges, side="left")
    counts = np.diff([0, *places.tolist(), inside.n]).tolist()
    edges, counts = merge_tails(edges, counts, smallest_group)
    first, last = float(inside.values[0]), float(inside.values[-1])
    labels = label_edges(edges, first, last, whole=is_whole(inside), percent=percent)
    if 0.0 in apart and edges and labels[0].startswith("under") and first >= 0:
        labels[0] = f"over {say(0.0, percent)} and {labels[0]}"
    bounds = [first, *edges, last]
    drawn: list[tuple[Bar, int]] = [
        ((label, bounds[i], bounds[i + 1]), counts[i]) for i, label in enumerate(labels)
    ]
    drawn += [(name_value(value, percent), int((shape.ordered == value).sum())) for value in apart]
    drawn.sort(key=lambda bar: bar[0][1] or 0.0)
    return show([bar for bar, _ in drawn], hide_rare([count for _, count in drawn], smallest_group), shape.n)


def find_apart(shape: Shape) -> list[float]:
    """Values that get a bar of their own beside intervals."""
    found = [0.0] if shape.values[0] == 0 and shape.counts[0] >= SPIKE_SHARE * shape.n else []
    code = find_code(shape)
    return found if code is None else [*found, code]


def name_value(value: float, percent: bool) -> Bar:
    return say_value(value, percent), value, value


def merge_tails(edges: list[float], counts: list[int], smallest_group: int) -> tuple[list[float], list[int]]:
    """Takes the first and last bar together with the next as long as they are too small to show."""
    edges, counts = list(edges), list(counts)
    while edges and counts[-1] < smallest_group:
        edges.pop()
        counts[-2:] = [counts[-2] + counts[-1]]
    while edges and counts[0] < smallest_group:
        edges.pop(0)
        counts[:2] = [counts[0] + counts[1]]
    return edges, counts


def draw_dates(column: Moments, rows: Rows, zone: ZoneInfo, smallest_group: int) -> tuple[Bin, ...]:
    """A bar per day, month, quarter, year or several years. Bounds are days since 1970-01-01."""
    seconds = column.seconds[rows]
    seconds = np.sort(seconds[seconds != np.iinfo(column.seconds.dtype).min].astype(np.int64))
    if not len(seconds):
        return ()
    first, last = (local_day(int(moment), zone) for moment in (seconds[0], seconds[-1]))
    edges, labels = calendar_edges(first, last, zone)
    counts = np.diff([0, *np.searchsorted(seconds, edges, side="left").tolist(), len(seconds)]).tolist()
    bounds = [moment / DAY_SECONDS for moment in (int(seconds[0]), *edges, int(seconds[-1]))]
    bars: list[Bar] = [(label, bounds[i], bounds[i + 1]) for i, label in enumerate(labels)]
    return show(bars, hide_rare(counts, smallest_group), len(seconds))


def local_day(seconds: int, zone: ZoneInfo) -> dt.date:
    """The calendar day of a moment; moments beyond the calendar are its first or last day."""
    try:
        return (
            (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).astimezone(zone).date()
        )
    except OverflowError:
        return dt.date.max if seconds > 0 else dt.date.min


def draw_words(levels: Levels, *, ordered: bool, smallest_group: int) -> tuple[Bin, ...]:
    """A bar per level: the commonest first and the others together; ordered levels from low to high."""
    if not levels.known:
        return ()
    order = np.argsort(-levels.counts, kind="stable")
    if ordered and len(order) <= MOST_ORDERED:
        order = np.arange(len(order))
    shown, rest = order[:MOST_WORDS], order[MOST_WORDS:]
    if ordered and len(order) <= MOST_ORDERED:
        shown, rest = order, order[:0]
    bars: list[Bar] = [(levels.words[place], None, None) for place in shown]
    counts = levels.counts[shown].tolist()
    if len(rest):
        bars.append((f"{len(rest):,} others", None, None))
        counts.append(int(levels.counts[rest].sum()))
    return show(bars, hide_rare(counts, smallest_group), levels.known)


def hide_rare(counts: list[int], smallest_group: int) -> list[int | None]:
    """None for groups too small to show; where there is only one, also for the next smallest, so that it cannot be reckoned
    from the others."""
    hidden = [None if 0 < count < smallest_group else count for count in counts]
    others = [count for count in hidden if count]
    if hidden.count(None) == 1 and others:
        hidden[hidden.index(min(others))] = None
    return hidden


def draw_items(column: Sets, rows: Rows, known: int, smallest_group: int) -> tuple[Bin, ...]:
    """A bar per item, the commonest first: the share of those with a set who have it. Shares add to more than 1."""
    counts = count_items(column, rows)
    order = [place for place in np.argsort(-counts, kind="stable")[:MOST_WORDS] if counts[place]]
    bars: list[Bar] = [(column.dictionary[i], None, None) for i in order]
    shown = [None if counts[place] < smallest_group else int(counts[place]) for place in order]
    return show(bars, shown, known)


def show(bars: Sequence[Bar], counts: Sequence[int | None], n: int) -> tuple[Bin, ...]:
    """The bars with their numbers; None is not shown."""
    return tuple(
        Bin(label=label, low=low, high=high, customers=count, share=None if count is None else count / n)
        for (label, low, high), count in zip(bars, counts, strict=True)
    )
