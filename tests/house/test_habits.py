"""What code here does not do: read the clock, draw unseeded numbers, leave work undone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import PACKAGE, list_modules, list_sources, parse, shorten

# Time and randomness are arguments; only the ways in read the clock, once.
ROOF = ("cli", "server")
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.date.today", "time.time", "time.time_ns",
}  # fmt: skip
SEEDED = ("Random", "default_rng", "Generator", "Philox", "PCG64")
CHANCE = {"uuid.uuid1", "uuid.uuid4", "uuid1", "uuid4", "os.urandom"}
LOOSE_ENDS = re.compile(r"\b(TODO|FIXME|XXX)\b|\bNotImplementedError\b")


def name_calls(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """Each call's line, dotted name, and whether it has arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), bool(node.args or node.keywords)


def test_only_the_roof_reads_the_clock() -> None:
    seen = [
        f"{shorten(path)}:{line} {name}()"
        for path in list_modules()
        if path.relative_to(PACKAGE).parts[0] not in ROOF
        for line, name, _ in name_calls(parse(path))
        if name in CLOCKS
    ]
    assert seen == []


def test_nothing_draws_unseeded_numbers() -> None:
    seen = [
        f"{shorten(path)}:{line} {name}()"
        for path in list_modules()
        for line, name, has_arguments in name_calls(parse(path))
        if name in CHANCE
        or (
            name.startswith(("random.", "np.random.", "numpy.random."))
            and "(" not in name  # what is asked of a generator: the call that makes it is looked at by itself
            and (not has_arguments or not name.endswith(SEEDED))
        )
    ]
    assert seen == []


def test_no_loose_ends() -> None:
    seen = [
        f"{shorten(path)}:{number} {line.strip()}"
        for path in list_sources()
        if path.suffix in {".py", ".c", ".h", ".html", ".js", ".ts", ".tsx"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LOOSE_ENDS.search(line)
    ]
    assert seen == []


def test_the_name_finder_finds() -> None:
    tree = ast.parse("import time\ndef f():\n    return [time.time(), np.random.default_rng(7)]")
    assert sorted(name_calls(tree)) == [(3, "np.random.default_rng", True), (3, "time.time", False)]
