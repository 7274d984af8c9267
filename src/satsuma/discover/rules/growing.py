"""Trees that place customers by one question after the other, grown best question first."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.rules.grid import Grid, Scale

SMALLEST_LEAF = 5
Labels = NDArray[np.int16]
Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """`goes_left[s]` says where step s of the scale goes; the last entry is for the missing."""

    scale: int
    goes_left: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in the order in which they were made: node i splits by `questions[i]` into left[i] and left[i] + 1, or is a
    leaf (left -1). The tree with m leaves that was grown on the way consists of the first 2 m - 1 nodes."""

    questions: tuple[Question | None, ...]
    left: tuple[int, ...]
    segments: tuple[int, ...]
    """What most customers of a node are."""

    @property
    def leaves(self) -> int:
        return (len(self.left) + 1) // 2

    def prune(self, leaves: int) -> Tree:
        """The tree as it was with so many leaves."""
        size = 2 * leaves - 1
        kept = [left if left < size else -1 for left in self.left[:size]]
        questions = tuple(
            question if left >= 0 else None
            for question, left in zip(self.questions[:size], kept, strict=True)
        )
        return Tree(questions, tuple(kept), self.segments[:size])

    def nodes_of(self, grid: Grid) -> NDArray[np.int32]:
        """(n,) the leaf of every customer."""
        at = np.zeros(grid.n, np.int32)
        waiting = [(0, np.arange(grid.n))]
        while waiting:
            node, rows = waiting.pop()
            question, left = self.questions[node], self.left[node]
            at[rows] = node
            if question is not None and len(rows):
                goes = question.goes_left[grid.codes[rows, question.scale]]
                waiting += [(left, rows[goes]), (left + 1, rows[~goes])]
        return at

    def place(self, grid: Grid) -> Labels:
        """(n,) the segment of every customer."""
        found: Labels = np.array(self.segments, np.int16)[self.nodes_of(grid)]
        return found


@dataclass(slots=True)
class Sprout:
    """A tree being grown."""

    questions: list[Question | None]
    left: list[int]
    segments: list[int]

    def split(self, node: int, question: Question, segments: tuple[int, int]) -> int:
        """Makes two leaves of a leaf; returns the left one."""
        first = len(self.left)
        self.questions[node], self.left[node] = question, first
        self.questions += [None, None]
        self.left += [-1, -1]
        self.segments += segments
        return first

    def finish(self) -> Tree:
        return Tree(tuple(self.questions), tuple(self.left), tuple(self.segments))


