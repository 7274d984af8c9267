"""What goes into the store comes out again: order of events, every kind of column, ordinals that only grow."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.kinds import Kind, Role, ValueType
from satsuma.store.runs import find_customer, small_tables
from satsuma.store.runs.groups import find_groups, sum_groups
from satsuma.store.runs.histories import concatenate, sort_rows
from satsuma.store.runs.profiles import place
from satsuma.store.runs.stored import load_column, save_column, take
from tests.unit.store.tables import NUMBER, Rows, build

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.NUMBER: st.one_of(st.integers(-200, 200), st.integers(-(2**63) + 1, 2**63 - 1)),
    Kind.SHARE: st.floats(allow_nan=False),
    Kind.CATEGORY: WORDS,
    Kind.FLAG: st.booleans(),
    Kind.DATE: st.integers(-(2**40), 2**40),
    Kind.SET: st.frozensets(WORDS, min_size=1, max_size=4),
}
TYPES = {kind: ValueType(kind=kind, scale=0 if kind is Kind.NUMBER else None) for kind in VALUES}


def read(column: Column) -> list[Any]:
    """The values as plain Python, None for missing."""
    match column:
        case Scaled(values, _) | Moments(values):
            return [None if value == np.iinfo(values.dtype).min else int(value) for value in values]
        case Doubles(numbers):
            return [None if np.isnan(value) else float(value) for value in numbers]
        case Codes(codes, words):
            return [None if code < 0 else words[code] for code in codes]
        case Flags(flags):
            return [None if flag < 0 else bool(flag) for flag in flags]
        case Sets(offsets, codes, words):
            found = [frozenset(words[code] for code in codes[a:b]) for a, b in itertools.pairwise(offsets)]
            return [one or None for one in found]


def make(kind: Kind, values: Sequence[Any]) -> Column:
    """A column of the widest form from plain values."""
    if kind in (Kind.NUMBER, Kind.DATE):
        numbers = np.array([np.iinfo(np.int64).min if value is None else value for value in values], np.int64)
        return Moments(numbers) if kind is Kind.DATE else Scaled(numbers, 0)
    if kind is Kind.SHARE:
        return Doubles(np.array([np.nan if value is None else value for value in values], np.float64))
    if kind is Kind.FLAG:
        return Flags(np.array([-1 if value is None else value for value in values], np.int8))
    if kind is Kind.CATEGORY:
        words = sorted({value for value in values if value is not None})
        return Codes(np.array([-1 if v is None else words.index(v) for v in values], np.int16), tuple(words))
    words = sorted({word for value in values for word in value or ()})
    codes = [words.index(word) for value in values for word in sorted(value or ())]
    offsets = np.concatenate([[0], np.cumsum([len(value or ()) for value in values])]).astype(np.int64)
    return Sets(offsets, np.array(codes, np.int16), tuple(words))


def lists(kind: Kind, **sizes: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.none() | VALUES[kind], **sizes)


@given(
    st.lists(
        st.tuples(st.integers(-1, 5), st.one_of(st.integers(0, 4), st.integers(-(2**40), 2**40))), max_size=60
    )
)
def test_events_are_in_order_of_customer_time_and_row(rows: list[tuple[int, int]]) -> None:
    customers = np.array([customer for customer, _ in rows], np.int32)
    time = np.array([moment for _, moment in rows], np.int64)
    assert sort_rows(customers, time).tolist() == sorted(range(len(rows)), key=lambda row: (*rows[row], row))


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_columns_survive_disk_selection_and_concatenation(kind: Kind, data: st.DataObject) -> None:
    one, two = data.draw(lists(kind)), data.draw(lists(kind))
    with tempfile.TemporaryDirectory() as folder:
        stored = save_column(Path(folder), "c", make(kind, one))
        column = load_column(Path(folder), stored, len(one))
        assert read(column) == one
        rows = data.draw(st.lists(st.integers(-1, len(one) - 1)))
        present = np.array([row for row in rows if row >= 0], np.int64)
        assert read(take(column, present)) == [one[row] for row in present]
        assert read(place(column, np.array(rows, np.int64))) == [
            None if row < 0 else one[row] for row in rows
        ]
        assert read(concatenate([column, make(kind, two)])) == one + two


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 3),
            st.sampled_from([None, 1, 2]),
            st.none() | st.integers(-9, 9),
        ),
        max_size=40,
    )
)
def test_lines_are_grouped_as_by_hand(lines: list[tuple[int, int, int | None, int | None]]) -> None:
    ordered = sorted(lines, key=lambda line: line[:2])
    expected: dict[Any, list[int | None]] = {}
    for number, (customer, _, id_, value) in enumerate(ordered):
        expected.setdefault((customer, id_ if id_ is not None else f"line {number}"), []).append(value)
    customers = np.array([line[0] for line in ordered], np.int32)
    ids = np.array([line[2] or 0 for line in ordered], np.uint64)
    has_id = np.array([line[2] is not None for line in ordered], np.bool_)
    grouped = find_groups(np.arange(len(ordered)), customers, ids, has_id)
    values = make(Kind.NUMBER, [line[3] for line in ordered])
    assert isinstance(values, Scaled)
    sums = [
        None if all(v is None for v in found) else sum(v or 0 for v in found) for found in expected.values()
    ]
    assert read(sum_groups(values, grouped)) == sums
    assert np.bincount(grouped.group_of_row).tolist() == [len(found) for found in expected.values()]


@pytest.mark.parametrize("most_cells", [-1, 20_000_000], ids=["large", "small"])
@settings(max_examples=12)
@given(data=st.data())
def test_typed_tables_come_back_as_columns(most_cells: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 12))
    values = {f"c {kind.value}": data.draw(lists(kind, min_size=count, max_size=count)) for kind in VALUES}
    columns = {
        name: [sorted(value) if isinstance(value, frozenset) else value for value in found]
        for name, found in values.items()
    }
    types = {f"c {kind.value}": TYPES[kind] for kind in VALUES}
    named = {name.replace(" ", "_"): found for name, found in columns.items()}
    rows = Rows(
        Role.PROFILE,
        {"_key": list(range(count)), **named},
        {name.replace(" ", "_"): t for name, t in types.items()},
    )
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(small_tables, "MOST_CELLS", most_cells):
        found = build(Path(folder) / "run", {"people": rows}).population().units["customer"].columns
        for name, expected in values.items():
            assert read(found[name.replace(" ", "_")]) == expected


@settings(max_examples=8)
@given(
    st.lists(st.lists(st.integers(-50, 50), unique=True, max_size=8), min_size=2, max_size=3),
    st.booleans(),
)
def test_ordinals_are_append_only(runs: list[list[int]], are_texts: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        previous, known = None, list[Any]()
        for number, drawn in enumerate(runs):
            keys: list[Any] = [f"k{key}" for key in drawn] if are_texts else drawn
            people = Rows(Role.PROFILE, {"_key": keys, "n": drawn}, {"n": NUMBER})
            run = build(Path(folder) / str(number), {"people": people}, previous)
            known += [key for key in keys if key not in known]
            unit = run.population().units["customer"]
            assert unit.keys.values.tolist() == known
            assert [key for key, here in zip(known, unit.known.tolist(), strict=True) if here] == sorted(
                keys, key=known.index
            )
            n = unit.columns["n"]
            assert [read(n)[known.index(key)] for key in keys] == drawn
            assert [find_customer(run, "customer", str(key)) for key in known] == list(range(len(known)))
            assert find_customer(run, "customer", "k99") is None
            previous = run
