"""A segmentation as rules: one condition a segment, how well it finds the segment, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.rules.choosing import MOST_ROWS, choose_tree, draw_rows
from satsuma.discover.rules.conditions import make_condition
from satsuma.discover.rules.grid import Grid, lay_grid
from satsuma.discover.rules.growing import Labels, Tree
from satsuma.discover.rules.regions import Box, find_boxes
from satsuma.language.check import check_condition
from satsuma.language.explain import describe
from satsuma.language.tree import Condition
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.write import write_condition
from satsuma.model.discoveries import RuleLine, RuleSet
from satsuma.model.errors import BugError, DataError
from satsuma.model.results import VariableInfo

DESCRIBABLE = 0.8


@dataclass(frozen=True, slots=True)
class Ruling:
    """`rules` as they are shown, `conditions` in the order of the segments, `placed` (n,) where the rules put every
    customer handed over, those without a segment included."""

    rules: RuleSet
    conditions: tuple[Condition, ...]
    placed: Labels


@dataclass(frozen=True, slots=True)
class Speech:
    """What rules are checked against and put into sentences with."""

    vocabulary: Vocabulary
    unit: str


def make_rules(
    columns: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    labels: Labels,
    *,
    seed: int,
    titles: Sequence[str] = (),
    matrix: Matrix | None = None,
    speech: Speech | None = None,
    describable: float = DESCRIBABLE,
) -> Ruling:
    """Rules for segments 0 to k - 1 over the human-unit columns of n customers; negative labels are nobody's.

    Trees start from the fewest mistakes (IMM) and from nothing (CART), and grow to at most 4 k leaves while
    cross-validated fidelity rises. With a `matrix` (the same customers) the cost of the rules is compared with the
    segments'. DataError where nobody has a segment or no variable may be spoken of.
    """
    k = int(labels.max(initial=-1)) + 1
    if k == 0:
        raise DataError("Nobody has a segment, so there is nothing to make rules of.")
    grid = lay_grid(columns, infos)
    if k == 1:
        return _rule_all(grid.n if grid.scales else len(labels), labels)
    if not grid.scales:
        raise DataError(
            "No variable of the basis can be said in a rule.",
            hint="Rules speak of numbers, categories, yes-no and sets that the project allows.",
        )
    tree, reached = choose_tree(*draw_rows(grid, labels, seed, MOST_ROWS), k, seed)
    boxes = [find_boxes(tree, grid.scales, segment) for segment in range(k)]
    conditions = tuple(make_condition(each, grid.scales) for each in boxes)
    placed = _place(grid, tree, boxes)
    names = tuple(titles) or tuple(f"segment {number + 1}" for number in range(k))
    lines = tuple(
        measure_rule(condition, placed == segment, labels == segment, speech)
        for segment, condition in enumerate(conditions)
    )
    found = RuleSet(
        fidelity=reached,
        describable=reached >= describable,
        leaves=sum(max(len(each), 1) for each in boxes),
        cost_ratio=None if matrix is None else compare_costs(matrix, labels, placed, k),
        sentence=write_sentence(reached, describable, lines, names),
        rules=lines,
    )
    return Ruling(found, conditions, placed)


def _rule_all(n: int, labels: Labels) -> Ruling:
    from satsuma.language.tree import Everyone

    placed = np.zeros(n, np.int16)
    line = measure_rule(Everyone(), placed == 0, labels == 0, None)
    sentence = "There is one segment only: everyone is in it."
    found = RuleSet(
        fidelity=1.0, describable=True, leaves=1, cost_ratio=1.0, sentence=sentence, rules=(line,)
    )
    return Ruling(found, (Everyone(),), placed)


def _place(grid: Grid, tree: Tree, boxes: list[list[Box]]) -> Labels:
    """By the tree; BugError where its rules would say otherwise."""
    placed = tree.place(grid)
    for segment, each in enumerate(boxes):
        inside = np.zeros(grid.n, np.bool_)
        for box in each:
            inside |= box.holds(grid.codes)
        if not np.array_equal(inside, placed == segment):
            raise BugError("A segment's rule and the tree behind it place customers differently.")
    return placed


def measure_rule(
    condition: Condition, inside: NDArray[np.bool_], wanted: NDArray[np.bool_], speech: Speech | None
) -> RuleLine:
    """One rule against its segment: who is in the rule (n,) and who should be."""
    both, ruled, members = int((inside & wanted).sum()), int(inside.sum()), int(wanted.sum())
    sentence = ""
    if speech is not None:
        findings = [
            f for f in check_condition(condition, speech.vocabulary, speech.unit) if f.severity == "error"
        ]
        if findings:
            raise BugError("A rule made from segments does not fit the project: " + str(findings[0]))
        sentence = describe(condition, speech.vocabulary, speech.unit)
    return RuleLine(
        rule=write_condition(condition),
        sentence=sentence,
        precision=both / ruled if ruled else 0.0,
        recall=both / members if members else 0.0,
        customers=ruled,
        leaving=members - both,
        joining=ruled - both,
    )


def compare_costs(matrix: Matrix, labels: Labels, placed: Labels, k: int) -> float | None:
    """Within-segment squared distances of the rules' segments over those of the model's, each around its own centres,
    over customers that have a segment; None where the segments have no spread."""
    rows = np.flatnonzero(labels >= 0)
    values = spread_fields(matrix.take(rows))
    before, after = (_cost(values, found[rows], k) for found in (labels, placed))
    return after / before if before > 0 else None


def spread_fields(matrix: Matrix) -> NDArray[np.float64]:
    """(n, f) numbers beside every choice's levels as 0 and 1 (one column for yes-no); NaN where missing."""
    parts = [matrix.numbers]
    for index, levels in enumerate(matrix.levels):
        codes = matrix.choices[:, index]
        shown = range(1, 2) if levels == 2 else range(levels)
        for level in shown:
            parts.append(np.where(codes < 0, np.nan, codes == level)[:, None])
    return np.hstack(parts)


def _cost(values: NDArray[np.float64], labels: Labels, k: int) -> float:
    total = 0.0
    for segment in range(k):
        here = values[labels == segment]
        known = ~np.isnan(here)
        counts = known.sum(axis=0)
        means = np.where(known, here, 0).sum(axis=0) / np.maximum(counts, 1)
        total += float((np.where(known, here - means, 0) ** 2).sum())
    return total


def write_sentence(
    reached: float, describable: float, lines: Sequence[RuleLine], titles: Sequence[str]
) -> str:
    """What the fidelity means for the person who has to choose between rules and scoring."""
    share = f"{reached:.0%}"
    if reached < describable:
        return (
            f"Not describable by rules: short rules place only {share} of new customers in their segment "
            f"(at least {describable:.0%} is asked for). Use scoring."
        )
    weakest = min(range(len(lines)), key=lambda index: lines[index].recall)
    if lines[weakest].recall == 0:
        return f"Short rules place {share} of new customers in their segment, but none finds “{titles[weakest]}”."
    return (
        f"Short rules place {share} of new customers in their segment; the hardest to find is “{titles[weakest]}” "
        f"({lines[weakest].recall:.0%} of it found)."
    )
