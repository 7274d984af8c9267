"""How many customers each pair of segments shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from satsuma.model.results import Overlap, SegmentSize


def overlap(
    unit: str, sizes: Sequence[SegmentSize], counts: NDArray[np.int64], population: int, covered: int
) -> Overlap:
    """`counts[i, j]` customers are in both i and j, sizes on the diagonal."""
    return Overlap(
        unit=unit,
        names=tuple(size.name for size in sizes),
        titles=tuple(size.title for size in sizes),
        counts=tuple(tuple(int(count) for count in row) for row in counts),
        population=population,
        covered=covered,
    )
