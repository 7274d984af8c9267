"""What a tree says of one segment: boxes of steps, as few and as wide as the tree allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.rules.grid import Scale
from satsuma.discover.rules.growing import Tree

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Box:
    """Which steps of each scale are inside, the missing last: only scales that are narrowed."""

    masks: dict[int, Mask]

    def covers(self, other: Box) -> bool:
        return all(
            index in other.masks and not (other.masks[index] & ~mask).any()
            for index, mask in self.masks.items()
        )

    def holds(self, codes: NDArray[np.int16]) -> Mask:
        """(n,) which customers lie inside, by their steps."""
        inside = np.ones(len(codes), np.bool_)
        for index, mask in self.masks.items():
            inside &= mask[codes[:, index]]
        return inside


def find_boxes(tree: Tree, scales: tuple[Scale, ...], segment: int) -> list[Box]:
    """The boxes whose union is exactly the segment: leaves joined, widened as far as they meet no other segment, and those
    left out that others cover. Boxes may overlap."""
    full = [_full(scale) for scale in scales]
    leaves = [Box(masks) for masks, found in _walk(tree, full, 0, {}) if found == segment]
    wide = [_widen(box, tree, scales, full, segment) for box in _join(leaves, scales, full)]
    return _drop_covered(_join(_unique(wide), scales, full), leaves)


def _full(scale: Scale) -> Mask:
    """All steps that somebody can be in."""
    mask = np.ones(scale.steps + 1, np.bool_)
    mask[-1] = scale.has_missing
    return mask


def _walk(
    tree: Tree, full: list[Mask], node: int, masks: dict[int, Mask]
) -> Iterator[tuple[dict[int, Mask], int]]:
    """The leaves that a box meets, each narrowed to it, with their segments."""
    question, left = tree.questions[node], tree.left[node]
    if question is None:
        yield masks, tree.segments[node]
        return
    inside = masks.get(question.scale, full[question.scale])
    for child, side in ((left, question.goes_left), (left + 1, ~question.goes_left)):
        if (inside & side).any():
            yield from _walk(tree, full, child, {**masks, question.scale: inside & side})


def _is_pure(box: Box, tree: Tree, full: list[Mask], segment: int) -> bool:
    return all(found == segment for _, found in _walk(tree, full, 0, box.masks))


def _widen(box: Box, tree: Tree, scales: tuple[Scale, ...], full: list[Mask], segment: int) -> Box:
    """Drops what is not needed, else opens it to one side; what narrows last is tried first."""
    for index in reversed(list(box.masks)):
        rest = {other: mask for other, mask in box.masks.items() if other != index}
        if _is_pure(Box(rest), tree, full, segment):
            box = Box(rest)
            continue
        for wider in _list_wider(box.masks[index], scales[index], full[index]):
            tried = Box({**box.masks, index: box.masks[index] | wider})
            if _is_pure(tried, tree, full, segment):
                box = tried
    return box


def _list_wider(mask: Mask, scale: Scale, full: Mask) -> list[Mask]:
    """What may be added at once: all below, all above; of categories each word."""
    steps = np.flatnonzero(mask[:-1])
    if scale.form == "choice" or not len(steps):
        return []
    places = np.arange(len(mask))
    is_step = places < scale.steps
    return [(places < steps[0]) & is_step, (places > steps[-1]) & is_step]


def _join(boxes: list[Box], scales: tuple[Scale, ...], full: list[Mask]) -> list[Box]:
    """Boxes that differ in one scale only become one, where that is one range or one list of words."""
    joined = list(boxes)
    while True:
        pair = next(
            (
                (i, j, both)
                for i in range(len(joined))
                for j in range(i + 1, len(joined))
                if (both := _join_two(joined[i], joined[j], scales, full)) is not None
            ),
            None,
        )
        if pair is None:
            return joined
        i, j, both = pair
        joined = [*joined[:i], both, *joined[i + 1 : j], *joined[j + 1 :]]


def _join_two(a: Box, b: Box, scales: tuple[Scale, ...], full: list[Mask]) -> Box | None:
    if a.covers(b):
        return a
    if b.covers(a):
        return b
    if a.masks.keys() != b.masks.keys():
        return None
    differing = [index for index in a.masks if not np.array_equal(a.masks[index], b.masks[index])]
    if len(differing) != 1:
        return None
    index = differing[0]
    mask = a.masks[index] | b.masks[index]
    steps = np.flatnonzero(mask[:-1])
    if scales[index].form != "choice" and len(steps) and steps[-1] - steps[0] + 1 != len(steps):
        return None
    masks = {other: kept for other, kept in a.masks.items() if other != index}
    return Box(masks if np.array_equal(mask, full[index]) else {**a.masks, index: mask})


def _unique(boxes: list[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in boxes:
        if not any(other.covers(box) and box.covers(other) for other in kept):
            kept.append(box)
    return kept


def _drop_covered(boxes: list[Box], leaves: list[Box]) -> list[Box]:
    """Without boxes whose leaves all lie within other boxes, the narrowest tried first."""
    kept = list(boxes)
    for box in sorted(boxes, key=lambda each: -len(each.masks)):
        others = [other for other in kept if other is not box]
        if all(any(other.covers(leaf) for other in others) for leaf in leaves):
            kept = others
    return kept
