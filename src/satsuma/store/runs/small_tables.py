"""Columns of tables that fit into memory at once: one query for all, where a query per column would cost more than the
data (thousands of columns, few rows)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.model.kinds import WORDS, Kind, ValueType
from satsuma.store.runs.arrays import fit_width, narrow
from satsuma.store.runs.fetching import Table, quote

MOST_CELLS = 20_000_000
NO_NUMBER = int(np.iinfo(np.int64).min)


def is_small(table: Table, columns: int) -> bool:
    """Whether the whole table may be taken over at once."""
    return table.rows * columns <= MOST_CELLS


def take_over(table: Table, names: tuple[str, ...]) -> dict[str, Any]:
    """The columns as Arrow arrays in row order."""
    selected = ", ".join(map(quote, names))
    found = table.connection.sql(
        f"SELECT {selected} FROM {quote(table.name)} ORDER BY rowid"
    ).to_arrow_table()
    return {name: found.column(number).combine_chunks() for number, name in enumerate(names)}


def convert(array: Any, type_: ValueType) -> Column:
    """An Arrow array as a column; the same as `fetch_column` of the same values."""
    if type_.kind is Kind.SET:
        return _convert_sets(array)
    if type_.kind in WORDS:
        codes, words = _encode(array, type_.levels)
        return Codes(codes, words)
    if type_.kind is Kind.FLAG:
        return Flags(array.cast("int8").fill_null(-1).to_numpy(zero_copy_only=False))
    if type_.kind is not Kind.DATE and type_.scale is None:
        return Doubles(array.cast("float64").fill_null(float("nan")).to_numpy(zero_copy_only=False))
    numbers = narrow(array.cast("int64").fill_null(NO_NUMBER).to_numpy(zero_copy_only=False))
    return Moments(numbers) if type_.kind is Kind.DATE else Scaled(numbers, type_.scale or 0)


def _encode(array: Any, levels: tuple[str, ...] | None) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Codes, -1 where missing, and the dictionary: levels first, then the others sorted."""
    import pyarrow as pa

    encoded = array.cast(pa.string()).dictionary_encode()
    seen: list[str] = encoded.dictionary.to_pylist()
    ranked = levels or ()
    words = (*ranked, *sorted(set(seen) - set(ranked)))
    place = {word: code for code, word in enumerate(words)}
    moved = np.array([*(place[word] for word in seen), -1], fit_width(-1, len(words)))
    return moved[encoded.indices.fill_null(len(seen)).to_numpy(zero_copy_only=False)], words


def _convert_sets(array: Any) -> Sets:
    import pyarrow.compute as pc

    lengths = pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False)
    codes, words = _encode(array.flatten(), None)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    present = codes >= 0
    pairs = np.unique(rows[present] * (len(words) + 1) + codes[present])
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(np.bincount(pairs // (len(words) + 1), minlength=len(lengths)), out=offsets[1:])
    return Sets(offsets, (pairs % (len(words) + 1)).astype(codes.dtype), words)
