"""Rankings that do not fool: shrinkage, the chance of belonging to the top n, intervals of ranks, ties in words.

Everywhere a higher value is better; turn the sign for rankings from below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
DRAWS = 4000
GRID = 40
"""Degrees of shrinkage that are weighed against each other for shares."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """k groups pulled towards each other by how little each is known: posterior means, 95 % intervals, and draws
    (draws × k). `own` is how much of each group's distance from the centre is kept, 0 to 1."""

    means: Numbers
    lows: Numbers
    highs: Numbers
    own: Numbers
    draws: Numbers


def shrink_shares(successes: ArrayLike, totals: ArrayLike, *, seed: int, draws: int = DRAWS) -> Shrunk:
    """Beta-binomial empirical Bayes. The prior's weight is not estimated but averaged over: uniform on the shrinkage
    factor (Christiansen & Morris 1997, JASA 92:618-632; Gelman et al., Bayesian Data Analysis, 3rd ed., ch. 5), so that two
    or three groups, or equal shares, give no false certainty; its centre is the weighted share at each weight."""
    from scipy.special import betaln

    hits, sizes = np.asarray(successes, np.float64), np.asarray(totals, np.float64)
    typical = len(sizes) / (1 / sizes).sum()
    factors = (np.arange(GRID) + 0.5) / GRID
    weights = typical * factors / (1 - factors)
    centres = np.array([_centre_share(hits, sizes, weight) for weight in weights])
    a, b = weights * centres, weights * (1 - centres)
    fit = betaln(hits + a[:, None], sizes - hits + b[:, None]) - betaln(a, b)[:, None]
    likelihood = fit.sum(axis=1)
    chances = np.exp(likelihood - likelihood.max())
    chances /= chances.sum()
    means = chances @ ((hits + a[:, None]) / (sizes + weights[:, None]))
    own = chances @ (sizes / (sizes + weights[:, None]))
    rng = np.random.default_rng(seed)
    which = rng.choice(GRID, size=draws, p=chances)
    drawn = rng.beta(hits + a[which, None], sizes - hits + b[which, None])
    lows, highs = np.quantile(drawn, [0.025, 0.975], axis=0)
    return Shrunk(means, lows, highs, own, drawn)


def _centre_share(hits: Numbers, sizes: Numbers, weight: float) -> float:
    """The groups' common share where groups vary as a prior of this weight says; never 0 or 1."""
    known = sizes * (weight + 1) / (weight + sizes)
    share = float((known * hits / sizes).sum() / known.sum())
    edge = 0.5 / float(sizes.sum())
    return min(max(share, edge), 1 - edge)


def shrink_means(means: ArrayLike, errors: ArrayLike, *, seed: int, draws: int = DRAWS) -> Shrunk:
    """Normal empirical Bayes for means with known standard errors (Morris 1983, JASA 78:47-55): for equal errors this is
    James and Stein's estimator as Efron & Morris (1977, Scientific American 236:119-127) use it on baseball. Fewer than
    four groups are not pulled: no estimator is sure to be better there."""
    values, spread = np.asarray(means, np.float64), np.asarray(errors, np.float64)
    k = len(values)
    variances = np.maximum(spread**2, 1e-300)
    rng = np.random.default_rng(seed)
    if k < 4:
        pull, centre, more = np.zeros(k), float(values.mean()), np.zeros(k)
    else:
        between, centre = _estimate_between(values, variances)
        pull = (k - 3) / (k - 1) * variances / (variances + between)
        more = 2 / (k - 3) * pull**2 * (values - centre) ** 2
    posterior = values + pull * (centre - values)
    deviation = np.sqrt(variances * (1 - pull * (k - 1) / k) + more)
    drawn = posterior + rng.standard_normal((draws, k)) * deviation
    half = 1.959963984540054 * deviation
    return Shrunk(posterior, posterior - half, posterior + half, 1 - pull, drawn)


