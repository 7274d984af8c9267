"""Random programs under the address and undefined-behaviour sanitizers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "-std=c11", "-O1", "-g", "-fno-omit-frame-pointer", "-ffp-contract=off", "-fPIC", "-shared",
    "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
)  # fmt: skip

RUN = """
import sys
from pathlib import Path
from satsuma.engine import library
library.LIBRARY = Path(sys.argv[1])
from tests.properties.chance import collect_examples
from tests.properties.equality import find_differences
examples = collect_examples(int(sys.argv[2]))
assert not [found for example in examples for found in find_differences(example)]
print(f"{len(examples)} examples")
"""

MISDEEDS = {
    "reads beyond": "int main_(int n) { int *room = malloc(4); int found = room[n]; free(room); return found; }",
    "overflows": "int main_(int n) { return 2147483647 + n; }",
}


def find_runtime() -> str:
    """The address sanitizer's runtime, to be loaded before Python; skips where there is none."""
    compiler = shutil.which((os.environ.get("CC") or "cc").split()[0])
    if compiler is None:
        pytest.skip("there is no C compiler")
    found = subprocess.run(
        [compiler, "-print-file-name=libasan.so"], capture_output=True, text=True, check=False
    )
    path = Path(found.stdout.strip())
    if not path.is_absolute() or not path.exists():
        pytest.skip("the compiler has no address sanitizer runtime (libasan.so)")
    return str(path)


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "LD_PRELOAD": find_runtime(),
        "ASAN_OPTIONS": "detect_leaks=0",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env=environment,
    )  # fmt: skip


@pytest.mark.slow
def test_random_programs_are_clean(tmp_path: Path) -> None:
    find_runtime()
    library = tmp_path / "kernel.so"
    hatch_build.compile_kernel(hatch_build.list_sources(), library, FLAGS)
    done = run_python(RUN, str(library), "30")
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "60 examples"


@pytest.mark.slow
@pytest.mark.parametrize("name", MISDEEDS)
def test_the_sanitizers_are_on(name: str, tmp_path: Path) -> None:
    find_runtime()
    source, library = tmp_path / "misdeed.c", tmp_path / "misdeed.so"
    source.write_text(f"#include <stdlib.h>\n{MISDEEDS[name]}\n", encoding="utf-8")
    hatch_build.compile_kernel([source], library, FLAGS)
    done = run_python("import ctypes, sys; ctypes.CDLL(sys.argv[1]).main_(7)", str(library))
    assert done.returncode != 0
    assert "ERROR: AddressSanitizer" in done.stderr or "runtime error" in done.stderr
