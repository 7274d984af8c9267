"""A program over many customers: chunks, threads, and rows of events as if each were a customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.engine.emit import Emitter
from satsuma.engine.filters import EventFilters
from satsuma.engine.library import load_library
from satsuma.engine.program import Program, ProgramBuilder
from satsuma.model.errors import BugError

CHUNK = 32_768
"""Customers per task: a multiple of 512, so that threads never share a cache line of words."""

Progress = Callable[[int, int], None]
"""Told how many of how many customers are done."""


def count_blocks(n: int) -> int:
    """Words of a bitmap for n customers."""
    return -(-n // 64)


def run_program(
    program: Program,
    n: int,
    words: NDArray[np.uint64],
    threads: int = 1,
    values: Sequence[NDArray[Any]] = (),
    progress: Progress | None = None,
) -> None:
    """Run for all n customers; fills `words` (outputs × blocks) and `values`. Raises ServiceError."""
    chunks = [(first, min(first + CHUNK, n)) for first in range(0, n, CHUNK)]
    done = 0
    if threads <= 1 or len(chunks) <= 1:
        for first, last in chunks:
            program.run(first, last, words, values)
            done += last - first
            if progress:
                progress(done, n)
        return
    with ThreadPoolExecutor(threads) as pool:
        tasks = {pool.submit(program.run, first, last, words, values): last - first for first, last in chunks}
        for task in as_completed(tasks):
            task.result()
            done += tasks[task]
            if progress:
                progress(done, n)


@dataclass(frozen=True, slots=True)
class _RowSupply:
    """The properties of an event's rows, as columns."""

    filters: EventFilters

    def column(self, key: Any) -> Column:
        return self.filters.table.properties[key]

    def words(self, key: Any) -> NDArray[np.uint64]:
        raise BugError(f"A filter on '{self.filters.event}' asks for '{key}', which rows do not have.")

    def events(self, event: str) -> EventFilters:
        raise BugError(f"A filter on '{self.filters.event}' asks for events of '{event}'.")


def look_at_rows(filters: EventFilters, words: Sequence[int]) -> None:
    """Find the rows for which words about several of their properties hold; kept in `row_bits`."""
    library = load_library()
    builder = ProgramBuilder(library, zone=None)
    emitter = Emitter(filters.scope.graph, _RowSupply(filters), builder)
    emitter.emit(words, {})
    everyone = builder.emit("ALL", builder.new_words())
    for output, word in enumerate(words):
        builder.emit("OUT_WORD", a=emitter.place_of[word], b=everyone, x=output)
    n = len(filters.table.time)
    found = np.zeros((len(words), count_blocks(n)), np.uint64)
    run_program(builder.finish(), n, found, filters.threads)
    filters.row_bits.update(zip(words, found, strict=True))
