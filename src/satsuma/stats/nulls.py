"""Data without groups that look like the data: what a division is compared with.

The copula null keeps every variable's own margin and the correlations, in one Gaussian cloud underneath. Hennig & Lin 2015,
Stat. Comput. 25:821-833: compare an index with its values on data of a null model fitted to the same data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.stats.gap import draw_box

Doubles = NDArray[np.float64]
Codes = NDArray[np.int16]

TERMS = 40
ATOM = 0.1
LOW, HIGH = 1e-6, 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Margin:
    """One variable as a rising function of a normal score. Continuous: `values` at the probabilities `shares`, straight lines
    between. Discrete: `values[i]` up to the probability `shares[i]`."""

    values: Doubles
    shares: Doubles
    is_discrete: bool

    def read(self, shares: Doubles) -> Doubles:
        """Values at probabilities."""
        if self.is_discrete:
            return self.values[np.searchsorted(self.shares[:-1], shares, side="right")]
        return np.interp(shares, self.shares, self.values)


@dataclass(frozen=True, slots=True)
class CopulaNull:
    """A fitted null: margins of the numbers, then of the choices; `root` turns independent normals into latent scores.
    `present` (n, d) says which values are known, row by row."""

    margins: tuple[Margin, ...]
    root: Doubles
    numbers: int
    present: NDArray[np.bool_]

    def draw(self, rng: np.random.Generator) -> tuple[Doubles, Codes]:
        """As many customers as the data have, with the data's own pattern of missing values in random order."""
        from scipy.special import ndtr

        n = len(self.present)
        shares = ndtr(rng.standard_normal((n, len(self.root))) @ self.root.T)
        drawn = np.empty_like(shares)
        for j, margin in enumerate(self.margins):
            drawn[:, j] = margin.read(shares[:, j])
        if not self.present.all():
            drawn[~self.present[rng.permutation(n)]] = np.nan
        codes = np.where(np.isnan(drawn[:, self.numbers :]), -1, drawn[:, self.numbers :]).astype(np.int16)
        return drawn[:, : self.numbers], codes


def fit_copula(numbers: Doubles, codes: Codes, ordered: tuple[bool, ...]) -> CopulaNull:
    """The Gaussian copula of mixed variables: `numbers` (n, p) with NaN and `codes` (n, q) with -1 where missing.

    Margins of numbers are made unimodal (`unimodal_margin`), else groups that show in one variable alone would be part of
    the null; numbers with a value that a tenth share, and all choices, keep their own shares. Levels without an order are
    put in the order in which they differ most in the other variables. Correlations are those of the latent normals by
    Mehler's expansion (the polychoric correlation by moments), over the rows that know both, brought to the nearest
    correlation matrix.
    """
    joined = np.concatenate([numbers, np.where(codes < 0, np.nan, codes)], axis=1)
    p, d = numbers.shape[1], joined.shape[1]
    columns = joined.copy()
    relabels: dict[int, Doubles] = {}
    for j, is_ordered in enumerate(ordered):
        levels = np.unique(joined[:, p + j][~np.isnan(joined[:, p + j])])
        if not is_ordered and len(levels) > 2:
            relabels[p + j] = _order_levels(joined, p + j, levels)
            columns[:, p + j] = _relabel(joined[:, p + j], relabels[p + j])
    margins: list[Margin] = []
    scores = np.full_like(columns, np.nan)
    weights = np.zeros((d, TERMS))
    for j in range(d):
        known = ~np.isnan(columns[:, j])
        values, counts = np.unique(columns[known, j], return_counts=True)
        if j >= p or len(values) < 12 or counts.max() > ATOM * counts.sum():
            shares = counts.cumsum() / max(1, counts.sum())
            scores[known, j], weights[j] = _discrete_scores(columns[known, j], values, shares)
            values = relabels[j][values.astype(np.int64)] if j in relabels else values
            margins.append(Margin(values if len(values) else np.zeros(1), shares, True))
        else:
            scores[known, j], weights[j, 0] = _normal_scores(columns[known, j]), 1.0
            margins.append(unimodal_margin(columns[known, j]))
    root = _root(_latent_correlations(scores, weights))
    return CopulaNull(tuple(margins), root, p, ~np.isnan(columns))


def unimodal_margin(values: Doubles) -> Margin:
    """The unimodal distribution nearest to the values: the density over about √n bins of equal share, rising to one mode and
    falling from it by weighted isotonic regression (Grenander's estimator on bins), the mode where the fit is best."""
    n = len(values)
    bins = int(np.clip(np.sqrt(n), 8, 60))
    edges = np.unique(np.quantile(values, np.linspace(0, 1, bins + 1)))
    counts = np.histogram(values, edges)[0] / n
    widths = np.diff(edges)
    density = counts / widths
    best, least = density, np.inf
    for top in range(len(density) + 1):
        rising = _isotonic(density[:top], widths[:top])
        fit = np.concatenate([rising, -_isotonic(-density[top:], widths[top:])])
        loss = float((widths * (fit - density) ** 2).sum())
        if loss < least:
            best, least = fit, loss
    shares = np.concatenate([[0.0], (best * widths).cumsum()])
    return Margin(edges, shares / shares[-1], False)


