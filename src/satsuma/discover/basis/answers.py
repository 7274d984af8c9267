"""Guards for surveys: people who tick one column, answer at the ends or agree with everything; and weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Scaled
from satsuma.discover.basis.reading import count_infinite, read_numbers
from satsuma.model.kinds import Kind
from satsuma.model.results import VariableInfo

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]
Marks = NDArray[np.bool_]

FEWEST_ITEMS = 5
FEWEST_POINTS = 4
"""Points of a scale from which its ends can be told from its middle."""
MOST_POINTS = 11
LONG_STRING = 12
"""Equal answers in a row from which a person seems not to read; on shorter batteries all answers must be equal. With the 134
items of a real survey shuffled, none of 1,010 people reached 11."""
EXTREME = 0.75
"""Share of answers at either end of the scale from which a person answers in extremes."""
AGREEING = 0.9
"""Share of answers above the middle from which a person agrees with everything."""
STYLE_RULES = 0.8
"""Correlation of a person's mean with the first principal component from which style makes the segments."""


@dataclass(frozen=True, slots=True)
class Battery:
    """Items answered on one scale from `low` to `high`."""

    names: tuple[str, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Style:
    """How people answered a battery; marks are one per row. `style` is the correlation of a person's mean with the first
    principal component of the items (None: too few complete people), `first_share` that component's share of variance."""

    battery: Battery
    answered: Marks
    straight: Marks
    extreme: Marks
    agreeing: Marks
    style: float | None
    first_share: float | None

    @property
    def flagged(self) -> Marks:
        return self.straight | self.extreme | self.agreeing


def find_batteries(
    columns: Mapping[str, Column], infos: Mapping[str, VariableInfo], names: Sequence[str], rows: Rows
) -> list[Battery]:
    """Groups of at least five variables answered on the same scale of 3 to 11 points: whole numbers with the same lowest and
    highest value, or ordered words with the same levels. Computed variables are no answers."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in names:
        column, info = columns[name], infos[name]
        if info.expression is not None:
            continue
        if (
            isinstance(column, Codes)
            and info.kind is Kind.ORDERED
            and 3 <= len(column.dictionary) <= MOST_POINTS
        ):
            groups.setdefault((*column.dictionary,), []).append(name)
        elif isinstance(column, Scaled | Doubles):
            numbers = read_numbers(column)[rows]
            known = numbers[~np.isnan(numbers)]
            if not len(known) or not (known == np.rint(known)).all():
                continue
            low, high = float(known.min()), float(known.max())
            if 2 <= high - low < MOST_POINTS:
                groups.setdefault((low, high), []).append(name)
    found = []
    for scale, members in groups.items():
        if len(members) < FEWEST_ITEMS:
            continue
        if isinstance(scale[0], str):
            found.append(Battery(tuple(members), 1.0, float(len(scale))))
        else:
            found.append(Battery(tuple(members), float(str(scale[0])), float(str(scale[1]))))
    return found


def check_style(battery: Battery, columns: Mapping[str, Column], rows: Rows) -> Style:
    """Straight-lining, extreme answers, agreement and how far style makes the items go together, over people with at least
    five answers."""
    answers = np.stack([read_numbers(columns[name])[rows] for name in battery.names], axis=1)
    known = ~np.isnan(answers)
    count = known.sum(axis=1)
    answered = count >= FEWEST_ITEMS
    share = np.maximum(count, 1)
    middle = (battery.low + battery.high) / 2
    with np.errstate(invalid="ignore"):
        ends = ((answers == battery.low) | (answers == battery.high)).sum(axis=1) / share
        above = (answers > middle).sum(axis=1) / share
    wide = battery.high - battery.low + 1 >= FEWEST_POINTS
    straight = answered & (longest_string(answers) >= np.minimum(count, LONG_STRING))
    extreme = answered & ~straight & (ends >= EXTREME) & wide
    agreeing = answered & ~straight & ~extreme & (above >= AGREEING)
    style, first = relate_style(answers[answered])
    return Style(battery, answered, straight, extreme, agreeing, style, first)


def longest_string(answers: Numbers) -> NDArray[np.int64]:
    """The longest run of equal answers of each person, in the order of the items; missing answers are passed over."""
    n, items = answers.shape
    run = np.zeros(n, np.int64)
    longest = np.zeros(n, np.int64)
    last = np.full(n, np.nan)
    for item in range(items):
        answer = answers[:, item]
        known = ~np.isnan(answer)
        run = np.where(known, np.where(answer == last, run + 1, 1), run)
        last = np.where(known, answer, last)
        longest = np.maximum(longest, run)
    return longest


def relate_style(answers: Numbers) -> tuple[float | None, float | None]:
    """Absolute correlation of people's means with the first principal component of the standardised items, and that
    component's share of the variance. A missing answer counts as the item's mean."""
    if len(answers) < 2 * FEWEST_ITEMS:
        return None, None
    mean = np.nanmean(answers, axis=0)
    deviation = np.nanstd(answers, axis=0)
    varied = deviation > 0
    if varied.sum() < FEWEST_ITEMS:
        return None, None
    z = np.nan_to_num((answers[:, varied] - mean[varied]) / deviation[varied], nan=0.0)
    values, vectors = np.linalg.eigh(z.T @ z / len(z))
    component, person = z @ vectors[:, -1], np.nanmean(answers, axis=1)
    if component.std() == 0 or person.std() == 0:
        return None, None
    return abs(float(np.corrcoef(component, person)[0, 1])), float(values[-1] / values.sum())


def report_style(style: Style, *, ipsatised: bool) -> tuple[list[str], list[str]]:
    """Notes and warnings in plain sentences; nobody is dropped."""
    people, items = int(style.answered.sum()), len(style.battery.names)
    straight, extreme, agreeing = (int(m.sum()) for m in (style.straight, style.extreme, style.agreeing))
    scale = f"{items} items answered from {style.battery.low:g} to {style.battery.high:g}"
    notes = [
        f"{scale}: of {people:,} people {straight:,} gave the same answer many times in a row, {extreme:,} answered nearly "
        f"only at the ends of the scale and {agreeing:,} agreed with nearly everything. They stay in; look at them."
    ]
    warnings = []
    if straight + extreme + agreeing > 0.1 * people:
        warnings.append(
            f"{100 * (straight + extreme + agreeing) / people:.0f} % of the people answer the {items} items in a style of "
            "their own (one answer, the ends, or agreement throughout): segments may show how people tick, not what they mean."
        )
    if (
        style.style is not None
        and style.first_share is not None
        and style.style >= STYLE_RULES
        and not ipsatised
    ):
        warnings.append(
            f"How high a person ticks on the whole goes with the main difference between people (r = {style.style:.2f}, "
            f"{100 * style.first_share:.0f} % of the variance): segments would part high from low answers. "
            "Compare with 'ipsatise: true'."
        )
    return notes, warnings


def check_weights(column: Column, rows: Rows) -> tuple[Numbers, list[str], list[str]]:
    """The weights of the rows, what forbids them and what to know: they must be numbers above 0 for everyone. Kish's
    effective size says how much they cost."""
    if not isinstance(column, Scaled | Doubles):
        return np.ones(len(rows)), ["weights must be numbers."], []
    infinite = count_infinite(Doubles(column.values[rows])) if isinstance(column, Doubles) else 0
    weights = read_numbers(column)[rows]
    missing = int(np.isnan(weights).sum()) - infinite
    low = int((weights <= 0).sum())
    counts = ((missing, "have none"), (infinite, "have an infinite one"), (low, "have one of 0 or less"))
    wrong = [f"{count:,} {what}" for count, what in counts if count]
    if wrong:
        return (
            np.ones(len(rows)),
            [f"of {len(rows):,} customers {', '.join(wrong)}; each needs a weight above 0."],
            [],
        )
    effective = float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0
    return (
        weights,
        [],
        [f"Weighted, the {len(rows):,} customers tell as much as {effective:,.0f} unweighted ones."],
    )
