"""Named random streams: each part of the company draws from its own, so adding one shifts no other."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence


def stream(seed: int, name: str) -> Generator:
    """The generator of one named part; the same seed and name always give the same draws."""
    return Generator(PCG64(SeedSequence([seed, zlib.crc32(name.encode())])))


def pick(
    rng: Generator, weights: np.ndarray | list[float], size: int, *, rows: np.ndarray | None = None
) -> np.ndarray:
    """Draw `size` category codes; with `rows`, draw i follows line rows[i] of a table of weights."""
    table = np.atleast_2d(np.asarray(weights, dtype=np.float64))
    edges = np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)
    edges[:, -1] = 1.0
    chance = rng.random(size)
    if rows is None:
        return np.searchsorted(edges[0], chance, side="right").astype(np.int8)
    codes = np.zeros(size, dtype=np.int8)
    for line in range(len(edges)):
        chosen = rows == line
        codes[chosen] = np.searchsorted(edges[line], chance[chosen], side="right")
    return codes
