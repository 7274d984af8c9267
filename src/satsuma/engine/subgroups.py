"""Sizes and sums of all combinations of two and three selectors, by bitmaps.

An outcome is whole numbers per customer, written as bitmaps of their binary digits: yes or no is one digit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.engine.bitmaps import Words
from satsuma.engine.library import load_library

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counted:
    """Pairs of `rows` (positions of selectors): members and the sum of their outcome, each (rows × rows), filled where
    the column is not before the row; the diagonal holds the rows alone."""

    rows: Integers
    members: Integers
    sums: Integers


def write_digits(scores: NDArray[np.integer]) -> Words:
    """The binary digits of numbers from 0, lowest first, one bitmap each; at least one."""
    width = max(int(scores.max(initial=0)).bit_length(), 1)
    return np.array([bitmaps.pack((scores >> digit & 1).astype(np.bool_)) for digit in range(width)])


def squeeze(rows: Words, mask: Words) -> Words:
    """The rows without the customers outside the mask, the others side by side in their order."""
    library, rows = load_library(), np.ascontiguousarray(rows)
    mask = np.ascontiguousarray(mask)
    out_words = -(-bitmaps.count(mask) // 64)
    out = np.empty((len(rows), out_words), np.uint64)
    library.lib.ss_squeeze(
        library.pointer("uint64_t *", rows), len(rows), rows.shape[1],
        library.pointer("uint64_t *", mask), out_words, library.pointer("uint64_t *", out),
    )  # fmt: skip
    return out


def sum_pairs(rows: Words, digits: Words) -> Integers:
    """The outcome's sum over the members of each two rows; the diagonal holds the rows alone."""
    found = np.zeros((len(rows), len(rows)), np.int64)
    for place, digit in enumerate(digits):
        found += bitmaps.overlaps(squeeze(rows, digit)) << place
    return found


def count_pairs(rows: Words, digits: Words) -> Counted:
    """All pairs of rows."""
    members = bitmaps.overlaps(rows)
    return Counted(np.arange(len(rows)), members, sum_pairs(rows, digits))


def count_within(rows: Words, which: Integers, digits: Words, mask: Words) -> Counted:
    """All pairs of some rows among the customers in the mask: the triples that begin with it."""
    inside = squeeze(rows[which], mask)
    return Counted(which, bitmaps.overlaps(inside), sum_pairs(inside, squeeze(digits, mask)))
