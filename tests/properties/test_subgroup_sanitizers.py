"""Squeezing and counting of subgroups under the address and undefined-behaviour sanitizers."""

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
from tests.engines import test_kernel_subgroups as tests
for n in (1, 63, 64, 65, 128, 1000, 20_000):
    tests.test_squeezing_keeps_the_masked_customers_in_order(n)
tests.test_pairs_and_triples_equal_plain_sums(5000)
print("clean")
"""


@pytest.mark.slow
def test_subgroups_are_clean(tmp_path: Path) -> None:
    find_runtime()
    library = tmp_path / "kernel.so"
    hatch_build.compile_kernel(hatch_build.list_sources(), library, FLAGS)
    done = run_python(RUN, str(library))
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "clean"
