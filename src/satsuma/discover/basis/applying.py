"""The recipe applied: columns of any customers as the matrix that algorithms read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.discover.basis.reading import read_days, read_item, read_numbers, read_words
from satsuma.discover.cluster.matrix import NO_CHOICE, Matrix
from satsuma.model.discoveries import BasisField
from satsuma.model.kinds import Kind

Numbers = NDArray[np.float64]


def apply_basis(
    fields: Sequence[BasisField], columns: Mapping[str, Column], *, as_of_seconds: int, n: int | None = None
) -> Matrix:
    """The matrix of all customers of the columns: exactly the numbers that the same values had at fitting.

    Dates count as days before `as_of_seconds`. A column that is absent, of another kind, or a word that was not there at
    fitting is missing. `n` is the number of customers, needed only where no field's column is present.
    """
    count = n if n is not None else next((_length(columns[f.name]) for f in fields if f.name in columns), 0)
    numeric = [field for field in fields if field.form == "number"]
    chosen = [field for field in fields if field.form == "choice"]
    raw = read_raw(numeric, columns, count, as_of_seconds)
    numbers = np.empty((count, len(numeric)))
    for place, (field, values) in enumerate(zip(numeric, raw, strict=True)):
        numbers[:, place] = scale(field, transform(field, values))
    choices = np.empty((count, len(chosen)), np.int16)
    for place, field in enumerate(chosen):
        choices[:, place] = choose(field, columns.get(field.name), count)
    ordered = tuple(field.kind is Kind.ORDERED for field in chosen)
    return Matrix(numbers, choices, tuple(len(field.levels) for field in chosen), ordered)


def fill_missing(matrix: Matrix, fields: Sequence[BasisField]) -> Matrix:
    """The matrix for algorithms that cannot skip what is missing: each field's `filled` stands in for it."""
    numbers, choices = matrix.numbers.copy(), matrix.choices.copy()
    numeric = [field for field in fields if field.form == "number"]
    chosen = [field for field in fields if field.form == "choice"]
    for place, field in enumerate(numeric):
        if field.filled is not None:
            column = numbers[:, place]
            column[np.isnan(column)] = field.filled
    for place, field in enumerate(chosen):
        if field.filled is not None:
            codes = choices[:, place]
            codes[codes == NO_CHOICE] = int(field.filled)
    return Matrix(numbers, choices, matrix.levels, matrix.ordered)


def find_outside(
    fields: Sequence[BasisField], columns: Mapping[str, Column], *, as_of_seconds: int
) -> NDArray[np.bool_]:
    """Customers with a number further outside the range seen at fitting than a tenth of that range."""
    free = [field.model_copy(update={"low": None, "high": None}) for field in fields]
    numbers = apply_basis(free, columns, as_of_seconds=as_of_seconds).numbers
    numeric = [field for field in fields if field.form == "number"]
    found = np.zeros(len(numbers), np.bool_)
    for place, field in enumerate(numeric):
        if field.low is None or field.high is None:
            continue
        low, high = (field.low - field.centre) / field.scale, (field.high - field.centre) / field.scale
        margin = 0.1 * (high - low)
        found |= (numbers[:, place] < low - margin) | (numbers[:, place] > high + margin)
    return found


def read_raw(
    fields: Sequence[BasisField], columns: Mapping[str, Column], n: int, as_of_seconds: int
) -> list[Numbers]:
    """The numbers of number fields before any transform, ipsatised where they are so marked."""
    raw = [_read(field, columns.get(field.name), n, as_of_seconds) for field in fields]
    return _ipsatise(fields, raw)


def transform(field: BasisField, values: Numbers) -> Numbers:
    """Values on the field's own scale before centring; NaN stays NaN. A log of numbers under 0 counts them as 0."""
    if field.transform == "log":
        return np.log1p(np.maximum(values, 0.0))
    if field.transform == "normal score":
        scores = np.interp(values, field.knots, field.scores)
        scores[np.isnan(values)] = np.nan
        return scores
    return values


def scale(field: BasisField, values: Numbers) -> Numbers:
    """Clipped to the range seen at fitting, centred and scaled."""
    if field.low is not None and field.high is not None:
        values = np.clip(values, field.low, field.high)
    return (values - field.centre) / field.scale


def choose(field: BasisField, column: Column | None, n: int) -> NDArray[np.int16]:
    """Codes of the field's levels, `NO_CHOICE` where missing or unknown; `field.other` takes every other word."""
    if field.item is not None and isinstance(column, Sets):
        return read_item(column, field.item).astype(np.int16)
    if not isinstance(column, Codes | Flags) or field.item is not None:
        return np.full(n, NO_CHOICE, np.int16)
    codes, words = read_words(column)
    place = {level: code for code, level in enumerate(field.levels)}
    rest = NO_CHOICE if field.other is None else place[field.other]
    table = np.array([*(place.get(word, rest) for word in words), NO_CHOICE], np.int16)
    return table[codes]


def _read(field: BasisField, column: Column | None, n: int, as_of_seconds: int) -> Numbers:
    if field.kind is Kind.DATE and isinstance(column, Moments):
        return read_days(column, as_of_seconds)
    if field.levels and isinstance(column, Codes | Flags):
        codes = choose(field, column, n).astype(np.float64)
        return np.where(codes < 0, np.nan, codes + 1)
    if field.kind is not Kind.DATE and not field.levels and isinstance(column, Scaled | Doubles):
        return read_numbers(column)
    return np.full(n, np.nan)


def _ipsatise(fields: Sequence[BasisField], raw: list[Numbers]) -> list[Numbers]:
    """Answers less the person's own mean over the answers of all ipsatised fields."""
    marked = [place for place, field in enumerate(fields) if field.ipsatised]
    if not marked:
        return raw
    known = np.zeros(len(raw[marked[0]]))
    total = np.zeros_like(known)
    for place in marked:
        has = ~np.isnan(raw[place])
        known += has
        total += np.where(has, raw[place], 0.0)
    mean = np.divide(total, known, out=np.full_like(total, np.nan), where=known > 0)
    return [values - mean if place in marked else values for place, values in enumerate(raw)]


def _length(column: Column) -> int:
    if isinstance(column, Codes):
        return len(column.codes)
    if isinstance(column, Sets):
        return len(column.offsets) - 1
    return len(column.seconds if isinstance(column, Moments) else column.values)
