"""Mixtures of classes within which fields are independent: the kernel's EM for Python."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.engine.library import load_library

Floats = NDArray[np.float64]

LEAST_SHARE = 1e-10
"""Of a class, and of a level within a class: keeps logarithms finite and costs no likelihood that anyone could see."""
ROWS_WORTH_A_THREAD = 20_000
"""Rows times starts below which threads cost more than they save."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """k classes: `weights` (k), `probabilities` (k, slots) with the levels of all items side by side, `means` and `variances`
    (k, numbers)."""

    weights: Floats
    probabilities: Floats
    means: Floats
    variances: Floats

    @property
    def k(self) -> int:
        return len(self.weights)


@dataclass(frozen=True, slots=True)
class Found:
    """Where EM ended."""

    parameters: Parameters
    log_likelihood: float
    steps: int


@dataclass(frozen=True, slots=True)
class MixtureRows:
    """Rows as the kernel reads them. Items are joined into groups whose combinations are looked up at once: `codes`
    (n, groups) are entries, `parts[first_parts[e] : first_parts[e + 1]]` the slots of entry e; a missing item has none."""

    codes: NDArray[np.int32]
    numbers: Floats
    counts: Floats
    first_parts: NDArray[np.int64]
    parts: NDArray[np.int32]
    first_slots: NDArray[np.int64]
    least_variances: Floats

    @property
    def n(self) -> int:
        return len(self.counts)


def lay_out_rows(
    choices: NDArray[np.integer],
    levels: Sequence[int],
    numbers: Floats,
    counts: Floats | None = None,
    least_variances: Floats | None = None,
) -> MixtureRows:
    """Rows of choices (n, items), codes from 0 to levels[j] − 1, negative where missing, and numbers (n, p), NaN where
    missing. `counts` says how often each row counts (1)."""
    n = len(choices)
    most = 64 if n < 4096 else 256
    codes, parts, sizes = [], [], []
    has_missing = [bool((choices[:, j] < 0).any()) for j in range(len(levels))]
    bases = [level + missing for level, missing in zip(levels, has_missing, strict=True)]
    first_slots = np.concatenate([[0], np.cumsum(levels, dtype=np.int64)]).astype(np.int64)
    begin = 0
    for group in _group_items(bases, most):
        code = np.zeros(n, np.int32)
        combinations = [np.empty(0, np.int32)]
        for j in group:
            item = choices[:, j]
            code = code * bases[j] + np.where(item < 0, levels[j], item).astype(np.int32)
            slots = [np.array([first_slots[j] + level], np.int32) for level in range(levels[j])]
            slots += [np.empty(0, np.int32)] * has_missing[j]
            combinations = [np.concatenate([known, slot]) for known in combinations for slot in slots]
        codes.append(code + begin)
        parts += combinations
        sizes += [len(combination) for combination in combinations]
        begin += len(combinations)
    return MixtureRows(
        np.ascontiguousarray(np.column_stack(codes)) if codes else np.empty((n, 0), np.int32),
        np.ascontiguousarray(numbers, np.float64),
        np.ones(n) if counts is None else np.ascontiguousarray(counts, np.float64),
        np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
        np.concatenate([np.empty(0, np.int32), *parts]),
        first_slots,
        np.zeros(numbers.shape[1]) if least_variances is None else np.ascontiguousarray(least_variances),
    )


def fit_mixtures(
    rows: MixtureRows, starts: Sequence[Parameters], *, most_steps: int = 3000, tolerance: float = 1e-6
) -> list[Found]:
    """EM from each start to its optimum, with squared extrapolation (Varadhan and Roland 2008, Scandinavian Journal of
    Statistics 35:335), until plain EM would gain less than `tolerance` in log-likelihood. Starts run side by side; each is
    computed by one thread, so results are the same on any number of them."""

    def fit(start: Parameters) -> Found:
        return _fit_one(rows, start, most_steps, tolerance)

    threads = min(len(starts), os.cpu_count() or 1)
    if threads <= 1 or rows.n * len(starts) < ROWS_WORTH_A_THREAD:
        return [fit(start) for start in starts]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(fit, starts))


def place_rows(rows: MixtureRows, parameters: Parameters) -> Floats:
    """(n, k) posterior probabilities of the classes."""
    library = load_library()
    alone = MixtureRows(
        rows.codes, rows.numbers, np.ones(rows.n), rows.first_parts, rows.parts, rows.first_slots,
        rows.least_variances,
    )  # fmt: skip
    packed = _pack(parameters, int(library.lib.ss_mixture_stride(parameters.k)))
    found = np.empty((rows.n, parameters.k))
    failed = library.lib.ss_mixture_place(
        _describe(library, alone, parameters.k),
        library.pointer("double *", packed),
        library.pointer("double *", found),
    )
    if failed:
        raise MemoryError
    return found


def _group_items(bases: Sequence[int], most: int) -> list[list[int]]:
    """Neighbouring items whose combinations are at most `most`; an item has bases[j] values, missing among them."""
    groups: list[list[int]] = []
    size = most + 1
    for j, base in enumerate(bases):
        size *= base
        if size > most:
            groups.append([])
            size = base
        groups[-1].append(j)
    return groups


def _fit_one(rows: MixtureRows, start: Parameters, most_steps: int, tolerance: float) -> Found:
    library = load_library()
    packed = _pack(start, int(library.lib.ss_mixture_stride(start.k)))
    log_likelihood = library.ffi.new("double *")
    steps = library.ffi.new("int64_t *")
    failed = library.lib.ss_mixture_fit(
        _describe(library, rows, start.k),
        library.pointer("double *", packed),
        most_steps,
        tolerance,
        log_likelihood,
        steps,
    )
    if failed:
        raise MemoryError
    return Found(_unpack(packed, rows, start.k), float(log_likelihood[0]), int(steps[0]))


def _describe(library: Any, rows: MixtureRows, k: int) -> Any:
    """The struct ss_mixture; it points into `rows`."""
    return library.ffi.new(
        "ss_mixture *",
        {
            "codes": library.pointer("int32_t *", rows.codes),
            "numbers": library.pointer("double *", rows.numbers),
            "counts": library.pointer("double *", rows.counts),
            "first_parts": library.pointer("int64_t *", rows.first_parts),
            "parts": library.pointer("int32_t *", rows.parts),
            "first_slots": library.pointer("int64_t *", rows.first_slots),
            "least_variances": library.pointer("double *", rows.least_variances),
            "least_share": LEAST_SHARE,
            "n": rows.n,
            "n_groups": rows.codes.shape[1],
            "n_numbers": rows.numbers.shape[1],
            "n_entries": len(rows.first_parts) - 1,
            "n_slots": int(rows.first_slots[-1]),
            "n_items": len(rows.first_slots) - 1,
            "classes": k,
        },
    )


def _pack(parameters: Parameters, stride: int) -> Floats:
    """Rows of classes, filled up to `stride`, that EM improves in place. Levels that no class has keep a trace."""
    rows = np.vstack(
        [
            np.maximum(parameters.weights, LEAST_SHARE)[None],
            np.maximum(parameters.probabilities.T, LEAST_SHARE),
            parameters.means.T,
            parameters.variances.T,
        ]
    )
    packed = np.ones((len(rows), stride))
    packed[:, : parameters.k] = rows
    return packed


def _unpack(packed: Floats, rows: MixtureRows, k: int) -> Parameters:
    slots, numbers = int(rows.first_slots[-1]), rows.numbers.shape[1]
    weights, probabilities, means, variances = np.split(
        packed[:, :k].T, [1, 1 + slots, 1 + slots + numbers], axis=1
    )
    return Parameters(
        *(np.ascontiguousarray(part) for part in (weights[:, 0], probabilities, means, variances))
    )
