"""Logistic regression by maximum likelihood, small enough to be run thousands of times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
MOST_STEPS = 30
ENOUGH = 1e-10
FARTHEST = 30.0
"""Log-odds beyond which a probability is 0 or 1 in all that matters."""
SEPARATED = 20.0
"""A fit with log-odds beyond is on its way to infinity: the outcome is separated."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients (p,) on the scale of log-odds, their covariance (p, p), and the deviance. `has_converged` is False where
    the outcome can be separated, so that no finite optimum exists."""

    coefficients: Numbers
    covariance: Numbers
    deviance: float
    has_converged: bool


def fit_logistic(design: Numbers, successes: Numbers, trials: Numbers | None = None) -> Logistic:
    """Newton's method (iteratively reweighted least squares; McCullagh & Nelder 1989, §2.5). `design` (n, p) includes its
    own column of ones; `successes` of `trials` (one each by default)."""
    trials = np.ones(len(design)) if trials is None else trials
    coefficients = np.zeros(design.shape[1])
    deviance, has_converged = np.inf, False
    for _ in range(MOST_STEPS):
        odds = _log_odds(design, coefficients)
        shares = 1 / (1 + np.exp(-odds))
        before, deviance = deviance, _deviance(successes, trials, shares)
        if abs(before - deviance) <= ENOUGH * (abs(deviance) + 1):
            has_converged = bool(np.abs(odds).max(initial=0) < SEPARATED)
            break
        weights = trials * shares * (1 - shares)
        score = np.einsum("ij,i->j", design, successes - trials * shares)
        coefficients = coefficients + np.linalg.pinv(_cross(design, weights)) @ score
    odds = _log_odds(design, coefficients)
    shares = 1 / (1 + np.exp(-odds))
    weights = trials * shares * (1 - shares)
    covariance: Numbers = np.linalg.pinv(_cross(design, weights)).astype(np.float64)
    return Logistic(coefficients, covariance, _deviance(successes, trials, shares), has_converged)


def _log_odds(design: Numbers, coefficients: Numbers) -> Numbers:
    odds: Numbers = np.clip(np.einsum("ij,j->i", design, coefficients), -FARTHEST, FARTHEST)
    return odds


def _cross(design: Numbers, weights: Numbers) -> Numbers:
    # Not by BLAS, whose sums depend on the number of threads.
    crossed: Numbers = np.einsum("ij,ik->jk", design, design * weights[:, None])
    return crossed


def _deviance(successes: Numbers, trials: Numbers, shares: Numbers) -> float:
    return 2 * float(
        _information(successes, trials * shares).sum()
        + _information(trials - successes, trials * (1 - shares)).sum()
    )


def _information(seen: Numbers, expected: Numbers) -> Numbers:
    ratio = np.divide(seen, expected, out=np.ones_like(seen), where=(seen > 0) & (expected > 0))
    return seen * np.log(ratio)
