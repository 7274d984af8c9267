"""Boosted trees on one half, judged on the other; how much each variable adds, and how much it adds to shuffled outcomes.

Permutation importance on held-out customers (Breiman 2001; Fisher, Rudin & Dominici 2019, JMLR 20:177), corrected by what
the same procedure finds where the outcome is shuffled (PIMP: Altmann et al. 2010, Bioinformatics 26:1340-1347).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.drivers.features import Feature
from satsuma.discover.drivers.question import Outcome
from satsuma.stats.association import Numbers, order_values, rank_places

TREES = 50
LEAVES = 8
BINS = 63
SHUFFLES = 3
"""Shuffles of each variable; their losses are averaged."""
CHANCE_FITS = 15
"""Fits to shuffled outcomes."""
MOST_CHANCE = 3_000
"""Held-out customers on whom those are judged."""

Predict = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Judged:
    """The fit on held-out customers, what chance reaches, and for each feature the fit lost when its values are shuffled
    (`lost`, less what chance loses) with its standard error."""

    fit: float
    fit_error: float
    fit_by_chance: float
    lost: Numbers
    error: Numbers


def judge_features(
    features: Sequence[Feature], outcome: Outcome, seed: int, told: Callable[[float], None]
) -> Judged:
    """Deterministic: trees grow in one thread, whose sums have one order."""
    from threadpoolctl import threadpool_limits

    design = np.column_stack([feature.encoded for feature in features])
    words = np.array([feature.numbers is None for feature in features])
    rng = np.random.default_rng(seed)
    train, test = design[: outcome.split], design[outcome.split :]
    with threadpool_limits(limits=1):
        predict = _fit(train, outcome.aim[: outcome.split], words, outcome.is_yes_no, seed)
        aim = outcome.aim[outcome.split :]
        fit, fit_error = measure_fit(predict(test), aim, outcome.is_yes_no)
        lost, error = _shuffle(predict, test, aim, outcome.is_yes_no, SHUFFLES, rng)
        told(0.2)
        by_chance, fits = np.empty((CHANCE_FITS, len(features))), np.empty(CHANCE_FITS)
        for i in range(CHANCE_FITS):
            shuffled = _fit(
                train, rng.permutation(outcome.aim[: outcome.split]), words, outcome.is_yes_no, seed
            )
            part = rng.permutation(len(test))[:MOST_CHANCE]
            aims = rng.permutation(aim[part])
            fits[i], _ = measure_fit(shuffled(test[part]), aims, outcome.is_yes_no)
            by_chance[i], _ = _shuffle(shuffled, test[part], aims, outcome.is_yes_no, 1, rng)
            told(0.2 + 0.8 * (i + 1) / CHANCE_FITS)
    shrunk = by_chance.var(axis=0, ddof=1) * min(1.0, MOST_CHANCE / len(test))
    return Judged(
        fit, fit_error, float(fits.mean()), lost - by_chance.mean(axis=0), np.sqrt(error**2 + shrunk)
    )


def _fit(design: Numbers, aim: Numbers, words: NDArray[np.bool_], is_yes_no: bool, seed: int) -> Predict:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    settings: dict[str, Any] = {
        "max_iter": TREES,
        "max_leaf_nodes": LEAVES,
        "max_bins": BINS,
        "early_stopping": False,
        "min_samples_leaf": max(10, len(aim) // 200),
        "categorical_features": words,
        "random_state": seed,
    }
    if is_yes_no:
        yes = HistGradientBoostingClassifier(**settings).fit(design, aim.astype(np.int8))
        return lambda rows: np.asarray(yes.decision_function(rows), dtype=np.float64)
    number = HistGradientBoostingRegressor(**settings).fit(design, aim)
    return lambda rows: np.asarray(number.predict(rows), dtype=np.float64)


def _shuffle(
    predict: Predict, test: Numbers, aim: Numbers, is_yes_no: bool, times: int, rng: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """(features,) the fit lost when one feature is shuffled, and its standard error."""
    parts = score_customers(predict(test), aim, is_yes_no)
    lost, error = np.zeros(test.shape[1]), np.zeros(test.shape[1])
    for j in range(test.shape[1]):
        after = [np.zeros(len(part)) for part in parts]
        for _ in range(times):
            moved = test.copy()
            moved[:, j] = rng.permutation(moved[:, j])
            for total, part in zip(after, score_customers(predict(moved), aim, is_yes_no), strict=True):
                total += part / times
        lost[j], error[j] = _mean_of([part - new for part, new in zip(parts, after, strict=True)])
    return lost, error


def measure_fit(scores: Numbers, aim: Numbers, is_yes_no: bool) -> tuple[float, float]:
    """AUC for yes or no, R² for numbers, and its standard error."""
    return _mean_of(score_customers(scores, aim, is_yes_no))


def score_customers(scores: Numbers, aim: Numbers, is_yes_no: bool) -> list[Numbers]:
    """Each customer's part in the fit, in groups whose means add up to it.

    For yes or no the placements of the yes among the no (their mean is the AUC) and the other way round, which only add
    to its variance (DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837-845); for numbers 1 - squared error / variance.
    """
    if not is_yes_no:
        return [1 - (aim - scores) ** 2 / max(float(aim.var()), 1e-300)]
    ranks = rank_places(*order_values(scores))
    yes = aim == 1
    within = [rank_places(*order_values(scores[group])) for group in (yes, ~yes)]
    above = (ranks[yes] - within[0]) / max(int((~yes).sum()), 1)
    below = 1 - (ranks[~yes] - within[1]) / max(int(yes.sum()), 1)
    return [above, below - below.mean()]


def _mean_of(parts: Sequence[Numbers]) -> tuple[float, float]:
    mean = sum(float(part.mean()) for part in parts)
    return mean, math.sqrt(sum(float(part.var(ddof=1)) / len(part) for part in parts))
