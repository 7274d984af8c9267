"""Weighted k-means and nearest centres in the kernel, over threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.engine.library import TYPES, Library, load_library
from satsuma.model.errors import BugError, LimitError

MOST_ITERATIONS = 300
ROWS_AT_ONCE = 65_536
MOST_ROWS = 2**31 - 1
SAMPLES_AT_ONCE = 5
"""Samples to a call: few enough to tell progress and to share them out evenly."""
Doubles = NDArray[np.float64]
ITEMS = 4
"""Yes-no items in a byte."""


@dataclass(frozen=True, slots=True)
class Points:
    """n rows of `width` numbers, or of as many yes-no items packed four to a byte."""

    values: NDArray[np.float64] | NDArray[np.uint8]
    width: int

    @property
    def n(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Solution:
    """The centres (k, width) of the best start, and every start's sum of squares within groups."""

    centres: Doubles
    ssw: Doubles


def points_of_numbers(numbers: Doubles) -> Points:
    """Rows of finite numbers (n, width). Raises LimitError for more than 2**31 - 1 rows."""
    _limit(len(numbers))
    return Points(np.ascontiguousarray(numbers, dtype=np.float64), numbers.shape[1])


def points_of_items(items: NDArray[np.integer] | NDArray[np.bool_]) -> Points:
    """Rows of yes-no items (n, width), 0 or 1. Raises LimitError for more than 2**31 - 1 rows."""
    _limit(len(items))
    n, width = items.shape
    packed = np.zeros((n, -(-width // ITEMS)), dtype=np.uint8)
    for j in range(width):
        packed[:, j // ITEMS] |= (items[:, j] != 0).astype(np.uint8) << (j % ITEMS)
    return Points(packed, width)


def find_groups(
    points: Points,
    k: int,
    *,
    starts: int,
    seed: int,
    counts: NDArray[np.int32] | None = None,
    swaps: int | None = None,
    threads: int = 1,
) -> Solution:
    """k-means of rows that count `counts` times each (once by default; some must count): the best of `starts` starts. The
    same to the byte whatever the threads, which share the starts out. `seed` is below 2**64.

    Where `swaps` is given, each start goes on with Hartigan's transfers and so many random swaps: a thorough search that
    reaches lower sums of squares, for some thousands of rows.
    """
    ssw = np.empty(starts)
    parts = [(first, min(starts, first + 1)) for first in range(starts)] if threads > 1 else [(0, starts)]
    centres = np.empty((len(parts), k, points.width))
    weights = None if counts is None else np.ascontiguousarray(counts, dtype=np.int32)
    fits = np.zeros((len(parts), 1), TYPES["fit"])
    for fit, (first, last) in zip(fits, parts, strict=True):
        fit["first_start"], fit["starts"], fit["ssw"] = first, last - first, ssw[first:].ctypes.data
    fits["centres"] = _addresses(centres)[:, None]
    fits["counts"] = 0 if weights is None else weights.ctypes.data
    fits["k"], fits["seed"], fits["is_thorough"], fits["swaps"] = k, seed, swaps is not None, swaps or 0
    _run(points, fits, threads, lambda _: None)
    best = int(ssw.argmin())
    return Solution(centres[best if len(parts) > 1 else 0], ssw)


def label_samples(
    points: Points,
    ks: Sequence[int],
    draws: NDArray[np.int32],
    *,
    starts: int,
    seeds: Sequence[int],
    threads: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> NDArray[np.int16]:
    """(len(ks), m, n) the group of every row by the best of `starts` starts with each k on each of m samples; `draws` (m, n)
    says how often each row is in a sample. The fits are those of `find_groups` with the sample's seed; as all k have the same
    starts, those are made once. Threads share the samples out. `progress` is told how many fits are done."""
    draws = np.ascontiguousarray(draws, dtype=np.int32)
    m, n, rising = len(draws), points.n, np.argsort(ks, kind="stable")
    labels = np.empty((len(ks), m, n), dtype=np.int16)
    centres, ssw = np.empty((m, sum(ks), points.width)), np.empty((m, len(ks), starts))
    fits = np.zeros((m, len(ks)), TYPES["fit"])
    fits["counts"], fits["starts"] = _addresses(draws)[:, None], starts
    fits["seed"] = np.array(seeds, dtype=np.uint64)[:, None]
    ends = np.cumsum([0, *(ks[which] for which in rising)])
    for place, which in enumerate(rising):
        fits["k"][:, place] = ks[which]
        fits["labels"][:, place] = _addresses(labels[which])
        fits["centres"][:, place] = _addresses(centres[:, ends[place] :])
        fits["ssw"][:, place] = _addresses(ssw[:, place:])
    _run(points, fits, threads, progress)
    return labels


def find_nearest(points: Points, centres: Doubles, *, threads: int = 1) -> NDArray[np.int16]:
    """(n,) the nearest centre of every row, the first of equals. Threads share the rows out."""
    labels = np.empty(points.n, dtype=np.int16)
    _ask_rows("ss_nearest", points, centres, "int16_t *", labels, threads)
    return labels


def measure_squares(points: Points, centres: Doubles, *, threads: int = 1) -> Doubles:
    """(n, k) squared distances of every row to every centre."""
    squares = np.empty((points.n, len(centres)))
    _ask_rows("ss_distances", points, centres, "double *", squares, threads)
    return squares


def _limit(n: int) -> None:
    if n > MOST_ROWS:
        raise LimitError(f"k-means reads at most {MOST_ROWS:,} rows.")


def _addresses(array: NDArray[Any]) -> NDArray[np.uint64]:
    """Where each of the arrays along the first axis begins."""
    return np.uint64(array.ctypes.data) + np.arange(len(array), dtype=np.uint64) * np.uint64(array.strides[0])


def _run(points: Points, fits: NDArray[Any], threads: int, progress: Callable[[int], None]) -> None:
    """Run the fits (samples, fits of the sample), several samples to a call, the calls over threads; the memory they point to
    is the caller's."""
    library = load_library()
    shape, kept = _describe(library, points)
    step = max(1, min(-(-len(fits) // max(1, threads)), SAMPLES_AT_ONCE))
    parts = [fits[first : first + step] for first in range(0, len(fits), step)]

    def run(part: NDArray[Any]) -> int:
        address = library.pointer("ss_fit *", part)
        return int(library.lib.ss_kmeans(shape, address, part.size, MOST_ITERATIONS))

    done = 0
    for part, failed in zip(parts, _map(run, parts, threads), strict=True):
        _refuse(failed)
        done += part.size
        progress(done)
    del kept


def _ask_rows(
    function: str, points: Points, centres: Doubles, kind: str, answer: NDArray[Any], threads: int
) -> None:
    library = load_library()
    shape, kept = _describe(library, points)
    centres = np.ascontiguousarray(centres, dtype=np.float64)
    if centres.shape[1] != points.width:
        raise BugError("The centres have another number of fields than the rows.")
    ask = getattr(library.lib, function)

    def run(first: int) -> int:
        last = min(points.n, first + ROWS_AT_ONCE)
        where, to = library.pointer("double *", centres), library.pointer(kind, answer)
        return int(ask(shape, where, len(centres), first, last, to))

    for failed in _map(run, range(0, points.n, ROWS_AT_ONCE), threads):
        _refuse(failed)
    del kept


def _describe(library: Library, points: Points) -> tuple[Any, NDArray[Any]]:
    """The rows as the kernel's struct, and what keeps it alive."""
    shape = np.zeros(1, TYPES["points"])
    shape["items" if points.values.dtype == np.uint8 else "numbers"] = points.values.ctypes.data
    shape["n"], shape["width"] = points.n, points.width
    return library.pointer("ss_points *", shape), shape


def _map(run: Callable[[Any], int], parts: Sequence[Any], threads: int) -> Iterator[int]:
    """The results in order; cffi releases Python's lock during a call."""
    if threads <= 1 or len(parts) <= 1:
        yield from map(run, parts)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(run, parts)


def _refuse(failed: int) -> None:
    if failed:
        raise LimitError("There is not enough memory for k-means on so many rows.")
