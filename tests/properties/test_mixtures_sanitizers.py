"""Mixtures of every kind of customers under the address and undefined-behaviour sanitizers."""

from __future__ import annotations

from pathlib import Path

import pytest

import hatch_build
from tests.properties.test_kernel_sanitizers import FLAGS, find_runtime, run_python

RUN = """
import sys
from pathlib import Path
from satsuma.engine import library
library.LIBRARY = Path(sys.argv[1])
import numpy as np
from satsuma.discover.cluster.gaussian import GaussianMixtures
from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.discover.cluster.medoids import Medoids
chances = np.random.default_rng(1)
ran = 0
for n in (7, 64, 65, 300):
    for k in (1, 3, 4, 5):
        numbers = chances.normal(size=(n, 3)) + 3 * chances.integers(0, 3, (n, 1))
        choices = np.column_stack([chances.integers(-1, levels, n) for levels in (2, 3, 7)]).astype(np.int16)
        holes = np.where(chances.uniform(size=numbers.shape) < 0.2, np.nan, numbers)
        mixed = Matrix(holes, choices, (2, 3, 7), (False,) * 3)
        latent, clouds = LatentClasses(), GaussianMixtures()
        for algorithm, matrix in (
            (latent, mixed), (latent, binary_items(choices > 0)), (latent, numbers_only(holes)),
            (clouds, numbers_only(numbers)), (Medoids(), mixed),
        ):
            placed = algorithm.place(algorithm.fit(matrix, k, starts=2, seed=1), matrix)
            assert np.allclose(placed.sum(axis=1), 1)
            ran += 1
print(f"{ran} fits")
"""


@pytest.mark.slow
def test_mixtures_are_clean(tmp_path: Path) -> None:
    find_runtime()
    library = tmp_path / "kernel.so"
    hatch_build.compile_kernel(hatch_build.list_sources(), library, FLAGS)
    done = run_python(RUN, str(library))
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "80 fits"
