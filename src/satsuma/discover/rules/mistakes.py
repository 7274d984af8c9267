"""The smallest tree with a leaf for every segment: iterative mistake minimisation.

Dasgupta, Frost, Moshkovitz & Rashtchian (2020), Explainable k-means and k-medians clustering, ICML, algorithm 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.rules.grid import Grid
from satsuma.discover.rules.growing import Labels, Question, Sprout, Tree, list_candidates, tally


def minimise_mistakes(grid: Grid, labels: Labels, k: int) -> Tree:
    """A tree of at most k leaves. Each question parts the centres of at least two segments and separates as few customers
    from the centre of their own segment as possible; of equally good questions the first.

    Centres are means of numbers, levels and yes-no, and the commonest word of categories. Segments whose centres lie in
    the same step of every scale stay together under the larger one's name.
    """
    centres = find_centres(grid, labels, k)
    sizes = np.bincount(labels, minlength=k)
    sprout = Sprout([None], [-1], [int(np.argmax(sizes))])
    waiting = [(0, np.flatnonzero(sizes > 0), np.arange(grid.n))]
    while waiting:
        node, inside, rows = waiting.pop(0)
        question = None if len(inside) < 2 else find_question(grid, labels, k, rows, centres, inside)
        if question is None:
            continue
        is_left = question.goes_left[centres[inside, question.scale]]
        sides = inside[is_left], inside[~is_left]
        first = sprout.split(node, question, _largest(sizes, sides))
        goes = question.goes_left[grid.codes[rows, question.scale]]
        for offset, (side, members) in enumerate(zip(sides, (rows[goes], rows[~goes]), strict=True)):
            waiting.append((first + offset, side, members[np.isin(labels[members], side)]))
    return sprout.finish()


def _largest(sizes: NDArray[np.int64], sides: tuple[NDArray[np.int64], NDArray[np.int64]]) -> tuple[int, int]:
    left, right = (int(side[np.argmax(sizes[side])]) for side in sides)
    return left, right


def find_centres(grid: Grid, labels: Labels, k: int) -> NDArray[np.int16]:
    """(k, p) the step in which each segment's centre lies."""
    centres = np.zeros((k, len(grid.scales)), np.int16)
    for index, scale in enumerate(grid.scales):
        for segment in range(k):
            here = labels == segment
            if scale.form == "choice":
                codes = grid.codes[here, index]
                counts = np.bincount(codes[codes >= 0], minlength=scale.steps)
                centres[segment, index] = int(np.argmax(counts))
                continue
            values = grid.values[here, index]
            mean = float(np.nanmean(values)) if (~np.isnan(values)).any() else 0.0
            cuts = [float(cut) for cut in scale.cuts] or [step - 0.5 for step in range(1, scale.steps)]
            centres[segment, index] = int(np.searchsorted(cuts, mean, side="right"))
    return centres


def find_question(
    grid: Grid,
    labels: Labels,
    k: int,
    rows: NDArray[np.int64],
    centres: NDArray[np.int16],
    inside: NDArray[np.int64],
) -> Question | None:
    """None where no question parts the centres."""
    counts = tally(grid, labels, k, rows)
    found = list_candidates(counts, grid.scales)
    cuts = found.left.shape[2] // 2
    if cuts == 0:
        return None
    right = found.total[:, None, None] - found.left
    # rank[w, s]: place of step s in the order of way w; a centre goes left of cut c where its place is at most c.
    places = np.argsort(found.orders, axis=1, kind="stable")
    centre_places = np.take_along_axis(places, centres[inside][:, found.scales].T.astype(np.int64), axis=1)
    goes = centre_places.T[:, :, None] <= np.arange(cuts)
    goes = np.concatenate([goes, goes], axis=2)
    mistakes = np.where(goes, right[inside], found.left[inside]).sum(axis=0)
    parts = goes.any(axis=0) & ~goes.all(axis=0)
    if not parts.any():
        return None
    mistakes[~parts] = np.inf
    way, cut = np.unravel_index(int(np.argmin(mistakes)), mistakes.shape)
    index = int(found.scales[way])
    question = found.question(int(way), int(cut), grid.scales[index], index)
    if counts[:, index, -1].sum() == 0:
        question.goes_left[-1] = found.left[:, way, cut].sum() >= right[:, way, cut].sum()
    return question
