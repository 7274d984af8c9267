"""Latent classes and latent profiles: groups within which fields are independent of each other.

Items (yes-no, nominal, and ordered ones taken as nominal) have a probability per level and class, numbers a mean and a
variance per class, and any mixture of them is fitted together by EM (Goodman 1974, Biometrika 61:215; Vermunt and Magidson
2002). A missing value contributes nothing to the likelihood (full information maximum likelihood): nobody is left out and
nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.beginnings import SAMPLE, STEPS_ON_EVERYONE, collapse, draw_apart, draw_sample
from satsuma.discover.cluster.climbing import Reached, find_best, find_share_at_best, follow, list_best
from satsuma.discover.cluster.fitting import Counts, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.suitability import find_flaw, knows_anything, require
from satsuma.engine.mixtures import Found, MixtureRows, Parameters, fit_mixtures, lay_out_rows, place_rows

LEAST_VARIANCE = 1e-3
"""Of a number within a class, as a share of its variance over everyone. Without a bound, a class of two like customers has
an endless likelihood."""
PRECISION = 1e-8
"""EM ends where it would gain less than this per value."""
BLOCK = 1 << 20
"""Rows that are labelled at a time."""

Floats = NDArray[np.float64]


class LatentClasses:
    """Latent class analysis of any mixture of kinds. Parameters: `weights` (k), `probabilities` (k, levels of all choices side
    by side), `means` and `variances` (k, numbers)."""

    name = "latent classes"

    def refuse(self, matrix: Matrix) -> str | None:
        """Infinite values, fields that nobody or everybody has alike, and choices with too many levels."""
        return find_flaw(matrix)

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        """The likeliest of `starts` random starts, each followed to its optimum. Customers alike in every field are one row
        with a count, so the time for choices alone does not grow with n.

        With more than 100,000 rows times starts, not all starts are followed to the end (see `climbing`). Beyond 10,000
        different rows they climb on a random sample of 10,000; its best optimum, with those no farther from it than one unit
        of log-likelihood per free parameter, is finished on everyone, and `at_optimum` is the sample's. Raises DataError for
        infinite values and for fewer customers than groups.
        """
        require(matrix, k, counts)
        chances = np.random.default_rng([seed, k])
        distinct, weights = collapse(matrix, counts)
        rows = _lay_out(distinct, weights)
        free = _count_free(distinct, k)
        found: Sequence[Reached[Parameters]]
        if distinct.n > SAMPLE:
            drawn = draw_sample(weights, chances)
            few = _lay_out(distinct.take(drawn), np.ones(SAMPLE))
            first = follow(_climber(few), make_starts(few, k, starts, chances), SAMPLE)
            found = _climber(rows)(list_best(first, free), STEPS_ON_EVERYONE)
        else:
            first = found = follow(_climber(rows), make_starts(rows, k, starts, chances), rows.n)
        best = find_best(found)
        return Fit(
            self.name,
            k,
            _order_by_size(best.parameters, rows),
            log_likelihood=best.log_likelihood,
            free_parameters=free,
            starts=starts,
            at_optimum=find_share_at_best(first),
        )

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        """The likeliest class of every row; -1 where nothing is known of it."""
        labels = np.empty(matrix.n, dtype=np.int16)
        for begin in range(0, matrix.n, BLOCK):
            block = matrix.take(np.arange(begin, min(begin + BLOCK, matrix.n)))
            labels[begin : begin + BLOCK] = self.place(fit, block).argmax(axis=1)
        labels[~knows_anything(matrix)] = -1
        return labels

    def place(self, fit: Fit, matrix: Matrix) -> Floats:
        """(n, k) posterior probabilities from the fields that are known; the classes' weights where none is."""
        return place_rows(_lay_out(matrix, None), _read(fit))


