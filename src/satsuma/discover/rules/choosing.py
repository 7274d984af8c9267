"""How long the rules should be: grown until customers they were not made from are placed no better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.discover.rules.grid import Grid, lay_grid
from satsuma.discover.rules.growing import SMALLEST_LEAF, Labels, Tree, grow
from satsuma.discover.rules.mistakes import minimise_mistakes
from satsuma.model.results import VariableInfo

FOLDS = 5
WORTH = 0.01
"""What a longer description must gain in fidelity."""
MOST_ROWS = 50_000
"""Customers that trees are grown on; drawn at random where there are more."""
STUDY_ROWS = 5_000
"""Customers on whom fidelity alone is judged."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Cross-validated fidelity by number of leaves, of trees grown from a start. `fidelities[i]` is that of leaves
    `fewest` + i."""

    is_minimal_first: bool
    """Whether the trees begin with the one of fewest mistakes."""
    fewest: int
    fidelities: NDArray[np.float64]

    @property
    def best(self) -> float:
        return float(self.fidelities.max())

    def find_leaves(self, wanted: float) -> int | None:
        """The fewest leaves with at least this fidelity."""
        enough = np.flatnonzero(self.fidelities >= wanted)
        return self.fewest + int(enough[0]) if len(enough) else None


def fidelity(
    grid: Grid | Mapping[str, Column],
    labels: Labels,
    seed: int,
    infos: Mapping[str, VariableInfo] | None = None,
) -> float:
    """Cross-validated share of customers whom short rules (at most 4 k leaves) place in their own segment.

    Customers without a segment (negative labels) do not count. Judged on at most 5,000 customers; the largest
    segment's share where no variable can be spoken of, 0 where nobody has a segment.
    """
    laid = grid if isinstance(grid, Grid) else lay_grid(grid, infos or {})
    if not laid.scales:
        known = labels[labels >= 0]
        return float(np.bincount(known).max() / len(known)) if len(known) else 0.0
    laid, labels = draw_rows(laid, labels, seed, STUDY_ROWS)
    k = int(labels.max(initial=-1)) + 1
    if k < 2:
        return float(k)
    return cross_validate(laid, labels, k, seed, is_minimal_first=False).best


def draw_rows(grid: Grid, labels: Labels, seed: int, most: int) -> tuple[Grid, Labels]:
    """The customers with a segment; at most so many, drawn without repetition."""
    rows = np.flatnonzero(labels >= 0)
    if len(rows) > most:
        rows = np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
    return grid.take(rows), labels[rows]


def smallest_leaf(n: int) -> int:
    """A leaf holds at least five customers, of many at least a five-hundredth."""
    return max(SMALLEST_LEAF, n // 500)


def cross_validate(grid: Grid, labels: Labels, k: int, seed: int, *, is_minimal_first: bool) -> Growth:
    """Five folds, the same for every start. Trees of a fold that stop early keep their last fidelity."""
    folds = np.random.default_rng(seed).permutation(len(labels)) % FOLDS
    most = 4 * k
    hits = np.zeros(most + 1)
    for fold in range(FOLDS):
        inside, outside = folds != fold, folds == fold
        grown = grow_rules(grid.take(inside), labels[inside], k, most, is_minimal_first)
        hits += _count_hits(grown, grid.take(outside), labels[outside], most)
    fewest = k if is_minimal_first else 2
    return Growth(is_minimal_first, fewest, hits[fewest:] / len(labels))


def grow_rules(grid: Grid, labels: Labels, k: int, leaves: int, is_minimal_first: bool) -> Tree:
    """From the tree of fewest mistakes (with about a leaf for each segment), or from nothing."""
    start = minimise_mistakes(grid, labels, k) if is_minimal_first else None
    return grow(grid, labels, k, leaves, start=start, smallest=smallest_leaf(grid.n))


def _count_hits(tree: Tree, grid: Grid, labels: Labels, most: int) -> NDArray[np.float64]:
    """(most + 1,) customers in their own segment, by number of leaves."""
    segments = np.array(tree.segments)
    # Nodes come in pairs in the order of growth: each pair changes only what lies below its parent.
    at = np.zeros(grid.n, np.int64)
    hits = np.zeros(most + 1)
    hits[1] = float((segments[0] == labels).sum())
    parents = {left: node for node, left in enumerate(tree.left) if left >= 0}
    for leaves in range(2, most + 1):
        left = 2 * leaves - 3
        parent = parents.get(left)
        hits[leaves] = hits[leaves - 1]
        question = tree.questions[parent] if parent is not None else None
        if parent is None or question is None:
            continue
        rows = np.flatnonzero(at == parent)
        before = float((segments[parent] == labels[rows]).sum())
        at[rows] = np.where(question.goes_left[grid.codes[rows, question.scale]], left, left + 1)
        hits[leaves] += float((segments[at[rows]] == labels[rows]).sum()) - before
    return hits


def choose_tree(grid: Grid, labels: Labels, k: int, seed: int) -> tuple[Tree, float]:
    """The shortest tree whose cross-validated fidelity is within 0.01 of the best, and that fidelity. Trees with a
    leaf for every segment come first."""
    growths = [cross_validate(grid, labels, k, seed, is_minimal_first=first) for first in (True, False)]
    wanted = max(growth.best for growth in growths) - WORTH
    found: list[tuple[bool, int, float, Tree]] = []
    for growth in growths:
        full = grow_rules(grid, labels, k, 4 * k, growth.is_minimal_first)
        least = growth.find_leaves(wanted)
        if least is None:
            continue
        for leaves in range(min(least, full.leaves), full.leaves + 1):
            tree = full.prune(leaves)
            is_whole = len(_named(tree)) == k
            reached = growth.fidelities[
                min(leaves, growth.fewest + len(growth.fidelities) - 1) - growth.fewest
            ]
            found.append((not is_whole, leaves, -float(reached), tree))
            if is_whole:
                break
    _, _, reached, tree = min(found, key=lambda each: each[:3])
    return tree, -reached


def _named(tree: Tree) -> set[int]:
    return {segment for segment, left in zip(tree.segments, tree.left, strict=True) if left < 0}
