"""Event tables: rows of one or several sources, sorted by customer, then time, source, row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.columns.arrays import Integers
from satsuma.model.errors import ContractError
from satsuma.model.kinds import NUMERIC, WORDS, Kind, ValueType
from satsuma.store.runs.arrays import fit_width, narrow

MOST_SECONDS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Part:
    """One source's events of one type, in source order. `load` gives a property's values for these rows when asked, so
    that only one property is in memory at a time."""

    source: str
    customers: NDArray[np.int32]
    time: Integers
    types: Mapping[str, ValueType]
    load: Callable[[str], Column]
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class History:
    """The events of one type, sorted; `properties` yields name, type and sorted column, one at a time."""

    offsets: NDArray[np.int64]
    time: Integers
    order: NDArray[Any]
    """Row of the concatenated parts for each sorted row."""
    properties: Callable[[], Iterator[tuple[str, ValueType, Column]]]


def sort_rows(customers: NDArray[np.int32], time: Integers) -> NDArray[Any]:
    """The order by customer, then time, then row. Sorting packed (value, row) pairs is several times faster than
    argsort and needs no stable algorithm, as no two are equal."""
    count = len(customers)
    rows: NDArray[Any] | None = None
    if count and bool((time[1:] < time[:-1]).any()):
        span = int(time.max()) - int(time.min())
        if span <= MOST_SECONDS:
            rows = _sort_packed(time.astype(np.int64) - int(time.min()))
        else:
            rows = np.argsort(time, kind="stable").astype(np.uint32)
        customers = customers[rows]
    if count == 0 or bool((customers[1:] >= customers[:-1]).all()):
        return rows if rows is not None else np.arange(count, dtype=np.uint32)
    by_customer = _sort_packed(customers.astype(np.int64))
    return by_customer if rows is None else rows[by_customer]


def _sort_packed(values: NDArray[np.int64]) -> NDArray[np.uint32]:
    values <<= 32
    values |= np.arange(len(values), dtype=np.int64)
    values.sort()
    values &= 0xFFFFFFFF
    return values.astype(np.uint32)


def build_history(parts: Sequence[Part], customers: int) -> History:
    """Puts the parts together. Rows without a customer (-1) are left out. Raises ContractError where one property has
    different currencies."""
    parts = name_apart(parts)
    owners = np.concatenate([part.customers for part in parts]) if len(parts) > 1 else parts[0].customers
    times = np.concatenate([part.time for part in parts]) if len(parts) > 1 else parts[0].time
    order = sort_rows(owners, times)
    strays = int(np.count_nonzero(owners < 0))
    if strays:
        order = order[strays:]
    offsets = np.zeros(customers + 1, np.int64)
    np.cumsum(np.bincount(owners[owners >= 0] if strays else owners, minlength=customers), out=offsets[1:])
    sorted_time = times[order]
    width = fit_width(int(sorted_time.min(initial=0)), int(sorted_time.max(initial=0)))
    # Two widths are enough: a reader need not be ready for times of one byte.
    sorted_time = sorted_time.astype(np.int32 if width.itemsize <= 4 else np.int64, copy=False)
    types = join_types(parts)

    def properties() -> Iterator[tuple[str, ValueType, Column]]:
        from satsuma.store.runs.stored import take

        for name, type_ in types.items():
            columns = [_load(part, name, type_) for part in parts]
            yield name, type_, take(concatenate(columns), order)

    return History(offsets, sorted_time, order, properties)


def name_apart(parts: Sequence[Part]) -> list[Part]:
    """The parts, a property that is of another kind in an earlier part under the name `<source>_<name>`: the same word
    for two things (an order's name, a product's name) must not become one property."""
    kinds: dict[str, Kind] = {}
    found = []
    for part in parts:
        clashes = {
            name for name, type_ in part.types.items() if kinds.get(name, type_.kind) is not type_.kind
        }
        renamed = {f"{part.source}_{name}" if name in clashes else name: name for name in part.types}
        if clashes:
            types = {new: part.types[old] for new, old in renamed.items()}
            part = replace(part, types=types, load=_load_renamed(part.load, renamed))
        kinds |= {name: type_.kind for name, type_ in part.types.items() if name not in kinds}
        found.append(part)
    return found


def _load_renamed(load: Callable[[str], Column], renamed: Mapping[str, str]) -> Callable[[str], Column]:
    return lambda name: load(renamed[name])


def _load(part: Part, name: str, type_: ValueType) -> Column:
    return part.load(name) if name in part.types else make_missing(type_, len(part.customers))


def join_types(parts: Sequence[Part]) -> dict[str, ValueType]:
    """One type per property over all parts. The larger scale wins; levels are joined; currencies must agree."""
    types: dict[str, ValueType] = {}
    for part in parts:
        for name, type_ in part.types.items():
            before = types.setdefault(name, type_)
            if before == type_:
                continue
            if before.currency != type_.currency:
                raise ContractError(
                    f"'{name}' of source '{part.source}' is {_describe(type_)}, but {_describe(before)} in another "
                    "source of the same event.",
                    hint="Give the sources different 'event' names, or convert one of the currencies.",
                )
            scales = (before.scale, type_.scale)
            scale = None if None in scales else max(scale for scale in scales if scale is not None)
            levels = tuple(dict.fromkeys((before.levels or ()) + (type_.levels or ()))) or None
            types[name] = ValueType(kind=type_.kind, scale=scale, currency=type_.currency, levels=levels)
    return types


def _describe(type_: ValueType) -> str:
    return f"{type_.kind.value} in {type_.currency}" if type_.currency else type_.kind.value


def make_missing(type_: ValueType, rows: int) -> Column:
    """A column without any value."""
    if type_.kind is Kind.SET:
        return Sets(np.zeros(rows + 1, np.int64), np.empty(0, np.int8), ())
    if type_.kind in WORDS:
        return Codes(np.full(rows, -1, np.int8), ())
    if type_.kind is Kind.FLAG:
        return Flags(np.full(rows, -1, np.int8))
    if type_.kind in NUMERIC and type_.scale is None:
        return Doubles(np.full(rows, np.nan))
    lowest = np.full(rows, np.iinfo(np.int8).min, np.int8)
    return Moments(lowest) if type_.kind is Kind.DATE else Scaled(lowest, type_.scale or 0)


def concatenate(columns: Sequence[Column]) -> Column:
    """Columns of one kind, one after the other: scales and dictionaries are brought together."""
    if len(columns) == 1:
        return columns[0]
    first = columns[0]
    if isinstance(first, Flags):
        return Flags(np.concatenate([column.values for column in columns if isinstance(column, Flags)]))
    if isinstance(first, Moments):
        return Moments(_join_integers([column.seconds for column in columns if isinstance(column, Moments)]))
    if isinstance(first, Codes | Sets):
        return _join_words([column for column in columns if isinstance(column, Codes | Sets)])
    numbers = [column for column in columns if isinstance(column, Scaled | Doubles)]
    exact = [column for column in numbers if isinstance(column, Scaled)]
    if len(exact) < len(numbers):
        return Doubles(np.concatenate([_to_doubles(column) for column in numbers]))
    scale = max(column.scale for column in exact)
    return Scaled(_join_integers([_rescale(column, scale) for column in exact]), scale)


def _to_doubles(column: Scaled | Doubles) -> NDArray[np.float64]:
    if isinstance(column, Doubles):
        return column.values
    absent = column.values == np.iinfo(column.values.dtype).min
    return np.where(absent, np.nan, column.values / 10**column.scale)


def _rescale(column: Scaled, scale: int) -> Integers:
    if column.scale == scale:
        return column.values
    factor = 10 ** (scale - column.scale)
    values = column.values
    absent = values == np.iinfo(values.dtype).min
    wide = np.where(absent, 0, values).astype(np.int64)
    if len(wide) and max(abs(int(wide.min())), abs(int(wide.max()))) * factor >= 2**63:
        raise ContractError(
            f"Amounts with {column.scale} decimals are too large to be kept with {scale}.",
            hint="Correct the largest amounts, or give the sources different 'event' names.",
        )
    return narrow(np.where(absent, np.iinfo(np.int64).min, wide * factor))


def _join_integers(arrays: Sequence[Integers]) -> Integers:
    widest = max((array.dtype for array in arrays), key=lambda dtype: dtype.itemsize)
    out: list[Integers] = []
    for array in arrays:
        absent = array == np.iinfo(array.dtype).min
        wide = array.astype(widest)
        wide[absent] = np.iinfo(widest).min
        out.append(wide)
    return np.concatenate(out)


def _join_words(columns: Sequence[Codes | Sets]) -> Codes | Sets:
    words = tuple(dict.fromkeys(word for column in columns for word in column.dictionary))
    place = {word: code for code, word in enumerate(words)}
    width = fit_width(-1, len(words))
    codes: list[Integers] = []
    for column in columns:
        # Code -1 (missing) picks the last entry.
        moved = np.array([*(place[word] for word in column.dictionary), -1], width)
        codes.append(moved[column.codes])
    joined = np.concatenate(codes)
    sets = [column for column in columns if isinstance(column, Sets)]
    if not sets:
        return Codes(joined, words)
    lengths = np.concatenate([np.diff(column.offsets) for column in sets])
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return Sets(offsets, joined, words)
