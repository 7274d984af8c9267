"""Partitioning around medoids: the kernel's search for Python."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.engine.library import load_library


def find_medoids(
    distances: NDArray[np.float32],
    counts: NDArray[np.float64],
    k: int,
    start: NDArray[np.integer] | None = None,
) -> tuple[NDArray[np.int64], float]:
    """k of n rows that stand for all, and the counted sum of distances (n, n) to the nearest of them: FasterPAM (Schubert and
    Rousseeuw 2021, Information Systems 101, 101804) from the rows `start`, or from PAM's BUILD where it is None."""
    library = load_library()
    distances = np.ascontiguousarray(distances, np.float32)
    counts = np.ascontiguousarray(counts, np.float64)
    medoids = np.zeros(k, np.int64) if start is None else np.array(start, np.int64)
    loss = library.ffi.new("double *")
    failed = library.lib.ss_medoids(
        library.pointer("float *", distances),
        library.pointer("double *", counts),
        len(counts),
        k,
        int(start is None),
        library.pointer("int64_t *", medoids),
        loss,
    )
    if failed:
        raise MemoryError
    return medoids, float(loss[0])