def _estimate_between(values: Numbers, variances: Numbers) -> tuple[float, float]:
    """How much true means vary beyond their errors, and their centre: Morris's moment equations, iterated."""
    k, between = len(values), float(np.var(values, ddof=1))
    centre = float(values.mean())
    for _ in range(200):
        weights = 1 / (variances + between)
        centre = float((weights * values).sum() / weights.sum())
        excess = k / (k - 1) * (values - centre) ** 2 - variances
        found = max(float((weights * excess).sum() / weights.sum()), 0.0)
        if abs(found - between) <= 1e-12 * max(between, 1e-12):
            break
        between = found
    return between, centre


def find_in_top(draws: Numbers, n: int) -> Numbers:
    """For each group the share of the draws in which it is among the n highest; ties go to the first."""
    k = draws.shape[1]
    if n >= k:
        return np.ones(k)
    best = np.argsort(-draws, axis=1, kind="stable")[:, :n]
    return np.bincount(best.ravel(), minlength=k) / len(draws)


@dataclass(frozen=True, slots=True)
class Ranks:
    """Intervals of ranks from 1, all of them right at once with the level's chance; `above[i, j]`: i is surely higher
    than j."""

    lows: NDArray[np.int64]
    highs: NDArray[np.int64]
    above: NDArray[np.bool_]


def bound_ranks(
    estimates: ArrayLike, errors: ArrayLike, *, seed: int, level: float = 0.95, draws: int = 2000
) -> Ranks:
    """Simultaneous intervals of ranks (Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91:476-518):
    all differences of pairs are tested by the largest studentised difference under equality, simulated from the errors,
    step by step without the pairs already told apart (Romano & Wolf 2005). A rank lies between 1 + the number of groups
    surely above and k − the number surely below. Estimates are taken as independent and normal."""
    values, spread = np.asarray(estimates, np.float64), np.maximum(np.asarray(errors, np.float64), 1e-150)
    k = len(values)
    if k < 2:
        return Ranks(np.ones(k, np.int64), np.full(k, k, np.int64), np.zeros((k, k), np.bool_))
    first, second = np.triu_indices(k, 1)
    together = np.hypot(spread[first], spread[second])
    distance = (values[first] - values[second]) / together
    noise = np.random.default_rng(seed).standard_normal((draws, k)) * spread
    open_ = np.ones(len(first), np.bool_)
    while open_.any():
        largest = _largest_difference(noise, first[open_], second[open_], together[open_])
        limit = float(np.quantile(largest, level, method="higher"))
        told = open_ & (np.abs(distance) > limit)
        if not told.any():
            break
        open_ &= ~told
    above = np.zeros((k, k), np.bool_)
    above[first, second] = ~open_ & (distance > 0)
    above[second, first] = ~open_ & (distance < 0)
    return Ranks(1 + above.sum(axis=0), k - above.sum(axis=1), above)


def _largest_difference(
    noise: Numbers, first: NDArray[np.int64], second: NDArray[np.int64], together: Numbers
) -> Numbers:
    largest = np.zeros(len(noise))
    for start in range(0, len(first), 512):
        part = slice(start, start + 512)
        found = np.abs(noise[:, first[part]] - noise[:, second[part]]) / together[part]
        largest = np.maximum(largest, found.max(axis=1))
    return largest


def find_ties(order: Sequence[int], above: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The longest runs of places (from 1, both included) in which no group is surely above another, in the order given;
    a run within a longer one is left out."""
    runs: list[tuple[int, int]] = []
    for start in range(len(order)):
        end = start
        while end + 1 < len(order) and not any(
            above[order[inside], order[end + 1]] or above[order[end + 1], order[inside]]
            for inside in range(start, end + 1)
        ):
            end += 1
        if end > start and (not runs or end + 1 > runs[-1][1]):
            runs.append((start + 1, end + 1))
    return runs


def say_ties(runs: Sequence[tuple[int, int]], k: int) -> tuple[str, ...]:
    """Runs of places in words: '3rd to 6th cannot be told apart'."""
    if list(runs) == [(1, k)]:
        return (f"None of the {k} can be told apart." if k > 2 else "The two cannot be told apart.",)
    joined = ((first, "and" if last == first + 1 else "to", last) for first, last in runs)
    return tuple(
        f"{name_place(first)} {how} {name_place(last)} cannot be told apart." for first, how, last in joined
    )


def name_place(place: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    if 10 <= place % 100 <= 20:
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"
