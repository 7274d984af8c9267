"""Columns and their information made by hand."""

from collections.abc import Sequence

import numpy as np

from satsuma.columns import NO_CODE, NO_NUMBER, Codes, Column, Doubles, Flags, Scaled, Sets
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.results import VariableInfo


def inform(
    name: str,
    kind: Kind = Kind.NUMBER,
    *,
    title: str | None = None,
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    allowed: bool = True,
    expression: str | None = None,
) -> VariableInfo:
    return VariableInfo(
        name=name,
        title=title or name.capitalize(),
        unit="customer",
        family=None,
        kind=kind,
        sensitivity=sensitivity,
        allowed=allowed,
        expression=expression,
    )


def numbers(values: Sequence[float] | np.ndarray) -> Doubles:
    return Doubles(np.asarray(values, np.float64))


def whole(values: Sequence[int | None] | np.ndarray, scale: int = 0) -> Scaled:
    return Scaled(np.array([NO_NUMBER if v is None else v for v in values], np.int64), scale)


def words(values: Sequence[str | None], levels: Sequence[str] | None = None) -> Codes:
    known = tuple(levels or dict.fromkeys(v for v in values if v is not None))
    return Codes(np.array([NO_CODE if v is None else known.index(v) for v in values], np.int32), known)


def flags(values: Sequence[int] | np.ndarray) -> Flags:
    return Flags(np.asarray(values, np.int8))


def sets(values: Sequence[Sequence[str]]) -> Sets:
    known = tuple(dict.fromkeys(item for value in values for item in value))
    offsets = np.concatenate([[0], np.cumsum([len(value) for value in values])]).astype(np.int64)
    return Sets(offsets, np.array([known.index(i) for v in values for i in v], np.int32), known)


def take(column: Column, rows: np.ndarray) -> Column:
    """The same values of some customers."""
    if isinstance(column, Doubles):
        return Doubles(column.values[rows])
    if isinstance(column, Scaled):
        return Scaled(column.values[rows], column.scale)
    if isinstance(column, Flags):
        return Flags(column.values[rows])
    assert isinstance(column, Codes)
    return Codes(column.codes[rows], column.dictionary)