def _isotonic(y: Doubles, weights: Doubles) -> Doubles:
    """The nearest rising sequence (pool adjacent violators)."""
    means: list[float] = []
    masses: list[float] = []
    lengths: list[int] = []
    for value, weight in zip(y.tolist(), weights.tolist(), strict=True):
        means.append(value)
        masses.append(weight)
        lengths.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            mass = masses[-2] + masses[-1]
            means[-2] = (means[-2] * masses[-2] + means[-1] * masses[-1]) / mass
            masses[-2] = mass
            lengths[-2] += lengths[-1]
            means.pop(), masses.pop(), lengths.pop()
    return np.repeat(np.array(means), lengths)


def _order_levels(joined: Doubles, at: int, levels: Doubles) -> Doubles:
    """Codes of a nominal variable, along the line on which its levels differ most in the other variables."""
    others = np.delete(joined, at, axis=1)
    codes = joined[:, at]
    if others.shape[1] == 0:
        return levels
    centred = others - np.nanmean(others, axis=0)
    spread = np.nanstd(others, axis=0)
    scaled = np.nan_to_num(centred / np.where(spread > 0, spread, 1.0))
    shares = np.array([np.mean(codes == level) for level in levels])
    means = np.array([scaled[codes == level].mean(axis=0) for level in levels])
    means -= shares @ means / shares.sum()
    sides = np.linalg.svd(means * np.sqrt(shares)[:, None], full_matrices=False)[2][0]
    return levels[np.argsort(means @ sides, kind="stable")]


def _relabel(codes: Doubles, order: Doubles) -> Doubles:
    """Codes by their position in an order; NaN stays."""
    places = np.full(int(order.max()) + 1, np.nan)
    places[order.astype(np.int64)] = np.arange(len(order))
    known = ~np.isnan(codes)
    out = np.full_like(codes, np.nan)
    out[known] = places[codes[known].astype(np.int64)]
    return out


def _normal_scores(values: Doubles) -> Doubles:
    """Van der Waerden scores, mean ranks for ties, to unit variance."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    scores = ndtri(rankdata(values) / (len(values) + 1))
    return np.asarray((scores - scores.mean()) / max(float(scores.std()), 1e-12))


def _discrete_scores(column: Doubles, values: Doubles, shares: Doubles) -> tuple[Doubles, Doubles]:
    """Each value's mean normal score, standardised, and the Hermite coefficients of that step function of a normal."""
    from scipy.special import ndtri

    if len(values) < 2:
        return np.zeros(len(column)), np.zeros(TERMS)
    cuts = ndtri(np.clip(shares[:-1], LOW, HIGH))
    heights = np.exp(-cuts * cuts / 2) / np.sqrt(2 * np.pi)
    edges = np.concatenate([[0.0], heights, [0.0]])
    mass = np.diff(np.concatenate([[0.0], shares]))
    means = (edges[:-1] - edges[1:]) / mass
    means /= np.sqrt((mass * means**2).sum())
    steps = np.diff(means)
    weights = np.empty(TERMS)
    previous, current = np.zeros_like(cuts), np.ones_like(cuts)
    for m in range(TERMS):
        # ∫ over z > t of h_m+1 φ = h_m(t) φ(t) / √(m+1), with h the normalised Hermite polynomials.
        weights[m] = (steps * current * heights).sum() / np.sqrt(m + 1)
        previous, current = current, (cuts * current - np.sqrt(m) * previous) / np.sqrt(m + 1)
    return means[np.searchsorted(values, column)], weights


def _latent_correlations(scores: Doubles, weights: Doubles) -> Doubles:
    """Of each pair the latent correlation whose expansion gives the observed correlation of the scores."""
    grid = np.linspace(-0.995, 0.995, 399)
    powers = grid[None, :] ** np.arange(1, TERMS + 1)[:, None]
    d = scores.shape[1]
    latent = np.eye(d)
    known = ~np.isnan(scores)
    for a in range(d):
        for b in range(a):
            both = known[:, a] & known[:, b]
            if both.sum() < 3 or scores[both, a].std() == 0 or scores[both, b].std() == 0:
                continue
            seen = float(np.corrcoef(scores[both, a], scores[both, b])[0, 1])
            reach = np.maximum.accumulate((weights[a] * weights[b]) @ powers)
            latent[a, b] = latent[b, a] = float(np.interp(seen, reach, grid))
    return latent


def _root(correlations: Doubles) -> Doubles:
    """A matrix R with R Rᵀ the nearest correlation matrix (eigenvalues cut at zero, then unit variances)."""
    values, vectors = np.linalg.eigh(correlations)
    root = vectors * np.sqrt(np.maximum(values, 0))
    norms = np.sqrt((root * root).sum(axis=1, keepdims=True))
    return np.asarray(root / np.maximum(norms, 1e-12))


def draw_uniform(numbers: Doubles, codes: Codes, rng: np.random.Generator) -> tuple[Doubles, Codes]:
    """Data without any shape, the reference of the gap: numbers uniform in the box along their principal components (missing
    ones at the mean while the box is made); choices with their own shares, each independent of the rest. Missing stays."""
    unknown = np.isnan(numbers)
    drawn = numbers
    if numbers.shape[1]:
        means = np.nanmean(np.where(unknown.all(axis=0), 0.0, numbers), axis=0)
        drawn = draw_box(np.where(unknown, means, numbers), rng)
        drawn[unknown] = np.nan
    chosen = np.array(codes)
    for column in chosen.T:
        known = column >= 0
        column[known] = rng.permutation(column[known])
    return drawn, chosen


def upper_p(observed: float, drawn: Doubles) -> float:
    """Share of draws at least as large, the observed one counted among them: (1 + b) / (1 + B)."""
    return float((1 + np.count_nonzero(drawn >= observed)) / (1 + len(drawn)))
