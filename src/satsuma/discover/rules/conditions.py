"""Boxes of steps as conditions of the rule language, missing values said outright."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from satsuma.discover.rules.grid import Scale
from satsuma.discover.rules.regions import Box, Mask
from satsuma.language import tree
from satsuma.language.tree import Condition

NOBODY = tree.Not(condition=tree.Everyone())


def make_condition(boxes: list[Box], scales: tuple[Scale, ...]) -> Condition:
    """True of customers in any of the boxes: `or` of `and`; nobody for no box."""
    if not boxes:
        return NOBODY
    parts = [make_part(box, scales) for box in boxes]
    return parts[0] if len(parts) == 1 else tree.Or(conditions=tuple(_flatten(parts, tree.Or)))


def make_part(box: Box, scales: tuple[Scale, ...]) -> Condition:
    """True of customers in the box; everyone for a box that narrows nothing."""
    parts = [say_steps(scales[index], mask) for index, mask in box.masks.items()]
    if not parts:
        return tree.Everyone()
    return parts[0] if len(parts) == 1 else tree.And(conditions=tuple(_flatten(parts, tree.And)))


def _flatten(parts: list[Condition], kind: type[tree.And] | type[tree.Or]) -> list[Condition]:
    flat: list[Condition] = []
    for part in parts:
        flat += part.conditions if isinstance(part, kind) else (part,)
    return flat


def say_steps(scale: Scale, mask: Mask) -> Condition:
    """One scale narrowed to some steps."""
    variable = tree.Variable(name=scale.variable)
    steps = np.flatnonzero(mask[: scale.steps]).tolist()
    has_missing = bool(mask[-1]) and scale.has_missing
    if len(steps) == scale.steps:
        return tree.Everyone() if has_missing else tree.Missing(value=variable, negated=True)
    missing = tree.Missing(value=variable)
    if not steps:
        return missing if has_missing else NOBODY
    known = _say_known(scale, steps, variable)
    if not has_missing:
        return known
    if isinstance(known, tree.Compare) and known.right == tree.YesNo(value=False):
        return tree.Not(condition=tree.Flag(value=variable))
    return tree.Or(conditions=(known, missing))


def _say_known(scale: Scale, steps: list[int], variable: tree.Variable) -> Condition:
    if scale.form == "number":
        return _say_range(scale, steps[0], steps[-1], variable)
    if scale.form == "ordered":
        return _say_levels(scale, steps[0], steps[-1], variable)
    if scale.form == "choice":
        return _say_words(scale, steps, variable)
    is_yes = steps == [1]
    if scale.form == "item":
        return tree.SetHas(how="any" if is_yes else "none", value=variable, options=(scale.item or "",))
    if is_yes:
        return tree.Flag(value=variable)
    return tree.Compare(sign="=", left=variable, right=tree.YesNo(value=False))


def _say_range(scale: Scale, first: int, last: int, variable: tree.Variable) -> Condition:
    low = scale.cuts[first - 1] if first > 0 else None
    high = scale.cuts[last] if last < scale.steps - 1 else None
    above = [_compare(variable, ">=", low)] if low is not None else []
    below = [_compare(variable, "<", high)] if high is not None else []
    if low is not None and high is not None and scale.is_whole:
        if high - low == 1:
            return _compare(variable, "=", low)
        return tree.InRange(value=variable, low=tree.Number(value=low), high=tree.Number(value=high - 1))
    parts = above + below
    return parts[0] if len(parts) == 1 else tree.And(conditions=tuple(parts))


def _compare(variable: tree.Variable, sign: str, number: Decimal) -> Condition:
    return tree.Compare.model_validate({"sign": sign, "left": variable, "right": tree.Number(value=number)})


def _say_levels(scale: Scale, first: int, last: int, variable: tree.Variable) -> Condition:
    low, high = tree.Text(value=scale.words[first]), tree.Text(value=scale.words[last])
    if first == last:
        return tree.Compare(sign="=", left=variable, right=low)
    if first == 0:
        return tree.Compare(sign="<=", left=variable, right=high)
    if last == scale.steps - 1:
        return tree.Compare(sign=">=", left=variable, right=low)
    return tree.InRange(value=variable, low=low, high=high)


def _say_words(scale: Scale, steps: list[int], variable: tree.Variable) -> Condition:
    named = len(scale.words)
    others = [step for step in range(named) if step not in steps]
    is_negated = (scale.has_others and steps[-1] == named) or (
        not scale.has_others and 0 < len(others) < len(steps) and len(others) == 1
    )
    words = tuple(tree.Text(value=scale.words[step]) for step in (others if is_negated else steps))
    if len(words) == 1:
        return tree.Compare(sign="!=" if is_negated else "=", left=variable, right=words[0])
    return tree.OneOf(value=variable, options=words, negated=is_negated)
