"""One variable against everyone: the lines of a profile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import ProfileLine, VariableInfo
from satsuma.stats.effects import cohen_d, cohen_h, lift
from satsuma.stats.intervals import mean_interval, wilson

MOST_LEVELS = 8
"""Levels of a category shown; the commonest of everyone come first, and any level that sets the segment apart stays."""

Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frame:
    """Whom to compare: the ordinals of the members and of the whole population. `weights` by ordinal are those of a survey:
    means and shares are weighted then, n and the smallest group still count people, and intervals rest on Kish's effective
    size (Kish 1965, §11.7)."""

    members: Index
    everyone: Index
    smallest_group: int
    zone: ZoneInfo
    weights: NDArray[np.float64] | None = None


def describe_variable(info: VariableInfo, column: Column, frame: Frame) -> list[ProfileLine]:
    """The lines of one variable: one for a number, flag or date, one a level for categories and sets."""
    if isinstance(column, Scaled | Doubles):
        return [describe_number(info, read_numbers(column), frame)]
    if isinstance(column, Moments):
        return [describe_date(info, column, frame)]
    if isinstance(column, Flags):
        codes = np.where(column.values == 1, 0, np.where(column.values == 0, 1, -1))
        return describe_codes(info, codes, ("yes",), 2, frame)
    if isinstance(column, Codes):
        return describe_codes(info, column.codes, column.dictionary, len(column.dictionary), frame)
    here, n = count_sets(column, frame.members)
    everyone, total = count_sets(column, frame.everyone)
    return describe_levels(info, column.dictionary, here, everyone, n, total, frame)


def describe_codes(
    info: VariableInfo, codes: NDArray[np.integer], names: tuple[str, ...], levels: int, frame: Frame
) -> list[ProfileLine]:
    """The levels of a category or flag; `names` may be fewer than the levels."""
    here, everyone = count_codes(codes, frame.members, levels), count_codes(codes, frame.everyone, levels)
    lines = describe_levels(info, names, here, everyone, int(here.sum()), int(everyone.sum()), frame)
    if frame.weights is None:
        return lines
    shares = [weigh_codes(codes, who, levels, frame.weights) for who in (frame.members, frame.everyone)]
    return [reweigh(line, names.index(line.level), shares) if line.level in names else line for line in lines]


def weigh_codes(
    codes: NDArray[np.integer], ordinals: Index, levels: int, weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Weighted share of each code among those with one, and their effective number."""
    known = ordinals[codes[ordinals] >= 0]
    weight = weights[known]
    sums = np.bincount(codes[known].astype(np.int64), weight, minlength=levels)
    return sums / (weight.sum() or 1.0), effective_size(weight)


def effective_size(weights: NDArray[np.float64]) -> float:
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def reweigh(line: ProfileLine, code: int, shares: list[tuple[NDArray[np.float64], float]]) -> ProfileLine:
    """The line with weighted shares."""
    (here, n), (everyone, _) = shares
    share, overall = float(here[code]), float(everyone[code])
    if line.suppressed:
        return line
    low, high = wilson(round(share * n), round(n))
    effect = cohen_h(min(share, 1.0), min(overall, 1.0))
    update = {"value": share, "everyone": overall, "low": min(low, share), "high": max(high, share)}
    return line.model_copy(update={**update, "lift": lift(share, overall), "effect": effect})


def read_numbers(column: Scaled | Doubles) -> NDArray[np.float64]:
    """Values as doubles, missing as NaN."""
    if isinstance(column, Doubles):
        return column.values
    lowest = np.iinfo(column.values.dtype).min
    numbers = column.values.astype(np.float64)
    numbers[column.values == lowest] = np.nan
    return numbers / 10.0**column.scale


def count_codes(codes: NDArray[np.integer], ordinals: Index, levels: int) -> NDArray[np.int64]:
    """How many have each code; missing ones are left out."""
    return np.bincount(codes[ordinals].astype(np.int64) + 1, minlength=levels + 1)[1:]


def count_sets(column: Sets, ordinals: Index) -> tuple[NDArray[np.int64], int]:
    """How many have each code in their set, and how many have a set at all."""
    lengths = np.diff(column.offsets)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    inside = np.zeros(len(lengths), np.bool_)
    inside[ordinals] = True
    counts = np.bincount(column.codes[inside[owner]].astype(np.int64), minlength=len(column.dictionary))
    return counts, int((lengths[ordinals] > 0).sum())


