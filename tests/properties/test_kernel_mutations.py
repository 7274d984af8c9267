"""The comparison with the interpreter notices a kernel that is a little wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import hatch_build
from satsuma.engine.library import Library
from tests.properties.chance import collect_examples
from tests.properties.equality import Example, find_differences

KERNEL = Path(__file__).resolve().parents[2] / "src" / "satsuma" / "engine" / "kernel"

# What is changed: file, what stands there, what is put there instead.
MUTATIONS = {
    "an event on a window's first second is left out": (
        "walk.c", "edges[bucket] <= time", "edges[bucket] < time",
    ),
    "an event on a customer's own bound is left out": (
        "walk.c", "time > at->registers[group->high].i[lane]", "time >= at->registers[group->high].i[lane]",
    ),
    "the as_of second is not seen": ("walk.c", "< moment) row", "< moment - 1) row"),
    "of events at the same time the first is the last": (
        "walk.c", "case SS_LAST:\n        value = read_integer(column, row);\n        if (value != MISSING)",
        "case SS_LAST:\n        value = read_integer(column, row);\n"
        "        if (value != MISSING && (row == 0 || read_raw(&program->histories[0].time, row - 1) != time))",
    ),
    "a step may come at the same second": (
        "sequence.c", "for (int s = last; s >= 0; s--) {", "for (int s = 0; s <= last; s++) {",
    ),
    "the last second of a step's time is too late": (
        "sequence.c", "time - reached[s - 1] <= within", "time - reached[s - 1] < within",
    ),
    "ties at a rank's threshold stay out": (
        "columns.c", "(values[k] >= low)", "(values[k] > low)",
    ),
    "a missing number counts": ("walk.c", "if (value != MISSING) part->i[lane] += value;", "part->i[lane] += value;"),
    "a missing number is zero": (
        "values.c", "to[k] = value == missing ? MISSING : value;", "to[k] = value == missing ? 0 : value;",
    ),
    "a missing word is the first word": (
        "leaves.c", "values[k] == MISSING ? 0 : values[k] + 1", "values[k] == MISSING ? 1 : values[k] + 1",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return collect_examples(40)


def build(folder: Path, file: str, old: str, new: str) -> Library:
    """A kernel with one change in one of its files."""
    copied = folder / "kernel"
    shutil.copytree(KERNEL, copied)
    source = (copied / file).read_text(encoding="utf-8")
    assert old in source
    (copied / file).write_text(source.replace(old, new), encoding="utf-8")
    hatch_build.compile_kernel(sorted(copied.glob("*.c")), folder / "kernel.so")
    return Library(folder / "kernel.so")


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_wrong_kernel_is_noticed(name: str, examples: list[Example], tmp_path: Path) -> None:
    library = build(tmp_path, *MUTATIONS[name])
    assert any(True for example in examples for _ in find_differences(example, library))


def test_the_right_kernel_passes_on_the_same_examples(examples: list[Example]) -> None:
    assert [difference for example in examples for difference in find_differences(example)] == []
