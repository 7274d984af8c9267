"""What each field says of a customer's segment, judged by customers it was not learned from.

Naive Bayes: fields count as independent within a segment, so their log-odds add up and what is missing says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.rules.grid import Grid
from satsuma.discover.rules.growing import SMALLEST_LEAF, Labels, grow

FEW_STEPS = 5
"""Numbers and levels with more steps are cut where the segments part."""
IN_STEP = 50
"""At least one in so many customers is in each step."""
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
        odds = np.zeros((grid.n, k))
        for fold in range(FOLDS):
            inside, outside = folds != fold, folds == fold
            steps, count = coarsen(grid.pick(index), labels, inside, k)
            table = learn(steps[inside], count, labels[inside], k)
            odds[outside] = table[steps[outside]]
        found[scale.variable] = found[scale.variable] + odds if scale.variable in found else odds
    return found


def coarsen(one: Grid, labels: Labels, inside: NDArray[np.bool_], k: int) -> tuple[NDArray[np.int64], int]:
    """The steps of one scale, -1 where missing, and how many there are: numbers and long orders cut where the segments of
    the customers `inside` part, all else as it is."""
    codes = one.codes[:, 0].astype(np.int64)
    scale = one.scales[0]
    if scale.form not in ("number", "ordered") or scale.steps <= FEW_STEPS:
        return codes, scale.steps
    smallest = max(SMALLEST_LEAF, int(inside.sum()) // IN_STEP)
    tree = grow(one.take(inside), labels[inside], k, 2 * k, smallest=smallest)
    nodes = tree.nodes_of(one).astype(np.int64)
    return np.where(codes < 0, -1, nodes), len(tree.left)


def learn(steps: NDArray[np.int64], count: int, labels: Labels, k: int) -> Odds:
    """(count + 1, k) log probability of each step in each segment; nothing for the missing, the last."""
    known = steps >= 0
    cells = labels[known].astype(np.int64) * count + steps[known]
    counts = np.bincount(cells, minlength=k * count).reshape(k, count) + SMOOTHING
    table = np.log(counts / counts.sum(axis=1, keepdims=True)).T
    return np.vstack([table, np.zeros((1, k))])
