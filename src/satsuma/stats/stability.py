"""How far a segmentation comes back on resampled data, out of label arrays alone; no algorithm is known here.

Global stability, segment-level stability within solutions (SLSW) and across solutions (SLSA): Dolnicar & Leisch 2010,
Marketing Letters 21:83-101; 2017, Marketing Letters 28:423-436. A customer may stand for several alike: `counts` says for
how many, so that the cost depends on the distinct customers only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.agreement import Counts, adjusted_rands_of, cross_table, cross_tables, jaccard_of

Labels = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of what the bootstraps gave."""

    median: float
    low: float
    high: float


def spread(values: NDArray[np.float64]) -> Spread:
    """Median and quartiles (linear interpolation) of (m,) values, m ≥ 1."""
    low, median, high = np.quantile(values, (0.25, 0.5, 0.75))
    return Spread(float(median), float(low), float(high))


def global_stability(labels: Labels, counts: Counts | None = None) -> NDArray[np.float64]:
    """(B,) adjusted Rand indices of B pairs of divisions: `labels` (2B, n) place the same n customers, and rows 2i and 2i + 1
    are a pair, each from its own bootstrap sample. Noise (-1) is a group of its own."""
    groups = int(labels.max(initial=-1)) + 1
    places = _put_noise_last(labels, groups)
    tables = cross_tables(places[0::2], places[1::2], groups + 1, groups + 1, counts)
    return adjusted_rands_of(tables)


def segment_stability(
    reference: Labels, labels: Labels, k: int, counts: Counts | None = None
) -> NDArray[np.float64]:
    """(m, k) SLSW: for each of the k segments of `reference` (n,) the largest Jaccard similarity with any group of each of m
    other divisions `labels` (m, n), each from its own bootstrap sample. Noise (-1) is nobody's segment; NaN for a segment
    without members."""
    groups = int(labels.max(initial=-1)) + 1
    tables = cross_tables(
        _put_noise_last(reference, k), _put_noise_last(labels, groups), k + 1, groups + 1, counts
    )
    stable = np.stack([jaccard_of(table)[:k, :groups].max(axis=1, initial=0.0) for table in tables])
    stable[:, tables[0].sum(axis=1)[:k] == 0] = np.nan
    return stable


def segment_origins(
    before: Labels, after: Labels, k_before: int, k_after: int, counts: Counts | None = None
) -> NDArray[np.float64]:
    """(k_after,) SLSA: the entropy of the segments of `before` (n,) that the members of each segment of `after` (n,) come
    from, divided by log(k_before). 0: from one segment; 1: thrown together from all alike. NaN for a segment without
    members; 0 where there was one segment before."""
    table = cross_table(before, after, k_before, k_after, counts).astype(np.float64)
    sizes = table.sum(axis=0)
    shares = np.divide(table, sizes, out=np.zeros_like(table), where=sizes > 0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    entropies = -(shares * logs).sum(axis=0) / (np.log(k_before) if k_before > 1 else 1.0)
    origins: NDArray[np.float64] = np.where(sizes > 0, np.maximum(entropies, 0.0), np.nan)
    return origins


def _put_noise_last(labels: Labels, groups: int) -> Labels:
    return np.where(labels < 0, groups, labels)
