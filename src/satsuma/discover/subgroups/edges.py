"""Where numbers are cut into groups: near quantiles, at numbers that people like."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
BINS = 5
FEW_VALUES = 6
"""Up to so many different values each is a group of its own."""
STEPS = (1.0, 0.5, 0.25, 0.2)


def cut_numbers(values: Numbers, bins: int = BINS) -> list[float]:
    """Inner edges, ascending: a group runs from one edge (included) to the next (excluded). Near the quantiles, each
    rounded by at most half of the way to its neighbours. Values that many share stand alone or at an edge. Empty
    where all values are the same. `values` are known and finite."""
    distinct = np.unique(values)
    if len(distinct) <= 1:
        return []
    if len(distinct) <= FEW_VALUES:
        return [float(each) for each in distinct[1:]]
    shares = np.arange(1, bins) / bins
    wanted = np.unique(np.quantile(values, shares, method="higher"))
    wanted = wanted[wanted > distinct[0]]
    if len(wanted) == 0:  # more than a bin's share has the lowest value
        wanted = distinct[1:2]
    if (values == distinct[0]).mean() >= 1 / bins:  # as zero in counts: a group of its own
        wanted = np.unique([distinct[1], *np.quantile(values[values > distinct[0]], shares, method="higher")])
    whole = bool((distinct == np.round(distinct)).all())
    stops = [float(distinct[0]), *map(float, wanted), float(distinct[-1])]
    edges: list[float] = []
    for before, edge, after in zip(stops, stops[1:], stops[2:], strict=False):
        slack = min(edge - before, after - edge) / 2
        rounded = round_human(edge, slack)
        edges.append(float(math.ceil(rounded)) if whole else rounded)
    return [edge for edge in sorted(set(edges)) if distinct[0] < edge <= distinct[-1]]


def round_human(value: float, slack: float) -> float:
    """The roundest number within `slack`: multiples of 1, 5, 2.5 and 2 tenths of a power of ten, the coarsest first; the value
    itself where none is near enough."""
    if slack <= 0 or not math.isfinite(value):
        return value
    top = math.ceil(math.log10(max(abs(value), slack))) + 1
    for power in range(top, top - 12, -1):
        for step in STEPS:
            size = step * 10.0**power
            rounded = round(value / size) * size
            if abs(rounded - value) <= slack:
                return float(f"{rounded:.12g}")
    return value