def make_starts(rows: MixtureRows, k: int, starts: int, chances: np.random.Generator) -> list[Parameters]:
    """Random starts. Choices alone: probabilities drawn evenly. With numbers: each class begins at a customer drawn by how far
    it is from those drawn before (k-means++, Arthur and Vassilvitskii 2007), halfway between it and everyone's shares."""
    levels = np.diff(rows.first_slots)
    p = rows.numbers.shape[1]
    shared = _share_levels(rows)
    scaled = rows.numbers / np.sqrt(rows.least_variances / LEAST_VARIANCE)
    made = []
    for _ in range(starts):
        if p == 0:
            drawn = chances.uniform(0.05, 1, (k, len(shared)))
            means = variances = np.empty((k, 0))
        else:
            seeds = draw_apart(scaled, rows.codes, rows.counts, k, chances)
            means = np.where(np.isnan(rows.numbers[seeds]), _mean(rows), rows.numbers[seeds])
            variances = np.tile(rows.least_variances / LEAST_VARIANCE, (k, 1))
            drawn = np.tile(shared + 1e-6, (k, 1))
            for c, seed in enumerate(seeds):
                for entry in rows.codes[seed]:
                    drawn[c, rows.parts[rows.first_parts[entry] : rows.first_parts[entry + 1]]] += 1
        total = np.add.reduceat(drawn, rows.first_slots[:-1], axis=1) if len(levels) else drawn
        made.append(Parameters(np.full(k, 1 / k), drawn / np.repeat(total, levels, axis=1), means, variances))
    return made


def _lay_out(matrix: Matrix, weights: Floats | None) -> MixtureRows:
    least = np.ones(matrix.numbers.shape[1])
    if weights is not None:
        for j, column in enumerate(matrix.numbers.T):
            known = ~np.isnan(column)
            share = weights[known] / max(weights[known].sum(), 1)
            centre = (share * column[known]).sum()
            spread = (share * (column[known] - centre) ** 2).sum()
            least[j] = LEAST_VARIANCE * spread if spread > 0 else 1e-12
    return lay_out_rows(matrix.choices, matrix.levels, matrix.numbers, weights, least)


def _mean(rows: MixtureRows) -> Floats:
    """(p,) the mean of each number over everyone who has it."""
    known = ~np.isnan(rows.numbers)
    counts = rows.counts[:, None]
    total = (counts * known).sum(axis=0)
    return np.asarray((counts * np.where(known, rows.numbers, 0)).sum(axis=0) / np.maximum(total, 1))


def _share_levels(rows: MixtureRows) -> Floats:
    """(slots,) the share of each level over everyone who has the item."""
    entries = np.zeros(len(rows.first_parts) - 1)
    for codes in rows.codes.T:
        entries += np.bincount(codes, weights=rows.counts, minlength=len(entries))
    spread = np.repeat(entries, np.diff(rows.first_parts))
    sums = np.asarray(
        np.bincount(rows.parts, weights=spread, minlength=int(rows.first_slots[-1])), np.float64
    )
    levels = np.diff(rows.first_slots)
    if len(levels) == 0:
        return sums
    total = np.add.reduceat(sums, rows.first_slots[:-1])
    return np.asarray(sums / np.maximum(np.repeat(total, levels), 1))


def _order_by_size(parameters: Parameters, rows: MixtureRows) -> dict[str, Floats]:
    """The parameters by name, classes by how many customers are likeliest theirs."""
    labels = place_rows(rows, parameters).argmax(axis=1)
    sizes = np.bincount(labels, weights=rows.counts, minlength=parameters.k)
    order = np.lexsort((-parameters.weights, -sizes))
    return {
        "weights": parameters.weights[order],
        "probabilities": parameters.probabilities[order],
        "means": parameters.means[order],
        "variances": parameters.variances[order],
    }


def _read(fit: Fit) -> Parameters:
    """The parameters of a fit, which may come from a file: empty tables have lost their shape there."""
    k = fit.k
    tables = [
        np.asarray(fit.parameters[name], np.float64).reshape(k, -1)
        for name in ("probabilities", "means", "variances")
    ]
    return Parameters(np.asarray(fit.parameters["weights"], np.float64), *tables)


def _climber(rows: MixtureRows) -> Callable[[Sequence[Parameters], int], list[Found]]:
    fields = len(rows.first_slots) - 1 + int(rows.numbers.shape[1])
    tolerance = max(1e-6, PRECISION * float(rows.counts.sum()) * fields)

    def climb(starts: Sequence[Parameters], most_steps: int) -> list[Found]:
        return fit_mixtures(rows, starts, most_steps=most_steps, tolerance=tolerance)

    return climb


def _count_free(matrix: Matrix, k: int) -> int:
    """Weights, probabilities of the levels that occur, means and variances."""
    levels = sum(len(np.unique(column[column >= 0])) - 1 for column in matrix.choices.T)
    return k - 1 + k * int(levels + 2 * matrix.numbers.shape[1])