def describe_number(info: VariableInfo, numbers: NDArray[np.float64], frame: Frame) -> ProfileLine:
    """Mean with its t interval; the effect is Cohen's d between members and the others."""
    here, all_ = numbers[frame.members], numbers[frame.everyone]
    here, all_ = here[np.isfinite(here)], all_[np.isfinite(all_)]
    n, missing = len(here), len(frame.members) - len(here)
    if n < frame.smallest_group:
        return suppress(info, None, missing)
    mean, deviation = moments(here)
    everyone, spread = moments(all_)
    others = len(all_) - n
    effect = None
    if others >= 2:
        rest = (everyone * len(all_) - mean * n) / others
        squares = spread**2 * (len(all_) - 1) + len(all_) * everyone**2
        squares -= deviation**2 * max(n - 1, 0) + n * mean**2
        variance = max(0.0, (squares - others * rest**2) / (others - 1))
        effect = cohen_d(mean, deviation, n, rest, variance**0.5, others)
    size = n
    if frame.weights is not None:
        mean, deviation, size = weigh_numbers(numbers, frame.members, frame.weights)
        everyone, spread, _ = weigh_numbers(numbers, frame.everyone, frame.weights)
        effect = cohen_d(mean, deviation, n, everyone, spread, len(all_))
    interval = mean_interval(mean, deviation, size)
    return ProfileLine(
        **named(info),
        n=n,
        missing=missing,
        value=mean,
        median=float(np.median(here)),
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        everyone=everyone,
        everyone_n=len(all_),
        lift=lift(mean, everyone),
        effect=effect,
    )


def weigh_numbers(
    numbers: NDArray[np.float64], ordinals: Index, weights: NDArray[np.float64]
) -> tuple[float, float, int]:
    """Weighted mean, deviation and effective number."""
    known = ordinals[np.isfinite(numbers[ordinals]) & (weights[ordinals] > 0)]
    values, weight = numbers[known], weights[known]
    total = float(weight.sum())
    if total <= 0:
        return 0.0, 0.0, 0
    mean = float((values * weight).sum()) / total
    return mean, (float((weight * (values - mean) ** 2).sum()) / total) ** 0.5, int(effective_size(weight))


def moments(values: NDArray[np.float64]) -> tuple[float, float]:
    """Mean and sample standard deviation; 0 for fewer than two values."""
    return float(values.mean()), float(values.std(ddof=1)) if len(values) > 1 else 0.0


def describe_date(info: VariableInfo, column: Moments, frame: Frame) -> ProfileLine:
    """The median day."""
    lowest = np.iinfo(column.seconds.dtype).min
    here = column.seconds[frame.members]
    here = here[here != lowest]
    missing = len(frame.members) - len(here)
    if len(here) < frame.smallest_group:
        return suppress(info, None, missing)
    middle = int(np.sort(here)[len(here) // 2])
    day = dt.datetime.fromtimestamp(middle, frame.zone).date().isoformat()
    return ProfileLine(**named(info), n=len(here), missing=missing, text=day)


def describe_levels(
    info: VariableInfo,
    names: tuple[str, ...],
    here: NDArray[np.int64],
    everyone: NDArray[np.int64],
    n: int,
    total: int,
    frame: Frame,
) -> list[ProfileLine]:
    """The share of each level among those with a value; levels of small groups are suppressed, not dropped."""
    missing = len(frame.members) - n
    if n < frame.smallest_group:
        return [suppress(info, None, missing)]
    order = np.argsort(-everyone[: len(names)], kind="stable")
    lines = [
        describe_level(info, names[i], int(here[i]), int(everyone[i]), n, total, frame)
        for i in order
        if everyone[i]
    ]
    shown = (
        lines[:MOST_LEVELS]
        + [line for line in lines[MOST_LEVELS:] if abs(line.effect or 0) >= 0.2][:MOST_LEVELS]
    )
    return [line.model_copy(update={"missing": missing}) for line in shown]


def describe_level(
    info: VariableInfo, level: str, count: int, everyone: int, n: int, total: int, frame: Frame
) -> ProfileLine:
    """A level's share with its Wilson interval; the effect is Cohen's h against the others."""
    if 0 < count < frame.smallest_group or everyone < frame.smallest_group:
        return suppress(info, level, 0)
    low, high = wilson(count, n)
    others = total - n
    effect = cohen_h(count / n, (everyone - count) / others) if others > 0 else None
    return ProfileLine(
        **named(info),
        level=level,
        n=n,
        value=count / n,
        low=low,
        high=high,
        everyone=everyone / total,
        everyone_n=total,
        lift=lift(count / n, everyone / total),
        effect=effect,
    )


def suppress(info: VariableInfo, level: str | None, missing: int) -> ProfileLine:
    """A line without numbers: the group is too small to show."""
    return ProfileLine(**named(info), level=level, n=0, missing=missing, suppressed=True)


class Named(TypedDict):
    """What a line takes over from its variable."""

    variable: str
    title: str
    family: Family | None
    kind: Kind


def named(info: VariableInfo) -> Named:
    return {"variable": info.name, "title": info.title, "family": info.family, "kind": info.kind}
