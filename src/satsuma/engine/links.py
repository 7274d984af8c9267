"""People and accounts: counting the people that satisfy something, and reading the account's value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_CODE, NO_NUMBER, Codes, Column, Doubles, Flags, Links, Moments, Scaled, Sets
from satsuma.engine.bitmaps import pack, unpack
from satsuma.engine.library import array_of
from satsuma.model.errors import BugError

Words = NDArray[np.uint64]


def count_members(links: Links, answers: Words) -> NDArray[np.int64]:
    """How many of each account's people are in the bitmap of the people unit."""
    truths = unpack(answers, len(links.account_of))[links.members]
    running = np.concatenate([[0], np.cumsum(truths, dtype=np.int64)])
    counts: NDArray[np.int64] = running[links.offsets[1:]] - running[links.offsets[:-1]]
    return counts


def quantify(
    quantifier: Literal["any", "all", "none"], links: Links, answers: Words, existing: Words
) -> Words:
    """Accounts any / all / none of whose people, as far as they exist, are in the bitmap of the people unit."""
    counts = count_members(links, answers)
    if quantifier == "all":
        return pack(counts == count_members(links, existing))
    return pack(counts > 0 if quantifier == "any" else counts == 0)


def gather(column: Column, links: Links) -> Column:
    """The account's value for each person; missing without an account."""
    account_of = np.asarray(links.account_of, np.int64)
    has_account = account_of >= 0
    chosen = np.where(has_account, account_of, 0)
    if isinstance(column, Sets):
        return _gather_sets(column, chosen, has_account)
    array = array_of(column)
    missing: Any = np.nan
    if isinstance(column, Codes | Flags):
        missing = NO_CODE
    elif array.dtype.kind == "i":
        missing = np.iinfo(array.dtype).min
    taken = array[chosen] if len(array) else np.full(len(chosen), missing, array.dtype)
    taken = np.where(has_account, taken, np.asarray(missing, array.dtype))
    match column:
        case Codes():
            return replace(column, codes=taken)
        case Moments():
            return Moments(taken)
        case Scaled():
            return replace(column, values=taken)
        case Doubles():
            return Doubles(taken)
        case _:
            return Flags(taken)


def gather_rows(column: Column, rows: NDArray[np.int64]) -> Column:
    """The sets of these rows; an empty one where the row is missing."""
    if not isinstance(column, Sets):
        raise BugError("Only sets are read by their rows.")
    known = rows != NO_NUMBER
    return _gather_sets(column, np.where(known, rows, 0), known)


def _gather_sets(column: Sets, chosen: NDArray[np.int64], has_account: NDArray[np.bool_]) -> Sets:
    if len(column.offsets) < 2:
        return Sets(np.zeros(len(chosen) + 1, np.int64), column.codes, column.dictionary)
    starts = column.offsets[chosen]
    lengths = np.where(has_account, column.offsets[chosen + 1] - starts, 0)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    rows = np.arange(offsets[-1]) - np.repeat(offsets[:-1], lengths) + np.repeat(starts, lengths)
    return Sets(offsets, np.ascontiguousarray(column.codes[rows]), column.dictionary)
