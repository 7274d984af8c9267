"""What each field says of a customer's segment, judged by customers it was not learned from.

Naive Bayes: fields count as independent within a segment, so their log-odds add up and what is missing says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.rules.grid import Grid, Scale
from satsuma.discover.rules.growing import Labels

MOST_STEPS = 20
"""Steps that a number is taken in: equally many customers in each, as far as ties allow."""
SMOOTHING = 0.5
FOLDS = 5

Odds = NDArray[np.float64]


def deal_folds(n: int, seed: int) -> NDArray[np.int64]:
    """(n,) the fold of every customer, at random."""
    folds: NDArray[np.int64] = np.random.default_rng(seed).permutation(n) % FOLDS
    return folds


def find_prior(labels: Labels, folds: NDArray[np.int64], k: int) -> Odds:
    """(n, k) log shares of the segments outside each customer's own fold."""
    prior = np.empty((len(labels), k))
    for fold in range(FOLDS):
        counts = np.bincount(labels[folds != fold], minlength=k) + SMOOTHING
        prior[folds == fold] = np.log(counts / counts.sum())
    return prior


def find_odds(grid: Grid, labels: Labels, folds: NDArray[np.int64], k: int) -> Mapping[str, Odds]:
    """By variable: (n, k) log probability of the customer's value in each segment, learned outside their fold; the items
    of a set together."""
    found: dict[str, Odds] = {}
    for index, scale in enumerate(grid.scales):
        codes, steps = coarsen(grid.codes[:, index], scale)
        odds = _odds_of(codes, steps, labels, folds, k)
        found[scale.variable] = found[scale.variable] + odds if scale.variable in found else odds
    return found


def coarsen(codes: NDArray[np.int16], scale: Scale) -> tuple[NDArray[np.int64], int]:
    """Numbers and levels in at most twenty steps; words, yes-no and missing (-1) as they are."""
    wide = codes.astype(np.int64)
    if scale.form in ("choice", "flag", "item") or scale.steps <= MOST_STEPS:
        return wide, scale.steps
    counts = np.bincount(wide[wide >= 0], minlength=scale.steps)
    middles = (np.cumsum(counts) - counts / 2) / max(int(counts.sum()), 1)
    table = np.append(np.minimum((middles * MOST_STEPS).astype(np.int64), MOST_STEPS - 1), -1)
    return table[wide], MOST_STEPS


def _odds_of(codes: NDArray[np.int64], steps: int, labels: Labels, folds: NDArray[np.int64], k: int) -> Odds:
    odds = np.zeros((len(codes), k))
    known = codes >= 0
    for fold in range(FOLDS):
        inside = known & (folds != fold)
        cells = labels[inside].astype(np.int64) * steps + codes[inside]
        counts = np.bincount(cells, minlength=k * steps).reshape(k, steps) + SMOOTHING
        table = np.log(counts / counts.sum(axis=1, keepdims=True)).T
        outside = known & (folds == fold)
        odds[outside] = table[codes[outside]]
    return odds
