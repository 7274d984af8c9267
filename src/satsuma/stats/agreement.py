"""How far two divisions of the same customers agree: cross table, adjusted Rand index, Jaccard, best matching."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer]
Counts = NDArray[np.integer]
Table = NDArray[np.int64]
"""How many customers are in group i of the one division and in group j of the other."""
CELLS_AT_ONCE = 2_000_000
"""Labels looked at together: bounds the memory."""


def cross_table(a: Labels, b: Labels, rows: int, columns: int, counts: Counts | None = None) -> Table:
    """(rows, columns) customers in group i of `a` and j of `b`, each counted `counts` times (once by default).

    Customers whose label is negative in either division (noise) are not counted. Raises ValueError for labels beyond the
    table or arrays of different lengths.
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError("Two divisions of the same customers have labels of one length.")
    cells = a.astype(np.int64) * columns + b
    known = (a >= 0) & (b >= 0)
    if not known.all():
        cells, a, b = cells[known], a[known], b[known]
        counts = None if counts is None else counts[known]
    if len(a) and (int(a.max()) >= rows or int(b.max()) >= columns):
        raise ValueError("A label lies beyond the table.")
    found = np.bincount(cells, weights=counts, minlength=rows * columns)
    return found.astype(np.int64).reshape(rows, columns)


def cross_tables(
    a: NDArray[np.integer], b: NDArray[np.integer], rows: int, columns: int, counts: Counts | None = None
) -> Table:
    """(m, rows, columns) cross tables of m pairs of divisions: `a` and `b` are (m, n), or (n,) for one that stands in every
    pair. Labels run from 0: noise must be given a number of its own."""
    size = rows * columns
    pairs, n = np.broadcast_shapes(a.shape, b.shape)
    tables = np.empty((pairs, size), dtype=np.int64)
    step = max(1, CELLS_AT_ONCE // max(1, n))
    a, b = np.broadcast_to(a, (pairs, n)), np.broadcast_to(b, (pairs, n))
    for first in range(0, pairs, step):
        part = slice(first, min(pairs, first + step))
        cells = a[part].astype(np.int64) * columns + b[part]
        cells += np.arange(len(cells))[:, None] * size
        weights = None if counts is None else np.broadcast_to(counts, cells.shape).ravel()
        found = np.bincount(cells.ravel(), weights=weights, minlength=len(cells) * size)
        tables[part] = found.reshape(len(cells), size)
    return tables.reshape(pairs, rows, columns)


def adjusted_rand(a: Labels, b: Labels, counts: Counts | None = None) -> float:
    """Adjusted Rand index of two label arrays (n,), of any integers; noise (-1) is a group like the others. 1: the same
    division, about 0: no more alike than by chance."""
    _, first = np.unique(a, return_inverse=True)
    _, second = np.unique(b, return_inverse=True)
    rows, columns = (int(codes.max(initial=-1)) + 1 for codes in (first, second))
    return adjusted_rand_of(cross_table(first, second, rows, columns, counts))


def adjusted_rand_of(table: Table) -> float:
    """Adjusted Rand index of a cross table (Hubert & Arabie 1985, J. Classification 2:193-218). 1.0 where both divisions
    are trivial in the same way: one group, each customer alone, or nobody."""
    return float(adjusted_rands_of(np.asarray(table)[None])[0])


def adjusted_rands_of(tables: Table) -> NDArray[np.float64]:
    """(m,) adjusted Rand indices of (m, rows, columns) cross tables."""
    cells = np.asarray(tables, dtype=np.float64)
    n = cells.sum(axis=(1, 2))
    pairs = n * (n - 1) / 2
    together = (cells * (cells - 1)).sum(axis=(1, 2)) / 2
    in_rows, in_columns = cells.sum(axis=2), cells.sum(axis=1)
    row_pairs = (in_rows * (in_rows - 1)).sum(axis=1) / 2
    column_pairs = (in_columns * (in_columns - 1)).sum(axis=1) / 2
    is_trivial = (row_pairs == column_pairs) & ((row_pairs == 0) | (row_pairs == pairs))
    expected = row_pairs * column_pairs / np.where(is_trivial, 1.0, pairs)
    most = (row_pairs + column_pairs) / 2
    indices: NDArray[np.float64] = np.where(
        is_trivial, 1.0, (together - expected) / np.where(is_trivial, 1.0, most - expected)
    )
    return indices


def jaccard_of(table: Table) -> NDArray[np.float64]:
    """(rows, columns) Jaccard similarity of every pair of groups: customers in both, of those in either; 0 for two empty
    groups."""
    cells = np.asarray(table, dtype=np.float64)
    either = cells.sum(axis=1)[:, None] + cells.sum(axis=0)[None, :] - cells
    alike: NDArray[np.float64] = np.divide(cells, either, out=np.zeros_like(cells), where=either > 0)
    return alike


def match(table: Table) -> NDArray[np.int64]:
    """(rows,) the column that each row goes with, so that the customers matched are as many as possible (Hungarian method,
    Kuhn 1955); -1 for rows left over where there are fewer columns."""
    from scipy.optimize import linear_sum_assignment

    cells = np.asarray(table, dtype=np.int64)
    matched = np.full(len(cells), -1, dtype=np.int64)
    rows, columns = linear_sum_assignment(cells, maximize=True)
    matched[rows] = columns
    return matched
