"""The shape of a number: spikes, skew, and the transform that takes the skew away."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column, Scaled
from satsuma.discover.basis.bumps import has_valley
from satsuma.discover.basis.reading import read_numbers
from satsuma.model.studies import Transform

Numbers = NDArray[np.float64]

FEW_VALUES = 11
"""Up to so many different values a number is a scale of answers or a small count: it is not transformed."""
SKEWED = 1.0
"""Absolute skewness from which a number is transformed."""
SPIKE = 0.25
"""Share of one value from which quartiles no longer say how wide the values spread."""
MOST_KNOTS = 257
NO_WIDTH = 1e-100
LOG_BENDS = 2.0
"""Highest number from which log(1 + x) is not nearly a straight line."""
TAIL = 0.005
CODE_SHARE = 0.01
LEAST_CODE = 99
NORMAL_QUARTILES = 1.349
"""Interquartile range of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Known values in order, with what one look at them tells. Empty where nothing is known."""

    ordered: Numbers
    values: Numbers
    """The different values, ascending."""
    counts: NDArray[np.int64]
    skewness: float

    @property
    def n(self) -> int:
        return len(self.ordered)

    @property
    def top_share(self) -> float:
        return float(self.counts.max() / self.n) if self.n else 0.0

    @property
    def top_value(self) -> float:
        """The most frequent value; the smallest of them in a tie."""
        return float(self.values[self.counts.argmax()])

    def quantile(self, share: float) -> float:
        """By linear interpolation (type 7)."""
        place = share * (self.n - 1)
        low = int(place)
        high = min(low + 1, self.n - 1)
        return float(self.ordered[low] + (place - low) * (self.ordered[high] - self.ordered[low]))


def look_at(numbers: Numbers) -> Shape:
    """The shape of the known numbers."""
    ordered = np.sort(numbers[~np.isnan(numbers)])
    if not len(ordered):
        return Shape(ordered, ordered, np.empty(0, np.int64), 0.0)
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    counts = np.diff(np.append(starts, len(ordered)))
    return Shape(ordered, ordered[starts], counts, skewness(ordered))


def look_at_column(column: Column, rows: NDArray[np.int64]) -> Shape:
    """The shape of a column over some customers; whole numbers of a small range are counted instead of sorted."""
    if not isinstance(column, Scaled):
        return look_at(read_numbers(column)[rows])
    integers = column.values[rows]
    known = integers[integers != np.iinfo(column.values.dtype).min].astype(np.int64)
    if not len(known):
        return look_at(np.empty(0))
    low = int(known.min())
    if int(known.max()) - low > 4 * len(known):
        return look_at(known / 10.0**column.scale)
    tally = np.bincount(known - low)
    places = np.flatnonzero(tally)
    values = (places + low) / 10.0**column.scale
    ordered = np.repeat(values, tally[places])
    return Shape(ordered, values, tally[places], skewness(ordered))


def skewness(numbers: Numbers) -> float:
    """Third standardised moment of complete numbers; 0 without variation."""
    if len(numbers) < 3:
        return 0.0
    largest = float(np.abs(numbers).max())
    if largest == 0:
        return 0.0
    apart = numbers / largest
    apart -= apart.mean()
    square = apart * apart
    variance = float(square.mean())
    return float((square * apart).mean() / variance**1.5) if variance > 1e-24 else 0.0


def pull_in(shape: Shape) -> Numbers:
    """The ordered values with the outer 0.5 % on either side pulled in: a few far ones are outliers, not skew."""
    return np.clip(shape.ordered, shape.quantile(TAIL), shape.quantile(1 - TAIL))


def suggest_transform(shape: Shape) -> Transform:
    """None for little skew or few different values; a log of numbers from 0 on where it halves the skew; else normal scores
    (shares and rates, where a log does nothing). Beside a spike the other values decide: no transform takes a spike away. A
    bump of its own is a group of customers, not a tail: ranks would smooth it away, so it stays."""
    if len(shape.values) <= FEW_VALUES:
        return "none"
    numbers = pull_in(shape)
    if shape.top_share >= SPIKE:
        numbers = numbers[numbers != shape.top_value]
    if abs(skewness(numbers)) <= SKEWED:
        return "none"
    positive = shape.values[0] >= 0 and numbers[-1] >= LOG_BENDS
    if positive and is_helped_by_log(numbers):
        return "log"
    if has_valley(numbers):
        return "none"
    return "log" if positive and has_valley(np.log1p(numbers)) else "normal score"


def is_helped_by_log(numbers: Numbers) -> bool:
    """Whether a log halves the skew of numbers from 0 on: of all, or of those above 0 where 0 is frequent."""
    if abs(skewness(np.log1p(numbers))) <= max(SKEWED, abs(skewness(numbers)) / 2):
        return True
    above = numbers[numbers > 0]
    return abs(skewness(np.log1p(above))) <= min(SKEWED, abs(skewness(above)) / 2)


def fit_scores(shape: Shape) -> tuple[Numbers, Numbers]:
    """Values and their normal scores (van der Waerden, of the mean rank of equal values); at most 257 of them, chosen evenly
    on the scale of the scores, with both ends."""
    middle = (np.cumsum(shape.counts) - shape.counts / 2) / shape.n
    keep = np.arange(len(middle))
    if len(keep) > MOST_KNOTS:
        ends = [NormalDist().inv_cdf(float(middle[i])) for i in (0, -1)]
        wanted = [NormalDist().cdf(z) for z in np.linspace(ends[0], ends[1], MOST_KNOTS)]
        places = np.searchsorted(middle, wanted).clip(0, len(middle) - 1)
        keep = np.unique(np.concatenate(([0], places, [len(middle) - 1])))
    scores = np.array([NormalDist().inv_cdf(float(p)) for p in middle[keep]])
    return shape.values[keep], scores


def fit_scale(ordered: Numbers, few_or_spiked: bool) -> tuple[float, float]:
    """Centre and scale of ordered numbers: median and interquartile range / 1.349; mean and standard deviation for
    few values, a spike, or where the quartiles are equal. A scale is never 0."""
    if not few_or_spiked:
        low, middle, high = (float(q) for q in np.quantile(ordered, (0.25, 0.5, 0.75)))
        if high - low > NO_WIDTH:
            return middle, (high - low) / NORMAL_QUARTILES
    deviation = float(ordered.std())
    return float(ordered.mean()), deviation if deviation > NO_WIDTH else 1.0


def find_code(shape: Shape) -> float | None:
    """The highest or lowest value where it looks like a code: written in nines, or -1, -8, -9 and so on under numbers from 0
    on, held by 1 % or more, and farther from the next value than all others are from each other."""
    if len(shape.values) < 3:
        return None
    for end, rest in ((-1, shape.values[:-1]), (0, shape.values[1:])):
        value, share = float(shape.values[end]), shape.counts[end] / shape.n
        is_nines = set(str(int(abs(value)))) == {"9"} and value == int(value) and abs(value) >= LEAST_CODE
        is_negative = end == 0 and value < 0 <= rest[0] and value == int(value) and shape.counts[0] > 1
        apart = abs(value - float(rest[end]))
        spread = float(rest[-1] - rest[0])
        if share >= CODE_SHARE and ((is_nines and apart > spread) or is_negative):
            return value
    return None
