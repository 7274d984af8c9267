"""Effect sizes: how far apart two groups are, whatever their number."""

from __future__ import annotations

import math


def cohen_d(
    mean_a: float, deviation_a: float, n_a: int, mean_b: float, deviation_b: float, n_b: int
) -> float | None:
    """Difference of means in pooled standard deviations (Cohen 1988, ch. 2): 0.2 small, 0.5 medium, 0.8 large. None where
    neither group varies or a group has fewer than two members."""
    if n_a < 2 or n_b < 2:
        return None
    pooled = ((n_a - 1) * deviation_a**2 + (n_b - 1) * deviation_b**2) / (n_a + n_b - 2)
    return (mean_a - mean_b) / math.sqrt(pooled) if pooled > 0 else None


def cohen_h(share_a: float, share_b: float) -> float:
    """Difference of arcsine-transformed shares (Cohen 1988, ch. 6), on the same scale as Cohen's d."""
    return 2 * math.asin(math.sqrt(share_a)) - 2 * math.asin(math.sqrt(share_b))


def lift(here: float, everyone: float) -> float | None:
    """How many times the value of everyone; None where everyone's is 0 or the signs differ."""
    return here / everyone if everyone > 0 and here >= 0 else None
