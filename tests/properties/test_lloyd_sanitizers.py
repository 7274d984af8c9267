"""k-means under the address and undefined-behaviour sanitizers."""

from __future__ import annotations

from pathlib import Path

import pytest

import hatch_build
from tests.properties.test_kernel_sanitizers import FLAGS, find_runtime, run_python

RUN = """
import sys
from pathlib import Path
import numpy as np
from satsuma.engine import library
library.LIBRARY = Path(sys.argv[1])
from satsuma.engine.lloyd import *
random = np.random.default_rng(1)
done = 0
for n in (1, 2, 63, 64, 65, 200):
    for width in (1, 3, 4, 5, 12):
        for points in (points_of_items(random.integers(0, 2, (n, width))), points_of_numbers(random.normal(size=(n, width)))):
            draws = random.integers(0, 3, (4, n)).astype(np.int32)
            draws[0] = 0
            label_samples(points, [9, 1, 2, 17], draws, starts=2, seeds=range(4), threads=2)
            for k in (1, 2, 7, 8, 9):
                found = find_groups(points, k, starts=3, seed=k, swaps=2, threads=2)
                find_nearest(points, found.centres), measure_squares(points, found.centres)
                done += 1
print(f"{done} examples")
"""


@pytest.mark.slow
def test_k_means_is_clean(tmp_path: Path) -> None:
    find_runtime()
    library = tmp_path / "kernel.so"
    hatch_build.compile_kernel(hatch_build.list_sources(), library, FLAGS)
    done = run_python(RUN, str(library))
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "300 examples"
