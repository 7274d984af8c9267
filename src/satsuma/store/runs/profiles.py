"""Columns of customers: profile and survey rows put where their customers' ordinals are; links of people to accounts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Links, Moments, Scaled, Sets
from satsuma.model.kinds import ValueType
from satsuma.store.runs.arrays import fit_width
from satsuma.store.runs.fetching import fetch_ordinals
from satsuma.store.runs.ordinals import Ordinals
from satsuma.store.runs.sources import SourceTable
from satsuma.store.runs.stored import count_rows, take


def spread_columns(source: SourceTable, ordinals: Ordinals) -> Iterator[tuple[str, ValueType, Column]]:
    """The source's columns by customer. Of several rows of one customer the last counts."""
    owners = fetch_ordinals(source.table, "_key", ordinals.table, ordinals.is_integer)
    rows = np.full(ordinals.size, -1, np.int64)
    present = np.flatnonzero(owners >= 0)
    # maximum.at says 'the last' where plain assignment of repeated places promises nothing.
    np.maximum.at(rows, owners[present], present)
    for name, type_ in source.types.items():
        yield name, type_, place(source.load(name), rows)


def place(column: Column, rows: NDArray[np.int64]) -> Column:
    """The column's value at each of `rows`, missing at -1."""
    absent = rows < 0
    if isinstance(column, Sets):
        ends = np.append(column.offsets, column.offsets[-1])
        # One more row, empty, for those that have none.
        longer = Sets(ends, column.codes, column.dictionary)
        return take(longer, np.where(absent, len(ends) - 2, rows))
    if count_rows(column) == 0:
        column = _one_missing(column)
        return take(column, np.zeros(len(rows), np.int64))
    taken = take(column, np.where(absent, 0, rows))
    match taken:
        case Scaled(values, _) | Moments(values):
            values[absent] = np.iinfo(values.dtype).min
        case Doubles(numbers):
            numbers[absent] = np.nan
        case Codes(codes, _) | Flags(codes):
            codes[absent] = -1
        case Sets():
            pass
    return taken


def _one_missing(column: Column) -> Column:
    match column:
        case Scaled(values, scale):
            return Scaled(np.full(1, np.iinfo(values.dtype).min, values.dtype), scale)
        case Moments(seconds):
            return Moments(np.full(1, np.iinfo(seconds.dtype).min, seconds.dtype))
        case Codes(codes, dictionary):
            return Codes(np.full(1, -1, codes.dtype), dictionary)
        case Flags():
            return Flags(np.full(1, -1, np.int8))
        case Doubles():
            return Doubles(np.full(1, np.nan))
        case Sets():
            return column


def find_accounts(
    source: SourceTable, column: str, people: Ordinals, accounts: Ordinals
) -> NDArray[np.int32]:
    """The account ordinal of each person whom the source links, -1 for the others. The last row counts."""
    owners = fetch_ordinals(source.table, "_key", people.table, people.is_integer)
    targets = fetch_ordinals(source.table, column, accounts.table, accounts.is_integer)
    present = np.flatnonzero((owners >= 0) & (targets >= 0))
    rows = np.full(people.size, -1, np.int64)
    np.maximum.at(rows, owners[present], present)
    found = np.full(people.size, -1, np.int32)
    found[rows >= 0] = targets[rows[rows >= 0]]
    return found


def link_people(account_of: NDArray[np.int32], accounts: int) -> Links:
    """People by account, in ascending order of ordinal."""
    linked = np.flatnonzero(account_of >= 0)
    members = linked[np.argsort(account_of[linked], kind="stable")]
    offsets = np.zeros(accounts + 1, np.int64)
    np.cumsum(np.bincount(account_of[linked], minlength=accounts), out=offsets[1:])
    width = fit_width(-1, max(accounts, len(account_of)))
    return Links(offsets, members.astype(width), account_of.astype(width))
