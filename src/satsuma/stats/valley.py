"""Is there a valley between two groups? The dip test, and its use on pairs of segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.corrections import holm

Doubles = NDArray[np.float64]

SIZES = (5, 10, 20, 40, 80, 160, 320, 640, 1280)
LEVELS = (0.50, 0.60, 0.70, 0.80, 0.90, 0.95, 0.98, 0.99, 0.995, 0.999)
QUANTILES = (
    (0.272, 0.2999, 0.3291, 0.3601, 0.3951, 0.417, 0.4328, 0.4391, 0.443, 0.4461),
    (0.3089, 0.3228, 0.3473, 0.3751, 0.4126, 0.4415, 0.4766, 0.5058, 0.5273, 0.57),
    (0.3281, 0.3471, 0.3684, 0.3953, 0.4357, 0.4703, 0.5121, 0.5385, 0.5644, 0.6167),
    (0.3422, 0.3614, 0.3838, 0.4122, 0.4548, 0.4918, 0.5351, 0.5665, 0.5947, 0.645),
    (0.3525, 0.3725, 0.3961, 0.4248, 0.4683, 0.5076, 0.5533, 0.5876, 0.6242, 0.686),
    (0.3604, 0.3806, 0.4039, 0.4331, 0.4776, 0.5178, 0.5654, 0.5976, 0.6316, 0.6925),
    (0.3655, 0.3858, 0.4096, 0.44, 0.4864, 0.5274, 0.5807, 0.6153, 0.6429, 0.7219),
    (0.3704, 0.3912, 0.4156, 0.446, 0.4928, 0.5343, 0.5834, 0.6146, 0.6463, 0.7225),
    (0.372, 0.3927, 0.4171, 0.4484, 0.4959, 0.5365, 0.588, 0.618, 0.6493, 0.7162),
)
"""Of √n × dip for 40,000 samples from a uniform distribution, rows `SIZES`, columns `LEVELS`: `python -m benchmarks.dip`."""


def dip(values: Doubles) -> float:
    """The largest distance of the empirical distribution from the nearest unimodal one (Hartigan & Hartigan 1985, Ann. Stat.
    13:70-84, section 4): convex below the mode, concave above. Between 1/(2n) and 1/4. NaN for no value.

    `values` (n,) in any order. Ties count as they are: the test is for continuous values.
    """
    x, counts = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
    n = int(counts.sum())
    if n == 0:
        return float("nan")
    after = counts.cumsum().astype(np.float64)
    before = after - counts
    low, high, widest = 0, len(x) - 1, 1.0
    while high > low:
        below = _corners(x[low : high + 1], before[low : high + 1]) + low
        above = _corners(x[low : high + 1], -after[low : high + 1]) + low
        gap, left, right = _widest_gap(x, before, after, below, above)
        if gap <= widest:
            break
        convex = np.interp(x[low : left + 1], x[below], before[below])
        concave = np.interp(x[right : high + 1], x[above], after[above])
        widest = max(
            widest,
            float((after[low : left + 1] - convex).max()) if left > low else 0.0,
            float((concave - before[right : high + 1]).max()) if right < high else 0.0,
        )
        if (left, right) == (low, high):
            break
        low, high = left, right
    return widest / (2 * n)


def _corners(x: Doubles, y: Doubles) -> NDArray[np.int64]:
    """Positions of the corners of the greatest convex minorant of the points (x rising)."""
    kept: list[int] = []
    xs, ys = x.tolist(), y.tolist()
    for i in range(len(xs)):
        while len(kept) >= 2:
            a, b = kept[-2], kept[-1]
            if (ys[b] - ys[a]) * (xs[i] - xs[a]) < (ys[i] - ys[a]) * (xs[b] - xs[a]):
                break
            kept.pop()
        kept.append(i)
    return np.array(kept, dtype=np.int64)


def _widest_gap(
    x: Doubles, before: Doubles, after: Doubles, below: NDArray[np.int64], above: NDArray[np.int64]
) -> tuple[float, int, int]:
    """The largest distance of the concave majorant from the convex minorant, and the modal interval it leaves: steps (iii)
    and (iv) of the paper."""
    at_below = np.interp(x[below], x[above], after[above]) - before[below]
    at_above = after[above] - np.interp(x[above], x[below], before[below])
    if at_below.max() > at_above.max():
        left = int(below[at_below.argmax()])
        return float(at_below.max()), left, int(above[np.searchsorted(above, left)])
    right = int(above[len(above) - 1 - at_above[::-1].argmax()])
    return float(at_above.max()), int(below[np.searchsorted(below, right, side="right") - 1]), right


def dip_p(distance: float, n: int) -> float:
    """P of a dip at least this large in n values of a uniform distribution, the unimodal one hardest to tell from two groups
    (Hartigan & Hartigan 1985, section 5). Interpolated between simulated quantiles: never below 0.001, 1 below the median's
    reach."""
    if n < SIZES[0] or not np.isfinite(distance):
        return 1.0
    table = np.array(QUANTILES)
    at = np.sqrt(min(n, SIZES[-1]))
    quantiles = [float(np.interp(at, np.sqrt(SIZES), column)) for column in table.T]
    scaled = np.sqrt(n) * distance
    least = 0.5 / np.sqrt(n)
    return float(1 - np.interp(scaled, [least, *quantiles], [0.0, *LEVELS]))


@dataclass(frozen=True, slots=True)
class Valleys:
    """`pairs` (m, 2) neighbouring groups; `p` (m,) Holm-adjusted; `share` of them with a valley at 5 %; `separate`: how many
    groups remain once neighbours without a valley are joined."""

    pairs: NDArray[np.int64]
    p: Doubles
    share: float
    separate: int


def find_valleys(
    points: Doubles,
    labels: NDArray[np.integer],
    *,
    rng: np.random.Generator,
    most: int = 2_000,
    level: float = 0.05,
) -> Valleys | None:
    """Whether a valley lies between neighbouring groups: the dip test of both groups' points projected on the line between
    their centres (as `test_multimod` of Valid Cluster, with Holm's correction over the pairs).

    Two groups are neighbours when no third centre is nearest to the middle of theirs: groups with another between them show a
    valley whatever the data are. At most `most` points a pair, so that a trifle does not count for being measured often.
    None for fewer than two groups with five points. `points` (n, d) must be nearly without ties: see `dither`.
    """
    groups = [g for g in range(int(labels.max(initial=-1)) + 1) if np.count_nonzero(labels == g) >= SIZES[0]]
    if len(groups) < 2:
        return None
    rows = {g: np.flatnonzero(labels == g) for g in groups}
    centres = {g: points[rows[g]].mean(axis=0) for g in groups}
    stack = np.array([centres[g] for g in groups])
    pairs: list[tuple[int, int]] = []
    raw: list[float] = []
    for at, a in enumerate(groups):
        for b in groups[at + 1 :]:
            distances = ((stack - (centres[a] + centres[b]) / 2) ** 2).sum(axis=1)
            if groups[int(distances.argmin())] not in (a, b):
                continue
            members = np.concatenate([rows[a], rows[b]])
            if len(members) > most:
                members = rng.choice(members, most, replace=False)
            projected = points[members] @ (centres[b] - centres[a])
            pairs.append((a, b))
            raw.append(dip_p(dip(projected), len(projected)))
    p = holm(np.array(raw))
    joined = [pair for pair, one in zip(pairs, p, strict=True) if one >= level]
    return Valleys(
        np.array(pairs, dtype=np.int64), p, float((p < level).mean()), _count_separate(groups, joined)
    )


def _count_separate(groups: list[int], joined: list[tuple[int, int]]) -> int:
    """How many groups remain when pairs are joined."""
    heads = {group: group for group in groups}
    for a, b in joined:
        old, new = heads[a], heads[b]
        heads = {group: new if head == old else head for group, head in heads.items()}
    return len(set(heads.values()))


def dither(points: Doubles, rng: np.random.Generator) -> Doubles:
    """The same points with tied values spread evenly over half the way to the next values, so that rounded numbers are no
    row of valleys. Columns without ties stay as they are."""
    spread = np.array(points, dtype=np.float64)
    for column in spread.T:
        values, where = np.unique(column, return_inverse=True)
        if len(values) in (1, len(column)):
            continue
        middles = (values[1:] + values[:-1]) / 2
        low = np.concatenate([[values[0] - (middles[0] - values[0])], middles])
        high = np.concatenate([middles, [values[-1] + (values[-1] - middles[-1])]])
        column += rng.random(len(column)) * (high - low)[where] + low[where] - values[where]
    return spread
