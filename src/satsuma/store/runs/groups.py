"""Lines that belong together (an order's lines) as one event each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.definitions import Product
from satsuma.model.kinds import NUMERIC, Kind, ValueType
from satsuma.store.runs.arrays import narrow
from satsuma.store.runs.fetching import fetch, quote
from satsuma.store.runs.histories import Part, sort_rows
from satsuma.store.runs.sources import SourceTable
from satsuma.store.runs.stored import take

LINES = "lines"
NO_SUM = int(np.iinfo(np.int64).min)


@dataclass(frozen=True, slots=True)
class Grouped:
    """`rows` are the lines in order of customer and time, `group_of_row` each one's group, `first` the place in `rows`
    of each group's first line; groups are numbered in the order of those."""

    rows: NDArray[Any]
    group_of_row: NDArray[np.int64]
    first: NDArray[np.int64]


def group_lines(source: SourceTable, part: Part) -> Part:
    """One event per customer and group id: time = the earliest, `amount`, tax, discount and quantities summed exactly,
    `lines` counted, and the properties that are the same on all lines of every group. A line without an id is a group
    of its own."""
    grouping = source.definition.groups
    assert grouping is not None
    by = f"t.{quote(grouping.by)}"
    ids, has_id = fetch(
        source.table, [f"coalesce(hash({by}), 0)", f"{by} IS NOT NULL"], [np.uint64, np.bool_]
    )
    rows = sort_rows(part.customers, part.time)
    rows = rows[int(np.count_nonzero(part.customers < 0)) :]
    grouped = find_groups(rows, part.customers[rows], ids[rows], has_id[rows])
    columns: dict[str, Column] = {}
    types: dict[str, ValueType] = {}
    added = list_sums(source)
    for name, type_ in part.types.items():
        column = take(part.load(name), grouped.rows)
        if name in added and isinstance(column, Scaled | Doubles):
            columns[name], types[name] = sum_groups(column, grouped), type_
        elif is_constant(column, grouped):
            columns[name], types[name] = take(column, grouped.first), type_
    if LINES not in columns:
        columns[LINES] = Scaled(narrow(np.bincount(grouped.group_of_row).astype(np.int64)), 0)
        types[LINES] = ValueType(kind=Kind.NUMBER, scale=0)
    firsts = grouped.rows[grouped.first]
    return Part(
        source.name, part.customers[firsts], part.time[firsts], types, columns.__getitem__, part.notes
    )


def list_sums(source: SourceTable) -> set[str]:
    """The properties that add up over lines: the amount, tax, discount, and the counts that the amount multiplies."""
    definition = source.definition
    added = {name for name in ("amount", definition.tax, definition.discount) if name}
    if isinstance(definition.amount, str):
        added.add(definition.amount)
    if isinstance(definition.amount, Product):
        numbers = [
            name
            for name in definition.amount.product_of
            if name in source.types and source.types[name].kind is Kind.NUMBER
        ]
        # With two plain numbers nobody can tell the quantity from the price.
        added |= set(numbers) if len(numbers) == 1 else set()
    return {name for name in added if name in source.types and source.types[name].kind in NUMERIC}


def find_groups(
    rows: NDArray[Any], customers: NDArray[Any], ids: NDArray[np.uint64], has_id: NDArray[np.bool_]
) -> Grouped:
    """Neighbours with the same id first, then those of one id that stand apart in time."""
    if not len(rows):
        nothing = np.empty(0, np.int64)
        return Grouped(rows, nothing, nothing)
    begins = np.ones(len(rows), np.bool_)
    begins[1:] = (customers[1:] != customers[:-1]) | (ids[1:] != ids[:-1]) | ~has_id[1:] | ~has_id[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(rows)))
    owner, id_, is_joined = customers[starts], ids[starts], has_id[starts]
    order = np.lexsort((id_, ~is_joined, owner))
    same = np.zeros(len(starts), np.bool_)
    before, after = order[:-1], order[1:]
    same[1:] = (
        (owner[after] == owner[before]) & (id_[after] == id_[before]) & is_joined[after] & is_joined[before]
    )
    leader_place = np.maximum.accumulate(np.where(same, 0, np.arange(len(starts))))
    leader = np.empty(len(starts), np.int64)
    leader[order] = order[leader_place]
    is_leader = leader == np.arange(len(starts))
    number = np.cumsum(is_leader) - 1
    return Grouped(rows, np.repeat(number[leader], lengths), starts[is_leader])


def sum_groups(column: Scaled | Doubles, grouped: Grouped) -> Column:
    """The sum of the values that are there; missing where a group has none, or where the sum leaves 64 bits."""
    count = len(grouped.first)
    if isinstance(column, Doubles):
        present = ~np.isnan(column.values)
        total = np.zeros(count)
        np.add.at(total, grouped.group_of_row[present], column.values[present])
        total[np.bincount(grouped.group_of_row[present], minlength=count) == 0] = np.nan
        return Doubles(total)
    present = column.values != np.iinfo(column.values.dtype).min
    groups = grouped.group_of_row[present]
    values = column.values[present].astype(np.int64)
    sums = np.zeros(count, np.int64)
    np.add.at(sums, groups, values)
    sums[np.bincount(groups, minlength=count) == 0] = NO_SUM
    # A double tells well enough whether 64 bits were left: the exact sum is then far from what they hold.
    rough = np.bincount(groups, weights=values.astype(np.float64), minlength=count)
    sums[np.abs(rough) > 9.2e18] = NO_SUM
    return Scaled(narrow(sums), column.scale)


def is_constant(column: Column, grouped: Grouped) -> bool:
    """Whether all lines of every group have the same value, missing ones included."""
    match column:
        case Scaled(values, _) | Moments(values) | Codes(values, _) | Flags(values):
            return bool((values == values[grouped.first][grouped.group_of_row]).all())
        case Doubles(numbers):
            first = numbers[grouped.first][grouped.group_of_row]
            return bool(((numbers == first) | (np.isnan(numbers) & np.isnan(first))).all())
        case Sets():
            return False