def tally(grid: Grid, labels: Labels, k: int, rows: NDArray[np.int64]) -> Counts:
    """(k, p, w + 1) customers by segment, scale and step, the missing last."""
    width = max(scale.steps for scale in grid.scales) + 1
    places = np.arange(len(grid.scales)) * width
    codes = grid.codes[rows]
    steps = np.where(codes < 0, width - 1, codes) + places
    cells = steps + (labels[rows].astype(np.int64) * (width * len(grid.scales)))[:, None]
    counts = np.bincount(cells.ravel(), minlength=k * width * len(grid.scales))
    return counts.reshape(k, len(grid.scales), width).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ways to split: `left` (k, v, c) customers of each segment that go left, by way of ordering a scale and cut in it.
    The second half of the cuts sends the missing left."""

    scales: NDArray[np.int64]
    orders: NDArray[np.int64]
    left: Counts
    total: Counts

    def question(self, way: int, cut: int, scale: Scale, index: int) -> Question:
        """The question of one candidate. Without missing customers here the larger side takes later ones."""
        cuts = self.left.shape[2] // 2
        steps = self.orders[way, : cut % cuts + 1]
        goes = np.zeros(scale.steps + 1, np.bool_)
        goes[steps[steps < scale.steps]] = True
        goes[-1] = cut >= cuts
        return Question(index, goes)


def list_candidates(counts: Counts, scales: tuple[Scale, ...]) -> Candidates:
    """Numbers and levels are cut in their order; a category's words in the order of their share of each segment
    (Breiman et al. 1984, section 4.2: for two groups the best subset of words is among these)."""
    k, _, width = counts.shape
    steps = np.arange(width - 1)
    ways: list[tuple[int, NDArray[np.int64]]] = []
    for index, scale in enumerate(scales):
        if scale.form != "choice":
            ways.append((index, steps))
            continue
        known = counts[:, index, :-1]
        shares = known / np.maximum(known.sum(axis=0), 1)
        ways += [(index, np.argsort(-shares[c], kind="stable")) for c in range(k)]
    chosen = np.array([index for index, _ in ways])
    orders = np.array([order for _, order in ways])
    sorted_counts = np.take_along_axis(counts[:, chosen, :-1], orders[None], axis=2)
    left = np.cumsum(sorted_counts, axis=2)[:, :, :-1]
    missing = counts[:, chosen, -1:]
    both = np.concatenate([left, left + missing], axis=2)
    return Candidates(chosen, orders, both, counts[:, 0, :].sum(axis=1))


def find_split(
    counts: Counts, scales: tuple[Scale, ...], smallest: int
) -> tuple[float, Question, tuple[int, int]] | None:
    """The question that leaves the purest two sides (Gini), how much purer, and what most of each side are."""
    found = list_candidates(counts, scales)
    if found.left.shape[2] == 0:
        return None
    right = found.total[:, None, None] - found.left
    lefts, rights = found.left.sum(axis=0), right.sum(axis=0)
    is_large = (lefts >= smallest) & (rights >= smallest)
    if not is_large.any():
        return None
    purity = (found.left**2).sum(axis=0) / np.maximum(lefts, 1) + (right**2).sum(axis=0) / np.maximum(
        rights, 1
    )
    purity[~is_large] = -np.inf
    way, cut = np.unravel_index(int(np.argmax(purity)), purity.shape)
    total = found.total.sum()
    gain = float(purity[way, cut] - (found.total**2).sum() / total)
    if gain <= 1e-9 * total:
        return None
    index = int(found.scales[way])
    question = found.question(int(way), int(cut), scales[index], index)
    if counts[:, index, -1].sum() == 0:
        question.goes_left[-1] = lefts[way, cut] >= rights[way, cut]
    sides = int(np.argmax(found.left[:, way, cut])), int(np.argmax(right[:, way, cut]))
    return gain, question, sides


def grow(
    grid: Grid,
    labels: Labels,
    k: int,
    leaves: int,
    *,
    start: Tree | None = None,
    smallest: int = SMALLEST_LEAF,
) -> Tree:
    """A tree with at most so many leaves; the split that gains most comes first, so that every smaller tree is in it.

    Labels are 0 to k - 1, everyone has one. With `start` the tree is grown on from there.
    """
    rows = np.arange(grid.n)
    sprout = _begin(start, labels, k)
    at = sprout.finish().nodes_of(grid)
    waiting: list[tuple[float, int, Question, tuple[int, int], NDArray[np.int64]]] = []

    def offer(node: int, members: NDArray[np.int64]) -> None:
        if len(members) < 2 * smallest or not grid.scales:
            return
        found = find_split(tally(grid, labels, k, members), grid.scales, smallest)
        if found is not None:
            heapq.heappush(waiting, (-found[0], node, found[1], found[2], members))

    for node, left in enumerate(list(sprout.left)):
        if left < 0:
            offer(node, rows[at == node])
    while waiting and (len(sprout.left) + 1) // 2 < leaves:
        _, node, question, sides, members = heapq.heappop(waiting)
        first = sprout.split(node, question, sides)
        goes = question.goes_left[grid.codes[members, question.scale]]
        offer(first, members[goes])
        offer(first + 1, members[~goes])
    return sprout.finish()


def _begin(start: Tree | None, labels: Labels, k: int) -> Sprout:
    if start is not None:
        return Sprout(list(start.questions), list(start.left), list(start.segments))
    most = int(np.argmax(np.bincount(labels, minlength=k))) if len(labels) else 0
    return Sprout([None], [-1], [most])
