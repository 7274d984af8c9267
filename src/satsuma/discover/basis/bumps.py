"""Whether a number is skewed by a bump of its own: a group of customers apart, which no transform should smooth away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

CELLS = 256
LEAST_SIDE = 0.03
"""Share of the customers on either side of a valley."""
DEPTH = 0.5
"""A valley's density is at most this part of the lower bump's."""
LEAST_ERRORS = 3.0
"""Standard errors by which the counts within a bandwidth of a bump's top and of the valley's bottom differ."""
FEWEST = 80
BANDWIDTHS = (1.0, 2.0, 4.0)
"""Times Silverman's: wider ones find small bumps far away, which few customers leave ragged."""


def has_valley(ordered: Numbers) -> bool:
    """Whether the density of ordered numbers has two bumps with a valley between, each with 3 % of the customers or more.

    A Gaussian kernel density with Silverman's bandwidth (1986, eq. 3.31) and wider on 256 cells. The ends are left out, so that
    numbers pulled in there make no bump.
    """
    inside = ordered[(ordered > ordered[0]) & (ordered < ordered[-1])] if len(ordered) else ordered
    n = len(inside)
    if n < FEWEST:
        return False
    low, high = float(inside[0]), float(inside[-1])
    quartiles = np.quantile(inside, (0.25, 0.75))
    spread = min(float(inside.std()), float(quartiles[1] - quartiles[0]) / 1.34)
    if not spread > 0 or not high > low:
        return False
    cell = (high - low) / CELLS
    counts = np.histogram(inside, bins=CELLS, range=(low, high))[0].astype(np.float64)
    share = np.cumsum(counts) / n
    between = (share >= LEAST_SIDE) & (share <= 1 - LEAST_SIDE)
    for times in BANDWIDTHS:
        width = max(1.0, times * 0.9 * spread * n**-0.2 / cell)
        density = smooth(counts, width)
        left = np.maximum.accumulate(density)
        right = np.maximum.accumulate(density[::-1])[::-1]
        lower = np.minimum(left, right)
        error = np.sqrt((lower + density) * 2 * width)
        is_deep = (lower - density) * 2 * width > LEAST_ERRORS * error
        if (between & is_deep & (density <= DEPTH * lower)).any():
            return True
    return False


def smooth(counts: Numbers, width: float) -> Numbers:
    """Counts under a Gaussian kernel of so many cells, per cell."""
    reach = int(np.ceil(4 * width))
    steps = np.arange(-reach, reach + 1) / width
    kernel = np.exp(-0.5 * steps * steps)
    padded = np.convolve(counts, kernel / kernel.sum(), mode="full")
    return padded[reach : reach + len(counts)]
