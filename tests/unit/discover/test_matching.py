"""A refit keeps names by overlap, and says what is new, merged and vanished."""

from __future__ import annotations

import numpy as np

from satsuma.discover.matching import list_changes, rematch
from satsuma.model.discoveries import ModelSegment

OLD = tuple(ModelSegment(name=name, title=name.title(), share=0.25) for name in ("a", "b", "c"))


def label(counts: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Old and new labels from a cross table."""
    cells = [(i, j) for i, row in enumerate(counts) for j, count in enumerate(row) for _ in range(count)]
    old, new = (np.array(column, np.int16) for column in zip(*cells, strict=True))
    return old, new


def changes_of(counts: list[list[int]]) -> list[tuple[str, str | None, str]]:
    old, new = label(counts)
    k = len(counts[0])
    found = rematch(old, new, OLD, k)
    names = [same.name if same else f"new{j}" for j, same in enumerate(found.kept)]
    after = [ModelSegment(name=name, title=name, share=1 / k) for name in names]
    return [(change.name, change.was, change.change) for change in list_changes(found, OLD, after)]


def test_the_published_example_keeps_all_three() -> None:
    old, new = label([[50, 5, 2], [3, 4, 60], [6, 70, 1]])
    found = rematch(old, new, OLD, 3)
    assert [same.name if same else None for same in found.kept] == ["a", "c", "b"]
    assert np.round([each or 0 for each in found.overlaps], 4).tolist() == [0.7576, 0.8140, 0.8571]


def test_new_merged_and_vanished_are_said() -> None:
    assert changes_of([[100, 0], [0, 100], [40, 2]]) == [
        ("a", "a", "kept"),
        ("b", "b", "kept"),
        ("a", "c", "merged"),
    ]
    assert changes_of([[100, 0, 0], [0, 50, 50], [0, 0, 0]]) == [
        ("a", "a", "kept"),
        ("b", "b", "kept"),
        ("new2", None, "new"),
        ("c", "c", "vanished"),
    ]
    assert changes_of([[34, 33, 33], [34, 33, 33], [34, 33, 33]])[0] == ("new0", None, "new")


def test_nobodys_customers_do_not_count() -> None:
    old = np.array([0] * 50 + [-1] * 500, np.int16)
    new = np.zeros(550, np.int16)
    assert rematch(old, new, OLD, 1).kept[0] == OLD[0]
